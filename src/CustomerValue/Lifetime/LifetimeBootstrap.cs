using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Refits a model to customers drawn anew: what its figures would have been for other customers of the same kind.</summary>
/// <remarks>
/// Of customers: as many are drawn, with replacement, from those there are. Parametric: histories of the same ages are simulated from the fitted model.
/// The same seed gives the same models for any number of threads.
/// </remarks>
public static class LifetimeBootstrap
{
    /// <summary>Refits to customers drawn with replacement.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="histogram">The customers, at least one.</param>
    /// <param name="fit">Fits a model, such as <c>h =&gt; ParetoNbdModel.Fit(h)</c>; it must be thread-safe, as all fits here are.</param>
    /// <param name="replicates">Number of refits, ≥ 1.</param>
    /// <param name="seed">The same seed gives the same models.</param>
    /// <param name="threads">Threads to use, ≥ 1; it changes no bit of the result.</param>
    /// <param name="cancellation">Checked before every refit.</param>
    /// <exception cref="ArgumentException">There are no customers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static BootstrapModels<TModel> Customers<TModel>(
        PurchaseHistogram histogram,
        Func<PurchaseHistogram, TModel> fit,
        int replicates,
        ulong seed,
        int threads = 1,
        CancellationToken cancellation = default)
        where TModel : class
    {
        if (Guard.NotNull(histogram).CustomerCount == 0)
        {
            throw new ArgumentException("There are no customers to draw from.", nameof(histogram));
        }

        return Run(replicate => Guard.NotNull(fit)(Draw(histogram, RandomStream.Open(seed, "customer bootstrap", replicate))), replicates, threads, cancellation);
    }

    /// <summary>Refits to customers simulated from a fitted model.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="simulate">Draws the customers of a replicate from its own seed, such as <c>s =&gt; model.Simulate(ages, s)</c>.</param>
    /// <param name="fit">Fits a model, such as <c>h =&gt; ParetoNbdModel.Fit(h)</c>; both must be thread-safe, as all here are.</param>
    /// <param name="replicates">Number of refits, ≥ 1.</param>
    /// <param name="seed">The same seed gives the same models.</param>
    /// <param name="threads">Threads to use, ≥ 1; it changes no bit of the result.</param>
    /// <param name="cancellation">Checked before every refit.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static BootstrapModels<TModel> Parametric<TModel>(
        Func<ulong, PurchaseHistories> simulate,
        Func<PurchaseHistories, TModel> fit,
        int replicates,
        ulong seed,
        int threads = 1,
        CancellationToken cancellation = default)
        where TModel : class
    {
        Guard.NotNull(simulate);
        Guard.NotNull(fit);
        return Run(replicate => fit(simulate(RandomStream.Open(seed, "parametric bootstrap", replicate).NextUInt64())), replicates, threads, cancellation);
    }

    private static BootstrapModels<TModel> Run<TModel>(Func<int, TModel> refit, int replicates, int threads, CancellationToken cancellation)
        where TModel : class
    {
        var models = new TModel?[Guard.AtLeast(replicates, 1)];
        NumberedWork.Run(
            Guard.AtLeast(threads, 1),
            replicates,
            replicate =>
            {
                try
                {
                    models[replicate] = refit(replicate);
                }
                catch (ConvergenceException)
                {
                    // A replicate without an interior maximum is counted.
                }
            },
            cancellation);
        return new BootstrapModels<TModel>(models.OfType<TModel>().ToArray(), models.Count(model => model is null));
    }

    /// <summary>A multinomial draw over patterns, as binomial shares of what is left.</summary>
    private static PurchaseHistogram Draw(PurchaseHistogram histogram, RandomStream random)
    {
        var counts = new long[histogram.PatternCount];
        long left = histogram.CustomerCount, pool = histogram.CustomerCount;
        for (var i = 0; i < counts.Length && left > 0; i++)
        {
            var count = histogram.Counts[i];
            counts[i] = count == pool ? left : random.NextBinomial(left, (double)count / pool);
            left -= counts[i];
            pool -= count;
        }

        return PurchaseHistogram.FromCounts(histogram.Repeats, histogram.Recency, histogram.Age, counts, histogram.Unit);
    }
}
