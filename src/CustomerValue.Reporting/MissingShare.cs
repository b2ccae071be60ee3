namespace CustomerValue.Reporting;

/// <summary>How often a column is missing, now and in the delivery before.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record MissingShare
{
    /// <summary>Counts of one column.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="missing">Rows without a value, ≥ 0 and at most <paramref name="rows"/>.</param>
    /// <param name="rows">Rows, ≥ 0.</param>
    /// <exception cref="ArgumentNullException"><paramref name="column"/> is null.</exception>
    /// <exception cref="ArgumentException">More are missing than there are rows, or the name is too long.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public MissingShare(string column, long missing, long rows)
    {
        Column = PlainText.Clean(column, nameof(column));
        Rows = Guard.AtLeast(rows, 0L);
        Missing = Guard.AtLeast(missing, 0L) <= rows ? missing
            : throw new ArgumentException($"{Guard.Text(missing)} of {Guard.Text(rows)} rows cannot be missing.", nameof(missing));
    }

    /// <summary>The column's name.</summary>
    public string Column { get; }

    /// <summary>Rows without a value.</summary>
    public long Missing { get; }

    /// <summary>Rows.</summary>
    public long Rows { get; }

    /// <summary>Share missing in the delivery before, 0 to 1; null when there was none.</summary>
    public double? Before { get; init => field = value is null ? null : Guard.Unit(value.Value, nameof(Before)); }
}
