namespace CustomerValue.Information;

/// <summary>Features of the end-of-day balance over a window; days before the first close are not counted as 0.</summary>
internal static class RetailBalances
{
    private const string NoDays = "no account open in the window";

    public static IEnumerable<FeatureDefinition> Of(CalendarSpan w) =>
    [
        Balance("balance_average", RetailFeatures.Currency, w, "Average daily balance: assets minus debts at the end of each day on which an account was open.", NoDays, c => c.Sums.Days == 0 ? double.NaN : (double)c.Sums.Mean),
        Balance("balance_change", RetailFeatures.Currency, w, "Balance at the end of the window minus that before it, an account that came later starting at 0.", "no account with a balance", Change),
        Balance("balance_deviation", RetailFeatures.Currency, w, "Standard deviation of the daily balance (divisor n): how much it swings.", NoDays, c => c.Sums.Days == 0 ? double.NaN : c.Sums.Deviation()),
        Balance("balance_minimum", RetailFeatures.Currency, w, "Lowest daily balance.", NoDays, c => c.Sums.Days == 0 ? double.NaN : (double)c.Sums.Minimum),
        Balance("balance_trend", "currency per day", w, "Slope of the least-squares line through the daily balances.", "fewer than two days with an account", c => c.Sums.Trend()),
        Balance("days_negative", RetailFeatures.Days, w, "Days that ended with debts above assets.", NoDays, c => c.Sums.Days == 0 ? double.NaN : c.Sums.DaysNegative),
    ];

    public static double Now(CustomerView customer) => customer.MoneyOn(customer.AsOf) is { } now ? (double)now.Balance : double.NaN;

    public static double Change(CustomerView customer) =>
        customer.MoneyOn(customer.AsOf) is { } now ? (double)(now.Balance - (customer.MoneyOn(customer.After)?.Balance ?? 0)) : double.NaN;

    private static FeatureDefinition Balance(string name, string unit, CalendarSpan window, string description, string missing, FeatureRule rule) =>
        RetailFeatures.Of($"{name}_{window.Suffix}", unit, window, FeatureRecords.Balances, description, missing, rule);
}
