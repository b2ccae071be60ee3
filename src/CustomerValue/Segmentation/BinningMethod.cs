namespace CustomerValue.Segmentation;

/// <summary>The ways to find score cuts.</summary>
public enum BinningMethod
{
    /// <summary>At quantiles of the population.</summary>
    Quantile = 0,

    /// <summary>Between groups of nearly equal size by rank.</summary>
    Rank,

    /// <summary>At cuts the bank has chosen.</summary>
    FixedCuts,
}
