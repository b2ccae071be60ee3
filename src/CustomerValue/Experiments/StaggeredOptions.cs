namespace CustomerValue.Experiments;

/// <summary>How effects of staggered adoption are estimated.</summary>
public sealed record StaggeredOptions
{
    /// <summary>Never-treated controls, varying base, doubly robust where there are covariates, 95 %.</summary>
    public static StaggeredOptions Default { get; } = new();

    /// <summary>Who the controls are.</summary>
    public AdoptionControls Controls { get; init; }

    /// <summary>From where changes before treatment are measured.</summary>
    public AdoptionBase Base { get; init; }

    /// <summary>How covariates are used; without covariates all are the difference of mean changes.</summary>
    public DifferenceEstimator Estimator { get; init; }

    /// <summary>Coverage of the intervals; between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;

    /// <summary>HC0 or HC1 (n/(n − 1)) of the influence function without clusters, CR0 or CR1 (G/(G − 1)) with them; <see cref="RobustError.Automatic"/> is HC1 or CR1, R's <c>did</c> has HC0 and CR0.</summary>
    public RobustError Error
    {
        get;
        init => field = value is RobustError.Automatic or RobustError.HC0 or RobustError.HC1 or RobustError.CR0 or RobustError.CR1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Error), $"Error {value} is not defined for an influence function; take HC0, HC1, CR0 or CR1.");
    }

    /// <summary>True for the normal curve, as R's <c>did</c> has it, instead of Student's t with clusters (or customers) − 1.</summary>
    public bool UsesNormalCurve { get; init; }

    /// <summary>Threads of the nuisance fits, ≥ 1; the result does not depend on them.</summary>
    public int Threads { get; init => field = Guard.AtLeast(value, 1, nameof(Threads)); } = 1;
}
