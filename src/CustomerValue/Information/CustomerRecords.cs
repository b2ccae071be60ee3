namespace CustomerValue.Information;

/// <summary>Records in their order, and those of one customer.</summary>
internal sealed class CustomerRecords<T>
    where T : class
{
    private readonly T[] all;
    private readonly ILookup<RecordKey, T> byCustomer;

    public CustomerRecords(T[] all, Func<T, RecordKey> customerOf)
    {
        this.all = all;
        byCustomer = all.Select(record => (Record: record, Customer: customerOf(record)))
            .Where(pair => !pair.Customer.IsMissing)
            .ToLookup(pair => pair.Customer, pair => pair.Record);
    }

    public static CustomerRecords<T> Empty { get; } = new([], _ => default);

    public IReadOnlyList<T> All => all;

    public IReadOnlyList<T> Of(RecordKey customer) => byCustomer[customer].ToArray();
}
