using System.Diagnostics;
using System.Runtime.InteropServices;
using CustomerValue.Information;
using CustomerValue.Numerics;
using CustomerValue.Propensity;

namespace CustomerValue.Benchmarks;

/// <summary>Logistic training (1M × 20, at most 0.5 s), the elastic-net path (100k × 50, no slower than glmnet) and single rows (at most 15 ns), one thread.</summary>
internal static class RegressionTimings
{
    private const int Repetitions = 5;
    private const string Python = "/usr/bin/python3";
    private const string R = "/usr/bin/Rscript";

    private const string Sklearn = """
        import os, sys
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"): os.environ[name] = "1"
        import time, warnings
        import numpy as np, sklearn
        from sklearn.linear_model import LogisticRegression
        warnings.simplefilter("ignore")
        n, p = int(sys.argv[2]), int(sys.argv[3])
        x = np.fromfile(sys.argv[1] + "/x").reshape(n, p); y = np.fromfile(sys.argv[1] + "/y")
        times = []
        for _ in range(3):
            start = time.perf_counter()
            model = LogisticRegression(C=1e12, tol=1e-10, max_iter=1000).fit(x, y)
            times.append(time.perf_counter() - start)
        print(sklearn.__version__, repr(sorted(times)[1]), repr(float(model.coef_[0][0])))
        """;

    private const string Glmnet = """
        suppressPackageStartupMessages(library(glmnet))
        a <- commandArgs(TRUE); n <- as.integer(a[2]); p <- as.integer(a[3])
        x <- t(matrix(readBin(file.path(a[1], "x"), "double", n * p), p, n)); y <- readBin(file.path(a[1], "y"), "double", n)
        s <- sapply(1:3, function(i) system.time(g <<- glmnet(x, y, family = "binomial"))[["elapsed"]])
        cat(as.character(packageVersion("glmnet")), format(sort(s)[2], digits = 15), length(g$lambda))
        """;

    public static void Run()
    {
        var (batch, outcomes) = Make(1_000_000, 20, 3);
        var sample = LabeledBatch.Of(batch, outcomes);
        var effect = 0.0;
        var ours = Median(() => effect = LogisticModel.Fit(sample).NumberEffects[0]);
        Console.WriteLine(FormattableString.Invariant($"logistic training 1M × 20 to 1e-10: {ours * 1000:F0} ms (at most 500)"));
        if (Peer(Python, Sklearn, batch, outcomes, "scikit-learn", "python3-sklearn") is [var version, var seconds, var theirs])
        {
            Console.WriteLine(FormattableString.Invariant(
                $"   scikit-learn {version} lbfgs: {double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture) * 1000:F0} ms, first effect off by {Math.Abs(double.Parse(theirs, System.Globalization.CultureInfo.InvariantCulture) - effect):E1}"));
        }

        (batch, outcomes) = Make(100_000, 50, 7);
        sample = LabeledBatch.Of(batch, outcomes);
        var count = 0;
        ours = Median(() => count = LogisticPath.Fit(sample).Steps.Count);
        Console.WriteLine(FormattableString.Invariant($"lasso path 100k × 50 to 1e-10: {ours * 1000:F0} ms, {count} of 100 λ until it is saturated"));
        if (Peer(R, Glmnet, batch, outcomes, "glmnet", "r-cran-glmnet") is [var glmnet, var time, var lambdas])
        {
            var other = double.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
            Console.WriteLine(FormattableString.Invariant($"   glmnet {glmnet} at its default of 1e-7: {other * 1000:F0} ms, {lambdas} λ; ratio {ours / other:F2} (at most 1)"));
        }

        foreach (var columns in (int[])[20, 24])
        {
            (batch, outcomes) = Make(4096, columns, 5);
            var model = LogisticModel.Fit(LabeledBatch.Of(batch, outcomes));
            var values = batch.Values.ToArray();
            var sink = 0.0;
            const int Rounds = 500;
            var row = Median(() =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    for (var i = 0; i < 4096; i++)
                    {
                        sink += model.Score(values.AsSpan(i * columns, columns));
                    }
                }
            });
            Console.WriteLine(FormattableString.Invariant($"single row of {columns} numbers, 4096 different ones: {row * 1e9 / (Rounds * 4096.0):F1} ns (at most 15), checksum {sink:R}"));
        }
    }

    private static double Median(Action body)
    {
        var times = new double[Repetitions + 2];
        for (var i = 0; i < times.Length; i++)
        {
            var watch = Stopwatch.StartNew();
            body();
            times[i] = watch.Elapsed.TotalSeconds;
        }

        return times.Skip(2).Order().ElementAt(Repetitions / 2);
    }

    private static (FeatureBatch Batch, double[] Outcomes) Make(int rows, int columns, ulong seed)
    {
        var random = RandomStream.Open(seed, "regression timings");
        var (values, outcomes) = (new double[rows * columns], new double[rows]);
        for (var i = 0; i < rows; i++)
        {
            var shared = random.NextNormal();
            var logit = -1.0;
            for (var j = 0; j < columns; j++)
            {
                var x = (0.85 * random.NextNormal()) + (0.5 * shared);
                values[(i * columns) + j] = x;
                logit += j < 15 ? x * (j % 2 == 0 ? 0.6 : -0.6) / (1 + (0.3 * j)) : 0;
            }

            outcomes[i] = random.NextDouble() < Elementary.Logistic(logit) ? 1 : 0;
        }

        return (FeatureBatch.FromRows(new FeatureSchema(Enumerable.Range(1, columns).Select(j => FeatureColumn.Number($"x{j}"))), values), outcomes);
    }

    private static string[]? Peer(string program, string script, FeatureBatch batch, double[] outcomes, string name, string package)
    {
        if (!File.Exists(program))
        {
            Console.WriteLine($"   {name}: skipped, needs {program} with {package}");
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("cv-regression-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "x"), MemoryMarshal.AsBytes(batch.Values));
            File.WriteAllBytes(Path.Combine(folder, "y"), MemoryMarshal.AsBytes(outcomes.AsSpan()));
            var file = Path.Combine(folder, "script");
            File.WriteAllText(file, script);
            var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])[file, folder, FormattableString.Invariant($"{batch.RowCount}"), FormattableString.Invariant($"{batch.ColumnCount}")])
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

            Console.WriteLine($"   {name}: skipped, needs {package}: {errors.Result.Trim().Split('\n').LastOrDefault()}");
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
