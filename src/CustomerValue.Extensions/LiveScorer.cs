using CustomerValue.Information;
using CustomerValue.Propensity;

namespace CustomerValue.Extensions;

/// <summary>Scores the caller's own objects with whatever <see cref="PropensityModel"/> is in use under a name, and counts rows, missing values and unseen levels.</summary>
/// <typeparam name="T">The caller's type.</typeparam>
/// <remarks>
/// Registered by <see cref="CustomerValueBuilder.AddLiveScorer{T}"/>. A replacement is joined to the map when it comes into use; one that the map cannot feed
/// is refused and the old model stays. Scoring takes no lock and allocates nothing. As thread-safe as the map's lambdas.
/// </remarks>
public sealed class LiveScorer<T>
{
    private readonly ModelSlot<IScorer> slot;
    private readonly FeatureMap<T> map;
    private readonly ScoringMetrics metrics;
    private readonly MeteredSlot metered;
    private Joined joined;

    internal LiveScorer(string name, ModelSlot<IScorer> slot, FeatureMap<T> map, ScoringMetrics metrics)
    {
        this.slot = slot;
        this.map = map;
        this.metrics = metrics;
        metered = new MeteredSlot(name, slot);
        slot.Watch(RefuseUnfed);
        var current = slot.Current;
        joined = RefuseUnfed(current, current) is { } reason ? throw new InvalidOperationException($"Scorer '{name}': {reason}") : Join(current);
    }

    /// <summary>The score of one customer.</summary>
    /// <param name="customer">The customer.</param>
    /// <exception cref="ArgumentException">A number is not finite, a level is refused, or a value is missing and the model learned no rule for it.</exception>
    public double Score(T customer) => Score(customer, out _);

    /// <summary>The score of one customer, and what had to be stood in for.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="report">Missing values and unseen levels.</param>
    /// <exception cref="ArgumentException">A number is not finite, a level is refused, or a value is missing and the model learned no rule for it.</exception>
    public double Score(T customer, out EncodingReport report)
    {
        var now = Current();
        var score = now.Scorer.Score(customer, out report);
        Count(now, report);
        return score;
    }

    /// <summary>The scores of customers, all by one model.</summary>
    /// <param name="customers">The customers.</param>
    /// <param name="destination">Receives one score per customer; at least as long.</param>
    /// <returns>Counts of missing values and unseen levels.</returns>
    /// <exception cref="ArgumentException">The destination is too short, a number is not finite, a level is refused, or a value is missing; row and column are named.</exception>
    public EncodingReport Score(ReadOnlySpan<T> customers, Span<double> destination)
    {
        var now = Current();
        var report = now.Scorer.Score(customers, destination);
        Count(now, report);
        return report;
    }

    private Joined Current()
    {
        var model = slot.Current;
        var now = Volatile.Read(ref joined);
        if (!ReferenceEquals(now.Model, model))
        {
            now = Join(model);
            Volatile.Write(ref joined, now);
        }

        return now;
    }

    private void Count(Joined now, EncodingReport report)
    {
        if (metrics.CountsRows || metrics.CountsStandIns)
        {
            metrics.Record(metered.Tags(now.Model), report);
        }
    }

    private Joined Join(IScorer model) => new(model, ((PropensityModel)model).Bind(map));

    private string? RefuseUnfed(IScorer current, IScorer replacement)
    {
        if (replacement is not PropensityModel model)
        {
            return $"A {replacement.GetType().Name} has no encoder; only a PropensityModel scores objects.";
        }

        try
        {
            _ = model.Bind(map);
            return null;
        }
        catch (ArgumentException unfed)
        {
            return unfed.Message;
        }
    }

    private sealed class Joined(IScorer model, CustomerScorer<T> scorer)
    {
        public IScorer Model { get; } = model;

        public CustomerScorer<T> Scorer { get; } = scorer;
    }
}
