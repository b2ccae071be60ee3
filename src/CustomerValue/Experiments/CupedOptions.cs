namespace CustomerValue.Experiments;

/// <summary>How CUPED adjusts.</summary>
public sealed record CupedOptions
{
    /// <summary>Within-arm slope, 95 %.</summary>
    public static CupedOptions Default { get; } = new();

    /// <summary>Coverage of the intervals; between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;

    /// <summary>From which rows the slope is learned.</summary>
    public CupedSlope Slope { get; init; }

    /// <summary>What becomes of a covariate that says nothing new.</summary>
    public CollinearRule Collinear { get; init; }
}
