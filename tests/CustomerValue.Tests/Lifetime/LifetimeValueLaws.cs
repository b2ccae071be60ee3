using CustomerValue.Information;
using CustomerValue.Lifetime;

namespace CustomerValue.Tests.Lifetime;

public sealed class LifetimeValueLaws
{
    private static readonly BgNbdModel Purchases = BgNbdModel.FromParameters(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
    private static readonly GammaGammaModel Spend = GammaGammaModel.FromParameters(6.25, 3.74, 15.44);
    private static readonly PurchaseHistories Customers =
        PurchaseHistories.FromColumns([2, 0, 7], [30, 0, 35], [38, 38, 38], [22.35, 0, 73.74], TimeUnit.Week);

    [Fact]
    public void Without_discounting_value_is_purchases_times_spend_times_margin()
    {
        foreach (var timing in new[] { PaymentTiming.Continuous, PaymentTiming.EndOfPeriod, PaymentTiming.MidPeriod, PaymentTiming.StartOfPeriod })
        {
            var options = new LifetimeValueOptions { Margin = 0.3, Discounting = new Discounting { AnnualRate = 0, Timing = timing, Period = 4 } };
            var values = new double[3];
            var total = LifetimeValue.Compute(Purchases, Spend, Customers, 52, values, options);
            for (var row = 0; row < 3; row++)
            {
                var expected = Purchases.ExpectedPurchases(Customers[row], 52) * Spend.ExpectedAverageValue(Customers[row]).Value * 0.3;
                values[row].Should().BeApproximately(expected, 1e-10 * expected);
            }

            total.Should().BeApproximately(values.Sum(), 1e-12);
        }
    }

    [Fact]
    public void Each_period_is_discounted_by_its_convention()
    {
        var history = Customers[0];
        var terms = new Discounting { AnnualRate = 0.15, Period = 13 };
        double end = 0, middle = 0, start = 0;
        foreach (var (from, to) in new[] { (0.0, 13.0), (13, 26), (26, 39), (39, 45) })
        {
            var bought = Purchases.ExpectedPurchases(history, to) - Purchases.ExpectedPurchases(history, from);
            end += bought * Math.Pow(1.15, -to * 7 / 365.2425);
            middle += bought * Math.Pow(1.15, -(from + to) / 2 * 7 / 365.2425);
            start += bought * Math.Pow(1.15, -from * 7 / 365.2425);
        }

        Purchases.DiscountedPurchases(history, 45, terms with { Timing = PaymentTiming.EndOfPeriod }).Should().BeApproximately(end, 1e-12);
        Purchases.DiscountedPurchases(history, 45, terms with { Timing = PaymentTiming.MidPeriod }).Should().BeApproximately(middle, 1e-12);
        Purchases.DiscountedPurchases(history, 45, terms with { Timing = PaymentTiming.StartOfPeriod }).Should().BeApproximately(start, 1e-12);
    }

    [Fact]
    public void Short_periods_approach_continuous_discounting()
    {
        var terms = new Discounting { AnnualRate = 0.15 };
        var continuous = Purchases.DiscountedPurchases(Customers[0], 52, terms);
        var fine = Purchases.DiscountedPurchases(Customers[0], 52, terms with { Timing = PaymentTiming.MidPeriod, Period = 0.05 });
        fine.Should().BeApproximately(continuous, 1e-8);
        Purchases.DiscountedPurchases(Customers[0], 52, terms with { Timing = PaymentTiming.EndOfPeriod, Period = 4 })
            .Should().BeLessThan(continuous);
        Purchases.DiscountedPurchases(Customers[0], 52, terms with { Timing = PaymentTiming.StartOfPeriod, Period = 4 })
            .Should().BeGreaterThan(continuous);
    }

    [Fact]
    public void The_unlimited_future_is_the_limit_of_long_horizons()
    {
        // golden/clv/cdnow_bgnbd.json's rate: ln(1.15)/52 per week.
        var unlimited = Purchases.DiscountedPurchases(Customers[0], Math.Log(1.15) / 52);
        var terms = new Discounting { AnnualRate = Math.Pow(1.15, TimeUnit.Week.PerYear / 52) - 1 };
        Purchases.DiscountedPurchases(Customers[0], 30_000, terms).Should().BeApproximately(unlimited, 1e-9);
    }

    [Fact]
    public void Values_per_purchase_from_elsewhere_may_be_negative()
    {
        var values = new double[3];
        var total = LifetimeValue.Compute(Purchases, Customers, [10, -1, 0], 52, values);
        values[0].Should().BePositive();
        values[1].Should().BeNegative();
        values[2].Should().Be(0);
        total.Should().BeApproximately(values[0] + values[1], 1e-12);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        var values = new double[3];
        ((Action)(() => LifetimeValue.Compute(null!, Spend, Customers, 52, values))).Should().Throw<ArgumentNullException>();
        ((Action)(() => LifetimeValue.Compute(Purchases, Spend, Customers, double.NaN, values))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => LifetimeValue.Compute(Purchases, Spend, Customers, 52, new double[2]))).Should().Throw<ArgumentException>().WithMessage("*destination*");
        ((Action)(() => LifetimeValue.Compute(Purchases, Customers, [1, 2], 52, values))).Should().Throw<ArgumentException>().WithMessage("*valuePerPurchase*");
        ((Action)(() => LifetimeValue.Compute(Purchases, Customers, [1, 2, double.NaN], 52, values))).Should().Throw<ArgumentException>().WithMessage("Row 2*");
        ((Action)(() => LifetimeValue.Compute(Purchases, Customers, values, 52, values))).Should().Throw<ArgumentException>().WithMessage("*overlap*");
        ((Action)(() => _ = new LifetimeValueOptions { Margin = double.NaN })).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = new LifetimeValueOptions { Discounting = null! })).Should().Throw<ArgumentNullException>();
    }
}
