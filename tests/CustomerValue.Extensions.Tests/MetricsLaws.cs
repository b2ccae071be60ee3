using System.Diagnostics.Metrics;
using CustomerValue.Information;
using CustomerValue.Propensity;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerValue.Extensions.Tests;

public sealed class MetricsLaws
{
    private static readonly FeatureMap<(double? Age, double? Assets, string? Job)> Map =
        new FeatureMap<(double? Age, double? Assets, string? Job)>().Number("age", c => c.Age).Number("assets", c => c.Assets).Category("job", c => c.Job);

    private static readonly PropensityModel Model = (PropensityModel)Samples.Of("propensity").Model;

    [Fact]
    public void Rows_missing_values_and_unseen_levels_are_counted_under_the_models_name()
    {
        using var provider = Provider();
        using var listener = new Listener(provider);
        var live = provider.GetRequiredKeyedService<LiveScorer<(double?, double?, string?)>>("mortgage");
        var scorer = provider.GetRequiredKeyedService<IScorer>("mortgage");
        var scores = new double[3];

        live.Score([(41, 3e5, "clerk"), (null, null, "never seen"), (5, 1, null)], scores);
        live.Score((41, null, "clerk"), out var report);
        scorer.Score([1, 2, 1]);
        scorer.Score(Model.Encoder.Encode(Map.ToTable([(1, 2, "clerk"), (1, 3, "clerk")])), scores);

        report.MissingNumbers.Should().Be(1);
        listener.Sum("customervalue.scoring.rows").Should().Be(7);
        listener.Sum("customervalue.scoring.missing_values").Should().Be(4);
        listener.Sum("customervalue.scoring.unseen_categories").Should().Be(1);
        listener.Seen.Should().OnlyContain(m => m.Tags["model.name"] == "mortgage" && m.Tags["model.kind"] == "propensity");
    }

    [Fact]
    public void The_gauge_names_the_model_in_use_by_the_seal_of_its_file()
    {
        using var provider = Provider();
        using var listener = new Listener(provider);
        _ = provider.GetRequiredKeyedService<IScorer>("mortgage");
        var next = Model.WithCalibrator(PriorCorrection.FromParameters(0.5, 0.1));

        listener.Observe();
        provider.GetRequiredKeyedService<ModelSlot<IScorer>>("mortgage").Replace(next);
        listener.Observe();

        listener.Seen.Select(m => m.Tags["model.digest"]).Should().Equal(Seal(Model), Seal(next));
        listener.Seen.Should().OnlyContain(m => m.Name == "customervalue.model.in_use" && m.Value == 1);
        static string Seal(PropensityModel model) => System.Text.RegularExpressions.Regex.Match(ModelFile.Save(model), "\"sha256\":\"(.{16})").Groups[1].Value;
    }

    [Fact]
    public void Objects_are_scored_by_the_model_in_use()
    {
        using var provider = Provider();
        var live = provider.GetRequiredKeyedService<LiveScorer<(double?, double?, string?)>>("mortgage");
        var next = Model.WithCalibrator(PriorCorrection.FromParameters(0.5, 0.1));

        live.Score((41, 3e5, "clerk")).Should().Be(Model.Bind(Map).Score((41, 3e5, "clerk")));
        provider.GetRequiredKeyedService<ModelSlot<IScorer>>("mortgage").Replace(next);
        live.Score((41, 3e5, "clerk")).Should().Be(next.Bind(Map).Score((41, 3e5, "clerk")));
    }

    [Fact]
    public void A_replacement_that_the_map_cannot_feed_is_refused_and_the_old_model_stays()
    {
        using var provider = Provider();
        var live = provider.GetRequiredKeyedService<LiveScorer<(double?, double?, string?)>>("mortgage");
        var slot = provider.GetRequiredKeyedService<ModelSlot<IScorer>>("mortgage");
        var foreign = FeatureEncoder.FromParameters([new NumberEncoding("income", NumberShape.AsIs, 0, 0, 1), new NumberEncoding("b", NumberShape.AsIs, 0, 0, 1), new NumberEncoding("c", NumberShape.AsIs, 0, 0, 1)], []);

        ((Action)(() => slot.Replace(PropensityModel.FromParameters(foreign, LogisticModel.FromParameters(foreign.Schema, 0, [1, 1, 1]))))).Should().Throw<ArgumentException>().WithMessage("*lacks column 'income'*");
        ((Action)(() => slot.Replace(Model.Scorer))).Should().Throw<ArgumentException>().WithMessage("A LogisticModel has no encoder*");
        slot.Current.Should().BeSameAs(Model);
        live.Score((41, 3e5, "clerk")).Should().BeGreaterThan(0);

        using var plain = new ServiceCollection().AddCustomerValue(b => b.AddScorer("card", Model.Scorer).AddLiveScorer("card", Map)).BuildServiceProvider();
        ((Action)(() => plain.GetRequiredKeyedService<LiveScorer<(double?, double?, string?)>>("card"))).Should().Throw<InvalidOperationException>().WithMessage("Scorer 'card': A LogisticModel has no encoder*");
        ((Action)(() => new ServiceCollection().AddCustomerValue(b => b.AddLiveScorer("card", Map).AddLiveScorer("card", Map)))).Should().Throw<ArgumentException>().WithMessage("There is a live scorer named 'card' already*");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Scoring_allocates_nothing_with_or_without_a_listener(bool listens)
    {
        using var provider = Provider();
        long heard = 0;
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => heard += value);
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (listens && ReferenceEquals(instrument.Meter.Scope, provider.GetService<IMeterFactory>()) && instrument.Meter.Name == ScoringMetrics.MeterName)
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.Start();
        var live = provider.GetRequiredKeyedService<LiveScorer<(double?, double?, string?)>>("mortgage");
        var scorer = provider.GetRequiredKeyedService<IScorer>("mortgage");
        (double?, double?, string?)[] customers = [(41, 3e5, "clerk"), (null, null, "never seen")];
        double[] row = [1, 2, 1];
        var scores = new double[2];
        Use();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Use();

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        (heard > 0).Should().Be(listens);

        void Use()
        {
            for (var i = 0; i < 60; i++)
            {
                live.Score(customers, scores);
                scores[0] = live.Score(customers[1]) + scorer.Score(row);
            }
        }
    }

    [Fact]
    public void Reports_of_scoring_elsewhere_can_be_recorded()
    {
        using var provider = Provider();
        using var listener = new Listener(provider);
        var metrics = provider.GetRequiredService<ScoringMetrics>();

        metrics.Record("batch", Model.Score(Map.ToTable([(1, null, "clerk")]), new double[1]));

        listener.Sum("customervalue.scoring.missing_values").Should().Be(1);
        listener.Seen.Should().OnlyContain(m => m.Tags["model.name"] == "batch" && m.Tags["model.digest"] == "none");
        ((Action)(() => metrics.Record("", default))).Should().Throw<ArgumentException>();
        ((Action)(() => _ = new ScoringMetrics(null!))).Should().Throw<ArgumentNullException>();
        using var own = new ScoringMetrics();
        own.Record("nobody listens", default);
    }

    // A factory of its own scopes the meter, so that tests that run side by side do not hear each other.
    private static ServiceProvider Provider() => new ServiceCollection()
        .AddSingleton<IMeterFactory, Factory>()
        .AddCustomerValue(b => b.AddScorer("mortgage", Model).AddLiveScorer("mortgage", Map)).BuildServiceProvider();

    private sealed class Factory : IMeterFactory
    {
        private readonly List<Meter> meters = [];

        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            meters.Add(new Meter(options));
            return meters[^1];
        }

        public void Dispose() => meters.ForEach(m => m.Dispose());
    }

    private sealed class Listener : IDisposable
    {
        private readonly MeterListener listener = new();

        public Listener(IServiceProvider provider)
        {
            var scope = provider.GetRequiredService<IMeterFactory>();
            listener.InstrumentPublished = (instrument, own) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, scope))
                {
                    own.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            listener.Start();
        }

        public List<(string Name, long Value, Dictionary<string, string> Tags)> Seen { get; } = [];

        public long Sum(string name) => Seen.Where(m => m.Name == name).Sum(m => m.Value);

        public void Observe() => listener.RecordObservableInstruments();

        public void Dispose() => listener.Dispose();

        private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            Seen.Add((instrument.Name, value, tags.ToArray().ToDictionary(t => t.Key, t => (string)t.Value!)));
    }
}
