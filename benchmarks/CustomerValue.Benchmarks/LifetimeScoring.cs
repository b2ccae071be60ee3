using BenchmarkDotNet.Attributes;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Numerics;

namespace CustomerValue.Benchmarks;

/// <summary>BG/NBD scoring against the floor: one exponential a customer.</summary>
[MemoryDiagnoser]
public class LifetimeScoring
{
    private readonly BgNbdModel model = BgNbdModel.FromParameters(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
    private PurchaseHistories histories = PurchaseHistories.FromColumns([], [], [], TimeUnit.Week);
    private double[] scores = [];

    [Params(1_000, 100_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        histories = Make(Customers);
        scores = new double[Customers];
    }

    [Benchmark(Baseline = true)]
    public double Floor()
    {
        var sum = 0.0;
        foreach (var age in histories.Age)
        {
            sum += Elementary.Exp(-age / 50);
        }

        return sum;
    }

    [Benchmark]
    public double ProbabilityAlive()
    {
        model.ProbabilityAlive(histories, scores);
        return scores[0];
    }

    [Benchmark]
    public double ExpectedPurchases()
    {
        model.ExpectedPurchases(histories, 52, scores);
        return scores[0];
    }

    /// <summary>Customers of 27 to 39 weeks with 1.5 repeat purchases on average.</summary>
    internal static PurchaseHistories Make(int count)
    {
        var random = RandomStream.Open(1, "lifetime scoring benchmark");
        var repeats = new int[count];
        var recency = new double[count];
        var age = new double[count];
        for (var i = 0; i < count; i++)
        {
            age[i] = 27 + 12 * random.NextDouble();
            repeats[i] = (int)random.NextPoisson(1.5);
            recency[i] = repeats[i] == 0 ? 0 : age[i] * random.NextDouble();
        }

        return PurchaseHistories.FromColumns(repeats, recency, age, TimeUnit.Week);
    }
}
