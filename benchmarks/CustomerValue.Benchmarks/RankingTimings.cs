using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CustomerValue.Evaluation;
using CustomerValue.Numerics;

namespace CustomerValue.Benchmarks;

/// <summary>The AUC of 10 million double scores, ties exact, on one thread: at most half a second, beside scikit-learn on the same numbers.</summary>
internal static class RankingTimings
{
    private const int Rows = 10_000_000;
    private const int Repetitions = 5;
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import sys, time
        import numpy as np
        import sklearn
        from sklearn.metrics import roc_auc_score
        scores = np.fromfile(sys.argv[1] + "/scores", dtype=np.float64)
        outcomes = np.fromfile(sys.argv[1] + "/outcomes", dtype=np.bool_)
        best = None
        for _ in range(3):
            start = time.perf_counter()
            auc = roc_auc_score(outcomes, scores)
            taken = time.perf_counter() - start
            best = taken if best is None else min(best, taken)
        print(sklearn.__version__, repr(best), repr(float(auc)))
        """;

    public static void Run()
    {
        var random = RandomStream.Open(12, "ranking benchmark");
        var (scores, outcomes) = (new double[Rows], new bool[Rows]);
        for (var i = 0; i < Rows; i++)
        {
            scores[i] = random.NextDouble();
            outcomes[i] = random.NextDouble() < 0.2 * scores[i];
        }

        var (best, auc) = (double.PositiveInfinity, 0.0);
        for (var i = 0; i <= Repetitions; i++)
        {
            var watch = Stopwatch.StartNew();
            auc = Discrimination.Of(scores, outcomes).Auc.Value;
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"AUC with DeLong's error, KS and average precision of 10M scores: {best * 1000:F0} ms, one thread (at most 500)"));
        if (Sklearn(scores, outcomes) is [var version, var seconds, var theirAuc])
        {
            var theirs = double.Parse(seconds, CultureInfo.InvariantCulture);
            var agree = Math.Abs(double.Parse(theirAuc, CultureInfo.InvariantCulture) - auc) < 1e-12;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"   scikit-learn {version}, AUC alone: {theirs * 1000:F0} ms; ratio {best / theirs:F3}, AUC {(agree ? "agrees" : "DIFFERS")}"));
        }
    }

    private static string[]? Sklearn(double[] scores, bool[] outcomes)
    {
        if (!File.Exists(Python))
        {
            Console.WriteLine("   scikit-learn: skipped, needs /usr/bin/python3 with python3-sklearn");
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("cv-auc-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "scores"), MemoryMarshal.AsBytes(scores.AsSpan()));
            File.WriteAllBytes(Path.Combine(folder, "outcomes"), MemoryMarshal.AsBytes(outcomes.AsSpan()));
            var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])["-c", Script, folder])
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

            Console.WriteLine($"   scikit-learn: skipped, {Python} said: {errors.Result.Trim().Split('\n').LastOrDefault()}");
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
