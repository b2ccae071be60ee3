using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

/// <summary>A small bank with everything in it, made from a seed: several accounts a household, reversals, closings, holdings, contacts, income.</summary>
internal sealed class FeatureBank
{
    public static readonly Day AsOf = new(2024, 5, 31);

    private FeatureBank(int seed)
    {
        var random = new Random(seed);
        for (var account = 0; account < 24; account++)
        {
            var opened = new Day(2022, 9, 1).AddDays(random.Next(0, 600));
            var closed = random.Next(5) == 0 ? (Day?)opened.AddDays(random.Next(30, 700)) : null;
            Accounts.Add(new Account { Id = "a" + account, OpenedOn = opened, ClosedOn = closed });
            Dispositions.Add(new Disposition { Client = account / 3, Account = "a" + account, Role = DispositionRole.Owner });
            for (var i = 0; i < 60; i++)
            {
                var day = opened.AddDays(random.Next(0, 700));
                if (closed is { } last && day > last)
                {
                    continue;
                }

                Transaction row = new() { Id = Transactions.Count, Account = "a" + account, ValueDay = day, Amount = random.Next(-90_000, 110_000) / 100m, Kind = (TransactionKind)random.Next(14) };
                Transactions.Add(row);
                if (random.Next(8) == 0 && closed is null)
                {
                    Transactions.Add(row with { Id = Transactions.Count, ValueDay = day.AddDays(random.Next(0, 20)), Amount = random.Next(2) == 0 ? -row.Amount : -row.Amount / 2, Reverses = row.Id });
                }
            }

            for (var month = 0; month < 12 && account % 4 == 0; month++)
            {
                Transactions.Add(new Transaction { Id = Transactions.Count, Account = "a" + account, ValueDay = AsOf.AddDays(-6).AddMonths(-month).AddDays(random.Next(-2, 3)), Amount = 2000 + random.Next(0, 300), Kind = TransactionKind.Salary });
            }

            Holdings.Add(new ProductHolding { Account = "a" + account, Product = "p" + random.Next(3), HeldFrom = opened, HeldTo = random.Next(2) == 0 ? opened.AddDays(random.Next(0, 900)) : null });
            Contacts.Add(new Contact { Customer = account / 3, Day = AsOf.AddDays(random.Next(-400, 60)), Channel = "c" + account, RespondedOn = null });
            Contacts.Add(new Contact { Customer = account / 3, Day = AsOf.AddDays(-random.Next(1, 100)), Channel = "r" + account, RespondedOn = AsOf.AddDays(random.Next(0, 40)) });
            Income.Add(new IncomeEntry { Account = "a" + account, From = AsOf.AddDays(random.Next(-300, 30)), Kind = (IncomeKind)random.Next(7), Amount = random.Next(-500, 900) / 100m });
        }
    }

    public List<Transaction> Transactions { get; private set; } = [];

    public List<Account> Accounts { get; private set; } = [];

    public List<Disposition> Dispositions { get; private set; } = [];

    public List<ProductHolding> Holdings { get; private set; } = [];

    public List<Contact> Contacts { get; private set; } = [];

    public List<IncomeEntry> Income { get; private set; } = [];

    public static FeatureBank Of(int seed) => new(seed);

    public FeatureBank Change(Func<Transaction, Transaction?> change)
    {
        var copy = (FeatureBank)MemberwiseClone();
        copy.Transactions = [.. Transactions.Select(change).Where(t => t is not null).Select(t => t!)];
        return copy;
    }

    public FeatureBank Shuffle(int seed)
    {
        var random = new Random(seed);
        var copy = (FeatureBank)MemberwiseClone();
        copy.Transactions = [.. Transactions.OrderBy(_ => random.Next())];
        copy.Accounts = [.. Accounts.OrderBy(_ => random.Next())];
        copy.Dispositions = [.. Dispositions.OrderBy(_ => random.Next())];
        copy.Holdings = [.. Holdings.OrderBy(_ => random.Next())];
        copy.Contacts = [.. Contacts.OrderBy(_ => random.Next())];
        copy.Income = [.. Income.OrderBy(_ => random.Next())];
        return copy;
    }

    /// <summary>The same bank as its sources would be read on the day, with nothing in them of what came later.</summary>
    public FeatureBank WithoutTheFuture()
    {
        var copy = Change(t => t.ValueDay <= AsOf ? t : null);
        copy.Accounts = [.. Accounts.Where(a => a.OpenedOn <= AsOf).Select(a => a.ClosedOn > AsOf ? a with { ClosedOn = null } : a)];
        copy.Holdings = [.. Holdings.Where(h => h.HeldFrom <= AsOf).Select(h => h.HeldTo > AsOf ? h with { HeldTo = null } : h)];
        copy.Contacts = [.. Contacts.Where(c => c.Day <= AsOf).Select(c => c.RespondedOn > AsOf ? c with { RespondedOn = null } : c)];
        copy.Income = [.. Income.Where(e => e.From <= AsOf)];
        return copy;
    }

    /// <summary>The same accounts under other names, in another order.</summary>
    public FeatureBank Rename(Func<RecordKey, RecordKey> name)
    {
        var copy = Change(t => t with { Account = name(t.Account) });
        copy.Accounts = [.. Accounts.Select(a => a with { Id = name(a.Id) })];
        copy.Dispositions = [.. Dispositions.Select(d => d with { Account = name(d.Account) })];
        copy.Holdings = [.. Holdings.Select(h => h with { Account = name(h.Account) })];
        copy.Income = [.. Income.Select(e => e with { Account = name(e.Account) })];
        return copy;
    }

    public FeatureBank Scale(decimal factor)
    {
        var copy = Change(t => t with { Amount = t.Amount * factor });
        copy.Income = [.. Income.Select(e => e with { Amount = e.Amount * factor })];
        return copy;
    }

    public Snapshot Snapshot() => new SnapshotSources(TransactionLedger.Load(Transactions))
    {
        Accounts = RecordTables.Accounts(Accounts),
        Dispositions = RecordTables.Dispositions(Dispositions),
        Holdings = RecordTables.Holdings(Holdings),
        Contacts = RecordTables.Contacts(Contacts),
        Income = RecordTables.Income(Income),
    }.AsOf(AsOf);

    public CustomerFeatures Extract() => FeatureCatalog.RetailBanking.Extract(Snapshot());
}
