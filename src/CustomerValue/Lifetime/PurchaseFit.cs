using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>What a fit of a purchase model found: natural parameters, report, covariance.</summary>
internal sealed class PurchaseFit(double[] estimates, FitReport report, double[]? covariance)
{
    /// <summary>Starts are told apart on about so many patterns, then the best is followed on all.</summary>
    public const int SampleSize = 1500;

    public double[] Estimates => estimates;

    public FitReport Report => report;

    public double[]? Covariance => covariance;

    /// <summary>Fits a likelihood in logarithms of parameters that are counted in scaled time.</summary>
    /// <param name="name">The model.</param>
    /// <param name="parameters">Names of the parameters.</param>
    /// <param name="powers">Per parameter, the power of time in its unit: 0, 1 or −1.</param>
    /// <param name="table">The patterns.</param>
    /// <param name="objective">Makes the objective of a table.</param>
    /// <param name="starts">Where to begin.</param>
    /// <param name="constant">What the objective leaves out of the total log-likelihood.</param>
    /// <param name="options">Settings.</param>
    /// <param name="progress">Told of starts and iterations.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    public static PurchaseFit Run(
        string name,
        string[] parameters,
        ReadOnlySpan<int> powers,
        PatternTable table,
        Func<PatternTable, SmoothObjective> objective,
        IReadOnlyList<double[]> starts,
        double constant,
        LifetimeFitOptions options,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        var sample = table.Sample(SampleSize);
        var likelihood = objective(table);
        Optimum? best = null;
        if (!ReferenceEquals(sample, table))
        {
            var rough = LikelihoodFit.Best(objective(sample), starts, options.MaxIterations, progress, cancellation);
            if (rough.Stop == StopReason.Converged)
            {
                best = LikelihoodFit.Best(likelihood, [rough.Point], options.MaxIterations, progress, cancellation);
            }
        }

        if (best is not { Stop: StopReason.Converged })
        {
            best = LikelihoodFit.Best(likelihood, starts, options.MaxIterations, progress, cancellation);
        }

        return Finish(name, parameters, powers, table, best, constant, options);
    }

    private static PurchaseFit Finish(
        string name,
        string[] parameters,
        ReadOnlySpan<int> powers,
        PatternTable table,
        Optimum best,
        double constant,
        LifetimeFitOptions options)
    {
        var natural = new double[best.Point.Length];
        for (var i = 0; i < natural.Length; i++)
        {
            natural[i] = Elementary.Exp(best.Point[i]) * (powers[i] > 0 ? table.Scale : powers[i] < 0 ? 1 / table.Scale : 1);
        }

        var matrix = LikelihoodFit.Covariance(best, natural, table.Customers);
        var total = -table.Customers * (best.Value - Penalty.Of(best.Point, options.Penalty)) + constant;
        var report = new FitReport(
            name, best.Stop, best.Iterations, total, best.GradientNorm, table.Customers, parameters, natural, LikelihoodFit.Errors(matrix));
        LikelihoodFit.ThrowIfUnproven(report, options.NonConvergence);
        return new PurchaseFit(natural, report, matrix);
    }

    /// <summary>The profile interval of one natural parameter.</summary>
    public static ConfidenceInterval Profile(
        SmoothObjective likelihood,
        ReadOnlySpan<double> estimates,
        ReadOnlySpan<int> powers,
        string[] names,
        string parameter,
        PatternTable table,
        double level,
        CancellationToken cancellation)
    {
        Guard.OpenUnit(level);
        var index = Array.IndexOf(names, Guard.NotNull(parameter));
        if (index < 0)
        {
            throw new ArgumentException($"There is no parameter {parameter}; there are {string.Join(", ", names)}.", nameof(parameter));
        }

        var point = new double[names.Length];
        var unit = 1.0;
        for (var i = 0; i < point.Length; i++)
        {
            var scale = powers[i] > 0 ? table.Scale : powers[i] < 0 ? 1 / table.Scale : 1;
            point[i] = Elementary.Log(estimates[i] / scale);
            unit = i == index ? scale : unit;
        }

        var (lower, upper) = ProfileLikelihood.Interval(likelihood, point, index, table.Customers, level, cancellation);
        return new ConfidenceInterval(Elementary.Exp(lower) * unit, Elementary.Exp(upper) * unit, level, "profile likelihood");
    }

    /// <summary>Densities of purchase times are per unit of time: this brings them back to the caller's unit.</summary>
    public static double ScaleTerm(PatternTable table) => -table.Purchases * Elementary.Log(table.Scale);

    public static PatternTable Table(PurchaseHistogram histogram)
    {
        if (Guard.NotNull(histogram).CustomerCount == 0)
        {
            throw new ArgumentException("There are no customers to fit to.", nameof(histogram));
        }

        return new PatternTable(histogram);
    }
}
