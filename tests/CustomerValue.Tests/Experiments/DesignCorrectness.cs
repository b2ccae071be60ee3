using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Numerics;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/18 and 19 (mpmath); R's power.t.test; scipy by enumeration and quadrature, the line above each.</summary>
public sealed class DesignCorrectness
{
    private static readonly DesignOptions Formula = new() { MeanMethod = MeanPowerMethod.NormalFormula };
    private static readonly DesignOptions Exact = new() { ProportionMethod = ProportionPowerMethod.Exact };

    private static IEnumerable<JsonElement> Cases(string file, string kind) =>
        GoldenFile.Read(file).GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == kind);

    private static string Id(JsonElement c) => c.GetProperty("id").GetString()!;

    [Fact]
    public void Sizes_for_several_treatments_equal_the_reference()
    {
        foreach (var c in Cases("ab/19_power.json", "abn_sample_size"))
        {
            var k = c.GetProperty("k_treatments").GetInt32();
            var e = c.GetProperty("expected");
            var options = Formula with { Comparisons = k };
            double delta = c.Number("delta"), sd = c.Number("sd");
            SampleSize.ForMeans(delta, sd, options).ControlExact.ShouldBeClose(e.Number("n_per_arm_bonferroni"));
            var sidak = SampleSize.ForMeans(delta, sd, options with { Correction = ComparisonCorrection.Sidak }).ControlExact;
            sidak.ShouldBeClose(e.Number("n_per_arm_sidak"));
            SampleSize.ForMeans(delta, sd, options with { Correction = ComparisonCorrection.Dunnett }).ControlExact.Should().BeLessThan(sidak);
            (1 / DesignOptions.ForTreatments(k).TreatmentPerControl).ShouldBeClose(e.Number("optimal_control_to_treatment_ratio"));
        }
    }

    [Fact]
    public void Critical_values_of_several_treatments_equal_Dunnett()
    {
        var seen = 0;
        foreach (var c in Cases("ab/18_dunnett_tukey.json", "dunnett_critical").Where(c => c.GetProperty("allocation").GetString()!.StartsWith("equal", StringComparison.Ordinal)))
        {
            var k = c.GetProperty("k_treatments").GetInt32();
            var df = c.GetProperty("df").ValueKind == JsonValueKind.String ? double.PositiveInfinity : c.Number("df");
            var e = c.GetProperty("expected");
            double Critical(double alpha, bool oneSided) =>
                new DesignOptions { Comparisons = k, Correction = ComparisonCorrection.Dunnett, Significance = alpha, OneSided = oneSided }.Critical(df, 1);
            Critical(0.05, oneSided: false).ShouldBeClose(e.Number("two_sided_05"), 1e-9, because: Id(c));
            Critical(0.01, oneSided: false).ShouldBeClose(e.Number("two_sided_01"), 1e-9, because: Id(c));
            Critical(0.05, oneSided: true).ShouldBeClose(e.Number("one_sided_05"), 1e-9, because: Id(c));
            seen++;
        }

        seen.Should().BeGreaterThan(10);
    }

    // From the tail, not from 1 − α, which is 1 below 1e-16: Bonferroni's limit is then reached from below.
    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e-17)]
    [InlineData(1e-60)]
    public void Critical_values_keep_their_digits_at_the_smallest_significance(double alpha)
    {
        var options = new DesignOptions { Comparisons = 3, Correction = ComparisonCorrection.Dunnett, Significance = alpha };
        var bonferroni = NormalDistribution.UpperQuantile(alpha / 6);
        options.CriticalNormal(1).Should().BeInRange(bonferroni - 1e-3, bonferroni + 1e-9);
        NormalDistribution.UpperQuantile(alpha / 2).Should().BeLessThan(options.CriticalNormal(1));
    }

    [Fact]
    public void Power_of_equivalence_on_the_normal_curve_equals_the_reference()
    {
        foreach (var c in Cases("ab/19_power.json", "tost_power_normal"))
        {
            var n = c.GetProperty("n_per_arm").GetInt64();
            var margin = c.Number("margin");
            var options = new DesignOptions { Significance = c.Number("alpha"), MeanMethod = MeanPowerMethod.Normal };
            var expected = c.GetProperty("expected").Number("power");
            Power.OfEquivalence(n, n, c.Number("d"), 1, -margin, margin, options).ShouldBeClose(expected, because: Id(c));
            Power.OfEquivalence(n, n, c.Number("d"), 1, -margin, margin, options with { MeanMethod = MeanPowerMethod.NormalFormula }).ShouldBeClose(expected, because: Id(c));
        }
    }

    // scipy (and mpmath for the second): quad of 2 df s chi2.pdf(df s², df) (Φ(H − t s) − Φ(L + t s)) over s up to (H − L) / 2t.
    [Theory]
    [InlineData(5, 5, 0, 1, -2, 2, 0.7835798746884264)]
    [InlineData(12, 20, 0.1, 1, -0.8, 0.9, 0.46773857430491557)]
    [InlineData(50, 50, 0, 1, -0.5, 0.5, 0.5978723283126943)]
    [InlineData(200, 200, 0, 1, -0.3, 0.3, 0.8229973260559363)]
    [InlineData(3, 2, 0, 1, -3, 3, 0.638934541625753)]
    [InlineData(400, 300, 2, 10, -4, 4, 0.834281144940682)]
    public void Power_of_equivalence_is_the_joint_one_of_both_tests(int n, int m, double d, double sd, double low, double high, double expected) =>
        Power.OfEquivalence(n, m, d, sd, low, high).ShouldBeClose(expected, 1e-9);

    // scipy: nct.sf(t.isf(.05, df), df, (d + margin) / se)
    [Theory]
    [InlineData(20, 20, 0, 1, 0.5, 0.46337435027193585)]
    [InlineData(100, 50, -0.1, 1, 0.4, 0.5315922562239945)]
    public void Power_of_non_inferiority_is_a_noncentral_t(int n, int m, double d, double sd, double margin, double expected)
    {
        Power.OfNonInferiority(n, m, d, sd, margin).ShouldBeClose(expected, 1e-7);
        Power.OfNonInferiority(n, m, -d, sd, margin, new DesignOptions { Direction = EffectDirection.Decrease }).ShouldBeClose(expected, 1e-7);
    }

    // scipy: every table of fisher_exact with p ≤ α, weighted by both binomials.
    [Theory]
    [InlineData(20, 20, 0.1, 0.5, 0.05, false, 0.7423887839114705)]
    [InlineData(20, 20, 0.1, 0.5, 0.05, true, 0.8374757681260491)]
    [InlineData(25, 15, 0.6, 0.2, 0.05, false, 0.660565462624201)]
    [InlineData(25, 15, 0.6, 0.2, 0.05, true, 0.7463442681606578)]
    [InlineData(30, 30, 0.3, 0.3, 0.05, false, 0.026127677046949658)]
    [InlineData(12, 17, 0.2, 0.7, 0.01, false, 0.5247805854372442)]
    public void Power_of_the_exact_test_of_two_rates_is_a_sum_over_tables(int n, int m, double p, double q, double alpha, bool oneSided, double expected) =>
        Power.OfProportions(n, m, p, q, Exact with { Significance = alpha, OneSided = oneSided }).ShouldBeClose(expected, 1e-9);

    // scipy: binom.pmf over the counts whose tail fits into α / 2 (or α).
    [Theory]
    [InlineData(50, 0.1, 0.25, 0.05, false, 0.8363166660715646)]
    [InlineData(200, 0.5, 0.4, 0.05, false, 0.7868482653076219)]
    [InlineData(9, 0.5, 0.9, 0.05, false, 0.77484106)]
    [InlineData(100, 0.02, 0.05, 0.05, true, 0.3840008720438587)]
    [InlineData(40, 0.3, 0.1, 0.01, true, 0.7937273312871602)]
    public void Power_of_the_exact_test_of_one_rate_is_a_binomial_tail(int n, double known, double rate, double alpha, bool oneSided, double expected) =>
        Power.OfProportion(n, known, rate, Exact with { Significance = alpha, OneSided = oneSided }).ShouldBeClose(expected, 1e-9);

    // scipy: the first n whose exact power is 80 %.
    [Theory]
    [InlineData(0.1, 0.25, 49)]
    [InlineData(0.5, 0.6, 199)]
    public void The_exact_size_is_the_first_that_attains_the_power(double known, double rate, int expected) =>
        SampleSize.ForProportion(known, rate, Exact).Treatment.Should().Be(expected);

    // R: power.t.test(delta = .8, sd = 1, power = .8, type = "paired", strict = TRUE, tol = 1e-12)$n and two more.
    [Theory]
    [InlineData(0.8, 0.8, 14.3027644928194)]
    [InlineData(0.5, 0.8, 33.3671289533192)]
    [InlineData(1.5, 0.9, 6.86995771046803)]
    public void Sizes_for_pairs_equal_R(double difference, double power, double expected)
    {
        var size = SampleSize.ForPairs(difference, 1, new DesignOptions { Power = power });
        size.TreatmentExact.ShouldBeClose(expected, 1e-6);
        size.Control.Should().Be(0);
        size.Total.Should().Be((long)Math.Ceiling(expected));
        size.ToString().Should().Contain("pairs");
    }

    // R: power.t.test(n = 20, delta = 2, sd = 4 * sqrt((1 + 39 * .05) / 40))$power
    [Fact]
    public void A_comparison_of_clusters_is_one_of_their_means() =>
        Power.OfClusters(20, 20, 2, 4, new ClusterDesign(40, 0.05)).ShouldBeClose(0.999896420099099, 1e-9);

    [Fact]
    public void A_ratio_is_planned_with_its_own_variance()
    {
        var c = Cases("ab/19_power.json", "ratio_metric_sample_size").Single();
        var cov = c.Number("cov");
        var baseline = RatioEstimate.FromMoments(MomentMatrix.FromSummary(
            5000, [c.Number("mean_num"), c.Number("mean_den")], [c.Number("var_num"), cov, cov, c.Number("var_den")]));
        var e = c.GetProperty("expected");
        baseline.UnitVariance.Value.ShouldBeClose(e.Number("unit_var"));
        SampleSize.ForRatios(e.Number("ratio") * c.Number("rel_effect"), baseline, Formula).ControlExact.ShouldBeClose(e.Number("n_per_arm"));
    }

    [Fact]
    public void No_difference_is_an_error_in_every_design()
    {
        Cases("ab/19_power.json", "no_solution").Should().NotBeEmpty();
        Action[] requests =
        [
            () => SampleSize.ForMeans(0, 1), () => SampleSize.ForPairs(0, 1), () => SampleSize.ForClusters(0, 1, default), () => SampleSize.ForRelativeLift(0, 10, 1),
            () => SampleSize.ForProportion(0.2, 0.2),
        ];
        foreach (var request in requests)
        {
            request.Should().Throw<ArgumentException>().WithMessage("*no sample is large enough*");
        }

        Action[] beyond =
        [
            () => SampleSize.ForEquivalence(0.3, 1, -0.3, 0.3), () => SampleSize.ForNonInferiority(-0.3, 1, 0.3),
            () => SampleSize.ForEquivalentRates(0.1, 0.2, -0.05, 0.05), () => SampleSize.ForNotInferiorRates(0.2, 0.1, 0.05),
        ];
        foreach (var request in beyond)
        {
            request.Should().Throw<ArgumentException>().WithMessage("*on or beyond a margin*");
        }

        ((Action)(() => SampleSize.ClusterSize(10, 10, 0.1, 1, 0.05))).Should().Throw<ArgumentException>().WithMessage("Clusters of no size*");
        ((Action)(() => Power.OfProportions(20_000, 20_000, 0.1, 0.2, Exact))).Should().Throw<ArgumentException>().WithMessage("The exact method serves up to*");
        ((Action)(() => Power.OfProportions(20, 20, 0.1, 0.2, Exact with { VarianceFactor = 2 }))).Should().Throw<ArgumentException>().WithMessage("*whole tables*");
        ((Action)(() => MinimumDetectableEffect.OfProportion(2, 0.5, new DesignOptions { ProportionMethod = ProportionPowerMethod.PooledNull }))).Should().Throw<ArgumentException>().WithMessage("No rate up to 1*");
    }
}
