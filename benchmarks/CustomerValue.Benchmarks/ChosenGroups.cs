using System.Diagnostics;
using System.Globalization;
using CustomerValue.Experiments;
using CustomerValue.Numerics;

namespace CustomerValue.Benchmarks;

/// <summary>Chosen groups: weighting and doubly robust estimates of 1 million customers with ten covariates and clusters, and matching of 100,000 with 100,000, each in at most 5 s.</summary>
internal static class ChosenGroups
{
    private const int Rows = 1_000_000;
    private const int Covariates = 10;
    private const int MatchedRows = 200_000;
    private const double Promise = 5;

    public static void Run()
    {
        var (outcomes, treated, covariates, clusters) = Sample(Rows);
        Report("weighting (effect on the treated), balance before and after, 1M × 10, clusters", () => InverseProbabilityWeighting.Fit(Columns()));
        Report("doubly robust (effect on the treated), balance, 1M × 10, clusters", () => DoublyRobust.Fit(Columns()));
        Report("doubly robust (effect on all, stacked errors), 1M × 10, clusters", () => DoublyRobust.Fit(Columns(), new DoublyRobustOptions { Estimand = Estimand.All, Error = NuisanceError.Stacked }));
        Report("entropy balancing of means, 1M × 10, clusters", () => EntropyBalancing.Fit(Columns()));

        (outcomes, treated, covariates, clusters) = Sample(MatchedRows);
        for (var i = 0; i < treated.Length; i++)
        {
            treated[i] = i % 2 == 0;
        }

        Report("matching 100k with 100k, nearest within 0.2 sd, fit and balance", () => PropensityMatching.Fit(Columns(), new MatchingOptions { Caliper = 0.2 }));
        Report("the same with replacement, two partners", () => PropensityMatching.Fit(Columns(), new MatchingOptions { Caliper = 0.2, WithReplacement = true, Partners = 2 }));

        TrialColumns Columns() => new() { Outcomes = outcomes, IsTreated = treated, Covariates = covariates, Clusters = clusters };
    }

    private static (double[] Outcomes, bool[] Treated, double[] Covariates, long[] Clusters) Sample(int rows)
    {
        var random = RandomStream.Open(14, "experiments benchmark");
        var (outcomes, treated, covariates, clusters) = (new double[rows], new bool[rows], new double[rows * Covariates], new long[rows]);
        for (var i = 0; i < rows; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < Covariates; j++)
            {
                covariates[i * Covariates + j] = random.NextNormal();
                sum += covariates[i * Covariates + j] * (j % 2 == 0 ? 0.2 : -0.1);
            }

            clusters[i] = 7_000_000_000 + 31L * random.NextInt(rows / 2);
            treated[i] = random.NextDouble() < Elementary.Logistic(sum);
            outcomes[i] = sum + random.NextNormal() + (treated[i] ? 0.1 : 0);
        }

        return (outcomes, treated, covariates, clusters);
    }

    private static void Report(string what, Action run)
    {
        run();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        run();
        var seconds = watch.Elapsed.TotalSeconds;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {seconds:F2} s (at most {Promise:F0}), {allocated / 1048576.0:F0} MB allocated"));
    }
}
