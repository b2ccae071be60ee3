using CustomerValue.Numerics;

namespace CustomerValue.Evaluation;

/// <summary>A figure of some rows, each of which may be named more than once.</summary>
/// <param name="rows">Row numbers.</param>
public delegate Figure RowMetric(ReadOnlySpan<int> rows);

/// <summary>A figure of scores and outcomes, such as <c>(s, y, w) => Discrimination.Of(s, y, w).Auc</c>.</summary>
/// <param name="scores">One score per customer.</param>
/// <param name="outcomes">One outcome per customer.</param>
/// <param name="weights">One weight per customer; empty for 1.</param>
public delegate Figure ScoreMetric(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights);

/// <summary>How far any figure may be off by chance: rows, or whole clusters of rows, drawn anew with replacement.</summary>
/// <remarks>
/// Strata (such as the outcome, or a branch) keep their sizes; clusters (households) are drawn whole, within their stratum. One random
/// stream per replicate: the same seed gives the same bits for any number of threads. Weights travel with their rows, so unlike elsewhere
/// weight 2 is one draw, not two. Sources: Efron, B. (1987), JASA 82, 171–185; Davison, A. C. and Hinkley, D. V. (1997), Bootstrap Methods
/// and their Application, Cambridge.
/// </remarks>
public static class Bootstrap
{
    /// <summary>Draws rows and takes a figure of each sample.</summary>
    /// <param name="rows">Number of rows, ≥ 2.</param>
    /// <param name="metric">The figure; called from several threads when <see cref="BootstrapOptions.Threads"/> &gt; 1.</param>
    /// <param name="seed">Chooses the draws.</param>
    /// <param name="strata">The stratum of each row; empty for one.</param>
    /// <param name="clusters">The cluster (household) of each row; empty when rows are independent.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <param name="progress">Receives one report per replicate.</param>
    /// <param name="cancellation">Stops between replicates.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two rows.</exception>
    /// <exception cref="ArgumentException">The lengths differ, a cluster lies in two strata, or there are fewer than two clusters.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static BootstrapResult Run(
        int rows,
        RowMetric metric,
        ulong seed,
        ReadOnlySpan<int> strata = default,
        ReadOnlySpan<int> clusters = default,
        BootstrapOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Guard.AtLeast(rows, 2);
        Guard.NotNull(metric);
        options ??= BootstrapOptions.Default;
        var units = BootstrapUnits.Make(rows, strata, clusters);
        var estimate = metric(Enumerable.Range(0, rows).ToArray());
        var replicates = new Figure[options.Replicates];
        var done = 0;
        ForEach(options, replicates.Length, () => new int[units.LargestDraw], (replicate, buffer) =>
        {
            var count = units.Draw(RandomStream.Open(seed, "bootstrap", replicate), buffer);
            replicates[replicate] = metric(buffer.AsSpan(0, count));
            progress?.Report(new FitProgress("replicates", Interlocked.Increment(ref done), replicates.Length));
        }, cancellation);
        var leftOut = options.JackknifeBlocks == 0 ? [] : units.Blocks(options.JackknifeBlocks, seed);
        var jackknife = new Figure[leftOut.Length];
        ForEach(
            options,
            jackknife.Length,
            () => new int[rows],
            (block, buffer) => jackknife[block] = metric(buffer.AsSpan(0, units.Without(leftOut[block], buffer))),
            cancellation);
        return new BootstrapResult(estimate, replicates, jackknife, units.Count);
    }

    /// <summary>Draws customers and takes a figure of scores and outcomes of each sample.</summary>
    /// <param name="scores">One score per customer, at least two.</param>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <param name="metric">The figure; called from several threads when <see cref="BootstrapOptions.Threads"/> &gt; 1.</param>
    /// <param name="seed">Chooses the draws.</param>
    /// <param name="weights">Weights that travel with their customers; empty for 1.</param>
    /// <param name="strata">The stratum of each customer; empty for one.</param>
    /// <param name="clusters">The cluster (household) of each customer; empty when customers are independent.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <param name="progress">Receives one report per replicate.</param>
    /// <param name="cancellation">Stops between replicates.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, a cluster lies in two strata, or there are fewer than two customers or clusters.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static BootstrapResult Run(
        ReadOnlySpan<double> scores,
        ReadOnlySpan<double> outcomes,
        ScoreMetric metric,
        ulong seed,
        ReadOnlySpan<double> weights = default,
        ReadOnlySpan<int> strata = default,
        ReadOnlySpan<int> clusters = default,
        BootstrapOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ScoredSample.Check(scores, outcomes, weights);
        Guard.NotNull(metric);
        var (s, y, w) = (scores.ToArray(), outcomes.ToArray(), weights.ToArray());
        return Run(
            s.Length,
            rows => metric(Pick(s, rows), Pick(y, rows), w.Length == 0 ? [] : Pick(w, rows)),
            seed,
            strata,
            clusters,
            options,
            progress,
            cancellation);
    }

    private static void ForEach(BootstrapOptions options, int count, Func<int[]> buffer, Action<int, int[]> body, CancellationToken cancellation)
    {
        if (options.Threads == 1)
        {
            var own = buffer();
            for (var i = 0; i < count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                body(i, own);
            }

            return;
        }

        NumberedWork.Run(options.Threads, count, buffer, body, cancellation);
    }

    private static double[] Pick(double[] values, ReadOnlySpan<int> rows)
    {
        var picked = new double[rows.Length];
        for (var i = 0; i < picked.Length; i++)
        {
            picked[i] = values[rows[i]];
        }

        return picked;
    }
}
