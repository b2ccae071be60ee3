namespace CustomerValue.Information;

/// <summary>What happened strictly after an as-of day, up to the end of another: for labels and holdouts.</summary>
/// <remarks>No feature takes this type, so that an outcome cannot be fed back as a feature. Immutable and thread-safe.</remarks>
public sealed class OutcomeWindow
{
    private readonly LedgerView view;

    internal OutcomeWindow(LedgerView view, Day after, Day until, Day knownAt, string currency)
    {
        this.view = view;
        After = after;
        Until = until;
        KnownAt = knownAt;
        Currency = currency;
    }

    /// <summary>The as-of day of the features; rows dated on it are out.</summary>
    public Day After { get; }

    /// <summary>The last day; rows dated on it are in.</summary>
    public Day Until { get; }

    /// <summary>The day at whose end the rows were known.</summary>
    public Day KnownAt { get; }

    /// <summary>The currency of all amounts.</summary>
    public string Currency { get; }

    /// <summary>Rows in the window.</summary>
    public int RowCount => view.Visible.Length;

    /// <summary>Accounts with at least one row in the window, in key order.</summary>
    public IReadOnlyList<RecordKey> Accounts => view.Accounts;

    /// <summary>Days on which the customer was active on the account: distinct days with a row done by the customer.</summary>
    /// <param name="account">The account's key.</param>
    public int ActiveDays(RecordKey account)
    {
        var place = view.Accounts.Find(account);
        var days = 0;
        var last = -1;
        foreach (var row in place < 0 ? [] : view.Of(place))
        {
            if ((view.Rows.Flags[row] & LedgerRows.ByCustomer) != 0 && view.Rows.Day[row] != last)
            {
                days++;
                last = view.Rows.Day[row];
            }
        }

        return days;
    }

    /// <summary>Net amount of all rows on the account.</summary>
    /// <param name="account">The account's key.</param>
    /// <exception cref="OverflowException">The sum leaves the range of decimal.</exception>
    public decimal NetFlow(RecordKey account)
    {
        var place = view.Accounts.Find(account);
        var sum = 0m;
        foreach (var row in place < 0 ? [] : view.Of(place))
        {
            sum += view.Rows.Amount[row];
        }

        return sum;
    }

    /// <summary>The rows of one account in the window, by day.</summary>
    /// <param name="account">The account's key.</param>
    public IReadOnlyList<Transaction> TransactionsOf(RecordKey account) => view.Trace(account, Currency);
}
