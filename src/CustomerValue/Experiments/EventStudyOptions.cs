namespace CustomerValue.Experiments;

/// <summary>How the effects of an event study are measured.</summary>
public sealed record EventStudyOptions
{
    /// <summary>Against the last period before treatment, HC2 or with clusters CR1S, 95 %.</summary>
    public static EventStudyOptions Default { get; } = new();

    /// <summary>The period all others are measured from, before treatment; null for the last one before it.</summary>
    public int? ReferencePeriod { get; init; }

    /// <summary>Coverage of the intervals; between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;

    /// <summary>One covariance for all periods: HC0 to HC3 without clusters, CR0, CR1 or CR1S with them; <see cref="RobustError.Automatic"/> is HC2 or CR1S.</summary>
    public RobustError Error { get; init => field = Checked(value, nameof(Error)); }

    /// <summary>n − k without clusters, clusters − 1 with them; <see cref="DegreesOfFreedomRule.Normal"/> for the normal curve.</summary>
    public DegreesOfFreedomRule DegreesOfFreedom { get; init => field = Checked(value, nameof(DegreesOfFreedom)); }

    private static RobustError Checked(RobustError error, string name) => error is RobustError.Classical or RobustError.CR2 or RobustError.CR3
        ? throw new ArgumentOutOfRangeException(name, $"Error {error} gives no covariance between periods here; take HC0 to HC3, CR0, CR1 or CR1S.")
        : error;

    private static DegreesOfFreedomRule Checked(DegreesOfFreedomRule rule, string name) => rule == DegreesOfFreedomRule.Satterthwaite
        ? throw new ArgumentOutOfRangeException(name, "Satterthwaite's degrees of freedom are not shared by periods; take Clusters, Residual or Normal.")
        : rule;
}
