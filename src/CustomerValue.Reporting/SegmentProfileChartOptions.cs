namespace CustomerValue.Reporting;

/// <summary>Which columns a segment profile draws, and what they are.</summary>
public sealed record SegmentProfileChartOptions
{
    /// <summary>The first four numeric columns, as plain numbers.</summary>
    public static SegmentProfileChartOptions Default { get; } = new();

    /// <summary>Names of up to four numeric columns; empty for the first four.</summary>
    public IReadOnlyList<string> Columns
    {
        get;
        init => field = Guard.NotNull(value, nameof(Columns)).Count <= 4 ? value : throw new ArgumentException($"Columns names {Guard.Text(value.Count)}; at most 4 fit the picture.", nameof(Columns));
    }
    = [];

    /// <summary>Names of the columns that are amounts of money.</summary>
    public IReadOnlyList<string> Money { get; init => field = Guard.NotNull(value, nameof(Money)); } = [];
}
