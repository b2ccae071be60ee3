using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/08_stratification_cmh.json: mpmath, statsmodels.</summary>
public sealed class StratificationCorrectness
{
    private static IEnumerable<JsonElement> Cases => GoldenFile.Read("ab/08_stratification_cmh.json").GetProperty("cases").EnumerateArray();

    private static JsonElement Case(string id) => Cases.Single(c => c.GetProperty("id").GetString() == id);

    private static void CheckStrata(JsonElement e, StratifiedComparison actual)
    {
        foreach (var s in e.GetProperty("strata").EnumerateArray())
        {
            var i = actual.Strata.Select((x, at) => (x.Key, at)).Single(p => p.Key == (long)s.Number("stratum")).at;
            var stratum = actual.Strata[i];
            stratum.Treatment.Count.Should().Be(s.Number("n_t"));
            stratum.Control.Count.Should().Be(s.Number("n_c"));
            if (s.TryGetProperty("diff", out var difference))
            {
                stratum.Difference.Value.ShouldBeClose(difference.Number());
                stratum.Variance.Value.ShouldBeClose(s.Number("var"));
                actual.Weights[i].ShouldBeClose(s.Number("weight"));
            }
        }

        actual.EmptyStrata.Should().Equal(e.Numbers("invalid_strata").Select(s => (long)s));
        actual.Unadjusted.Estimate.Value.ShouldBeClose(e.GetProperty("naive").Number("diff"));
        actual.Unadjusted.StandardError.Value.ShouldBeClose(e.GetProperty("naive").Number("se"));
    }

    [Fact]
    public void A_stratum_without_treated_is_named_and_leaves_no_estimate()
    {
        var c = Case("strat_empty_cell");
        double[] y = c.Numbers("y");
        bool[] z = [.. c.Numbers("z").Select(v => v == 1)];
        long[] s = [.. c.Numbers("s").Select(v => (long)v)];
        var actual = StratifiedComparison.Of(y, z, s);
        CheckStrata(c.GetProperty("expected"), actual);
        actual.Comparison.Estimate.Reason.Should().Be(UndefinedReason.EmptyArm);
        actual.Comparison.Warnings.Should().Contain(ComparisonWarning.EmptyStratum);
        var left = StratifiedComparison.Of(y, z, s, new StratificationOptions { LeaveOutEmpty = true });
        left.Comparison.Estimate.Value.ShouldBeClose(2);
        left.Comparison.StandardError.Value.ShouldBeClose(Math.Sqrt((5 + 8.5) / 4));
        left.EmptyStrata.Should().Equal(2);
    }

    [Fact]
    public void Tiers_of_the_bank_equal_the_reference_from_rows_and_from_moments()
    {
        var panel = new TrialPanel();
        double[] y = panel.Numbers("promoted");
        var tiers = panel.Keys("tier_before");
        var e = Case("strat_bank_promoted_tier").GetProperty("expected");
        var strata = tiers.Distinct().Select(t => new Stratum(
            t,
            SampleMoments.FromSample(y.Where((_, i) => tiers[i] == t && panel.IsTreated[i]).ToArray()),
            SampleMoments.FromSample(y.Where((_, i) => tiers[i] == t && !panel.IsTreated[i]).ToArray()))).ToArray();
        foreach (var actual in new[] { StratifiedComparison.Of(y, panel.IsTreated, tiers), StratifiedComparison.Of(strata) })
        {
            CheckStrata(e, actual);
            var blocked = e.GetProperty("blocked");
            actual.Comparison.Estimate.Value.ShouldBeClose(blocked.Number("diff"));
            actual.Comparison.StandardError.Value.ShouldBeClose(blocked.Number("se"));
            actual.Comparison.Statistic.Value.ShouldBeClose(blocked.Number("z"));
            actual.Comparison.PValue.Value.ShouldBeClose(blocked.Number("p_two"));
            actual.Comparison.Interval.ShouldBeClose(blocked.Numbers("ci"), "blocked");
            actual.SuperpopulationError.Value.ShouldBeClose(e.GetProperty("post_stratified_superpop").Number("se"));
        }

        StratifiedComparison.Of(strata, new StratificationOptions { Superpopulation = true }).Comparison.StandardError.Value
            .ShouldBeClose(e.GetProperty("post_stratified_superpop").Number("se"));
    }

    [Fact]
    public void Mantel_Haenszel_equals_the_reference()
    {
        var seen = 0;
        foreach (var c in Cases.Where(c => c.TryGetProperty("tables", out _)))
        {
            var id = c.GetProperty("id").GetString()!;
            var tables = c.GetProperty("tables").EnumerateArray().Select(t => t.EnumerateArray().Select(r => r.Numbers()).ToArray()).ToArray();
            var actual = MantelHaenszel.Of(
                tables.Select(t => new ProportionCounts((long)t[0][0], (long)t[0].Sum())).ToArray(), tables.Select(t => new ProportionCounts((long)t[1][0], (long)t[1].Sum())).ToArray());
            var e = c.GetProperty("expected");
            actual.Test.Statistic.Value.ShouldBeClose(e.Number("chi2"), because: id);
            actual.Test.PValue.Value.ShouldBeClose(e.Number("p"), because: id);
            actual.CorrectedTest.Statistic.Value.ShouldBeClose(e.Number("chi2_cc"), because: id);
            actual.CorrectedTest.PValue.Value.ShouldBeClose(e.Number("p_cc"), because: id);
            actual.OddsRatio.Value.Value.ShouldBeClose(e.Number("or_mh"), because: id);
            actual.OddsRatio.StandardError.Value.ShouldBeClose(e.Number("log_or_se_rbg"), because: id);
            actual.OddsRatio.Interval.ShouldBeClose(e.Numbers("or_ci"), id);
            actual.RiskDifference.Value.Value.ShouldBeClose(e.Number("rd_mh"), because: id);
            actual.RiskDifference.StandardError.Value.ShouldBeClose(e.Number("rd_se_gr"), because: id);
            actual.RiskRatio.Value.Value.ShouldBeClose(e.Number("rr_mh"), because: id);

            // The peer subtracts nothing wrong here, but knows no degrees of freedom for one stratum and none for an empty margin.
            var peer = c.GetProperty("peer_statsmodels");
            if (id == "cmh_small")
            {
                actual.BreslowDay.Statistic.Value.ShouldBeClose(peer.Numbers("breslow_day")[0], because: id);
                actual.BreslowDay.PValue.Value.ShouldBeClose(peer.Numbers("breslow_day")[1], because: id);
                actual.Tarone.Statistic.Value.ShouldBeClose(peer.Numbers("breslow_day_tarone")[0], because: id);
                actual.Tarone.PValue.Value.ShouldBeClose(peer.Numbers("breslow_day_tarone")[1], because: id);
            }

            seen++;
        }

        seen.Should().Be(3);
    }

    // R 4.2.2: mantelhaen.test(array(x, c(2, 2, 2)), correct = TRUE)$statistic; it corrects only where |A − E| ≥ ½.
    [Theory]
    [InlineData(new[] { 6L, 4, 5, 6, 8, 7, 7, 8 }, 0.1752958885511053)]
    [InlineData(new[] { 6L, 5, 5, 6, 8, 7, 7, 7 }, 0.01758515942425263)]
    [InlineData(new[] { 6L, 5, 5, 5, 8, 7, 7, 7 }, 0.07085376190397044)]
    [InlineData(new[] { 6L, 5, 6, 6, 8, 8, 7, 7 }, 0.01985092789777917)]
    public void The_continuity_correction_is_that_of_R(long[] x, double expected)
    {
        ProportionCounts[] treatment = [new(x[0], x[0] + x[1]), new(x[4], x[4] + x[5])], control = [new(x[2], x[2] + x[3]), new(x[6], x[6] + x[7])];
        MantelHaenszel.Of(treatment, control).CorrectedTest.Statistic.Value.ShouldBeClose(expected);
    }

    [Fact]
    public void Homogeneity_needs_two_informative_strata_and_leaves_others_out()
    {
        ProportionCounts[] a = [new(10, 100)], b = [new(5, 100)];
        MantelHaenszel.Of(a, b).Tarone.Statistic.Reason.Should().Be(UndefinedReason.TooFewObservations);
        ProportionCounts[] with = [new(10, 100), new(30, 100), new(0, 25)], other = [new(5, 100), new(20, 100), new(0, 6)];
        var all = MantelHaenszel.Of(with, other);
        var without = MantelHaenszel.Of(with.AsSpan(0, 2), other.AsSpan(0, 2));
        all.Tarone.Should().BeEquivalentTo(without.Tarone);
        all.UninformativeStrata.Should().Be(1);
    }

    [Fact]
    public void Sparse_and_one_sided_strata_give_reasons_and_no_nan()
    {
        MantelHaenszel.Of(ReadOnlySpan<ProportionCounts>.Empty, ReadOnlySpan<ProportionCounts>.Empty).OddsRatio.Value.IsDefined.Should().BeFalse();
        var nobody = MantelHaenszel.Of([new ProportionCounts(0, 5)], [new ProportionCounts(0, 7)]);
        nobody.Test.Statistic.Reason.Should().Be(UndefinedReason.OneClass);
        nobody.RiskDifference.Value.Value.Should().Be(0);
        var oneArm = MantelHaenszel.Of([new ProportionCounts(3, 5)], [new ProportionCounts(0, 0)]);
        oneArm.Test.Statistic.Reason.Should().Be(UndefinedReason.EmptyArm);
        oneArm.RiskDifference.Value.Reason.Should().Be(UndefinedReason.EmptyArm);
        var infinite = MantelHaenszel.Of([new ProportionCounts(3, 5)], [new ProportionCounts(0, 7)]);
        infinite.OddsRatio.Value.Reason.Should().Be(UndefinedReason.Infinite);
        infinite.OddsRatio.Interval.Upper.Should().Be(double.PositiveInfinity);
        var zero = MantelHaenszel.Of([new ProportionCounts(0, 5)], [new ProportionCounts(3, 7)]);
        zero.OddsRatio.Value.Value.Should().Be(0);
        zero.Tarone.Statistic.IsDefined.Should().BeFalse();
        var pairs = MantelHaenszel.Of(Enumerable.Range(0, 50).Select(i => new ProportionCounts(i % 3 == 0 ? 0 : 1, 1)).ToArray(), Enumerable.Range(0, 50).Select(i => new ProportionCounts(i % 2, 1)).ToArray());
        pairs.OddsRatio.Value.Value.ShouldBeClose(16.0 / 8); // McNemar's b / c: 16 treated alone, 8 controls alone.
        var huge = MantelHaenszel.Of([new ProportionCounts(1_000_000_000, 4_000_000_000)], [new ProportionCounts(900_000_000, 4_000_000_000)]);
        huge.Test.LogPValue.Value.Should().BeLessThan(-1e6);
    }
}
