using System.Globalization;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Numerics;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Lifetime;

/// <summary>Evaluation, comparison and uncertainty of purchase models.</summary>
public sealed class LifetimeChecks
{
    [SkippableFact]
    public void Holdout_figures_are_those_of_the_reference_beside_rules_of_thumb()
    {
        var (histories, actual) = ReferenceCohorts.Cdnow();
        var reference = GoldenFile.Read("clv/cdnow_holdout_and_uncertainty.json").GetProperty("models");
        foreach (var (name, model) in new (string, IPurchaseModel)[]
        {
            ("bgnbd", BgNbdModel.Fit(histories)), ("mbgnbd", MbgNbdModel.Fit(histories)), ("pnbd", ParetoNbdModel.Fit(histories)),
        })
        {
            var comparison = HoldoutComparison.Compute(model, histories, 39, actual);
            var expected = reference.GetProperty(name);
            var own = comparison.Model;
            ReferenceChecks.Near(own.TotalExpected, expected.Number("total_expected"), 1e-6, name);
            own.TotalActual.Should().Be(expected.Number("total_actual"));
            ReferenceChecks.Near(100 * own.Bias.Value, expected.Number("bias_pct"), 1e-5, name);
            ReferenceChecks.Near(own.MeanAbsoluteError, expected.Number("mae"), 1e-6, name);
            ReferenceChecks.Near(own.RootMeanSquaredError, expected.Number("rmse"), 1e-6, name);
            ReferenceChecks.Near(own.Correlation.Value, expected.Number("pearson_r"), 1e-6, name);
            foreach (var (row, found) in expected.GetProperty("by_calibration_frequency").EnumerateArray().Zip(own.ByFrequency))
            {
                // The last class is written 7+.
                found.Repeats.ToString(CultureInfo.InvariantCulture).Should().Be(row.GetProperty("x").ToString().TrimEnd('+'));
                found.Customers.Should().Be(row.GetProperty("n").GetInt64());
                ReferenceChecks.Near(found.MeanActual, row.Number("actual_mean"), 1e-12, name);
                ReferenceChecks.Near(found.MeanExpected, row.Number("expected_mean"), 1e-6, name);
            }

            own.ByFrequency[own.ByFrequency.Count - 1].IsOpen.Should().BeTrue();
            comparison.ModelIsBest.Should().BeTrue();
        }
    }

    [Fact]
    public void Holdout_figures_of_three_customers_are_those_by_hand()
    {
        var found = HoldoutEvaluation.Compute([1, 2, 4.5], [0, 2, 6], [0, 1, 9]);
        found.MeanAbsoluteError.Should().BeApproximately(2.5 / 3, 1e-15);
        found.RootMeanSquaredError.Should().BeApproximately(Math.Sqrt(3.25 / 3), 1e-15);
        found.Bias.Value.Should().BeApproximately(7.5 / 8 - 1, 1e-15);
        found.ByFrequency.Select(c => c.Repeats).Should().Equal(0, 1, 7);
        HoldoutEvaluation.Compute([1.0], [0.0], [0]).Bias.Reason.Should().Be(UndefinedReason.ZeroBase);
        HoldoutEvaluation.Compute([1.0], [0.0], [0]).Correlation.Reason.Should().Be(UndefinedReason.ZeroVariance);
        ((Action)(() => HoldoutEvaluation.Compute([1.0], [-1.0], [0]))).Should().Throw<ArgumentException>().WithMessage("Row 0*");
        ((Action)(() => HoldoutEvaluation.Compute([], [], []))).Should().Throw<ArgumentException>();
        ((Action)(() => HoldoutEvaluation.Compute([1, 2], [1], [0, 0]))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void The_hiatus_gives_up_the_silent_and_the_naive_rule_nobody()
    {
        var histories = PurchaseHistories.FromColumns([4, 4, 0], [20, 5, 0], [40, 40, 8], TimeUnit.Week);
        var scores = new double[3];
        HiatusRule.FromParameters(20, TimeUnit.Week).ExpectedPurchases(histories, 10, scores);
        scores.Should().Equal(1, 0, 0);
        HiatusRule.Naive(TimeUnit.Week).ExpectedPurchases(histories, 10, scores);
        scores.Should().Equal(1, 1, 0);
        HiatusRule.Naive(TimeUnit.Week).DiscountedPurchases(histories, 10, new Discounting { AnnualRate = 0 }, scores);
        scores[0].Should().BeApproximately(1, 1e-15);
        var end = new Discounting { AnnualRate = 0.2, Timing = PaymentTiming.EndOfPeriod, Period = 4 };
        HiatusRule.Naive(TimeUnit.Week).DiscountedPurchases(histories, 10, end, scores);
        var rate = end.RatePer(TimeUnit.Week);
        scores[0].Should().BeApproximately(0.1 * (4 * Math.Exp(-4 * rate) + 4 * Math.Exp(-8 * rate) + 2 * Math.Exp(-10 * rate)), 1e-14);
    }

    [Fact]
    public void Tracking_and_frequencies_of_the_published_cohort_are_those_of_the_reference()
    {
        var file = GoldenFile.Read("clv/cdnow_pnbd.json");
        var p = PurchaseModelUnderTest.Values(file.GetProperty("mle").GetProperty("params"));
        var model = ParetoNbdModel.FromParameters(p[0], p[1], p[2], p[3], TimeUnit.Week);
        var tracking = file.GetProperty("tracking_cumulative_repeat_at_mle");
        var births = tracking.GetProperty("births_days_count").EnumerateArray().Select(row => row.Numbers()).ToArray();
        var counts = births.Select(b => (long)b[1]).ToArray();
        var curve = PurchaseTracking.Compute(model, births.Select(b => b[0] / 7).ToArray(), counts, 78, 1, TimeUnit.Week);
        var expected = tracking.Numbers("expected");
        ReferenceChecks.Close(curve.Cumulative, expected, 1e-8);
        curve.Incremental.ToArray().Sum().Should().BeApproximately(curve.Cumulative[77], 1e-8);
        var actual = tracking.Numbers("actual");
        var incremental = actual.Select((a, i) => i == 0 ? a : a - actual[i - 1]).ToArray();
        var share = Enumerable.Range(0, 78).Where(i => actual[i] > 0).Average(i => Math.Abs(expected[i] / actual[i] - 1));
        curve.MeanAbsolutePercentageError(incremental).Value.Should().BeApproximately(share, 1e-8);

        var histogram = file.GetProperty("frequency_histogram_at_mle");
        var customers = PurchaseHistogram.FromCounts(
            new int[births.Length], new double[births.Length], births.Select(b => (272 - b[0]) / 7).ToArray(), counts, TimeUnit.Week);
        var table = FrequencyTable.Compute(customers, model.ProbabilityOfPurchases);
        ReferenceChecks.Close(table.Expected, histogram.Numbers("expected"), 1e-8);
        table.Actual[0].Should().Be(2357);
        table.Expected.ToArray().Sum().Should().BeApproximately(2357, 1e-8);
    }

    /// <summary>R: qpois(c(.025, .975), mean), qbinom(c(.025, .975), n, share), pchisq(x, df, lower = FALSE).</summary>
    [Fact]
    public void Chance_moves_a_count_within_its_limits()
    {
        var poisson = PurchaseTracking.Compute(BgNbdModel.FromParameters(0.25, 4, 0.8, 2.5, TimeUnit.Week), [0], [1000], 2, 13, TimeUnit.Week);
        for (var period = 0; period < 2; period++)
        {
            var limits = poisson.Interval(period);
            limits.Lower.Should().BeInRange(poisson.Incremental[period] - 2.2 * Math.Sqrt(poisson.Incremental[period]), poisson.Incremental[period] - 1.8 * Math.Sqrt(poisson.Incremental[period]));
            limits.Upper.Should().BeInRange(poisson.Incremental[period] + 1.8 * Math.Sqrt(poisson.Incremental[period]), poisson.Incremental[period] + 2.2 * Math.Sqrt(poisson.Incremental[period]));
        }

        var customers = PurchaseHistogram.FromCounts([0, 1, 2], [0, 1, 2], [10, 10, 10], [880, 95, 25], TimeUnit.Week);
        var table = FrequencyTable.Compute(customers, (n, _) => n == 0 ? 0.86 : n == 1 ? 0.1 : 0.04, 2);
        table.Customers.Should().Be(1000);
        table.Interval(1).Lower.Should().Be(82);
        table.Interval(1).Upper.Should().Be(119);
        table.ChiSquare.Should().BeApproximately(400.0 / 860 + 0.25 + 225.0 / 40, 1e-12);
        table.PValue(0).Value.Should().BeApproximately(Math.Exp(-table.ChiSquare / 2), 1e-12, "χ² with two degrees of freedom is exponential");
        table.PValue(1).Value.Should().BeLessThan(table.PValue(0).Value);
        table.PValue(2).Reason.Should().Be(UndefinedReason.TooFewObservations);
        table.Fold(1).Actual.ToArray().Should().Equal(880, 120);
        table.Fold(1).Expected.ToArray().Sum().Should().BeApproximately(1000, 1e-9);
        ((Action)(() => table.Fold(3))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => table.Interval(3))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => poisson.Interval(2))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Tenths_of_the_forecast_hold_everybody_once_whatever_the_order()
    {
        double[] expected = [.. Enumerable.Range(0, 137).Select(i => i % 5 == 0 ? 0.5 : i * 0.01)];
        double[] actual = [.. Enumerable.Range(0, 137).Select(i => (double)(i * 7 % 4))];
        var tenths = HoldoutEvaluation.Compute(expected, actual, new int[137]).ByForecast;
        tenths.Sum(t => t.Customers).Should().Be(137);
        tenths.Sum(t => t.Actual.Mean * t.Customers).Should().BeApproximately(actual.Sum(), 1e-9);
        tenths.Sum(t => t.MeanExpected * t.Customers).Should().BeApproximately(expected.Sum(), 1e-9);
        tenths.Select(t => t.Number).Should().BeInAscendingOrder();
        tenths.Select(t => t.MeanExpected).Should().BeInDescendingOrder();
        Array.Reverse(expected);
        Array.Reverse(actual);
        foreach (var (turned, tenth) in HoldoutEvaluation.Compute(expected, actual, new int[137]).ByForecast.Zip(tenths))
        {
            turned.Customers.Should().Be(tenth.Customers);
            turned.Actual.Mean.Should().BeApproximately(tenth.Actual.Mean, 1e-12);
            turned.MeanExpected.Should().BeApproximately(tenth.MeanExpected, 1e-12);
        }

        HoldoutEvaluation.Compute([1, 1, 1], [0, 1, 2], [0, 0, 0]).ByForecast.Should().ContainSingle().Which.Customers.Should().Be(3);
    }

    [Fact]
    public void Models_are_ranked_by_their_criteria_and_nested_ones_tested()
    {
        var customers = PurchaseHistogram.FromHistories(ReferenceCohorts.GGom());
        var aging = GGomNbdModel.Fit(customers).Report;
        var pareto = ParetoNbdModel.Fit(customers, LifetimeFitOptions.Default with { NonConvergence = NonConvergence.ReturnBest }).Report;
        var ranks = ModelComparison.Of(pareto, aging).ByAic;
        ranks[0].Model.Should().Be("GGom/NBD");
        ranks[0].Aic.Should().BeApproximately(-2 * aging.Objective + 10, 1e-9);
        ranks[0].Bic.Should().BeApproximately(-2 * aging.Objective + 5 * Math.Log(1500), 1e-9);
        ranks.Sum(r => r.Weight).Should().BeApproximately(1, 1e-12);
        var test = NestedModelTest.Of(pareto, aging);

        // golden/clv/ggom_sim.json: −13535.6130 against −13441.7667 on one parameter.
        test.Statistic.Should().BeApproximately(2 * (13535.612976734643 - 13441.76672989098), 1e-2);
        test.DegreesOfFreedom.Should().Be(1);
        test.LogPValue.Should().BeLessThan(-90);
        ((Action)(() => NestedModelTest.Of(aging, pareto))).Should().Throw<ArgumentException>();
        ((Action)(() => ModelComparison.Of())).Should().Throw<ArgumentException>();
        ((Action)(() => ModelComparison.Of(ParetoNbdModel.FromParameters(1, 1, 1, 1, TimeUnit.Week).Report))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Bootstraps_have_the_bits_of_one_thread_and_errors_near_those_of_the_likelihood()
    {
        var histogram = ReferenceCohorts.Simulated();
        var model = BgNbdModel.Fit(histogram);
        var one = LifetimeBootstrap.Customers(histogram, h => BgNbdModel.Fit(h), 60, 7);
        var two = LifetimeBootstrap.Customers(histogram, h => BgNbdModel.Fit(h), 60, 7, threads: 2);
        one.Models.Select(m => m.R).Should().Equal(two.Models.Select(m => m.R));
        (one.StandardError(m => m.R).Value / model.Report.StandardErrors[0]).Should().BeInRange(0.7, 1.4);
        one.Interval(m => m.R)!.Value.Contains(model.R).Should().BeTrue();

        var ages = ReferenceCohorts.Rows(histogram).Age.ToArray();
        var drawn = LifetimeBootstrap.Parametric(s => model.Simulate(ages, s), h => BgNbdModel.Fit(h), 40, 7, threads: 2);
        (drawn.StandardError(m => m.R).Value / model.Report.StandardErrors[0]).Should().BeInRange(0.6, 1.6);
        ((Action)(() => LifetimeBootstrap.Customers<BgNbdModel>(histogram, _ => throw new InvalidOperationException("mine"), 3, 1)))
            .Should().Throw<InvalidOperationException>().WithMessage("mine");
        LifetimeBootstrap.Customers<BgNbdModel>(histogram, h => BgNbdModel.Fit(h, BgNbdOptions.Default with { MaxIterations = 1 }), 3, 1).Failed.Should().Be(3);
    }

    [Fact]
    public void Profile_limits_are_where_the_likelihood_has_fallen_by_half_the_quantile()
    {
        var histogram = ReferenceCohorts.Simulated(7, "pnbd");
        var model = ParetoNbdModel.Fit(histogram);
        var rows = ReferenceCohorts.Rows(histogram);
        var interval = model.ProfileInterval(histogram, "s", 0.9);
        interval.Contains(model.S).Should().BeTrue();

        // χ² of one degree of freedom: half the 90 % quantile is 1.35277. At the limit no other r, α, β do better.
        var likelihood = new LeavingLikelihood(new PatternTable(histogram), 0, ages: false);
        foreach (var limit in new[] { interval.Lower, interval.Upper })
        {
            var best = double.NegativeInfinity;
            var (r, alpha, beta) = (model.R, model.Alpha, model.Beta * limit / model.S);
            for (var width = 0.2; width > 1e-6; width *= 0.7)
            {
                foreach (var (i, j, k) in from i in new[] { -1, 0, 1 } from j in new[] { -1, 0, 1 } from k in new[] { -1, 0, 1 } select (i, j, k))
                {
                    var (tryR, tryAlpha, tryBeta) = (r * Math.Exp(i * width), alpha * Math.Exp(j * width), beta * Math.Exp(k * width));
                    var value = ParetoNbdModel.FromParameters(tryR, tryAlpha, limit, tryBeta, TimeUnit.Week).LogLikelihood(rows);
                    if (value > best)
                    {
                        (best, r, alpha, beta) = (value, tryR, tryAlpha, tryBeta);
                    }
                }
            }

            (model.Report.Objective - best).Should().BeApproximately(1.35277, 0.01);
        }

        // The likelihood of BG/NBD is regular here: the profile is near the interval on the log scale.
        var bg = BgNbdModel.Fit(ReferenceCohorts.Simulated());
        var profile = bg.ProfileInterval(ReferenceCohorts.Simulated(), "alpha");
        var delta = bg.Estimate(m => m.Alpha).Interval!.Value;
        (profile.Lower / delta.Lower).Should().BeApproximately(1, 0.05);
        (profile.Upper / delta.Upper).Should().BeApproximately(1, 0.05);
        ((Action)(() => bg.ProfileInterval(ReferenceCohorts.Simulated(), "q"))).Should().Throw<ArgumentException>().WithMessage("*r, alpha, a, b*");
        ((Action)(() => bg.ProfileInterval(ReferenceCohorts.Simulated(1), "r"))).Should().Throw<ArgumentException>();
        likelihood.Size.Should().Be(4);
    }

    [Fact]
    public void Estimates_carry_the_errors_of_parameters_and_are_none_without_covariance()
    {
        var model = BgNbdModel.Fit(ReferenceCohorts.Simulated());
        model.Estimate(m => m.B).StandardError.Value.Should().BeApproximately(model.Report.StandardErrors[3], 1e-7);
        var history = new PurchaseHistory(2, 10, 30);
        var alive = model.Estimate(m => m.ProbabilityAlive(history), EstimateScale.Logit, 0.9);
        alive.Interval!.Value.Lower.Should().BeGreaterThan(0);
        alive.Interval!.Value.Upper.Should().BeLessThan(1);
        alive.Interval!.Value.Method.Should().Be("delta, logit scale");
        var plain = model.Estimate(m => m.ProbabilityAlive(history), EstimateScale.Plain);
        (plain.Interval!.Value.Width / 2 / 1.959963984540054).Should().BeApproximately(plain.StandardError.Value, 1e-12);
        var bare = BgNbdModel.FromParameters(1, 1, 1, 1, TimeUnit.Week).Estimate(m => m.R);
        bare.StandardError.IsDefined.Should().BeFalse();
        bare.Interval.Should().BeNull();
        ((Action)(() => model.Estimate(m => m.R, EstimateScale.Log, 1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void BG_answers_the_questions_that_all_models_do()
    {
        var model = BgNbdModel.FromParameters(0.5, 6, 0.8, 2, TimeUnit.Week);
        var twin = CnbdModel.FromParameters(0.5, 6, 0.8, 2, 1, false, TimeUnit.Week);
        var history = new PurchaseHistory(12, 29, 30);
        model.ProbabilityAlive(history, 20).Should().BeApproximately(twin.ProbabilityAlive(history, 20), 1e-14);
        model.TimeOfNextPurchase(history, 0.5).Value.Should().BeApproximately(twin.TimeOfNextPurchase(history, 0.5).Value, 1e-12);
        model.InactivityThreshold(12, 29, 0.3).Value.Should().BeApproximately(twin.InactivityThreshold(12, 29, 0.3).Value, 1e-10);
        model.Simulate([20, 30, 40], 5).Recency.ToArray().Should().Equal(twin.Simulate([20, 30, 40], 5).Recency.ToArray());
        var batch = new double[2];
        model.DiscountedPurchases(PurchaseHistories.FromColumns([12, 0], [29, 0], [30, 30], TimeUnit.Week), 0.003, batch);
        batch[0].Should().BeApproximately(model.DiscountedPurchases(history, 0.003), 1e-11);
    }

    [Fact]
    public void Regularity_is_found_in_Erlang_gaps_and_not_in_random_ones()
    {
        var random = RandomStream.Open(11, "gaps");
        double[] Gaps(double k) => Enumerable.Range(0, 4000).Select(_ => random.NextGamma(k)).ToArray();
        var regular = RegularityTest.Compute(Gaps(3), Gaps(3));
        regular.Steps.Value.Should().BeApproximately(3, 0.3);
        regular.PValue.Should().BeLessThan(1e-20);
        regular.Statistic.Should().BeLessThan(0);
        var exponential = RegularityTest.Compute(Gaps(1), Gaps(1));
        exponential.Steps.Value.Should().BeApproximately(1, 0.1);
        exponential.PValue.Should().BeGreaterThan(0.001);

        // By hand: shares 1/4 and 3/4, variance 1/16, k = (1 − 1/4)/(1/2) = 1.5.
        RegularityTest.Compute([1, 3, 1, 3, 1, 3, 1, 3, 1, 3], [3, 1, 3, 1, 3, 1, 3, 1, 3, 1]).Steps.Value.Should().BeApproximately(1.5, 1e-14);
        ((Action)(() => RegularityTest.Compute([1, 2], [1, 2]))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Independence_of_spend_is_the_correlation_with_its_interval()
    {
        // Fisher: atanh(r) is normal with variance 1/(n − 3).
        var histories = PurchaseHistories.FromColumns([1, 2, 3, 4, 5, 6, 0], [1, 1, 1, 1, 1, 1, 0], [2, 2, 2, 2, 2, 2, 2], [2, 1, 4, 3, 7, 5, 0], TimeUnit.Week);
        var test = SpendIndependence.Test(histories);
        test.Customers.Should().Be(6);
        double[] x = [1, 2, 3, 4, 5, 6], m = [2, 1, 4, 3, 7, 5];
        var (mx, mm) = (x.Average(), m.Average());
        var r = x.Zip(m, (a, b) => (a - mx) * (b - mm)).Sum() / Math.Sqrt(x.Sum(a => (a - mx) * (a - mx)) * m.Sum(b => (b - mm) * (b - mm)));
        test.Correlation.Should().BeApproximately(r, 1e-14);
        test.Interval.Lower.Should().BeApproximately(Math.Tanh(Math.Atanh(r) - 1.959963984540054 / Math.Sqrt(3)), 1e-12);
        test.Interval.Upper.Should().BeApproximately(Math.Tanh(Math.Atanh(r) + 1.959963984540054 / Math.Sqrt(3)), 1e-12);
        test.PValue.Should().BeInRange(0.01, 0.1);
        ((Action)(() => SpendIndependence.Test(PurchaseHistories.FromColumns([1], [1], [2], TimeUnit.Week)))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Margins_of_any_sign_are_drawn_towards_the_mean_of_all()
    {
        var random = RandomStream.Open(12, "margins");
        const int Customers = 4000;
        var (counts, means, variances) = (new int[Customers], new double[Customers], new double[Customers]);
        for (var i = 0; i < Customers; i++)
        {
            counts[i] = i % 7;
            var own = 3 + 5 * random.NextNormal();
            var draws = Enumerable.Range(0, counts[i]).Select(_ => own + 10 * random.NextNormal()).ToArray();
            means[i] = counts[i] > 0 ? draws.Average() : 0;
            variances[i] = counts[i] > 1 ? draws.Sum(d => (d - means[i]) * (d - means[i])) / (counts[i] - 1) : 0;
        }

        var model = NormalSpendModel.Fit(counts, means, variances);
        model.Mean.Should().BeApproximately(3, 0.5);
        Math.Sqrt(model.Within).Should().BeApproximately(10, 0.3);
        Math.Sqrt(model.Between).Should().BeApproximately(5, 0.5);

        var given = NormalSpendModel.FromParameters(3, 25, 100);
        given.ExpectedAverageValue(0, 0).Should().Be(3);
        given.ExpectedAverageValue(4, -7).Should().BeApproximately((100 * 3 + 4 * 25 * -7) / 200.0, 1e-14);
        var scores = new double[2];
        given.ExpectedAverageValue([0, 4], [0, -7], scores);
        scores[1].Should().Be(given.ExpectedAverageValue(4, -7));
        ((Action)(() => NormalSpendModel.Fit([1, 1], [2, 3], [0, 0]))).Should().Throw<ArgumentException>();
        ((Action)(() => NormalSpendModel.Fit([1, -1], [2, 3], [0, 0]))).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        ((Action)(() => given.ExpectedAverageValue([-1], [0], new double[1]))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Diagnostics_count_and_warn_in_plain_words()
    {
        var good = PurchaseDiagnostics.Of(ReferenceCohorts.Simulated());
        good.Customers.Should().Be(ReferenceCohorts.Simulated().CustomerCount);
        var odd = PurchaseDiagnostics.Of(PurchaseHistogram.FromCounts([0, 2, 1500], [0, 9, 9], [9, 9, 9], [10, 30, 1], TimeUnit.Week));
        odd.WithoutRepeat.Should().Be(10);
        odd.MostRepeats.Should().Be(1500);
        odd.MeanRepeats.Should().BeApproximately(1560 / 41.0, 1e-13);
        odd.LongestAge.Should().Be(9);
        odd.Warnings.Should().Contain(w => w.StartsWith("More than a fifth", StringComparison.Ordinal))
            .And.Contain(w => w.StartsWith("Fewer than 500", StringComparison.Ordinal))
            .And.Contain(w => w.StartsWith("Somebody", StringComparison.Ordinal));
        odd.ToString().Should().Contain("41 customers").And.Contain("\n- ");
        ((Action)(() => PurchaseDiagnostics.Of(PurchaseHistogram.FromCounts([], [], [], [], TimeUnit.Week)))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void An_outlook_sums_the_scores_and_says_so_in_words()
    {
        var model = PurchaseModelUnderTest.All["Pareto/NBD"];
        var histories = PurchaseHistories.FromColumns([2, 0], [10, 0], [30, 20], TimeUnit.Week);
        var outlook = PurchaseOutlook.Of(model.Model, histories, 26);
        outlook.ExpectedAlive.Should().BeApproximately(model.Alive(histories[0]) + model.Alive(histories[1]), 1e-14);
        outlook.ExpectedPurchases.Should().BeApproximately(model.Expected(histories[0], 26) + model.Expected(histories[1], 26), 1e-14);
        outlook.NewCustomerPurchases.Should().BeApproximately(model.Expected(default, 26), 1e-14);
        outlook.ToString().Should().StartWith("Of 2 customers about").And.Contain("26 times 7 days");
    }
}
