using CustomerValue.Information;
using CustomerValue.Lifetime;

namespace CustomerValue.Tests.Lifetime;

/// <summary>Term structures and calendar horizons.</summary>
public sealed class DiscountingLaws
{
    private static readonly PurchaseHistory History = new(3, 20, 26);

    public static TheoryData<string> Models() => new(PurchaseModelUnderTest.All.Keys);

    [Theory]
    [MemberData(nameof(Models))]
    public void A_flat_curve_is_the_rate_whatever_its_terms_and_the_convention(string name)
    {
        var model = PurchaseModelUnderTest.All[name];
        var curve = RateCurve.FromZeroRates([0.1, 0.5, 1, 3], [0.2, 0.2, 0.2, 0.2]);
        foreach (var timing in new[] { PaymentTiming.Continuous, PaymentTiming.EndOfPeriod, PaymentTiming.MidPeriod, PaymentTiming.StartOfPeriod })
        {
            var flat = new Discounting { AnnualRate = 0.2, Timing = timing, Period = 13 };
            ReferenceChecks.Near(
                model.DiscountedWithin(History, 104, flat with { Curve = curve }), model.DiscountedWithin(History, 104, flat), 1e-10, timing.ToString());
        }
    }

    [Fact]
    public void A_curve_discounts_each_purchase_from_its_own_moment()
    {
        // Against quarters of a day summed directly.
        var model = PurchaseModelUnderTest.All["Pareto/NBD"];
        var curve = RateCurve.FromZeroRates([0.25, 1, 2], [0.01, 0.05, 0.08]);
        var sum = 0.0;
        const double Step = 1.0 / 28;
        for (var t = 0.0; t < 104 - Step / 2; t += Step)
        {
            sum += (model.Expected(History, t + Step) - model.Expected(History, t)) * curve.Factor((t + Step / 2) / TimeUnit.Week.PerYear);
        }

        ReferenceChecks.Near(model.DiscountedWithin(History, 104, new Discounting { Curve = curve }), sum, 1e-6, "curve");
    }

    [Fact]
    public void Factors_of_a_curve_are_those_of_its_rates_and_lie_on_lines_between()
    {
        var curve = RateCurve.FromZeroRates([1, 2], [0.05, 0.08]);
        curve.Factor(0).Should().Be(1);
        curve.Factor(1).Should().BeApproximately(1 / 1.05, 1e-15);
        curve.Factor(2).Should().BeApproximately(1 / (1.08 * 1.08), 1e-15);
        curve.Factor(1.5).Should().BeApproximately(Math.Sqrt(curve.Factor(1) * curve.Factor(2)), 1e-15);
        (curve.Factor(4) / curve.Factor(3)).Should().BeApproximately(curve.Factor(2) / curve.Factor(1), 1e-15);
        ((Action)(() => RateCurve.FromZeroRates([1, 1], [0.05, 0.06]))).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        ((Action)(() => RateCurve.FromZeroRates([1, 2], [0.05, 0.01]))).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        ((Action)(() => RateCurve.FromZeroRates([], []))).Should().Throw<ArgumentException>();
        ((Action)(() => curve.Factor(-1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Every_model_of_purchases_gives_lifetime_values()
    {
        var spend = GammaGammaModel.FromParameters(6.25, 3.74, 15.44);
        var histories = PurchaseHistories.FromColumns([2, 0, 5], [10, 0, 30], [30, 30, 31], [20, 0, 55], TimeUnit.Week);
        var scores = new double[3];
        foreach (var model in PurchaseModelUnderTest.All.Values)
        {
            var total = LifetimeValue.Compute(model.Model, spend, histories, 52, scores);
            total.Should().BeApproximately(scores.Sum(), 1e-12);
            scores[0].Should().BeApproximately(
                model.DiscountedWithin(histories[0], 52, Discounting.Default) * spend.ExpectedAverageValue(histories[0]).Value, 1e-12, model.Name);
        }

        LifetimeValue.Compute(HiatusRule.Naive(TimeUnit.Week), spend, histories, 52, scores).Should().BePositive();
        var opportunities = PurchaseHistories.FromColumns([2, 0, 5], [10, 0, 30], [30, 30, 31], [20, 0, 55], TimeUnit.Month);
        LifetimeValue.Compute(BgBbModel.FromParameters(1.2, 0.7, 0.6, 2.8, TimeUnit.Month), spend, opportunities, 12, scores).Should().BePositive();
    }

    [Fact]
    public void Horizons_follow_the_calendar()
    {
        var asOf = new Day(2024, 1, 31);
        CalendarHorizon.Until(asOf, new Day(2024, 3, 1), TimeUnit.Day).Should().Be(30);
        CalendarHorizon.Until(asOf, asOf, TimeUnit.Week).Should().Be(0);
        CalendarHorizon.Months(asOf, 12, TimeUnit.Week).Should().BeApproximately(366 / 7.0, 1e-13);
        CalendarHorizon.Months(asOf, 1, TimeUnit.Day).Should().Be(29);
        ((Action)(() => CalendarHorizon.Until(asOf, new Day(2024, 1, 30), TimeUnit.Day))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => CalendarHorizon.Months(asOf, -1, TimeUnit.Day))).Should().Throw<ArgumentOutOfRangeException>();
    }
}
