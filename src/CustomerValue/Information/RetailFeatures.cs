namespace CustomerValue.Information;

/// <summary>The definitions of the usual features of retail banking.</summary>
internal static class RetailFeatures
{
    public const string Currency = "currency";
    public const string Count = "count";
    public const string Days = "days";
    public const string Share = "share";
    public const string Flag = "flag";
    public const string Ratio = "ratio";

    private const string NoActivity = "no row done by the customer in the window";
    private const string NoIncome = "no income was loaded";
    private const string NoContacts = "no contacts were loaded";

    public static IEnumerable<FeatureDefinition> All(RetailFeatureOptions options)
    {
        var windows = options.WindowDays.Select(CalendarSpan.OfDays).ToArray();
        return RetailStandings.All(options)
            .Concat(windows.SelectMany(Flows))
            .Concat(windows.SelectMany(RetailBalances.Of))
            .Concat(windows.SelectMany(Channels))
            .Concat(windows.SelectMany(Relations))
            .Concat(Seasons(options.SeasonMonths));
    }

    public static bool ByCustomer(Movement movement) => movement.IsByCustomer;

    public static bool In(Movement movement) => movement.IsByCustomer && movement.Amount > 0;

    public static bool Out(Movement movement) => movement.IsByCustomer && movement.Amount < 0;

    public static FeatureDefinition Of(
        string name, string unit, CalendarSpan window, FeatureRecords records, string description, string missing, FeatureRule rule, Func<Movement, bool>? counts = null) =>
        new(name, unit, window, 1, description, missing, rule) { RestsOn = records, Counts = counts };

    private static IEnumerable<FeatureDefinition> Flows(CalendarSpan w) =>
    [
        Flow("frequency", Count, w, "Rows done by the customer.", c => c.Flows.Count, ByCustomer),
        Flow("active_days", Days, w, "Days on which the customer did something.", c => c.Flows.ActiveDays, ByCustomer),
        Flow("monetary", Currency, w, "Money moved by the customer, in and out together.", c => (double)(c.Flows.In + c.Flows.Out), ByCustomer),
        Flow("inflow", Currency, w, "Money in by the customer.", c => (double)c.Flows.In, In),
        Flow("outflow", Currency, w, "Money out by the customer, ≥ 0.", c => (double)c.Flows.Out, Out),
        Flow("net_flow", Currency, w, "Money in minus money out by the customer.", c => (double)(c.Flows.In - c.Flows.Out), ByCustomer),
        Flow("fees_charged", Currency, w, "Fees and overdraft interest booked on the accounts, what was given back taken off.", c => (double)c.Flows.Fees, m => m.Kind is TransactionKind.Fee or TransactionKind.OverdraftInterest),
        Of("transfer_out_share_" + w.Suffix, Share, w, FeatureRecords.Movements, "Share of transfers to others in all money out by the customer, his own accounts left out: what may go to other banks.", "no money out to others", TransferShare, ByCustomer),
    ];

    private static FeatureDefinition Flow(string name, string unit, CalendarSpan window, string description, FeatureRule rule, Func<Movement, bool> counts) =>
        Of($"{name}_{window.Suffix}", unit, window, FeatureRecords.Movements, description, string.Empty, rule, counts);

    private static double TransferShare(CustomerView customer)
    {
        var movements = customer.MovementArray;
        var own = customer.Accounts.Count > 1 ? OwnTransfers.Of(movements) : new bool[movements.Length];
        decimal transfers = 0, all = 0;
        for (var i = 0; i < movements.Length; i++)
        {
            if (!own[i] && Out(movements[i]))
            {
                all -= movements[i].Amount;
                transfers -= movements[i].Kind == TransactionKind.Transfer ? movements[i].Amount : 0;
            }
        }

        return all == 0 ? double.NaN : (double)(transfers / all);
    }

    // Together 1: every kind done by a customer is in one of them.
    private static IEnumerable<FeatureDefinition> Channels(CalendarSpan w) =>
    [
        Channel("share_cash", w, "cash paid in or taken out", TransactionKind.CashDeposit, TransactionKind.CashWithdrawal),
        Channel("share_card", w, "cards", TransactionKind.Card),
        Channel("share_transfer", w, "transfers", TransactionKind.Transfer),
        Channel("share_standing", w, "payments for household, insurance and loans", TransactionKind.HouseholdPayment, TransactionKind.Insurance, TransactionKind.LoanPayment),
        Channel("share_investment", w, "investments", TransactionKind.Investment),
        Channel("share_other", w, "salaries and kinds that are not told, or done by the customer against their kind", TransactionKind.Unspecified, TransactionKind.Salary, TransactionKind.Interest, TransactionKind.Fee, TransactionKind.OverdraftInterest, TransactionKind.Adjustment),
    ];

    private static FeatureDefinition Channel(string name, CalendarSpan window, string what, params TransactionKind[] kinds) => Of(
        $"{name}_{window.Suffix}",
        Share,
        window,
        FeatureRecords.Movements,
        $"Share of {what} in the rows done by the customer.",
        NoActivity,
        c => c.Flows.Count == 0 ? double.NaN : (double)kinds.Sum(c.Flows.CountOf) / c.Flows.Count,
        ByCustomer);

    private static IEnumerable<FeatureDefinition> Relations(CalendarSpan w) =>
    [
        Of("contacts_" + w.Suffix, Count, w, FeatureRecords.Contacts, "Contacts of the bank with the customer.", NoContacts, c => c.Knows(FeatureRecords.Contacts) ? c.Contacts.Count : double.NaN),
        Of("responses_" + w.Suffix, Count, w, FeatureRecords.Contacts, "Those contacts that were answered by the as-of day.", NoContacts, c => c.Knows(FeatureRecords.Contacts) ? c.Contacts.Count(contact => contact.RespondedOn is not null) : double.NaN),
        Income("margin", w, "Interest margin earned on deposits and loans.", IncomeKind.DepositMargin, IncomeKind.LoanMargin),
        Income("fee_income", w, "Fees and commissions earned.", IncomeKind.Fee, IncomeKind.Commission),
        Income("contribution", w, "All that was earned, costs taken off.", IncomeKind.Unspecified, IncomeKind.DepositMargin, IncomeKind.LoanMargin, IncomeKind.Fee, IncomeKind.Commission, IncomeKind.ServiceCost, IncomeKind.RiskCost),
    ];

    private static FeatureDefinition Income(string name, CalendarSpan window, string description, params IncomeKind[] kinds) => Of(
        $"{name}_{window.Suffix}",
        Currency,
        window,
        FeatureRecords.Income,
        description,
        NoIncome,
        c => c.Knows(FeatureRecords.Income) ? (double)c.Income.Where(e => kinds.Contains(e.Kind)).Sum(e => e.Amount) : double.NaN);

    private static IEnumerable<FeatureDefinition> Seasons(int months)
    {
        var window = CalendarSpan.OfMonths(12 + months);
        return
        [
            Season("frequency", window, months, FeatureRecords.Movements | FeatureRecords.FirstRow, "rows done by the customer", c => c.Flows.Count),
            Season("inflow", window, months, FeatureRecords.Movements | FeatureRecords.FirstRow, "money in by the customer", c => (double)c.Flows.In),
            Season("outflow", window, months, FeatureRecords.Movements | FeatureRecords.FirstRow, "money out by the customer", c => (double)c.Flows.Out),
            Season("balance_average", window, months, FeatureRecords.Balances | FeatureRecords.FirstRow, "average daily balance", c => c.Sums.Days == 0 ? double.NaN : (double)c.Sums.Mean),
        ];
    }

    private static FeatureDefinition Season(string name, CalendarSpan window, int months, FeatureRecords records, string what, FeatureRule part) => Of(
        $"{name}_yoy_{Guard.Text(months)}m",
        Ratio,
        window,
        records,
        $"The last {Guard.Text(months)} months over the same months a year before: {what}.",
        "a year before there was no customer yet, or nothing (or debts) to compare with",
        c =>
        {
            var until = CalendarSpan.OfMonths(12).Before(c.AsOf);
            if (c.FirstDay is null || c.FirstDay > c.After)
            {
                return double.NaN;
            }

            var before = part(c.Between(c.After, until));
            return before > 0 ? part(c.Between(CalendarSpan.OfMonths(months).Before(c.AsOf), c.AsOf)) / before : double.NaN;
        },
        ByCustomer);
}
