namespace CustomerValue.Information;

/// <summary>All versions of all transactions in columns, by account and day; ties by id, then by what the row says, never by where it stood.</summary>
internal sealed class LedgerRows
{
    public const byte HasBalance = 1;
    public const byte ByCustomer = 2;
    public const byte HasCurrency = 4;

    public KeyIndex Accounts { get; set; } = new([]);

    /// <summary>First row of each account, and the end.</summary>
    public int[] Start { get; set; } = [];

    public RecordKey[] Id { get; set; } = [];

    public int[] ValueDay { get; set; } = [];

    public int[] BookedOn { get; set; } = [];

    /// <summary>The day of the date basis: the value day's or the booking day's column.</summary>
    public int[] Day { get; set; } = [];

    /// <summary>From the end of this day on the version was known …</summary>
    public int[] KnownAt { get; set; } = [];

    /// <summary>… and at the end of this one it no longer held.</summary>
    public int[] SupersededAt { get; set; } = [];

    public decimal[] Amount { get; set; } = [];

    public decimal[] Balance { get; set; } = [];

    public byte[] Flags { get; set; } = [];

    public byte[] Kind { get; set; } = [];

    /// <summary>The id that a row takes back, for the few that do.</summary>
    public Dictionary<int, RecordKey> Reverses { get; set; } = [];

    /// <summary>The same rows but for those of some accounts.</summary>
    public LedgerRows Without(HashSet<RecordKey> accounts)
    {
        var keys = new List<RecordKey>();
        var start = new List<int> { 0 };
        var kept = new List<int>();
        for (var account = 0; account < Accounts.Count; account++)
        {
            if (!accounts.Contains(Accounts[account]))
            {
                keys.Add(Accounts[account]);
                kept.AddRange(Enumerable.Range(Start[account], Start[account + 1] - Start[account]));
                start.Add(kept.Count);
            }
        }

        var value = Pick(ValueDay, kept);
        var booked = Pick(BookedOn, kept);
        return new LedgerRows
        {
            Accounts = new KeyIndex(keys.ToArray()),
            Start = start.ToArray(),
            Id = Pick(Id, kept),
            ValueDay = value,
            BookedOn = booked,
            Day = ReferenceEquals(Day, ValueDay) ? value : booked,
            KnownAt = Pick(KnownAt, kept),
            SupersededAt = Pick(SupersededAt, kept),
            Amount = Pick(Amount, kept),
            Balance = Pick(Balance, kept),
            Flags = Pick(Flags, kept),
            Kind = Pick(Kind, kept),
            Reverses = Reverses.Count == 0 ? [] : Enumerable.Range(0, kept.Count).Where(i => Reverses.ContainsKey(kept[i])).ToDictionary(i => i, i => Reverses[kept[i]]),
        };
    }

    public Transaction Read(int row, RecordKey account, string currency) => new()
    {
        Id = Id[row],
        Account = account,
        ValueDay = CustomerValue.Day.FromNumber(ValueDay[row]),
        BookedOn = CustomerValue.Day.FromNumber(BookedOn[row]),
        KnownAt = CustomerValue.Day.FromNumber(KnownAt[row]),
        Amount = Amount[row],
        Currency = currency,
        Kind = (TransactionKind)Kind[row],
        CustomerInitiated = (Flags[row] & ByCustomer) != 0,
        Reverses = Reverses.TryGetValue(row, out var original) ? original : default,
        BalanceAfter = (Flags[row] & HasBalance) != 0 ? Balance[row] : null,
    };

    private static T[] Pick<T>(T[] column, List<int> rows)
    {
        var picked = new T[rows.Count];
        for (var i = 0; i < picked.Length; i++)
        {
            picked[i] = column[rows[i]];
        }

        return picked;
    }
}
