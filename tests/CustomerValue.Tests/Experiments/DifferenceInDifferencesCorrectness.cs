using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/21_did.json (mpmath, statsmodels) and 26_bank_panel_estimates.json (statsmodels).</summary>
public sealed class DifferenceInDifferencesCorrectness
{
    private static IEnumerable<JsonElement> Cases => GoldenFile.Read("ab/21_did.json").GetProperty("cases").EnumerateArray();

    [Fact]
    public void Every_two_by_two_case_equals_the_reference()
    {
        var seen = 0;
        foreach (var c in Cases.Where(c => c.TryGetProperty("kind", out var kind) && kind.GetString() == "did_2x2"))
        {
            var (before, after, treated) = Rows(c);
            var e = c.GetProperty("expected");
            var id = c.GetProperty("id").GetString()!;
            var panel = DifferenceInDifferences.Panel(new DifferenceColumns { Before = before, After = after, IsTreated = treated });
            var means = e.GetProperty("means");
            panel.TreatmentBefore.Value.ShouldBeClose(means.Number("treat_pre"), 1e-10, because: id);
            panel.TreatmentAfter.Value.ShouldBeClose(means.Number("treat_post"), 1e-10, because: id);
            panel.ControlBefore.Value.ShouldBeClose(means.Number("ctrl_pre"), 1e-10, because: id);
            panel.ControlAfter.Value.ShouldBeClose(means.Number("ctrl_post"), 1e-10, because: id);
            CheckWelch(panel.Comparison, e, id);
            var changes = before.Select((b, i) => after[i] - b).ToArray();
            CheckWelch(
                DifferenceInDifferences.FromChanges(
                    SampleMoments.FromSample([.. changes.Where((_, i) => treated[i])]), SampleMoments.FromSample([.. changes.Where((_, i) => !treated[i])])).Comparison,
                e,
                id + " summaries");
            CheckStacked(before, after, treated, e, id);
            seen++;
        }

        seen.Should().Be(4);
    }

    [Fact]
    public void Clustered_errors_of_the_stacked_bank_equal_statsmodels()
    {
        var v = Cases.Single(c => c.GetProperty("id").GetString() == "did_ols_statsmodels").GetProperty("values");
        var bank = new DifferencePanel("marketing");
        foreach (var (name, column) in new[] { ("se_cluster_household", "household_id"), ("cluster_household", "household_id"), ("cluster_customer", "customer_id") })
        {
            if (!v.TryGetProperty(name, out _))
            {
                continue;
            }

            var stacked = Stacked(bank.Numbers("aum_before"), bank.Numbers("aum_after"), bank.IsTreated, bank.Keys(column), RobustError.CR1S, DegreesOfFreedomRule.Normal).Comparison;
            stacked.Estimate.Value.ShouldBeClose(v.Number("coef"), 1e-10);
            stacked.StandardError.Value.ShouldBeClose(v.Number(name), 1e-10);
            if (name == "cluster_household")
            {
                stacked.PValue.Value.ShouldBeClose(v.Number("p_household_z"), 1e-8);
            }
        }
    }

    [Theory]
    [InlineData("marketing", "non_recommended")]
    [InlineData("recommended", "non_recommended")]
    [InlineData("marketing", "recommended")]
    public void Changes_of_every_pair_equal_the_bank_panel_reference(string group, string control)
    {
        var cases = GoldenFile.Read("ab/26_bank_panel_estimates.json").GetProperty("cases").EnumerateArray().ToDictionary(c => c.GetProperty("id").GetString()!, c => c.GetProperty("expected"));
        foreach (var logarithms in new[] { false, true })
        {
            var e = cases["naive_pairwise"].GetProperty($"{group}_vs_{control}").GetProperty(logarithms ? "welch_dlog" : "welch_change");
            var columns = new DifferencePanel(group, control).Columns(logarithms, null, false);
            var actual = DifferenceInDifferences.Panel(columns).Comparison;
            actual.Estimate.Value.ShouldBeClose(e.Number("diff"), 1e-10);
            actual.Statistic.Value.ShouldBeClose(e.Number("t"), 1e-10);
            actual.PValue.Value.ShouldBeClose(e.Number("p"), 1e-8, 1e-300);
            if (control == "non_recommended")
            {
                // A third group's dummy changes neither the coefficient nor the leverages: HC3 is that of the pair.
                var ols = cases["regressions_statsmodels"].GetProperty(logarithms ? "ols_dlog_unadjusted" : "ols_change_unadjusted").GetProperty(group);
                var careful = DifferenceInDifferences.Panel(columns, new DifferenceOptions { Error = RobustError.HC3 }).Comparison;
                careful.Estimate.Value.ShouldBeClose(ols.Number("coef"), 1e-8);
                careful.StandardError.Value.ShouldBeClose(ols.Number("se_HC3"), 1e-8);
            }
        }
    }

    [Fact]
    public void Four_cells_from_moments_equal_the_regression_with_HC2_on_rows()
    {
        double[] y = [3, 5, 4, 8, 9, 11, 13, 2, 2, 3, 6, 4, 5];
        bool[] treated = [true, true, true, true, true, true, true, false, false, false, false, false, false];
        bool[] after = [false, false, false, true, true, true, true, false, false, false, true, true, true];
        var rows = DifferenceInDifferences.RepeatedCrossSections(new RepeatedColumns { Outcomes = y, IsTreated = treated, IsAfter = after }).Comparison;
        var cells = DifferenceInDifferences.FromCrossSections(Cell(true, false), Cell(true, true), Cell(false, false), Cell(false, true)).Comparison;
        cells.Estimate.Value.ShouldBeClose(rows.Estimate.Value);
        cells.StandardError.Value.ShouldBeClose(rows.StandardError.Value);
        cells.DegreesOfFreedom.Value.ShouldBeClose(rows.DegreesOfFreedom.Value);

        SampleMoments Cell(bool t, bool a) => SampleMoments.FromSample([.. y.Where((_, i) => treated[i] == t && after[i] == a)]);
    }

    // R 4.2.2: set.seed-free; m <- lm(y ~ a * d + x); sandwich 3.0.2 vcovHC(m, "HC3"), vcovCL(m, k, type = "HC1"), clubSandwich vcovCR(m, k, "CR2") with coef_test.
    [Fact]
    public void Cross_sections_with_a_covariate_equal_R()
    {
        var reference = GoldenFile.Read("ab/did_own.json").GetProperty("repeated");
        double[] y = reference.Numbers("y"), x = reference.Numbers("x");
        bool[] treated = [.. reference.Numbers("d").Select(v => v == 1)], after = [.. reference.Numbers("a").Select(v => v == 1)];
        long[] clusters = [.. reference.Numbers("k").Select(v => (long)v)];
        foreach (var (name, error) in new[] { ("classical", RobustError.Classical), ("HC0", RobustError.HC0), ("HC1", RobustError.HC1), ("HC2", RobustError.HC2), ("HC3", RobustError.HC3), ("CR0", RobustError.CR0), ("CR1", RobustError.CR1), ("CR1S", RobustError.CR1S), ("CR2", RobustError.CR2) })
        {
            var actual = DifferenceInDifferences.RepeatedCrossSections(
                new RepeatedColumns { Outcomes = y, IsTreated = treated, IsAfter = after, Covariates = x, Clusters = error >= RobustError.CR0 ? clusters : [] }, new DifferenceOptions { Error = error });
            actual.Comparison.Estimate.Value.ShouldBeClose(reference.Number("coef"), 1e-10, because: name);
            actual.Comparison.StandardError.Value.ShouldBeClose(reference.Number(name), 1e-10, because: name);
            if (error == RobustError.CR2)
            {
                actual.Comparison.DegreesOfFreedom.Value.ShouldBeClose(reference.Number("df_CR2"), 1e-8);
            }
        }
    }

    private static void CheckWelch(ArmComparison actual, JsonElement e, string id)
    {
        actual.Estimate.Value.ShouldBeClose(e.Number("did"), 1e-10, because: id);
        actual.StandardError.Value.ShouldBeClose(e.Number("se_change_welch"), 1e-10, because: id);
        if (double.IsNaN(e.Number("t")))
        {
            actual.Statistic.IsDefined.Should().BeFalse(id);
            actual.Warnings.Should().Contain(ComparisonWarning.Degenerate);
            return;
        }

        actual.Statistic.Value.ShouldBeClose(e.Number("t"), 1e-10, because: id);
        actual.DegreesOfFreedom.Value.ShouldBeClose(e.Number("df_welch"), 1e-10, because: id);
        actual.PValue.Value.ShouldBeClose(e.Number("p_two"), 1e-10, because: id);
    }

    private static void CheckStacked(double[] before, double[] after, bool[] treated, JsonElement e, string id)
    {
        long[] customers = [.. Enumerable.Range(0, before.Length).Select(i => (long)i)];
        foreach (var (name, error) in new[] { ("se_ols_classical", RobustError.Classical), ("se_HC1", RobustError.HC1), ("se_cluster_id_CR0", RobustError.CR0), ("se_cluster_id_CR1", RobustError.CR1S) })
        {
            var actual = Stacked(before, after, treated, error >= RobustError.CR0 ? customers : null, error, DegreesOfFreedomRule.Automatic).Comparison;
            actual.Estimate.Value.ShouldBeClose(e.Number("ols_interaction"), 1e-10, because: id);
            actual.StandardError.Value.ShouldBeClose(e.Number(name), 1e-10, because: id + " " + name);
        }
    }

    private static DifferenceEstimate Stacked(double[] before, double[] after, bool[] treated, long[]? clusters, RobustError error, DegreesOfFreedomRule rule) =>
        DifferenceInDifferences.RepeatedCrossSections(
            new RepeatedColumns
            {
                Outcomes = [.. before, .. after],
                IsTreated = [.. treated, .. treated],
                IsAfter = [.. before.Select(_ => false), .. after.Select(_ => true)],
                Clusters = clusters is null ? [] : [.. clusters, .. clusters],
            },
            new DifferenceOptions { Error = error, DegreesOfFreedom = rule });

    private static (double[] Before, double[] After, bool[] Treated) Rows(JsonElement c)
    {
        if (c.TryGetProperty("treat_pre", out _))
        {
            double[] own = c.Numbers("treat_pre"), other = c.Numbers("ctrl_pre");
            return ([.. own, .. other], [.. c.Numbers("treat_post"), .. c.Numbers("ctrl_post")], [.. own.Select(_ => true), .. other.Select(_ => false)]);
        }

        c.GetProperty("input").GetString().Should().Be("bank_panel aum_before/aum_after treat=recommended ctrl=non_recommended");
        var bank = new DifferencePanel("recommended");
        return (bank.Numbers("aum_before"), bank.Numbers("aum_after"), bank.IsTreated);
    }
}
