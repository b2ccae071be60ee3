namespace CustomerValue.Targeting;

/// <summary>Fewest and most contacts in one segment of customers, such as a protected group: of one offer or of all.</summary>
public sealed record SegmentBound
{
    /// <summary>A bound that allows everything until it is narrowed.</summary>
    /// <param name="segment">The segment, ≥ 0, as in the segments of the customers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The segment is negative.</exception>
    public SegmentBound(int segment) => Segment = Guard.AtLeast(segment, 0);

    /// <summary>The segment.</summary>
    public int Segment { get; }

    /// <summary>Index of the offer that is counted; null when contacts with any offer are.</summary>
    public int? Offer { get; init => field = value is { } offer ? Guard.AtLeast(offer, 0, nameof(Offer)) : null; }

    /// <summary>Fewest contacts in the segment, ≥ 0; met even at a loss.</summary>
    public int Fewest { get; init => field = Guard.AtLeast(value, 0, nameof(Fewest)); }

    /// <summary>Most contacts in the segment, ≥ 0; null for no bound.</summary>
    public int? Most { get; init => field = value is { } most ? Guard.AtLeast(most, 0, nameof(Most)) : null; }
}
