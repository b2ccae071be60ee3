using CustomerValue.Information;
using CustomerValue.Segmentation;

namespace CustomerValue.Tests.Information;

public class CustomerBalancesCorrectness
{
    private static readonly Day Start = new(2024, 1, 1);

    private static EndOfDayBalances Closes() => EndOfDayBalances.FromTransactions(TransactionLedger.Load(
    [
        EndOfDayBalancesCorrectness.Row(5, 100.10m, null, "giro"), EndOfDayBalancesCorrectness.Row(20, -250, null, "giro"), EndOfDayBalancesCorrectness.Row(15, 1000, null, "savings"),
    ]).AsOf(new Day(2024, 1, 31)));

    private static CustomerBalances Average(Day after, Day until, params Account[] accounts) => CustomerBalances.Average(Closes(), after, until, _ => "family", accounts);

    // By hand: giro 100.10 on days 5 to 19 (15 days), −149.90 on days 20 to 30 (11 days); savings 1,000 on days 15 to 30 (16 days); the family 26 days.
    [Fact]
    public void The_average_daily_balance_divides_by_the_days_of_the_customer_not_of_the_span()
    {
        var average = Average(new Day(2023, 12, 31), new Day(2024, 1, 31));
        average.Days(0).Should().Be(26);
        average.DaySum(0).Should().Be(15 * 100.10m - 11 * 149.90m + 16_000);
        average.Balance(0).Should().Be((15 * 100.10m - 11 * 149.90m + 16_000) / 26);
        average.Assets(0).Should().Be((15 * 100.10m + 16_000) / 26);
        average.Debts(0).Should().Be(11 * 149.90m / 26);
        average.FindCustomer("family").Should().Be(0);
        average.FindCustomer("giro").Should().BeNull();
    }

    [Fact]
    public void After_its_last_open_day_an_account_is_out_and_before_its_first_close_nobody_is_a_customer()
    {
        var closed = new Account { Id = "giro", ClosedOn = Start.AddDays(9) };
        Average(new Day(2023, 12, 31), Start.AddDays(12), closed).DaySum(0).Should().Be(5 * 100.10m);
        Average(new Day(2023, 12, 31), Start.AddDays(17), closed).Days(0).Should().Be(5 + 3, "days 10 to 14 have no account at all");
        Average(Start.AddDays(9), Start.AddDays(14), closed).Customers.Should().BeEmpty();
        Average(new Day(2023, 12, 31), Start.AddDays(4)).Customers.Should().BeEmpty();
        Average(Start.AddDays(4), Start.AddDays(9), closed with { ClosedOn = new Day(2024, 6, 1) }).Days(0).Should().Be(5, "a closing ahead does not count");
    }

    [Fact]
    public void Tiers_as_of_a_day_are_those_of_the_assets_on_it()
    {
        var tiers = ValueTiers.FromThresholds([500, 5000]);
        foreach (var (day, tier) in new[] { (10, 0), (15, 1), (30, 1) })
        {
            var position = CustomerBalances.AsOf(Closes(), Start.AddDays(day), _ => "family", []);
            var assigned = new int[1];
            tiers.Of(position.AssetValues, assigned);
            assigned.Should().Equal(tier);
        }

        CustomerBalances.AsOf(Closes(), Start.AddDays(30), _ => "family", []).Assets(0).Should().Be(1000);
        CustomerBalances.AsOf(Closes(), Start.AddDays(30), _ => "family", []).Debts(0).Should().Be(149.90m);
    }

    [Fact]
    public void A_span_that_ends_before_it_begins_or_after_the_as_of_day_is_refused()
    {
        FluentActions.Invoking(() => Average(Start, Start)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("The days (2024-01-01, 2024-01-01]*");
        FluentActions.Invoking(() => Average(Start, new Day(2024, 2, 1))).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => CustomerBalances.AsOf(Closes(), Day.MinValue, k => k, [])).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Average(Start, Start.AddDays(3), new Account())).Should().Throw<ArgumentException>().WithMessage("Row 0 breaks an account with a key*");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sums_over_households_equal_sums_over_accounts_and_month_ends_equal_the_panel(int seed)
    {
        var bank = FeatureBank.Of(seed);
        var snapshot = bank.Snapshot();
        var (after, until) = (new Day(2023, 10, 31), new Day(2024, 3, 31));
        var byAccount = CustomerBalances.Average(snapshot.Balances, after, until, key => key, snapshot.Accounts);
        var byHousehold = CustomerBalances.Average(snapshot.Balances, after, until, snapshot.CustomerOf, snapshot.Accounts);

        Enumerable.Range(0, byHousehold.Customers.Count).Sum(byHousehold.DaySum).Should().Be(
            Enumerable.Range(0, byAccount.Customers.Count).Where(i => !snapshot.CustomerOf(byAccount.Customers[i]).IsMissing).Sum(byAccount.DaySum));
        var panel = MonthlyBalances.ByCustomer(snapshot.Balances, snapshot.CustomerOf, snapshot.Accounts, new Day(2023, 12, 5), until);
        panel.Months.Should().Equal(new Day(2023, 12, 31), new Day(2024, 1, 31), new Day(2024, 2, 29), new Day(2024, 3, 31));
        for (var month = 0; month < panel.Months.Count; month++)
        {
            var position = CustomerBalances.AsOf(snapshot.Balances, panel.Months[month], snapshot.CustomerOf, snapshot.Accounts);
            for (var i = 0; i < position.Customers.Count; i++)
            {
                panel.Assets(panel.FindCustomer(position.Customers[i])!.Value, month).Should().Be(position.Assets(i));
                panel.Debts(panel.FindCustomer(position.Customers[i])!.Value, month).Should().Be(position.Debts(i));
            }
        }
    }

    [Fact]
    public void A_range_of_months_may_begin_before_the_first_close_and_must_not_end_after_the_as_of_day()
    {
        var panel = MonthlyBalances.ByCustomer(Closes(), key => key, [], new Day(2023, 11, 30), new Day(2024, 1, 31));
        panel.Months.Should().HaveCount(3);
        panel.CustomersAt(0).Should().BeEmpty();
        panel.CustomersAt(2).Should().HaveCount(2);
        MonthlyBalances.ByCustomer(Closes(), key => key, [], new Day(2024, 1, 1), new Day(2024, 1, 30)).Months.Should().BeEmpty("January is not over");
        FluentActions.Invoking(() => MonthlyBalances.ByCustomer(Closes(), key => key, [], new Day(2024, 1, 31), new Day(2024, 2, 1))).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => MonthlyBalances.ByCustomer(Closes(), key => key, [], new Day(2024, 1, 31), new Day(2024, 1, 30))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Dormant_and_closed_are_told_apart_on_both_sides_of_the_last_open_day()
    {
        var closing = new Day(2024, 1, 31);
        Account[] accounts = [new() { Id = "giro", OpenedOn = Start, ClosedOn = closing }, new() { Id = "savings", OpenedOn = Start }];
        var ledger = TransactionLedger.Load([new() { Account = "giro", ValueDay = Start, Amount = 10 }, new() { Account = "savings", ValueDay = Start, Amount = 20 }]);
        foreach (var (day, status, total) in new[] { (closing, AccountStatus.Dormant, 30m), (closing.AddDays(1), AccountStatus.Closed, 20m) })
        {
            var snapshot = ledger.AsOf(day);
            var balances = EndOfDayBalances.FromTransactions(snapshot);
            AccountStatuses.Build(snapshot, accounts, 30).Of("giro").Should().Be(status);
            AccountStatuses.Build(snapshot, accounts, 30).Of("savings").Should().Be(AccountStatus.Dormant);
            CustomerBalances.AsOf(balances, day, _ => "family", accounts).Total.Should().Be(total);
        }

        var panel = MonthlyBalances.ByAccount(EndOfDayBalances.FromTransactions(ledger.AsOf(new Day(2024, 2, 29))), accounts);
        (panel.Total(0), panel.Total(1)).Should().Be((30m, 20m), "the same rule at month ends");
    }
}
