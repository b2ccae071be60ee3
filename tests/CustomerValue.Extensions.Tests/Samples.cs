using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Propensity;
using CustomerValue.Segmentation;
using CustomerValue.Uplift;

namespace CustomerValue.Extensions.Tests;

/// <summary>A model of a kind and what it scores on fixed inputs: bits of the scores are compared.</summary>
public sealed class Sample(string kind, object model, Func<object, double[]> score)
{
    public string Kind { get; } = kind;

    public object Model { get; } = model;

    public double[] Score(object model) => score(model);

    public override string ToString() => Kind;
}

/// <summary>One model of every kind that files can hold, from awkward parameters.</summary>
public static class Samples
{
    public static readonly Sample[] All =
    [
        new("feature-encoder", Encoder(), EncoderScores),
        new("bg-nbd", BgNbdModel.FromParameters(0.1 + 0.2, 1e-3, 1.0 / 3, 1234.5678901234567, TimeUnit.Week, Diagonal(4)), PurchaseScores),
        new("gamma-gamma", GammaGammaModel.FromParameters(6.25, 3.74, 15.44, Diagonal(3)), SpendScores),
        new("pareto-nbd", ParetoNbdModel.FromParameters(0.1 + 0.2, 1e-3, 1, 1234.5678901234567, TimeUnit.Day, Diagonal(4)), PurchaseScores),
        new("mbg-nbd", MbgNbdModel.FromParameters(0.1 + 0.2, 6.5, 1.0 / 3, 1e9, TimeUnit.Week), PurchaseScores),
        new("cnbd", CnbdModel.FromParameters(0.5, 1.0 / 3, 0.8, 2.1, 3, true, TimeUnit.Week, Diagonal(4)), PurchaseScores),
        new("ggom-nbd", GGomNbdModel.FromParameters(0.6, 8.1, 1e-3, 1.0 / 3, 0.1 + 0.2, TimeUnit.Week, Diagonal(5)), PurchaseScores),
        new("bg-bb", BgBbModel.FromParameters(1.204, 0.1 + 0.2, 1.0 / 3, 2.783, TimeUnit.OfDays(365.2425), Diagonal(4)), OpportunityScores),
        new("shifted-beta-geometric", ShiftedBetaGeometricModel.FromParameters(0.704, 1.0 / 3, Diagonal(2)), ContractScores),
        new("beta-discrete-weibull", BetaDiscreteWeibullModel.FromParameters(0.259, 1.722, 1.0 / 3, Diagonal(3)), ContractScores),
        new("normal-spend", NormalSpendModel.FromParameters(-1.0 / 3, 0, 1e-300), MarginScores),
        new("hiatus-rule", HiatusRule.Naive(TimeUnit.Week), PurchaseScores),
        new("k-means", KMeansModel.FromParameters([-0.0, 1e-310, 1.0 / 3, 7, -1e99, 0.1], 2), SegmentsOf),
        new("rfm", RfmModel.FromParameters(Cuts(CutSide.Below, 1, 2.5), Cuts(CutSide.Above, 0.1, 0.1, 9), Cuts(CutSide.Below, -3, 1e6)), RfmScores),
        new("rfm-segments", RfmSegments.FromRules([new("best \u2615") { Recency = (4, 5), Monetary = (5, 5) }, new("new") { Frequency = (1, 1) }], "the \"rest\""), RfmSegmentsOf),
        new("value-tiers", ValueTiers.FromThresholds([15_000, 30_000, 50_000.000000001], ["basis", "plus", "größer", "top"]), TiersOf),
        new("tier-tracker", TierTracker.FromParameters(ValueTiers.FromThresholds([15_000, 30_000, 50_000.000000001], ["basis", "plus", "größer", "top"]), [13_500, 27_000.1, 45_000], 2), TrackedTiersOf),
        new("explaining-tree", Tree(), RuledSegmentsOf),
        new("score-cuts", Cuts(CutSide.Below, -1e-310, 0.1, 0.1, 1e6), BinsOf),
        new("bin-counts", BinCounts.FromCounts([0.1, 0, 1e9, 1.0 / 3]), counts => ((BinCounts)counts).Counts.ToArray()),
        new("linear", LinearModel.FromParameters(Schema(), -1e7, [1.0 / 3, 1e-5, 0, 0.1, -2.5]), Expectations),
        new("logistic", Logistic(), Probabilities),
        new("propensity", PropensityModel.FromParameters(SmallEncoder(), LogisticModel.FromParameters(SmallEncoder().Schema, 0.1, [1.0 / 3, -0.0, 0, 1e-300, -2.5])), EncodedProbabilities),
        new("platt-calibration", PlattCalibrator.FromParameters(-1.0 / 3, 1e-300, ScoreScale.Probability), Calibrated),
        new("isotonic-calibration", IsotonicCalibrator.FromParameters([-0.0, 0.1, 1.0 / 3], [0, 5e-324, 1]), Calibrated),
        new("beta-calibration", BetaCalibrator.FromParameters(0.1 + 0.2, 0, -1e-17), Calibrated),
        new("temperature-calibration", TemperatureCalibrator.FromParameters(1.0 / 3), Calibrated),
        new("venn-abers-calibration", VennAbersCalibrator.FromParameters([0.1, 0.25, 1.0 / 3, 0.9], [3, 0.5, 2, 1.25], [1, 0.5, 1.0 / 3, 1.25]), Calibrated),
        new("prior-correction", PriorCorrection.FromParameters(0.5, 1.0 / 41), Calibrated),
        new("two-model-uplift", TwoModelUplift.FromParameters(Logistic(), LinearModel.FromParameters(Schema(), 0.25, [1e-3, 1e-6, 0, -0.1, 0.2])), Uplifts),
    ];

    public static TheoryData<string> Kinds => [.. All.Select(s => s.Kind)];

    public static Sample Of(string kind) => All.Single(s => s.Kind == kind);

    public static long[] Bits(double[] values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];

    private static FeatureEncoder Encoder() => FeatureEncoder.FromParameters(
        [new NumberEncoding("age", NumberShape.AsIs, 1.0 / 3, -0.0, 0.1), new NumberEncoding("assets in €", NumberShape.SignedLog, null, 4.9406564584124654E-324, 1e300)],
        [
            new CategoryEncoding("job", ["\"manager\"\\", "naïve ☕ 😀", "<b>"], ["rare"], UnseenCategory.Other, true),
            new CategoryEncoding("region", ["North"], [], UnseenCategory.Refuse, false),
        ]);

    private static double[] EncoderScores(object model)
    {
        var map = new FeatureMap<(double? Age, double? Assets, string? Job)>()
            .Number("age", c => c.Age).Number("assets in €", c => c.Assets).Category("job", c => c.Job).Category("region", _ => "North");
        (double?, double?, string?)[] rows =
            [(41.7, 3e-310, "naïve ☕ 😀"), (null, null, null), (0, -7e200, "rare"), (-0.0, 5, "never seen"), (1, 2, "<b>"), (1, 2, "\"manager\"\\")];
        return ((FeatureEncoder)model).Encode(map.ToTable(rows)).Values.ToArray();
    }

    private static double[] Diagonal(int n) => [.. Enumerable.Range(0, n * n).Select(i => i % (n + 1) == 0 ? 0.1 / (i + 1) : 1e-5)];

    private static ScoreCuts Cuts(CutSide side, params double[] cuts) => ScoreCuts.FromParameters(cuts, side);

    private static FeatureSchema Schema() =>
        new([FeatureColumn.Number("age"), FeatureColumn.Number("assets"), FeatureColumn.Category("job", ["none", "clerk & co", "<boss>"])]);

    private static PurchaseHistories Histories() => PurchaseHistories.FromColumns([0, 1, 7, 300], [0, 1.5, 30, 51.25], [40, 52, 30, 52], [0, 12.34, 55, 0.1], TimeUnit.Week);

    private static double[] PurchaseScores(object model)
    {
        var (alive, expected, purchases) = (new double[4], new double[4], (IPurchaseModel)model);
        var unit = model switch { BgNbdModel m => m.Unit, PurchaseModel m => m.Unit, HiatusRule m => m.Unit, _ => TimeUnit.Week };
        var histories = PurchaseHistories.FromColumns(Histories().Repeats, Histories().Recency, Histories().Age, Histories().AverageValue, unit);
        purchases.ProbabilityAlive(histories, alive);
        purchases.ExpectedPurchases(histories, 26, expected);
        return model switch
        {
            BgNbdModel m => [.. alive, .. expected, .. m.Covariance, .. m.Report.StandardErrors],
            PurchaseModel m => [.. alive, .. expected, .. m.Covariance, .. m.Report.StandardErrors],
            _ => [.. alive, .. expected],
        };
    }

    private static double[] OpportunityScores(object model)
    {
        var (purchases, history) = ((BgBbModel)model, new PurchaseHistory(2, 4, 6));
        return [purchases.ProbabilityAlive(history), purchases.ExpectedPurchases(history, 5), purchases.Unit.Days, .. purchases.Covariance];
    }

    private static double[] ContractScores(object model) =>
        [.. new[] { 0, 1, 7, 100 }.Select(((ContractModel)model).Survival), .. ((ContractModel)model).Covariance, .. ((ContractModel)model).Report.StandardErrors];

    private static double[] MarginScores(object model) =>
        [((NormalSpendModel)model).ExpectedAverageValue(3, 1e9), ((NormalSpendModel)model).Mean, ((NormalSpendModel)model).Between, ((NormalSpendModel)model).Within];

    private static double[] SpendScores(object model)
    {
        var (values, spend) = (new double[4], (GammaGammaModel)model);
        spend.ExpectedAverageValue(Histories(), values);
        return [.. values, .. spend.Covariance, .. spend.Report.StandardErrors];
    }

    private static double[] SegmentsOf(object model)
    {
        var (segments, kMeans) = (new int[4], (KMeansModel)model);
        kMeans.Assign([0, 0, 5, 5, 0.2, 1, -1e98, 3], segments);
        return [.. segments.Select(s => (double)s), .. kMeans.Center(0), .. kMeans.Center(1), .. kMeans.Center(2)];
    }

    private static double[] RfmScores(object model)
    {
        double[] values = [-10, 0.1, 1, 2.5, 3, 9, 1e6, 2e6];
        return [.. values.Select(v => ((RfmModel)model).Score(v, v, v)).SelectMany(s => new double[] { s.Recency, s.Frequency, s.Monetary })];
    }

    private static double[] RfmSegmentsOf(object model) =>
    [
        .. from r in Enumerable.Range(1, 5)
           from f in Enumerable.Range(1, 5)
           from m in Enumerable.Range(1, 5)
           select (double)((RfmSegments)model).Assign(new RfmScore((byte)r, (byte)f, (byte)m)),
        .. ((RfmSegments)model).Names.SelectMany(n => n.Select(c => (double)c)),
    ];

    private static double[] TiersOf(object model) =>
    [
        .. new double[] { -1, 14_999, 15_000, 50_000, 50_000.000000002 }.Select(v => (double)((ValueTiers)model).Of(v)),
        .. ((ValueTiers)model).Thresholds,
        .. ((ValueTiers)model).Names.SelectMany(n => n.Select(c => (double)c)),
    ];

    private static double[] TrackedTiersOf(object model)
    {
        var (tracker, months) = ((TierTracker)model, new int[7]);
        tracker.Follow([29_000, 31_000, 30_000, 27_000.1, 27_000, 26_000, 1e9], months);
        return [.. months.Select(tier => (double)tier), tracker.Dwell, .. tracker.DownThresholds, .. TiersOf(tracker.Tiers)];
    }

    private static ExplainingTree Tree()
    {
        const double Less = double.NegativeInfinity, More = double.PositiveInfinity;
        SegmentCondition Assets(double above, double upTo) => SegmentCondition.FromParameters(0, "assets in \u20ac", above, upTo);
        SegmentCondition Age(double above, double upTo) => SegmentCondition.FromParameters(2, "\"age\"", above, upTo);
        return ExplainingTree.FromParameters(
            [
                SegmentRule.FromParameters(2, [Assets(Less, -0.1)], 12.5, 1),
                SegmentRule.FromParameters(0, [Assets(-0.1, More), Age(Less, 1e-310)], 3, 2.0 / 3),
                SegmentRule.FromParameters(1, [Assets(-0.1, 1e300), Age(1e-310, More)], 1e9, 0.1),
                SegmentRule.FromParameters(2, [Assets(1e300, More), Age(1e-310, More)], 1, 1),
            ],
            3,
            3);
    }

    private static double[] RuledSegmentsOf(object model)
    {
        var tree = (ExplainingTree)model;
        double[][] rows = [[-0.1, 0, 5], [-0.09, 1, 0], [0, 0, 1e-309], [2e300, 0, 1], [1e300, 0, 1]];
        return [.. rows.SelectMany(row => new[] { tree.Assign(row, out var margin), margin }), tree.Fidelity, .. tree.ToString().Select(c => (double)c)];
    }

    private static double[] BinsOf(object model) =>
        [.. new[] { -1, -1e-310, 0, 0.1, 0.2, 1e6, 2e6 }.Select(v => (double)((ScoreCuts)model).Bin(v)), .. ((ScoreCuts)model).Cuts];

    private static LogisticModel Logistic() => LogisticModel.FromParameters(Schema(), 0.1, [1.0 / 3, -0.0, 0, 1e-300, -2.5]);

    private static FeatureEncoder SmallEncoder() => FeatureEncoder.FromParameters(
        [new NumberEncoding("age", NumberShape.AsIs, 41.3, 40.1, 12.7), new NumberEncoding("assets", NumberShape.SignedLog, 0, 9.4, 1.2)],
        [new CategoryEncoding("job", ["clerk"], ["rare"], UnseenCategory.Other, true)]);

    private static double[] EncodedProbabilities(object model)
    {
        var map = new FeatureMap<(double? Age, double? Assets, string? Job)>().Number("age", c => c.Age).Number("assets", c => c.Assets).Category("job", c => c.Job);
        (double?, double?, string?)[] rows = [(41.7, 3e5, "clerk"), (null, null, null), (0, -7e200, "rare"), (99, 5, "never seen")];
        var scores = new double[4];
        ((PropensityModel)model).Score(map.ToTable(rows), scores);
        return [.. scores, ((IScorer)model).Score([1, 2, 2])];
    }

    private static double[] Calibrated(object model) => [.. new[] { 0, 0.1, 0.15, 0.3, 0.77, 1 }.Select(((Calibrator)model).Calibrate)];

    private static double[] Uplifts(object model)
    {
        var (uplifts, uplift) = (new double[4], (TwoModelUplift)model);
        uplift.Uplift(FeatureBatch.FromRows(Schema(), [1, 2, 0, 40, -0.0, 1, 1e-300, 1e5, 2, -3, 0.1, 0]), uplifts);
        return [.. uplifts, .. Scores(uplift.Treated), .. Scores(uplift.Others)];
    }

    private static double[] Expectations(object model) =>
        [.. Scores((IScorer)model), ((LinearModel)model).Intercept, .. ((LinearModel)model).NumberEffects, .. ((LinearModel)model).LevelEffects];

    private static double[] Scores(IScorer scorer)
    {
        var scores = new double[4];
        scorer.Score(FeatureBatch.FromRows(Schema(), [1, 2, 0, 40, -0.0, 1, 1e-300, 1e5, 2, -3, 0.1, 0]), scores);
        return [.. scores, scorer.Score([1, 2, 2])];
    }

    private static double[] Probabilities(object model) =>
        [.. Scores((IScorer)model), ((LogisticModel)model).Intercept, .. ((LogisticModel)model).NumberEffects, .. ((LogisticModel)model).LevelEffects];
}
