namespace CustomerValue.Experiments;

/// <summary>How the drift of two groups after treatment is bounded by what was seen before it.</summary>
public enum PreTrendRestriction
{
    /// <summary>From one period to the next the groups drift at most M̄ times as far apart as in the largest step before treatment (Δ^RM).</summary>
    RelativeMagnitudes = 0,

    /// <summary>From one period to the next the slope of the drift changes by at most M (Δ^SD); M = 0 is a straight line.</summary>
    Smoothness,
}
