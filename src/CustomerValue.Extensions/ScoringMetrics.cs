using System.Diagnostics.Metrics;
using CustomerValue.Information;
using CustomerValue.Propensity;

namespace CustomerValue.Extensions;

/// <summary>What the scorers of an application do, as instruments of the meter <c>CustomerValue</c> (System.Diagnostics.Metrics, OpenTelemetry).</summary>
/// <remarks>
/// <para>
/// <c>customervalue.scoring.rows</c>, <c>customervalue.scoring.missing_values</c> and <c>customervalue.scoring.unseen_categories</c> count;
/// <c>customervalue.model.in_use</c> is 1 for every model in use. Tags: <c>model.name</c>, <c>model.kind</c> and <c>model.digest</c>, the first 16
/// digits of the seal that the model's file has, or <c>none</c> for a model that files cannot hold.
/// </para>
/// <para>
/// Registered scorers count by themselves. Without a listener that costs one comparison a call, and nothing is allocated; with one, a
/// model's digest is taken once after each replacement. Thread-safe.
/// </para>
/// </remarks>
public sealed class ScoringMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "CustomerValue";

    private readonly Meter? owned;
    private readonly Counter<long> rows;
    private readonly Counter<long> missing;
    private readonly Counter<long> unseen;
    private MeteredSlot[] slots = [];

    /// <summary>Instruments of an own meter, which goes with this object.</summary>
    public ScoringMetrics()
        : this(new Meter(MeterName, Version), true)
    {
    }

    /// <summary>Instruments of a meter of the application's factory, as hosts register one.</summary>
    /// <param name="factory">Makes and keeps the meter.</param>
    /// <exception cref="ArgumentNullException">The factory is null.</exception>
    public ScoringMetrics(IMeterFactory factory)
        : this((factory ?? throw new ArgumentNullException(nameof(factory))).Create(new MeterOptions(MeterName) { Version = Version }), false)
    {
    }

    private ScoringMetrics(Meter meter, bool isOwned)
    {
        owned = isOwned ? meter : null;
        rows = meter.CreateCounter<long>("customervalue.scoring.rows", "{row}", "Customers scored.");
        missing = meter.CreateCounter<long>("customervalue.scoring.missing_values", "{value}", "Missing numbers and categories that the encoder stood in for.");
        unseen = meter.CreateCounter<long>("customervalue.scoring.unseen_categories", "{value}", "Categories that the fit had not seen and that became the level for others.");
        _ = meter.CreateObservableGauge("customervalue.model.in_use", InUse, "{model}", "1 for every model in use.");
    }

    internal bool CountsRows => rows.Enabled;

    internal bool CountsStandIns => missing.Enabled || unseen.Enabled;

    private static string Version => typeof(ScoringMetrics).Assembly.GetName().Version!.ToString(3);

    /// <summary>Counts what a <see cref="CustomerScorer{T}"/> or a table's scores reported: for scoring outside of the registered services.</summary>
    /// <param name="name">The model's name, not empty.</param>
    /// <param name="report">Rows, missing values and unseen levels.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public void Record(string name, EncodingReport report)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw new ArgumentException("A model needs a name.", nameof(name));
        }

        if (CountsRows || CountsStandIns)
        {
            Record(new ModelTags(name, null), report);
        }
    }

    /// <summary>Ends the meter if it is this object's own.</summary>
    public void Dispose() => owned?.Dispose();

    internal void CountRows(ModelTags tags, long count) => rows.Add(count, tags.Name, tags.Kind, tags.Digest);

    internal void Record(ModelTags tags, EncodingReport report)
    {
        CountRows(tags, report.Rows);
        if (report.MissingNumbers + report.MissingCategories > 0)
        {
            missing.Add(report.MissingNumbers + report.MissingCategories, tags.Name, tags.Kind, tags.Digest);
        }

        if (report.UnseenLevels > 0)
        {
            unseen.Add(report.UnseenLevels, tags.Name, tags.Kind, tags.Digest);
        }
    }

    /// <summary>Tags of a slot's models; from now on the gauge tells which one is in use.</summary>
    internal MeteredSlot Watch(string name, ModelSlot<IScorer> slot)
    {
        var metered = new MeteredSlot(name, slot);
        while (true)
        {
            var before = Volatile.Read(ref slots);
            if (ReferenceEquals(Interlocked.CompareExchange(ref slots, [.. before, metered], before), before))
            {
                return metered;
            }
        }
    }

    private IEnumerable<Measurement<int>> InUse() =>
        Volatile.Read(ref slots).Select(static slot => slot.Tags()).Select(static tags => new Measurement<int>(1, tags.Name, tags.Kind, tags.Digest));
}
