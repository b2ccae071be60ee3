using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

public sealed class CampaignReturnCorrectness
{
    // An effect of 15 a customer with error 4, by Welch of two samples made so: n = 100 each, variance 800.
    private static readonly ArmComparison Effect = MeanTest.Z(SampleMoments.FromSummary(100, 115, 800), SampleMoments.FromSummary(100, 100, 800));

    // 0 × the whole line was NaN.
    [Fact]
    public void A_margin_of_nothing_on_an_effect_that_is_unknown_has_a_reason()
    {
        var unknown = DoublyRobustDifference.Estimate(new DifferenceColumns { Before = [1, 2], After = [2, 4], IsTreated = [true, true] }).Comparison;
        var r = CampaignReturn.Of(unknown, 10, 0, 5);
        r.Return.Reason.Should().Be(UndefinedReason.EmptyArm);
        r.Interval.Width.Should().Be(double.PositiveInfinity);
        r.NetGainInterval.Width.Should().Be(double.PositiveInfinity);
    }

    [Fact]
    public void With_known_cost_everything_scales_with_the_effect()
    {
        // By hand: gain 15 · 200 · 0.5 = 1500, error 4 · 100 = 400; cost 300 + 200 · 2 = 700.
        var r = CampaignReturn.Of(Effect, 200, 0.5, 300, 2);
        r.Gain.Value.ShouldBeClose(1500, 1e-12);
        r.GainError.Value.ShouldBeClose(400, 1e-12);
        r.Cost.Should().Be(700);
        r.Return.Value.ShouldBeClose(1500.0 / 700, 1e-12);
        r.StandardError.Value.ShouldBeClose(400.0 / 700, 1e-12);
        r.Interval.ShouldBeClose([(1500 - 1.959963984540054 * 400) / 700, (1500 + 1.959963984540054 * 400) / 700], "return", 1e-12);
        r.NetGain.Value.ShouldBeClose(800, 1e-12);
        r.NetGainInterval.ShouldBeClose([800 - 1.959963984540054 * 400, 800 + 1.959963984540054 * 400], "net", 1e-11);

        // scipy.stats.norm.sf(2)
        r.PValuePays.Value.ShouldBeClose(0.022750131948179195, 1e-12);
        r.LogPValuePays.Value.ShouldBeClose(Math.Log(0.022750131948179195), 1e-12);
        r.BreakEvenEffect.Value.ShouldBeClose(7, 1e-12);
    }

    // Bisection on (a − r b)² = z² (va − 2 r c + r² vb), a = 1500, va = 400², b = 700, vb = (200 · 0.3)², c = 100 · 200 · 0.4.
    [Fact]
    public void Fieller_limits_are_the_ratios_that_the_data_do_not_contradict()
    {
        const double Z = 1.959963984540054;
        var r = CampaignReturn.OfEstimatedCost(Effect, 200, 0.5, 300, 2, 0.3, 0.4);
        double Excess(double ratio) => Math.Pow(1500 - ratio * 700, 2) - Z * Z * (160_000 - 2 * ratio * 8_000 + ratio * ratio * 3_600);
        Math.Abs(Excess(r.Interval.Lower)).Should().BeLessThan(1e-6);
        Math.Abs(Excess(r.Interval.Upper)).Should().BeLessThan(1e-6);
        r.Interval.Contains(1500.0 / 700).Should().BeTrue();
        var delta = CampaignReturn.OfEstimatedCost(Effect, 200, 0.5, 300, 2, 0.3, 0.4, CampaignReturnMethod.Delta);
        var ratio = 1500.0 / 700;
        delta.StandardError.Value.ShouldBeClose(Math.Sqrt(160_000 - 2 * ratio * 8_000 + ratio * ratio * 3_600) / 700, 1e-12);
        delta.Interval.Width.ShouldBeClose(2 * Z * delta.StandardError.Value, 1e-12);

        // (1500 − 700) over √(400² − 2 · 8000 + 60²).
        r.PValuePays.Value.ShouldBeClose(StandardNormalTail(800 / Math.Sqrt(160_000 - 16_000 + 3_600)), 1e-9);
    }

    [Fact]
    public void Without_error_of_the_cost_Fieller_is_the_interval_of_known_cost()
    {
        var known = CampaignReturn.Of(Effect, 200, 0.5, 300, 2);
        var estimated = CampaignReturn.OfEstimatedCost(Effect, 200, 0.5, 300, 2, 0);
        estimated.Interval.Lower.ShouldBeClose(known.Interval.Lower, 1e-12);
        estimated.Interval.Upper.ShouldBeClose(known.Interval.Upper, 1e-12);
        estimated.PValuePays.Value.ShouldBeClose(known.PValuePays.Value, 1e-12);
    }

    [Fact]
    public void A_cost_that_could_be_zero_has_no_bounded_return() =>
        double.IsInfinity(CampaignReturn.OfEstimatedCost(Effect, 200, 0.5, 0, 2, 1.5).Interval.Width).Should().BeTrue();

    [Fact]
    public void Money_in_another_currency_changes_no_return()
    {
        var scaled = MeanTest.Z(SampleMoments.FromSummary(100, 115e8, 800e16), SampleMoments.FromSummary(100, 100e8, 800e16));
        CampaignReturn a = CampaignReturn.OfEstimatedCost(Effect, 200, 0.5, 300, 2, 0.3, 0.4), b = CampaignReturn.OfEstimatedCost(scaled, 200, 0.5, 300e8, 2e8, 0.3e8, 0.4e16);
        b.Return.Value.ShouldBeClose(a.Return.Value, 1e-12);
        b.Interval.Lower.ShouldBeClose(a.Interval.Lower, 1e-11);
        b.PValuePays.Value.ShouldBeClose(a.PValuePays.Value, 1e-11);
    }

    [Fact]
    public void An_effect_without_error_gives_a_gain_without_interval()
    {
        var r = CampaignReturn.Of(MeanTest.Welch([1.0], [0.5]), 10, 1, 5);
        r.Gain.Value.Should().Be(5);
        r.StandardError.Reason.Should().Be(UndefinedReason.TooFewObservations);
        r.PValuePays.IsDefined.Should().BeFalse();
        double.IsInfinity(r.Interval.Width).Should().BeTrue();
        CampaignReturn.Of(MeanTest.Welch([], [0.5]), 10, 1, 5).Return.Reason.Should().Be(UndefinedReason.EmptyArm);
        CampaignReturn.Of(Effect, 10, 0, 5).Interval.Should().Match<ConfidenceInterval>(i => i.Lower == 0 && i.Upper == 0);
        CampaignReturn.Of(Effect, 10, 0, 5).BreakEvenEffect.Reason.Should().Be(UndefinedReason.ZeroBase);
    }

    [Fact]
    public void Wrong_numbers_are_refused_by_name()
    {
        FluentActions.Invoking(() => CampaignReturn.Of(null!, 10, 1, 5)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => CampaignReturn.Of(Effect, 0, 1, 5)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*customers is 0*");
        FluentActions.Invoking(() => CampaignReturn.Of(Effect, 10, -1, 5)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*margin*");
        FluentActions.Invoking(() => CampaignReturn.Of(Effect, 10, 1, double.NaN)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*fixedCost*");
        FluentActions.Invoking(() => CampaignReturn.Of(Effect, 10, 1, 0)).Should().Throw<ArgumentException>().WithMessage("*cost is 0*");
        FluentActions.Invoking(() => CampaignReturn.OfEstimatedCost(Effect, 10, 1, 5, 1, 0.1, covariance: 1)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*covariance*");
        FluentActions.Invoking(() => CampaignReturn.OfEstimatedCost(Effect, 10, 1, 5, 1, 0.1, 0, (CampaignReturnMethod)9)).Should().Throw<ArgumentOutOfRangeException>();
    }

    // Simulated truth: return 1.2.
    [Fact]
    public void Fieller_covers_the_true_return()
    {
        var random = new Random(20261124);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        int covered = 0, runs = 2_000;
        for (var run = 0; run < runs; run++)
        {
            // Effect 12 ± 3 and cost 10 ± 1.5 a customer, correlation 0.5.
            double u = Normal(), v = 0.5 * u + Math.Sqrt(0.75) * Normal();
            var effect = MeanTest.Z(SampleMoments.FromSummary(2, 12 + 3 * u, 9), SampleMoments.FromSummary(2, 0, 9));
            var cost = 10 + 1.5 * v;
            covered += CampaignReturn.OfEstimatedCost(effect, 1, 1, 0, cost, 1.5, 2.25).Interval.Contains(1.2) ? 1 : 0;
        }

        ((double)covered / runs).Should().BeInRange(0.93, 0.97);
    }

    // For x = 2.08…: Simpson on the density, 1e-12.
    private static double StandardNormalTail(double x)
    {
        const int Steps = 20_000;
        double step = 12 / (double)Steps, sum = 0;
        for (var i = 0; i <= Steps; i++)
        {
            var t = x + i * step;
            sum += (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-0.5 * t * t);
        }

        return sum * step / 3 / Math.Sqrt(2 * Math.PI);
    }
}
