namespace CustomerValue.Information;

/// <summary>Which transactions are purchases, and in which unit time is counted.</summary>
/// <remarks>Only what the customer did counts: rows booked by the bank (interest, fees) are never purchases.</remarks>
public sealed record PurchaseOptions
{
    private readonly TransactionKind[] kinds = [];

    /// <summary>The defaults: every row done by the customer, in weeks.</summary>
    public static PurchaseOptions Default { get; } = new();

    /// <summary>The unit of recency and age; a week unless told.</summary>
    public TimeUnit Unit { get; init; } = TimeUnit.Week;

    /// <summary>Whether money in, out, or both counts; a zero amount counts in either.</summary>
    public PurchaseDirection Direction { get; init; }

    /// <summary>The kinds that count; empty for all.</summary>
    public IReadOnlyList<TransactionKind> Kinds
    {
        get => kinds;
        init => kinds = Guard.NotNull(value, nameof(Kinds)).ToArray();
    }

    internal bool Counts(LedgerRows rows, int row)
    {
        var amount = rows.Amount[row];
        return (rows.Flags[row] & LedgerRows.ByCustomer) != 0
            && (Direction == PurchaseDirection.Any || (Direction == PurchaseDirection.In ? amount >= 0 : amount <= 0))
            && (kinds.Length == 0 || Array.IndexOf(kinds, (TransactionKind)rows.Kind[row]) >= 0);
    }

    /// <inheritdoc/>
    public bool Equals(PurchaseOptions? other) =>
        other is not null && Unit == other.Unit && Direction == other.Direction && Enumerable.SequenceEqual(kinds, other.kinds);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Unit, Direction, kinds.Length);
}
