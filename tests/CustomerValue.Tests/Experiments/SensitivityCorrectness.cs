using System.Globalization;
using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/24_sensitivity.json: mpmath, VanderWeele and Ding 2017, sensemakr.</summary>
public sealed class SensitivityCorrectness
{
    private static IEnumerable<JsonElement> Cases(string kind) =>
        GoldenFile.Read("ab/24_sensitivity.json").GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == kind);

    [Fact]
    public void Every_case_has_a_test() =>
        new[] { "evalue_rr", "evalue_or_common_outcome", "evalue_smd", "robustness_value", "rosenbaum_binary", "rosenbaum_wilcoxon" }.Sum(k => Cases(k).Count())
            .Should().Be((int)GoldenFile.Read("ab/24_sensitivity.json").Number("n_cases"));

    [Fact]
    public void E_values_equal_the_reference()
    {
        foreach (var c in Cases("evalue_rr"))
        {
            var limits = c.Numbers("ci");
            var actual = EValue.OfRiskRatio(c.Number("rr"), new ConfidenceInterval(limits[0], limits[1], 0.95, "given"));
            actual.Estimate.ShouldBeClose(c.GetProperty("expected").Number("point"));
            actual.Limit.Value.ShouldBeClose(c.GetProperty("expected").Number("ci"));
        }

        foreach (var c in Cases("evalue_or_common_outcome"))
        {
            var actual = EValue.OfOddsRatio(c.Number("odds_ratio"));
            actual.RiskRatio.ShouldBeClose(c.GetProperty("expected").Number("rr_approx"));
            actual.Estimate.ShouldBeClose(c.GetProperty("expected").Number("point"));
            actual.Limit.IsDefined.Should().BeFalse();
        }

        foreach (var c in Cases("evalue_smd"))
        {
            var e = c.GetProperty("expected");
            var actual = EValue.OfStandardizedDifference(c.Number("d"), c.Number("se"));
            actual.RiskRatio.ShouldBeClose(e.Number("rr"));
            actual.RiskRatioInterval!.Value.ShouldBeClose(e.Numbers("ci_rr"), "limits");
            actual.Estimate.ShouldBeClose(e.Number("point"));
            actual.Limit.Value.ShouldBeClose(e.Number("ci"));
        }
    }

    // VanderWeele 2017's formula in numpy: (1 - 0.5**np.sqrt(0.56)) / (1 - 0.5**np.sqrt(1/0.56))
    [Fact]
    public void Hazard_ratios_of_common_outcomes_become_risk_ratios() => EValue.OfHazardRatio(0.56).RiskRatio.ShouldBeClose(0.6700839516630157, 1e-12);

    // t² is beyond a double: R² = t²/(t² + df) and (f² − f*²)/(1 + f²) both tend to 1.
    [Theory]
    [InlineData(1e200, 1)]
    [InlineData(-1e200, 1)]
    [InlineData(30, 1e300)]
    public void Robustness_of_an_enormous_t_is_a_number(double t, double share)
    {
        var actual = RobustnessValue.Of(t, 10, share);
        actual.PartialR2.ShouldBeClose(Math.Abs(t) > 1e100 ? 1 : 900.0 / 910);
        actual.Value.Should().Be(1);
        actual.AtLevel.ShouldBeClose(1);
    }

    [Fact]
    public void A_ratio_whose_E_value_is_beyond_a_double_is_refused_by_name()
    {
        FluentActions.Invoking(() => EValue.OfRiskRatio(1.7e308)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("ratio*");
        FluentActions.Invoking(() => EValue.OfRiskRatio(1e-320, new ConfidenceInterval(5e-324, 1e-310, 0.95, "given"))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("ratio*");
        double.IsFinite(EValue.OfRiskRatio(1e-307).Estimate).Should().BeTrue();
    }

    [Fact]
    public void Robustness_values_equal_the_reference()
    {
        foreach (var c in Cases("robustness_value"))
        {
            var e = c.GetProperty("expected");
            var actual = RobustnessValue.Of(c.Number("t"), c.Number("df"));
            actual.PartialR2.ShouldBeClose(e.Number("partial_r2"));
            actual.Value.ShouldBeClose(e.Number("rv_q1"));
            actual.AtLevel.ShouldBeClose(e.Number("rv_q1_alpha05"));
        }
    }

    [Fact]
    public void Rosenbaum_bounds_equal_the_reference()
    {
        foreach (var c in Cases("rosenbaum_binary"))
        {
            var actual = RosenbaumBounds.McNemar((long)c.Number("favour"), (long)c.Number("discordant"));
            foreach (var gamma in c.GetProperty("expected").EnumerateObject())
            {
                actual.UpperPValue(double.Parse(gamma.Name.Substring(6), CultureInfo.InvariantCulture)).ShouldBeClose(gamma.Value.GetDouble(), because: gamma.Name);
            }
        }

        foreach (var c in Cases("rosenbaum_wilcoxon"))
        {
            var actual = RosenbaumBounds.SignedRank(c.Numbers("pair_differences"));
            foreach (var gamma in c.GetProperty("expected").EnumerateObject())
            {
                (gamma.Name == "T" ? actual.Statistic : actual.UpperPValue(double.Parse(gamma.Name.Substring(14), CultureInfo.InvariantCulture)))
                    .ShouldBeClose(gamma.Value.GetDouble(), because: gamma.Name);
            }
        }
    }

    [Fact]
    public void The_critical_gamma_is_where_the_upper_bound_meets_the_level()
    {
        var bounds = RosenbaumBounds.McNemar(122, 199);
        bounds.UpperPValue(bounds.CriticalGamma().Value).ShouldBeClose(0.05, 1e-9);
        RosenbaumBounds.McNemar(10, 20).CriticalGamma().IsDefined.Should().BeFalse();
        RosenbaumBounds.McNemar(0, 0).UpperPValue(2).Should().Be(1);
    }

    [Fact]
    public void The_shift_is_the_median_of_averages_and_its_bounds_are_their_quantiles()
    {
        var random = new SplitMix(11);
        foreach (var n in new[] { 1, 2, 3, 7, 12, 40 })
        {
            // Whole numbers: ties and zeros.
            var d = Enumerable.Range(0, n).Select(_ => (double)(int)(random.Next() * 21) - 8).ToArray();
            var averages = Enumerable.Range(0, n).SelectMany(i => Enumerable.Range(i, n - i).Select(j => (d[i] + d[j]) / 2)).OrderBy(v => v).ToArray();
            var shift = RosenbaumShift.Of(d);
            var m = averages.Length;
            shift.Estimate.Should().Be((averages[(m - 1) / 2] + averages[m / 2]) / 2, $"n {n}");
            shift.LowerEstimate(1).Should().Be(shift.Estimate);
            foreach (var gamma in new[] { 1.3, 2, 5.5 })
            {
                var above = gamma / (1 + gamma) * m;
                shift.LowerEstimate(gamma).Should().Be((averages[m - (int)Math.Floor(above) - 1] + averages[m - (int)Math.Ceiling(above)]) / 2);
                shift.UpperEstimate(gamma).Should().BeGreaterOrEqualTo(shift.Estimate);
            }
        }
    }

    // Published bounds of sensemakr's darfur regression (Cinelli and Hazlett 2020, table 1; README of the package): once, twice and three times as strong as "female".
    [Fact]
    public void Benchmarks_equal_the_published_ones()
    {
        var value = RobustnessValue.Of(0.09731582 / 0.02325654, 783);
        double[] ofTreatment = [0.0092, 0.0183, 0.0275], ofOutcome = [0.1246, 0.2493, 0.3741], estimates = [0.0752, 0.0529, 0.0304], errors = [0.0219, 0.0204, 0.0187], statistics = [3.4389, 2.6002, 1.6281];
        for (var k = 1; k <= 3; k++)
        {
            var actual = value.Benchmark(0.0090810652, 0.1090339154, 0.09731582, 0.02325654, k);
            Math.Abs(actual.OfTreatment - ofTreatment[k - 1]).Should().BeLessThan(5.1e-5);
            Math.Abs(actual.OfOutcome - ofOutcome[k - 1]).Should().BeLessThan(5.1e-5);
            Math.Abs(actual.Estimate - estimates[k - 1]).Should().BeLessThan(5.1e-5);
            Math.Abs(actual.StandardError - errors[k - 1]).Should().BeLessThan(5.1e-5);
            Math.Abs(actual.T.Value - statistics[k - 1]).Should().BeLessThan(2e-4);
        }
    }

    [Fact]
    public void A_regression_finds_its_own_t_and_partial_shares()
    {
        var panel = new ConfoundedPanel();
        var actual = OmittedConfounder.Fit(panel.Columns("aum_after"));
        var fit = RegressionAdjustment.Fit(panel.Columns("aum_after"), new AdjustmentOptions { Interacted = false, Error = RobustError.Classical });
        actual.Estimate.ShouldBeClose(fit.Comparison.Estimate.Value, 1e-8);
        actual.StandardError.ShouldBeClose(fit.Comparison.StandardError.Value, 1e-8);
        foreach (var name in actual.Covariates)
        {
            var t = fit.Coefficients.Single(c => c.Name == name);
            var square = t.Value / t.StandardError.Value * (t.Value / t.StandardError.Value);
            actual.PartialR2OfOutcome(name).ShouldBeClose(square / (square + actual.Robustness.DegreesOfFreedom), 1e-7, because: name);
        }
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        FluentActions.Invoking(() => EValue.OfRiskRatio(0)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => EValue.OfRiskRatio(2, new ConfidenceInterval(3, 4, 0.95, "given"))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => EValue.OfStandardizedDifference(1000, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => RosenbaumBounds.McNemar(5, 4)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => RosenbaumBounds.McNemar(4, 5).UpperPValue(0.5)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => RosenbaumBounds.SignedRank([double.NaN])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RosenbaumShift.Of([])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RobustnessValue.Of(double.PositiveInfinity, 10)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => RobustnessValue.Of(2, 10).Under(1, 0.5, 1, 1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private sealed class SplitMix(ulong state)
    {
        public double Next()
        {
            state += 0x9E3779B97F4A7C15UL;
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
