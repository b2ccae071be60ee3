using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>How several chosen groups are compared.</summary>
public sealed record GroupWeightingOptions
{
    /// <summary>Effects on all, least squares outcomes, 95 %.</summary>
    public static GroupWeightingOptions Default { get; } = new();

    /// <summary>The group whose customers the effects are averaged over (ATT); null for all groups together (ATE).</summary>
    public int? TargetGroup { get; init; }

    /// <summary>How outcomes are predicted.</summary>
    public OutcomeModel Outcome { get; init; }

    /// <summary>What becomes of a covariate that says nothing new.</summary>
    public CollinearRule Collinear { get; init; }

    /// <summary>The curve of intervals and p-values; Student's t has clusters (or customers) − 1 degrees of freedom.</summary>
    public ReferenceDistribution Reference { get; init; }

    /// <summary>Coverage of the intervals; between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;
}
