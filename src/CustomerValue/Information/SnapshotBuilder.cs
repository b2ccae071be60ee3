namespace CustomerValue.Information;

/// <summary>Cuts all sources at one as-of and known-at day and notes in the lineage what each of them gave.</summary>
internal sealed class SnapshotBuilder
{
    // The last part of the version names the build, not the content.
    private static readonly string Library = typeof(SnapshotBuilder).Assembly.GetName().Version!.ToString(3);

    private readonly SnapshotSources sources;
    private readonly SnapshotOptions options;
    private readonly Day asOf;
    private readonly Day knownAt;
    private readonly LineageNotes notes;
    private SurvivingKeys? survivors;
    private IProgress<FitProgress>? progress;
    private CancellationToken cancellation;
    private int done;

    public SnapshotBuilder(SnapshotSources sources, Day asOf, Day knownAt, SnapshotOptions options)
    {
        this.sources = sources;
        this.asOf = asOf;
        this.knownAt = knownAt;
        this.options = options;
        notes = new LineageNotes(sources, asOf, knownAt, options);
        if (options.Level != CustomerLevel.Account && sources.Dispositions is null)
        {
            throw new ArgumentException($"Customers by {options.Level} need dispositions, and none were loaded; load them, or take customers by Account.", nameof(sources));
        }
    }

    public Snapshot Build(IProgress<FitProgress>? told, CancellationToken stop)
    {
        (progress, cancellation) = (told, stop);
        CheckStaticTables();
        survivors = SurvivingKeys.Build(sources.Merges, asOf, knownAt);
        notes.Merges(sources.Merges, survivors);
        var transactions = Step("transactions", sources.Transactions.AsOf(asOf, knownAt), notes.Transactions);
        var accounts = See("accounts", sources.Accounts);
        var balances = SeeBalances(transactions);
        var listed = accounts is null ? null : new KeyIndex(Array.ConvertAll(accounts.Rows, account => account.Id));
        var households = SeeHouseholds(listed);
        var map = Map(transactions, balances, listed, households);
        var statuses = Statuses(transactions, balances, accounts, map);
        var holdings = See("holdings", sources.Holdings);
        var contacts = See("contacts", sources.Contacts);
        var income = See("income", sources.Income);
        foreach (var table in sources.StaticTables)
        {
            notes.Static(table);
        }

        var population = Population(map, statuses, transactions, balances, sources.Accounts, listed);
        var lineage = notes.ToLineage(population, Library);
        return new Snapshot(new SnapshotContent(transactions, balances, statuses, map, lineage)
        {
            Households = households,
            Accounts = accounts?.Rows ?? [],
            Holdings = new CustomerRecords<ProductHolding>(holdings?.Rows ?? [], h => CustomerOf(h.Account, h.Client, map, households)),
            Contacts = new CustomerRecords<Contact>(contacts?.Rows ?? [], c => options.Level == CustomerLevel.Account ? map.CustomerOf(c.Customer) : CustomerOf(default, c.Customer, map, households)),
            Income = new CustomerRecords<IncomeEntry>(income?.Rows ?? [], e => CustomerOf(e.Account, e.Client, map, households)),
            StaticTables = sources.StaticTables,
        });
    }

    private void CheckStaticTables()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in sources.StaticTables)
        {
            if (table is null || !names.Add(table.Name))
            {
                throw new ArgumentException($"Static tables need names of their own; '{table?.Name ?? "null"}' is not one.", nameof(sources));
            }

            if (table.KnownAt > asOf || table.KnownAt > knownAt)
            {
                throw new ArgumentException(
                    $"Static table '{table.Name}' was known from {table.KnownAt} on; a snapshot as of {asOf}, known at {knownAt}, must not see it.", nameof(sources));
            }
        }
    }

    private T Step<T>(string stage, T value, Action<T> note)
    {
        cancellation.ThrowIfCancellationRequested();
        note(value);
        progress?.Report(new FitProgress(stage, ++done, 0));
        return value;
    }

    private RecordView<T>? See<T>(string stage, RecordTable<T>? table)
        where T : class =>
        table is null ? null : Step(stage, table.See(asOf, knownAt), view => notes.Records(table, view));

    private EndOfDayBalances SeeBalances(LedgerSnapshot transactions) => See("balances", sources.Balances) is { } seen
        ? ObservedBalances.Build(seen, sources.Balances!.Quality, asOf, knownAt)
        : EndOfDayBalances.FromTransactions(transactions, options.Balances);

    // An account that is not open yet must not connect its future owners today, although its dispositions may carry no days.
    private Households? SeeHouseholds(KeyIndex? listed)
    {
        if (sources.Dispositions is not { } table)
        {
            return null;
        }

        var view = table.See(asOf, knownAt);
        var rights = table.AllRows
            .Where(right => listed is null || listed.Find(right.Account) >= 0)
            .Select(right => right with { Client = survivors!.Resolve(right.Client) })
            .Distinct();
        var households = Households.Build(rights, asOf, knownAt, options.Households with { Strictness = Strictness.Lenient });
        Step("dispositions", households, built => notes.Households(table, view, built));
        return households;
    }

    private CustomerMap Map(LedgerSnapshot transactions, EndOfDayBalances balances, KeyIndex? listed, Households? households)
    {
        var accounts = listed ?? KeyIndex.Of(transactions.Accounts.Concat(balances.Accounts).Distinct());
        return new CustomerMap(accounts, accounts.Select(account => CustomerOfAccount(account, households)).ToArray());
    }

    private RecordKey CustomerOfAccount(RecordKey account, Households? households)
    {
        if (options.Level == CustomerLevel.Account)
        {
            return survivors!.Resolve(account);
        }

        var owners = households!.OwnersOf(account);
        return owners.IsEmpty ? default : options.Level == CustomerLevel.Client ? owners[0].Client : households.KeyOfAccount(account);
    }

    private RecordKey CustomerOf(RecordKey account, RecordKey client, CustomerMap map, Households? households) =>
        !account.IsMissing ? map.CustomerOf(account)
        : options.Level == CustomerLevel.Account ? default
        : options.Level == CustomerLevel.Client ? survivors!.Resolve(client)
        : households!.KeyOfClient(survivors!.Resolve(client));

    private AccountStatuses Statuses(LedgerSnapshot transactions, EndOfDayBalances balances, RecordView<Account>? accounts, CustomerMap map) =>
        AccountStatuses.Build(
            transactions,
            accounts?.Rows ?? map.Accounts.Select(key => new Account { Id = key, OpenedOn = FirstDay(key, transactions, balances) }),
            options.DormantAfterDays);

    private static Day FirstDay(RecordKey account, LedgerSnapshot transactions, EndOfDayBalances balances)
    {
        var first = balances.FirstDayOf(account) ?? Day.MaxValue;
        var place = transactions.View.Accounts.Find(account);
        var row = place >= 0 ? Day.FromNumber(transactions.View.Rows.Day[transactions.View.Of(place)[0]]) : Day.MaxValue;
        return row < first ? row : first;
    }

    private static EligiblePopulation Population(
        CustomerMap map,
        AccountStatuses statuses,
        LedgerSnapshot transactions,
        EndOfDayBalances balances,
        RecordTable<Account>? accounts,
        KeyIndex? listed)
    {
        var open = new List<RecordKey>();
        for (var i = 0; i < map.Customers.Count; i++)
        {
            if (Array.Exists(map.AccountsAt(i), account => statuses.Of(account) is AccountStatus.Active or AccountStatus.Dormant))
            {
                open.Add(map.Customers[i]);
            }
        }

        return new EligiblePopulation(new KeyIndex(open.ToArray()))
        {
            CustomersClosedBefore = map.Customers.Count - open.Count,
            AccountsOpenedAfter = accounts is null ? transactions.AccountsNotYetSeen : accounts.AllRows.Select(account => account.Id).Distinct().Count() - listed!.Count,
            AccountsClosedBefore = statuses.Count(AccountStatus.Closed),
            AccountsWithoutCustomer = map.Accounts.Count(account => map.CustomerOf(account).IsMissing),
            AccountsNotListed = listed is null ? 0 : transactions.Accounts.Concat(balances.Accounts).Distinct().Count(account => listed.Find(account) < 0),
        };
    }
}
