namespace CustomerValue.Uplift;

/// <summary>What a curve does while the best customers so far are all of one arm.</summary>
public enum EmptyArmRule
{
    /// <summary>The missing arm's rate counts as 0 (scikit-uplift).</summary>
    ZeroRate = 0,

    /// <summary>The curve has no point there and runs straight on (CausalML).</summary>
    Interpolate,
}
