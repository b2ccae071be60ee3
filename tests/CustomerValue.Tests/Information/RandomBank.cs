using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

/// <summary>A small bank whose rows are all visible at <see cref="AsOf"/> and <see cref="KnownAt"/>, to which a future can be added.</summary>
internal sealed record RandomBank
{
    public static readonly Day AsOf = new(2024, 6, 30);

    /// <summary>Later than the as-of day: corrections that came in between hold.</summary>
    public static readonly Day KnownAt = new(2024, 7, 15);

    public List<Transaction> Transactions { get; init; } = [];

    public List<Account> Accounts { get; init; } = [];

    public List<Disposition> Dispositions { get; init; } = [];

    public List<BalanceObservation> Balances { get; init; } = [];

    public List<ProductHolding> Holdings { get; init; } = [];

    public List<Contact> Contacts { get; init; } = [];

    public List<IncomeEntry> Income { get; init; } = [];

    public List<KeyMerge> Merges { get; init; } = [];

    public static RandomBank Make(int seed)
    {
        var random = new Random(seed);
        var bank = new RandomBank();
        var accounts = random.Next(3, 9);
        for (var a = 0; a < accounts; a++)
        {
            var opened = AsOf.AddDays(-random.Next(100, 900));
            bank.Accounts.Add(new() { Id = Name(a), OpenedOn = opened, Product = "current", ClosedOn = random.Next(5) == 0 ? AsOf.AddDays(-random.Next(90)) : null });
            bank.Dispositions.Add(new() { Client = random.Next(5), Account = Name(a), Role = DispositionRole.Owner });
            bank.Dispositions.Add(new() { Client = 10 + random.Next(5), Account = Name(a), Role = DispositionRole.Disponent, ValidFrom = opened });
            bank.Holdings.Add(new() { Account = Name(a), Product = "card", HeldFrom = opened.AddDays(9), HeldTo = random.Next(2) == 0 ? null : AsOf.AddDays(-random.Next(50)) });
            bank.Contacts.Add(new() { Customer = random.Next(5), Day = AsOf.AddDays(-a), Channel = "mail", Campaign = "c" + a, RespondedOn = random.Next(2) == 0 ? null : AsOf });
            bank.Income.Add(new() { Id = a, Account = Name(a), From = AsOf.AddDays(-40), To = AsOf.AddDays(-random.Next(40)), Kind = IncomeKind.DepositMargin, Amount = random.Next(100) / 7m });
            bank.Income.Add(new() { Client = a % 5, From = AsOf, Kind = IncomeKind.Fee, Amount = random.Next(9) });
            bank.Balances.Add(new() { Account = Name(a), Day = AsOf.AddDays(-random.Next(60)), Balance = random.Next(-100, 999) / 3m });
        }

        for (var i = 0; i < 60; i++)
        {
            var row = new Transaction
            {
                Id = i % 7 == 6 ? default : (RecordKey)i,
                Account = Name(random.Next(accounts)),
                ValueDay = AsOf.AddDays(-random.Next(200)),
                Amount = random.Next(-9999, 9999) / 7m,
                Kind = (TransactionKind)random.Next(13),
                BalanceAfter = random.Next(3) == 0 ? random.Next(9999) / 9m : null,
                Reverses = i % 20 == 19 ? i - 4 : default(RecordKey),
            };
            bank.Transactions.Add(row);
            if (i % 10 == 9)
            {
                bank.Transactions.Add(row with { Amount = row.Amount + 1, KnownAt = KnownAt });
            }
        }

        bank.Merges.Add(new() { From = 4, Into = 3, On = AsOf });
        return bank;
    }

    /// <summary>The same bank, with rows that are dated after the as-of day or were not yet known, in every source and in any order.</summary>
    public RandomBank WithFuture(int seed)
    {
        var random = new Random(seed);
        Day Later() => AsOf.AddDays(1 + random.Next(400));
        Day Unknown() => KnownAt.AddDays(1 + random.Next(400));
        RecordKey Any() => random.Next(3) == 0 ? Name(100 + random.Next(3)) : Name(random.Next(9));
        var bank = new RandomBank
        {
            Transactions =
            [
                .. Transactions,
                .. Some(40, i => new Transaction { Id = 1000 + i, Account = Any(), ValueDay = Later(), Amount = random.Next(-9999, 9999), Kind = (TransactionKind)random.Next(13), Currency = "CZK", BalanceAfter = 5 }),
                .. Some(20, i => new Transaction { Id = 2000 + i, Account = Any(), ValueDay = AsOf.AddDays(-random.Next(300)), KnownAt = Unknown(), Amount = random.Next(99), Reverses = random.Next(60) }),
                .. Pick(Transactions).Where(t => !t.Id.IsMissing).Select(t => t with { Amount = t.Amount * 2 + 1, ValueDay = t.ValueDay.AddDays(random.Next(-9, 99)), Account = Any(), KnownAt = Unknown() }),
            ],
            Accounts =
            [
                .. Accounts,
                .. Some(4, i => new Account { Id = Name(100 + i), OpenedOn = Later() }),
                .. Pick(Accounts).Select(a => a with { Product = "other", Branch = "moved", ClosedOn = KnownAt, KnownAt = Unknown() }),
            ],
            Dispositions =
            [
                .. Dispositions,
                .. Some(3, i => new Disposition { Client = random.Next(15), Account = Name(100 + i), Role = DispositionRole.Owner }),
                .. Some(9, _ => new Disposition { Client = random.Next(15), Account = Name(random.Next(9)), Role = DispositionRole.CoOwner, ValidFrom = Later() }),
                .. Pick(Dispositions).Select(d => d with { Role = DispositionRole.CoOwner, ValidTo = AsOf.AddDays(-1), ValidFrom = d.ValidFrom, KnownAt = Unknown() }).Where(d => d.ValidFrom is null),
            ],
            Balances =
            [
                .. Balances,
                .. Some(20, _ => new BalanceObservation { Account = Any(), Day = Later(), Balance = random.Next(999), KnownAt = Unknown(), Currency = "CZK" }),
                .. Pick(Balances).Select(b => b with { Balance = b.Balance + 1, KnownAt = Unknown() }),
            ],
            Holdings =
            [
                .. Holdings.Select(h => h.HeldTo is null && random.Next(2) == 0 ? h with { HeldTo = Later() } : h),
                .. Some(9, i => new ProductHolding { Account = Any(), Product = "p" + i, HeldFrom = Later() }),
                .. Some(9, i => new ProductHolding { Client = i, Product = "q" + i, HeldFrom = AsOf, KnownAt = Unknown() }),
                .. Pick(Holdings).Select(h => h with { HeldTo = h.HeldFrom, KnownAt = Unknown() }),
            ],
            Contacts =
            [
                .. Contacts.Select(c => c.RespondedOn is null && random.Next(2) == 0 ? c with { RespondedOn = Later() } : c),
                .. Some(9, _ => new Contact { Customer = random.Next(5), Day = Later(), Channel = "phone", Campaign = "n" + random.Next() }),
                .. Pick(Contacts).Select(c => c with { RespondedOn = c.Day, KnownAt = Unknown() }),
            ],
            Income =
            [
                .. Income,
                .. Some(9, _ => new IncomeEntry { Account = Any(), From = AsOf, To = Later(), Amount = random.Next(99), Currency = "CZK" }),
                .. Some(9, i => new IncomeEntry { Id = 500 + i, Client = 2, From = AsOf, Amount = random.Next(99), KnownAt = Unknown() }),
                .. Pick(Income).Where(e => !e.Id.IsMissing).Select(e => e with { Amount = e.Amount + 1, KnownAt = Unknown() }),
            ],
            Merges = [.. Merges, new() { From = 1, Into = 0, On = Later() }, new() { From = 2, Into = 0, On = AsOf, KnownAt = Unknown() }],
        };
        return bank.Shuffled(random);

        T[] Some<T>(int most, Func<int, T> make) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(make)];
        T[] Pick<T>(IEnumerable<T> rows) => [.. rows.GroupBy(r => r is Transaction { Id.IsMissing: false } t ? t.Id : (object)r!).Select(g => g.First()).Where(_ => random.Next(4) == 0)];
    }

    public RandomBank Shuffled(Random random)
    {
        return this with
        {
            Transactions = Mixed(Transactions),
            Accounts = Mixed(Accounts),
            Dispositions = Mixed(Dispositions),
            Balances = Mixed(Balances),
            Holdings = Mixed(Holdings),
            Contacts = Mixed(Contacts),
            Income = Mixed(Income),
            Merges = Mixed(Merges),
        };

        List<T> Mixed<T>(List<T> rows) => [.. rows.OrderBy(_ => random.Next())];
    }

    public SnapshotSources Load() => new(TransactionLedger.Load(Transactions))
    {
        Accounts = RecordTables.Accounts(Accounts),
        Dispositions = RecordTables.Dispositions(Dispositions),
        Balances = RecordTables.Balances(Balances),
        Holdings = RecordTables.Holdings(Holdings),
        Contacts = RecordTables.Contacts(Contacts),
        Income = RecordTables.Income(Income),
        Merges = Merges,
    };

    public Snapshot Cut() => Load().AsOf(AsOf, KnownAt);

    private static RecordKey Name(int account) => "A" + account;
}
