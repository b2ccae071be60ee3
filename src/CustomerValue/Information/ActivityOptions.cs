namespace CustomerValue.Information;

/// <summary>How activity features are counted.</summary>
public sealed record ActivityOptions
{
    /// <summary>The defaults: a window of three months.</summary>
    public static ActivityOptions Default { get; } = new();

    /// <summary>Length of the window in calendar months, ≥ 1; it is half-open, (as-of − months, as-of], the earlier end clamped to the end of its month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int WindowMonths
    {
        get;
        init => field = Guard.AtLeast(value, 1, nameof(WindowMonths));
    }
    = 3;
}
