using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Numerics;

namespace CustomerValue.Tests.Lifetime;

public sealed class BgNbdLaws
{
    [Fact]
    public void Ten_random_starts_arrive_at_one_maximum()
    {
        var tables = new LifetimeTables(ReferenceCohorts.Simulated());
        var reference = BgNbdModel.Fit(ReferenceCohorts.Simulated()).Report.Estimates.ToArray();
        var random = RandomStream.Open(20261122, "starts");
        for (var k = 0; k < 10; k++)
        {
            // Each parameter anywhere between e^−3 and e^3.
            var start = Enumerable.Range(0, 4).Select(_ => 6 * random.NextDouble() - 3).ToArray();
            var report = BgNbdModel.Fit(tables, [start], TimeUnit.Week, BgNbdOptions.Default, null, default).Report;
            report.GradientNorm.Should().BeLessThan(1e-10);
            for (var i = 0; i < 4; i++)
            {
                (report.Estimates[i] / reference[i] - 1).Should().BeApproximately(0, 1e-9, "start {0}: {1}", k, string.Join(' ', start));
            }
        }
    }

    [SkippableFact]
    public void Ten_random_starts_arrive_at_one_maximum_of_the_published_data_set()
    {
        var histogram = PurchaseHistogram.FromHistories(ReferenceCohorts.Cdnow().Histories);
        var tables = new LifetimeTables(histogram);
        var random = RandomStream.Open(20261122, "starts");
        for (var k = 0; k < 10; k++)
        {
            var start = Enumerable.Range(0, 4).Select(_ => 6 * random.NextDouble() - 3).ToArray();
            var report = BgNbdModel.Fit(tables, [start], TimeUnit.Week, BgNbdOptions.Default, null, default).Report;

            // Fader, Hardie & Lee (2005), polished: golden/clv/cdnow_bgnbd.json.
            report.Objective.Should().BeApproximately(-9582.42920667393, 1e-7, "start {0}: {1}", k, string.Join(' ', start));
        }
    }

    [Fact]
    public void Alpha_scales_with_the_unit_of_time_and_nothing_else_does()
    {
        var weeks = BgNbdModel.Fit(ReferenceCohorts.Simulated(7));
        var days = BgNbdModel.Fit(ReferenceCohorts.Simulated(1));
        (days.Alpha / weeks.Alpha / 7 - 1).Should().BeApproximately(0, 1e-8);
        (days.R / weeks.R - 1).Should().BeApproximately(0, 1e-8);
        (days.A / weeks.A - 1).Should().BeApproximately(0, 1e-8);
        (days.B / weeks.B - 1).Should().BeApproximately(0, 1e-8);
        (days.Report.StandardErrors[1] / weeks.Report.StandardErrors[1] / 7 - 1).Should().BeApproximately(0, 1e-7);
    }

    [Fact]
    public void Forecasts_do_not_depend_on_the_unit_of_time()
    {
        var weeks = BgNbdModel.FromParameters(0.4, 5, 0.8, 2.5, TimeUnit.Week);
        var days = BgNbdModel.FromParameters(0.4, 35, 0.8, 2.5, TimeUnit.Day);
        var inWeeks = new PurchaseHistory(4, 20, 39);
        var inDays = new PurchaseHistory(4, 140, 273);
        days.ExpectedPurchases(inDays, 364).Should().BeApproximately(weeks.ExpectedPurchases(inWeeks, 52), 1e-12);
        days.ProbabilityAlive(inDays).Should().BeApproximately(weeks.ProbabilityAlive(inWeeks), 1e-13);
        var terms = Discounting.Default;
        days.DiscountedPurchases(inDays, 364, terms).Should().BeApproximately(weeks.DiscountedPurchases(inWeeks, 52, terms), 1e-12);
    }

    [Fact]
    public void The_order_of_customers_does_not_matter_to_the_last_bit()
    {
        var rows = ReferenceCohorts.Rows(ReferenceCohorts.Simulated());
        var order = Enumerable.Range(0, rows.Count).ToArray();
        RandomStream.Open(7, "permutation").Shuffle<int>(order);
        var shuffled = PurchaseHistories.FromColumns(
            order.Select(i => rows.Repeats[i]).ToArray(),
            order.Select(i => rows.Recency[i]).ToArray(),
            order.Select(i => rows.Age[i]).ToArray(),
            rows.Unit);
        BgNbdModel.Fit(shuffled).Report.Estimates.ToArray().Should().Equal(BgNbdModel.Fit(rows).Report.Estimates.ToArray());
    }

    [Fact]
    public void Every_customer_twice_doubles_the_likelihood_and_shrinks_the_errors_by_root_two()
    {
        var once = ReferenceCohorts.Simulated();
        var first = BgNbdModel.Fit(once).Report;
        var second = BgNbdModel.Fit(once + once).Report;
        second.Observations.Should().Be(2 * first.Observations);
        second.Objective.Should().BeApproximately(2 * first.Objective, 1e-8);
        for (var i = 0; i < 4; i++)
        {
            (second.Estimates[i] / first.Estimates[i] - 1).Should().BeApproximately(0, 1e-9);
            (first.StandardErrors[i] / second.StandardErrors[i] / Math.Sqrt(2) - 1).Should().BeApproximately(0, 1e-8);
        }
    }

    [Fact]
    public void A_penalty_draws_parameters_together_in_every_unit_alike()
    {
        var options = BgNbdOptions.Default with { Penalty = 0.01 };
        var weeks = BgNbdModel.Fit(ReferenceCohorts.Simulated(7), options);
        var days = BgNbdModel.Fit(ReferenceCohorts.Simulated(1), options);
        (days.Alpha / weeks.Alpha / 7 - 1).Should().BeApproximately(0, 1e-8);
        weeks.Report.Objective.Should().BeLessThan(BgNbdModel.Fit(ReferenceCohorts.Simulated()).Report.Objective);
        weeks.B.Should().BeLessThan(3.39);
    }

    [Fact]
    public void Nobody_leaving_is_a_boundary_and_is_said_to_be_one()
    {
        // Everybody's last purchase is at the end of observation: nothing ever speaks of leaving.
        var histogram = PurchaseHistogram.FromCounts([1, 2, 5, 9, 3], [30, 30, 30, 30, 30], [30, 30, 30, 30, 30], [50, 40, 9, 4, 30], TimeUnit.Week);
        var fit = () => BgNbdModel.Fit(histogram);
        fit.Should().Throw<ConvergenceException>().WithMessage("*Boundary*Penalty*")
            .Which.Report!.Stop.Should().Be(StopReason.Boundary);

        var best = BgNbdModel.Fit(histogram, BgNbdOptions.Default with { NonConvergence = NonConvergence.ReturnBest });
        best.Report.Stop.Should().Be(StopReason.Boundary);
        best.Report.StandardErrors.Length.Should().Be(0);
        best.Covariance.Length.Should().Be(0);
        BgNbdModel.Fit(histogram, BgNbdOptions.Default with { Penalty = 0.001 }).Report.Converged.Should().BeTrue();
    }

    [Fact]
    public void Nobody_buying_again_is_a_boundary_too()
    {
        var histogram = PurchaseHistogram.FromCounts([0, 0], [0, 0], [10, 20], [50, 40], TimeUnit.Week);
        ((Action)(() => BgNbdModel.Fit(histogram))).Should().Throw<ConvergenceException>().Which.Report!.Converged.Should().BeFalse();
    }

    [Fact]
    public void More_recent_customers_are_more_likely_alive_and_longer_horizons_hold_more_purchases()
    {
        var model = BgNbdModel.FromParameters(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
        for (var recency = 1; recency < 39; recency++)
        {
            model.ProbabilityAlive(new PurchaseHistory(3, recency, 39))
                .Should().BeLessThan(model.ProbabilityAlive(new PurchaseHistory(3, recency + 1, 39)));
            model.ExpectedPurchases(new PurchaseHistory(3, 20, 39), recency)
                .Should().BeLessThan(model.ExpectedPurchases(new PurchaseHistory(3, 20, 39), recency + 1));
        }
    }

    [Fact]
    public void Extreme_customers_have_finite_forecasts()
    {
        var shapes = new[] { 1e-6, 0.01, 0.5, 1, 1 + 1e-9, 30, 1e4 };
        foreach (var r in shapes)
        {
            foreach (var a in shapes)
            {
                foreach (var b in shapes)
                {
                    foreach (var (x, tx, t) in new[] { (0, 0.0, 0.0), (0, 0, 1e4), (1, 1e4, 1e4), (5000, 0.1, 1e4), (8760, 364.9, 365) })
                    {
                        var model = BgNbdModel.FromParameters(r, 7, a, b, TimeUnit.Day);
                        var history = new PurchaseHistory(x, tx, t);
                        model.ProbabilityAlive(history).Should().BeInRange(0, 1);
                        double.IsFinite(model.LogLikelihood(history)).Should().BeTrue();
                        var expected = model.ExpectedPurchases(history, 365);

                        // Nobody buys more than one who never leaves.
                        expected.Should().BeInRange(0, (r + x) / (7 + t) * 365 * (1 + 1e-9), "r {0}, a {1}, b {2}, x {3}", r, a, b, x);
                    }
                }
            }
        }
    }
}
