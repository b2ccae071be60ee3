using System.Buffers;
using CustomerValue.Information;
using CustomerValue.Propensity;

namespace CustomerValue.Uplift;

/// <summary>The two-model (T-) learner: one model of the treated, one of the others, and the difference of their predictions.</summary>
/// <remarks>
/// Assumes that the treatment was drawn at random or depends on the columns only. Simple and honest, but the difference of two
/// fits is noisier than either; judge it on customers that neither was fitted to. Source: Künzel, S. R., Sekhon, J. S., Bickel,
/// P. J. and Yu, B. (2019), Metalearners for estimating heterogeneous treatment effects, PNAS 116, 4156–4165. Immutable and
/// thread-safe; predicting allocates nothing beyond a pooled buffer.
/// </remarks>
public sealed class TwoModelUplift : IUpliftModel
{
    private TwoModelUplift(IScorer treated, IScorer others, FitReport report)
    {
        Treated = treated;
        Others = others;
        Report = report;
    }

    /// <summary>The model of the treated.</summary>
    public IScorer Treated { get; }

    /// <summary>The model of those not treated.</summary>
    public IScorer Others { get; }

    /// <inheritdoc/>
    public int FeatureCount => Treated.FeatureCount;

    /// <summary>What the two fits did: the worse stop reason, the larger gradient, the sums of objectives and observations.</summary>
    public FitReport Report { get; }

    /// <summary>Fits one model per arm.</summary>
    /// <param name="features">The customers, nothing missing.</param>
    /// <param name="treatment">True for treated customers.</param>
    /// <param name="outcomes">One outcome per customer; between 0 and 1 for logistic bases.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ, an arm is empty, or an arm cannot be fitted.</exception>
    /// <exception cref="ConvergenceException">A fit of an arm failed, as under separation, and the options do not allow it.</exception>
    public static TwoModelUplift Fit(FeatureBatch features, ReadOnlySpan<bool> treatment, ReadOnlySpan<double> outcomes, TwoModelOptions? options = null) =>
        Fit(LabeledBatch.Of(features, outcomes), treatment, options);

    /// <summary>Fits one model per arm, with the weights and offsets of a labeled batch.</summary>
    /// <param name="sample">Customers with outcomes; between 0 and 1 for logistic bases.</param>
    /// <param name="treatment">True for treated customers.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <param name="progress">Receives one report per arm.</param>
    /// <param name="cancellation">Stops between passes over the rows.</param>
    /// <exception cref="ArgumentException">The lengths differ, an arm is empty, or an arm cannot be fitted.</exception>
    /// <exception cref="ConvergenceException">A fit of an arm failed, as under separation, and the options do not allow it.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static TwoModelUplift Fit(
        LabeledBatch sample,
        ReadOnlySpan<bool> treatment,
        TwoModelOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= TwoModelOptions.Default;
        var (first, second) = Arms(Guard.NotNull(sample), treatment);
        if (options.Base == UpliftBase.Linear)
        {
            var treated = LinearModel.Fit(first, options.Linear, cancellation);
            progress?.Report(new FitProgress("arms", 1, 2));
            var others = LinearModel.Fit(second, options.Linear, cancellation);
            progress?.Report(new FitProgress("arms", 2, 2));
            return new TwoModelUplift(treated, others, Join(treated.Report, others.Report));
        }
        else
        {
            RequireClasses(first, "treated customers");
            RequireClasses(second, "other customers");
            var treated = LogisticModel.Fit(first, options.Logistic, null, cancellation);
            progress?.Report(new FitProgress("arms", 1, 2));
            var others = LogisticModel.Fit(second, options.Logistic, null, cancellation);
            progress?.Report(new FitProgress("arms", 2, 2));
            return new TwoModelUplift(treated, others, Join(treated.Report, others.Report));
        }
    }

    /// <summary>Fits one model per arm by any learner.</summary>
    /// <param name="sample">Customers with outcomes.</param>
    /// <param name="treatment">True for treated customers.</param>
    /// <param name="learner">Fits a scorer to one arm; called for the treated, then for the others.</param>
    /// <exception cref="ArgumentException">The lengths differ, an arm is empty, or the learner returned nothing.</exception>
    public static TwoModelUplift Fit(LabeledBatch sample, ReadOnlySpan<bool> treatment, Func<LabeledBatch, IScorer> learner)
    {
        Guard.NotNull(learner);
        var (first, second) = Arms(Guard.NotNull(sample), treatment);
        return FromParameters(learner(first), learner(second));
    }

    /// <summary>The model of two given scorers.</summary>
    /// <param name="treated">The model of the treated.</param>
    /// <param name="others">The model of those not treated, of the same columns.</param>
    /// <exception cref="ArgumentException">The numbers of columns differ.</exception>
    public static TwoModelUplift FromParameters(IScorer treated, IScorer others)
    {
        if (Guard.NotNull(treated).FeatureCount != Guard.NotNull(others).FeatureCount)
        {
            throw new ArgumentException($"The models read {Guard.Text(treated.FeatureCount)} and {Guard.Text(others.FeatureCount)} columns.", nameof(others));
        }

        return new TwoModelUplift(treated, others, new FitReport("Two-model uplift", StopReason.NotFitted, 0, 0, 0, 0));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The row has another length, or a value is missing or not valid.</exception>
    public double Uplift(ReadOnlySpan<double> features) => Treated.Score(features) - Others.Score(features);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The columns differ, the destination is too short, or a value is missing.</exception>
    public void Uplift(FeatureBatch batch, Span<double> destination)
    {
        Guard.LongEnough(destination.Length, Guard.NotNull(batch).RowCount, nameof(destination));
        var buffer = ArrayPool<double>.Shared.Rent(batch.RowCount);
        try
        {
            Treated.Score(batch, destination);
            Others.Score(batch, buffer);
            for (var row = 0; row < batch.RowCount; row++)
            {
                destination[row] -= buffer[row];
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    private static (LabeledBatch Treated, LabeledBatch Others) Arms(LabeledBatch sample, ReadOnlySpan<bool> treatment)
    {
        Guard.SameLength(treatment.Length, sample.RowCount, nameof(treatment));
        var (treated, others) = (new List<int>(), new List<int>());
        for (var row = 0; row < treatment.Length; row++)
        {
            (treatment[row] ? treated : others).Add(row);
        }

        return treated.Count > 0 && others.Count > 0
            ? (sample.Take(treated.ToArray()), sample.Take(others.ToArray()))
            : throw new ArgumentException(
                $"An arm is empty: {Guard.Text(treated.Count)} treated customers, {Guard.Text(others.Count)} others.",
                nameof(treatment));
    }

    private static void RequireClasses(LabeledBatch sample, string customers)
    {
        FitSample.CheckBinary(sample);
        if (FitSample.IsOneClass(sample, out var outcome))
        {
            throw new ArgumentException($"All outcomes of the {customers} are {Guard.Text(outcome)}: with one class in an arm there is nothing to tell apart.", nameof(sample));
        }
    }

    private static FitReport Join(FitReport a, FitReport b) => new(
        "Two-model uplift",
        a.Converged ? b.Stop : a.Stop,
        Math.Max(a.Iterations, b.Iterations),
        a.Objective + b.Objective,
        Math.Max(a.GradientNorm, b.GradientNorm),
        a.Observations + b.Observations,
        a.ParameterNames.Select(n => $"treated {n}").Concat(b.ParameterNames.Select(n => $"others {n}")).ToArray(),
        [.. a.Estimates, .. b.Estimates],
        a.StandardErrors.IsEmpty || b.StandardErrors.IsEmpty ? null : [.. a.StandardErrors, .. b.StandardErrors]);
}
