namespace CustomerValue.Segmentation;

/// <summary>What became of the customers of one segment, and who joined it: rates with their counts.</summary>
/// <remarks>Stay, promotion and demotion are shares of those matched; exits are shares of all who began there, entries of all who are there now. Immutable and thread-safe.</remarks>
public sealed class SegmentMoves
{
    internal SegmentMoves(TransitionCounts counts, int segment)
    {
        Segment = segment;
        var (up, down) = (0.0, 0.0);
        for (var to = 0; to < counts.SegmentCount; to++)
        {
            up += to > segment ? counts.Count(segment, to) : 0;
            down += to < segment ? counts.Count(segment, to) : 0;
        }

        var began = counts.From(segment);
        Stayed = new MoveRate(counts.Count(segment, segment), began);
        Promoted = new MoveRate(up, began);
        Demoted = new MoveRate(down, began);
        Left = new MoveRate(counts.Exits(segment), began + counts.Exits(segment));
        Joined = new MoveRate(counts.Entries(segment), counts.To(segment) + counts.Entries(segment));
    }

    /// <summary>The segment.</summary>
    public int Segment { get; }

    /// <summary>Matched customers who ended where they began.</summary>
    public MoveRate Stayed { get; }

    /// <summary>Matched customers who ended in a higher segment.</summary>
    public MoveRate Promoted { get; }

    /// <summary>Matched customers who ended in a lower segment.</summary>
    public MoveRate Demoted { get; }

    /// <summary>Customers of the first moment who are absent at the second.</summary>
    public MoveRate Left { get; }

    /// <summary>Customers of the second moment who were absent at the first.</summary>
    public MoveRate Joined { get; }
}
