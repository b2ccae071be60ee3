using System.Data;
using System.Globalization;
using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

/// <summary>The bad inputs of docs/information-rules.md, in its order; what another class shows is named there.</summary>
public class TwentySevenRules
{
    private static readonly Day Dec30 = new(2023, 12, 30);
    private static readonly Day Dec31 = new(2023, 12, 31);
    private static readonly Day Jan5 = new(2024, 1, 5);
    private static readonly Day Jan9 = new(2024, 1, 9);
    private static readonly Day Jan10 = new(2024, 1, 10);
    private static readonly Day Feb10 = new(2024, 2, 10);

    // Central European time: one hour ahead of UTC, two from 31 March 01:00 UTC to 27 October 01:00 UTC in 2024.
    private static readonly BankCalendar Prague = new("Prague", moment => TimeSpan.FromHours(
        moment >= new DateTimeOffset(2024, 3, 31, 1, 0, 0, TimeSpan.Zero) && moment < new DateTimeOffset(2024, 10, 27, 1, 0, 0, TimeSpan.Zero) ? 2 : 1));

    private static readonly PurchaseOptions Spending = new() { Unit = TimeUnit.Day, Direction = PurchaseDirection.Out };

    private static Transaction Row(RecordKey id, decimal amount, Day day, RecordKey account = default) =>
        new() { Id = id, Account = account.IsMissing ? "a" : account, ValueDay = day, Amount = amount };

    private static decimal Sum(LedgerSnapshot snapshot) => snapshot.TransactionsOf("a").Sum(t => t.Amount);

    private static EndOfDayBalances Closes(LedgerSnapshot snapshot) => EndOfDayBalances.FromTransactions(snapshot);

    [Fact]
    public void Rule_01_a_row_of_the_as_of_day_is_in_the_snapshot_and_never_in_the_outcome()
    {
        var ledger = TransactionLedger.Load([Row(1, 1, Dec31), Row(2, 2, Dec31.AddDays(1))]);
        Sum(ledger.AsOf(Dec31)).Should().Be(1);
        ledger.Outcomes(Dec31, Jan10, Jan10).NetFlow("a").Should().Be(2);
    }

    [Fact]
    public void Rule_02_a_late_row_counts_once_it_was_known_and_by_the_chosen_day()
    {
        var late = Row(1, 1, Dec30) with { BookedOn = Jan5, KnownAt = Jan9 };
        TransactionLedger.Load([late]).AsOf(Dec31).RowCount.Should().Be(0);
        TransactionLedger.Load([late]).AsOf(Dec31, Jan10).RowCount.Should().Be(1);
        TransactionLedger.Load([late], new LoadOptions { DateBasis = DateBasis.BookedOn }).AsOf(Dec31, Jan10).RowCount.Should().Be(0);
    }

    [Fact]
    public void Rule_03_a_correction_holds_from_when_it_was_known_and_both_versions_are_counted()
    {
        var ledger = TransactionLedger.Load([Row(1, 10, Dec30), Row(1, 7, Dec30) with { KnownAt = Jan9 }]);
        (Sum(ledger.AsOf(Dec31)), Sum(ledger.AsOf(Dec31, Jan9))).Should().Be((10, 7));
        (ledger.Quality.RowsAccepted, ledger.Quality.Corrections, ledger.AsOf(Dec31, Jan9).RowsSuperseded).Should().Be((2, 1, 1));
    }

    [Theory]
    [InlineData("2024-03-31T23:30:00-05:00", "2024-04-01")]
    [InlineData("2024-03-30T22:59:59Z", "2024-03-30")]
    [InlineData("2024-03-30T23:00:00Z", "2024-03-31")]
    [InlineData("2024-03-31T21:59:59Z", "2024-03-31")]
    [InlineData("2024-03-31T22:00:00Z", "2024-04-01")]
    [InlineData("2024-10-26T22:00:00Z", "2024-10-27")]
    [InlineData("2024-10-27T22:59:59Z", "2024-10-27")]
    [InlineData("2024-10-27T23:00:00Z", "2024-10-28")]
    public void Rule_04_a_moment_becomes_the_day_of_the_banks_calendar_also_when_clocks_change(string moment, string day)
    {
        var parsed = DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
        Prague.DayOf(parsed).Should().Be(Day.Parse(day));
        Prague.DayOf(parsed.UtcDateTime).Should().Be(Day.Parse(day));
    }

    [Theory]
    [InlineData(DateTimeKind.Unspecified)]
    [InlineData(DateTimeKind.Local)]
    public void Rule_04_a_time_that_does_not_say_when_it_was_is_refused(DateTimeKind kind)
    {
        var day = () => Prague.DayOf(new DateTime(2024, 3, 31, 23, 30, 0, kind));
        day.Should().Throw<ArgumentException>().WithMessage($"A moment of kind {kind} does not say when it was; give UTC or a DateTimeOffset.*");
    }

    [Fact]
    public void Rule_04_a_calendar_that_leaves_the_earth_or_the_calendar_is_refused()
    {
        var mars = () => new BankCalendar("Mars", _ => TimeSpan.FromHours(15)).DayOf(DateTimeOffset.UnixEpoch);
        mars.Should().Throw<InvalidOperationException>().WithMessage("Calendar Mars gives the offset 15:00:00 from UTC; expected within 14 hours.");
        var end = () => Prague.DayOf(DateTimeOffset.MaxValue);
        end.Should().Throw<ArgumentOutOfRangeException>();
        var nameless = () => new BankCalendar(" ", _ => TimeSpan.Zero);
        nameless.Should().Throw<ArgumentException>();
        BankCalendar.Utc.DayOf(DateTimeOffset.MaxValue).Should().Be(Day.MaxValue);
    }

    [Theory]
    [InlineData("2024-03-31T23:30:00-05:00", "2024-04-01")]
    [InlineData("2024-03-31T23:30+02:00", "2024-03-31")]
    [InlineData("2024-03-31 22:00:00.5+00:00", "2024-04-01")]
    [InlineData("2024-03-31T22:00:00Z", "2024-04-01")]
    [InlineData("2024-03-31T23:30:00", null)]
    [InlineData("2024-03-31", null)]
    public void Rule_04_a_text_column_needs_its_offset(string text, string? day)
    {
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("at", typeof(string));
        table.Rows.Add(text);
        using var reader = table.CreateDataReader();
        var ledger = TransactionLedger.Load(reader, row => new Transaction { Account = "a", ValueDay = row.Day("at", Prague) }, LoadOptions.Default);
        if (day is null)
        {
            ledger.Quality.RejectedRows.Should().ContainSingle().Which.Message.Should().Be($"Row 0 breaks at a moment with its offset from UTC: {text}.");
        }
        else
        {
            ledger.AsOf(Day.MaxValue).TransactionsOf("a")[0].ValueDay.Should().Be(Day.Parse(day));
        }
    }

    [Fact]
    public void Rule_05_months_are_clamped_to_their_end_and_windows_leave_their_first_day_out()
    {
        new Day(2024, 3, 31).AddMonths(-1).Should().Be(new Day(2024, 2, 29));
        new Day(2024, 2, 29).AddMonths(-12).Should().Be(new Day(2023, 2, 28));
        var snapshot = TransactionLedger.Load([Row(1, 1, new Day(2024, 2, 29)), Row(2, 2, new Day(2024, 3, 1)), Row(3, 4, new Day(2024, 3, 31))]).AsOf(new Day(2024, 3, 31));
        ActivityFeatures.Extract(snapshot, Closes(snapshot), new ActivityOptions { WindowMonths = 1 }).Number(ActivityFeatures.Inflow)[0].Should().Be(6);
    }

    [Fact]
    public void Rule_06_money_is_decimal_its_order_is_nothing_and_beyond_decimal_is_an_error()
    {
        Closes(TransactionLedger.Load([Row(1, 0.1m, Dec30), Row(2, 0.2m, Dec30), Row(3, 1e15m, Dec30), Row(4, -1e15m, Dec30)]).AsOf(Dec31)).BalanceOn("a", Dec31).Should().Be(0.3m);
        var beyond = () => Closes(TransactionLedger.Load([Row(1, decimal.MaxValue, Dec30), Row(2, 1, Dec30)]).AsOf(Dec31));
        beyond.Should().Throw<OverflowException>();
    }

    [Fact]
    public void Rule_07_two_currencies_are_an_error_until_converted_by_rates_of_their_time()
    {
        var rates = ExchangeRates.Into(
            "CZK",
            "national bank",
            [
                new() { Currency = "EUR", Day = Jan10, Rate = 30m },
                new() { Currency = "EUR", Day = Dec30, Rate = 24.725m },
                new() { Currency = "EUR", Day = Dec30, Rate = 25m, KnownAt = Jan9 },
            ]);
        Transaction[] rows = [Row(1, 100, Dec31) with { Currency = "CZK" }, Row(2, 10.01m, Dec31) with { Currency = "EUR", BalanceAfter = 10.01m }];
        var silent = () => TransactionLedger.Load(rows);
        silent.Should().Throw<ArgumentException>().WithMessage("*one currency in a load*");

        var ledger = TransactionLedger.Load(rows.Select(rates.Convert));
        ledger.Currency.Should().Be("CZK");
        Sum(ledger.AsOf(Dec31)).Should().Be(100m + 247.5m, "10.01 at 24.725 is 247.49725, rounded to 247.50: the later version and the later rate were not known");
        ledger.AsOf(Dec31).TransactionsOf("a")[1].BalanceAfter.Should().BeNull();
        rates.RateOf("EUR", Dec31, Jan9).Should().Be(25m);
        rates.RateOf("EUR", Jan9, Jan10).Should().Be(25m, "a rate dated later is not taken though known");
        rates.RateOf("EUR", Jan10, Jan10).Should().Be(30m);
        rates.RateOf("CZK", Dec30, Dec30).Should().Be(1);
        rates.Source.Should().Be("national bank");
        rates.Convert(rows[0]).Should().BeSameAs(rows[0]);
    }

    [Fact]
    public void Rule_07_a_rate_that_is_lacking_contradicting_or_not_positive_is_an_error()
    {
        static ExchangeRates Of(params ExchangeRate[] rates) => ExchangeRates.Into("CZK", "test", rates);
        var rate = new ExchangeRate { Currency = "EUR", Day = Jan5, Rate = 25 };
        ((Action)(() => Of(rate).RateOf("EUR", Dec31, Jan10))).Should().Throw<ArgumentException>().WithMessage("No rate of 'EUR' in CZK is dated on or before 2023-12-31 and was known on 2024-01-10 (test).*");
        ((Action)(() => Of(rate with { KnownAt = Jan10 }).RateOf("EUR", Jan5, Jan5))).Should().Throw<ArgumentException>();
        ((Action)(() => Of(rate).RateOf("USD", Jan5, Jan5))).Should().Throw<ArgumentException>();
        ((Action)(() => Of(rate, rate with { Rate = 26 }))).Should().Throw<ArgumentException>().WithMessage("Two rates of EUR on 2024-01-05*");
        ((Action)(() => Of(rate with { Rate = 0 }))).Should().Throw<ArgumentException>().WithMessage("Row 0 breaks rate > 0: 0.*");
        ((Action)(() => Of(rate, rate with { Currency = "CZK" }))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks a currency other than CZK*");
        ((Action)(() => Of(rate with { Day = default }))).Should().Throw<ArgumentException>().WithMessage("Row 0 breaks a day given*");
        ((Action)(() => Of(rate, null!))).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        Of(rate, rate).RateOf("EUR", Jan5, Jan5).Should().Be(25);
    }

    [Fact]
    public void Rule_08_a_linked_reversal_undoes_or_lowers_its_purchase_on_the_purchases_day_once_it_is_known()
    {
        var ledger = TransactionLedger.Load(
        [
            Row(1, -100, Dec30), Row(2, -80, Dec31), Row(3, -60, Jan5), Row(4, 100, Jan10) with { Reverses = 1 }, Row(5, 20, Jan10) with { Reverses = 3 },
            Row(6, 7, Jan10) with { Reverses = "unknown" }, Row(7, -5, Jan10) with { Reverses = 2 },
        ]);

        var before = CustomerPurchases.FromTransactions(ledger.AsOf(Jan9), Spending);
        before.Histories[0].Should().Be(new PurchaseHistory(2, 6, 10, 70), "the reversals come later");
        var after = CustomerPurchases.FromTransactions(ledger.AsOf(Jan10), Spending);
        after.Histories[0].Should().Be(new PurchaseHistory(1, 5, 10, 40), "the first purchase is undone, the third worth 40, and what moves money the same way takes nothing back");
        after.FirstPurchase(0).Should().Be(Dec31);
        after.RowsNotCounted.Should().Be(5);

        var snapshot = ledger.AsOf(Jan10);
        var features = ActivityFeatures.Extract(snapshot, Closes(snapshot));
        features.Number(ActivityFeatures.Frequency)[0].Should().Be(2);
        features.Number(ActivityFeatures.Outflow)[0].Should().Be(120);
        features.Number(ActivityFeatures.Inflow)[0].Should().Be(0);
        features.Number(ActivityFeatures.Recency)[0].Should().Be(5);
        features.Number(ActivityFeatures.Balance)[0].Should().Be(-118, "balances take every row");
        snapshot.TransactionsOf("a").Count(t => !t.Reverses.IsMissing).Should().Be(4);
    }

    [Fact]
    public void Rule_08_an_unlinked_refund_is_its_own_row_and_a_row_never_reverses_itself()
    {
        var ledger = TransactionLedger.Load([Row(1, -100, Dec30), Row(2, 100, Dec31), Row(3, 1, Dec31) with { Reverses = 3 }]);
        CustomerPurchases.FromTransactions(ledger.AsOf(Dec31), Spending).Histories[0].Repeats.Should().Be(0);
        CustomerPurchases.FromTransactions(ledger.AsOf(Dec31), new PurchaseOptions { Unit = TimeUnit.Day }).Histories[0].Repeats.Should().Be(1);
        ledger.Quality.Count(RejectionReason.Contradiction).Should().Be(1);
    }

    [Fact]
    public void Rule_09_repeats_are_dropped_contradictions_refused_and_look_alikes_kept()
    {
        var ledger = TransactionLedger.Load([Row(1, 1, Dec30), Row(1, 1, Dec30), Row(2, 2, Dec30), Row(2, 3, Dec30), Row(4, 4, Dec30), Row(5, 4, Dec30), Row(default, 5, Dec30), Row(default, 5, Dec30)]);
        (ledger.Quality.Duplicates, ledger.Quality.Count(RejectionReason.Contradiction), Sum(ledger.AsOf(Dec31))).Should().Be((1, 2, 19));
    }

    [Fact]
    public void Rule_10_the_close_follows_from_the_day_before_whatever_the_order_and_a_broken_chain_is_listed()
    {
        Transaction[] rows = [Row(1, 100, Dec30) with { BalanceAfter = 100 }, Row(3, -30, Dec31) with { BalanceAfter = 120 }, Row(2, 50, Dec31) with { BalanceAfter = 150 }, Row(4, 1, Jan5) with { BalanceAfter = 500 }];
        foreach (var order in (Transaction[][])[rows, [.. rows.AsEnumerable().Reverse()]])
        {
            var closes = Closes(TransactionLedger.Load(order).AsOf(Jan5));
            closes.BalanceOn("a", Dec31).Should().Be(120);
            closes.Reconciliation.Gaps.Should().ContainSingle().Which.Day.Should().Be(Jan5);
        }
    }

    [Fact]
    public void Rule_11_no_day_is_asked_for_up_to_which_the_load_is_not_complete()
    {
        var ledger = TransactionLedger.Load([Row(1, 1, Dec30), Row(2, 1, Jan5)], new LoadOptions { CompleteThrough = Dec31 });
        ledger.AsOf(Dec31, Jan10).RowCount.Should().Be(1);
        ((Action)(() => ledger.AsOf(Dec31.AddDays(1)))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("2024-01-01 is after 2023-12-31, up to which the load is complete: rows may be lacking.*");
        ((Action)(() => ledger.Outcomes(Dec30, Jan5, Jan5))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("2024-01-05 is after*");
        ledger.Outcomes(Dec30, Dec31, Jan5).RowCount.Should().Be(0);
        (ledger.CompleteThrough, ledger.Quality.LastDay).Should().Be((Dec31, Jan5));
        TransactionLedger.Load([]).CompleteThrough.Should().BeNull();
    }

    [Fact]
    public void Rule_12_a_joint_account_counts_once_and_its_owners_share_it()
    {
        var households = Households.Build([Right(1, "a"), Right(2, "a"), Right(3, "a", DispositionRole.Disponent)], Dec31);
        var totals = households.Sum([new("a", 100m), new("b", 7m)]);
        (households.Count, totals.Total, totals.Unassigned).Should().Be((1, 107m, 7m));
        households.OwnersOf("a").ToArray().Select(o => o.Weight).Should().Equal(0.5, 0.5, 0);
    }

    [Fact]
    public void Rule_13_a_member_belongs_where_he_belonged_on_the_day()
    {
        Disposition[] rights = [Right(1, "a"), Right(2, "a") with { ValidTo = Dec31 }, Right(2, "b") with { ValidFrom = Jan5 }, Right(3, "b")];
        Households.Build(rights, Dec31).KeyOfClient(2).Should().Be(1);
        Households.Build(rights, Jan5).KeyOfClient(2).Should().Be(2);
        Households.Build(rights, Jan5).KeyOfClient(1).Should().Be(1);
        Households.Build(rights, Jan5).HouseholdOfClient(3).Should().Be(Households.Build(rights, Jan5).HouseholdOfClient(2));
    }

    [Fact]
    public void Rule_14_interest_and_fees_wake_nobody_and_dormant_is_not_closed()
    {
        var snapshot = TransactionLedger.Load(
        [
            Row(1, 50, Dec31, "asleep"), Row(2, 1, Feb10, "asleep") with { Kind = TransactionKind.Interest }, Row(3, -1, Jan10, "awake"), Row(4, 5, Feb10, "closed"), Row(5, 5, Feb10.AddDays(1), "asleep"),
        ]).AsOf(Feb10);
        Account[] accounts =
        [
            new() { Id = "asleep", OpenedOn = Dec30 }, new() { Id = "awake", OpenedOn = Dec30 }, new() { Id = "closed", OpenedOn = Dec30, ClosedOn = Feb10.AddDays(-1) },
            new() { Id = "closing", OpenedOn = Feb10, ClosedOn = Feb10 }, new() { Id = "unused", OpenedOn = Dec30 }, new() { Id = "next", OpenedOn = Feb10.AddDays(1) },
        ];

        var statuses = AccountStatuses.Build(snapshot, accounts, dormantAfterDays: 32);

        statuses.Of("asleep").Should().Be(AccountStatus.Dormant);
        statuses.QuietDaysOf("asleep").Should().Be(41);
        Closes(snapshot).BalanceOn("asleep", Feb10).Should().Be(51, "a dormant account keeps its balance");
        statuses.Of("awake").Should().Be(AccountStatus.Active, "31 days are not yet 32");
        AccountStatuses.Build(snapshot, accounts, 31).Of("awake").Should().Be(AccountStatus.Dormant);
        statuses.Of("closed").Should().Be(AccountStatus.Closed);
        statuses.Of("closing").Should().Be(AccountStatus.Active, "its last open day is today");
        statuses.Of("unused").Should().Be(AccountStatus.Dormant);
        statuses.QuietDaysOf("unused").Should().BeNull();
        statuses.Of("next").Should().Be(AccountStatus.NotYetOpened);
        statuses.Of("nobody").Should().BeNull();
        statuses.Count(AccountStatus.Dormant).Should().Be(2);
        var features = ActivityFeatures.Extract(snapshot, Closes(snapshot));
        features.Number(ActivityFeatures.Recency)[0].Should().Be(41);
    }

    [Fact]
    public void Rule_14_accounts_that_make_no_sense_are_refused_by_row()
    {
        var snapshot = TransactionLedger.Load([]).AsOf(Dec31);
        var sound = new Account { Id = 1, OpenedOn = Dec30 };
        foreach (var (bad, message) in new (Account?, string)[]
        {
            (null, "Row 1 breaks an account with key*"), (sound with { Id = default }, "Row 1 breaks an account with key*"), (sound, "Row 1 breaks no account twice: '1'.*"),
            (sound with { Id = 2, ClosedOn = Dec30.AddDays(-1) }, "Row 1 breaks OpenedOn ≤ ClosedOn*"), (sound with { Id = 2, OpenedOn = default }, "Row 1 breaks an account with key*"),
        })
        {
            ((Action)(() => AccountStatuses.Build(snapshot, [sound, bad!], 30))).Should().Throw<ArgumentException>().WithMessage(message);
        }

        ((Action)(() => AccountStatuses.Build(snapshot, [sound], 0))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Rule_15_a_balance_is_carried_with_its_age_and_before_the_first_there_is_none()
    {
        var closes = Closes(TransactionLedger.Load([Row(1, 10, Dec30)]).AsOf(Jan9));
        (closes.BalanceOn("a", Jan9), closes.AgeOn("a", Jan9), closes.BalanceOn("a", Dec30.AddDays(-1))).Should().Be((10m, 10, null));
    }

    [Fact]
    public void Rule_16_debts_are_kept_apart_from_assets()
    {
        var panel = MonthlyBalances.ByCustomer(Closes(TransactionLedger.Load([Row(1, 10, Dec30), Row(2, -4, Dec30, "b")]).AsOf(Dec31)), _ => "household", []);
        (panel.Assets(0, 0), panel.Debts(0, 0), panel.Balance(0, 0)).Should().Be((10m, 4m, 6m));
    }

    [Fact]
    public void Rule_17_growth_from_nothing_or_from_debts_is_undefined_and_says_why()
    {
        BalanceGrowth.Relative(100m, 150m).Should().Be(Figure.Of(0.5));
        BalanceGrowth.Relative(0m, 150m).Should().Be(Figure.Undefined(UndefinedReason.ZeroBase));
        BalanceGrowth.Relative(-1m, 150m).Should().Be(Figure.Undefined(UndefinedReason.NegativeBase));
        BalanceGrowth.Relative(null, 150m).Should().Be(Figure.Undefined(UndefinedReason.NoObservations), "not a customer a year ago");
        BalanceGrowth.Relative(100m, null).Should().Be(Figure.Undefined(UndefinedReason.NoObservations));
        BalanceGrowth.Relative(100m, -50m).Should().Be(Figure.Of(-1.5));
        BalanceGrowth.Symmetric(100m, 150m).Should().Be(Figure.Of(0.4));
        BalanceGrowth.Symmetric(0m, 150m).Should().Be(Figure.Of(2));
        BalanceGrowth.Symmetric(-50m, 150m).Should().Be(Figure.Of(2));
        BalanceGrowth.Symmetric(0m, 0m).Should().Be(Figure.Undefined(UndefinedReason.ZeroBase));
        BalanceGrowth.Symmetric(decimal.MaxValue, decimal.MinValue).Should().Be(Figure.Of(-2));
        BalanceGrowth.Symmetric(null, 1m).IsDefined.Should().BeFalse();
    }

    [Fact]
    public void Rule_19_a_category_never_seen_is_counted_as_other()
    {
        var map = new FeatureMap<string>().Category("product", p => p);
        var encoder = FeatureEncoder.Fit(map, ["card", "loan", "card"], new EncoderOptions { Unseen = UnseenCategory.Other });
        var values = new double[encoder.Schema.Count];
        encoder.Bind(map).Encode("space travel", values).UnseenLevels.Should().Be(1);
        encoder.Schema.Columns[0].Levels[(int)values[0]].Should().Be("(other)");
    }

    [Fact]
    public void Rule_20_a_holding_counts_only_once_it_was_known()
    {
        var snapshot = TransactionLedger.Load([Row(1, 10, Dec30)]).AsOf(Dec31);
        ProductHolding[] holdings = [new() { Account = "a", Product = "card", HeldFrom = Dec30, KnownAt = Jan9 }, new() { Account = "a", Product = "loan", HeldFrom = Dec30 }];
        ActivityFeatures.Extract(snapshot, Closes(snapshot), holdings, ActivityOptions.Default).Number(ActivityFeatures.Products)[0].Should().Be(1);
    }

    [Fact]
    public void Rule_20_a_table_without_days_is_marked_and_one_known_later_refused()
    {
        var table = CustomerTable.WithKeys(new long[] { 1, 2 }).Number("unemployment", new double[] { 0.4, 3.1 }).Build();
        var sources = new SnapshotSources(TransactionLedger.Load([Row(1, 10, Dec30)]));
        Snapshot With(StaticTable districts, Day knownAt) => (sources with { StaticTables = [districts] }).AsOf(Jan9, knownAt);

        With(StaticTable.KnownSince("districts", table, Jan9), Jan9).Lineage.IsPointInTime.Should().BeTrue();
        foreach (var (asOf, knownAt) in new[] { (Dec31, Jan10), (Jan9, Jan5) })
        {
            FluentActions.Invoking(() => (sources with { StaticTables = [StaticTable.KnownSince("districts", table, Jan9)] }).AsOf(asOf, knownAt))
                .Should().Throw<ArgumentException>().WithMessage("Static table 'districts' was known from 2024-01-09 on*");
        }

        var undated = With(StaticTable.Undated("districts", table), Jan9);
        undated.Lineage.IsPointInTime.Should().BeFalse();
        undated.Lineage.ToString().Should().StartWith("Snapshot as of 2024-01-09, known at 2024-01-09, NOT POINT-IN-TIME").And.Contain("districts: 2 used").And.Contain("; NOT POINT-IN-TIME;");
        undated.Table("districts").Content.Number("unemployment")[1].Should().Be(3.1);
        With(StaticTable.Undated("districts", CustomerTable.WithKeys(new long[] { 2, 1 }).Number("unemployment", new double[] { 3.1, 0.4 }).Build()), Jan9).Digest.Should().Be(undated.Digest, "rows are told by key");
        With(StaticTable.Undated("districts", CustomerTable.WithKeys(new long[] { 2, 1 }).Number("unemployment", new double[] { 3.2, 0.4 }).Build()), Jan9).Digest.Should().NotBe(undated.Digest);
    }

    [Fact]
    public void Rule_21_neither_sources_nor_snapshots_hold_an_outcome() =>
        new[] { typeof(Snapshot), typeof(SnapshotSources), typeof(SnapshotOptions), typeof(ActivityFeatures), typeof(StaticTable) }
            .SelectMany(t => t.GetMembers(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Instance))
            .Select(member => member.ToString()).Should().NotContain(text => text!.Contains(nameof(OutcomeWindow)));

    [Fact]
    public void Rule_21_no_feature_takes_an_outcome() =>
        typeof(LedgerSnapshot).Assembly.GetExportedTypes().SelectMany(t => t.GetMethods())
            .Where(m => m.GetParameters().Any(p => p.ParameterType == typeof(OutcomeWindow))).Should().BeEmpty();

    [Fact]
    public void Rule_22_who_comes_after_the_day_is_out_and_counted()
    {
        var snapshot = TransactionLedger.Load([Row(1, -10, Dec30), Row(2, -10, Jan5, "later")]).AsOf(Dec31);
        (snapshot.Accounts.Count, snapshot.AccountsNotYetSeen).Should().Be((1, 1));
        CustomerPurchases.FromTransactions(snapshot, Spending).AccountsNotYetSeen.Should().Be(1);
    }

    [Fact]
    public void Rule_23_two_keys_of_one_person_are_one_from_the_day_it_was_known_and_old_keys_still_resolve()
    {
        KeyMerge[] merges = [new() { From = "b", Into = "a", On = Jan5 }, new() { From = "a", Into = "z", On = Jan9, KnownAt = Jan10 }, new() { From = "b", Into = "a", On = Jan5 }];
        SurvivingKeys On(Day day) => SurvivingKeys.Build(merges, day, day);

        On(Dec31).Resolve("b").Should().Be((RecordKey)"b");
        (On(Jan5).Resolve("b"), On(Jan9).Resolve("b"), On(Jan10).Resolve("b"), On(Jan10).Resolve("a"), On(Jan10).Resolve("z")).Should().Be(("a", "a", "z", "z", "z"));
        (On(Jan9).MergedCount, On(Jan10).MergedCount).Should().Be((1, 2));
        On(Jan10).Resolve(default).IsMissing.Should().BeTrue();
        var ledger = TransactionLedger.Load([Row(1, -10, Dec30), Row(2, -20, Jan5, "b")]);
        CustomerPurchases.FromTransactions(ledger.AsOf(Jan5), On(Jan5).Resolve, Spending).Histories[0].Should().Be(new PurchaseHistory(1, 6, 6, 20));
    }

    [Fact]
    public void Rule_23_merges_that_make_no_sense_are_refused()
    {
        static Action Of(params KeyMerge[] merges) => () => SurvivingKeys.Build(merges, Jan10, Jan10);
        var merge = new KeyMerge { From = "a", Into = "b", On = Jan5 };
        Of(merge, merge with { Into = "c" }).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks one survivor for a key: 'a' goes into 'c' and 'b'.*");
        Of(merge, merge with { From = "b", Into = "c" }, merge with { From = "c", Into = "a" }).Should().Throw<ArgumentException>().WithMessage("*circle*");
        Of(merge with { Into = "a" }).Should().Throw<ArgumentException>().WithMessage("Row 0 breaks two different keys*");
        Of(merge with { On = default }).Should().Throw<ArgumentException>().WithMessage("Row 0 breaks a day given*");
        Of(null!, merge).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Rule_24_a_customer_who_is_erased_leaves_no_row_and_another_digest()
    {
        var bank = RandomBank.Make(24);
        var before = bank.Cut();
        var erased = bank.Dispositions[0].Client;
        var own = bank.Dispositions.Where(d => d.Client == erased).Select(d => d.Account).ToArray();
        var after = bank.Load().Without([erased], own).AsOf(RandomBank.AsOf, RandomBank.KnownAt);

        after.Digest.Should().NotBe(before.Digest);
        after.Households!.Clients.Should().NotContain(erased).And.NotBeEmpty();
        after.Transactions.Accounts.Should().NotIntersectWith(own).And.NotBeEmpty();
        after.Balances.Accounts.Should().NotIntersectWith(own);
        after.Contacts.Should().NotContain(c => c.Customer == erased);
        (after.Lineage.Find("transactions")!.RowsUsed - before.Lineage.Find("transactions")!.RowsUsed).Should().Be(-own.Sum(a => before.Transactions.TransactionsOf(a).Count)).And.BeNegative();

        var never = new RandomBank
        {
            Transactions = bank.Transactions.FindAll(t => !own.Contains(t.Account)),
            Accounts = bank.Accounts.FindAll(a => !own.Contains(a.Id)),
            Dispositions = bank.Dispositions.FindAll(d => d.Client != erased && !own.Contains(d.Account)),
            Balances = bank.Balances.FindAll(b => !own.Contains(b.Account)),
            Holdings = bank.Holdings.FindAll(h => !own.Contains(h.Account)),
            Contacts = bank.Contacts.FindAll(c => c.Customer != erased),
            Income = bank.Income.FindAll(e => e.Client != erased && !own.Contains(e.Account)),
            Merges = bank.Merges.FindAll(m => m.From != erased && m.Into != erased),
        };
        after.Digest.Should().Be(never.Cut().Digest, "as if the customer had never been");
    }

    [Fact]
    public void Rule_25_a_constant_column_is_centered_and_not_divided_by_nothing()
    {
        var map = new FeatureMap<double>().Number("same", v => v);
        var encoder = FeatureEncoder.Fit(map, [3.0, 3, 3], new EncoderOptions { Scaling = Scaling.Standardize });
        var values = new double[1];
        encoder.Bind(map).Encode(4, values);
        values[0].Should().Be(1);
    }

    [Fact]
    public void Rule_26_neither_the_order_of_rows_nor_the_culture_changes_a_bit()
    {
        var random = new Random(26);
        var rows = Enumerable.Range(0, 300).Select(i => Row(i, random.Next(-999, 999) / 7m, Dec30.AddDays(random.Next(20)), "k" + random.Next(9)) with { Reverses = i % 9 == 8 ? i - 3 : default(RecordKey) }).ToArray();
        double[] Features()
        {
            var snapshot = TransactionLedger.Load(rows).AsOf(Jan10);
            var table = ActivityFeatures.Extract(snapshot, Closes(snapshot));
            return [.. table.Number(ActivityFeatures.Outflow), .. table.Number(ActivityFeatures.MeanBalance), .. table.Number(ActivityFeatures.BalanceDeviation)];
        }

        var here = Features();
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("cs-CZ");
            Array.Reverse(rows);
            Features().Select(BitConverter.DoubleToInt64Bits).Should().Equal(here.Select(BitConverter.DoubleToInt64Bits));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static Disposition Right(RecordKey client, RecordKey account, DispositionRole role = DispositionRole.Owner) => new() { Client = client, Account = account, Role = role };
}
