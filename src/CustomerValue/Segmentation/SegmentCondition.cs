namespace CustomerValue.Segmentation;

/// <summary>A range of one column: above a bound, up to a bound, or both.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class SegmentCondition
{
    internal SegmentCondition(int column, string name, double above, double upTo)
    {
        Column = column;
        Name = name;
        Above = above;
        UpTo = upTo;
    }

    /// <summary>The column's place in the row.</summary>
    public int Column { get; }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>The value must be above this; −∞ for no bound.</summary>
    public double Above { get; }

    /// <summary>The value must be at most this; +∞ for no bound.</summary>
    public double UpTo { get; }

    /// <summary>The condition in invariant text, as <c>2 &lt; balance ≤ 5</c>.</summary>
    public override string ToString() =>
        (double.IsInfinity(Above) ? string.Empty : $"{Guard.Text(Above)} < ") + Name + (double.IsInfinity(UpTo) ? string.Empty : $" ≤ {Guard.Text(UpTo)}");
}
