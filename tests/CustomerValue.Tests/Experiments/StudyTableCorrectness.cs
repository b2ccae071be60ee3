using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>The bank panel against golden/ab/06 (growth, mpmath) and 26 (statsmodels, scipy).</summary>
public sealed class StudyTableCorrectness
{
    private static readonly (string Name, StudyGroup Group)[] Groups =
        [("marketing", StudyGroup.Marketing), ("recommended", StudyGroup.Recommended), ("non_recommended", StudyGroup.NonRecommended)];

    private static readonly BankPanel Panel = BankPanel.Read();

    private static readonly StudyTable Table = StudyTable.Of(new StudyPanel(Panel.Columns, topTier: 4));

    private static System.Text.Json.JsonElement Case(string file, string id) =>
        GoldenFile.Read(file).GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == id).GetProperty("expected");

    [Fact]
    public void Groups_and_enhancement_rates_equal_the_reference()
    {
        var e = Case("ab/06_ratio_relative_growth.json", "growth_bank_panel");
        foreach (var (name, group) in Groups)
        {
            var row = Table.Group(group);
            var expected = e.GetProperty(name);
            row.Customers.Should().Be(expected.GetProperty("n").GetInt32());
            row.Households.Should().Be(expected.GetProperty("clusters").GetInt32());
            row.AssetsBefore.Value.Value.ShouldBeClose(expected.Number("mean_before"));
            row.AssetsAfter.Value.Value.ShouldBeClose(expected.Number("mean_after"));
            row.AssetEnhancement.Value.Value.ShouldBeClose(expected.Number("growth_of_mean"));
            row.AssetEnhancement.StandardError.Value.ShouldBeClose(expected.Number("se_cluster"));
            row.MeanOfGrowths.Value.ShouldBeClose(expected.Number("mean_of_growth_excl_zero_base"));
            row.ZeroBases.Should().Be(expected.GetProperty("n_zero_base").GetInt32());
        }
    }

    [Fact]
    public void Differences_of_enhancement_equal_the_reference()
    {
        var e = Case("ab/06_ratio_relative_growth.json", "growth_bank_panel");
        foreach (var (a, b) in new[] { (0, 1), (1, 2), (0, 2) })
        {
            var expected = e.GetProperty($"{Groups[a].Name}_minus_{Groups[b].Name}");
            var contrast = Table.Contrast(StudyMeasure.AssetEnhancement, Groups[a].Group, Groups[b].Group);
            contrast.Comparison.Estimate.Value.ShouldBeClose(expected.Number("diff"));
            contrast.Comparison.StandardError.Value.ShouldBeClose(expected.Number("se_cluster"));
            contrast.Comparison.PValue.Value.ShouldBeClose(expected.Number("p_cluster"), 1e-9, 1e-320);
        }
    }

    [Fact]
    public void Promotion_rates_equal_the_reference()
    {
        var e = Case("ab/26_bank_panel_estimates.json", "naive_pairwise");
        foreach (var pair in e.EnumerateObject())
        {
            var names = pair.Name.Split("_vs_");
            StudyGroup a = Groups.Single(g => g.Name == names[0]).Group, b = Groups.Single(g => g.Name == names[1]).Group;
            Table.Group(a).PromotionCounts.Should().Be(new ProportionCounts(pair.Value.GetProperty("x_t").GetInt64(), pair.Value.GetProperty("n_t").GetInt64()));
            Table.Group(b).PromotionCounts.Should().Be(new ProportionCounts(pair.Value.GetProperty("x_c").GetInt64(), pair.Value.GetProperty("n_c").GetInt64()));
            var test = ProportionTest.Pooled(Table.Group(a).PromotionCounts, Table.Group(b).PromotionCounts);
            test.Statistic.Value.ShouldBeClose(pair.Value.Number("z_pooled"), 1e-8);
            test.PValue.Value.ShouldBeClose(pair.Value.Number("p"), 1e-8, 1e-320);
            test.Interval.ShouldBeClose(pair.Value.Numbers("diff_newcomb"), pair.Name, 1e-8);
            var welch = MeanTest.Welch(Panel.Of(Panel.After, a), Panel.Of(Panel.After, b));
            var expected = pair.Value.GetProperty("welch_aum_after");
            welch.Estimate.Value.ShouldBeClose(expected.Number("diff"), 1e-8);
            welch.Statistic.Value.ShouldBeClose(expected.Number("t"), 1e-8);
            welch.PValue.Value.ShouldBeClose(expected.Number("p"), 1e-8, 1e-320);
        }
    }

    [Fact]
    public void Clustered_errors_of_promotion_equal_statsmodels_but_for_the_small_sample_factor()
    {
        // statsmodels: one factor G/(G − 1) · (n − 1)/(n − k) over the whole; here G/(G − 1) of each group.
        var e = Case("ab/26_bank_panel_estimates.json", "regressions_statsmodels").GetProperty("ols_promoted_unadjusted");
        double Bare(StudyGroup group)
        {
            var row = Table.Group(group);
            var error = row.Promotion.StandardError.Value;
            return error * error * (row.Households - 1) / row.Households;
        }

        const double Factor = 1988.0 / 1987 * 2999 / 2997;
        foreach (var name in new[] { "marketing", "recommended" })
        {
            var group = Groups.Single(g => g.Name == name).Group;
            Table.Contrast(StudyMeasure.Promotion, group, StudyGroup.NonRecommended).Comparison.Estimate.Value.ShouldBeClose(e.GetProperty(name).Number("coef"), 1e-8);
            Math.Sqrt(Factor * (Bare(group) + Bare(StudyGroup.NonRecommended))).ShouldBeClose(e.GetProperty(name).Number("se_cluster"), 1e-8);
        }
    }

    [Fact]
    public void Promotion_is_what_the_panel_says() =>
        Table.Groups.Sum(g => g.PromotionCounts.Successes).Should().Be(Panel.Promoted.Count(p => p));

    [Fact]
    public void Simultaneous_intervals_are_wider_than_one_and_narrower_than_Bonferroni()
    {
        foreach (var contrast in Table.Contrasts)
        {
            var c = contrast.Comparison;
            contrast.SimultaneousInterval.Width.Should().BeGreaterThan(c.Interval.Width * 1.15);
            contrast.SimultaneousInterval.Width.Should().BeLessThan(c.Interval.Width * 2.3940 / 1.9600);
            contrast.AdjustedPValue.Value.Should().BeInRange(c.PValue.Value, Math.Min(1, 3 * c.PValue.Value) * (1 + 1e-9));
            contrast.SimultaneousInterval.Contains(0).Should().Be(contrast.AdjustedPValue.Value >= 0.05);
        }
    }

    [Fact]
    public void The_whole_grows_by_its_totals()
    {
        Table.TotalBefore.ShouldBeClose(Panel.Before.Sum());
        Table.CompoundAnnualGrowth.Value.ShouldBeClose(Panel.After.Sum() / Panel.Before.Sum() - 1);
        var twoYears = StudyTable.Of(new StudyPanel(Panel.Columns, 4), StudyOptions.Default with { Years = 2 });
        twoYears.CompoundAnnualGrowth.Value.ShouldBeClose(Math.Sqrt(Panel.After.Sum() / Panel.Before.Sum()) - 1);
    }

    [Fact]
    public void Chosen_groups_are_warned_of_and_drawn_ones_are_not()
    {
        Table.Contrasts.Should().OnlyContain(c => c.Comparison.Warnings.Contains(ComparisonWarning.GroupsWereChosen));
        StudyTable.Of(new StudyPanel(Panel.Columns, 4), StudyOptions.Default with { Design = StudyDesign.Randomized })
            .Warnings.Should().NotContain(ComparisonWarning.GroupsWereChosen);
    }

    [Fact]
    public void The_naive_difference_misses_the_truth_which_the_panel_knows()
    {
        // golden 26: effect of marketing on the treated 1346; the naive difference of levels is 5154.
        var truth = GoldenFile.Read("ab/26_bank_panel_estimates.json").GetProperty("truth").GetProperty("effects").GetProperty("marketing_vs_non_recommended").Number("att_aum");
        var naive = MeanTest.Welch(Panel.Of(Panel.After, StudyGroup.Marketing), Panel.Of(Panel.After, StudyGroup.NonRecommended));
        naive.Interval.Contains(truth).Should().BeFalse();
    }

    [Fact]
    public void The_text_shows_what_a_branch_reads()
    {
        var text = Table.ToString();
        text.Should().Contain("33.2 %").And.Contain("15.6 %").And.Contain("10.4 %");
        text.Should().Contain("14.3 %").And.Contain("8.6 %").And.Contain("6.8 %");
        text.Should().Contain("is not an effect").And.Contain("889").And.Contain("marketing − recommended");
    }
}
