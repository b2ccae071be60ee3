namespace CustomerValue.Information;

/// <summary>Purchase histories (x, tₓ, T, mean value) of customers as of a day, with keys and what was left out.</summary>
/// <remarks>
/// Purchases of a customer on one day count as one of their joint value; the first day is not counted as a repeat; T runs from the first day to the
/// as-of day. A row that takes back another (<see cref="Transaction.Reverses"/>) lowers that one's value on that one's day, and undoes it when nothing is
/// left; it is no purchase itself. Customers whose first purchase lies after the as-of day are not in, and counted. Row order of the transactions does not matter.
/// Immutable and thread-safe.
/// </remarks>
public sealed class CustomerPurchases
{
    private readonly KeyIndex customers;
    private readonly int[] firstDay;

    internal CustomerPurchases(KeyIndex customers, PurchaseHistories histories, int[] firstDay)
    {
        this.customers = customers;
        this.firstDay = firstDay;
        Histories = histories;
    }

    /// <summary>Customers with at least one purchase by the as-of day, in key order: the rows of <see cref="Histories"/>.</summary>
    public IReadOnlyList<RecordKey> Customers => customers;

    /// <summary>The histories, with spend.</summary>
    public PurchaseHistories Histories { get; }

    /// <summary>The day to whose end they run.</summary>
    public Day AsOf { get; internal set; }

    /// <summary>Customers with transactions by then, none of which is a purchase.</summary>
    public int CustomersWithoutPurchase { get; internal set; }

    /// <summary>Accounts of the ledger that have no transaction by then.</summary>
    public int AccountsNotYetSeen { get; internal set; }

    /// <summary>Accounts left out because they belong to no customer.</summary>
    public int UnassignedAccounts { get; internal set; }

    /// <summary>Rows that are no purchases: booked by the bank, of another kind or direction, taking back another row, or taken back wholly.</summary>
    public long RowsNotCounted { get; internal set; }

    /// <summary>Rows merged into another one of the same customer and day.</summary>
    public long RowsMerged { get; internal set; }

    /// <summary>Histories of accounts, each taken for a customer, in weeks.</summary>
    /// <param name="snapshot">The transactions as of a day.</param>
    public static CustomerPurchases FromTransactions(LedgerSnapshot snapshot) => FromTransactions(snapshot, PurchaseOptions.Default);

    /// <summary>Histories of accounts, each taken for a customer.</summary>
    /// <param name="snapshot">The transactions as of a day.</param>
    /// <param name="options">Which rows are purchases, and the unit of time.</param>
    public static CustomerPurchases FromTransactions(LedgerSnapshot snapshot, PurchaseOptions options) => FromTransactions(snapshot, key => key, options);

    /// <summary>Histories of customers over all of their accounts.</summary>
    /// <param name="snapshot">The transactions as of a day.</param>
    /// <param name="customerOf">The customer an account counts for, such as <see cref="Households.KeyOfAccount"/>; a missing key leaves it out, counted.</param>
    /// <param name="options">Which rows are purchases, and the unit of time.</param>
    /// <exception cref="OverflowException">A sum leaves the range of decimal.</exception>
    public static CustomerPurchases FromTransactions(LedgerSnapshot snapshot, Func<RecordKey, RecordKey> customerOf, PurchaseOptions options) =>
        PurchaseBuilder.Build(Guard.NotNull(snapshot), Guard.NotNull(customerOf), Guard.NotNull(options));

    /// <summary>The row of a customer in <see cref="Histories"/>, or null.</summary>
    /// <param name="customer">The customer's key.</param>
    public int? FindRow(RecordKey customer) => customers.Find(customer) is >= 0 and var row ? row : null;

    /// <summary>The day of a customer's first purchase.</summary>
    /// <param name="row">Row of <see cref="Histories"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Day FirstPurchase(int row) => Day.FromNumber(firstDay[Guard.Between(row, 0, firstDay.Length - 1)]);
}
