using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CustomerValue.Experiments;
using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Benchmarks;

/// <summary>Moments of 10 million values against numpy on the same column (at most half its time), and clustered errors of 1 million rows in 500,000 clusters (at most 0.3 s).</summary>
internal static class ExperimentTimings
{
    private const int Values = 10_000_000;
    private const int Rows = 1_000_000;
    private const int Clusters = 500_000;
    private const int Repetitions = 9;
    private const string Python = "/usr/bin/python3";

    // numpy's two calls for mean and variance; it makes no third moment, ours does.
    private const string Script = """
        import sys, time
        import numpy as np
        x = np.fromfile(sys.argv[1] + "/values", dtype=np.float64)
        times = []
        for _ in range(int(sys.argv[2])):
            start = time.perf_counter()
            mean, variance = x.mean(), x.var(ddof=1)
            times.append(time.perf_counter() - start)
        print(np.__version__, repr(sorted(times)[len(times) // 2]), repr(float(mean)), repr(float(variance)))
        """;

    // np.cov of two columns: the variances and the covariance.
    private const string PairScript = """
        import sys, time
        import numpy as np
        x, y = np.fromfile(sys.argv[1] + "/values", dtype=np.float64).reshape(2, -1)
        times = []
        for _ in range(int(sys.argv[2])):
            start = time.perf_counter()
            covariance = np.cov(x, y)
            times.append(time.perf_counter() - start)
        print(np.__version__, repr(sorted(times)[len(times) // 2]), repr(float(covariance[0, 1])), repr(float(covariance[1, 1])))
        """;

    public static void Run()
    {
        Moments();
        Pairs();
        Clustered();
        ChosenGroups.Run();
        DifferenceTimings.Run();
    }

    private static void Moments()
    {
        var random = RandomStream.Open(12, "experiments benchmark");
        var values = new double[Values];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = 40_000 + 9_000 * random.NextNormal();
        }

        var moments = default(SampleMoments);
        var ours = Median(() => moments = SampleMoments.FromSample(values));
        Console.WriteLine(Text($"moments (n, mean, variance, skewness) of 10M values: {ours * 1000:F1} ms, one thread"));
        if (Numpy(Script, values) is [var version, var seconds, var mean, var variance])
        {
            var theirs = double.Parse(seconds, CultureInfo.InvariantCulture);
            var agree = Math.Abs(double.Parse(mean, CultureInfo.InvariantCulture) / moments.Mean - 1) < 1e-12
                && Math.Abs(double.Parse(variance, CultureInfo.InvariantCulture) / moments.Variance.Value - 1) < 1e-10;
            Console.WriteLine(Text($"   numpy {version} mean and var of the same column: {theirs * 1000:F1} ms; ratio {ours / theirs:F3} (at most 0.5), figures {(agree ? "agree" : "DIFFER")}"));
        }
    }

    private static void Pairs()
    {
        var random = RandomStream.Open(14, "experiments benchmark");
        double[] before = new double[Values], after = new double[Values], rows = new double[2 * Values];
        for (var i = 0; i < Values; i++)
        {
            rows[2 * i] = before[i] = 40_000 + 9_000 * random.NextNormal();
            rows[2 * i + 1] = after[i] = before[i] + 2_000 * random.NextNormal();
        }

        MomentMatrix? moments = null;
        var ours = Median(() => moments = MomentMatrix.FromPairs(before, after));
        Console.WriteLine(Text($"moments (n, means, variances, covariance) of 10M pairs: {ours * 1000:F1} ms, one thread"));
        if (Numpy(PairScript, before, after) is [var version, var seconds, var covariance, var variance])
        {
            var theirs = double.Parse(seconds, CultureInfo.InvariantCulture);
            var agree = Math.Abs(double.Parse(covariance, CultureInfo.InvariantCulture) / moments!.Covariance(0, 1).Value - 1) < 1e-10
                && Math.Abs(double.Parse(variance, CultureInfo.InvariantCulture) / moments.Covariance(1, 1).Value - 1) < 1e-10;
            Console.WriteLine(Text($"   numpy {version} cov of the same columns: {theirs * 1000:F1} ms; ratio {ours / theirs:F3}, figures {(agree ? "agree" : "DIFFER")}"));
        }

        Console.WriteLine(Text($"the same from rows of two: {Median(() => moments = MomentMatrix.FromRows(rows, 2)) * 1000:F1} ms; from 2M rows of ten: {Median(() => moments = MomentMatrix.FromRows(rows, 10)) * 1000:F1} ms"));
    }

    private static void Clustered()
    {
        var random = RandomStream.Open(13, "experiments benchmark");
        double[] outcomes = new double[Rows], covariates = new double[2 * Rows];
        var isTreated = new bool[Rows];
        var clusters = new long[Rows];
        for (var i = 0; i < Rows; i++)
        {
            // Keys as a bank has them: large, and in no order.
            clusters[i] = 7_000_000_000 + 31L * random.NextInt(Clusters);
            isTreated[i] = (clusters[i] / 31 & 1) == 0;
            covariates[2 * i] = random.NextNormal();
            covariates[2 * i + 1] = random.NextNormal();
            outcomes[i] = covariates[2 * i] + random.NextNormal() + (isTreated[i] ? 0.01 : 0);
        }

        AdjustedComparison? comparison = null;
        foreach (var error in new[] { RobustError.CR0, RobustError.CR1, RobustError.CR2 })
        {
            var options = new AdjustmentOptions { Error = error };
            var plain = Median(() => comparison = RegressionAdjustment.Fit(new TrialColumns { Outcomes = outcomes, IsTreated = isTreated, Clusters = clusters }, options));
            Console.WriteLine(Text($"{comparison!.Comparison.Method} of 1M rows in {comparison.Clusters} clusters: {plain * 1000:F0} ms (at most 300)"));
        }

        var lin = Median(() => comparison = RegressionAdjustment.Fit(new TrialColumns { Outcomes = outcomes, IsTreated = isTreated, Covariates = covariates, Clusters = clusters }));
        Console.WriteLine(Text($"{comparison!.Comparison.Method}, two covariates, with the unadjusted comparison: {lin * 1000:F0} ms"));
        var hc = Median(() => comparison = RegressionAdjustment.Fit(new TrialColumns { Outcomes = outcomes, IsTreated = isTreated, Covariates = covariates }));
        Console.WriteLine(Text($"{comparison!.Comparison.Method}, two covariates, with the unadjusted comparison: {hc * 1000:F0} ms"));
    }

    private static double Median(Action run)
    {
        run();
        var times = new double[Repetitions];
        for (var i = 0; i < times.Length; i++)
        {
            var watch = Stopwatch.StartNew();
            run();
            times[i] = watch.Elapsed.TotalSeconds;
        }

        return times.Order().ElementAt(Repetitions / 2);
    }

    private static string[]? Numpy(string script, params double[][] columns)
    {
        if (!File.Exists(Python))
        {
            Console.WriteLine("   numpy: skipped, needs /usr/bin/python3 with python3-numpy");
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("cv-experiments-").FullName;
        try
        {
            using (var file = File.Create(Path.Combine(folder, "values")))
            {
                foreach (var column in columns)
                {
                    file.Write(MemoryMarshal.AsBytes(column.AsSpan()));
                }
            }

            var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])["-c", script, folder, Repetitions.ToString(CultureInfo.InvariantCulture)])
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0)
            {
                return output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
            }

            Console.WriteLine($"   numpy: skipped, {Python} said: {errors.Result.Trim().Split('\n').LastOrDefault()}");
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
