using System.Globalization;

namespace CustomerValue.Information;

/// <summary>What became of the rows of one load: a result to look at, not a log.</summary>
/// <remarks>
/// <see cref="RowsRead"/> = <see cref="RowsAccepted"/> + <see cref="Duplicates"/> + <see cref="RowsRejected"/>, always. Totals are exact; the list of
/// rejected rows stops at the load's cap. Immutable and thread-safe.
/// </remarks>
public sealed class DataQuality
{
    private readonly long[] counts;
    private readonly RejectedRow[] rejected;

    internal DataQuality(string source, long rowsRead, long duplicates, long corrections, long[] counts, RejectedRow[] rejected, Day? firstDay, Day? lastDay)
    {
        Source = source;
        RowsRead = rowsRead;
        Duplicates = duplicates;
        Corrections = corrections;
        this.counts = counts;
        this.rejected = rejected;
        RowsRejected = counts.Sum();
        FirstDay = firstDay;
        LastDay = lastDay;
    }

    /// <summary>What was read, such as <c>transactions</c>.</summary>
    public string Source { get; }

    /// <summary>Rows that the source gave.</summary>
    public long RowsRead { get; }

    /// <summary>Rows taken, corrected versions included.</summary>
    public long RowsAccepted => RowsRead - Duplicates - RowsRejected;

    /// <summary>Rows left out because they break a rule.</summary>
    public long RowsRejected { get; }

    /// <summary>Rows left out because an equal row was there already.</summary>
    public long Duplicates { get; }

    /// <summary>Accepted rows that correct an earlier version of themselves.</summary>
    public long Corrections { get; }

    /// <summary>The first day among accepted rows; null when there is none.</summary>
    public Day? FirstDay { get; }

    /// <summary>The last day among accepted rows; null when there is none. Before trusting it as complete, look whether that day was cut.</summary>
    public Day? LastDay { get; }

    /// <summary>True when every row was taken.</summary>
    public bool IsClean => RowsAccepted == RowsRead;

    /// <summary>The first rejected rows in reading order, up to the load's cap.</summary>
    public IReadOnlyList<RejectedRow> RejectedRows => rejected;

    /// <summary>How many rows were rejected for a reason.</summary>
    /// <param name="reason">The reason.</param>
    public long Count(RejectionReason reason) => (int)reason >= 0 && (int)reason < counts.Length ? counts[(int)reason] : 0;

    /// <summary>One line for a log.</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "{0}: {1} read, {2} accepted ({3} corrections), {4} duplicates, {5} rejected",
        Source,
        RowsRead,
        RowsAccepted,
        Corrections,
        Duplicates,
        RowsRejected);
}
