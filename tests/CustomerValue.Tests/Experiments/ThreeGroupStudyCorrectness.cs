using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>The study of the bank panel against golden/ab/09, 18, 21, 22 (R, DRDID, numpy) and the truth that the panel knows (26).</summary>
public sealed class ThreeGroupStudyCorrectness
{
    private const StudyGroup Marketing = StudyGroup.Marketing, Recommended = StudyGroup.Recommended, Non = StudyGroup.NonRecommended;

    private static readonly BankPanel Panel = BankPanel.Read();

    private static readonly Lazy<ThreeGroupStudy> Chosen = new(() => ThreeGroupStudy.Analyze(new StudyPanel(Panel.WholeColumns, 4), new StudyOptions { Margin = 0.02, FixedCost = 20_000 }));

    private static ThreeGroupStudy Study => Chosen.Value;

    private static JsonElement Case(string file, string id, string expected = "expected") =>
        GoldenFile.Read(file).GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == id).GetProperty(expected);

    private static JsonElement Truth(StudyGroup minuend, StudyGroup subtrahend) => GoldenFile.Read("ab/26_bank_panel_estimates.json").GetProperty("truth").GetProperty("effects")
        .GetProperty($"{Name(minuend)}_vs_{Name(subtrahend)}");

    private static string Name(StudyGroup group) => group switch { Marketing => "marketing", Recommended => "recommended", _ => "non_recommended" };

    private static ArmComparison Of(StudyMeasure measure, StudyGroup minuend, StudyGroup subtrahend, StudyEstimator estimator) =>
        Study.Estimate(measure, minuend, subtrahend, estimator).Comparison;

    [Fact]
    public void Naive_levels_and_changes_equal_the_reference()
    {
        var e = Case("ab/26_bank_panel_estimates.json", "naive_pairwise");
        foreach (var (minuend, subtrahend) in new[] { (Marketing, Non), (Recommended, Non), (Marketing, Recommended) })
        {
            var pair = e.GetProperty($"{Name(minuend)}_vs_{Name(subtrahend)}");
            Of(StudyMeasure.Assets, minuend, subtrahend, StudyEstimator.Naive).Estimate.Value.ShouldBeClose(pair.GetProperty("welch_aum_after").Number("diff"));
            Of(StudyMeasure.Assets, minuend, subtrahend, StudyEstimator.DifferenceInDifferences).Estimate.Value.ShouldBeClose(pair.GetProperty("welch_change").Number("diff"));
            Of(StudyMeasure.LogAssets, minuend, subtrahend, StudyEstimator.DifferenceInDifferences).Estimate.Value.ShouldBeClose(pair.GetProperty("welch_dlog").Number("diff"), 1e-8);
        }

        // A ratio of sums by household, each arm with its own factor.
        Of(StudyMeasure.Assets, Marketing, Non, StudyEstimator.Naive).StandardError.Value
            .ShouldBeClose(Case("ab/09_cluster_robust.json", "cluster_bank_statsmodels_and_ratio").Number("ratio_delta_se"));
    }

    // DRDID has CR0; the study CR1, √(G / (G − 1)) more.
    [Theory]
    [InlineData("marketing_level", StudyMeasure.Assets, StudyGroup.Marketing)]
    [InlineData("marketing_log1p", StudyMeasure.LogAssets, StudyGroup.Marketing)]
    [InlineData("recommended_level", StudyMeasure.Assets, StudyGroup.Recommended)]
    [InlineData("recommended_log1p", StudyMeasure.LogAssets, StudyGroup.Recommended)]
    public void Weighted_and_doubly_robust_changes_equal_DRDID(string name, StudyMeasure measure, StudyGroup minuend)
    {
        var e = Case("ab/21_did.json", "drdid_bank", "expected_R");
        var clusters = Enumerable.Range(0, Panel.Groups.Length).Where(i => Panel.Groups[i] == minuend || Panel.Groups[i] == Non).Select(i => Panel.Households[i]).Distinct().Count();
        foreach (var (suffix, estimator) in new[] { ("drdid_panel", StudyEstimator.DoublyRobust), ("std_ipw_did_panel", StudyEstimator.Weighted) })
        {
            var expected = e.GetProperty($"{name}_{suffix}");
            var actual = Of(measure, minuend, Non, estimator);
            actual.Estimate.Value.ShouldBeClose(expected.Number("att"), 1e-8);
            (actual.StandardError.Value * Math.Sqrt((clusters - 1.0) / clusters)).ShouldBeClose(expected.Number("se_cluster_household"), 1e-8);
        }
    }

    [Fact]
    public void Weighted_and_doubly_robust_promotion_equal_the_reference()
    {
        var e = Case("ab/22_matching_weighting_aipw.json", "bank_marketing_vs_non_promoted");
        var weighted = Of(StudyMeasure.Promotion, Marketing, Non, StudyEstimator.Weighted);
        weighted.Estimate.Value.ShouldBeClose(e.GetProperty("ipw_ATT").Number("hajek"), 1e-8);
        weighted.StandardError.Value.ShouldBeClose(e.GetProperty("ipw_ATT").Number("se_Mest_cluster"), 1e-8);
        var both = Of(StudyMeasure.Promotion, Marketing, Non, StudyEstimator.DoublyRobust);
        both.Estimate.Value.ShouldBeClose(e.GetProperty("aipw_ATT").Number("est"), 1e-8);
        both.StandardError.Value.ShouldBeClose(e.GetProperty("aipw_ATT").Number("se_cluster"), 1e-8);
        var balance = Study.Balance.Single(b => b.Minuend == Marketing && b.Subtrahend == Non);
        balance.EffectiveComparison.Value.ShouldBeClose(e.GetProperty("ipw_ATT").Number("ess_c"), 1e-8);
        balance.Before.Rows[0].StandardizedByArm.Value.ShouldBeClose(e.GetProperty("smd_unadjusted").GetProperty("age").Number("treated_sd"), 1e-8);
        balance.After!.Rows[0].StandardizedByArm.Value.ShouldBeClose(e.GetProperty("ipw_ATT").GetProperty("smd_after").Number("age"), 1e-7);
    }

    [Fact]
    public void Dunnett_by_name_equals_the_reference()
    {
        var e = Case("ab/18_dunnett_tukey.json", "dunnett_bank_aum_after").GetProperty("comparisons");
        for (var i = 0; i < 2; i++)
        {
            var c = Study.DunnettOfAssets!.Comparisons[i];
            c.Comparison.Estimate.Value.ShouldBeClose(e[i].Number("diff"));
            c.AdjustedPValue.Value.ShouldBeClose(e[i].Number("p_two"), 1e-8, 1e-11);
            c.SimultaneousInterval.ShouldBeClose(e[i].Numbers("ci95"), "Dunnett");
        }
    }

    [Fact]
    public void Differences_at_every_moment_equal_the_event_study_of_the_reference()
    {
        var e = Case("ab/21_did.json", "event_study_bank_log1p");
        var trend = Study.PreTrends.Single(t => t.Measure == StudyMeasure.LogAssets && t.Minuend == Marketing && t.Subtrahend == Non);
        foreach (var (name, at) in new[] { ("t1", 0), ("t2", 1), ("t4", 3), ("t5", 4) })
        {
            trend.Study.Effects[at].Comparison.Estimate.Value.ShouldBeClose(e.GetProperty(name).Number("coef"), 1e-8);
        }

        const double G = 1259;
        (trend.Test.ChiSquared.Value * G / (G - 1)).ShouldBeClose(e.GetProperty("pretrend_wald_CR0").Number("chi2"), 1e-8);
        trend.CanBeChecked.Should().BeTrue();
        trend.Bound.Interval.Width.Should().BeGreaterThan(trend.Study.Effects[4].Comparison.Interval.Width);
    }

    // The four truths of golden 26; the naive difference of levels is 5154 where the truth is 1346.
    [Fact]
    public void Doubly_robust_intervals_hold_the_truth_and_the_naive_one_does_not()
    {
        var truth = Truth(Marketing, Non);
        Of(StudyMeasure.Assets, Marketing, Non, StudyEstimator.Naive).Estimate.Value.Should().BeApproximately(5154, 0.5);
        Of(StudyMeasure.Assets, Marketing, Non, StudyEstimator.Naive).Interval.Contains(truth.Number("att_aum")).Should().BeFalse();
        var robust = Of(StudyMeasure.Assets, Marketing, Non, StudyEstimator.DoublyRobust);
        Math.Round(robust.Estimate.Value).Should().Be(1437);
        Math.Round(robust.StandardError.Value).Should().Be(301);
        robust.Interval.Contains(truth.Number("att_aum")).Should().BeTrue();
        Of(StudyMeasure.LogAssets, Marketing, Non, StudyEstimator.DoublyRobust).Interval.Contains(truth.Number("att_log1p")).Should().BeTrue();
        Of(StudyMeasure.Promotion, Marketing, Non, StudyEstimator.DoublyRobust).Interval.Contains(truth.Number("att_promotion")).Should().BeTrue();
        Of(StudyMeasure.AssetEnhancement, Marketing, Non, StudyEstimator.DoublyRobust).Interval.Contains(truth.Number("att_growth_of_mean")).Should().BeTrue();
        Of(StudyMeasure.LogAssets, Marketing, Non, StudyEstimator.Naive).Interval.Contains(truth.Number("att_log1p")).Should().BeFalse();
        var selection = Truth(Recommended, Non);
        Of(StudyMeasure.Assets, Recommended, Non, StudyEstimator.DoublyRobust).Interval.Contains(selection.Number("att_aum")).Should().BeTrue();
        Of(StudyMeasure.Assets, Recommended, Non, StudyEstimator.DifferenceInDifferences).Interval.Contains(selection.Number("att_aum")).Should().BeFalse("trends were not parallel");
    }

    // Golden/ab/three_group_growth.py (numpy): DR-DiD over the treated's base, influence function summed by household; a bootstrap of households gives 0.0377.
    [Fact]
    public void The_error_of_a_rate_over_its_base_equals_numpy()
    {
        const double G = 1259;
        var actual = Of(StudyMeasure.AssetEnhancement, Marketing, Non, StudyEstimator.DoublyRobust);
        actual.Estimate.Value.ShouldBeClose(0.25017813227158964, 1e-9);
        (actual.StandardError.Value * Math.Sqrt((G - 1) / G)).ShouldBeClose(0.03738961524693002, 1e-8);

        // Taking the base as known misses what base and change share.
        (Of(StudyMeasure.Assets, Marketing, Non, StudyEstimator.DoublyRobust).StandardError.Value / 5741.9966254218225).Should().BeGreaterThan(actual.StandardError.Value * 1.2);
    }

    [Fact]
    public void Returns_are_gain_over_cost_of_every_estimate_of_marketing()
    {
        Study.Returns.Should().HaveCount(8);
        foreach (var item in Study.Returns)
        {
            var c = item.Estimate.Comparison;
            item.Return.Return.Value.ShouldBeClose(c.Estimate.Value * 889 * 0.02 / 20_000);
            item.Return.Interval.Upper.ShouldBeClose(c.Interval.Upper * 889 * 0.02 / 20_000);
            item.Return.NetGain.Value.ShouldBeClose(c.Estimate.Value * 889 * 0.02 - 20_000, 1e-9, 1e-6);
        }
    }

    [Fact]
    public void E_values_are_those_of_the_doubly_robust_figures()
    {
        Study.Sensitivity.Should().HaveCount(12);
        var promotion = Study.Sensitivity.Single(s => s.Measure == StudyMeasure.Promotion && s.Minuend == Marketing && s.Subtrahend == Non);
        var c = Of(StudyMeasure.Promotion, Marketing, Non, StudyEstimator.DoublyRobust);
        var ratio = c.Treatment.Value / c.Control.Value;

        // VanderWeele and Ding (2017): E = r + √(r (r − 1)).
        promotion.EValue.Estimate.ShouldBeClose(ratio + Math.Sqrt(ratio * (ratio - 1)), 1e-12);
        promotion.Robustness!.Value.Should().BeInRange(0.01, 0.3);
    }

    [Fact]
    public void Paths_are_the_average_assets_at_all_five_moments()
    {
        var path = Study.Paths[(int)Marketing];
        path.EarlierPeriods.Should().Be(2);
        double[][] columns = [Panel.First, Panel.Second, Panel.Before, Panel.Fourth, Panel.After];
        for (var moment = 0; moment < 5; moment++)
        {
            path.Means[moment].Value.Value.ShouldBeClose(Panel.Of(columns[moment], Marketing).Average());
        }

        path.Means[4].StandardError.Value.ShouldBeClose(Study.Table.Group(Marketing).AssetsAfter.StandardError.Value);
    }
}
