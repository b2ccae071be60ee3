namespace CustomerValue.Segmentation;

/// <summary>One rule of an explanation: conditions that all hold, and the segment they stand for.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class SegmentRule
{
    internal SegmentRule(int segment, SegmentCondition[] conditions, double count, double purity)
    {
        Segment = segment;
        Conditions = conditions;
        Count = count;
        Purity = purity;
    }

    /// <summary>The segment.</summary>
    public int Segment { get; }

    /// <summary>At most one condition per column, in column order; none when a single rule covers everybody.</summary>
    public IReadOnlyList<SegmentCondition> Conditions { get; }

    /// <summary>Customers the rule covers in the fit.</summary>
    public double Count { get; }

    /// <summary>Share of them that is in the segment, above 0 and at most 1.</summary>
    public double Purity { get; }

    /// <summary>A rule as it was saved.</summary>
    /// <param name="segment">The segment, ≥ 0.</param>
    /// <param name="conditions">Conditions that all hold, in column order, none twice for a column; none for everybody.</param>
    /// <param name="count">Customers the rule covered in the fit, above 0.</param>
    /// <param name="purity">Share of them in the segment, above 0 and at most 1.</param>
    /// <exception cref="ArgumentException">The conditions are not in column order.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static SegmentRule FromParameters(int segment, IEnumerable<SegmentCondition> conditions, double count, double purity)
    {
        var list = Guard.NotNull(conditions).ToArray();
        for (var i = 0; i < list.Length; i++)
        {
            var column = Guard.NotNull(list[i], nameof(conditions)).Column;
            if (i > 0 && column <= list[i - 1].Column)
            {
                throw Guard.BrokenRow(nameof(conditions), i, "columns in ascending order", $"{Guard.Text(column)} after {Guard.Text(list[i - 1].Column)}");
            }
        }

        if (!(purity > 0 && purity <= 1))
        {
            throw Guard.OutOfRange(nameof(purity), purity, "above 0 and at most 1");
        }

        return new SegmentRule(Guard.AtLeast(segment, 0), list, Guard.Positive(count), purity);
    }

    /// <summary>The rule in invariant text.</summary>
    public override string ToString() => $"{(Conditions.Count > 0 ? string.Join(" and ", Conditions) : "everybody")} → segment {Guard.Text(Segment)}";
}
