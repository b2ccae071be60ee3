using System.Text.Json;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Numerics;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Lifetime;

/// <summary>golden/clv: the 1995 donors of Fader, Hardie and Shang (2010), all 22 patterns; hard cases from mpmath.</summary>
public sealed class BgBbCorrectness
{
    private static readonly JsonElement Donations = GoldenFile.Read("clv/donations_bgbb.json");

    [Fact]
    public void Hard_cases_agree_with_high_precision_arithmetic()
    {
        foreach (var hard in BgNbdCorrectness.Cases("bg_bb"))
        {
            var name = hard.GetProperty("case").GetString()!;
            var model = Model(PurchaseModelUnderTest.Values(hard.GetProperty("params")));
            var data = hard.GetProperty("data");
            var expected = hard.GetProperty("expected");
            var history = History(data);
            ReferenceChecks.Close(model.LogLikelihood(history), expected.Number("log_likelihood"), 1e-10, name);
            ReferenceChecks.Near(model.ProbabilityAlive(history), expected.Number("p_alive_at_n"), 1e-9, name);
            ReferenceChecks.Near(model.ProbabilityAlive(history, 1), expected.Number("p_alive_next_period"), 1e-9, name);
            ReferenceChecks.Near(model.ExpectedPurchases(history, data.Number("n_star")), expected.Number("cet"), 1e-9, name);
            ReferenceChecks.Near(model.DiscountedPurchases(history, data.Number("d")), expected.Number("dert"), 1e-9, name);
        }
    }

    [Fact]
    public void Every_pattern_of_donors_has_the_reference_figures()
    {
        var model = Model(Donations.Numbers("params_eval"));
        foreach (var row in Donations.GetProperty("rows").EnumerateArray())
        {
            var history = History(row);
            ReferenceChecks.Near(model.LogLikelihood(history), row.Number("log_likelihood"), 1e-10, history.ToString());
            ReferenceChecks.Near(model.ProbabilityAlive(history), row.Number("p_alive_n"), 1e-10, history.ToString());
            ReferenceChecks.Near(model.ProbabilityAlive(history, 1), row.Number("p_alive_n_plus_1"), 1e-10, history.ToString());
            ReferenceChecks.Near(model.ExpectedPurchases(history, 5), row.Number("cet_next5"), 1e-10, history.ToString());
            ReferenceChecks.Near(model.DiscountedPurchases(history, 0.1), row.Number("dert_d0_1"), 1e-10, history.ToString());
        }

        foreach (var pair in Donations.GetProperty("unconditional_expectation_n").EnumerateArray().Select(e => e.Numbers()))
        {
            ReferenceChecks.Near(model.ExpectedPurchases(default, pair[0]), pair[1], 1e-10, $"new, {pair[0]}");
        }

        var pmf = Donations.Numbers("pmf_n6");
        for (var k = 0; k < pmf.Length; k++)
        {
            ReferenceChecks.Near(model.ProbabilityOfPurchases(default, k, 6), pmf[k], 1e-10, $"pmf {k}");
        }
    }

    [Fact]
    public void The_donors_have_the_published_maximum_and_errors_and_are_tracked_as_in_the_reference()
    {
        var model = BgBbModel.Fit(Donors());
        ReferenceChecks.Maximum(model.Report, model.Covariance, Donations.GetProperty("mle"), 1e-7, 1e-6);
        var histogram = Donations.GetProperty("histogram_at_mle").Numbers("expected");
        for (var k = 0; k < histogram.Length; k++)
        {
            ReferenceChecks.Near(11104 * model.ProbabilityOfPurchases(default, k, 6), histogram[k], 1e-7, $"donors {k}");
        }

        var tracking = Donations.GetProperty("tracking_annual_at_mle").Numbers("expected");
        for (var year = 1; year <= tracking.Length; year++)
        {
            var gifts = 11104 * (model.ExpectedPurchases(default, year) - model.ExpectedPurchases(default, year - 1));
            ReferenceChecks.Near(gifts, tracking[year - 1], 1e-7, $"year {year}");
        }
    }

    [Fact]
    public void Ten_random_starts_arrive_at_one_maximum()
    {
        var likelihood = new BgBbLikelihood(new PatternTable(Donors()), 0);
        var reference = Donations.GetProperty("mle").Number("log_likelihood_total");
        var random = RandomStream.Open(20261122, "starts");
        for (var k = 0; k < 10; k++)
        {
            var start = Enumerable.Range(0, 4).Select(_ => 6 * random.NextDouble() - 3).ToArray();
            var found = Optimizer.Minimize(likelihood, start, 400);
            found.Stop.Should().Be(StopReason.Converged);
            (-11104 * found.Value).Should().BeApproximately(reference, 1e-6, "start {0}", k);
        }
    }

    [Fact]
    public void Gradient_and_Hessian_are_those_of_the_value()
    {
        var histogram = PurchaseHistogram.FromCounts([0, 3, 70, 2], [0, 9, 140, 5], [6, 12, 200, 5], [3, 2, 4, 1], TimeUnit.Month);
        Derivatives.Check(new BgBbLikelihood(new PatternTable(histogram), 0.01), [0.2, -0.3, -0.6, 1.1]);
    }

    [Fact]
    public void Simulated_customers_buy_as_often_as_expected_and_the_future_continues_the_past()
    {
        var model = Model([1.2, 0.75, 0.66, 2.8]);
        var drawn = model.Simulate(Enumerable.Repeat(6, 20_000).ToArray(), 9);
        drawn.Repeats.ToArray().Average().Should().BeApproximately(model.ExpectedPurchases(default, 6), 0.06);
        var next = new double[drawn.Count];
        model.ExpectedPurchases(drawn, 4, next);
        next.Average().Should().BeApproximately(model.ExpectedPurchases(default, 10) - model.ExpectedPurchases(default, 6), 0.05);
        model.ProbabilityAlive(drawn, next);
        next.Average().Should().BeApproximately(model.ProbabilityAlive(default, 6), 0.02);
    }

    [Fact]
    public void Conventions_of_payment_order_the_values_and_a_long_horizon_approaches_the_unlimited_future()
    {
        var model = Model([1.2, 0.75, 0.66, 2.8]);
        var history = new PurchaseHistory(3, 5, 6);
        double Value(PaymentTiming timing, double period) =>
            model.DiscountedPurchases(history, 12, new Discounting { AnnualRate = 0.1, Timing = timing, Period = period });

        // At one opportunity a period, the end of the period is the opportunity itself.
        Value(PaymentTiming.EndOfPeriod, 1).Should().BeApproximately(Value(PaymentTiming.Continuous, 1), 1e-13);
        Value(PaymentTiming.EndOfPeriod, 4).Should().BeLessThan(Value(PaymentTiming.MidPeriod, 4));
        Value(PaymentTiming.MidPeriod, 4).Should().BeLessThan(Value(PaymentTiming.StartOfPeriod, 4));
        var terms = new Discounting { AnnualRate = 0.1 };
        ReferenceChecks.Near(model.DiscountedPurchases(history, 2000, terms), model.DiscountedPurchases(history, Math.Exp(terms.RatePer(model.Unit)) - 1), 1e-10, "for ever");
        model.DiscountedPurchases(history, 12, new Discounting { AnnualRate = 0 }).Should().BeApproximately(model.ExpectedPurchases(history, 12), 1e-13);
    }

    [Fact]
    public void What_is_not_in_whole_opportunities_is_refused()
    {
        var model = Model([1.2, 0.75, 0.66, 2.8]);
        ((Action)(() => model.ProbabilityAlive(new PurchaseHistory(1, 0.5, 6)))).Should().Throw<ArgumentException>().WithMessage("*whole opportunities*");
        ((Action)(() => model.ExpectedPurchases(new PurchaseHistory(3, 2, 6), 5))).Should().Throw<ArgumentException>();
        ((Action)(() => model.ExpectedPurchases(default, 2.5))).Should().Throw<ArgumentOutOfRangeException>();
        var rows = PurchaseHistories.FromColumns([1, 4], [1, 3], [5, 5], TimeUnit.Year);
        ((Action)(() => BgBbModel.Fit(rows))).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        ((Action)(() => model.ProbabilityAlive(rows, new double[2]))).Should().Throw<ArgumentException>().WithMessage("Row 1*");
    }

    [Fact]
    public void Scoring_is_that_of_single_customers_and_allocates_nothing()
    {
        var model = Model([1.2, 0.75, 0.66, 2.8]);
        var drawn = model.Simulate([6, 6, 6, 12, 40, 0], 3);
        var scores = new double[drawn.Count];
        var terms = new Discounting { Timing = PaymentTiming.MidPeriod, Period = 2 };
        Allocated(() => model.ProbabilityAlive(drawn, scores)).Should().Be(0);
        scores[3].Should().Be(model.ProbabilityAlive(drawn[3]));
        Allocated(() => model.ExpectedPurchases(drawn, 5, scores)).Should().Be(0);
        scores[4].Should().Be(model.ExpectedPurchases(drawn[4], 5));
        Allocated(() => model.DiscountedPurchases(drawn, 5, terms, scores)).Should().Be(0);
        scores[2].Should().Be(model.DiscountedPurchases(drawn[2], 5, terms));
    }

    private static long Allocated(Action score)
    {
        score();
        score();
        var before = GC.GetAllocatedBytesForCurrentThread();
        score();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static PurchaseHistogram Donors()
    {
        var rows = Donations.GetProperty("rows").EnumerateArray().ToArray();
        return PurchaseHistogram.FromCounts(
            rows.Select(r => r.GetProperty("x").GetInt32()).ToArray(),
            rows.Select(r => r.Number("t_x")).ToArray(),
            rows.Select(r => r.Number("n")).ToArray(),
            rows.Select(r => r.GetProperty("customers").GetInt64()).ToArray(),
            TimeUnit.Year);
    }

    private static PurchaseHistory History(JsonElement data) => new(data.GetProperty("x").GetInt32(), data.Number("t_x"), data.Number("n"));

    private static BgBbModel Model(double[] p) => BgBbModel.FromParameters(p[0], p[1], p[2], p[3], TimeUnit.Year);
}
