using System.Data;
using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class SourceRowCorrectness
{
    private static readonly Day AsOf = new(2024, 5, 31);

    private static IDataReader Reader(params object?[][] rows)
    {
        using var table = new DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        foreach (var name in new[] { "account", "day", "amount", "balance" })
        {
            table.Columns.Add(name, typeof(object));
        }

        foreach (var row in rows)
        {
            table.Rows.Add(row);
        }

        return table.CreateDataReader();
    }

    private static Transaction Map(SourceRow row) => new()
    {
        Account = row.Key("account"),
        ValueDay = row.Day("day"),
        Amount = row.Money("amount"),
        BalanceAfter = row.OptionalMoney("balance"),
    };

    private static TransactionLedger Load(Strictness strictness, params object?[][] rows)
    {
        using var reader = Reader(rows);
        return TransactionLedger.Load(reader, Map, new LoadOptions { Strictness = strictness });
    }

    [Fact]
    public void Types_of_databases_and_texts_of_files_read_the_same()
    {
        var ledger = Load(
            Strictness.Strict,
            [1L, new DateTime(2024, 5, 1, 0, 0, 0, DateTimeKind.Unspecified), 12.5m, 12.5m],
            ["1", "2024-05-01", "12.50", "12.50"],
            [1, "2024-05-01", 12.5, DBNull.Value],
            [1m, "2024-05-01", " 12.5 ", ""]);

        ledger.AsOf(AsOf).TransactionsOf(1).Should().HaveCount(4).And.OnlyContain(t => t.Amount == 12.5m && t.ValueDay == new Day(2024, 5, 1));
        ledger.AsOf(AsOf).TransactionsOf(1).Count(t => t.BalanceAfter is null).Should().Be(2);
    }

    public static TheoryData<object?, object?, object?, RejectionReason, string> BadRows => new()
    {
        { 1, "2024-05-01", "12,50", RejectionReason.Unreadable, "Row 1 breaks amount an amount with a decimal point: 12,50." },
        { 1, "2024-05-01", "1.000,50", RejectionReason.Unreadable, "Row 1 breaks amount an amount with a decimal point: 1.000,50." },
        { 1, "2024-05-01", double.NaN, RejectionReason.NotFinite, "Row 1 breaks amount a finite amount: NaN." },
        { 1, "2024-05-01", double.NegativeInfinity, RejectionReason.NotFinite, "Row 1 breaks amount a finite amount: -Infinity." },
        { 1, "2024-05-01", "NaN", RejectionReason.Unreadable, "Row 1 breaks amount an amount with a decimal point: NaN." },
        { 1, "2024-05-01", null, RejectionReason.Unreadable, "Row 1 breaks amount an amount: none." },
        { 1, "2024-02-30", "1", RejectionReason.Unreadable, "Row 1 breaks day a calendar day (yyyy-MM-dd), without time of day: 2024-02-30." },
        { 1, "01.05.2024", "1", RejectionReason.Unreadable, "Row 1 breaks day a calendar day (yyyy-MM-dd), without time of day: 01.05.2024." },
        { 1, new DateTime(2024, 5, 1, 23, 30, 0, DateTimeKind.Unspecified), "1", RejectionReason.Unreadable, "Row 1 breaks day a calendar day (yyyy-MM-dd), without time of day: 05/01/2024 23:30:00." },
        { 1, new DateTime(2024, 5, 1, 0, 0, 0, DateTimeKind.Utc), "1", RejectionReason.Unreadable, "Row 1 breaks day a calendar day (yyyy-MM-dd), without time of day: 05/01/2024 00:00:00." },
        { 1, " ", "1", RejectionReason.Unreadable, "Row 1 breaks day a day: none." },
        { 1.5, "2024-05-01", "1", RejectionReason.Unreadable, "Row 1 breaks account a whole number or a text: 1.5." },
        { DBNull.Value, "2024-05-01", "1", RejectionReason.MissingKey, "Row 1 breaks an account given: none." },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public void What_cannot_be_read_rejects_the_row_by_number_column_and_value(object? account, object? day, object? amount, RejectionReason reason, string message)
    {
        object?[][] rows = [[1, "2024-05-01", "1", null], [account, day, amount, null], [1, "2024-05-01", "1", null]];
        var quality = Load(Strictness.Lenient, rows).Quality;

        quality.RowsRead.Should().Be(3);
        quality.RowsAccepted.Should().Be(2);
        quality.Count(reason).Should().Be(1);
        quality.RejectedRows.Should().ContainSingle().Which.Message.Should().Be(message);
        FluentActions.Invoking(() => Load(Strictness.Strict, rows)).Should().Throw<ArgumentException>().WithMessage(message.Replace("?", "*", StringComparison.Ordinal) + "*");
    }

    // What a wrong delimiter looks like.
    [Fact]
    public void A_lacking_column_is_an_error_at_once_also_when_lenient()
    {
        using var reader = Reader([1, "2024-05-01", "1", null]);
        FluentActions.Invoking(() => TransactionLedger.Load(reader, row => new Transaction { Account = row.Key("account_id") }, LoadOptions.Default))
            .Should().Throw<ArgumentException>().WithMessage("The source has no column 'account_id'; it has: account, day, amount, balance.*");
    }

    [Fact]
    public void Dates_in_a_form_of_their_own_are_read_by_it()
    {
        using var reader = Reader(["a", "930705", null, "930705"], ["b", "930705", null, ""]);
        var households = Households.Build(
            reader,
            row => new Disposition { Client = row.Key("account"), Account = "x", ValidFrom = row.Day("day", "yyMMdd"), ValidTo = row.OptionalDay("balance", "yyMMdd") },
            new Day(1993, 7, 6),
            new Day(1993, 7, 6),
            HouseholdOptions.Default);
        households.Clients.Should().Equal("b");
        households.DispositionsNotInForce.Should().Be(1);
    }

    // .NET Framework would read 30 to 49 as 1930 to 1949, .NET as 2030 to 2049: one rule for both.
    [Theory]
    [InlineData("500101", 1950)]
    [InlineData("930705", 1993)]
    [InlineData("290101", 2029)]
    [InlineData("300101", 2030)]
    [InlineData("491231", 2049)]
    public void Two_digit_years_are_1950_to_2049_on_every_runtime(string text, int year)
    {
        using var reader = Reader(["a", text, null, ""]);
        Day? read = null;
        Households.Build(
            reader,
            row =>
            {
                read = row.Day("day", "yyMMdd");
                return new Disposition { Client = row.Key("account"), Account = "x" };
            },
            new Day(2000, 1, 1),
            new Day(2000, 1, 1),
            HouseholdOptions.Default);
        read!.Value.Year.Should().Be(year);
    }

    [Fact]
    public void Reported_balances_are_read_the_same_way()
    {
        using var reader = Reader(["a", "2024-05-01", null, "7"], ["a", "2024-05-02", null, "x"]);
        var balances = EndOfDayBalances.FromObservations(
            reader, row => new BalanceObservation { Account = row.Key("account"), Day = row.Day("day"), Balance = row.Money("balance") }, AsOf, AsOf, LoadOptions.Default);
        balances.BalanceOn("a", AsOf).Should().Be(7);
        balances.Quality.Count(RejectionReason.Unreadable).Should().Be(1);
    }
}
