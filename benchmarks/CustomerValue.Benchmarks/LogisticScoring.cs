using BenchmarkDotNet.Attributes;
using CustomerValue.Information;
using CustomerValue.Numerics;
using CustomerValue.Propensity;

namespace CustomerValue.Benchmarks;

/// <summary>Logistic scoring against the floor: reading every value once.</summary>
[MemoryDiagnoser]
public class LogisticScoring
{
    private FeatureBatch batch = FeatureBatch.FromRows(new FeatureSchema([FeatureColumn.Number("x")]), []);
    private LogisticModel model = LogisticModel.FromParameters(new FeatureSchema([FeatureColumn.Number("x")]), 0, [1]);
    private double[] scores = [];
    private int row;

    [Params(8, 24, 96)]
    public int Features { get; set; }

    [Params(1_000, 100_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Setup() => (batch, model, scores) = Make(Features, Customers);

    [Benchmark(Baseline = true)]
    public double Floor()
    {
        var values = batch.Values;
        double a = 0, b = 0, c = 0, d = 0;
        for (var i = 0; i + 3 < values.Length; i += 4)
        {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }

        return a + b + c + d;
    }

    [Benchmark]
    public double ScoreBatch()
    {
        model.Score(batch, scores);
        return scores[0];
    }

    /// <summary>One row a call, a different one each time: repeating one row flatters the branch predictor.</summary>
    [Benchmark]
    public double ScoreOne()
    {
        row = row + 1 < batch.RowCount ? row + 1 : 0;
        return model.Score(batch.Row(row));
    }

    internal static (FeatureBatch Batch, LogisticModel Model, double[] Scores) Make(int features, int customers)
    {
        var random = RandomStream.Open(11, "logistic scoring benchmark");
        var schema = new FeatureSchema(Enumerable.Range(0, features).Select(j => FeatureColumn.Number($"x{j}")));
        var values = new double[customers * features];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.NextDouble() * 2 - 1;
        }

        var effects = new double[features];
        for (var j = 0; j < features; j++)
        {
            effects[j] = random.NextDouble() * 2 - 1;
        }

        return (FeatureBatch.FromRows(schema, values), LogisticModel.FromParameters(schema, -0.5, effects), new double[customers]);
    }
}
