using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class StreamedActivityLaws
{
    private static readonly Day AsOf = RandomBank.AsOf;
    private static readonly Day KnownAt = RandomBank.KnownAt;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Account_by_account_every_figure_is_that_of_the_ledger_to_the_last_bit(int seed)
    {
        var rows = Rows(seed).GroupBy(t => t.Account).SelectMany(g => g).ToList();
        rows.Insert(5, null!);
        rows.Insert(9, new() { Id = 1, ValueDay = AsOf });
        rows.Add(rows[rows.Count - 1]);
        var ledger = TransactionLedger.Load(rows);
        var snapshot = ledger.AsOf(AsOf, KnownAt);
        var streamed = StreamedActivity.FromOrdered(rows, AsOf, KnownAt, StreamOptions.Default);

        Same(streamed.Table, ActivityFeatures.Extract(snapshot, EndOfDayBalances.FromTransactions(snapshot)));
        streamed.Quality.ToString().Should().Be(ledger.Quality.ToString());
        streamed.Quality.RejectedRows.Select(r => r.Message).Should().Equal(ledger.Quality.RejectedRows.Select(r => r.Message));
        (streamed.RowsAfterAsOf, streamed.RowsNotYetKnown, streamed.Currency).Should().Be((snapshot.RowsAfterAsOf, snapshot.RowsNotYetKnown, snapshot.Currency));
        streamed.RowsAfterAsOf.Should().BePositive();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_any_order_flows_and_recency_are_those_of_the_ledger_to_the_last_bit(int seed)
    {
        var random = new Random(seed);
        var rows = Rows(seed).Where(t => t.KnownAt is null).Select(t => t with { Reverses = default }).OrderBy(_ => random.Next()).ToList();
        rows.Insert(20, rows.First(t => !t.Id.IsMissing && t.ValueDay <= AsOf) with { KnownAt = AsOf });
        rows.Insert(30, null!);
        var ledger = TransactionLedger.Load(rows);
        var snapshot = ledger.AsOf(AsOf, KnownAt);
        var expected = ActivityFeatures.Extract(snapshot, EndOfDayBalances.FromTransactions(snapshot));
        var streamed = StreamedActivity.FromUnordered(rows, AsOf, KnownAt, StreamOptions.Default);

        Same(streamed.Table, expected.Columns(ActivityFeatures.Recency, ActivityFeatures.Frequency, ActivityFeatures.Inflow, ActivityFeatures.Outflow, ActivityFeatures.Tenure));
        streamed.Quality.ToString().Should().Be(ledger.Quality.ToString());
        streamed.Quality.Duplicates.Should().Be(1);
        (streamed.RowsAfterAsOf, streamed.RowsNotYetKnown).Should().Be((snapshot.RowsAfterAsOf, snapshot.RowsNotYetKnown));
    }

    [Fact]
    public void Customers_gather_their_accounts()
    {
        var rows = Rows(7).Where(t => t.KnownAt is null).Select(t => t with { Reverses = default }).ToList();
        RecordKey Customer(RecordKey account) => account == "A0" ? default : account == "A1" ? "one" : "others";
        var snapshot = TransactionLedger.Load(rows).AsOf(AsOf, KnownAt);
        var byAccount = StreamedActivity.FromUnordered(rows.Where(t => t.Account != "A0" && t.Account != "A1"), AsOf, KnownAt, StreamOptions.Default).Table;
        var streamed = StreamedActivity.FromUnordered(rows, Customer, AsOf, KnownAt, StreamOptions.Default).Table;

        streamed.Keys.Should().Equal("one", "others");
        var others = streamed.FindRow("others")!.Value;
        streamed.Number(ActivityFeatures.Frequency)[others].Should().Be(byAccount.Number(ActivityFeatures.Frequency).ToArray().Sum());
        streamed.Number(ActivityFeatures.Inflow)[others].Should().BeApproximately(byAccount.Number(ActivityFeatures.Inflow).ToArray().Sum(), 1e-9);
        streamed.Number(ActivityFeatures.Recency)[others].Should().Be(byAccount.Number(ActivityFeatures.Recency).ToArray().Where(r => !double.IsNaN(r)).Min());
        streamed.Number(ActivityFeatures.Tenure)[others].Should().Be(byAccount.Number(ActivityFeatures.Tenure).ToArray().Max());
    }

    [Fact]
    public void An_account_that_comes_back_is_an_error_by_row()
    {
        Transaction Of(RecordKey account) => new() { Account = account, ValueDay = AsOf, Amount = 1 };
        var read = () => StreamedActivity.FromOrdered([Of("b"), Of("b"), Of("a"), Of("b")], AsOf, KnownAt, StreamOptions.Default);

        read.Should().Throw<ArgumentException>().WithMessage("Row 3 breaks rows of one account together: account 'b' comes back after others*");
        StreamedActivity.FromOrdered([Of("b"), Of("b"), Of("a")], AsOf, KnownAt, StreamOptions.Default).Table.Keys.Should().Equal("a", "b");
    }

    [Fact]
    public void A_correction_or_reversal_that_cannot_be_applied_is_an_error_by_row_and_one_of_the_future_is_not()
    {
        var row = new Transaction { Id = 1, Account = "a", ValueDay = AsOf, Amount = 1 };
        Action Read(Transaction second) => () => StreamedActivity.FromUnordered([row, second], AsOf, KnownAt, StreamOptions.Default);

        Read(row with { Amount = 2, KnownAt = KnownAt }).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks no correction among rows in any order: id '1'*");
        Read(row with { Account = "b" }).Should().Throw<ArgumentException>();
        Read(new() { Id = 2, Account = "a", ValueDay = AsOf, Amount = -1, Reverses = 1 }).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks no reversal*");
        Read(row with { Amount = 2, KnownAt = KnownAt.AddDays(1) }).Should().NotThrow();
        Read(row with { ValueDay = AsOf.AddDays(1) }).Should().NotThrow();
        Read(row with { Amount = 1.00m }).Should().NotThrow("the same money");
    }

    [Fact]
    public void Strict_complete_and_cancelled_are_as_for_a_ledger()
    {
        var row = new Transaction { Id = 1, Account = "a", ValueDay = AsOf, Amount = 1 };
        var strict = StreamOptions.Default with { Load = new LoadOptions { Strictness = Strictness.Strict, CompleteThrough = AsOf } };
        FluentActions.Invoking(() => StreamedActivity.FromUnordered([row, row], AsOf, KnownAt, strict)).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks no row twice: id 1*");
        FluentActions.Invoking(() => StreamedActivity.FromOrdered([row, row], AsOf, KnownAt, strict)).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks no row twice: id 1*");
        FluentActions.Invoking(() => StreamedActivity.FromOrdered([row], AsOf.AddDays(1), KnownAt, strict)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => StreamedActivity.FromUnordered([row], AsOf.AddDays(1), KnownAt, strict)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => StreamedActivity.FromUnordered([row], AsOf, KnownAt, strict, null, new CancellationToken(true))).Should().Throw<OperationCanceledException>();
        StreamedActivity.FromOrdered([], AsOf, KnownAt, strict).Table.RowCount.Should().Be(0);
    }

    private static List<Transaction> Rows(int seed) => RandomBank.Make(seed).WithFuture(seed + 1).Transactions
        .GroupBy(t => t.Id).SelectMany(g => g.Key.IsMissing ? g.AsEnumerable() : g.Select(t => t with { Account = g.First().Account })).ToList();

    private static void Same(CustomerTable streamed, CustomerTable expected)
    {
        streamed.Keys.Should().Equal(expected.Keys).And.NotBeEmpty();
        streamed.Schema.Columns.Select(c => c.Name).Should().Equal(expected.Schema.Columns.Select(c => c.Name));
        foreach (var column in expected.Schema.Columns)
        {
            streamed.Number(column.Name).ToArray().Select(BitConverter.DoubleToInt64Bits).Should().Equal(expected.Number(column.Name).ToArray().Select(BitConverter.DoubleToInt64Bits), column.Name);
        }
    }
}
