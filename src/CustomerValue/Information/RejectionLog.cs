namespace CustomerValue.Information;

/// <summary>Counts and keeps what a load leaves out, or throws when the load is strict.</summary>
internal sealed class RejectionLog(string source, Strictness strictness, int reportedRows)
{
    private readonly long[] counts = new long[(int)RejectionReason.Unreadable + 1];
    private readonly List<RejectedRow> kept = [];
    private long duplicates;
    private int firstDay = int.MaxValue;
    private int lastDay = int.MinValue;

    public long RowsRead { get; set; }

    public long Corrections { get; set; }

    public void Reject(long row, RejectionReason reason, string rule, string found)
    {
        if (strictness == Strictness.Strict)
        {
            throw Guard.BrokenRow(source, row, rule, found);
        }

        counts[(int)reason]++;
        if (kept.Count == reportedRows)
        {
            // Faults found late may stand early in the source: the list holds the first in reading order.
            if (reportedRows == 0 || kept[reportedRows - 1].Row <= row)
            {
                return;
            }

            kept.RemoveAt(reportedRows - 1);
        }

        var place = kept.Count;
        while (place > 0 && kept[place - 1].Row > row)
        {
            place--;
        }

        kept.Insert(place, new RejectedRow(row, reason, $"Row {Guard.Text(row)} breaks {rule}: {found}."));
    }

    public void Duplicate(long row, string key)
    {
        if (strictness == Strictness.Strict)
        {
            throw Guard.BrokenRow(source, row, "no row twice", $"{key} was read before");
        }

        duplicates++;
    }

    public void Cover(Day day)
    {
        firstDay = Math.Min(firstDay, day.Number);
        lastDay = Math.Max(lastDay, day.Number);
    }

    public DataQuality ToQuality() => new(
        source,
        RowsRead,
        duplicates,
        Corrections,
        (long[])counts.Clone(),
        kept.ToArray(),
        firstDay == int.MaxValue ? null : Day.FromNumber(firstDay),
        lastDay == int.MinValue ? null : Day.FromNumber(lastDay));
}
