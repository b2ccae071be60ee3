using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/06_ratio_relative_growth.json: mpmath.</summary>
public sealed class RatioAndGrowthCorrectness
{
    private static IEnumerable<JsonElement> Cases(string kind) =>
        GoldenFile.Read("ab/06_ratio_relative_growth.json").GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == kind);

    [Fact]
    public void Ratio_metrics_equal_the_reference()
    {
        foreach (var c in Cases("ratio_metric"))
        {
            var id = c.GetProperty("id").GetString()!;
            var e = c.GetProperty("expected");
            var treatment = RatioEstimate.Of(c.Numbers("treat_num"), c.Numbers("treat_den"));
            var control = RatioEstimate.Of(c.Numbers("ctrl_num"), c.Numbers("ctrl_den"));
            Check(id, e.GetProperty("treatment"), treatment);
            Check(id, e.GetProperty("control"), control);
            var difference = RatioEstimate.Compare(treatment, control);
            difference.Estimate.Value.ShouldBeClose(e.Number("diff"), because: id);
            difference.StandardError.Value.ShouldBeClose(e.Number("se"), because: id);
            difference.Statistic.Value.ShouldBeClose(e.Number("z"), because: id);
            difference.PValue.Value.ShouldBeClose(e.Number("p_two"), because: id);
            difference.Interval.ShouldBeClose(e.Numbers("ci"), id);
            Check(id, e.GetProperty("relative"), RelativeLift.Delta(treatment, control), RelativeLift.Log(treatment, control), RelativeLift.Fieller(treatment, control));
        }
    }

    [Fact]
    public void Relative_lifts_equal_the_reference()
    {
        foreach (var c in Cases("relative_lift"))
        {
            SampleMoments treatment = Moments(c.GetProperty("treatment_stats")), control = Moments(c.GetProperty("control_stats"));
            Check(
                c.GetProperty("id").GetString()!,
                c.GetProperty("expected"),
                RelativeLift.Delta(treatment, control),
                RelativeLift.Log(treatment, control),
                RelativeLift.Fieller(treatment, control));
        }
    }

    [Fact]
    public void Growths_of_small_samples_equal_the_reference()
    {
        foreach (var c in Cases("growth_of_average").Where(c => c.TryGetProperty("before", out _)))
        {
            var id = c.GetProperty("id").GetString()!;
            var e = c.GetProperty("expected");
            double[] before = c.Numbers("before"), after = c.Numbers("after");
            Check(id, e, GrowthOfAverage.Of(before, after), "se_delta");
            var summary = GrowthOfAverage.FromMoments(MomentMatrix.FromPairs(before, after));
            summary.Growth.Value.ShouldBeClose(e.Number("growth_of_mean"), because: id);
            summary.StandardError.Value.ShouldBeClose(e.Number("se_delta"), because: id);
        }
    }

    [Fact]
    public void Growth_of_the_bank_panel_equals_the_reference()
    {
        var panel = BankPanel.Read();
        var e = Cases("growth_of_average").Single(c => c.TryGetProperty("input", out _)).GetProperty("expected");
        (string Name, StudyGroup Group)[] groups = [("marketing", StudyGroup.Marketing), ("recommended", StudyGroup.Recommended), ("non_recommended", StudyGroup.NonRecommended)];
        var alone = new Dictionary<string, GrowthOfAverage>();
        var clustered = new Dictionary<string, GrowthOfAverage>();
        foreach (var (name, group) in groups)
        {
            double[] before = panel.Of(panel.Before, group), after = panel.Of(panel.After, group);
            alone[name] = GrowthOfAverage.Of(before, after);
            clustered[name] = GrowthOfAverage.Of(before, after, panel.Of(panel.Households, group));
            Check(name, e.GetProperty(name), alone[name], "se_delta");
            Check(name, e.GetProperty(name), clustered[name], "se_cluster");
            clustered[name].Clusters.Should().Be(e.GetProperty(name).GetProperty("clusters").GetInt32());
        }

        foreach (var (a, b) in new[] { ("marketing", "non_recommended"), ("recommended", "non_recommended"), ("marketing", "recommended") })
        {
            var expected = e.GetProperty($"{a}_minus_{b}");
            var plain = GrowthOfAverage.Compare(alone[a], alone[b]);
            plain.Estimate.Value.ShouldBeClose(expected.Number("diff"));
            plain.StandardError.Value.ShouldBeClose(expected.Number("se"));
            plain.Statistic.Value.ShouldBeClose(expected.Number("z"));
            plain.PValue.Value.ShouldBeClose(expected.Number("p_two"), 1e-9, 1e-320);
            plain.Interval.ShouldBeClose(expected.Numbers("ci"), a);
            var household = GrowthOfAverage.Compare(clustered[a], clustered[b]);
            household.StandardError.Value.ShouldBeClose(expected.Number("se_cluster"));
            household.PValue.Value.ShouldBeClose(expected.Number("p_cluster"), 1e-9, 1e-320);
        }
    }

    private static void Check(string id, JsonElement e, GrowthOfAverage growth, string error)
    {
        growth.Count.Should().Be(e.Number("n"));
        growth.MeanBefore.ShouldBeClose(e.Number("mean_before"), because: id);
        growth.MeanAfter.ShouldBeClose(e.Number("mean_after"), because: id);
        growth.Growth.Value.ShouldBeClose(e.Number("growth_of_mean"), because: id);
        growth.StandardError.Value.ShouldBeClose(e.Number(error), because: id);
        growth.MeanOfGrowths.Value.ShouldBeClose(e.Number("mean_of_growth_excl_zero_base"), because: id);
        growth.ZeroBases.Should().Be(e.GetProperty("n_zero_base").GetInt64());
    }

    private static void Check(string id, JsonElement e, RatioEstimate ratio)
    {
        ratio.MeanNumerator.ShouldBeClose(e.Number("mean_num"), because: id);
        ratio.MeanDenominator.ShouldBeClose(e.Number("mean_den"), because: id);
        ratio.Ratio.Value.ShouldBeClose(e.Number("ratio"), because: id);
        ratio.StandardError.Value.ShouldBeClose(e.Number("se"), because: id);
    }

    private static void Check(string id, JsonElement e, ArmComparison delta, ArmComparison log, ArmComparison fieller)
    {
        delta.Estimate.Value.ShouldBeClose(e.Number("lift"), because: id);
        delta.StandardError.Value.ShouldBeClose(e.Number("lift_se_linear"), because: id);
        delta.Interval.ShouldBeClose(e.Numbers("lift_ci_linear"), id + " delta");
        log.Interval.ShouldBeClose(e.Numbers("lift_ci_log"), id + " log");
        if (e.TryGetProperty("log_ratio_se", out var logError))
        {
            (log.StandardError.Value / (1 + log.Estimate.Value)).ShouldBeClose(logError.Number(), because: id);
        }

        var limits = e.GetProperty("lift_ci_fieller");
        if (limits.ValueKind == JsonValueKind.String)
        {
            fieller.Warnings.Should().Contain(ComparisonWarning.UnboundedRatio);
            fieller.Interval.Width.Should().Be(double.PositiveInfinity);
        }
        else
        {
            fieller.Interval.ShouldBeClose(limits.Numbers(), id + " Fieller");
        }
    }

    private static SampleMoments Moments(JsonElement stats) => SampleMoments.FromSummary(stats.Number("n"), stats.Number("mean"), stats.Number("var"));
}
