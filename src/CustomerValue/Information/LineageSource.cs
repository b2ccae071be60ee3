namespace CustomerValue.Information;

/// <summary>What one source gave to a snapshot, and what of it was left out.</summary>
public sealed class LineageSource
{
    internal LineageSource(string name, long rowsUsed, string digest)
    {
        Name = name;
        RowsUsed = rowsUsed;
        Digest = digest;
    }

    /// <summary>What was read, such as <c>transactions</c>.</summary>
    public string Name { get; }

    /// <summary>Rows that the snapshot shows.</summary>
    public long RowsUsed { get; }

    /// <summary>SHA-256 of those rows in 64 hexadecimal digits; the same in any order, changed by any change of them.</summary>
    public string Digest { get; }

    /// <summary>What became of the rows of the load; null where records were handed over as they are.</summary>
    public DataQuality? Quality { get; internal init; }

    /// <summary>Accepted rows left out because they are dated after the as-of day.</summary>
    public long RowsAfterAsOf { get; internal init; }

    /// <summary>Accepted rows left out because they were not yet known.</summary>
    public long RowsNotYetKnown { get; internal init; }

    /// <summary>Accepted rows left out because a correction was known.</summary>
    public long RowsSuperseded { get; internal init; }

    /// <summary>The last day for which the load says that every row is there; null when it does not say.</summary>
    public Day? CompleteThrough { get; internal init; }

    /// <summary>False for a table that carries no days and no known-at.</summary>
    public bool IsPointInTime { get; internal init; } = true;

    /// <summary>One line for an auditor.</summary>
    public override string ToString() =>
        $"{Name}: {Guard.Text(RowsUsed)} used, {Guard.Text(RowsAfterAsOf)} after as-of, {Guard.Text(RowsNotYetKnown)} not yet known, {Guard.Text(RowsSuperseded)} superseded"
        + (Quality is null ? string.Empty : $"; of {Guard.Text(Quality.RowsRead)} read, {Guard.Text(Quality.Duplicates)} duplicates, {Guard.Text(Quality.RowsRejected)} rejected{Reasons(Quality)}")
        + (CompleteThrough is { } day ? $"; complete through {day}" : string.Empty)
        + (IsPointInTime ? string.Empty : "; NOT POINT-IN-TIME")
        + $"; sha-256 {Digest}";

    private static string Reasons(DataQuality quality)
    {
        var reasons = Enumerable.Range(0, (int)RejectionReason.Unreadable + 1)
            .Select(i => (RejectionReason)i)
            .Where(reason => quality.Count(reason) > 0)
            .Select(reason => $"{reason} {Guard.Text(quality.Count(reason))}");
        var text = string.Join(", ", reasons);
        return text.Length == 0 ? string.Empty : $" ({text})";
    }
}
