using System.Diagnostics;
using System.Globalization;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Numerics;
using CustomerValue.Propensity;
using CustomerValue.Segmentation;

namespace CustomerValue.Benchmarks;

/// <summary>The guard of the scoring path: bytes gate, time is read as a ratio to a floor in the same run.</summary>
internal static class ScoringGuard
{
    private const double Catastrophe = 3;

    private static double sink;

    /// <returns>The number of jobs that allocate, or cost more than three times their committed ratio.</returns>
    public static int Run(bool isShort, bool accept)
    {
        var committed = ReadCommitted();
        var lines = new List<string> { "job,nanoseconds per customer,floor,ratio" };
        var failures = 0;
        foreach (var job in Jobs())
        {
            var (score, floor) = Measure(job, isShort ? 5 : 9);
            var bytes = Allocated(job.Score);
            var ratio = score / floor;
            var limit = committed.TryGetValue(job.Name, out var known) ? known * Catastrophe : double.PositiveInfinity;
            var holds = bytes == 0 && ratio <= limit;
            failures += holds ? 0 : 1;
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{job.Name},{score:0.00},{floor:0.00},{ratio:0.00}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(holds ? "ok  " : "FAIL")} {job.Name,-42} {score,9:0.00} ns   {ratio,7:0.00} × floor (limit {limit:0.0})   {bytes} B"));
        }

        if (accept)
        {
            File.WriteAllLines(PathOfResults(), lines);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{failures} of {lines.Count - 1} jobs break the guard (checksum {sink:R})"));
        return failures;
    }

    private static IEnumerable<GuardedJob> Jobs()
    {
        foreach (var features in (int[])[8, 24, 96])
        {
            var (batch, model, scores) = LogisticScoring.Make(features, 20_000);
            void Read() => sink += Sum(batch.Values);
            yield return new GuardedJob($"logistic batch {features} features", batch.RowCount, () => model.Score(batch, scores), Read);
            yield return new GuardedJob($"logistic row by row {features} features", batch.RowCount, () => RowByRow(model, batch), Read);
        }

        var histories = LifetimeScoring.Make(20_000);
        var purchases = BgNbdModel.FromParameters(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
        var expected = new double[histories.Count];
        void Exponentials()
        {
            foreach (var age in histories.Age)
            {
                sink += Elementary.Exp(-age / 50);
            }
        }

        yield return new GuardedJob("BG/NBD expected purchases in 52 weeks", histories.Count, () => purchases.ExpectedPurchases(histories, 52, expected), Exponentials);
        yield return new GuardedJob("BG/NBD probability alive", histories.Count, () => purchases.ProbabilityAlive(histories, expected), Exponentials);

        var rows = LogisticScoring.Make(24, 20_000).Batch;
        var segmenter = KMeansModel.Fit(rows, 8, seed: 1, KMeansOptions.Default with { Restarts = 1, NonConvergence = NonConvergence.ReturnBest });
        var segments = new int[rows.RowCount];
        yield return new GuardedJob("k-means assign 24 features 8 segments", rows.RowCount, () => segmenter.Assign(rows, segments), () => sink += Sum(rows.Values));
    }

    private static void RowByRow(LogisticModel model, FeatureBatch batch)
    {
        for (var row = 0; row < batch.RowCount; row++)
        {
            sink += model.Score(batch.Row(row));
        }
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double a = 0, b = 0, c = 0, d = 0;
        for (var i = 0; i + 3 < values.Length; i += 4)
        {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }

        return a + b + (c + d);
    }

    // Score and floor take turns, so that another program's load falls on both; medians are compared.
    private static (double Score, double Floor) Measure(GuardedJob job, int repeats)
    {
        for (var warm = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(warm).TotalMilliseconds < 400;)
        {
            job.Score();
            job.Floor();
        }

        var score = new double[repeats];
        var floor = new double[repeats];
        for (var i = 0; i < repeats; i++)
        {
            score[i] = Nanoseconds(job.Score, job.Customers);
            floor[i] = Nanoseconds(job.Floor, job.Customers);
        }

        return (score.Order().ElementAt(repeats / 2), floor.Order().ElementAt(repeats / 2));
    }

    private static double Nanoseconds(Action body, int customers)
    {
        var runs = 0;
        var start = Stopwatch.GetTimestamp();
        do
        {
            body();
            runs++;
        }
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 10);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / runs / customers;
    }

    private static long Allocated(Action body)
    {
        body();
        var before = GC.GetAllocatedBytesForCurrentThread();
        body();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Dictionary<string, double> ReadCommitted() => File.Exists(PathOfResults())
        ? File.ReadLines(PathOfResults()).Skip(1).Select(l => l.Split(',')).ToDictionary(p => p[0], p => double.Parse(p[3], CultureInfo.InvariantCulture))
        : [];

    private static string PathOfResults()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CustomerValue.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("Run the guard inside the clone: its results are in benchmarks/results."), "benchmarks", "results", "guard.csv");
    }
}
