namespace CustomerValue.Information;

/// <summary>Accounts, each with the customer it counts for.</summary>
internal sealed class AccountGroups
{
    private readonly int[] customerOf;

    private AccountGroups(KeyIndex customers, int[] customerOf)
    {
        Customers = customers;
        this.customerOf = customerOf;
        Unassigned = customerOf.Count(customer => customer < 0);
    }

    public KeyIndex Customers { get; }

    /// <summary>Accounts that count for nobody.</summary>
    public int Unassigned { get; }

    public static AccountGroups Of(IReadOnlyList<RecordKey> accounts, Func<RecordKey, RecordKey> customerOf)
    {
        var keys = accounts.Select(customerOf).ToArray();
        var customers = KeyIndex.Of(keys.Where(key => !key.IsMissing).Distinct());
        return new AccountGroups(customers, Array.ConvertAll(keys, key => key.IsMissing ? -1 : customers.Find(key)));
    }

    /// <summary>The customer of an account, or −1.</summary>
    public int Of(int account) => customerOf[account];
}
