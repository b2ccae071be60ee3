namespace CustomerValue;

/// <summary>The nine definitions of a sample quantile by Hyndman and Fan (1996), numbered as in R.</summary>
public enum QuantileType
{
    /// <summary>Type 1: the smallest value that a share of at least p of the sample does not exceed.</summary>
    InverseEmpirical = 1,

    /// <summary>Type 2: as type 1, with the average of both neighbors where the share is exactly p (SAS default).</summary>
    AveragedInverse = 2,

    /// <summary>Type 3: the value whose rank is nearest to n·p, the even rank at a tie.</summary>
    NearestEven = 3,

    /// <summary>Type 4: linear between the values at ranks n·p.</summary>
    LinearEmpirical = 4,

    /// <summary>Type 5: linear, rank n·p + ½ (Hazen).</summary>
    Hazen = 5,

    /// <summary>Type 6: linear, rank (n + 1)·p (Weibull; SPSS, Excel's PERCENTILE.EXC).</summary>
    Weibull = 6,

    /// <summary>Type 7: linear, rank (n − 1)·p + 1 (default of R, NumPy and Excel's PERCENTILE.INC).</summary>
    Linear = 7,

    /// <summary>Type 8: linear, rank (n + ⅓)·p + ⅓: nearly median-unbiased for any distribution.</summary>
    MedianUnbiased = 8,

    /// <summary>Type 9: linear, rank (n + ¼)·p + ⅜: nearly unbiased for normal values.</summary>
    NormalUnbiased = 9,
}
