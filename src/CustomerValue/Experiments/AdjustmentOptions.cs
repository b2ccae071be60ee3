namespace CustomerValue.Experiments;

/// <summary>How two arms are compared by regression on covariates.</summary>
public sealed record AdjustmentOptions
{
    /// <summary>Lin's interacted regression, HC2 or with clusters CR2, 95 %.</summary>
    public static AdjustmentOptions Default { get; } = new();

    /// <summary>Coverage of the intervals; between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;

    /// <summary>True for slopes of each arm's own (Lin 2013), false for shared slopes (analysis of covariance).</summary>
    public bool Interacted { get; init; } = true;

    /// <summary>True when the intercept is the control arm at average covariates, false at covariates of zero. Interacted regressions are always centered.</summary>
    public bool CenterCovariates { get; init; } = true;

    /// <summary>Which standard errors.</summary>
    public RobustError Error { get; init; }

    /// <summary>Which degrees of freedom.</summary>
    public DegreesOfFreedomRule DegreesOfFreedom { get; init; }

    /// <summary>What becomes of a covariate that says nothing new.</summary>
    public CollinearRule Collinear { get; init; }
}
