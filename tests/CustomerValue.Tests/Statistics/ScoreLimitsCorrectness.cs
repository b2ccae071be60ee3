using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Statistics;

/// <summary>Golden/ab/odds_ratio_extremes.json, made by the script beside it: cells from 0 to 10⁹ in one table.</summary>
public sealed class ScoreLimitsCorrectness
{
    [Fact]
    public void Limits_of_ratios_keep_their_digits_where_cells_differ_by_many_orders()
    {
        foreach (var c in GoldenFile.Read("ab/odds_ratio_extremes.json").GetProperty("cases").EnumerateArray())
        {
            ProportionCounts first = new(c.GetProperty("x_treat").GetInt64(), c.GetProperty("n_treat").GetInt64()), second = new(c.GetProperty("x_ctrl").GetInt64(), c.GetProperty("n_ctrl").GetInt64());
            var level = c.Number("conf");
            var e = c.GetProperty("expected");
            var id = $"{first} against {second}";
            OddsRatioInterval.Cornfield(first, second, level).ShouldBeClose(e.Numbers("cornfield"), id + " Cornfield", 1e-9, 0);
            OddsRatioInterval.MiettinenNurminen(first, second, level).ShouldBeClose(e.Numbers("mn_odds"), id + " Miettinen–Nurminen, odds", 1e-9, 0);
            ProportionRatioInterval.Koopman(first, second, level).ShouldBeClose(e.Numbers("koopman"), id + " Koopman", 1e-9, 0);
            ProportionRatioInterval.MiettinenNurminen(first, second, level).ShouldBeClose(e.Numbers("mn_ratio"), id + " Miettinen–Nurminen, ratio", 1e-9, 0);
            if (e.TryGetProperty("conditional_mle", out var odds))
            {
                EffectSize.ConditionalOddsRatio(first, second).Value.ShouldBeClose(odds.Number(), 1e-9, 0, id + " conditional");
            }
        }
    }

    // The law that the limits of the swapped table are the inverses, also at cells of 1 beside 10⁹.
    [Theory]
    [InlineData(9, 10, 1_000_000_000, 1_000_000_000)]
    [InlineData(999_999_999, 1_000_000_000, 999_999_990, 1_000_000_000)]
    [InlineData(3, 40, 500_000_000, 1_000_000_000)]
    public void Swapped_arms_and_swapped_outcomes_invert_the_odds(long x, long n, long y, long m)
    {
        ConfidenceInterval own = OddsRatioInterval.Cornfield(new(x, n), new(y, m)), arms = OddsRatioInterval.Cornfield(new(y, m), new(x, n)), outcomes = OddsRatioInterval.Cornfield(new(n - x, n), new(m - y, m));
        foreach (var swapped in new[] { arms, outcomes })
        {
            (1 / swapped.Upper).ShouldBeClose(own.Lower, 1e-11, 0);
            (1 / swapped.Lower).ShouldBeClose(own.Upper, 1e-11, 0);
        }
    }
}
