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

    /// <summary>The profile interval of a figure of the natural parameters.</summary>
    public static ConfidenceInterval Profile(
        SmoothObjective likelihood,
        ReadOnlySpan<double> estimates,
        ReadOnlySpan<int> powers,
        Func<double[], double> figure,
        EstimateScale scale,
        PatternTable table,
        double level,
        CancellationToken cancellation)
    {
        var units = new double[estimates.Length];
        var point = new double[estimates.Length];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = powers[i] > 0 ? table.Scale : powers[i] < 0 ? 1 / table.Scale : 1;
            point[i] = Elementary.Log(estimates[i] / units[i]);
        }

        return Profile(
            likelihood, point, logs => figure([.. logs.Select((log, i) => Elementary.Exp(log) * units[i])]), scale, table.Customers, level, cancellation);
    }

    /// <summary>The profile interval of a figure of logarithmic parameters.</summary>
    public static ConfidenceInterval Profile(
        SmoothObjective likelihood, double[] point, Func<double[], double> figure, EstimateScale scale, double observations, double level, CancellationToken cancellation)
    {
        Guard.OpenUnit(level);
        DeltaMethod.Check(scale);
        var value = figure(point);
        if (!double.IsFinite(value) || (scale != EstimateScale.Plain && !(value > 0)) || (scale == EstimateScale.Logit && !(value < 1)))
        {
            throw new ArgumentException($"The figure is {Guard.Text(value)}, which has no {scale} scale; EstimateScale.Plain takes any finite figure.", nameof(figure));
        }

        double Scaled(double[] logs)
        {
            var at = figure(logs);
            return scale switch { EstimateScale.Log => Elementary.Log(at), EstimateScale.Logit => Elementary.Log(at / (1 - at)), _ => at };
        }

        var (lower, upper) = FigureProfile.Interval(likelihood, point, Scaled, observations, level, cancellation);
        return scale switch
        {
            EstimateScale.Log => new ConfidenceInterval(Elementary.Exp(lower), Elementary.Exp(upper), level, "profile likelihood"),
            EstimateScale.Logit => new ConfidenceInterval(Elementary.Logistic(lower), Elementary.Logistic(upper), level, "profile likelihood"),
            _ => new ConfidenceInterval(lower, upper, level, "profile likelihood"),
        };
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
