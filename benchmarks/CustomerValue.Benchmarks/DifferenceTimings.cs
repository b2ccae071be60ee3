using System.Diagnostics;
using System.Globalization;
using CustomerValue.Experiments;
using CustomerValue.Numerics;

namespace CustomerValue.Benchmarks;

/// <summary>Doubly robust difference in differences of 1 million households with ten covariates and clusters: at most 5 s.</summary>
internal static class DifferenceTimings
{
    private const int Rows = 1_000_000;
    private const int Covariates = 10;

    public static void Run()
    {
        var random = RandomStream.Open(14, "difference benchmark");
        double[] before = new double[Rows], after = new double[Rows], x = new double[Rows * Covariates];
        var isTreated = new bool[Rows];
        var clusters = new long[Rows];
        for (var i = 0; i < Rows; i++)
        {
            var index = -1.0;
            var growth = 0.0;
            for (var j = 0; j < Covariates; j++)
            {
                x[i * Covariates + j] = random.NextNormal();
                index += 0.15 * x[i * Covariates + j];
                growth += 0.3 * x[i * Covariates + j];
            }

            clusters[i] = 7_000_000_000 + 31L * (i / 2);
            isTreated[i] = random.NextDouble() < Elementary.Logistic(index);
            before[i] = 10 + random.NextNormal();
            after[i] = before[i] + growth + (isTreated[i] ? 0.5 : 0) + random.NextNormal();
        }

        foreach (var threads in new[] { 1, 2 })
        {
            foreach (var estimator in new[] { DifferenceEstimator.DoublyRobust, DifferenceEstimator.ImprovedDoublyRobust })
            {
                var options = new DoublyRobustDifferenceOptions { Estimator = estimator, Threads = threads };
                Time($"{estimator}, {threads} thread(s)", () => DoublyRobustDifference.Estimate(
                    new DifferenceColumns { Before = before, After = after, IsTreated = isTreated, Covariates = x, Clusters = clusters }, options));
            }
        }

        Time("DoublyRobust, cross-fitted in five folds, 2 thread(s)", () => DoublyRobustDifference.CrossFit(
            new DifferenceColumns { Before = before, After = after, IsTreated = isTreated, Covariates = x, Clusters = clusters }, 1, new DoublyRobustDifferenceOptions { Threads = 2 }));
    }

    private static void Time(string name, Func<DoublyRobustDifferenceEstimate> run)
    {
        run();
        var allocated = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        var estimate = run();
        var seconds = watch.Elapsed.TotalSeconds;
        var bytes = (GC.GetTotalAllocatedBytes() - allocated) / Rows;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"difference in differences of 1M × {Covariates}, {name}: {seconds:F2} s (at most 5), {bytes} bytes a row allocated; effect {estimate.Comparison.Estimate.Value:F4} ± {estimate.Comparison.StandardError.Value:F4} (truth 0.5)"));
    }
}
