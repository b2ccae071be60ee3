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
