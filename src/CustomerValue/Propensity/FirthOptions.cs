namespace CustomerValue.Propensity;

/// <summary>Settings of <see cref="FirthRegression"/>.</summary>
public sealed record FirthOptions
{
    private static readonly IReadOnlyDictionary<string, string> NoLevels = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The settings used when none are given.</summary>
    public static FirthOptions Default { get; } = new();

    /// <summary>Level without a coefficient of its own, by category column; the first level where a column is not named here.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IReadOnlyDictionary<string, string> ReferenceLevels
    {
        get;
        init => field = Guard.NotNull(value, nameof(ReferenceLevels));
    } = NoLevels;

    /// <summary>Largest component of the mean penalized score, on scaled columns, at which the fit has converged; 1e-10 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double GradientTolerance
    {
        get;
        init => field = Guard.Positive(value, nameof(GradientTolerance));
    } = 1e-10;

    /// <summary>Scoring steps before the fit gives up; 1000 by default, ten to fifty are usual.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaximumIterations
    {
        get;
        init => field = Guard.AtLeast(value, 1, nameof(MaximumIterations));
    } = 1000;
}
