namespace CustomerValue.Information;

/// <summary>What a snapshot holds.</summary>
internal sealed class SnapshotContent(LedgerSnapshot transactions, EndOfDayBalances balances, AccountStatuses statuses, CustomerMap map, Lineage lineage)
{
    public LedgerSnapshot Transactions { get; } = transactions;

    public EndOfDayBalances Balances { get; } = balances;

    public AccountStatuses Statuses { get; } = statuses;

    public CustomerMap Map { get; } = map;

    public Lineage Lineage { get; } = lineage;

    public EligiblePopulation Population => Lineage.Population;

    public Households? Households { get; init; }

    public Account[] Accounts { get; init; } = [];

    public CustomerRecords<ProductHolding> Holdings { get; init; } = CustomerRecords<ProductHolding>.Empty;

    public CustomerRecords<Contact> Contacts { get; init; } = CustomerRecords<Contact>.Empty;

    public CustomerRecords<IncomeEntry> Income { get; init; } = CustomerRecords<IncomeEntry>.Empty;

    public IReadOnlyList<StaticTable> StaticTables { get; init; } = [];
}
