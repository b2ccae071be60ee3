using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>Logistic regression for rare events and classes that separate: Firth's penalty keeps every estimate finite and takes off its first-order bias.</summary>
/// <remarks>
/// Maximizes ℓ(β) + ½ ln det I(β), Jeffreys' prior. Tests and intervals profile the penalized likelihood, the penalty always that of
/// the full information. The penalty pulls probabilities toward ½: where they matter use <see cref="WithFlic"/> or <see cref="WithFlac"/>.
/// Sources: Firth, D. (1993), Biometrika 80, 27–38; Heinze, G. and Schemper, M. (2002), Statistics in Medicine 21, 2409–2419;
/// Puhr, R. et al. (2017), Statistics in Medicine 36, 2302–2317. Each pass costs rows × parameters². Keeps the sample. Immutable and thread-safe.
/// </remarks>
public sealed class FirthRegression
{
    private readonly LabeledBatch sample;
    private readonly DesignLayout layout;
    private readonly FirthOptions options;
    private readonly ConstrainedPoint best;

    private FirthRegression(LabeledBatch sample, DesignLayout layout, FirthOptions options, ConstrainedPoint best, LogisticModel model)
    {
        this.sample = sample;
        this.layout = layout;
        this.options = options;
        this.best = best;
        Model = model;
    }

    /// <summary>The fitted model, errors from the information at the estimate; its report's objective is the log-likelihood without penalty.</summary>
    public LogisticModel Model { get; }

    /// <summary>Log-likelihood + ½ ln det information at the estimate.</summary>
    public double PenalizedLogLikelihood => best.LogLikelihood;

    /// <summary>Fits to a labeled batch with its weights and offsets.</summary>
    /// <param name="sample">Customers with outcomes between 0 and 1, nothing missing; also of one class only.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <exception cref="ArgumentException">The sample is empty, or holds a missing value or an outcome outside 0…1; or a column is constant or a combination of others.</exception>
    /// <exception cref="ConvergenceException">The penalized score did not vanish.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static FirthRegression Fit(LabeledBatch sample, FirthOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= FirthOptions.Default;
        FitSample.CheckBinary(Guard.NotNull(sample));
        var layout = FitSample.Layout(sample, options.ReferenceLevels);
        var fit = Constrained(sample, layout, options, center: true, cancellation);
        var best = fit.Maximize(new double[layout.ParameterCount], new bool[layout.ParameterCount]);
        if (best.Aliased >= 0)
        {
            throw FitSample.Aliased(layout, best.Aliased, nameof(sample));
        }

        var model = Build("Firth logistic regression", sample, layout, fit, best, best.Coefficients, best.Covariance, best.PlainLogLikelihood);
        return model.Report.Converged
            ? new FirthRegression(sample, layout, options, best, model)
            : throw new ConvergenceException(model.Report, "Scale or drop extreme columns, or allow more iterations.");
    }

    /// <summary>The penalized likelihood-ratio test of coefficients being 0.</summary>
    /// <param name="name">A coefficient (<c>column=level</c>, <c>(Intercept)</c>), or a column: all levels of a category at once.</param>
    /// <exception cref="ArgumentException">There is no such coefficient or column.</exception>
    public LikelihoodRatioTest Test(string name)
    {
        var held = FitSample.Parameters(sample.Features.Schema, layout, name);
        var fit = Constrained(sample, layout, options, center: !held[0], default);
        var point = Checked(fit.Maximize(best.Coefficients.Select((b, p) => held[p] ? 0 : b).ToArray(), held), fit);
        return new LikelihoodRatioTest(2 * (best.LogLikelihood - point.LogLikelihood), held.Count(h => h));
    }

    /// <summary>The values of a coefficient that the penalized likelihood-ratio test does not reject; always finite.</summary>
    /// <param name="coefficient">Name of the coefficient, such as <c>age</c>, <c>job=clerk</c> or <c>(Intercept)</c>.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentException">There is no such coefficient.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ConfidenceInterval ProfileInterval(string coefficient, double level = 0.95)
    {
        Guard.OpenUnit(level);
        var parameter = FitSample.Parameter(layout, coefficient);
        var fit = Constrained(sample, layout, options, center: parameter != 0, default);
        var quantile = NormalDistribution.UpperQuantile((1 - level) / 2);
        var guess = quantile * Model.Coefficients[parameter].StandardError.Value;
        return new ConfidenceInterval(
            ProfileLimits.Limit(fit, best, parameter, -1, quantile, guess),
            ProfileLimits.Limit(fit, best, parameter, 1, quantile, guess),
            level,
            "profile penalized likelihood");
    }

    /// <summary>FLIC: Firth's slopes with the intercept of maximum likelihood, so that the mean probability is the share of events again.</summary>
    /// <exception cref="ArgumentException">All outcomes are of one class.</exception>
    public LogisticModel WithFlic()
    {
        FitSample.CheckTwoClasses(sample);
        var fit = new ConstrainedFit(new BatchRowBlocks(sample), layout, firth: false, center: false, options.GradientTolerance, options.MaximumIterations, default);
        var held = Enumerable.Range(0, layout.ParameterCount).Select(p => p > 0).ToArray();
        var point = Checked(fit.Maximize(best.Coefficients, held), fit);
        var coefficients = (double[])best.Coefficients.Clone();
        coefficients[0] = point.Coefficients[0];
        return Build("Firth logistic regression, FLIC", sample, layout, fit, point, coefficients, point.Covariance, point.PlainLogLikelihood);
    }

    /// <summary>FLAC: maximum likelihood on the sample and Firth's pseudo-observations, told apart by an added covariate; all coefficients move.</summary>
    /// <exception cref="ArgumentException">All outcomes are of one class.</exception>
    /// <exception cref="ConvergenceException">The gradient of the augmented likelihood did not vanish.</exception>
    public LogisticModel WithFlac()
    {
        FitSample.CheckTwoClasses(sample);
        var fit = Constrained(sample, layout, options, center: true, default);
        var augmented = AugmentedRowBlocks.Of(sample, fit.Leverages(best.Coefficients));
        var inner = AugmentedRowBlocks.Layout(layout);
        var likelihood = new ConstrainedFit(augmented, inner, firth: false, center: true, options.GradientTolerance, options.MaximumIterations, default);
        var point = Checked(likelihood.Maximize(new double[inner.ParameterCount], new bool[inner.ParameterCount]), likelihood);

        // The added covariate comes after the numbers; it is 0 for the customers themselves.
        var k = inner.ParameterCount;
        var kept = Enumerable.Range(0, k).Where(p => p != layout.PackedCount).ToArray();
        var coefficients = kept.Select(p => point.Coefficients[p]).ToArray();
        var covariance = kept.SelectMany(p => kept.Select(q => point.Covariance[(p * k) + q])).ToArray();
        var plain = new ConstrainedFit(new BatchRowBlocks(sample), layout, firth: false, center: true, options.GradientTolerance, 1, default);
        var value = plain.Maximize(coefficients, Enumerable.Repeat(true, layout.ParameterCount).ToArray()).PlainLogLikelihood;
        return Build("Firth logistic regression, FLAC", sample, layout, fit, point, coefficients, covariance, value);
    }

    /// <summary>Median bias reduction: every coefficient is as likely to be too high as too low, to third order, whatever scale its column has; finite like Firth's, and shrunk less.</summary>
    /// <remarks>Source: Kenne Pagui, E. C., Salvan, A. and Sartori, N. (2017), Biometrika 104, 923–938. Errors are from the information at the estimate.</remarks>
    /// <exception cref="ConvergenceException">The adjusted score did not vanish.</exception>
    public LogisticModel WithMedianCorrection()
    {
        var fit = Constrained(sample, layout, options, center: true, default);
        var point = Checked(fit.MedianUnbiased(best.Coefficients), fit);
        return Build("Median bias-reduced logistic regression", sample, layout, fit, point, point.Coefficients, point.Covariance, point.PlainLogLikelihood);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"{Model}, penalized log-likelihood {Guard.Text(PenalizedLogLikelihood)}";

    private static ConstrainedFit Constrained(LabeledBatch sample, DesignLayout layout, FirthOptions options, bool center, CancellationToken cancellation) =>
        new(new BatchRowBlocks(sample), layout, firth: true, center, options.GradientTolerance, options.MaximumIterations, cancellation);

    private static LogisticModel Build(
        string name, LabeledBatch sample, DesignLayout layout, ConstrainedFit fit, ConstrainedPoint point, double[] coefficients, double[] covariance, double logLikelihood)
    {
        var schema = sample.Features.Schema;
        var table = FitSample.Table(schema, layout, coefficients, covariance, UndefinedReason.Infinite, double.PositiveInfinity);
        var report = new FitReport(
            name,
            point.Stop,
            point.Iterations,
            logLikelihood,
            point.GradientNorm,
            fit.Observations,
            layout.Names.ToArray(),
            coefficients,
            covariance.Length == 0 ? null : table.Select(c => c.StandardError.Value).ToArray());
        var empty = new ConstrainedFit(new BatchRowBlocks(sample), new DesignLayout(true, 0), firth: false, center: true, 1e-10, 100, default);
        var nothing = empty.Maximize(new double[1], new bool[1]).PlainLogLikelihood;
        return LogisticModel.Of(LinearPredictor.From(schema, layout, coefficients), report, table, covariance, fit.Deviance(logLikelihood), fit.Deviance(nothing), FitSample.AbsentLevels(schema, layout));
    }

    private static ConstrainedPoint Checked(ConstrainedPoint point, ConstrainedFit fit) => point.Stop == StopReason.Converged
        ? point
        : throw new ConvergenceException(
            new FitReport("Firth logistic regression", point.Stop, point.Iterations, point.LogLikelihood, point.GradientNorm, fit.Observations),
            "Scale or drop extreme columns, or allow more iterations.");
}
