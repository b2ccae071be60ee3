namespace CustomerValue.Information;

/// <summary>Which account counts for which customer.</summary>
internal sealed class CustomerMap
{
    private readonly KeyIndex accounts;
    private readonly RecordKey[] customerOf;
    private readonly KeyIndex customers;
    private readonly RecordKey[][] accountsOf;

    public CustomerMap(KeyIndex accounts, RecordKey[] customerOf)
    {
        this.accounts = accounts;
        this.customerOf = customerOf;
        var groups = accounts
            .Select((account, i) => (Account: account, Customer: customerOf[i]))
            .Where(pair => !pair.Customer.IsMissing)
            .GroupBy(pair => pair.Customer, pair => pair.Account)
            .OrderBy(group => group.Key)
            .ToArray();
        customers = new KeyIndex(Array.ConvertAll(groups, group => group.Key));
        accountsOf = Array.ConvertAll(groups, group => group.ToArray());
    }

    public IReadOnlyList<RecordKey> Accounts => accounts;

    public IReadOnlyList<RecordKey> Customers => customers;

    public RecordKey CustomerOf(RecordKey account) => accounts.Find(account) is >= 0 and var place ? customerOf[place] : default;

    public IReadOnlyList<RecordKey> AccountsOf(RecordKey customer) => customers.Find(customer) is >= 0 and var place ? [.. accountsOf[place]] : [];

    internal RecordKey[] AccountsAt(int customer) => accountsOf[customer];
}
