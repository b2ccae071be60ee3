using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class RecordTablesCorrectness
{
    private static readonly Day May1 = new(2024, 5, 1);
    private static readonly Day May9 = new(2024, 5, 9);
    private static readonly Day June1 = new(2024, 6, 1);

    private static readonly Contact Mail = new() { Customer = 1, Day = May1, Channel = "mail", Campaign = "spring" };

    [Fact]
    public void A_response_is_seen_from_the_day_it_came_and_the_contact_before()
    {
        var contacts = RecordTables.Contacts([Mail with { RespondedOn = May9 }]);

        contacts.AsOf(May1.AddDays(-1)).Should().BeEmpty();
        contacts.AsOf(May9.AddDays(-1)).Should().Equal(Mail);
        contacts.AsOf(May9).Should().Equal(Mail with { RespondedOn = May9 });
        contacts.AsOf(May9, May9.AddDays(-1)).Should().Equal(Mail);
    }

    [Fact]
    public void A_response_reported_late_corrects_the_contact_from_then_on()
    {
        var contacts = RecordTables.Contacts([Mail with { RespondedOn = May9, KnownAt = June1 }, Mail]);

        (contacts.Quality.RowsAccepted, contacts.Quality.Corrections).Should().Be((2, 1));
        contacts.AsOf(May9).Should().ContainSingle().Which.RespondedOn.Should().BeNull();
        contacts.AsOf(May9, June1).Should().ContainSingle().Which.RespondedOn.Should().Be(May9);
    }

    [Fact]
    public void An_income_entry_counts_when_its_period_is_over_and_was_known()
    {
        IncomeEntry entry = new() { Id = 7, Account = "A", From = May1, To = May9, Kind = IncomeKind.LoanMargin, Amount = 3.5m };
        var income = RecordTables.Income([entry, entry with { Amount = 4, KnownAt = June1 }]);

        income.AsOf(May9.AddDays(-1)).Should().BeEmpty();
        income.AsOf(May9).Should().ContainSingle().Which.Amount.Should().Be(3.5m);
        income.AsOf(June1).Should().ContainSingle().Which.Amount.Should().Be(4);
        income.AsOf(May9, June1).Should().ContainSingle().Which.Amount.Should().Be(4);
    }

    [Fact]
    public void Entries_without_an_id_are_all_kept_and_those_with_one_once()
    {
        IncomeEntry fee = new() { Client = 1, From = May1, Kind = IncomeKind.Fee, Amount = 5 };
        var income = RecordTables.Income([fee, fee, fee with { Id = 1 }, fee with { Id = 1 }, fee with { Id = 1, To = May1 }]);

        (income.Quality.RowsAccepted, income.Quality.Duplicates).Should().Be((3, 2));
        income.AsOf(May1).Sum(e => e.Amount).Should().Be(15);
    }

    [Fact]
    public void Rows_that_contradict_each_other_are_none_of_them_taken()
    {
        var accounts = RecordTables.Accounts([new() { Id = 1, OpenedOn = May1 }, new() { Id = 2, OpenedOn = May1 }, new() { Id = 1, OpenedOn = May1, Product = "savings" }]);

        accounts.AsOf(May9).Select(a => a.Id).Should().Equal(2);
        accounts.Quality.Count(RejectionReason.Contradiction).Should().Be(2);
        accounts.Quality.RejectedRows[1].Message.Should().Be("Row 2 breaks one content for one account and known-at: account 1 and others.");
    }

    [Fact]
    public void A_version_contradicted_later_on_the_same_day_leaves_the_one_before_in_force()
    {
        ProductHolding card = new() { Account = 1, Product = "card", HeldFrom = May1 };
        var holdings = RecordTables.Holdings([card, card with { HeldTo = May9, KnownAt = June1 }, card with { HeldTo = May1, KnownAt = June1 }]);

        holdings.AsOf(June1).Should().Equal(card);
        holdings.Quality.RowsRejected.Should().Be(2);
    }

    [Fact]
    public void Two_currencies_are_an_error_unless_one_is_asked_for()
    {
        IncomeEntry[] rows = [new() { Client = 1, From = May1, Amount = 1, Currency = "CZK" }, new() { Client = 1, From = May1, Amount = 1, Currency = "EUR" }];
        var load = () => RecordTables.Income(rows);

        load.Should().Throw<ArgumentException>().WithMessage("Row 1 breaks one currency in a load: EUR, row 0 has CZK*");
        RecordTables.Income(rows, new LoadOptions { Currency = "EUR" }).Quality.Count(RejectionReason.OtherCurrency).Should().Be(1);
    }

    [Fact]
    public void Sources_in_two_currencies_make_no_snapshot()
    {
        var cut = () => new SnapshotSources(TransactionLedger.Load([new() { Account = 1, ValueDay = May1, Currency = "CZK" }]))
        {
            Income = RecordTables.Income([new() { Account = 1, From = May1, Amount = 1, Currency = "EUR" }]),
        }.AsOf(May9);

        cut.Should().Throw<ArgumentException>().WithMessage("transactions are in CZK, income in EUR*");
    }

    [Fact]
    public void A_day_up_to_which_the_load_is_not_complete_is_refused()
    {
        var contacts = RecordTables.Contacts([Mail], new LoadOptions { CompleteThrough = May9 });
        var see = () => contacts.AsOf(June1);

        contacts.AsOf(May9).Should().HaveCount(1);
        see.Should().Throw<ArgumentOutOfRangeException>().WithMessage("2024-06-01 is after 2024-05-09, up to which contacts are complete*");
    }

    [Fact]
    public void Reading_says_how_far_it_is_and_stops_when_asked()
    {
        var told = new List<FitProgress>();
        using var stop = new CancellationTokenSource();
        var progress = new Told(p =>
        {
            told.Add(p);
            stop.Cancel();
        });
        var rows = Enumerable.Range(0, 100_000).Select(i => new Transaction { Id = i, Account = i % 9, ValueDay = May1 });
        var load = () => TransactionLedger.Load(rows, LoadOptions.Default, progress, stop.Token);

        load.Should().Throw<OperationCanceledException>();
        told.Should().ContainSingle().Which.Should().Be(new FitProgress("transactions", 16384, 0));
        TransactionLedger.Load(rows, LoadOptions.Default, new Told(told.Add)).Quality.RowsAccepted.Should().Be(100_000);
        told[told.Count - 1].Should().Be(new FitProgress("transactions", 100_000, 100_000));
    }

    [Fact]
    public void A_snapshot_that_is_stopped_leaves_nothing()
    {
        var cut = () => RandomBank.Make(1).Load().AsOf(RandomBank.AsOf, RandomBank.KnownAt, SnapshotOptions.Default, null, new CancellationToken(canceled: true));
        cut.Should().Throw<OperationCanceledException>();
        var steps = new List<string>();
        RandomBank.Make(1).Load().AsOf(RandomBank.AsOf, RandomBank.KnownAt, SnapshotOptions.Default, new Told(p => steps.Add(p.Stage)));
        steps.Should().Equal("transactions", "accounts", "balances", "dispositions", "holdings", "contacts", "income");
    }

    private sealed class Told(Action<FitProgress> hear) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => hear(value);
    }
}
