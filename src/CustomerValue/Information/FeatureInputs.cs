namespace CustomerValue.Information;

/// <summary>What features are extracted from, by customer: the parts of a snapshot, or transactions and balances alone.</summary>
internal sealed class FeatureInputs(LedgerSnapshot ledger, EndOfDayBalances balances, KeyIndex customers, Func<int, IReadOnlyList<RecordKey>> accountsOf, int[] closing)
{
    public LedgerSnapshot Ledger { get; } = ledger;

    public EndOfDayBalances Balances { get; } = balances;

    public KeyIndex Customers { get; } = customers;

    public FeatureRecords Loaded { get; init; }

    public Func<RecordKey, IReadOnlyList<ProductHolding>> HoldingsOf { get; init; } = _ => [];

    public Func<RecordKey, IReadOnlyList<Contact>> ContactsOf { get; init; } = _ => [];

    public Func<RecordKey, IReadOnlyList<IncomeEntry>> IncomeOf { get; init; } = _ => [];

    /// <summary>The opening day of an account; null where it is not known.</summary>
    public Func<RecordKey, Day?> OpenedOn { get; init; } = _ => null;

    public Func<RecordKey, AccountStatus?> StatusOf { get; init; } = _ => null;

    /// <summary>The customers of a snapshot's population, with all that it knows of them.</summary>
    public static FeatureInputs Of(Snapshot snapshot)
    {
        var opened = snapshot.Accounts.ToDictionary(account => account.Id, account => account.OpenedOn);
        var customers = new KeyIndex(snapshot.Population.Customers.ToArray());
        return new FeatureInputs(
            snapshot.Transactions, snapshot.Balances, customers, customer => snapshot.AccountsOf(customers[customer]), AccountClosings.Of(snapshot.Balances, snapshot.Accounts))
        {
            Loaded = Given(snapshot, "holdings", FeatureRecords.Holdings) | Given(snapshot, "contacts", FeatureRecords.Contacts) | Given(snapshot, "income", FeatureRecords.Income),
            HoldingsOf = snapshot.HoldingsOf,
            ContactsOf = snapshot.ContactsOf,
            IncomeOf = snapshot.IncomeOf,
            OpenedOn = account => opened.TryGetValue(account, out var day) ? day : null,
            StatusOf = snapshot.Statuses.Of,
        };
    }

    public BalanceTimeline Timeline() => new(Balances, closing);

    public CustomerHistory Read(int customer, BalanceTimeline timeline)
    {
        var accounts = accountsOf(customer).ToArray();
        var key = Customers[customer];
        var history = new CustomerHistory
        {
            Key = key,
            AsOf = Ledger.AsOf,
            Currency = Ledger.Currency,
            Accounts = accounts,
            Movements = Movements(accounts),
            Balances = timeline.Spans(Array.ConvertAll(accounts, Balances.Find), -1, Ledger.AsOf.Number),
            FirstDay = FirstDay(accounts),
            Loaded = Loaded,
            Holdings = HoldingsOf(key).Where(h => h.InForce(Ledger.AsOf, Ledger.KnownAt)).ToArray(),
            Contacts = ByDay(ContactsOf(key), contact => contact.Day),
            Income = ByDay(IncomeOf(key), entry => entry.LastDay),
        };
        foreach (var account in accounts)
        {
            var status = StatusOf(account);
            history.ActiveAccounts += status == AccountStatus.Active ? 1 : 0;
            history.DormantAccounts += status == AccountStatus.Dormant ? 1 : 0;
            history.ClosedAccounts += status == AccountStatus.Closed ? 1 : 0;
        }

        return history;
    }

    private static FeatureRecords Given(Snapshot snapshot, string source, FeatureRecords records) => snapshot.Lineage.Find(source) is null ? FeatureRecords.None : records;

    private static T[] ByDay<T>(IReadOnlyList<T> records, Func<T, Day> dayOf) => records.Count == 0 ? [] : records.OrderBy(dayOf).ToArray();

    private Movement[] Movements(RecordKey[] accounts)
    {
        var rows = Ledger.View.Rows;
        var movements = new List<Movement>();
        var parts = 0;
        foreach (var account in accounts)
        {
            var place = Ledger.View.Accounts.Find(account);
            if (place < 0)
            {
                continue;
            }

            parts++;
            var netted = NettedRows.Of(Ledger.View, place);
            foreach (var row in Ledger.View.Of(place))
            {
                if (netted is null || !netted.IsGone(row))
                {
                    movements.Add(new Movement(
                        account, rows.Day[row], netted?.Amount(rows, row) ?? rows.Amount[row], (TransactionKind)rows.Kind[row], (rows.Flags[row] & LedgerRows.ByCustomer) != 0, row));
                }
            }
        }

        // Each account comes by day already; the sort is stable, so that days keep accounts in key order.
        return parts < 2 ? movements.ToArray() : movements.OrderBy(m => m.DayNumber).ToArray();
    }

    private Day? FirstDay(RecordKey[] accounts)
    {
        Day? first = null;
        foreach (var account in accounts)
        {
            var place = Ledger.View.Accounts.Find(account);
            var seen = place < 0 ? null : (Day?)Day.FromNumber(Ledger.View.Rows.Day[Ledger.View.Of(place)[0]]);
            var opened = OpenedOn(account);
            first = Earlier(first, Earlier(seen, opened));
        }

        return first;
    }

    private static Day? Earlier(Day? first, Day? second) => first is null || second < first ? second ?? first : first;
}
