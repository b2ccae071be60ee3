namespace CustomerValue.Information;

/// <summary>The transactions that counted at the end of a day and were known at the end of another: nothing later is in it.</summary>
/// <remarks>
/// Features come from a snapshot and from nothing else, so that no row dated after the as-of day, and no version not yet known, can leak into them.
/// Immutable and thread-safe.
/// </remarks>
public sealed class LedgerSnapshot
{
    internal LedgerSnapshot(LedgerView view, Day asOf, Day knownAt, DataQuality quality, string currency, int accountsInLedger)
    {
        View = view;
        AsOf = asOf;
        KnownAt = knownAt;
        Quality = quality;
        Currency = currency;
        AccountsNotYetSeen = accountsInLedger - view.Accounts.Count;
    }

    /// <summary>The day at whose end it holds.</summary>
    public Day AsOf { get; }

    /// <summary>The day at whose end it was known.</summary>
    public Day KnownAt { get; }

    /// <summary>What became of the rows of the whole load.</summary>
    public DataQuality Quality { get; }

    /// <summary>The currency of all amounts.</summary>
    public string Currency { get; }

    /// <summary>Accounts with at least one row by then, in key order.</summary>
    public IReadOnlyList<RecordKey> Accounts => View.Accounts;

    /// <summary>Accounts of the ledger that have no row by then; they are not in the population.</summary>
    public int AccountsNotYetSeen { get; }

    /// <summary>Rows in the snapshot.</summary>
    public int RowCount => View.Visible.Length;

    /// <summary>Rows left out because they are dated after the as-of day.</summary>
    public long RowsAfterAsOf => View.Later;

    /// <summary>Rows left out because they were not yet known.</summary>
    public long RowsNotYetKnown => View.NotYetKnown;

    /// <summary>Rows left out because a correction was known.</summary>
    public long RowsSuperseded => View.Superseded;

    internal LedgerView View { get; }

    /// <summary>The rows of one account that any figure of this snapshot rests on, by day; empty when there are none.</summary>
    /// <param name="account">The account's key.</param>
    public IReadOnlyList<Transaction> TransactionsOf(RecordKey account) => View.Trace(account, Currency);
}
