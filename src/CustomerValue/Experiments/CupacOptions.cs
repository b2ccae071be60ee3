namespace CustomerValue.Experiments;

/// <summary>How predictions of the outcome are made and used as a covariate.</summary>
public sealed record CupacOptions
{
    /// <summary>Five folds, both arms, Lin's regression.</summary>
    public static CupacOptions Default { get; } = new();

    /// <summary>Folds of the cross-fit; ≥ 2.</summary>
    public int Folds { get; init => field = Guard.AtLeast(value, 2, nameof(Folds)); } = 5;

    /// <summary>True to learn from the control arm only: for models that would otherwise learn the effect.</summary>
    public bool TrainOnControlOnly { get; init; }

    /// <summary>How the arms are then compared.</summary>
    public AdjustmentOptions Adjustment { get; init => field = Guard.NotNull(value, nameof(Adjustment)); } = AdjustmentOptions.Default;
}
