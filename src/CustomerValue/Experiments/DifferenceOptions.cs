namespace CustomerValue.Experiments;

/// <summary>How a difference in differences is given its error.</summary>
public sealed record DifferenceOptions
{
    /// <summary>HC2 with Welch's degrees of freedom, with clusters CR2 with Satterthwaite's, 95 %.</summary>
    public static DifferenceOptions Default { get; } = new();

    /// <summary>Coverage of the intervals; between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;

    /// <summary>Which standard error: <see cref="RobustError.Automatic"/> is HC2 without clusters (Welch's error of the changes) and CR2 with them.</summary>
    public RobustError Error { get; init; }

    /// <summary>Which degrees of freedom: <see cref="DegreesOfFreedomRule.Automatic"/> is Welch's for HC2 without covariates, else as that rule says.</summary>
    public DegreesOfFreedomRule DegreesOfFreedom { get; init; }

    /// <summary>What becomes of a covariate that says nothing new.</summary>
    public CollinearRule Collinear { get; init; }

    /// <summary>Welch's degrees of freedom serve where neither covariates nor clusters are in play.</summary>
    internal bool IsWelch(RobustError error, int covariates) => error == RobustError.HC2 && covariates == 0 && DegreesOfFreedom == DegreesOfFreedomRule.Automatic;
}
