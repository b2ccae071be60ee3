using System.Diagnostics;
using System.Globalization;
using CustomerValue.Information;
using CustomerValue.Lifetime;

namespace CustomerValue.Benchmarks;

/// <summary>Times of lifetime models: medians of several runs after warm-up, one thread; processor time beside the clock, for busy machines.</summary>
internal static class LifetimeTimings
{
    public static void Run()
    {
        Cdnow();
        Million();
        TenMillion();
    }

    private static void Cdnow()
    {
        var path = Find("cdnow", "cdnow_summary_btyd.csv");
        if (path is null)
        {
            Console.WriteLine("BG/NBD fit, CDNOW: skipped, needs cdnow/cdnow_summary_btyd.csv under ../shared/data or CUSTOMERVALUE_DATA");
            return;
        }

        var rows = File.ReadLines(path).Skip(1).Select(line => line.Split(',')).ToArray();
        double[] Weeks(int column) => rows.Select(cells => Math.Round(double.Parse(cells[column], CultureInfo.InvariantCulture) * 7) / 7).ToArray();
        var histories = PurchaseHistories.FromColumns(rows.Select(cells => int.Parse(cells[1], CultureInfo.InvariantCulture)).ToArray(), Weeks(2), Weeks(3), TimeUnit.Week);
        var model = BgNbdModel.Fit(histories);
        Report($"BG/NBD fit, CDNOW, {histories.Count} customers (at most 5 ms)", 101, () => model = BgNbdModel.Fit(histories));
        Console.WriteLine("   " + model.Report);
        var pareto = ParetoNbdModel.Fit(histories);
        Report("Pareto/NBD fit, CDNOW (at most 25 ms)", 51, () => pareto = ParetoNbdModel.Fit(histories));
        Console.WriteLine("   " + pareto.Report);
    }

    private static void Million()
    {
        var histories = Simulate(1_000_000);
        PurchaseHistogram? histogram = null;
        BgNbdModel? model = null;
        Report("histogram of 1M customers, daily grid", 7, () => histogram = PurchaseHistogram.FromHistories(histories));
        Report("BG/NBD fit to that histogram", 7, () => model = BgNbdModel.Fit(histogram!));
        var pair = new LifetimeFitOptions { Threads = 2 };
        Report("histogram and BG/NBD fit (at most 600 ms)", 7, () => model = BgNbdModel.Fit(histories));
        Console.WriteLine($"   {histogram!.PatternCount} patterns; {model!.Report}");
        ParetoNbdModel? pareto = null;
        Report("histogram and Pareto/NBD fit, 2 threads (at most 3,000 ms)", 3, () => pareto = ParetoNbdModel.Fit(histories, pair));
        Console.WriteLine($"   {pareto!.Report}");
        Scores("BG/NBD", "at most 250 ms", model!, histories);
        Scores("Pareto/NBD", "at most 500 ms", pareto!, histories);
    }

    private static void Scores(string name, string promise, IPurchaseModel model, PurchaseHistories histories)
    {
        double[] alive = new double[histories.Count], expected = new double[histories.Count], discounted = new double[histories.Count];
        Report($"{name}: P(alive) of 1M customers", 5, () => model.ProbabilityAlive(histories, alive));
        Report($"{name}: 52-week expectation", 5, () => model.ExpectedPurchases(histories, 364, expected));
        Report($"{name}: 52-week discounted", 5, () => model.DiscountedPurchases(histories, 364, Discounting.Default, discounted));
        foreach (var threads in new[] { 1, 2 })
        {
            var within = new PurchaseScoreOptions { Threads = threads };
            Report($"{name}: all three, 52 weeks, {threads} threads ({promise} on 2)", 7, () => PurchaseScores.Compute(model, histories, 364, alive, expected, discounted, within));
            var ever = within with { ForEver = true };
            Report($"{name}: all three, discounted for ever, {threads} threads ({promise} on 2)", 7, () => PurchaseScores.Compute(model, histories, 364, alive, expected, discounted, ever));
        }
    }

    /// <summary>As the million, counted in weeks.</summary>
    private static void TenMillion()
    {
        var days = Simulate(10_000_000);
        var weeks = PurchaseHistories.FromColumns(
            days.Repeats,
            days.Recency.ToArray().Select(d => Math.Ceiling(d / 7)).ToArray(),
            days.Age.ToArray().Select(d => Math.Ceiling(d / 7)).ToArray(),
            TimeUnit.Week);
        BgNbdModel? model = null;
        Report("histogram of 10M customers, weekly grid, and BG/NBD fit (at most 3,000 ms)", 3, () => model = BgNbdModel.Fit(weeks));
        Console.WriteLine($"   {model!.Report}");
        ParetoNbdModel? pareto = null;
        Report("histogram of 10M customers, weekly grid, and Pareto/NBD fit, 2 threads (at most 8,000 ms)", 3, () => pareto = ParetoNbdModel.Fit(weeks, new LifetimeFitOptions { Threads = 2 }));
        Console.WriteLine($"   {pareto!.Report}");
    }

    /// <summary>Customers as the model says, days rounded up, observed for 27 to 39 weeks: r .243, α 4.414 weeks, a .793, b 2.426.</summary>
    private static PurchaseHistories Simulate(int count)
    {
        var random = new Random(20261122);
        var x = new int[count];
        var tx = new double[count];
        var t = new double[count];
        for (var i = 0; i < count; i++)
        {
            var age = random.Next(189, 274);
            var rate = Gamma(random, 0.243) / (4.414 * 7);
            var a = Gamma(random, 0.793);
            var leave = a / (a + Gamma(random, 2.426));
            var now = 0.0;
            var last = 0;
            while ((now -= Math.Log(1 - random.NextDouble()) / rate) <= age)
            {
                // Purchases of one day are one.
                var day = (int)Math.Ceiling(now);
                x[i] += day > last ? 1 : 0;
                last = day;
                if (random.NextDouble() < leave)
                {
                    break;
                }
            }

            tx[i] = last;
            t[i] = age;
        }

        return PurchaseHistories.FromColumns(x, tx, t, TimeUnit.Day);
    }

    /// <summary>Marsaglia and Tsang, with a power of a uniform below shape 1.</summary>
    private static double Gamma(Random random, double shape)
    {
        if (shape < 1)
        {
            return Gamma(random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        }

        var d = shape - 1.0 / 3;
        while (true)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var cube = Math.Pow(1 + normal / Math.Sqrt(9 * d), 3);
            if (cube > 0 && Math.Log(1 - random.NextDouble()) < 0.5 * normal * normal + d - d * cube + d * Math.Log(cube))
            {
                return d * cube;
            }
        }
    }

    private static void Report(string what, int runs, Action work)
    {
        work();
        work();
        var wall = new double[runs];
        var processor = new double[runs];
        using var process = Process.GetCurrentProcess();
        for (var i = 0; i < runs; i++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            work();
            wall[i] = watch.Elapsed.TotalMilliseconds;
            process.Refresh();
            processor[i] = (process.TotalProcessorTime - before).TotalMilliseconds;
        }

        Array.Sort(wall);
        Array.Sort(processor);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: median {wall[runs / 2]:0.00} ms, best {wall[0]:0.00} ms, processor {processor[runs / 2]:0.00} ms, of {runs} runs"));
    }

    private static string? Find(params string[] parts)
    {
        var named = Environment.GetEnvironmentVariable("CUSTOMERVALUE_DATA");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine([string.IsNullOrEmpty(named) ? Path.Combine(folder.FullName, "..", "shared", "data") : named, .. parts]);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
