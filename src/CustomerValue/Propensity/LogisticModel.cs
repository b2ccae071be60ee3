using System.Runtime.CompilerServices;
using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>Logistic regression: the log-odds of an event as a sum of column effects.</summary>
/// <remarks>
/// Assumes independent customers (or the declared clusters) and log-odds linear in the columns. Maximum likelihood by Newton's
/// method to a checked gradient; category columns enter by level against a reference level. Sources: McCullagh, P. and
/// Nelder, J. A. (1989), Generalized Linear Models, 2nd ed., Chapman and Hall; separation: Albert, A. and Anderson, J. A.
/// (1984), Biometrika 71, 1–10. Fitting needs the batch and parameters² doubles. Immutable and thread-safe; scoring allocates nothing.
/// </remarks>
public sealed class LogisticModel : IScorer, INamingScorer
{
    private readonly LinearPredictor predictor;
    private readonly Coefficient[] coefficients;
    private readonly double[] covariance;

    private LogisticModel(LinearPredictor predictor, FitReport report, Coefficient[] coefficients, double[] covariance)
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

    /// <summary>Log-odds of a customer whose numbers are 0 and whose categories are at their reference levels.</summary>
    public double Intercept => predictor.Intercept;

    /// <summary>Effect of each numeric column, in column order.</summary>
    public ReadOnlySpan<double> NumberEffects => predictor.Numbers;

    /// <summary>Effect of every level of every category, column after column in code order; reference levels are 0.</summary>
    public ReadOnlySpan<double> LevelEffects => predictor.Levels;

    /// <summary>The estimated coefficients with errors and tests, intercept first.</summary>
    public IReadOnlyList<Coefficient> Coefficients => coefficients;

    /// <summary>Covariance of the coefficients, row-major in their order; empty when there is none.</summary>
    public ReadOnlySpan<double> Covariance => covariance;

    /// <summary>What the fit did.</summary>
    public FitReport Report { get; }

    /// <summary>Levels kept for later, <c>column=(other)</c> or <c>column=(missing)</c>, that no customer of an unpenalized fit had: nothing was learned of them, and they score as the reference level.</summary>
    public IReadOnlyList<string> LevelsWithoutCustomers { get; private init; } = [];

    /// <summary>The separation that keeps the estimate from existing, or null.</summary>
    public Separation? Separation { get; private init; }

    /// <summary>−2 (log-likelihood − that of perfect probabilities).</summary>
    public Figure Deviance { get; private init; } = Figure.Undefined(UndefinedReason.NoObservations);

    /// <summary>The deviance of intercept and offsets alone.</summary>
    public Figure NullDeviance { get; private init; } = Figure.Undefined(UndefinedReason.NoObservations);

    /// <summary>Schwarz's criterion, parameters × ln n − 2 log-likelihood with n = Σ of frequency weights; undefined where nothing was fitted.</summary>
    public Figure Bic
    {
        get
        {
            var parameters = Report.ParameterNames.Count;
            return Report.Aic.IsDefined
                ? Figure.Of((parameters * Elementary.Log(Report.Observations)) - (2 * Report.Objective))
                : Figure.Undefined(Report.Aic.Reason);
        }
    }

    /// <summary>Observations less parameters.</summary>
    public double ResidualDegreesOfFreedom => Report.Observations - coefficients.Length;

    /// <summary>Fits to customers who did or did not.</summary>
    /// <param name="features">The customers, nothing missing.</param>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The sample is empty, of one class, or holds a missing value; or a column is constant or a combination of others.</exception>
    /// <exception cref="ConvergenceException">The classes are separated, or the gradient did not vanish, and the options do not allow it.</exception>
    public static LogisticModel Fit(FeatureBatch features, ReadOnlySpan<bool> outcomes, LogisticOptions? options = null) =>
        Fit(LabeledBatch.Of(features, outcomes), options);

    /// <summary>Fits to a labeled batch with its weights, offsets and clusters.</summary>
    /// <param name="sample">Customers with outcomes between 0 and 1; a fraction counts as that share of the event.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <param name="progress">Receives one report per iteration.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <exception cref="ArgumentException">The sample is empty, of one class, or holds a missing value or an outcome outside 0…1; or a column is constant or a combination of others.</exception>
    /// <exception cref="ConvergenceException">The classes are separated, or the gradient did not vanish, and the options do not allow it.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static LogisticModel Fit(
        LabeledBatch sample,
        LogisticOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= LogisticOptions.Default;
        FitSample.CheckBinary(Guard.NotNull(sample));
        FitSample.CheckClusters(sample, options.Covariance);
        FitSample.CheckTwoClasses(sample);

        var layout = options.Ridge > 0
            ? FitSample.Layout(sample.Features.Schema, options.ReferenceLevels)
            : FitSample.Layout(sample, options.ReferenceLevels);
        var settings = new GeneralizedLinearOptions
        {
            Family = LinearFamily.Logit,
            Ridge = options.Ridge,
            StandardizePenalty = options.StandardizePenalty,
            GradientTolerance = options.GradientTolerance,
            MaximumIterations = options.MaximumIterations,
            Threads = options.Threads,
        };
        var blocks = new BatchRowBlocks(sample);
        var (fit, atLimit) = options.Limits.Count == 0
            ? (GeneralizedLinearFit.Fit(blocks, layout, settings, progress, cancellation), new bool[layout.ParameterCount])
            : LimitedFit.Fit(sample, layout, settings, options.Limits, progress, cancellation);
        if (fit.Aliased >= 0)
        {
            throw FitSample.Aliased(layout, fit.Aliased, nameof(sample));
        }

        var separation = fit.Separation is null ? null : new Separation(fit.Separation, layout.Names);
        var covariance = fit.Unscaled.Length == 0 ? [] : FitSample.Covariance(sample, fit, options.Covariance);
        var table = FitSample.Table(sample.Features.Schema, layout, fit.Coefficients, covariance, UndefinedReason.Infinite, double.PositiveInfinity, atLimit);
        var report = new FitReport(
            "Logistic regression",
            fit.Stop,
            fit.Iterations,
            fit.LogLikelihood,
            fit.GradientNorm,
            fit.Observations,
            layout.Names.ToArray(),
            fit.Coefficients,
            covariance.Length == 0 || atLimit.Any(held => held) ? null : table.Select(c => c.StandardError.Value).ToArray());
        if (fit.Stop is not (StopReason.Converged or StopReason.Boundary) && options.NonConvergence == NonConvergence.Throw)
        {
            throw new ConvergenceException(report, separation is null
                ? "Scale or drop extreme columns, allow more iterations, or set Ridge > 0."
                : $"{separation}. Merge levels, drop the column, set Ridge > 0, or take the best found with NonConvergence.ReturnBest.");
        }

        return new LogisticModel(LinearPredictor.From(sample.Features.Schema, layout, fit.Coefficients), report, table, covariance)
        {
            LevelsWithoutCustomers = FitSample.AbsentLevels(sample.Features.Schema, layout),
            Separation = separation,
            Deviance = Figure.Of(fit.Deviance),
            NullDeviance = Figure.Of(GeneralizedLinearFit.NullDeviance(blocks, fit, hasOffsets: !sample.Offsets.IsEmpty)),
        };
    }

    /// <summary>A model that another estimator of this room fitted.</summary>
    internal static LogisticModel Of(LinearPredictor predictor, FitReport report, Coefficient[] coefficients, double[] covariance, double deviance, double nullDeviance, string[]? levelsWithoutCustomers = null) =>
        new(predictor, report, coefficients, covariance)
        {
            LevelsWithoutCustomers = levelsWithoutCustomers ?? [],
            Deviance = Figure.Of(deviance),
            NullDeviance = Figure.Of(nullDeviance),
        };

    /// <summary>The model with the given parameters.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="intercept">Finite.</param>
    /// <param name="effects">One finite effect per numeric column, then one per level of every category, reference levels (0) included.</param>
    /// <exception cref="ArgumentException">The number of effects does not fit the schema, or one is not finite.</exception>
    public static LogisticModel FromParameters(FeatureSchema schema, double intercept, ReadOnlySpan<double> effects)
    {
        Guard.SameLength(effects.Length, LinearPredictor.EffectCount(Guard.NotNull(schema)), nameof(effects));
        Guard.AllFinite(effects, nameof(effects));
        var report = new FitReport("Logistic regression", StopReason.NotFitted, 0, 0, 0, 0);
        return new LogisticModel(new LinearPredictor(schema, Guard.Finite(intercept), effects), report, [], []);
    }

    /// <summary>The model with the given parameters, and the levels of which its fit learned nothing.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="intercept">Finite.</param>
    /// <param name="effects">One finite effect per numeric column, then one per level of every category, reference levels (0) included.</param>
    /// <param name="levelsWithoutCustomers">Levels of the schema's categories, written <c>column=level</c>.</param>
    /// <exception cref="ArgumentException">The number of effects does not fit the schema, one is not finite, or a level is none of the schema's or named twice.</exception>
    public static LogisticModel FromParameters(FeatureSchema schema, double intercept, ReadOnlySpan<double> effects, IEnumerable<string> levelsWithoutCustomers)
    {
        var model = FromParameters(schema, intercept, effects);
        var levels = FitSample.CheckLevels(schema, Guard.NotNull(levelsWithoutCustomers));
        return new LogisticModel(model.predictor, model.Report, [], []) { LevelsWithoutCustomers = levels };
    }

    /// <summary>The probability of the event for one customer.</summary>
    /// <param name="features">One row: numbers, then category codes.</param>
    /// <exception cref="ArgumentException">The row has another length, or a value is missing, infinite or no code of its category.</exception>
    public double Score(ReadOnlySpan<double> features) => Score(features, 0);

    /// <summary>The probabilities of the event for all customers of a batch.</summary>
    /// <param name="batch">The customers, with the columns of <see cref="Schema"/>.</param>
    /// <param name="destination">Receives one probability per row; at least as long as the batch.</param>
    /// <exception cref="ArgumentException">The columns differ, the destination is too short, or a value is missing; row and column are named.</exception>
    public void Score(FeatureBatch batch, Span<double> destination) => predictor.Predict(batch, destination, logistic: true);

    /// <summary>The probabilities of the event with known addends of the log-odds, as in a fit with offsets.</summary>
    /// <param name="batch">The customers, with the columns of <see cref="Schema"/>.</param>
    /// <param name="offsets">One finite addend per row.</param>
    /// <param name="destination">Receives one probability per row; at least as long as the batch.</param>
    /// <exception cref="ArgumentException">The columns or lengths differ, or a value is missing or not finite.</exception>
    public void Score(FeatureBatch batch, ReadOnlySpan<double> offsets, Span<double> destination)
    {
        Guard.SameLength(offsets.Length, Guard.NotNull(batch).RowCount, nameof(offsets));
        Guard.AllFinite(offsets, nameof(offsets));
        LogOdds(batch, destination);
        var rows = destination.Slice(0, batch.RowCount);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] += offsets[i];
        }

        Elementary.Logistic(rows, rows);
    }

    double INamingScorer.Score(ReadOnlySpan<double> features, long row) => Score(features, row);

    /// <summary>The log-odds of the event for all customers of a batch.</summary>
    /// <param name="batch">The customers, with the columns of <see cref="Schema"/>.</param>
    /// <param name="destination">Receives one number per row; at least as long as the batch.</param>
    /// <exception cref="ArgumentException">The columns differ, the destination is too short, or a value is missing; row and column are named.</exception>
    public void LogOdds(FeatureBatch batch, Span<double> destination) => predictor.Predict(batch, destination, logistic: false);

    /// <summary>Compares this model with a smaller one fitted to the same customers with some of the columns.</summary>
    /// <param name="smaller">The nested model.</param>
    /// <exception cref="ArgumentException">A model was not fitted, the observations differ, or the other model is not smaller.</exception>
    public LikelihoodRatioTest CompareWith(LogisticModel smaller)
    {
        Guard.NotNull(smaller);
        if (!Deviance.IsDefined || !smaller.Deviance.IsDefined || Report.Observations != smaller.Report.Observations || smaller.coefficients.Length >= coefficients.Length)
        {
            throw new ArgumentException("Compare two models fitted to the same customers, the other one with fewer parameters.", nameof(smaller));
        }

        return new LikelihoodRatioTest(smaller.Deviance.Value - Deviance.Value, coefficients.Length - smaller.coefficients.Length);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"{Report.Model}: {Guard.Text(FeatureCount)} columns, intercept {Guard.Text(Intercept)}, deviance {Deviance}; {Report.Stop}";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Score(ReadOnlySpan<double> features, long row)
    {
        var logit = predictor.Predict(features);
        return Math.Abs(logit) <= Elementary.LogisticLimit ? ElementaryKernel.LogisticNear(logit) : Far(logit, features, row);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double Far(double logit, ReadOnlySpan<double> features, long row) =>
        double.IsFinite(logit) ? Elementary.Logistic(logit) : throw predictor.Blame(features, row);
}
