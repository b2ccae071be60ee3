using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class RecordTablesInputChecks
{
    private static readonly Day May1 = new(2024, 5, 1);
    private static readonly Day April = new(2024, 4, 1);

    public static TheoryData<string, object?, RejectionReason, string> BadRows => new()
    {
        { "contact", null, RejectionReason.NullRow, "Row 1 breaks a record on every row: null." },
        { "contact", new Contact { Day = May1 }, RejectionReason.MissingKey, "Row 1 breaks a customer given: none." },
        { "contact", new Contact { Customer = 1 }, RejectionReason.MissingDay, "Row 1 breaks a day given: none." },
        { "contact", new Contact { Customer = 1, Day = May1, KnownAt = default(Day) }, RejectionReason.MissingDay, "Row 1 breaks response and known-at day given or null: default." },
        { "contact", new Contact { Customer = 1, Day = May1, RespondedOn = April }, RejectionReason.NegativeDuration, "Row 1 breaks Day ≤ RespondedOn: contact 2024-05-01, response 2024-04-01." },
        { "income", new IncomeEntry { From = May1 }, RejectionReason.MissingKey, "Row 1 breaks an account or a client given: none." },
        { "income", new IncomeEntry { Client = 1 }, RejectionReason.MissingDay, "Row 1 breaks a first day given: none." },
        { "income", new IncomeEntry { Client = 1, From = May1, To = April }, RejectionReason.NegativeDuration, "Row 1 breaks From ≤ To: from 2024-05-01, to 2024-04-01." },
        { "income", new IncomeEntry { Client = 1, From = May1, Kind = (IncomeKind)99 }, RejectionReason.UnknownCategory, "Row 1 breaks a known kind of income: kind 99." },
        { "income", new IncomeEntry { Client = 1, From = May1, KnownAt = default(Day) }, RejectionReason.MissingDay, "Row 1 breaks last and known-at day given or null: default." },
        { "account", new Account { OpenedOn = May1 }, RejectionReason.MissingKey, "Row 1 breaks a key given: none." },
        { "account", new Account { Id = 1 }, RejectionReason.MissingDay, "Row 1 breaks an opening day given: none." },
        { "account", new Account { Id = 1, OpenedOn = May1, ClosedOn = April }, RejectionReason.NegativeDuration, "Row 1 breaks OpenedOn ≤ ClosedOn: opened 2024-05-01, closed 2024-04-01." },
        { "account", new Account { Id = 1, OpenedOn = May1, ClosedOn = default(Day) }, RejectionReason.MissingDay, "Row 1 breaks closing and known-at day given or null: default." },
        { "holding", new ProductHolding { Product = "card", HeldFrom = May1 }, RejectionReason.MissingKey, "Row 1 breaks an account or a client given: none." },
        { "holding", new ProductHolding { Account = 1, Product = " ", HeldFrom = May1 }, RejectionReason.MissingKey, "Row 1 breaks a product given: none." },
        { "holding", new ProductHolding { Account = 1, Product = "card" }, RejectionReason.MissingDay, "Row 1 breaks a first day given: none." },
        { "holding", new ProductHolding { Account = 1, Product = "card", HeldFrom = May1, HeldTo = April }, RejectionReason.NegativeDuration, "Row 1 breaks HeldFrom ≤ HeldTo: from 2024-05-01, to 2024-04-01." },
        { "holding", new ProductHolding { Account = 1, Product = "card", HeldFrom = May1, HeldTo = default(Day) }, RejectionReason.MissingDay, "Row 1 breaks last and known-at day given or null: default." },
        { "balance", new BalanceObservation { Day = May1 }, RejectionReason.MissingKey, "Row 1 breaks an account given: none." },
        { "balance", new BalanceObservation { Account = 1 }, RejectionReason.MissingDay, "Row 1 breaks a day given: none." },
        { "disposition", new Disposition { Client = 1 }, RejectionReason.MissingKey, "Row 1 breaks client and account given: client '1', account ''." },
        { "disposition", new Disposition { Client = 1, Account = 1, Role = (DispositionRole)9 }, RejectionReason.UnknownCategory, "Row 1 breaks role owner, co-owner or disponent: role 9." },
        { "disposition", new Disposition { Client = 1, Account = 1, ValidFrom = May1, ValidTo = April }, RejectionReason.NegativeDuration, "Row 1 breaks ValidFrom ≤ ValidTo: from 2024-05-01, to 2024-04-01." },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public void A_bad_row_is_counted_and_named_and_a_strict_load_throws(string source, object? row, RejectionReason reason, string message)
    {
        var quality = Load(source, row, LoadOptions.Default);
        var strict = () => Load(source, row, new LoadOptions { Strictness = Strictness.Strict });

        (quality.RowsRead, quality.RowsAccepted, quality.Count(reason)).Should().Be((3, 2, 1));
        quality.RejectedRows.Should().ContainSingle().Which.Message.Should().Be(message);
        strict.Should().Throw<ArgumentException>().WithMessage(message + "*");
    }

    [Fact]
    public void The_same_row_twice_is_dropped_and_counted_or_thrown()
    {
        Contact[] rows = [new() { Customer = 1, Day = May1 }, new() { Customer = 1, Day = May1 }];
        var strict = () => RecordTables.Contacts(rows, new LoadOptions { Strictness = Strictness.Strict });

        (RecordTables.Contacts(rows).Quality.Duplicates, RecordTables.Contacts(rows).AsOf(May1).Count).Should().Be((1, 1));
        strict.Should().Throw<ArgumentException>().WithMessage("Row 1 breaks no row twice: customer 1 on 2024-05-01*");
    }

    [Fact]
    public void Nothing_is_not_a_source()
    {
        FluentActions.Invoking(() => RecordTables.Contacts(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => RecordTables.Income([], null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => RecordTables.Income(null!, _ => new(), LoadOptions.Default)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new SnapshotSources(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new SnapshotSources(TransactionLedger.Load([])).AsOf(May1, May1, SnapshotOptions.Default))
            .Should().Throw<ArgumentException>().WithMessage("Customers by Household need dispositions*");
        new SnapshotSources(TransactionLedger.Load([])).AsOf(May1).Population.Count.Should().Be(0);
    }

    private static DataQuality Load(string source, object? row, LoadOptions options) => source switch
    {
        "contact" => RecordTables.Contacts([new() { Customer = 5, Day = May1 }, (Contact)row!, new() { Customer = 6, Day = May1 }], options).Quality,
        "income" => RecordTables.Income([new() { Client = 5, From = May1 }, (IncomeEntry)row!, new() { Client = 6, From = May1 }], options).Quality,
        "account" => RecordTables.Accounts([new() { Id = 5, OpenedOn = May1 }, (Account)row!, new() { Id = 6, OpenedOn = May1 }], options).Quality,
        "holding" => RecordTables.Holdings([new() { Client = 5, Product = "a", HeldFrom = May1 }, (ProductHolding)row!, new() { Client = 6, Product = "a", HeldFrom = May1 }], options).Quality,
        "balance" => RecordTables.Balances([new() { Account = 5, Day = May1 }, (BalanceObservation)row!, new() { Account = 6, Day = May1 }], options).Quality,
        _ => RecordTables.Dispositions([new() { Client = 5, Account = 5 }, (Disposition)row!, new() { Client = 6, Account = 6 }], options).Quality,
    };
}
