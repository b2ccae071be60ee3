namespace CustomerValue.Information;

/// <summary>The ten features of <see cref="ActivityFeatures"/> as a catalog, run over transactions and balances alone.</summary>
internal static class ActivityExtraction
{
    /// <summary>The features that need no holdings, in the table's order.</summary>
    public static FeatureDefinition[] OfAccounts(ActivityOptions options) => Catalog(options).Without(ActivityFeatures.Products).Features.ToArray();

    /// <summary>The values of the only account of a snapshot, in the order of the features; NaN where missing.</summary>
    public static double[] RowOf(LedgerSnapshot snapshot, EndOfDayBalances balances, FeatureDefinition[] features)
    {
        var accounts = snapshot.Accounts.ToArray();
        return new FeatureExtraction(new FeatureInputs(snapshot, balances, new KeyIndex(accounts), _ => accounts, [int.MaxValue]), features).Row(0);
    }

    public static FeatureCatalog Catalog(ActivityOptions options)
    {
        var window = CalendarSpan.OfMonths(options.WindowMonths);
        const FeatureRecords Movements = FeatureRecords.Movements;
        const FeatureRecords Balances = FeatureRecords.Balances;
        const string NoBalance = "no account with a balance";
        FeatureDefinition[] features =
        [
            RetailFeatures.Of(ActivityFeatures.Recency, RetailFeatures.Days, CalendarSpan.AllTime, Movements, "Days since the customer last did something.", "he never did", RetailStandings.Recency, RetailFeatures.ByCustomer),
            RetailFeatures.Of(ActivityFeatures.Frequency, RetailFeatures.Count, window, Movements, "Rows done by the customer.", string.Empty, c => c.Flows.Count, RetailFeatures.ByCustomer),
            RetailFeatures.Of(ActivityFeatures.Inflow, RetailFeatures.Currency, window, Movements, "Money in by the customer.", string.Empty, c => (double)c.Flows.In, RetailFeatures.In),
            RetailFeatures.Of(ActivityFeatures.Outflow, RetailFeatures.Currency, window, Movements, "Money out by the customer.", string.Empty, c => (double)c.Flows.Out, RetailFeatures.Out),
            RetailFeatures.Of(ActivityFeatures.Balance, RetailFeatures.Currency, window, Balances, "Assets minus debts at the end of the day.", NoBalance, RetailBalances.Now),
            RetailFeatures.Of(ActivityFeatures.MeanBalance, RetailFeatures.Currency, window, Balances, "Average daily balance.", NoBalance, c => c.Sums.Days == 0 ? double.NaN : (double)c.Sums.Mean),
            RetailFeatures.Of(ActivityFeatures.BalanceDeviation, RetailFeatures.Currency, window, Balances, "Standard deviation of the daily balance.", NoBalance, c => c.Sums.Days == 0 ? double.NaN : c.Sums.Deviation()),
            RetailFeatures.Of(ActivityFeatures.BalanceChange, RetailFeatures.Currency, window, Balances, "Balance now minus balance at the start of the window.", NoBalance, RetailBalances.Change),
            RetailFeatures.Of(ActivityFeatures.Tenure, RetailFeatures.Days, CalendarSpan.AllTime, FeatureRecords.FirstRow, "Days since the first row of any account.", string.Empty, RetailStandings.Tenure),
            RetailFeatures.Of(ActivityFeatures.Products, RetailFeatures.Count, CalendarSpan.AllTime, FeatureRecords.Holdings, "Products in force.", string.Empty, RetailStandings.Products),
        ];
        return features.Aggregate(FeatureCatalog.Empty, (catalog, feature) => catalog.With(feature));
    }

    public static CustomerTable Run(
        LedgerSnapshot snapshot,
        EndOfDayBalances balances,
        Func<RecordKey, RecordKey> customerOf,
        Func<RecordKey, RecordKey>? customerOfClient,
        IEnumerable<ProductHolding>? holdings,
        ActivityOptions options)
    {
        if (balances.AsOf != snapshot.AsOf || balances.KnownAt != snapshot.KnownAt || !string.Equals(balances.Currency, snapshot.Currency, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"Balances are as of {balances.AsOf}, known {balances.KnownAt}, in '{balances.Currency}'; transactions as of {snapshot.AsOf}, known {snapshot.KnownAt}, in '{snapshot.Currency}'.",
                nameof(balances));
        }

        var groups = AccountGroups.Of(snapshot.Accounts, customerOf);
        var accountsOf = Enumerable.Range(0, snapshot.Accounts.Count).ToLookup(groups.Of, account => snapshot.Accounts[account]);
        var held = holdings is null ? null : Holdings(holdings, customerOf, customerOfClient!).ToLookup(h => h.Customer, h => h.Holding);
        var inputs = new FeatureInputs(
            snapshot, balances, groups.Customers, customer => accountsOf[customer].ToArray(), Enumerable.Repeat(int.MaxValue, balances.Accounts.Count).ToArray())
        {
            Loaded = held is null ? FeatureRecords.None : FeatureRecords.Holdings,
            HoldingsOf = customer => held?[customer].ToArray() ?? [],
        };
        return new FeatureExtraction(inputs, held is null ? OfAccounts(options) : Catalog(options).Features).Run(1, null, default);
    }

    private static IEnumerable<(RecordKey Customer, ProductHolding Holding)> Holdings(
        IEnumerable<ProductHolding> holdings, Func<RecordKey, RecordKey> customerOf, Func<RecordKey, RecordKey> customerOfClient)
    {
        var row = 0L;
        foreach (var holding in holdings)
        {
            if (holding is null || (holding.Account.IsMissing && holding.Client.IsMissing))
            {
                throw Guard.BrokenRow(nameof(holdings), row, "an account or a client that holds the product", holding is null ? "null" : "neither");
            }

            if (holding.HeldFrom == default || holding.KnownAt == default(Day) || (holding.HeldTo ?? holding.HeldFrom) < holding.HeldFrom)
            {
                throw Guard.BrokenRow(nameof(holdings), row, "HeldFrom given, HeldFrom ≤ HeldTo, KnownAt given or null", $"from {holding.HeldFrom}, to {holding.HeldTo?.ToString() ?? "null"}, known {holding.KnownAt?.ToString() ?? "null"}");
            }

            row++;
            yield return (holding.Account.IsMissing ? customerOfClient(holding.Client) : customerOf(holding.Account), holding);
        }
    }
}
