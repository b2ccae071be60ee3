using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>growth_of_rate.json: numpy, influence function summed by household, by the script beside it.</summary>
public sealed class GrowthOfRateCorrectness
{
    [Fact]
    public void Growth_and_change_equal_the_reference_from_rows_and_from_household_moments()
    {
        foreach (var c in GoldenFile.Read("ab/growth_of_rate.json").GetProperty("cases").EnumerateArray())
        {
            var households = c.Numbers("household").Select(h => (long)h).ToArray();
            Check(c, GrowthOfRate.Of(Flags(c, "x"), Flags(c, "m"), Flags(c, "y"), Flags(c, "k"), households));
            string[] names = ["x", "m", "y", "k"];
            var columns = names.Select(name => c.Numbers(name)).ToArray();
            var rows = households.Distinct().SelectMany(h => columns.Select(column => column.Where((_, i) => households[i] == h).Sum())).ToArray();
            Check(c, GrowthOfRate.FromMoments(MomentMatrix.FromRows(rows, 4), isClustered: true));
        }
    }

    [Fact]
    public void Everybody_eligible_equals_the_growth_of_the_average_of_outcomes()
    {
        bool[] before = [true, false, true, false, false, true, false, false], after = [true, true, true, false, true, true, false, true];
        long[] households = [1, 1, 2, 2, 3, 4, 4, 4];
        var rate = GrowthOfRate.Of(before, after, households);
        var average = GrowthOfAverage.Of([.. before.Select(b => b ? 1.0 : 0)], [.. after.Select(b => b ? 1.0 : 0)], households);
        rate.Growth.Value.ShouldBeClose(average.Growth.Value);
        rate.StandardError.Value.ShouldBeClose(average.StandardError.Value);
        rate.Change.Value.ShouldBeClose(3 / 8.0);

        // Alone, the change of a rate is a paired comparison.
        var paired = MeanTest.Paired([.. after.Select(b => b ? 1.0 : 0)], [.. before.Select(b => b ? 1.0 : 0)]);
        GrowthOfRate.Of(before, after).ChangeStandardError.Value.ShouldBeClose(paired.StandardError.Value);
    }

    [Fact]
    public void Arms_are_compared_and_few_households_warn()
    {
        bool[] some = [true, false, true, false], more = [true, true, true, false];
        long[] households = [1, 2, 3, 4];
        GrowthOfRate a = GrowthOfRate.Of(some, more, households), b = GrowthOfRate.Of(more, some, households);
        GrowthOfRate.Compare(a, b).Estimate.Value.ShouldBeClose(0.5 + 1 / 3.0);
        GrowthOfRate.CompareChanges(a, b).Estimate.Value.ShouldBeClose(0.5);
        GrowthOfRate.Compare(a, b).Warnings.Should().Contain(ComparisonWarning.FewClusters);
    }

    [Fact]
    public void Nobody_eligible_nobody_before_and_nobody_at_all_are_reasons()
    {
        GrowthOfRate.Of([], []).Growth.Reason.Should().Be(UndefinedReason.EmptyArm);
        GrowthOfRate.Of([false, false], [true, false]).Growth.Reason.Should().Be(UndefinedReason.ZeroBase);
        GrowthOfRate.Of([false, false], [true, false]).Change.Value.Should().Be(0.5);
        GrowthOfRate.Of([true, true], [false, false], [true, true], [true, true], default).Growth.Reason.Should().Be(UndefinedReason.NoneEligible);
        GrowthOfRate.Of([true], [true]).StandardError.Reason.Should().Be(UndefinedReason.TooFewObservations);
        ((Action)(() => GrowthOfRate.Of([true], [true, false]))).Should().Throw<ArgumentException>().WithMessage("after has length 2; expected 1*");
        ((Action)(() => GrowthOfRate.FromMoments(MomentMatrix.FromSummary(5, [0.5, 0.2, 0.1, 1], new double[16]), false))).Should().Throw<ArgumentException>().WithMessage("moments has means*");
    }

    private static bool[] Flags(JsonElement c, string name) => [.. c.Numbers(name).Select(v => v == 1)];

    private static void Check(JsonElement c, GrowthOfRate growth)
    {
        var id = c.GetProperty("id").GetString()!;
        var e = c.GetProperty("expected");
        growth.Clusters.Should().Be(e.Number("clusters"));
        growth.RateBefore.Value.ShouldBeClose(e.Number("rate_before"), because: id);
        growth.RateAfter.Value.ShouldBeClose(e.Number("rate_after"), because: id);
        growth.Growth.Value.ShouldBeClose(e.Number("growth"), because: id);
        growth.StandardError.Value.ShouldBeClose(e.Number("se_growth"), because: id);
        growth.Change.Value.ShouldBeClose(e.Number("change"), because: id);
        growth.ChangeStandardError.Value.ShouldBeClose(e.Number("se_change"), 1e-9, 1e-8, id);
    }
}
