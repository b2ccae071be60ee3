using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/03_equivalence_means.json: mpmath; statsmodels' ttost_ind beside it.</summary>
public sealed class EquivalenceTestCorrectness
{
    [Fact]
    public void Two_one_sided_tests_equal_the_reference()
    {
        foreach (var c in GoldenFile.Read("ab/03_equivalence_means.json").GetProperty("cases").EnumerateArray())
        {
            double low = c.Number("low"), high = c.Number("high");
            var e = c.GetProperty("expected");
            if (c.TryGetProperty("treatment", out var rows))
            {
                Check(e, EquivalenceTest.Welch(SampleMoments.FromSample(rows.Numbers()), SampleMoments.FromSample(c.Numbers("control")), low, high));
                continue;
            }

            SampleMoments treatment = Moments(c.GetProperty("treatment_stats")), control = Moments(c.GetProperty("control_stats"));
            Check(e.GetProperty("welch"), EquivalenceTest.Welch(treatment, control, low, high));
            Check(e.GetProperty("pooled"), EquivalenceTest.Pooled(treatment, control, low, high));
        }
    }

    [Fact]
    public void Constant_equal_arms_are_equivalent_and_empty_ones_are_a_reason()
    {
        var constant = SampleMoments.FromSample([5, 5, 5]);
        EquivalenceTest.Welch(constant, constant, -1, 1).IsEquivalent.Should().BeTrue();
        EquivalenceTest.Welch(default, constant, -1, 1).PValue.Reason.Should().Be(UndefinedReason.EmptyArm);
        ((Action)(() => EquivalenceTest.Welch(constant, constant, 1, -1))).Should().Throw<ArgumentException>().WithMessage("The margins are 1 and -1*");
        ((Action)(() => EquivalenceTest.Welch(constant, constant, -1, 1, 0.5))).Should().Throw<ArgumentException>().WithMessage("significance is 0.5*");
    }

    private static void Check(JsonElement e, EquivalenceTest test)
    {
        test.PValueLower.Value.ShouldBeClose(e.Number("p_lower"));
        test.PValueUpper.Value.ShouldBeClose(e.Number("p_upper"));
        test.PValue.Value.ShouldBeClose(e.Number("p_tost"));
        if (e.TryGetProperty("ci90", out var limits))
        {
            test.Comparison.Interval.ShouldBeClose(limits.Numbers(), "90 %");
            test.PValueLower.Value.ShouldBeClose(e.Number("non_inferiority_p"));
        }

        test.IsEquivalent.Should().Be(test.Comparison.Interval.Lower > test.Low && test.Comparison.Interval.Upper < test.High);
    }

    private static SampleMoments Moments(JsonElement stats) => SampleMoments.FromSummary(stats.Number("n"), stats.Number("mean"), stats.Number("var"));
}
