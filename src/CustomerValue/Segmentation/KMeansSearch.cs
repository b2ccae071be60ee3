using CustomerValue.Numerics;

namespace CustomerValue.Segmentation;

/// <summary>The best of several restarts, whatever the number of threads.</summary>
internal static class KMeansSearch
{
    // Above this only the best restart gets single-row moves, and no center is swapped: there it gains little and costs passes.
    private const int SmallPopulation = 10_000;

    public static KMeansRestart Run(
        ReadOnlySpan<double> rows,
        int featureCount,
        int segments,
        ulong seed,
        KMeansOptions options,
        ReadOnlySpan<double> weights,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        var polish = rows.Length / featureCount <= SmallPopulation;
        var best = options.Threads == 1 || options.Restarts == 1
            ? InTurn(rows, featureCount, segments, seed, options, weights, polish, progress, cancellation)
            : SideBySide(rows.ToArray(), featureCount, segments, seed, options, weights.ToArray(), polish, progress, cancellation);
        if (!polish)
        {
            best.Polish(rows, weights, options, cancellation);
            return best;
        }

        for (var index = 0; index < options.Swaps && segments > 1; index++)
        {
            var swapped = best.Swap(rows, weights, RandomStream.Open(seed, "k-means swap", index), options, cancellation);
            if (swapped is null)
            {
                break;
            }

            best = swapped.Inertia < best.Inertia ? swapped : best;
            progress?.Report(new FitProgress("swaps", index + 1, options.Swaps));
        }

        return best;
    }

    private static KMeansRestart InTurn(ReadOnlySpan<double> rows, int featureCount, int segments, ulong seed, KMeansOptions options, ReadOnlySpan<double> weights, bool polish, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        KMeansRestart? best = null;
        for (var index = 0; index < options.Restarts; index++)
        {
            var restart = KMeansRestart.Run(rows, featureCount, weights, segments, RandomStream.Open(seed, "k-means restart", index), options, polish, cancellation);
            if (best is null || restart.Inertia < best.Inertia)
            {
                best = restart;
            }

            progress?.Report(new FitProgress("restarts", index + 1, options.Restarts));
        }

        return best!;
    }

    private static KMeansRestart SideBySide(double[] rows, int featureCount, int segments, ulong seed, KMeansOptions options, double[] weights, bool polish, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var gate = new object();
        KMeansRestart? best = null;
        var bestIndex = 0;
        var done = 0;
        NumberedWork.Run(
            options.Threads,
            options.Restarts,
            index =>
            {
                var restart = KMeansRestart.Run(rows, featureCount, weights, segments, RandomStream.Open(seed, "k-means restart", index), options, polish, cancellation);
                lock (gate)
                {
                    // Lowest inertia, then lowest index: the order of arrival never matters.
                    if (best is null || restart.Inertia < best.Inertia || (restart.Inertia == best.Inertia && index < bestIndex))
                    {
                        (best, bestIndex) = (restart, index);
                    }

                    progress?.Report(new FitProgress("restarts", ++done, options.Restarts));
                }
            },
            cancellation);
        return best!;
    }
}
