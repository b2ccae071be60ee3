namespace CustomerValue.Information;

/// <summary>Assets and debts of customers (accounts, or households) at the end of a day, or on the average day of a span, in exact decimals.</summary>
/// <remarks>
/// <para>Assets are Σ max(0, balance) and debts Σ max(0, −balance) over a customer's accounts. Balances are carried forward; an account counts from its
/// first close to its last open day. Who has no account open in the span is no customer and is not in: there is no row with 0 for him.</para>
/// <para>The average daily balance divides the sum of the days' balances by the days on which the customer had an account, not by the length of the span.
/// <see cref="AssetValues"/> is what value tiers and other models take. Memory: 72 bytes a customer. Immutable and thread-safe.</para>
/// </remarks>
public sealed class CustomerBalances
{
    private readonly KeyIndex customers;
    private readonly int[] days;
    private readonly decimal[] assets;
    private readonly decimal[] debts;
    private readonly double[] assetValues;

    private CustomerBalances(KeyIndex customers, int[] days, decimal[] assets, decimal[] debts, Day after, Day until, string currency, int unassigned)
    {
        this.customers = customers;
        this.days = days;
        this.assets = assets;
        this.debts = debts;
        After = after;
        Until = until;
        Currency = currency;
        UnassignedAccounts = unassigned;
        assetValues = new double[assets.Length];
        for (var i = 0; i < assetValues.Length; i++)
        {
            assetValues[i] = (double)Assets(i);
        }
    }

    /// <summary>Customers in key order.</summary>
    public IReadOnlyList<RecordKey> Customers => customers;

    /// <summary>The day before the first of the span.</summary>
    public Day After { get; }

    /// <summary>The last day of the span.</summary>
    public Day Until { get; }

    /// <summary>The currency of all balances.</summary>
    public string Currency { get; }

    /// <summary>Accounts that belong to no customer and are left out.</summary>
    public int UnassignedAccounts { get; }

    /// <summary>Assets of all customers as models take them, one per customer, ≥ 0; such as the values of value tiers.</summary>
    public ReadOnlySpan<double> AssetValues => assetValues;

    /// <summary>Balances at the end of a day.</summary>
    /// <param name="balances">Closes as of that day or a later one.</param>
    /// <param name="day">The day.</param>
    /// <param name="customerOf">The customer an account counts for, such as <see cref="Households.KeyOfAccount"/>; a missing key leaves it out, counted.</param>
    /// <param name="accounts">Accounts of which the closing is known; others count as open. Closings after the as-of day of the balances are ignored.</param>
    /// <exception cref="ArgumentException">An account is null, without key, or listed twice; the message names the row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The day is the first there is, or after the as-of day of the balances.</exception>
    public static CustomerBalances AsOf(EndOfDayBalances balances, Day day, Func<RecordKey, RecordKey> customerOf, IEnumerable<Account> accounts) =>
        Average(balances, Day.FromNumber(Guard.AtLeast(day.Number, 1, nameof(day)) - 1), day, customerOf, accounts);

    /// <summary>Average daily balances over the days (after, until].</summary>
    /// <param name="balances">Closes as of the last day or a later one.</param>
    /// <param name="after">The day before the first.</param>
    /// <param name="until">The last day.</param>
    /// <param name="customerOf">The customer an account counts for, such as <see cref="Households.KeyOfAccount"/>; a missing key leaves it out, counted.</param>
    /// <param name="accounts">Accounts of which the closing is known; others count as open. Closings after the as-of day of the balances are ignored.</param>
    /// <exception cref="ArgumentException">An account is null, without key, or listed twice; the message names the row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The last day is not after the day before the first, or after the as-of day of the balances.</exception>
    /// <exception cref="OverflowException">A sum of balances leaves the range of decimal.</exception>
    public static CustomerBalances Average(EndOfDayBalances balances, Day after, Day until, Func<RecordKey, RecordKey> customerOf, IEnumerable<Account> accounts)
    {
        Guard.NotNull(balances);
        if (until > balances.AsOf || until <= after)
        {
            throw new ArgumentOutOfRangeException(nameof(until), $"The days ({after}, {until}] must be at least one and end by the as-of day {balances.AsOf}.");
        }

        var groups = AccountGroups.Of(balances.Accounts, Guard.NotNull(customerOf));
        var timeline = new BalanceTimeline(balances, AccountClosings.Of(balances, Guard.NotNull(accounts)));
        var accountsOf = Enumerable.Range(0, balances.Accounts.Count).Where(a => groups.Of(a) >= 0).ToLookup(groups.Of);
        var keys = new List<RecordKey>();
        var days = new List<int>();
        var assets = new List<decimal>();
        var debts = new List<decimal>();
        for (var customer = 0; customer < groups.Customers.Count; customer++)
        {
            var spans = timeline.Spans(accountsOf[customer], after.Number, until.Number);
            if (spans.Length > 0)
            {
                keys.Add(groups.Customers[customer]);
                days.Add(spans.Sum(s => s.Days));
                assets.Add(spans.Sum(s => s.Assets * s.Days));
                debts.Add(spans.Sum(s => s.Debts * s.Days));
            }
        }

        return new CustomerBalances(
            new KeyIndex(keys.ToArray()), days.ToArray(), assets.ToArray(), debts.ToArray(), after, until, balances.Currency, groups.Unassigned);
    }

    /// <summary>The place of a customer among <see cref="Customers"/>, or null when he was none.</summary>
    /// <param name="customer">The customer's key.</param>
    public int? FindCustomer(RecordKey customer) => customers.Find(customer) is >= 0 and var place ? place : null;

    /// <summary>Days of the span on which the customer had an account, ≥ 1.</summary>
    /// <param name="customer">Place among <see cref="Customers"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such customer.</exception>
    public int Days(int customer) => days[Place(customer)];

    /// <summary>Assets, ≥ 0; over a span their mean, rounded only by the last division to 28 digits.</summary>
    /// <param name="customer">Place among <see cref="Customers"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such customer.</exception>
    public decimal Assets(int customer) => Mean(assets, Place(customer));

    /// <summary>Debts, ≥ 0.</summary>
    /// <param name="customer">Place among <see cref="Customers"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such customer.</exception>
    public decimal Debts(int customer) => Mean(debts, Place(customer));

    /// <summary>Assets minus debts.</summary>
    /// <param name="customer">Place among <see cref="Customers"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such customer.</exception>
    public decimal Balance(int customer) => days[Place(customer)] == 1 ? DaySum(customer) : DaySum(customer) / days[customer];

    /// <summary>Σ of the end-of-day balances over the days of the span, exact: the average times <see cref="Days"/>.</summary>
    /// <param name="customer">Place among <see cref="Customers"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such customer.</exception>
    public decimal DaySum(int customer) => assets[Place(customer)] - debts[customer];

    /// <summary>Σ <see cref="Balance"/> over all customers; exact where the span is one day.</summary>
    /// <exception cref="OverflowException">The sum leaves the range of decimal.</exception>
    public decimal Total => Enumerable.Range(0, customers.Count).Sum(Balance);

    private decimal Mean(decimal[] sums, int place) => days[place] == 1 ? sums[place] : sums[place] / days[place];

    private int Place(int customer) => Guard.Between(customer, 0, customers.Count - 1, nameof(customer));
}
