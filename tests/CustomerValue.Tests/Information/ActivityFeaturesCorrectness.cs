using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class ActivityFeaturesCorrectness
{
    private static readonly Day AsOf = new(2024, 5, 31);

    private static Transaction Row(Day day, decimal amount, TransactionKind kind = TransactionKind.Transfer) =>
        new() { Account = 1, ValueDay = day, Amount = amount, Kind = kind };

    private static double? Feature(string name, params Transaction[] rows)
    {
        var snapshot = TransactionLedger.Load(rows).AsOf(AsOf);
        var value = ActivityFeatures.Extract(snapshot, EndOfDayBalances.FromTransactions(snapshot)).Number(name)[0];
        return double.IsNaN(value) ? null : value;
    }

    // peers/segmentation.md: 75 % of accounts have recency 0 at month end because the bank books interest and fees.
    [Fact]
    public void Rows_booked_by_the_bank_are_no_activity_of_the_customer()
    {
        Transaction[] rows = [Row(AsOf.AddDays(-20), 100), Row(AsOf, 1, TransactionKind.Interest), Row(AsOf, -2, TransactionKind.Fee), Row(AsOf, 5, TransactionKind.Adjustment)];
        Feature(ActivityFeatures.Recency, rows).Should().Be(20);
        Feature(ActivityFeatures.Frequency, rows).Should().Be(1);
        Feature(ActivityFeatures.Inflow, rows).Should().Be(100);
        Feature(ActivityFeatures.Balance, rows).Should().Be(104);
        Feature(ActivityFeatures.Recency, rows[1]).Should().BeNull();
    }

    [Fact]
    public void The_window_is_open_at_its_start_and_closed_at_its_end()
    {
        // Three months before 31 May 2024 is 29 February, by clamping to the end of the month.
        Feature(ActivityFeatures.Frequency, Row(new Day(2024, 2, 29), 1), Row(new Day(2024, 3, 1), 1), Row(AsOf, 1)).Should().Be(2);
    }

    [Fact]
    public void A_holding_that_ends_before_it_begins_or_never_begins_is_refused_by_row()
    {
        var snapshot = TransactionLedger.Load([Row(AsOf, 1)]).AsOf(AsOf);
        var balances = EndOfDayBalances.FromTransactions(snapshot);
        ProductHolding sound = new() { Account = 1, Product = "card", HeldFrom = AsOf };
        ProductHolding[] broken = [sound with { HeldFrom = default }, sound with { HeldTo = AsOf.AddDays(-1) }, sound with { KnownAt = default(Day) }];
        foreach (var holding in broken)
        {
            FluentActions.Invoking(() => ActivityFeatures.Extract(snapshot, balances, [sound, holding], ActivityOptions.Default))
                .Should().Throw<ArgumentException>().WithMessage("Row 1 breaks HeldFrom given, HeldFrom ≤ HeldTo*");
        }
    }

    [Fact]
    public void Products_count_when_held_and_known_on_the_day()
    {
        var snapshot = TransactionLedger.Load([Row(AsOf, 1)]).AsOf(AsOf);
        var balances = EndOfDayBalances.FromTransactions(snapshot);
        var households = Households.Build([HouseholdsCorrectness.Of("me", 1)], AsOf);
        ProductHolding[] holdings =
        [
            new() { Account = 1, Product = "card", HeldFrom = AsOf },
            new() { Client = "me", Product = "fund", HeldFrom = new Day(2020, 1, 1) },
            new() { Account = 1, Product = "loan", HeldFrom = AsOf.AddDays(1) },
            new() { Account = 1, Product = "old", HeldFrom = new Day(2020, 1, 1), HeldTo = AsOf.AddDays(-1) },
            new() { Account = 1, Product = "late", HeldFrom = new Day(2020, 1, 1), KnownAt = AsOf.AddDays(1) },
            new() { Account = "stranger", Product = "card", HeldFrom = AsOf },
        ];

        ActivityFeatures.Extract(snapshot, balances, households, holdings, ActivityOptions.Default).Number(ActivityFeatures.Products)[0].Should().Be(2);
        ActivityFeatures.Extract(snapshot, balances, holdings, ActivityOptions.Default).Number(ActivityFeatures.Products)[0].Should().Be(1);
        FluentActions.Invoking(() => ActivityFeatures.Extract(snapshot, balances, [new ProductHolding()], ActivityOptions.Default))
            .Should().Throw<ArgumentException>().WithMessage("Row 0 breaks an account or a client that holds the product: neither.*");
    }

    [Fact]
    public void Parts_of_different_days_are_refused()
    {
        var ledger = TransactionLedger.Load([Row(AsOf, 1)]);
        FluentActions.Invoking(() => ActivityFeatures.Extract(ledger.AsOf(AsOf), EndOfDayBalances.FromTransactions(ledger.AsOf(AsOf.AddDays(1)))))
            .Should().Throw<ArgumentException>().WithMessage("Balances are as of 2024-06-01*");
    }
}
