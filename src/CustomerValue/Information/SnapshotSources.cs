namespace CustomerValue.Information;

/// <summary>All that is loaded about customers: what a <see cref="Snapshot"/> is cut from, for any day.</summary>
public sealed record SnapshotSources
{
    /// <summary>Sources of which only the transactions are known; the others are set as the bank has them.</summary>
    /// <param name="transactions">All transactions.</param>
    public SnapshotSources(TransactionLedger transactions) => Transactions = Guard.NotNull(transactions);

    /// <summary>All transactions.</summary>
    public TransactionLedger Transactions { get; }

    /// <summary>
    /// All accounts: then only these count, from opening to closing. Null where the bank cannot say; then every account with a row counts.
    /// </summary>
    public RecordTable<Account>? Accounts { get; init; }

    /// <summary>Who may dispose of which account; null where customers are single accounts.</summary>
    public RecordTable<Disposition>? Dispositions { get; init; }

    /// <summary>Balances as the bank reports them; null where they are chained from the transactions.</summary>
    public RecordTable<BalanceObservation>? Balances { get; init; }

    /// <summary>Product holdings; null when not loaded.</summary>
    public RecordTable<ProductHolding>? Holdings { get; init; }

    /// <summary>Contacts and responses; null when not loaded.</summary>
    public RecordTable<Contact>? Contacts { get; init; }

    /// <summary>Interest margins, fees and costs; null when not loaded.</summary>
    public RecordTable<IncomeEntry>? Income { get; init; }

    /// <summary>Clients, or accounts where these are the customers, that turned out to be one.</summary>
    public IReadOnlyList<KeyMerge> Merges { get; init => field = [.. Guard.NotNull(value, nameof(Merges))]; } = [];

    /// <summary>Tables whose facts carry no days, each with a name of its own.</summary>
    public IReadOnlyList<StaticTable> StaticTables { get; init => field = [.. Guard.NotNull(value, nameof(StaticTables))]; } = [];

    /// <summary>The bank's calendar, by which moments became days; named in the lineage.</summary>
    public BankCalendar Calendar { get; init => field = Guard.NotNull(value, nameof(Calendar)); } = BankCalendar.Utc;

    /// <summary>The rates by which other currencies were converted, named in the lineage; null where there was one currency.</summary>
    public ExchangeRates? Rates { get; init; }

    /// <summary>The same sources without any row of some clients and accounts, such as after a request for erasure; snapshots get another digest.</summary>
    /// <param name="clients">
    /// Clients of whom nothing stays: rights, holdings, contacts, income, merges. Where no dispositions are loaded, contacts are looked up among
    /// <paramref name="accounts"/>.
    /// </param>
    /// <param name="accounts">Accounts of which nothing stays; an account that a client shared with others may have to.</param>
    /// <remarks>Counts of what the loads once read (<see cref="DataQuality"/>) stay as they were; the bank's own tables are for the bank to erase.</remarks>
    public SnapshotSources Without(IEnumerable<RecordKey> clients, IEnumerable<RecordKey> accounts)
    {
        var people = new HashSet<RecordKey>(Guard.NotNull(clients));
        var closed = new HashSet<RecordKey>(Guard.NotNull(accounts));
        bool Stays(RecordKey account, RecordKey client) => !closed.Contains(account) && !people.Contains(client);
        return new SnapshotSources(Transactions.Without(closed))
        {
            Accounts = Accounts?.Where(a => !closed.Contains(a.Id)),
            Dispositions = Dispositions?.Where(d => Stays(d.Account, d.Client)),
            Balances = Balances?.Where(b => !closed.Contains(b.Account)),
            Holdings = Holdings?.Where(h => Stays(h.Account, h.Client)),
            Contacts = Contacts?.Where(c => Dispositions is null ? !closed.Contains(c.Customer) : !people.Contains(c.Customer)),
            Income = Income?.Where(e => Stays(e.Account, e.Client)),
            Merges = [.. Merges.Where(m => !people.Contains(m.From) && !people.Contains(m.Into))],
            StaticTables = StaticTables,
            Calendar = Calendar,
            Rates = Rates,
        };
    }

    /// <summary>Every customer as of a day, knowing what was known at its end; customers are households, or accounts where no dispositions were loaded.</summary>
    /// <param name="asOf">The day; rows dated on it are in.</param>
    /// <exception cref="ArgumentException">Sources are in different currencies; or a static table was not known on the day.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A source is complete only up to an earlier day.</exception>
    public Snapshot AsOf(Day asOf) => AsOf(asOf, asOf);

    /// <summary>Every customer as of one day, as known at another; customers are households, or accounts where no dispositions were loaded.</summary>
    /// <param name="asOf">The day; rows dated on it are in.</param>
    /// <param name="knownAt">The day of knowledge; versions known on it are in.</param>
    /// <exception cref="ArgumentException">Sources are in different currencies; or a static table was not known on one of the days.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A source is complete only up to an earlier day.</exception>
    public Snapshot AsOf(Day asOf, Day knownAt) =>
        AsOf(asOf, knownAt, Dispositions is null ? SnapshotOptions.Default with { Level = CustomerLevel.Account } : SnapshotOptions.Default);

    /// <summary>Every customer as of one day, as known at another.</summary>
    /// <param name="asOf">The day; rows dated on it are in.</param>
    /// <param name="knownAt">The day of knowledge; versions known on it are in.</param>
    /// <param name="options">Who a customer is, and how balances and households are made.</param>
    /// <param name="progress">Told of every source taken in.</param>
    /// <param name="cancellation">Stops between sources.</param>
    /// <exception cref="ArgumentException">
    /// Sources are in different currencies; a static table was not known on one of the days, or two have one name; or customers are households or clients
    /// and no dispositions were loaded.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A source is complete only up to an earlier day.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Snapshot AsOf(Day asOf, Day knownAt, SnapshotOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        new SnapshotBuilder(this, asOf, knownAt, Guard.NotNull(options)).Build(progress, cancellation);
}
