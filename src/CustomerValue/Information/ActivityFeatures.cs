namespace CustomerValue.Information;

/// <summary>A first set of features of each customer as of a day: activity, money flows, balances, tenure, products.</summary>
/// <remarks>
/// <para>Columns, all numbers, in the ledger's currency and in days; the window is (as-of − months, as-of]:</para>
/// <list type="table">
/// <item><term><see cref="Recency"/></term><description>days since the customer last did something; missing when he never did.</description></item>
/// <item><term><see cref="Frequency"/></term><description>rows done by the customer in the window.</description></item>
/// <item><term><see cref="Inflow"/>, <see cref="Outflow"/></term><description>money in and out in the window by rows done by the customer, both ≥ 0.</description></item>
/// <item><term><see cref="Balance"/></term><description>assets minus debts at the end of the day.</description></item>
/// <item><term><see cref="MeanBalance"/></term><description>average end-of-day balance over the days of the window since the customer's first close.</description></item>
/// <item><term><see cref="BalanceDeviation"/></term><description>standard deviation of the end-of-day balance over those days (divisor n).</description></item>
/// <item><term><see cref="BalanceChange"/></term><description>balance now minus balance at the start of the window, an account that came later starting at 0.</description></item>
/// <item><term><see cref="Tenure"/></term><description>days since the first row of any account.</description></item>
/// <item><term><see cref="Products"/></term><description>products in force, when holdings are given.</description></item>
/// </list>
/// <para>A row that takes back another (<see cref="Transaction.Reverses"/>) is no activity and lowers the flow of the other, on the other's day.</para>
/// <para>Nothing dated after the as-of day, and nothing known later than the known-at day, enters: change, delete or shuffle such rows and the table
/// is the same to the last bit. Outcomes (<see cref="OutcomeWindow"/>) are not taken.</para>
/// </remarks>
public static class ActivityFeatures
{
    /// <summary>Days since the customer last did something.</summary>
    public const string Recency = "recency_days";

    /// <summary>Rows done by the customer in the window.</summary>
    public const string Frequency = "frequency";

    /// <summary>Money in by the customer in the window.</summary>
    public const string Inflow = "inflow";

    /// <summary>Money out by the customer in the window.</summary>
    public const string Outflow = "outflow";

    /// <summary>Balance at the end of the day.</summary>
    public const string Balance = "balance";

    /// <summary>Average end-of-day balance over the window.</summary>
    public const string MeanBalance = "balance_mean";

    /// <summary>Standard deviation of the end-of-day balance over the window.</summary>
    public const string BalanceDeviation = "balance_deviation";

    /// <summary>Balance now minus balance at the start of the window.</summary>
    public const string BalanceChange = "balance_change";

    /// <summary>Days since the first row.</summary>
    public const string Tenure = "tenure_days";

    /// <summary>Products in force.</summary>
    public const string Products = "products";

    /// <summary>Features of accounts, each taken for a customer.</summary>
    /// <param name="snapshot">The transactions as of a day.</param>
    /// <param name="balances">Closes as of the same day.</param>
    /// <exception cref="ArgumentException">Snapshot and balances are not as of the same day, known-at day and currency.</exception>
    public static CustomerTable Extract(LedgerSnapshot snapshot, EndOfDayBalances balances) => Extract(snapshot, balances, ActivityOptions.Default);

    /// <summary>Features of accounts, each taken for a customer.</summary>
    /// <param name="snapshot">The transactions as of a day.</param>
    /// <param name="balances">Closes as of the same day.</param>
    /// <param name="options">The window.</param>
    /// <exception cref="ArgumentException">Snapshot and balances are not as of the same day, known-at day and currency.</exception>
    public static CustomerTable Extract(LedgerSnapshot snapshot, EndOfDayBalances balances, ActivityOptions options) =>
        ActivityExtraction.Run(Guard.NotNull(snapshot), Guard.NotNull(balances), key => key, null, null, Guard.NotNull(options));

    /// <summary>Features of accounts, each taken for a customer, with products held.</summary>
    /// <param name="snapshot">The transactions as of a day.</param>
    /// <param name="balances">Closes as of the same day.</param>
    /// <param name="holdings">Products by account; those of clients, and of accounts without transactions, are not counted.</param>
    /// <param name="options">The window.</param>
    /// <exception cref="ArgumentException">Snapshot and balances are not as of the same day, known-at day and currency; or a holding is null, without key, or ends before it begins.</exception>
    public static CustomerTable Extract(LedgerSnapshot snapshot, EndOfDayBalances balances, IEnumerable<ProductHolding> holdings, ActivityOptions options) =>
        ActivityExtraction.Run(Guard.NotNull(snapshot), Guard.NotNull(balances), key => key, _ => default, Guard.NotNull(holdings), Guard.NotNull(options));

    /// <summary>Features of households over all of their accounts, with products held by accounts and clients.</summary>
    /// <param name="snapshot">The transactions as of a day.</param>
    /// <param name="balances">Closes as of the same day.</param>
    /// <param name="households">Households as of the same day; accounts in none are left out, households without transactions too.</param>
    /// <param name="holdings">Products by account or client; may be empty.</param>
    /// <param name="options">The window.</param>
    /// <exception cref="ArgumentException">The parts are not as of the same day, known-at day and currency; or a holding is null, without key, or ends before it begins.</exception>
    public static CustomerTable Extract(
        LedgerSnapshot snapshot, EndOfDayBalances balances, Households households, IEnumerable<ProductHolding> holdings, ActivityOptions options)
    {
        Guard.NotNull(snapshot);
        if (Guard.NotNull(households).AsOf != snapshot.AsOf || households.KnownAt != snapshot.KnownAt)
        {
            throw new ArgumentException(
                $"Households are as of {households.AsOf}, known {households.KnownAt}; transactions as of {snapshot.AsOf}, known {snapshot.KnownAt}.", nameof(households));
        }

        return ActivityExtraction.Run(
            snapshot, Guard.NotNull(balances), households.KeyOfAccount, households.KeyOfClient, Guard.NotNull(holdings), Guard.NotNull(options));
    }
}
