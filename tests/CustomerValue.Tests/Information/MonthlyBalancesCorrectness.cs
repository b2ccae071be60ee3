using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class MonthlyBalancesCorrectness
{
    private static readonly Day Asked = new(2024, 3, 31);

    private static EndOfDayBalances Closes(Day asOf) => EndOfDayBalances.FromTransactions(TransactionLedger.Load(
    [
        EndOfDayBalancesCorrectness.Row(5, 100, 100, "giro"),
        EndOfDayBalancesCorrectness.Row(70, -150, -50, "giro"),
        EndOfDayBalancesCorrectness.Row(40, 1000, 1000, "savings"),
    ]).AsOf(asOf));

    [Fact]
    public void Months_without_movement_carry_forward_and_before_the_first_there_is_null()
    {
        var panel = MonthlyBalances.ByAccount(Closes(Asked));
        panel.Months.Should().Equal(new Day(2024, 1, 31), new Day(2024, 2, 29), new Day(2024, 3, 31));
        Enumerable.Range(0, 3).Select(m => panel.Balance(panel.FindCustomer("giro")!.Value, m)).Should().Equal(100m, 100m, -50m);
        Enumerable.Range(0, 3).Select(m => panel.Balance(panel.FindCustomer("savings")!.Value, m)).Should().Equal(null, 1000m, 1000m);
        panel.CustomerMonths.Should().Be(5);
        panel.FindMonth(new Day(2024, 2, 3)).Should().Be(1);
        panel.FindMonth(new Day(2023, 2, 3)).Should().BeNull();
    }

    [Fact]
    public void An_overdraft_hides_nothing_of_the_savings_of_the_household()
    {
        var panel = MonthlyBalances.ByCustomer(Closes(Asked), _ => "family", []);
        panel.Assets(0, 2).Should().Be(1000);
        panel.Debts(0, 2).Should().Be(50);
        panel.Balance(0, 2).Should().Be(950);
        panel.Total(2).Should().Be(950);
    }

    [Fact]
    public void Only_whole_months_are_in()
    {
        MonthlyBalances.ByAccount(Closes(new Day(2024, 3, 30))).Months.Should().HaveCount(2);
        MonthlyBalances.ByAccount(Closes(new Day(2024, 1, 30))).Months.Should().BeEmpty();
    }

    [Fact]
    public void A_closed_account_is_out_from_its_closing_on_but_not_before_the_closing_is_due()
    {
        Account[] accounts = [new() { Id = "savings", ClosedOn = new Day(2024, 3, 15) }];
        var panel = MonthlyBalances.ByAccount(Closes(Asked), accounts);
        var savings = panel.FindCustomer("savings")!.Value;
        panel.Balance(savings, 1).Should().Be(1000);
        panel.Balance(savings, 2).Should().BeNull();
        panel.CustomersAt(2).Should().HaveCount(1);
        MonthlyBalances.ByAccount(Closes(new Day(2024, 2, 29)), accounts).CustomersAt(1).Should().HaveCount(2);
    }

    [Fact]
    public void Accounts_of_nobody_are_left_out_and_counted()
    {
        var panel = MonthlyBalances.ByCustomer(Closes(Asked), account => account == "giro" ? "family" : default(RecordKey), []);
        panel.UnassignedAccounts.Should().Be(1);
        panel.Total(2).Should().Be(-50);
    }

    // Which of two closings counted would depend on the order of the rows.
    [Fact]
    public void An_account_listed_twice_or_null_is_refused_by_row()
    {
        var day = new Day(2024, 2, 29);
        var balances = EndOfDayBalances.FromTransactions(TransactionLedger.Load([new() { Account = "a", ValueDay = day, Amount = 1 }]).AsOf(new Day(2024, 6, 30)));
        Account closed = new() { Id = "a", ClosedOn = new Day(2024, 4, 1) };
        foreach (var second in new[] { closed with { ClosedOn = null }, null, closed with { Id = default }, new Account { Id = "b", ClosedOn = default(Day) } })
        {
            FluentActions.Invoking(() => MonthlyBalances.ByAccount(balances, [closed, second!])).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks an account with a key, none twice*");
        }
    }

    // One row dated in the year 1 makes 24,000 months of 100,000 accounts: more than an array can count.
    [Fact]
    public void A_panel_too_large_for_memory_is_refused_before_it_is_made()
    {
        var day = new Day(2024, 2, 29);
        var rows = Enumerable.Range(0, 100_000).Select(i => new BalanceObservation { Account = i, Day = i == 0 ? new Day(1, 1, 2) : day, Balance = 1 });
        var balances = EndOfDayBalances.FromObservations(rows, day, day, LoadOptions.Default);
        FluentActions.Invoking(() => MonthlyBalances.ByAccount(balances)).Should().Throw<ArgumentException>().WithMessage("100000 customers × 24278 months from 0001-01-31 on are too many*");
    }
}
