namespace CustomerValue.Information;

/// <summary>Month-end balances of customers (accounts, or households): assets and debts apart, carried forward over quiet months.</summary>
/// <remarks>
/// <para>Assets are Σ max(0, balance) and debts Σ max(0, −balance) over a customer's accounts, so that one account's overdraft hides nothing of another's
/// savings; <see cref="Balance"/> is their difference. A customer begins with the first close of any account; before, there is null, not 0. Only whole
/// months up to the as-of day are in.</para>
/// <para>Memory: 32 bytes a customer-month. Immutable and thread-safe.</para>
/// </remarks>
public sealed class MonthlyBalances
{
    private readonly KeyIndex customers;
    private readonly Day[] months;
    private readonly decimal[] assets;
    private readonly decimal[] debts;
    private readonly int[] firstMonth;
    private readonly int[] endMonth;

    internal MonthlyBalances(KeyIndex customers, Day[] months, decimal[] assets, decimal[] debts, int[] firstMonth, int[] endMonth, string currency, int unassigned)
    {
        this.customers = customers;
        this.months = months;
        this.assets = assets;
        this.debts = debts;
        this.firstMonth = firstMonth;
        this.endMonth = endMonth;
        Currency = currency;
        UnassignedAccounts = unassigned;
    }

    /// <summary>Customers in key order.</summary>
    public IReadOnlyList<RecordKey> Customers => customers;

    /// <summary>The last days of the months, in order.</summary>
    public IReadOnlyList<Day> Months => months;

    /// <summary>The currency of all balances.</summary>
    public string Currency { get; }

    /// <summary>Accounts that belong to no customer and are left out.</summary>
    public int UnassignedAccounts { get; }

    /// <summary>Customer-months with a balance.</summary>
    public long CustomerMonths
    {
        get
        {
            var count = 0L;
            for (var i = 0; i < firstMonth.Length; i++)
            {
                count += Math.Max(0, endMonth[i] - firstMonth[i]);
            }

            return count;
        }
    }

    /// <summary>Month-ends of accounts.</summary>
    /// <param name="balances">Closes as of a day.</param>
    /// <exception cref="ArgumentException">There are more than 10⁹ account-months.</exception>
    public static MonthlyBalances ByAccount(EndOfDayBalances balances) => ByAccount(balances, []);

    /// <summary>Month-ends of accounts, closed ones only until they closed.</summary>
    /// <param name="balances">Closes as of a day.</param>
    /// <param name="accounts">Accounts of which the closing is known; others count as open. Closings after the as-of day are ignored.</param>
    /// <exception cref="ArgumentException">An account is null, without key, or listed twice; the message names the row. Or there are more than 10⁹ customer-months.</exception>
    public static MonthlyBalances ByAccount(EndOfDayBalances balances, IEnumerable<Account> accounts) =>
        MonthlyPanel.Build(Guard.NotNull(balances), key => key, Guard.NotNull(accounts));

    /// <summary>Month-ends of customers.</summary>
    /// <param name="balances">Closes as of a day.</param>
    /// <param name="customerOf">The customer an account counts for, such as <see cref="Households.KeyOfAccount"/>; a missing key leaves it out, counted.</param>
    /// <param name="accounts">Accounts of which the closing is known; others count as open. Closings after the as-of day are ignored.</param>
    /// <exception cref="ArgumentException">An account is null, without key, or listed twice; the message names the row. Or there are more than 10⁹ customer-months.</exception>
    public static MonthlyBalances ByCustomer(EndOfDayBalances balances, Func<RecordKey, RecordKey> customerOf, IEnumerable<Account> accounts) =>
        MonthlyPanel.Build(Guard.NotNull(balances), Guard.NotNull(customerOf), Guard.NotNull(accounts));

    /// <summary>Month-ends of customers in a range of months; customers without any balance in it stay in the list, with no month of theirs.</summary>
    /// <param name="balances">Closes as of a day.</param>
    /// <param name="customerOf">The customer an account counts for, such as <see cref="Households.KeyOfAccount"/>; a missing key leaves it out, counted.</param>
    /// <param name="accounts">Accounts of which the closing is known; others count as open. Closings after the as-of day are ignored.</param>
    /// <param name="from">Any day of the first month; it may lie before the first close, where nobody is a customer.</param>
    /// <param name="until">The last day that counts: the month it lies in is the last one if the day ends it.</param>
    /// <exception cref="ArgumentException">An account is null, without key, or listed twice; the message names the row. Or there are more than 10⁹ customer-months.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range ends before it begins, or after the as-of day of the balances.</exception>
    public static MonthlyBalances ByCustomer(EndOfDayBalances balances, Func<RecordKey, RecordKey> customerOf, IEnumerable<Account> accounts, Day from, Day until)
    {
        if (until > Guard.NotNull(balances).AsOf || until < from)
        {
            throw new ArgumentOutOfRangeException(nameof(until), $"The range from {from} to {until} must not end before it begins, nor after the as-of day {balances.AsOf}.");
        }

        return MonthlyPanel.Build(balances, Guard.NotNull(customerOf), Guard.NotNull(accounts), from, until);
    }

    /// <summary>The place of a month among <see cref="Months"/>, or null.</summary>
    /// <param name="day">Any day of the month.</param>
    public int? FindMonth(Day day) => Array.BinarySearch(months, day.EndOfMonth) is >= 0 and var place ? place : null;

    /// <summary>The place of a customer among <see cref="Customers"/>, or null.</summary>
    /// <param name="customer">The customer's key.</param>
    public int? FindCustomer(RecordKey customer) => customers.Find(customer) is >= 0 and var place ? place : null;

    /// <summary>Assets at a month's end, ≥ 0; null when the customer was none.</summary>
    /// <param name="customer">Place among <see cref="Customers"/>.</param>
    /// <param name="month">Place among <see cref="Months"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such customer or month.</exception>
    public decimal? Assets(int customer, int month) => IsCustomer(customer, month) ? assets[customer * months.Length + month] : null;

    /// <summary>Debts at a month's end, ≥ 0; null when the customer was none.</summary>
    /// <param name="customer">Place among <see cref="Customers"/>.</param>
    /// <param name="month">Place among <see cref="Months"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such customer or month.</exception>
    public decimal? Debts(int customer, int month) => IsCustomer(customer, month) ? debts[customer * months.Length + month] : null;

    /// <summary>Assets minus debts at a month's end; null when the customer was none.</summary>
    /// <param name="customer">Place among <see cref="Customers"/>.</param>
    /// <param name="month">Place among <see cref="Months"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such customer or month.</exception>
    public decimal? Balance(int customer, int month) => Assets(customer, month) - Debts(customer, month);

    /// <summary>Customers at a month's end, by place among <see cref="Customers"/>.</summary>
    /// <param name="month">Place among <see cref="Months"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such month.</exception>
    public IReadOnlyList<int> CustomersAt(int month)
    {
        Guard.Between(month, 0, months.Length - 1);
        return Enumerable.Range(0, customers.Count).Where(customer => IsCustomer(customer, month)).ToArray();
    }

    /// <summary>Σ assets − Σ debts of all customers at a month's end.</summary>
    /// <param name="month">Place among <see cref="Months"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such month.</exception>
    /// <exception cref="OverflowException">The sum leaves the range of decimal.</exception>
    public decimal Total(int month)
    {
        var sum = 0m;
        foreach (var customer in CustomersAt(month))
        {
            sum += assets[customer * months.Length + month] - debts[customer * months.Length + month];
        }

        return sum;
    }

    private bool IsCustomer(int customer, int month)
    {
        Guard.Between(customer, 0, customers.Count - 1);
        Guard.Between(month, 0, months.Length - 1);
        return firstMonth[customer] <= month && month < endMonth[customer];
    }
}
