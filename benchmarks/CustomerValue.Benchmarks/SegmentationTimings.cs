using System.Diagnostics;
using System.Globalization;
using CustomerValue.Numerics;
using CustomerValue.Segmentation;

namespace CustomerValue.Benchmarks;

/// <summary>RFM scores of 1 million customers × 3 and the transition counts of 10 million pairs: at most 0.1 s each, beside one read of the same memory.</summary>
internal static class SegmentationTimings
{
    private const int Repetitions = 7;

    public static void Run()
    {
        var random = RandomStream.Open(12, "segmentation benchmark");
        var columns = Enumerable.Range(0, 3).Select(_ => Fill(1_000_000, () => Math.Floor(random.NextDouble() * 100_000) / 100)).ToArray();
        var scores = new RfmScore[1_000_000];
        var model = RfmModel.Fit(columns[0], columns[1], columns[2]);
        Report("RFM scores of 1M customers x 3, frozen cuts", 0.1, () => model.Score(columns[0], columns[1], columns[2], scores));
        Report("the same with the fit of the quintiles", 0.1, () => RfmModel.Fit(columns[0], columns[1], columns[2]).Score(columns[0], columns[1], columns[2], scores));

        var before = new int[10_000_000];
        var after = new int[before.Length];
        for (var i = 0; i < before.Length; i++)
        {
            before[i] = (int)(random.NextDouble() * 5) - 1;
            after[i] = random.NextDouble() < 0.7 ? before[i] : (int)(random.NextDouble() * 5) - 1;
        }

        var read = Report("one read of 10M pairs", double.PositiveInfinity, () => Read(before, after));
        var counts = Report("transition counts of 10M customer pairs", 0.1, () => TransitionCounts.From(before, after, 4));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {counts / read:F1} times the read"));
        Report("concentration of 1M customers", double.PositiveInfinity, () => _ = Concentration.From(columns[0]).Gini);
    }

    private static double Report(string what, double limit, Action job)
    {
        job();
        var times = new double[Repetitions];
        for (var i = 0; i < times.Length; i++)
        {
            var watch = Stopwatch.StartNew();
            job();
            times[i] = watch.Elapsed.TotalSeconds;
        }

        var middle = times.Order().ElementAt(Repetitions / 2);
        var bound = double.IsInfinity(limit) ? string.Empty : $" (at most {(limit * 1000).ToString("F0", CultureInfo.InvariantCulture)} ms)";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {middle * 1000:F1} ms{bound}, one thread"));
        return middle;
    }

    private static double[] Fill(int count, Func<double> next)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = next();
        }

        return values;
    }

    private static long Read(int[] left, int[] right)
    {
        var sum = 0L;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] ^ right[i];
        }

        return sum;
    }
}
