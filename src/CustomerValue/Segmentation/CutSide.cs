namespace CustomerValue.Segmentation;

/// <summary>Which bin a value exactly at a cut belongs to.</summary>
public enum CutSide
{
    /// <summary>The bin below: a bin is (lower cut, upper cut]. Ties at a quantile stay with the smaller values.</summary>
    Below = 0,

    /// <summary>The bin above: a bin is [lower cut, upper cut). Reaching a threshold is enough.</summary>
    Above,
}
