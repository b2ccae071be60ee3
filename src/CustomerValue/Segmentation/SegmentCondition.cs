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

    /// <summary>A condition as it was saved.</summary>
    /// <param name="column">The column's place in the row, ≥ 0.</param>
    /// <param name="name">The column's name, not empty.</param>
    /// <param name="above">The value must be above this; −∞ for no bound.</param>
    /// <param name="upTo">The value must be at most this, which is above <paramref name="above"/>; +∞ for no bound.</param>
    /// <exception cref="ArgumentException">The name is empty, the bounds are not in order, or there is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The column is below 0.</exception>
    public static SegmentCondition FromParameters(int column, string name, double above, double upTo)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw new ArgumentException("A condition needs the name of its column.", nameof(name));
        }

        if (!(above < upTo) || double.IsInfinity(above) && double.IsInfinity(upTo))
        {
            throw new ArgumentException($"The range above {Guard.Text(above)} up to {Guard.Text(upTo)} is empty or no condition.", nameof(upTo));
        }

        return new SegmentCondition(Guard.AtLeast(column, 0), name, above, upTo);
    }

    /// <summary>The condition in invariant text, as <c>2 &lt; balance ≤ 5</c>.</summary>
    public override string ToString() =>
        (double.IsInfinity(Above) ? string.Empty : $"{Guard.Text(Above)} < ") + Name + (double.IsInfinity(UpTo) ? string.Empty : $" ≤ {Guard.Text(UpTo)}");
}
