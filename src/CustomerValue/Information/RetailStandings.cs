namespace CustomerValue.Information;

/// <summary>Features of where a customer stands at the end of the as-of day.</summary>
internal static class RetailStandings
{
    private const string NoHoldings = "no product holdings were loaded";
    private const string NoBalance = "no account with a balance yet: not 0";

    public static IEnumerable<FeatureDefinition> All(RetailFeatureOptions options) => Standing().Concat(Life(options)).Concat(Salary(options));

    public static double Recency(CustomerView customer) => customer.Flows.LastDay < 0 ? double.NaN : customer.AsOf.Number - customer.Flows.LastDay;

    public static double Tenure(CustomerView customer) => customer.FirstDay is { } first ? customer.AsOf.DaysSince(first) : double.NaN;

    public static double Products(CustomerView customer) => customer.Knows(FeatureRecords.Holdings) ? customer.Holdings.Count : double.NaN;

    private static IEnumerable<FeatureDefinition> Standing() =>
    [
        Now("recency_days", RetailFeatures.Days, FeatureRecords.Movements, "Days since the customer last did something.", "the customer never did anything", Recency, RetailFeatures.ByCustomer),
        Now("tenure_days", RetailFeatures.Days, FeatureRecords.FirstRow, "Days since the first opening, or the first row where openings are not known.", "neither yet", Tenure),
        Now("accounts", RetailFeatures.Count, FeatureRecords.None, "Open accounts.", string.Empty, c => c.ActiveAccounts + c.DormantAccounts),
        Now("accounts_closed", RetailFeatures.Count, FeatureRecords.None, "Accounts that closed; who has no open one left is not in the population.", string.Empty, c => c.ClosedAccounts),
        Now("products", RetailFeatures.Count, FeatureRecords.Holdings, "Products in force.", NoHoldings, Products),
        Now("product_kinds", RetailFeatures.Count, FeatureRecords.Holdings, "Different products in force: breadth.", NoHoldings, c => c.Knows(FeatureRecords.Holdings) ? c.Holdings.Select(h => h.Product).Distinct(StringComparer.Ordinal).Count() : double.NaN),
        Now("balance", RetailFeatures.Currency, FeatureRecords.Balances, "Assets minus debts.", NoBalance, RetailBalances.Now),
        Now("assets", RetailFeatures.Currency, FeatureRecords.Balances, "Σ max(0, balance) over the accounts: what value tiers take.", NoBalance, c => c.MoneyOn(c.AsOf) is { } now ? (double)now.Assets : double.NaN),
        Now("debts", RetailFeatures.Currency, FeatureRecords.Balances, "Σ max(0, −balance) over the accounts.", NoBalance, c => c.MoneyOn(c.AsOf) is { } now ? (double)now.Debts : double.NaN),
    ];

    private static IEnumerable<FeatureDefinition> Life(RetailFeatureOptions options) =>
    [
        Now("is_new", RetailFeatures.Flag, FeatureRecords.FirstRow, $"Opened, or first seen, less than {Guard.Text(options.NewDays)} days ago.", string.Empty, c => Is(Tenure(c) < options.NewDays)),
        Now("is_active", RetailFeatures.Flag, FeatureRecords.Movements, "At least one account is active: open, and the customer did something lately.", string.Empty, c => Is(c.ActiveAccounts > 0), RetailFeatures.ByCustomer),
        Now("is_dormant", RetailFeatures.Flag, FeatureRecords.Movements, "Every open account is dormant; interest and fees do not wake one. 1 where is_active is 0.", string.Empty, c => Is(c.ActiveAccounts == 0), RetailFeatures.ByCustomer),
    ];

    private static IEnumerable<FeatureDefinition> Salary(RetailFeatureOptions options)
    {
        var window = RegularCredit.Window(options);
        var rule = $"the largest salary, transfer or untold credit of the last month that came in {Guard.Text(options.RegularMonths)} months in a row to the same account, each within "
            + $"{Guard.Text(options.RegularDayTolerance)} days of the same day of the month and {Guard.Text(100 * options.RegularAmountTolerance)} % of the latest amount, not from an own account";
        return
        [
            RetailFeatures.Of("has_regular_credit", RetailFeatures.Flag, window, FeatureRecords.Movements, $"Whether there is a salary-like credit: {rule}.", string.Empty, c => Is(RegularCredit.Of(c, options) is not null), RetailFeatures.ByCustomer),
            RetailFeatures.Of("regular_credit", RetailFeatures.Currency, window, FeatureRecords.Movements, $"Mean amount of the salary-like credit: {rule}.", "there is none", c => RegularCredit.Of(c, options) is { } mean ? (double)mean : double.NaN, RetailFeatures.ByCustomer),
        ];
    }

    private static double Is(bool flag) => flag ? 1 : 0;

    private static FeatureDefinition Now(string name, string unit, FeatureRecords records, string description, string missing, FeatureRule rule, Func<Movement, bool>? counts = null) =>
        RetailFeatures.Of(name, unit, CalendarSpan.AllTime, records, description, missing, rule, counts);
}
