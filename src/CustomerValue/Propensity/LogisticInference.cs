using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>Likelihood-based tests and intervals of a logistic regression: what to report where Wald's approximation is doubtful.</summary>
/// <remarks>
/// Profile intervals hold the coefficient and maximize over the others; they are right for skewed likelihoods, follow changes of
/// scale, and exist where the classes separate: the limit on the side of the drift is then infinite (see <see cref="Separation"/>).
/// Each test or limit refits with one coefficient held. Sources: Venzon, D. J. and Moolgavkar, S. H. (1988), Applied Statistics
/// 37, 87–94; Rao (1948). Keeps the sample. Immutable and thread-safe.
/// </remarks>
public sealed class LogisticInference
{
    private readonly LabeledBatch sample;
    private readonly DesignLayout layout;
    private readonly LogisticOptions options;
    private readonly ConstrainedPoint best;

    private LogisticInference(LabeledBatch sample, DesignLayout layout, LogisticOptions options, ConstrainedPoint best, LogisticModel model)
    {
        this.sample = sample;
        this.layout = layout;
        this.options = options;
        this.best = best;
        Model = model;
    }

    /// <summary>The fitted model; under separation the best found.</summary>
    public LogisticModel Model { get; }

    /// <summary>The separation because of which some limits are infinite, or null.</summary>
    public Separation? Separation => Model.Separation;

    /// <summary>Fits the model and prepares its inference.</summary>
    /// <param name="sample">Customers with outcomes between 0 and 1; weights and offsets are used.</param>
    /// <param name="options">Settings, or null for the defaults; the ridge must be 0 and no limits set. Separation does not throw.</param>
    /// <param name="progress">Receives one report per iteration.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <exception cref="ArgumentException">The options penalize or limit, or the sample breaks a rule of <see cref="LogisticModel.Fit(LabeledBatch, LogisticOptions, IProgress{FitProgress}, CancellationToken)"/>.</exception>
    /// <exception cref="ConvergenceException">The gradient did not vanish, and not because of separation.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static LogisticInference Of(
        LabeledBatch sample,
        LogisticOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= LogisticOptions.Default;
        if (options.Ridge > 0 || options.Limits.Count > 0)
        {
            throw new ArgumentException("Under a penalty or limits the likelihood's tests do not hold: set Ridge = 0 and no Limits, or use FirthRegression.", nameof(options));
        }

        var model = LogisticModel.Fit(sample, options with { NonConvergence = NonConvergence.ReturnBest }, progress, cancellation);
        if (!model.Report.Converged && model.Separation is null)
        {
            throw new ConvergenceException(model.Report, "Scale or drop extreme columns, or allow more iterations.");
        }

        var layout = FitSample.Layout(sample, options.ReferenceLevels);
        var fit = Constrained(sample, layout, options, center: true, cancellation);
        var best = fit.Maximize(model.Report.Estimates.ToArray(), new bool[layout.ParameterCount]);
        return new LogisticInference(sample, layout, options, best, model);
    }

    /// <summary>Twice what the log-likelihood loses when coefficients are 0.</summary>
    /// <param name="name">A coefficient (<c>column=level</c>, <c>(Intercept)</c>), or a column: all levels of a category at once.</param>
    /// <exception cref="ArgumentException">There is no such coefficient or column.</exception>
    public LikelihoodRatioTest LikelihoodRatio(string name)
    {
        var (point, held) = Without(name);
        return new LikelihoodRatioTest(2 * (best.LogLikelihood - point.LogLikelihood), held.Count(h => h));
    }

    /// <summary>The score test of coefficients being 0.</summary>
    /// <param name="name">A coefficient (<c>column=level</c>, <c>(Intercept)</c>), or a column: all levels of a category at once.</param>
    /// <exception cref="ArgumentException">There is no such coefficient or column.</exception>
    public ScoreTest Score(string name)
    {
        var (point, held) = Without(name);
        var (sum, n) = (0.0, held.Length);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n && held[i]; j++)
            {
                sum += held[j] ? point.Gradient[i] * point.Covariance[(i * n) + j] * point.Gradient[j] : 0;
            }
        }

        return new ScoreTest(sum, held.Count(h => h));
    }

    /// <summary>The values of a coefficient that the likelihood-ratio test does not reject.</summary>
    /// <param name="coefficient">Name of the coefficient, such as <c>age</c>, <c>job=clerk</c> or <c>(Intercept)</c>.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <returns>Limits; under separation one of them, or both, may be infinite, and the method says so.</returns>
    /// <exception cref="ArgumentException">There is no such coefficient.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ConfidenceInterval ProfileInterval(string coefficient, double level = 0.95)
    {
        Guard.OpenUnit(level);
        var parameter = FitSample.Parameter(layout, coefficient);
        var fit = Constrained(sample, layout, options, center: parameter != 0, default);
        var quantile = NormalDistribution.UpperQuantile((1 - level) / 2);
        var error = Model.Coefficients[parameter].StandardError;
        var blocks = new BatchRowBlocks(sample);
        var limits = new double[2];
        for (var side = -1; side <= 1; side += 2)
        {
            var infinite = Separation is not null && SeparationProgram.Reaches(blocks, layout, parameter, side);
            limits[(side + 1) / 2] = infinite
                ? side * double.PositiveInfinity
                : ProfileLimits.Limit(fit, best, parameter, side, quantile, error.IsDefined && error.Value > 0 ? quantile * error.Value : 1);
        }

        var method = double.IsInfinity(limits[0]) || double.IsInfinity(limits[1])
            ? $"profile likelihood ({(Separation!.Kind == SeparationKind.Complete ? "complete" : "quasi-complete")} separation)"
            : "profile likelihood";
        return new ConfidenceInterval(limits[0], limits[1], level, method);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"Likelihood inference on {Model}";

    private static ConstrainedFit Constrained(LabeledBatch sample, DesignLayout layout, LogisticOptions options, bool center, CancellationToken cancellation) =>
        new(new BatchRowBlocks(sample), layout, firth: false, center, options.GradientTolerance, Math.Max(200, options.MaximumIterations), cancellation);

    private (ConstrainedPoint Point, bool[] Held) Without(string name)
    {
        var held = FitSample.Parameters(sample.Features.Schema, layout, name);
        var fit = Constrained(sample, layout, options, center: !held[0], default);
        return (fit.Maximize(best.Coefficients.Select((b, p) => held[p] ? 0 : Separation is null ? b : 0).ToArray(), held), held);
    }
}
