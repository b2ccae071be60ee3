using System.Data.Common;
using System.Globalization;
using CustomerValue.Information;

namespace CustomerValue.Extensions.Tests;

/// <summary>One small bank, in memory and as tables of a database, with the mapping back.</summary>
internal static class BankTables
{
    public static readonly Day AsOf = new(2024, 6, 30);

    public static readonly Transaction[] Transactions = [.. MakeTransactions()];

    public static readonly Disposition[] Dispositions = [.. MakeDispositions()];

    public static readonly BalanceObservation[] Balances = [.. MakeBalances()];

    public static readonly Account[] Accounts = [.. Enumerable.Range(0, 40).Select(i => new Account { Id = "A" + i, OpenedOn = new Day(2023, 1, 1), ClosedOn = i % 9 == 0 ? new Day(2024, 7, 1) : null, Product = "current" })];

    public static readonly ProductHolding[] Holdings = [.. Enumerable.Range(0, 50).Select(i => new ProductHolding { Account = i < 30 ? "A" + i : default(RecordKey), Client = i < 30 ? default(RecordKey) : i - 30, Product = i % 2 == 0 ? "card" : "loan", HeldFrom = new Day(2024, 1, 1).AddDays(i * 5), HeldTo = i % 3 == 0 ? new Day(2025, 1, 1) : null })];

    public static readonly Contact[] Contacts = [.. Enumerable.Range(0, 90).Select(i => new Contact { Customer = i % 30, Day = new Day(2024, 4, 1).AddDays(i), Channel = "mail", Campaign = "c" + (i % 4), RespondedOn = i % 3 == 0 ? new Day(2024, 4, 20).AddDays(i) : null })];

    public static readonly IncomeEntry[] Income = [.. Enumerable.Range(0, 80).Select(i => new IncomeEntry { Id = i % 2 == 0 ? i : default(RecordKey), Account = "A" + (i % 40), From = new Day(2024, 1 + (i % 8), 1), To = new Day(2024, 1 + (i % 8), 1).EndOfMonth, Kind = (IncomeKind)(i % 7), Amount = (i - 40) * 0.1234m, Currency = "CZK" })];

    public static Account Account(SourceRow row) => new()
    {
        Id = row.Key("id"),
        OpenedOn = row.Day("opened_on"),
        ClosedOn = row.OptionalDay("closed_on"),
        Product = row.Text("product"),
    };

    public static ProductHolding Holding(SourceRow row) => new()
    {
        Account = row.Key("account"),
        Client = row.Key("client"),
        Product = row.Text("product"),
        HeldFrom = row.Day("held_from"),
        HeldTo = row.OptionalDay("held_to"),
    };

    public static Contact Contact(SourceRow row) => new()
    {
        Customer = row.Key("customer"),
        Day = row.Day("day"),
        Channel = row.Text("channel"),
        Campaign = row.Text("campaign"),
        RespondedOn = row.OptionalDay("responded_on"),
    };

    public static IncomeEntry IncomeEntry(SourceRow row) => new()
    {
        Id = row.Key("id"),
        Account = row.Key("account"),
        From = row.Day("first_day"),
        To = row.OptionalDay("last_day"),
        Kind = Enum.Parse<IncomeKind>(row.Text("kind")),
        Amount = row.Money("amount"),
        Currency = row.Text("currency"),
    };

    public static Transaction Transaction(SourceRow row) => new()
    {
        Id = row.Key("id"),
        Account = row.Key("account"),
        ValueDay = row.Day("value_day"),
        BookedOn = row.OptionalDay("booked_on"),
        KnownAt = row.OptionalDay("known_at"),
        Amount = row.Money("amount"),
        Currency = row.Text("currency"),
        Kind = Enum.Parse<TransactionKind>(row.Text("kind")),
        BalanceAfter = row.OptionalMoney("balance"),
    };

    public static Disposition Disposition(SourceRow row) => new()
    {
        Client = row.Key("client"),
        Account = row.Key("account"),
        Role = Enum.Parse<DispositionRole>(row.Text("role")),
        ValidFrom = row.OptionalDay("valid_from"),
        ValidTo = row.OptionalDay("valid_to"),
    };

    public static BalanceObservation Balance(SourceRow row) => new()
    {
        Account = row.Key("account"),
        Day = row.Day("at_end_of"),
        Balance = row.Money("balance"),
    };

    /// <summary>Makes and fills the tables; the database's own types for money and days.</summary>
    public static void Fill(DbConnection connection, string money, string day)
    {
        Run(connection, $"create table tx(id bigint, account text, value_day {day}, booked_on {day}, known_at {day}, amount {money}, currency text, kind text, balance {money})");
        Run(connection, $"create table disp(client bigint, account text, role text, valid_from {day}, valid_to {day})");
        Run(connection, $"create table bal(account text, at_end_of {day}, balance {money})");
        Run(connection, $"create table acc(id text, opened_on {day}, closed_on {day}, product text)");
        Run(connection, $"create table hold(account text, client bigint, product text, held_from {day}, held_to {day})");
        Run(connection, $"create table con(customer bigint, day {day}, channel text, campaign text, responded_on {day})");
        Run(connection, $"create table inc(id bigint, account text, first_day {day}, last_day {day}, kind text, amount {money}, currency text)");
        Insert(connection, "acc", Accounts.Select(a => Row(Text(a.Id.ToString()), Date(a.OpenedOn), Date(a.ClosedOn), Text(a.Product))));
        Insert(connection, "hold", Holdings.Select(h => Row(Nullable(h.Account, Text), Nullable(h.Client, key => key), Text(h.Product), Date(h.HeldFrom), Date(h.HeldTo))));
        Insert(connection, "con", Contacts.Select(c => Row(Key(c.Customer), Date(c.Day), Text(c.Channel), Text(c.Campaign), Date(c.RespondedOn))));
        Insert(connection, "inc", Income.Select(e => Row(Nullable(e.Id, key => key), Text(e.Account.ToString()), Date(e.From), Date(e.To), Text(e.Kind.ToString()), Money(e.Amount), Text(e.Currency))));
        Insert(connection, "tx", Transactions.Select(t => Row(Key(t.Id), Text(t.Account.ToString()), Date(t.ValueDay), Date(t.BookedOn), Date(t.KnownAt), Money(t.Amount), Text(t.Currency), Text(t.Kind.ToString()), Money(t.BalanceAfter))));
        Insert(connection, "disp", Dispositions.Select(d => Row(Key(d.Client), Text(d.Account.ToString()), Text(d.Role.ToString()), Date(d.ValidFrom), Date(d.ValidTo))));
        Insert(connection, "bal", Balances.Select(b => Row(Text(b.Account.ToString()), Date(b.Day), Money(b.Balance))));
    }

    public static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>What a database gives is what the same records in memory give, to the last digit.</summary>
    public static void ReadsTheSame(DbConnection connection)
    {
        var strict = new LoadOptions { Strictness = Strictness.Strict };
        var ledger = Read(connection, "select * from tx order by amount", r => TransactionLedger.Load(r, Transaction, strict));
        var expected = TransactionLedger.Load(Transactions, strict);
        ledger.Quality.ToString().Should().Be(expected.Quality.ToString());
        ledger.Quality.Corrections.Should().BePositive();
        ledger.Accounts.Should().Equal(expected.Accounts).And.HaveCount(40);
        foreach (var known in (Day[])[new(2024, 2, 29), AsOf])
        {
            var (here, there) = (ledger.AsOf(known), expected.AsOf(known));
            here.RowCount.Should().Be(there.RowCount).And.BePositive();
            expected.Accounts.Should().AllSatisfy(a => here.TransactionsOf(a).Should().Equal(there.TransactionsOf(a)));
        }

        var households = Read(connection, "select * from disp", r => Households.Build(r, Disposition, AsOf, AsOf, new HouseholdOptions { Strictness = Strictness.Strict }));
        var sameHouseholds = Households.Build(Dispositions, AsOf);
        households.Count.Should().Be(sameHouseholds.Count).And.BeGreaterThan(5);
        households.Accounts.Should().Equal(sameHouseholds.Accounts);
        households.DispositionsNotInForce.Should().Be(sameHouseholds.DispositionsNotInForce).And.BePositive();
        sameHouseholds.Accounts.Should().AllSatisfy(a => households.KeyOfAccount(a).Should().Be(sameHouseholds.KeyOfAccount(a)));

        var balances = Read(connection, "select * from bal", r => EndOfDayBalances.FromObservations(r, Balance, AsOf, AsOf, strict));
        var sameBalances = EndOfDayBalances.FromObservations(Balances, AsOf, AsOf, strict);
        balances.AccountDays.Should().Be(sameBalances.AccountDays).And.BePositive();
        sameBalances.Accounts.Should().AllSatisfy(a => balances.ClosesOf(a).Should().Equal(sameBalances.ClosesOf(a)));
    }

    /// <summary>Rows that stream through a reader, none kept, give the figures of the records themselves.</summary>
    public static void StreamsTheSame(DbConnection connection)
    {
        var options = StreamOptions.Default;
        var ordered = Read(connection, "select * from tx order by account, amount", r => StreamedActivity.FromOrdered(r, Transaction, AsOf, AsOf, options));
        Same(ordered.Table, StreamedActivity.FromOrdered(Transactions.OrderBy(t => t.Account.ToString(), StringComparer.Ordinal), AsOf, AsOf, options).Table);

        // Corrections need their account's other rows at hand; in any order there are none.
        var single = Transactions.GroupBy(t => t.Id).Where(versions => versions.Count() == 1).SelectMany(versions => versions);
        var unordered = Read(
            connection,
            "select * from tx where id in (select id from tx group by id having count(*) = 1) order by amount",
            r => StreamedActivity.FromUnordered(r, Transaction, key => key, AsOf, AsOf, options));
        Same(unordered.Table, StreamedActivity.FromUnordered(single, AsOf, AsOf, options).Table);

        static void Same(CustomerTable here, CustomerTable there)
        {
            here.Keys.Should().Equal(there.Keys).And.HaveCount(40);
            foreach (var column in there.Schema.Columns)
            {
                here.Number(column.Name).ToArray().Should().Equal(there.Number(column.Name).ToArray());
            }
        }
    }

    /// <summary>A snapshot cut from the database has the digest of one cut from the records themselves.</summary>
    public static void CutsTheSame(DbConnection connection)
    {
        var strict = new LoadOptions { Strictness = Strictness.Strict };
        var read = new SnapshotSources(Read(connection, "select * from tx order by balance, id", r => TransactionLedger.Load(r, Transaction, strict)))
        {
            Accounts = Read(connection, "select * from acc order by id desc", r => RecordTables.Accounts(r, Account, strict)),
            Dispositions = Read(connection, "select * from disp order by role", r => RecordTables.Dispositions(r, Disposition, strict)),
            Balances = Read(connection, "select * from bal order by balance", r => RecordTables.Balances(r, Balance, strict)),
            Holdings = Read(connection, "select * from hold order by product", r => RecordTables.Holdings(r, Holding, strict)),
            Contacts = Read(connection, "select * from con order by campaign", r => RecordTables.Contacts(r, Contact, strict)),
            Income = Read(connection, "select * from inc order by amount", r => RecordTables.Income(r, IncomeEntry, strict)),
        };
        var kept = new SnapshotSources(TransactionLedger.Load(Transactions, strict))
        {
            Accounts = RecordTables.Accounts(Accounts, strict),
            Dispositions = RecordTables.Dispositions(Dispositions, strict),
            Balances = RecordTables.Balances(Balances, strict),
            Holdings = RecordTables.Holdings(Holdings, strict),
            Contacts = RecordTables.Contacts(Contacts, strict),
            Income = RecordTables.Income(Income, strict),
        };
        foreach (var day in (Day[])[new(2024, 4, 30), AsOf])
        {
            var (here, there) = (read.AsOf(day), kept.AsOf(day));
            here.Lineage.ToString().Should().Be(there.Lineage.ToString());
            here.Lineage.Sources.Should().HaveCount(7).And.OnlyContain(s => s.RowsUsed > 0 && s.Quality!.IsClean);
            here.Contacts.Should().Equal(there.Contacts).And.Contain(c => c.RespondedOn != null).And.Contain(c => c.RespondedOn == null);
            here.Income.Should().Equal(there.Income);
            here.Holdings.Should().Equal(there.Holdings);
            here.Accounts.Should().Equal(there.Accounts).And.OnlyContain(a => a.ClosedOn == null, "they close in July");
        }
    }

    public static T Read<T>(DbConnection connection, string sql, Func<DbDataReader, T> load)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var loaded = load(reader);
        reader.IsClosed.Should().BeFalse("the reader stays the caller's");
        return loaded;
    }

    public static DataQuality Quality(DbConnection connection, string sql) =>
        Read(connection, sql, r => TransactionLedger.Load(r, Short, LoadOptions.Default).Quality);

    public static Transaction Short(SourceRow row) => new() { Id = row.Key("id"), Account = row.Key("account"), ValueDay = row.Day("day"), Amount = row.Money("amount") };

    private static IEnumerable<Transaction> MakeTransactions()
    {
        var random = new Random(20240630);
        for (var i = 0; i < 1500; i++)
        {
            var day = new Day(2024, 1, 1).AddDays(random.Next(182));
            var one = new Transaction
            {
                Id = i,
                Account = "A" + (i % 40),
                ValueDay = day,
                BookedOn = i % 3 == 0 ? null : day.AddDays(random.Next(4)),
                KnownAt = i % 5 == 0 ? day.AddDays(5) : null,
                Amount = new decimal(random.Next(-2_000_000_000, 2_000_000_000), 0, 0, false, 0) / 10_000m,
                Currency = "CZK",
                Kind = (TransactionKind)random.Next(3),
                BalanceAfter = i % 4 == 0 ? null : 79_228_162_514_264.3375m + i,
            };
            yield return one;
            if (i % 100 == 0)
            {
                yield return one with { Amount = one.Amount + 0.01m, KnownAt = day.AddDays(20) };
            }
        }
    }

    private static IEnumerable<Disposition> MakeDispositions()
    {
        for (var i = 0; i < 60; i++)
        {
            yield return new()
            {
                Client = i % 30,
                Account = "A" + (i % 40),
                Role = i < 40 ? DispositionRole.Owner : DispositionRole.CoOwner,
                ValidFrom = i % 2 == 0 ? null : new Day(2023, 1, 1),
                ValidTo = i >= 40 && i % 3 != 0 ? new Day(2024, 3, 31) : null,
            };
        }
    }

    private static IEnumerable<BalanceObservation> MakeBalances()
    {
        for (var i = 0; i < 200; i++)
        {
            yield return new() { Account = "A" + (i % 40), Day = new Day(2024, 1, 1).AddDays(i), Balance = (i - 77) * 1234.5678m };
        }
    }

    private static string Row(params string[] values) => "(" + string.Join(", ", values) + ")";

    private static string Key(RecordKey key) => key.ToString();

    private static string Nullable(RecordKey key, Func<string, string> write) => key.IsMissing ? "null" : write(key.ToString());

    private static string Text(string text) => $"'{text}'";

    private static string Date(Day? day) => day is { } given ? $"'{given}'" : "null";

    private static string Money(decimal? amount) => amount is { } given ? $"'{given.ToString(CultureInfo.InvariantCulture)}'" : "null";

    private static void Insert(DbConnection connection, string table, IEnumerable<string> rows)
    {
        foreach (var chunk in rows.Chunk(500))
        {
            Run(connection, $"insert into {table} values {string.Join(", ", chunk)}");
        }
    }
}
