namespace CustomerValue.Experiments;

/// <summary>How a wild cluster bootstrap draws.</summary>
public sealed record WildBootstrapOptions
{
    /// <summary>Rademacher weights under the null, 9,999 draws, 95 %.</summary>
    public static WildBootstrapOptions Default { get; } = new();

    /// <summary>Draws; ≥ 1. Where all patterns of weights are no more than this, each is taken once and nothing is random.</summary>
    public int Replicates { get; init => field = Guard.AtLeast(value, 1, nameof(Replicates)); } = 9_999;

    /// <summary>The multipliers.</summary>
    public WildWeights Weights { get; init; }

    /// <summary>True to draw from the fit in which the tested effect holds; false to draw from the fit as it is, which rejects too often with few clusters.</summary>
    public bool ImposeNull { get; init; } = true;

    /// <summary>The effect that is tested; finite.</summary>
    public double NullEffect { get; init => field = Guard.Finite(value, nameof(NullEffect)); }

    /// <summary>Slopes and level of the regression, and the error of the statistic: CR0, CR1 (also for automatic) or CR1S.</summary>
    public AdjustmentOptions Adjustment { get; init => field = Guard.NotNull(value, nameof(Adjustment)); } = AdjustmentOptions.Default;
}
