using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class TransactionLedgerInputChecks
{
    private static readonly Transaction Sound = new() { Id = 1, Account = 1, ValueDay = new Day(2024, 1, 1), Amount = 5, Currency = "CZK" };

    public static TheoryData<int, RejectionReason, string> BadRows => new()
    {
        { 0, RejectionReason.NullRow, "Row 1 breaks a transaction on every row: null." },
        { 1, RejectionReason.MissingKey, "Row 1 breaks an account given: none." },
        { 2, RejectionReason.MissingDay, "Row 1 breaks a value day given: none." },
        { 5, RejectionReason.MissingDay, "Row 1 breaks booking and known-at day given or null: default." },
        { 6, RejectionReason.MissingDay, "Row 1 breaks booking and known-at day given or null: default." },
        { 3, RejectionReason.UnknownCategory, "Row 1 breaks a known kind of transaction: kind 99." },
        { 4, RejectionReason.OtherCurrency, "Row 1 breaks currency CZK: EUR." },
    };

    private static Transaction Bad(int which) => which switch
    {
        0 => null!,
        1 => Sound with { Account = "  " },
        2 => Sound with { ValueDay = default },
        3 => Sound with { Kind = (TransactionKind)99 },
        5 => Sound with { BookedOn = default(Day) },
        6 => Sound with { KnownAt = default(Day) },
        _ => Sound with { Currency = "EUR" },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public void A_bad_row_is_counted_and_named_when_lenient_and_thrown_when_strict(int which, RejectionReason reason, string message)
    {
        Transaction[] rows = [Sound, Bad(which)];
        var ledger = TransactionLedger.Load(rows, new LoadOptions { Currency = "CZK" });

        ledger.Quality.RowsRead.Should().Be(2);
        ledger.Quality.RowsAccepted.Should().Be(1);
        ledger.Quality.Count(reason).Should().Be(1);
        ledger.Quality.RejectedRows.Should().ContainSingle().Which.Message.Should().Be(message);
        ledger.AsOf(new Day(2024, 2, 1)).RowCount.Should().Be(1);
        var strict = () => TransactionLedger.Load(rows, new LoadOptions { Currency = "CZK", Strictness = Strictness.Strict });
        strict.Should().Throw<ArgumentException>().WithMessage(message + "*");
    }

    [Fact]
    public void Strict_refuses_duplicates_and_contradictions_too()
    {
        var strict = new LoadOptions { Strictness = Strictness.Strict };
        FluentActions.Invoking(() => TransactionLedger.Load([Sound, Sound], strict)).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks no row twice: id 1 was read before.*");
        FluentActions.Invoking(() => TransactionLedger.Load([Sound, Sound with { Amount = 6 }], strict)).Should().Throw<ArgumentException>().WithMessage("Row 0 breaks one content for one id and known-at:*");
    }

    [Fact]
    public void Two_currencies_are_never_added()
    {
        var mixed = () => TransactionLedger.Load([Sound, Sound with { Id = 2, Currency = "EUR" }]);
        mixed.Should().Throw<ArgumentException>().WithMessage("Row 1 breaks one currency in a load: EUR, row 0 has CZK;*");
        TransactionLedger.Load([Sound with { Currency = "" }, Sound with { Id = 2 }]).Currency.Should().Be("CZK");
    }

    [Fact]
    public void The_list_of_rejected_rows_is_capped_in_reading_order_and_totals_stay_exact()
    {
        var rows = Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? Sound with { Id = 5000, Amount = i } : Sound with { Account = default });
        var quality = TransactionLedger.Load(rows, new LoadOptions { ReportedRows = 4 }).Quality;

        quality.RowsRejected.Should().Be(1000);
        quality.Count(RejectionReason.Contradiction).Should().Be(500);
        quality.RejectedRows.Select(r => r.Row).Should().Equal(0, 1, 2, 3);
        quality.ToString().Should().Be("transactions: 1000 read, 0 accepted (0 corrections), 0 duplicates, 1000 rejected");
    }

    [Fact]
    public void No_rows_make_an_empty_ledger_that_says_so()
    {
        var ledger = TransactionLedger.Load([]);
        var snapshot = ledger.AsOf(new Day(2024, 1, 1));

        ledger.Quality.FirstDay.Should().BeNull();
        snapshot.RowCount.Should().Be(0);
        EndOfDayBalances.FromTransactions(snapshot).Reconciliation.Share.Reason.Should().Be(UndefinedReason.NoObservations);
        MonthlyBalances.ByAccount(EndOfDayBalances.FromTransactions(snapshot)).Months.Should().BeEmpty();
        CustomerPurchases.FromTransactions(snapshot).Histories.Count.Should().Be(0);
        ActivityFeatures.Extract(snapshot, EndOfDayBalances.FromTransactions(snapshot)).RowCount.Should().Be(0);
    }

    [Fact]
    public void An_empty_outcome_window_and_missing_arguments_are_refused()
    {
        var ledger = TransactionLedger.Load([Sound]);
        FluentActions.Invoking(() => ledger.Outcomes(new Day(2024, 1, 2), new Day(2024, 1, 2), new Day(2024, 1, 2))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => TransactionLedger.Load(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => TransactionLedger.Load([], null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void A_readers_own_error_passes_through()
    {
        static IEnumerable<Transaction> Broken()
        {
            yield return Sound;
            throw new IOException("cut");
        }

        FluentActions.Invoking(() => TransactionLedger.Load(Broken())).Should().Throw<IOException>().WithMessage("cut");
    }

    [Fact]
    public void Money_beyond_decimal_overflows_aloud()
    {
        var snapshot = TransactionLedger.Load([Sound with { Amount = decimal.MaxValue }, Sound with { Id = 2, Amount = decimal.MaxValue }]).AsOf(new Day(2024, 1, 1));
        FluentActions.Invoking(() => EndOfDayBalances.FromTransactions(snapshot)).Should().Throw<OverflowException>();
    }
}
