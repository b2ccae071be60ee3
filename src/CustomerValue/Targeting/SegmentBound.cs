namespace CustomerValue.Targeting;

/// <summary>Fewest and most contacts in one segment of customers, such as a protected group.</summary>
public sealed record SegmentBound
{
    /// <summary>Fewest contacts in the segment, ≥ 0.</summary>
    public int Fewest { get; init => field = Guard.AtLeast(value, 0, nameof(Fewest)); }

    /// <summary>Most contacts in the segment, ≥ 0; null for no bound.</summary>
    public int? Most { get; init => field = value is { } most ? Guard.AtLeast(most, 0, nameof(Most)) : null; }
}
