namespace CustomerValue.Experiments;

/// <summary>How the power of a comparison of means is computed.</summary>
public enum MeanPowerMethod
{
    /// <summary>The noncentral t distribution: exact for the pooled test; with unequal standard deviations Welch's degrees of freedom are put in.</summary>
    NoncentralT = 0,

    /// <summary>The normal curve with both rejection regions: for known variances or large samples.</summary>
    Normal,

    /// <summary>The textbook formula (z + z)² σ² / δ²: the normal curve without the far rejection region.</summary>
    NormalFormula,
}
