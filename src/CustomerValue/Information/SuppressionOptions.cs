namespace CustomerValue.Information;

/// <summary>Which counts are too small to publish.</summary>
public sealed record SuppressionOptions
{
    /// <summary>Counts below 5, zeros included.</summary>
    public static SuppressionOptions Default { get; } = new();

    /// <summary>The smallest count that is shown, ≥ 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 2.</exception>
    public long Smallest
    {
        get;
        init => field = Guard.AtLeast(value, 2L, nameof(Smallest));
    }
    = 5;

    /// <summary>True when a count of 0 is shown: right where an empty cell says nothing about anyone, such as a product that a region does not have.</summary>
    public bool ShowZeros { get; init; }
}
