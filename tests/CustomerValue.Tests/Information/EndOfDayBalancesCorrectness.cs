using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class EndOfDayBalancesCorrectness
{
    private static readonly Day Start = new(2024, 1, 1);

    internal static Transaction Row(int day, decimal amount, decimal? balance, RecordKey account = default, RecordKey id = default) => new()
    {
        Id = id,
        Account = account.IsMissing ? 1 : account,
        ValueDay = Start.AddDays(day),
        Amount = amount,
        BalanceAfter = balance,
    };

    private static EndOfDayBalances Closes(params Transaction[] rows) => EndOfDayBalances.FromTransactions(TransactionLedger.Load(rows).AsOf(new Day(2024, 3, 31)));

    [Fact]
    public void The_close_is_the_booked_balance_that_follows_from_the_day_before()
    {
        // Booking order of day 1: +50, −30, +5; delivered in another.
        var balances = Closes(Row(0, 100, 100), Row(1, 5, 125), Row(1, 50, 150), Row(1, -30, 120));
        balances.BalanceOn(1, Start.AddDays(1)).Should().Be(125);
        balances.Reconciliation.ReconciledDays.Should().Be(2);
        balances.Reconciliation.MultiRowDays.Should().Be(1);
    }

    [Fact]
    public void A_balance_is_carried_forward_with_its_age_and_is_null_before_the_first()
    {
        var balances = Closes(Row(10, 100, 100));
        balances.BalanceOn(1, Start.AddDays(9)).Should().BeNull();
        balances.AgeOn(1, Start.AddDays(9)).Should().BeNull();
        balances.BalanceOn(1, Start.AddDays(40)).Should().Be(100);
        balances.AgeOn(1, Start.AddDays(40)).Should().Be(30);
        balances.BalanceOn(99, Start).Should().BeNull();
        FluentActions.Invoking(() => balances.BalanceOn(1, new Day(2024, 4, 1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_gap_is_reported_with_account_day_and_size_and_the_chain_goes_on_from_the_booked_balance()
    {
        var balances = Closes(Row(0, 100, 100), Row(1, 10, 150), Row(2, 10, 160));
        var gap = balances.Reconciliation.Gaps.Should().ContainSingle().Subject;
        gap.Account.Should().Be((RecordKey)1);
        gap.Day.Should().Be(Start.AddDays(1));
        gap.Expected.Should().Be(110);
        gap.Gap.Should().Be(40);
        balances.Reconciliation.FailedDays.Should().Be(1);
        balances.Reconciliation.Share.Value.Should().Be(2.0 / 3);
    }

    [Fact]
    public void Without_booked_balances_flows_are_added_up_and_counted()
    {
        var balances = Closes(Row(0, 100, null), Row(1, -30, null));
        balances.BalanceOn(1, Start.AddDays(5)).Should().Be(70);
        balances.Reconciliation.UnbookedDays.Should().Be(2);
        balances.Reconciliation.Share.IsDefined.Should().BeFalse();
    }

    [Fact]
    public void Where_the_last_row_carries_no_balance_the_flow_decides()
    {
        var balances = Closes(Row(0, 100, 100), Row(1, 50, 150), Row(1, -20, null));
        balances.BalanceOn(1, Start.AddDays(1)).Should().Be(130);
        balances.Reconciliation.UnbookedDays.Should().Be(1);
    }

    [Fact]
    public void A_history_that_begins_before_the_data_opens_where_its_first_day_says()
    {
        var balances = Closes(Row(0, -30, 970), Row(0, 50, 1020), Row(1, -20, 1000));
        balances.BalanceOn(1, Start).Should().Be(1020);
        balances.Reconciliation.UnknownOpenings.Should().Be(1);
        balances.Reconciliation.ReconciledDays.Should().Be(2);
    }

    [Fact]
    public void Reported_balances_take_the_last_version_known()
    {
        var seen = new BalanceObservation { Account = 1, Day = Start, Balance = 10 };
        BalanceObservation[] rows = [seen with { Balance = 12, KnownAt = Start.AddDays(9) }, seen, seen, seen with { Account = default }, seen with { Day = Start.AddDays(30) }];
        var early = EndOfDayBalances.FromObservations(rows, Start.AddDays(3), Start.AddDays(3), LoadOptions.Default);
        var late = EndOfDayBalances.FromObservations(rows, Start.AddDays(3), Start.AddDays(9), LoadOptions.Default);

        early.BalanceOn(1, Start.AddDays(3)).Should().Be(10);
        late.BalanceOn(1, Start.AddDays(3)).Should().Be(12);
        late.AccountDays.Should().Be(1);
        late.Quality.Duplicates.Should().Be(1);
        late.Quality.Corrections.Should().Be(1);
        late.Quality.Count(RejectionReason.MissingKey).Should().Be(1);
    }

    [Fact]
    public void A_reported_balance_whose_known_at_day_was_never_set_is_rejected_not_taken_as_always_known()
    {
        var balances = EndOfDayBalances.FromObservations([new BalanceObservation { Account = 1, Day = Start, Balance = 5, KnownAt = default(Day) }], Start, Start, LoadOptions.Default);
        balances.AccountDays.Should().Be(0);
        balances.Quality.Count(RejectionReason.MissingDay).Should().Be(1);
    }

    [Fact]
    public void A_sum_beyond_decimal_names_account_and_day()
    {
        var rows = new[] { Row(0, 7.9e28m, null, "rich", 1), Row(0, 7.9e28m, null, "rich", 2) };
        var close = () => EndOfDayBalances.FromTransactions(TransactionLedger.Load(rows).AsOf(Start.AddDays(9)));
        close.Should().Throw<OverflowException>().WithMessage($"Account rich, {Start}: *");
    }
}
