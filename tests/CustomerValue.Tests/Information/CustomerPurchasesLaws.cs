using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class CustomerPurchasesLaws
{
    private static readonly Day AsOf = new(2024, 3, 1);

    private static Transaction Row(RecordKey account, int daysBefore, decimal amount, TransactionKind kind = TransactionKind.Card) =>
        new() { Account = account, ValueDay = AsOf.AddDays(-daysBefore), Amount = amount, Kind = kind };

    private static readonly Transaction[] Rows =
    [
        Row("a", 60, -10), Row("a", 60, -5), Row("a", 39, -8), Row("a", 39, -4), Row("a", 25, -30), Row("a", 3, 200, TransactionKind.Salary),
        Row("b", 10, -1), Row("b", 3, -2, TransactionKind.Fee), Row("c", 5, 1, TransactionKind.Interest), Row("d", -4, -9),
    ];

    private static CustomerPurchases Of(PurchaseOptions options) => CustomerPurchases.FromTransactions(TransactionLedger.Load(Rows).AsOf(AsOf), options);

    [Fact]
    public void Days_are_merged_the_first_left_out_and_the_rest_counted()
    {
        var purchases = Of(new PurchaseOptions { Unit = TimeUnit.Day, Direction = PurchaseDirection.Out });
        purchases.Customers.Should().Equal("a", "b");
        purchases.Histories[0].Should().Be(new PurchaseHistory(2, 35, 60, 21));
        purchases.Histories[1].Should().Be(new PurchaseHistory(0, 0, 10));
        purchases.FirstPurchase(0).Should().Be(AsOf.AddDays(-60));
        purchases.RowsMerged.Should().Be(2);
        purchases.RowsNotCounted.Should().Be(3);
        purchases.CustomersWithoutPurchase.Should().Be(1);
        purchases.AccountsNotYetSeen.Should().Be(1);
        purchases.FindRow("d").Should().BeNull();
    }

    [Fact]
    public void Direction_and_kind_choose_what_a_purchase_is()
    {
        Of(new PurchaseOptions { Unit = TimeUnit.Day }).Histories[0].Repeats.Should().Be(3);
        Of(new PurchaseOptions { Direction = PurchaseDirection.In }).Customers.Should().Equal("a");
        Of(new PurchaseOptions { Kinds = [TransactionKind.Salary] }).Histories[0].Should().Be(new PurchaseHistory(0, 0, 3 / 7.0));
        Of(new PurchaseOptions { Kinds = [TransactionKind.Fee] }).Customers.Should().BeEmpty();
    }

    [Fact]
    public void Time_scales_with_its_unit()
    {
        var days = Of(new PurchaseOptions { Unit = TimeUnit.Day }).Histories;
        var weeks = Of(PurchaseOptions.Default).Histories;
        for (var i = 0; i < days.Count; i++)
        {
            weeks[i].Recency.Should().Be(days[i].Recency / 7);
            weeks[i].Age.Should().Be(days[i].Age / 7);
        }
    }

    [Fact]
    public void Accounts_of_one_customer_are_one_history()
    {
        var snapshot = TransactionLedger.Load(Rows).AsOf(AsOf);
        var purchases = CustomerPurchases.FromTransactions(snapshot, account => account == "c" ? default(RecordKey) : "family", new PurchaseOptions { Unit = TimeUnit.Day, Direction = PurchaseDirection.Out });
        purchases.Histories.Count.Should().Be(1);
        purchases.Histories[0].Should().Be(new PurchaseHistory(3, 50, 60, 43 / 3.0));
        purchases.UnassignedAccounts.Should().Be(1);
    }
}
