namespace CustomerValue.Experiments;

/// <summary>How a difference in differences given covariates is estimated.</summary>
public sealed record DoublyRobustDifferenceOptions
{
    /// <summary>Doubly robust, clustered as the columns say, 95 %.</summary>
    public static DoublyRobustDifferenceOptions Default { get; } = new();

    /// <summary>Which estimator.</summary>
    public DifferenceEstimator Estimator { get; init; }

    /// <summary>Coverage of the intervals; between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;

    /// <summary>HC0 or HC1 (n/(n − 1)) of the influence function without clusters, CR0 or CR1 (G/(G − 1)) with them; <see cref="RobustError.Automatic"/> is HC1 or CR1, R's DRDID has HC0 and CR0.</summary>
    public RobustError Error { get; init => field = Checked(value, nameof(Error)); }

    /// <summary>Clusters − 1 (or n − 1) by default; <see cref="DegreesOfFreedomRule.Normal"/> as R's DRDID has it.</summary>
    public DegreesOfFreedomRule DegreesOfFreedom { get; init => field = Checked(value, nameof(DegreesOfFreedom)); }

    /// <summary>Controls whose probability of treatment is this or more get no weight and are counted; 1 leaves nobody out. In (0, 1].</summary>
    public double LargestPropensity { get; init => field = value > 0 && value <= 1 ? value : throw Guard.OutOfRange(nameof(LargestPropensity), value, "must be > 0 and ≤ 1"); } = 1;

    /// <summary>What becomes of a covariate that says nothing new.</summary>
    public CollinearRule Collinear { get; init; }

    /// <summary>Folds of the cross-fit; ≥ 2.</summary>
    public int Folds { get; init => field = Guard.AtLeast(value, 2, nameof(Folds)); } = 5;

    /// <summary>Threads, ≥ 1; the result does not depend on them.</summary>
    public int Threads { get; init => field = Guard.AtLeast(value, 1, nameof(Threads)); } = 1;

    private static RobustError Checked(RobustError error, string name) =>
        error is RobustError.Automatic or RobustError.HC0 or RobustError.HC1 or RobustError.CR0 or RobustError.CR1
            ? error
            : throw new ArgumentOutOfRangeException(name, $"Error {error} is not defined for an influence function; take HC0, HC1, CR0 or CR1.");

    private static DegreesOfFreedomRule Checked(DegreesOfFreedomRule rule, string name) =>
        rule is DegreesOfFreedomRule.Automatic or DegreesOfFreedomRule.Clusters or DegreesOfFreedomRule.Normal
            ? rule
            : throw new ArgumentOutOfRangeException(name, $"Degrees of freedom {rule} are not defined for an influence function; take Clusters or Normal.");
}
