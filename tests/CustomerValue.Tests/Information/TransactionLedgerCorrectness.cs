using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class TransactionLedgerCorrectness
{
    private static readonly Day Dec30 = new(2023, 12, 30);
    private static readonly Day Dec31 = new(2023, 12, 31);
    private static readonly Day Jan5 = new(2024, 1, 5);
    private static readonly Day Jan9 = new(2024, 1, 9);
    private static readonly Day Jan10 = new(2024, 1, 10);

    private static Transaction Row(RecordKey id, decimal amount, Day day) => new() { Id = id, Account = 1, ValueDay = day, Amount = amount };

    private static decimal Sum(LedgerSnapshot snapshot) => snapshot.TransactionsOf(1).Sum(t => t.Amount);

    // peers/segmentation.md §6, rule 1.
    [Fact]
    public void A_row_dated_on_the_as_of_day_is_a_feature_and_never_an_outcome()
    {
        var ledger = TransactionLedger.Load([Row(1, 10, Dec30), Row(2, 20, Dec31), Row(3, 40, Jan5)]);
        Sum(ledger.AsOf(Dec31)).Should().Be(30);
        ledger.Outcomes(Dec31, Jan10, Jan10).NetFlow(1).Should().Be(40);
        ledger.AsOf(Dec31).RowsAfterAsOf.Should().Be(1);
    }

    // Rule 2: booked 5 January, value day 30 December, loaded 9 January.
    [Fact]
    public void A_row_counts_by_the_chosen_day_and_only_once_known()
    {
        var late = Row(1, 10, Dec30) with { BookedOn = Jan5, KnownAt = Jan9 };
        var byValue = TransactionLedger.Load([late]);
        byValue.AsOf(Dec31).RowCount.Should().Be(0);
        byValue.AsOf(Dec31).RowsNotYetKnown.Should().Be(1);
        byValue.AsOf(Dec31, Jan10).RowCount.Should().Be(1);

        var byBooking = TransactionLedger.Load([late], new LoadOptions { DateBasis = DateBasis.BookedOn });
        byBooking.AsOf(Dec31, Jan10).RowCount.Should().Be(0);
        byBooking.AsOf(Jan5, Jan10).RowCount.Should().Be(1);
    }

    // Rule 3.
    [Fact]
    public void A_correction_holds_from_when_it_was_known_and_leaves_earlier_snapshots_alone()
    {
        var first = Row("t", 100, Dec30);
        var ledger = TransactionLedger.Load([first with { Amount = 70, KnownAt = Jan9 }, first, first with { Amount = 60, KnownAt = Jan10 }]);

        ledger.Quality.Corrections.Should().Be(2);
        ledger.Quality.RowsAccepted.Should().Be(3);
        Sum(ledger.AsOf(Dec31)).Should().Be(100);
        Sum(ledger.AsOf(Dec31, Jan9)).Should().Be(70);
        Sum(ledger.AsOf(Dec31, Jan10)).Should().Be(60);
        ledger.AsOf(Dec31, Jan10).RowsSuperseded.Should().Be(2);
    }

    [Fact]
    public void A_correction_may_move_a_row_to_another_account_or_day()
    {
        var first = Row("t", 100, Dec30);
        var ledger = TransactionLedger.Load([first, first with { Account = 2, ValueDay = Jan5, KnownAt = Jan9 }]);

        ledger.AsOf(Dec31, Jan10).RowCount.Should().Be(0);
        ledger.AsOf(Jan10).TransactionsOf(2).Should().ContainSingle();
        ledger.AsOf(Jan10).TransactionsOf(1).Should().BeEmpty();
    }

    // Rule 9.
    [Fact]
    public void Same_id_same_content_is_dropped_and_counted_also_when_delivered_again_later()
    {
        var ledger = TransactionLedger.Load([Row(7, 10, Dec30), Row(7, 10, Dec30), Row(7, 10, Dec30) with { KnownAt = Jan9 }]);
        ledger.Quality.Duplicates.Should().Be(2);
        Sum(ledger.AsOf(Jan10)).Should().Be(10);
    }

    [Fact]
    public void Same_content_under_other_ids_or_without_ids_is_kept()
    {
        var ledger = TransactionLedger.Load([Row(7, 10, Dec30), Row(8, 10, Dec30), Row(default, 10, Dec30), Row(default, 10, Dec30)]);
        ledger.Quality.IsClean.Should().BeTrue();
        Sum(ledger.AsOf(Dec31)).Should().Be(40);
    }

    [Fact]
    public void Same_id_and_known_at_with_other_content_is_a_contradiction_and_no_side_is_taken()
    {
        var ledger = TransactionLedger.Load([Row(7, 10, Dec30), Row(8, 1, Dec30), Row(7, 11, Dec30)]);
        ledger.Quality.Count(RejectionReason.Contradiction).Should().Be(2);
        ledger.Quality.RejectedRows.Select(r => r.Row).Should().Equal(0, 2);
        Sum(ledger.AsOf(Dec31)).Should().Be(1);
    }

    [Fact]
    public void Text_ids_are_versions_of_one_row_only_when_the_texts_are_equal()
    {
        var ledger = TransactionLedger.Load(Enumerable.Range(0, 2000).Select(i => Row("T" + i, 1, Dec30)).Append(Row("T5", 1, Dec30)));
        ledger.Quality.Duplicates.Should().Be(1);
        ledger.AsOf(Dec31).RowCount.Should().Be(2000);
    }

    [Fact]
    public void A_trace_gives_the_rows_back()
    {
        var row = new Transaction
        {
            Id = "t",
            Account = "a",
            ValueDay = Dec30,
            BookedOn = Jan5,
            KnownAt = Jan9,
            Amount = -12.5m,
            Currency = "EUR",
            Kind = TransactionKind.Fee,
            CustomerInitiated = false,
            BalanceAfter = 3m,
        };
        TransactionLedger.Load([row]).AsOf(Jan10).TransactionsOf("a").Should().Equal(row);
    }
}
