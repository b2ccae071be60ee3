using CustomerValue.Experiments;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Numerics;
using CustomerValue.Propensity;
using CustomerValue.Segmentation;
using CustomerValue.Uplift;

namespace CustomerValue.Tests.Architecture;

/// <summary>Everything that scores: allocates nothing, and gives 16 threads that share one model the bits of one thread.</summary>
public sealed class ScoringGuards
{
    private const int Rows = 1_000;

    private static readonly FeatureSchema Schema = new(
        [FeatureColumn.Number("age"), FeatureColumn.Number("balance"), FeatureColumn.Number("tenure"), FeatureColumn.Category("job", ["clerk", "farmer", "retired"])]);

    private static readonly FeatureBatch Batch = MakeBatch();
    private static readonly PurchaseHistories Histories = MakeHistories();

    /// <summary>Name → a score of all rows into the given memory. Each is called from many threads at once.</summary>
    private static readonly Dictionary<string, Action<double[]>> Scorers = MakeScorers();

    public static TheoryData<string> Names => new(Scorers.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Scoring_allocates_nothing(string name)
    {
        var destination = new double[Rows];
        Allocated.Bytes(() => Scorers[name](destination)).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sixteen_threads_get_the_bits_of_one(string name) => SharedModel.DifferingThreads(Scorers[name], Rows).Should().Be(0);

    [Fact]
    public void A_scorer_that_allocates_is_caught() =>
        Allocated.Bytes(() => GC.KeepAlive(new double[1])).Should().BeGreaterThan(0);

    [Fact]
    public void A_scorer_that_keeps_state_is_caught()
    {
        var scratch = new double[1];
        var caught = SharedModel.DifferingThreads(
            destination =>
            {
                for (var row = 0; row < destination.Length; row++)
                {
                    scratch[0] = row;
                    Thread.SpinWait(200);
                    Thread.Yield();
                    destination[row] = scratch[0];
                }
            },
            Rows);
        caught.Should().BeGreaterThan(0);
    }

    private static FeatureBatch MakeBatch()
    {
        var random = RandomStream.Open(20261124, "scoring guards");
        var values = new double[Rows * Schema.Count];
        for (var row = 0; row < Rows; row++)
        {
            values[4 * row] = 18 + 60 * random.NextDouble();
            values[4 * row + 1] = 5_000 * random.NextExponential();
            values[4 * row + 2] = random.NextInt(30);
            values[4 * row + 3] = random.NextInt(3);
        }

        return FeatureBatch.FromRows(Schema, values);
    }

    private static PurchaseHistories MakeHistories()
    {
        var random = RandomStream.Open(20261124, "histories");
        var repeats = new int[Rows];
        var recency = new double[Rows];
        var age = new double[Rows];
        var value = new double[Rows];
        for (var row = 0; row < Rows; row++)
        {
            age[row] = 20 + 20 * random.NextDouble();
            repeats[row] = (int)random.NextPoisson(2);
            recency[row] = repeats[row] == 0 ? 0 : age[row] * random.NextDouble();
            value[row] = repeats[row] == 0 ? 0 : 10 + 90 * random.NextDouble();
        }

        return PurchaseHistories.FromColumns(repeats, recency, age, value, TimeUnit.Week);
    }

    private static Dictionary<string, Action<double[]>> MakeScorers()
    {
        double[] effects = [0.01, -0.0002, 0.05, 0, 0.3, -0.4];
        var logistic = LogisticModel.FromParameters(Schema, -1, effects);
        var linear = LinearModel.FromParameters(Schema, 2, effects);
        var uplift = TwoModelUplift.FromParameters(logistic, LogisticModel.FromParameters(Schema, -1.2, effects));
        var purchases = BgNbdModel.FromParameters(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
        var pareto = ParetoNbdModel.FromParameters(0.55, 10.6, 0.61, 11.7, TimeUnit.Week);
        var modified = MbgNbdModel.FromParameters(0.52, 6.2, 0.89, 1.6, TimeUnit.Week);
        var regular = CnbdModel.FromParameters(1.3, 2.8, 0.42, 0.79, 2, true, TimeUnit.Week);
        var aging = GGomNbdModel.FromParameters(0.6, 8, 0.08, 1, 15, TimeUnit.Week);
        var hiatus = HiatusRule.FromParameters(20, TimeUnit.Week);
        var spend = GammaGammaModel.FromParameters(6.25, 3.74, 15.44);
        double[] centers = [30, 2_000, 5, 50, 20_000, 10, 70, 500, 20];
        var segments = KMeansModel.FromParameters(centers, 3);
        var rules = ExplainingTree.Fit(centers, 3, [0, 1, 2], 3);
        var abc = Concentration.From([100, 500, 9_000, 20_000]).Abc();
        var tiers = ValueTiers.FromThresholds([1_000, 5_000, 10_000]);
        var rfm = RfmModel.Fit(Histories.Recency, Histories.Age, Histories.AverageValue);
        AssignmentArm[] arms = [new("marketing", 0.3), new("recommended", 0.4), new("rest", 0.3)];
        var assignment = new Assignment("guard", arms);
        var discounting = Discounting.Default with { AnnualRate = 0.1 };
        return new Dictionary<string, Action<double[]>>(StringComparer.Ordinal)
        {
            ["logistic batch"] = d => logistic.Score(Batch, d),
            ["logistic row"] = d => ByRow(d, row => logistic.Score(Batch.Row(row))),
            ["linear batch"] = d => linear.Score(Batch, d),
            ["linear row"] = d => ByRow(d, row => linear.Score(Batch.Row(row))),
            ["uplift batch"] = d => uplift.Uplift(Batch, d),
            ["uplift row"] = d => ByRow(d, row => uplift.Uplift(Batch.Row(row))),
            ["probability alive"] = d => purchases.ProbabilityAlive(Histories, d),
            ["expected purchases"] = d => purchases.ExpectedPurchases(Histories, 52, d),
            ["discounted purchases"] = d => purchases.DiscountedPurchases(Histories, 52, discounting, d),
            ["expected purchases of one"] = d => ByRow(d, row => purchases.ExpectedPurchases(Histories[row], 52)),
            ["pareto alive"] = d => pareto.ProbabilityAlive(Histories, d),
            ["pareto expected"] = d => pareto.ExpectedPurchases(Histories, 52, d),
            ["pareto discounted"] = d => pareto.DiscountedPurchases(Histories, 52, discounting, d),
            ["pareto residual"] = d => pareto.DiscountedPurchases(Histories, 0.0027, d),
            ["modified expected"] = d => modified.ExpectedPurchases(Histories, 52, d),
            ["regular expected"] = d => regular.ExpectedPurchases(Histories, 52, d),
            ["aging expected"] = d => aging.ExpectedPurchases(Histories, 52, d),
            ["hiatus"] = d => hiatus.ExpectedPurchases(Histories, 52, d),
            ["expected spend"] = d => spend.ExpectedAverageValue(Histories, d),
            ["k-means row"] = d => ByRow(d, row => segments.Assign(Batch.Row(row)[..3])),
            ["k-means margin"] = d => ByRow(d, row => segments.Assign(Batch.Row(row)[..3], out var margin) + margin),
            ["explaining rules"] = d => ByRow(d, row => rules.Assign(Batch.Row(row)[..3])),
            ["ABC class"] = d => ByRow(d, row => (int)abc.Of(Batch.Row(row)[1])),
            ["value tier"] = d => ByRow(d, row => tiers.Of(Batch.Row(row)[1])),
            ["rfm score"] = d => ByRow(d, row => rfm.Score(Histories.Recency[row], Histories.Age[row], Histories.AverageValue[row]).Total),
            ["keyed assignment"] = d => ByRow(d, row => assignment.ArmOf(row)),
            ["keyed hash"] = d => ByRow(d, row => KeyedHash.Unit(row, "guard")),
        };
    }

    private static void ByRow(double[] destination, Func<int, double> score)
    {
        for (var row = 0; row < destination.Length; row++)
        {
            destination[row] = score(row);
        }
    }
}
