using BenchmarkDotNet.Attributes;
using CustomerValue.Numerics;
using CustomerValue.Segmentation;

namespace CustomerValue.Benchmarks;

/// <summary>k-means assignment against the floor: reading every value once.</summary>
[MemoryDiagnoser]
public class SegmentAssign
{
    private double[] rows = [];
    private int[] segments = [];
    private KMeansModel model = KMeansModel.FromParameters([0], 1);

    [Params(8, 24, 96)]
    public int Features { get; set; }

    [Params(1_000, 100_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = RandomStream.Open(7, "segment assign benchmark");
        rows = new double[Customers * Features];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = random.NextDouble();
        }

        segments = new int[Customers];
        model = KMeansModel.FromParameters(rows.AsSpan(0, 8 * Features), Features);
    }

    [Benchmark(Baseline = true)]
    public double Floor()
    {
        double a = 0, b = 0, c = 0, d = 0;
        for (var i = 0; i + 3 < rows.Length; i += 4)
        {
            a += rows[i];
            b += rows[i + 1];
            c += rows[i + 2];
            d += rows[i + 3];
        }

        return a + b + c + d;
    }

    [Benchmark]
    public int AssignBatch()
    {
        model.Assign(rows, segments);
        return segments[0];
    }

    [Benchmark]
    public int AssignOne() => model.Assign(rows.AsSpan(0, Features));
}
