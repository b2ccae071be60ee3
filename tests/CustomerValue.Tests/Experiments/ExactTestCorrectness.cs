using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>fisher_edges.json and unconditional_exact.json: exact integers and mpmath, by the scripts beside them; scipy as peer.</summary>
public sealed class ExactTestCorrectness
{
    private static IEnumerable<(JsonElement Case, ProportionCounts Treatment, ProportionCounts Control, string Id)> Cases(string file) =>
        GoldenFile.Read($"ab/{file}.json").GetProperty("cases").EnumerateArray().Select(c => (
            c,
            new ProportionCounts(c.GetProperty("x_treat").GetInt64(), c.GetProperty("n_treat").GetInt64()),
            new ProportionCounts(c.GetProperty("x_ctrl").GetInt64(), c.GetProperty("n_ctrl").GetInt64()),
            c.GetProperty("id").GetString()!));

    [Fact]
    public void Fisher_equals_exact_arithmetic_from_tiny_to_large_tables()
    {
        foreach (var (c, treatment, control, id) in Cases("fisher_edges"))
        {
            var e = c.GetProperty("expected");
            var level = c.Number("conf");
            ExactTest whole = ExactTest.Fisher(treatment, control, level), half = ExactTest.FisherMidP(treatment, control, level);
            whole.LogPValue.Value.ShouldBeClose(e.Number("log_p_two"), 1e-11, 1e-11, id);
            whole.PValueGreater.Value.ShouldBeClose(e.Number("p_greater"), 1e-10, 1e-307, id);
            whole.PValueLess.Value.ShouldBeClose(e.Number("p_less"), 1e-10, 1e-307, id);
            half.PValue.Value.ShouldBeClose(e.Number("midp_two"), 1e-10, 1e-307, id);
            half.PValueGreater.Value.ShouldBeClose(e.Number("midp_greater"), 1e-10, 1e-307, id);
            half.PValueLess.Value.ShouldBeClose(e.Number("midp_less"), 1e-10, 1e-307, id);
            (whole.PValue.Value == 0).Should().Be(whole.Warnings.Contains(ComparisonWarning.PValueUnderflow), id);
            if (e.TryGetProperty("ci", out var limits))
            {
                whole.Interval.ShouldBeClose(limits.Numbers(), id, 1e-10);
                half.Interval.ShouldBeClose(e.Numbers("ci_midp"), id, 1e-10);
                var mle = e.Number("mle");
                (double.IsInfinity(mle) ? double.PositiveInfinity : whole.Estimate.Value).ShouldBeClose(mle, 1e-10, because: id);
            }
        }
    }

    [Fact]
    public void Barnard_and_Boschloo_find_the_true_maximum()
    {
        foreach (var (c, treatment, control, id) in Cases("unconditional_exact"))
        {
            var e = c.GetProperty("expected");
            ExactTest barnard = ExactTest.Barnard(treatment, control), boschloo = ExactTest.Boschloo(treatment, control);
            barnard.PValue.Value.ShouldBeClose(e.Number("barnard_two"), 1e-10, because: id);
            barnard.PValueGreater.Value.ShouldBeClose(e.Number("barnard_greater"), 1e-10, because: id);
            barnard.PValueLess.Value.ShouldBeClose(e.Number("barnard_less"), 1e-10, because: id);
            boschloo.PValue.Value.ShouldBeClose(e.Number("boschloo_two"), 1e-10, because: id);
            boschloo.PValueGreater.Value.ShouldBeClose(e.Number("boschloo_greater"), 1e-10, because: id);
            boschloo.PValueLess.Value.ShouldBeClose(e.Number("boschloo_less"), 1e-10, because: id);
        }
    }

    [Fact]
    public void Scipy_agrees_but_where_its_rounding_parts_tied_tables()
    {
        foreach (var (c, treatment, control, id) in Cases("unconditional_exact"))
        {
            var peer = c.GetProperty("peer");
            ExactTest.Fisher(treatment, control).PValue.Value.ShouldBeClose(peer.Number("scipy_fisher_two"), 1e-9, because: id);
            ExactTest.Boschloo(treatment, control).PValue.Value.ShouldBeClose(peer.Number("scipy_boschloo_two"), 1e-9, because: id);
            if (id == "10_of_11_vs_1_of_9")
            {
                // The mirrored table has the same z in exact arithmetic; scipy 1.10.1 leaves it out.
                ExactTest.Barnard(treatment, control).PValue.Value.Should().BeGreaterThan(peer.Number("scipy_barnard_two"));
                continue;
            }

            ExactTest.Barnard(treatment, control).PValue.Value.ShouldBeClose(peer.Number("scipy_barnard_two"), 1e-9, because: id);
        }
    }

    [Fact]
    public void Swapping_the_arms_swaps_the_tails_and_success_with_failure_too()
    {
        ProportionCounts a = new(17, 90), b = new(31, 85), notA = new(73, 90), notB = new(54, 85);
        foreach (var test in new Func<ProportionCounts, ProportionCounts, ExactTest>[] { (x, y) => ExactTest.Fisher(x, y), (x, y) => ExactTest.FisherMidP(x, y), (x, y) => ExactTest.Barnard(x, y), (x, y) => ExactTest.Boschloo(x, y) })
        {
            ExactTest plain = test(a, b), swapped = test(b, a), turned = test(notA, notB);
            swapped.PValue.Value.ShouldBeClose(plain.PValue.Value, 1e-11);
            swapped.PValueLess.Value.ShouldBeClose(plain.PValueGreater.Value, 1e-11);
            turned.PValue.Value.ShouldBeClose(plain.PValue.Value, 1e-11);
            turned.PValueLess.Value.ShouldBeClose(plain.PValueGreater.Value, 1e-11);
        }

        ExactTest.Boschloo(a, b).PValueLess.Value.Should().BeLessThan(ExactTest.Fisher(a, b).PValueLess.Value);
        OddsRatioInterval.Exact(b, a).Upper.ShouldBeClose(1 / OddsRatioInterval.Exact(a, b).Lower, 1e-11);
        OddsRatioInterval.Cornfield(b, a).Upper.ShouldBeClose(1 / OddsRatioInterval.Cornfield(a, b).Lower, 1e-11);
        ProportionRatioInterval.Koopman(b, a).Upper.ShouldBeClose(1 / ProportionRatioInterval.Koopman(a, b).Lower, 1e-11);
    }

    [Fact]
    public void Large_tables_stay_exact_and_near_the_large_sample_tests()
    {
        ProportionCounts a = new(3_400, 32_000), b = new(3_200, 32_768);
        var z = ProportionTest.Pooled(a, b).PValue.Value;
        ExactTest.Barnard(a, b).PValue.Value.Should().BeInRange(z * 0.98, z * 1.1);
        ExactTest.Fisher(a, b).PValue.Value.Should().BeInRange(z * 0.98, z * 1.1);

        // A billion trials: the walk is over standard deviations, not over tables.
        ProportionCounts c = new(100_010_000, 1_000_000_000), d = new(100_000_000, 1_000_000_000);
        ExactTest.Fisher(c, d).PValue.Value.ShouldBeClose(ProportionTest.Pooled(c, d).PValue.Value, 1e-3);
        ((Action)(() => ExactTest.Barnard(c, d))).Should().Throw<ArgumentException>().WithMessage("Barnard's test would walk*Fisher's test has no such limit*");
        ((Action)(() => ExactTest.Boschloo(c, d))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Probabilities_beyond_the_smallest_double_keep_their_logarithm()
    {
        var test = ExactTest.Barnard(new(700, 700), new(0, 700));

        // Only the two extreme tables are as extreme: 2 (1/2)¹⁴⁰⁰ at a rate of one half.
        test.PValue.Value.Should().Be(0);
        test.LogPValue.Value.ShouldBeClose(Math.Log(2) - 1400 * Math.Log(2), 1e-10);
        test.WorstRate.Value.Should().BeApproximately(0.5, 1e-4);
        test.Warnings.Should().Equal(ComparisonWarning.PValueUnderflow);
        test.ToString().Should().Contain("ln p").And.NotContain("p 0,");
    }

    [Fact]
    public void McNemar_is_the_binomial_test_at_one_half()
    {
        // R: binom.test(14, 18)$p.value: 0.03088379; 2 * pbinom(4, 18, .5).
        ExactTest.McNemar(14, 4).PValue.Value.ShouldBeClose(0.03088378906, 1e-9);
        ExactTest.McNemar(14, 4).Estimate.Value.ShouldBeClose(14 / 18.0);
        ExactTest.McNemar(0, 0).PValue.Value.Should().Be(1);
        ExactTest.McNemar(0, 0).Warnings.Should().Equal(ComparisonWarning.Degenerate);
        ((Action)(() => ExactTest.McNemar(-1, 4))).Should().Throw<ArgumentException>().WithMessage("gained is -1*");
        ((Action)(() => ExactTest.Binomial(new(1, 2), 0))).Should().Throw<ArgumentException>().WithMessage("rate is 0*");
    }
}
