namespace CustomerValue.Information;

/// <summary>Every customer at the end of a day, as known at the end of another: all sources together, and nothing of what came later.</summary>
/// <remarks>
/// Features are made from a snapshot; outcomes live in an <see cref="OutcomeWindow"/>, which no snapshot and no feature takes. Change, drop or shuffle every
/// row dated after the as-of day or not yet known, in any source, and the snapshot keeps its bits and its <see cref="Digest"/>. Immutable and thread-safe.
/// </remarks>
public sealed class Snapshot
{
    private readonly SnapshotContent content;

    internal Snapshot(SnapshotContent content) => this.content = content;

    /// <summary>The day at whose end it holds.</summary>
    public Day AsOf => Transactions.AsOf;

    /// <summary>The day at whose end it was known.</summary>
    public Day KnownAt => Transactions.KnownAt;

    /// <summary>Who a customer is.</summary>
    public CustomerLevel Level => Lineage.Level;

    /// <summary>Customers with an open account, in key order: the rows of every feature table.</summary>
    public EligiblePopulation Population => content.Population;

    /// <summary>Where it comes from, what was left out, and digests.</summary>
    public Lineage Lineage => content.Lineage;

    /// <summary>SHA-256 of what it shows, 64 hexadecimal digits.</summary>
    public string Digest => Lineage.Digest;

    /// <summary>The transactions.</summary>
    public LedgerSnapshot Transactions => content.Transactions;

    /// <summary>The balances: reported ones where they were loaded, else chained from the transactions.</summary>
    public EndOfDayBalances Balances => content.Balances;

    /// <summary>The households; null where no dispositions were loaded.</summary>
    public Households? Households => content.Households;

    /// <summary>The accounts that were open or had been, in key order, closings only once they passed; empty where none were loaded.</summary>
    public IReadOnlyList<Account> Accounts => content.Accounts;

    /// <summary>Active, dormant or closed, of the accounts that count; where none were loaded, accounts open with their first row.</summary>
    public AccountStatuses Statuses => content.Statuses;

    /// <summary>Product holdings that had begun; ends only once they passed.</summary>
    public IReadOnlyList<ProductHolding> Holdings => content.Holdings.All;

    /// <summary>Contacts made; responses only once they came.</summary>
    public IReadOnlyList<Contact> Contacts => content.Contacts.All;

    /// <summary>Margins, fees and costs of periods that were over.</summary>
    public IReadOnlyList<IncomeEntry> Income => content.Income.All;

    /// <summary>Tables whose facts carry no days.</summary>
    public IReadOnlyList<StaticTable> StaticTables => content.StaticTables;

    /// <summary>The customer an account counts for; missing when it does not count.</summary>
    /// <param name="account">The account's key.</param>
    public RecordKey CustomerOf(RecordKey account) => content.Map.CustomerOf(account);

    /// <summary>The accounts that count for a customer, closed ones too, in key order; empty for an unknown one.</summary>
    /// <param name="customer">The customer's key.</param>
    public IReadOnlyList<RecordKey> AccountsOf(RecordKey customer) => content.Map.AccountsOf(customer);

    /// <summary>The transactions that a customer's figures rest on: of all his accounts, by account and day.</summary>
    /// <param name="customer">The customer's key.</param>
    public IReadOnlyList<Transaction> RowsOf(RecordKey customer) => AccountsOf(customer).SelectMany(Transactions.TransactionsOf).ToArray();

    /// <summary>A customer's product holdings.</summary>
    /// <param name="customer">The customer's key.</param>
    public IReadOnlyList<ProductHolding> HoldingsOf(RecordKey customer) => content.Holdings.Of(customer);

    /// <summary>A customer's contacts and responses.</summary>
    /// <param name="customer">The customer's key.</param>
    public IReadOnlyList<Contact> ContactsOf(RecordKey customer) => content.Contacts.Of(customer);

    /// <summary>A customer's margins, fees and costs.</summary>
    /// <param name="customer">The customer's key.</param>
    public IReadOnlyList<IncomeEntry> IncomeOf(RecordKey customer) => content.Income.Of(customer);

    /// <summary>A table without days, by its name.</summary>
    /// <param name="name">The table's name.</param>
    /// <exception cref="ArgumentException">There is no such table.</exception>
    public StaticTable Table(string name) => StaticTables.FirstOrDefault(table => string.Equals(table.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException($"The snapshot has no static table '{name}'; it has: {string.Join(", ", StaticTables.Select(table => table.Name))}.", nameof(name));

    /// <summary>The first line of the lineage.</summary>
    public override string ToString() => $"{Guard.Text(Population.Count)} customers as of {AsOf}, known at {KnownAt}, sha-256 {Digest}";
}
