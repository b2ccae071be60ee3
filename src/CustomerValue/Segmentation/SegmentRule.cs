namespace CustomerValue.Segmentation;

/// <summary>One rule of an explanation: conditions that all hold, and the segment they stand for.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class SegmentRule
{
    internal SegmentRule(int segment, SegmentCondition[] conditions, double count, double hits)
    {
        Segment = segment;
        Conditions = conditions;
        Count = count;
        Purity = hits / count;
    }

    /// <summary>The segment.</summary>
    public int Segment { get; }

    /// <summary>At most one condition per column, in column order; none when a single rule covers everybody.</summary>
    public IReadOnlyList<SegmentCondition> Conditions { get; }

    /// <summary>Customers the rule covers in the fit.</summary>
    public double Count { get; }

    /// <summary>Share of them that is in the segment, above 0 and at most 1.</summary>
    public double Purity { get; }

    /// <summary>The rule in invariant text.</summary>
    public override string ToString() => $"{(Conditions.Count > 0 ? string.Join(" and ", Conditions) : "everybody")} → segment {Guard.Text(Segment)}";
}
