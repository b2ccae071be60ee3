using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>Linear regression: the expected value of an amount as a sum of column effects, by (ridge) least squares.</summary>
/// <remarks>
/// Assumes an expectation linear in the columns; model-based errors also assume equal variances, robust ones do not. Offsets
/// are subtracted from the outcomes. Source: Seber, G. A. F. and Lee, A. J. (2003), Linear Regression Analysis, 2nd ed., Wiley.
/// Immutable and thread-safe; scoring allocates nothing.
/// </remarks>
public sealed class LinearModel : IScorer, INamingScorer
{
    private readonly LinearPredictor predictor;
    private readonly Coefficient[] coefficients;
    private readonly double[] covariance;

    private LinearModel(LinearPredictor predictor, FitReport report, Coefficient[] coefficients, double[] covariance)
    {
        this.predictor = predictor;
        this.coefficients = coefficients;
        this.covariance = covariance;
        Report = report;
    }

    /// <summary>The columns the model reads.</summary>
    public FeatureSchema Schema => predictor.Schema;

    /// <inheritdoc/>
    public int FeatureCount => predictor.Schema.Count;

    /// <summary>Expected value of a customer whose numbers are 0 and whose categories are at their reference levels.</summary>
    public double Intercept => predictor.Intercept;

    /// <summary>Effect of each numeric column, in column order.</summary>
    public ReadOnlySpan<double> NumberEffects => predictor.Numbers;

    /// <summary>Effect of every level of every category, column after column in code order; reference levels are 0.</summary>
    public ReadOnlySpan<double> LevelEffects => predictor.Levels;

    /// <summary>The estimated coefficients with errors and t-tests, intercept first.</summary>
    public IReadOnlyList<Coefficient> Coefficients => coefficients;

    /// <summary>Covariance of the coefficients, row-major in their order; empty when there is none.</summary>
    public ReadOnlySpan<double> Covariance => covariance;

    /// <summary>What the fit did.</summary>
    public FitReport Report { get; }

    /// <summary>Levels kept for later, <c>column=(other)</c> or <c>column=(missing)</c>, that no customer of an unpenalized fit had: nothing was learned of them, and they score as the reference level.</summary>
    public IReadOnlyList<string> LevelsWithoutCustomers { get; private init; } = [];

    /// <summary>Residual variance, sum of squares ÷ (n − parameters).</summary>
    public Figure ResidualVariance { get; private init; } = Figure.Undefined(UndefinedReason.NoObservations);

    /// <summary>Fits to a labeled batch with its weights, offsets and clusters.</summary>
    /// <param name="sample">Customers with finite outcomes, nothing missing.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <param name="cancellation">Stops between passes over the rows.</param>
    /// <exception cref="ArgumentException">The sample is empty or holds a missing value; or a column is constant or a combination of others.</exception>
    /// <exception cref="ConvergenceException">The normal equations could not be solved to the checked precision.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static LinearModel Fit(LabeledBatch sample, LinearOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= LinearOptions.Default;
        FitSample.CheckFeatures(Guard.NotNull(sample));
        FitSample.CheckClusters(sample, options.Covariance);
        var layout = options.Ridge > 0
            ? FitSample.Layout(sample.Features.Schema, options.ReferenceLevels)
            : FitSample.Layout(sample, options.ReferenceLevels);

        // In units of the outcomes' spread, so that the checked gradient means the same for cents and millions.
        var unit = FitSample.Spread(sample);
        var scaled = FitSample.Divided(sample, unit);
        var settings = new GeneralizedLinearOptions
        {
            Family = LinearFamily.Gaussian,
            Ridge = options.Ridge,
            StandardizePenalty = options.StandardizePenalty,
            Threads = options.Threads,
        };
        var fit = GeneralizedLinearFit.Fit(new BatchRowBlocks(scaled), layout, settings, null, cancellation);
        if (fit.Aliased >= 0)
        {
            throw FitSample.Aliased(layout, fit.Aliased, nameof(sample));
        }

        var estimates = fit.Coefficients.Select(b => b * unit).ToArray();
        var free = fit.Observations - layout.ParameterCount;
        var covariance = free > 0 && fit.Unscaled.Length > 0
            ? FitSample.Covariance(scaled, fit, options.Covariance).Select(v => v * unit * unit).ToArray()
            : [];
        var table = FitSample.Table(sample.Features.Schema, layout, estimates, covariance, UndefinedReason.TooFewObservations, free > 0 ? free : double.PositiveInfinity);
        var report = new FitReport(
            "Linear regression",
            fit.Stop,
            fit.Iterations,
            fit.LogLikelihood - fit.Observations * Elementary.Log(unit),
            fit.GradientNorm,
            fit.Observations,
            layout.Names.ToArray(),
            estimates,
            covariance.Length == 0 ? null : table.Select(c => c.StandardError.Value).ToArray());
        if (fit.Stop != StopReason.Converged)
        {
            throw new ConvergenceException(report, "Scale or drop extreme columns, or set Ridge > 0.");
        }

        return new LinearModel(LinearPredictor.From(sample.Features.Schema, layout, estimates), report, table, covariance)
        {
            LevelsWithoutCustomers = FitSample.AbsentLevels(sample.Features.Schema, layout),
            ResidualVariance = free > 0 ? Figure.Of(fit.Dispersion * unit * unit) : Figure.Undefined(UndefinedReason.TooFewObservations),
        };
    }

    /// <summary>A model that another estimator of this room fitted.</summary>
    internal static LinearModel Of(LinearPredictor predictor, FitReport report, Coefficient[] coefficients, Figure residualVariance) =>
        new(predictor, report, coefficients, []) { ResidualVariance = residualVariance };

    /// <summary>The model with the given parameters.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="intercept">Finite.</param>
    /// <param name="effects">One finite effect per numeric column, then one per level of every category, reference levels (0) included.</param>
    /// <exception cref="ArgumentException">The number of effects does not fit the schema, or one is not finite.</exception>
    public static LinearModel FromParameters(FeatureSchema schema, double intercept, ReadOnlySpan<double> effects)
    {
        Guard.SameLength(effects.Length, LinearPredictor.EffectCount(Guard.NotNull(schema)), nameof(effects));
        Guard.AllFinite(effects, nameof(effects));
        var report = new FitReport("Linear regression", StopReason.NotFitted, 0, 0, 0, 0);
        return new LinearModel(new LinearPredictor(schema, Guard.Finite(intercept), effects), report, [], []);
    }

    /// <summary>The model with the given parameters, and the levels of which its fit learned nothing.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="intercept">Finite.</param>
    /// <param name="effects">One finite effect per numeric column, then one per level of every category, reference levels (0) included.</param>
    /// <param name="levelsWithoutCustomers">Levels of the schema's categories, written <c>column=level</c>.</param>
    /// <exception cref="ArgumentException">The number of effects does not fit the schema, one is not finite, or a level is none of the schema's or named twice.</exception>
    public static LinearModel FromParameters(FeatureSchema schema, double intercept, ReadOnlySpan<double> effects, IEnumerable<string> levelsWithoutCustomers)
    {
        var model = FromParameters(schema, intercept, effects);
        var levels = FitSample.CheckLevels(schema, Guard.NotNull(levelsWithoutCustomers));
        return new LinearModel(model.predictor, model.Report, [], []) { LevelsWithoutCustomers = levels };
    }

    /// <summary>The expected value for one customer.</summary>
    /// <param name="features">One row: numbers, then category codes.</param>
    /// <exception cref="ArgumentException">The row has another length, or a value is missing, infinite or no code of its category.</exception>
    public double Score(ReadOnlySpan<double> features) => Score(features, 0);

    double INamingScorer.Score(ReadOnlySpan<double> features, long row) => Score(features, row);

    /// <summary>The expected values for all customers of a batch.</summary>
    /// <param name="batch">The customers, with the columns of <see cref="Schema"/>.</param>
    /// <param name="destination">Receives one number per row; at least as long as the batch.</param>
    /// <exception cref="ArgumentException">The columns differ, the destination is too short, or a value is missing; row and column are named.</exception>
    public void Score(FeatureBatch batch, Span<double> destination) => predictor.Predict(batch, destination, logistic: false);

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"{Report.Model}: {Guard.Text(FeatureCount)} columns, intercept {Guard.Text(Intercept)}, residual variance {ResidualVariance}; {Report.Stop}";

    private double Score(ReadOnlySpan<double> features, long row)
    {
        var value = predictor.Predict(features);
        return double.IsFinite(value) ? value : throw predictor.Blame(features, row);
    }
}
