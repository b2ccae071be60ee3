using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class SnapshotCorrectness
{
    private static readonly Day AsOf = new(2024, 6, 30);

    private static readonly Transaction[] Booked =
    [
        new() { Id = 1, Account = "A", ValueDay = new Day(2024, 1, 10), Amount = 2500, BalanceAfter = 2500, Kind = TransactionKind.Salary },
        new() { Id = 2, Account = "B", ValueDay = new Day(2024, 2, 1), Amount = 100, BalanceAfter = 100 },
        new() { Id = 3, Account = "A", ValueDay = new Day(2024, 6, 30), Amount = -40, BalanceAfter = 2460, Kind = TransactionKind.Card },
        new() { Id = 4, Account = "A", ValueDay = new Day(2024, 7, 1), Amount = -60, BalanceAfter = 2400 },
        new() { Id = 5, Account = "D", ValueDay = new Day(2024, 7, 1), Amount = 9 },
        new() { Id = 6, Account = "C", ValueDay = new Day(2023, 1, 1), Amount = 0, BalanceAfter = 0 },
        new() { Id = 7, Account = "X", ValueDay = new Day(2023, 1, 1), Amount = 77 },
    ];

    private static SnapshotSources Sources() => new(TransactionLedger.Load(Booked))
    {
        Accounts = RecordTables.Accounts(
        [
            new() { Id = "A", OpenedOn = new Day(2024, 1, 1) },
            new() { Id = "A", OpenedOn = new Day(2024, 1, 1), ClosedOn = new Day(2024, 9, 30), KnownAt = new Day(2024, 9, 30) },
            new() { Id = "B", OpenedOn = new Day(2024, 1, 1), ClosedOn = new Day(2024, 12, 31) },
            new() { Id = "C", OpenedOn = new Day(2020, 1, 1), ClosedOn = new Day(2024, 6, 29) },
            new() { Id = "D", OpenedOn = new Day(2024, 7, 1) },
            new() { Id = "E", OpenedOn = new Day(2024, 6, 30) },
        ]),
        Dispositions = RecordTables.Dispositions(
        [
            new() { Client = 1, Account = "A", Role = DispositionRole.Owner },
            new() { Client = 2, Account = "A", Role = DispositionRole.CoOwner },
            new() { Client = 2, Account = "B", Role = DispositionRole.Owner, ValidTo = new Day(2025, 1, 1) },
            new() { Client = 3, Account = "C", Role = DispositionRole.Owner },
            new() { Client = 3, Account = "D", Role = DispositionRole.Owner },
            new() { Client = 1, Account = "D", Role = DispositionRole.Owner },
        ]),
        Holdings = RecordTables.Holdings(
        [
            new() { Account = "B", Product = "card", HeldFrom = new Day(2024, 3, 1), HeldTo = new Day(2024, 8, 1) },
            new() { Client = 2, Product = "fund", HeldFrom = new Day(2024, 3, 1), HeldTo = new Day(2024, 4, 1) },
            new() { Client = 3, Product = "late", HeldFrom = new Day(2024, 8, 1) },
        ]),
        Contacts = RecordTables.Contacts(
        [
            new() { Customer = 2, Day = new Day(2024, 6, 1), Channel = "mail", RespondedOn = new Day(2024, 7, 5) },
            new() { Customer = 1, Day = new Day(2024, 6, 2), Channel = "branch", RespondedOn = new Day(2024, 6, 30) },
            new() { Customer = 1, Day = new Day(2024, 7, 2), Channel = "branch" },
        ]),
        Income = RecordTables.Income(
        [
            new() { Account = "A", From = new Day(2024, 6, 1), To = new Day(2024, 6, 30), Kind = IncomeKind.DepositMargin, Amount = 12 },
            new() { Account = "A", From = new Day(2024, 6, 30), To = new Day(2024, 7, 1), Kind = IncomeKind.DepositMargin, Amount = 13 },
            new() { Client = 2, From = new Day(2024, 6, 3), Kind = IncomeKind.Fee, Amount = 5 },
            new() { Client = 2, From = new Day(2024, 6, 3), Kind = IncomeKind.Fee, Amount = 5 },
        ]),
        Calendar = new BankCalendar("Prague", _ => TimeSpan.FromHours(1)),
    };

    [Fact]
    public void Households_with_an_open_account_are_the_population_and_who_is_left_out_is_counted()
    {
        var snapshot = Sources().AsOf(AsOf);

        snapshot.Population.Customers.Should().Equal(1);
        snapshot.AccountsOf(1).Should().Equal("A", "B");
        (snapshot.Population.CustomersClosedBefore, snapshot.Population.AccountsOpenedAfter, snapshot.Population.AccountsClosedBefore).Should().Be((1, 1, 1));
        (snapshot.Population.AccountsWithoutCustomer, snapshot.Population.AccountsNotListed).Should().Be((1, 1));
        snapshot.CustomerOf("C").Should().Be((RecordKey)3);
        snapshot.CustomerOf("D").IsMissing.Should().BeTrue("it opens the day after");
        snapshot.CustomerOf("X").IsMissing.Should().BeTrue("the bank does not list it");
    }

    [Fact]
    public void An_account_not_open_yet_connects_nobody_though_its_dispositions_carry_no_days()
    {
        Sources().AsOf(AsOf).Households!.HouseholdOfClient(3).Should().NotBe(Sources().AsOf(AsOf).Households!.HouseholdOfClient(1));
        Sources().AsOf(AsOf.AddDays(1)).Households!.KeyOfClient(3).Should().Be((RecordKey)1);
    }

    [Fact]
    public void What_comes_later_in_the_life_of_a_record_is_not_seen()
    {
        var snapshot = Sources().AsOf(AsOf);

        snapshot.Accounts.Where(a => a.ClosedOn is not null).Select(a => a.Id).Should().Equal("C");
        snapshot.Holdings.Select(h => (h.Product, h.HeldTo)).Should().Equal(("fund", new Day(2024, 4, 1)), ("card", null));
        snapshot.Contacts.Select(c => (c.Channel, c.RespondedOn)).Should().Equal(("branch", AsOf), ("mail", null));
        snapshot.Income.Sum(e => e.Amount).Should().Be(22);
        Sources().AsOf(new Day(2024, 7, 5)).Contacts.Should().HaveCount(3).And.Contain(c => c.RespondedOn == new Day(2024, 7, 5));
    }

    [Fact]
    public void A_customers_figures_lead_back_to_his_rows()
    {
        var snapshot = Sources().AsOf(AsOf);

        snapshot.RowsOf(1).Select(t => t.Id).Should().Equal(1, 3, 2);
        snapshot.HoldingsOf(1).Should().HaveCount(2);
        snapshot.ContactsOf(1).Should().HaveCount(2);
        snapshot.IncomeOf(1).Sum(e => e.Amount).Should().Be(22);
        snapshot.RowsOf(99).Should().BeEmpty();
        snapshot.RowsOf(1).Sum(t => t.Amount).Should().Be(snapshot.AccountsOf(1).Sum(a => snapshot.Balances.BalanceOn(a, AsOf)));
    }

    [Theory]
    [InlineData(CustomerLevel.Household, 1L, 1L)]
    [InlineData(CustomerLevel.Client, 1L, 2L)]
    public void Customers_are_households_or_first_owners(CustomerLevel level, long ownerOfA, long ownerOfB)
    {
        var snapshot = Sources().AsOf(AsOf, AsOf, SnapshotOptions.Default with { Level = level });

        snapshot.CustomerOf("A").Should().Be((RecordKey)ownerOfA);
        snapshot.CustomerOf("B").Should().Be((RecordKey)ownerOfB);
        snapshot.HoldingsOf(ownerOfB).Should().HaveCount(2);
    }

    [Fact]
    public void Single_accounts_are_customers_where_no_dispositions_were_loaded()
    {
        var snapshot = (Sources() with { Dispositions = null, Accounts = null }).AsOf(AsOf);

        snapshot.Population.Customers.Should().Equal("A", "B", "C", "X");
        snapshot.Population.AccountsOpenedAfter.Should().Be(1);
        snapshot.Statuses.Of("C").Should().Be(AccountStatus.Dormant);
    }
}
