namespace CustomerValue.Segmentation;

/// <summary>How segments are described.</summary>
public sealed record ProfileOptions
{
    /// <summary>Intervals at 95 %, segments named by number.</summary>
    public static ProfileOptions Default { get; } = new();

    /// <summary>Coverage of every interval, between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value); } = 0.95;

    /// <summary>One name per segment, none twice; null for <c>Segment 0</c>, <c>Segment 1</c>, ….</summary>
    public IReadOnlyList<string>? Names { get; init; }
}
