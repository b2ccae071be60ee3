namespace CustomerValue.Propensity;

/// <summary>Settings of <see cref="LogisticModel"/>.</summary>
public sealed record LogisticOptions
{
    private static readonly IReadOnlyDictionary<string, string> NoLevels = new Dictionary<string, string>(StringComparer.Ordinal);
    private static readonly IReadOnlyDictionary<string, EffectLimits> NoLimits = new Dictionary<string, EffectLimits>(StringComparer.Ordinal);

    /// <summary>The settings used when none are given.</summary>
    public static LogisticOptions Default { get; } = new();

    /// <summary>λ ≥ 0 of the penalty ½ λ Σ β² taken from the mean log-likelihood; the intercept is free. 0, the default, is maximum likelihood.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Ridge
    {
        get;
        init => field = Guard.NonNegative(value, nameof(Ridge));
    }

    /// <summary>True (the default) when <see cref="Ridge"/> applies to coefficients of columns scaled to unit population variance, as glmnet does.</summary>
    public bool StandardizePenalty { get; init; } = true;

    /// <summary>How standard errors are estimated; model-based by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such estimate.</exception>
    public CovarianceEstimate Covariance
    {
        get;
        init => field = value is >= CovarianceEstimate.ModelBased and <= CovarianceEstimate.CR1
            ? value
            : throw Guard.OutOfRange(nameof(Covariance), (double)value, "must be a covariance estimate");
    }

    /// <summary>Level without a coefficient of its own, by category column; the first level where a column is not named here.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IReadOnlyDictionary<string, string> ReferenceLevels
    {
        get;
        init => field = Guard.NotNull(value, nameof(ReferenceLevels));
    } = NoLevels;

    /// <summary>Limits of effects by column or coefficient (<c>column=level</c>), such as <see cref="EffectLimits.NonNegative"/>; none where not named. An effect at its limit has no standard error; the errors of the others take it as given.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IReadOnlyDictionary<string, EffectLimits> Limits
    {
        get;
        init => field = Guard.NotNull(value, nameof(Limits));
    } = NoLimits;

    /// <summary>Largest component of the mean log-likelihood's gradient, on scaled columns, at which the fit has converged; 1e-10 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double GradientTolerance
    {
        get;
        init => field = Guard.Positive(value, nameof(GradientTolerance));
    } = 1e-10;

    /// <summary>Newton steps before the fit gives up; 100 by default, fewer than ten are usual.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaximumIterations
    {
        get;
        init => field = Guard.AtLeast(value, 1, nameof(MaximumIterations));
    } = 100;

    /// <summary>Threads to use; the result has the same bits for any number. 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Threads
    {
        get;
        init => field = Guard.AtLeast(value, 1, nameof(Threads));
    } = 1;

    /// <summary>What happens when the maximum cannot be proven, as under separation; throw by default.</summary>
    public NonConvergence NonConvergence { get; init; }
}
