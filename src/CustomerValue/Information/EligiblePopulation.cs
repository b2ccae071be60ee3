namespace CustomerValue.Information;

/// <summary>The customers that a snapshot is about, and how many it leaves out and why.</summary>
/// <remarks>A customer is eligible when at least one of his accounts is open at the end of the as-of day. Immutable and thread-safe.</remarks>
public sealed class EligiblePopulation
{
    private readonly KeyIndex customers;

    internal EligiblePopulation(KeyIndex customers) => this.customers = customers;

    /// <summary>The eligible customers, in key order.</summary>
    public IReadOnlyList<RecordKey> Customers => customers;

    /// <summary>Number of eligible customers.</summary>
    public int Count => customers.Count;

    /// <summary>Customers left out because all of their accounts closed before the as-of day.</summary>
    public int CustomersClosedBefore { get; internal init; }

    /// <summary>Accounts left out because they open after the as-of day, or were not known yet.</summary>
    public int AccountsOpenedAfter { get; internal init; }

    /// <summary>Accounts that closed before the as-of day.</summary>
    public int AccountsClosedBefore { get; internal init; }

    /// <summary>Accounts left out because no disposition says whose they are.</summary>
    public int AccountsWithoutCustomer { get; internal init; }

    /// <summary>Accounts left out because they have rows, but are not among the accounts as of the day; 0 where none were loaded.</summary>
    public int AccountsNotListed { get; internal init; }

    /// <summary>Whether a customer is eligible.</summary>
    /// <param name="customer">The customer's key.</param>
    public bool Contains(RecordKey customer) => customers.Find(customer) >= 0;

    internal int Find(RecordKey customer) => customers.Find(customer);
}
