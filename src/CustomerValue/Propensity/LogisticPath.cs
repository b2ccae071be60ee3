using CustomerValue.Evaluation;
using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>Logistic regression along a path of elastic-net penalties, from few columns to many.</summary>
/// <remarks>
/// Minimizes −mean log-likelihood + λ Σ fⱼ [(1 − α)/2 βⱼ² + α |βⱼ|], the intercept free: glmnet's objective with its standardization.
/// Coordinate descent on Newton's quadratic models with strong rules and a check of every column's optimality. Sources: Friedman,
/// Hastie and Tibshirani (2010), Journal of Statistical Software 33(1); Tibshirani et al. (2012), JRSS B 74, 245–266; Zou and
/// Hastie (2005), JRSS B 67, 301–320. Columns that never vary stay out. The data choose the columns, so coefficients carry no
/// errors and no p-values. Memory while fitting: rows × coefficients doubles, twice where columns are screened. Immutable and thread-safe.
/// </remarks>
public sealed class LogisticPath
{
    private readonly ElasticNetFit fit;

    private LogisticPath(ElasticNetFit fit, PathValidation? validation)
    {
        this.fit = fit;
        Validation = validation;
    }

    /// <summary>The columns the models read.</summary>
    public FeatureSchema Schema => fit.Schema;

    /// <summary>One solution per λ, λ descending.</summary>
    public IReadOnlyList<ElasticNetStep> Steps => fit.Steps;

    /// <summary>The deviance of intercept and offsets alone.</summary>
    public double NullDeviance => fit.NullDeviance;

    /// <summary>The cross-validation of the λ, or null where none was asked for.</summary>
    public PathValidation? Validation { get; }

    /// <summary>Fits the whole path.</summary>
    /// <param name="sample">Customers with outcomes between 0 and 1, nothing missing; weights and offsets are used.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <param name="progress">Receives one report per λ.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="ArgumentException">The sample is empty, of one class, or holds a missing value or an outcome outside 0…1; or the options name no column of it.</exception>
    /// <exception cref="ConvergenceException">The optimality conditions could not be met at some λ, and the options do not allow it.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static LogisticPath Fit(
        LabeledBatch sample,
        ElasticNetOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default) =>
        new(ElasticNetFit.Fit(Guard.NotNull(sample), LinearFamily.Logit, options ?? ElasticNetOptions.Default, progress, cancellation), null);

    /// <summary>Fits the whole path, and judges every λ on customers it has not seen: each fold by a path fitted to the others.</summary>
    /// <param name="sample">Customers with outcomes between 0 and 1.</param>
    /// <param name="folds">Which customers test in which fold: at random, stratified, or grouped by household.</param>
    /// <param name="measure">What to judge by.</param>
    /// <param name="options">Settings, or null for the defaults; with several threads folds run side by side, with the same bits.</param>
    /// <param name="progress">Receives one report per fold.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="ArgumentException">The folds are of another number of customers, a fold holds one class, or the sample breaks a rule of <see cref="Fit"/>.</exception>
    /// <exception cref="ConvergenceException">The optimality conditions could not be met at some λ.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static LogisticPath FitValidated(
        LabeledBatch sample,
        FoldPlan folds,
        PathMeasure measure = PathMeasure.Deviance,
        ElasticNetOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(folds);
        options ??= ElasticNetOptions.Default;
        var fit = ElasticNetFit.Fit(Guard.NotNull(sample), LinearFamily.Logit, options, null, cancellation);
        return new LogisticPath(fit, fit.Validate(sample, folds, options, measure, progress, cancellation));
    }

    /// <summary>The model at a λ: a step of the path, linear between two steps, the nearest end outside.</summary>
    /// <param name="lambda">The weight of the penalty, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative or not finite.</exception>
    public LogisticModel At(double lambda)
    {
        var (nearest, coefficients) = fit.At(lambda);
        return LogisticModel.Of(fit.Predictor(coefficients), nearest.Report, fit.Table(coefficients), [], nearest.Deviance, NullDeviance);
    }

    /// <summary>The model at the λ that cross-validation found best.</summary>
    /// <exception cref="InvalidOperationException">The path was not cross-validated.</exception>
    public LogisticModel Best() => At(Validated().LambdaMinimum);

    /// <summary>The model with the strongest penalty within one standard error of the best.</summary>
    /// <exception cref="InvalidOperationException">The path was not cross-validated.</exception>
    public LogisticModel Simplest() => At(Validated().LambdaOneStandardError);

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"Elastic-net path of {Guard.Text(Steps.Count)} λ, {Guard.Text(Steps[0].Lambda)} to {Guard.Text(Steps[Steps.Count - 1].Lambda)}";

    private PathValidation Validated() =>
        Validation ?? throw new InvalidOperationException("The path was not cross-validated: use LogisticPath.FitValidated, or choose a λ with At.");
}
