using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/09_cluster_robust.json: mpmath, R clubSandwich and sandwich, statsmodels.</summary>
public sealed class ClusterRobustCorrectness
{
    private static readonly TrialPanel Panel = new();

    private static readonly (string Name, RobustError Error)[] Errors =
        [("se_classical", RobustError.Classical), ("se_HC0", RobustError.HC0), ("se_HC1", RobustError.HC1), ("se_HC2", RobustError.HC2), ("se_HC3", RobustError.HC3),
         ("se_CR0", RobustError.CR0), ("se_CR1", RobustError.CR1S), ("se_CR1_no_k", RobustError.CR1)];

    private static JsonElement Case(string id) => Cases.Single(c => c.GetProperty("id").GetString() == id);

    private static IEnumerable<JsonElement> Cases => GoldenFile.Read("ab/09_cluster_robust.json").GetProperty("cases").EnumerateArray();

    private static AdjustedComparison Bank(string cluster, RobustError error, string? second = null) => RegressionAdjustment.Fit(
        new TrialColumns
        {
            Outcomes = Panel.Numbers("aum_after"), IsTreated = Panel.IsTreated, Clusters = error is RobustError.Automatic or >= RobustError.CR0 ? Panel.Keys(cluster) : default,
            SecondClusters = second is null ? default : Panel.Keys(second),
        },
        new AdjustmentOptions { Error = error });

    [Fact]
    public void Every_error_of_every_small_sample_equals_the_reference()
    {
        var seen = 0;
        foreach (var c in Cases.Where(c => c.TryGetProperty("z", out _)))
        {
            foreach (var (name, error) in Errors)
            {
                var columns = new TrialColumns
                {
                    Outcomes = c.Numbers("y"), IsTreated = c.Numbers("z").Select(z => z == 1).ToArray(),
                    Clusters = error >= RobustError.CR0 ? c.Numbers("cluster").Select(k => (long)k).ToArray() : default,
                };
                Check($"{c.GetProperty("id")} {name}", RegressionAdjustment.Fit(columns, new AdjustmentOptions { Error = error }), c.GetProperty("expected"), name);
                seen++;
            }
        }

        seen.Should().Be(4 * 8);
    }

    [Fact]
    public void Households_and_branches_of_the_bank_equal_the_reference()
    {
        foreach (var (id, cluster) in new[] { ("cluster_bank_household", "household_id"), ("cluster_bank_branch_12", "branch") })
        {
            foreach (var (name, error) in Errors)
            {
                Check($"{id} {name}", Bank(cluster, error), Case(id).GetProperty("expected"), name);
            }
        }
    }

    // R clubSandwich 0.5.8: errors, Satterthwaite degrees of freedom, p-values.
    [Theory]
    [InlineData("CR0", RobustError.CR0)]
    [InlineData("CR1", RobustError.CR1)]
    [InlineData("CR1S", RobustError.CR1S)]
    [InlineData("CR2", RobustError.CR2)]
    [InlineData("CR3", RobustError.CR3)]
    public void Satterthwaite_degrees_of_freedom_equal_clubSandwich(string name, RobustError error)
    {
        var e = Case("cluster_R_clubSandwich").GetProperty("expected_R");
        var options = new AdjustmentOptions { Error = error, DegreesOfFreedom = DegreesOfFreedomRule.Satterthwaite };
        foreach (var (prefix, cluster) in new[] { ("household_id", "household_id"), ("branch", "branch") })
        {
            Compare(prefix, RegressionAdjustment.Fit(new TrialColumns { Outcomes = Panel.Numbers("aum_after"), IsTreated = Panel.IsTreated, Clusters = Panel.Keys(cluster) }, options));
        }

        if (e.TryGetProperty("small_" + name, out _))
        {
            var c = Case("cluster_cluster_level_treat");
            Compare("small", RegressionAdjustment.Fit(
                new TrialColumns { Outcomes = c.Numbers("y"), IsTreated = c.Numbers("z").Select(z => z == 1).ToArray(), Clusters = c.Numbers("cluster").Select(k => (long)k).ToArray() }, options));
        }

        void Compare(string prefix, AdjustedComparison actual)
        {
            var expected = e.GetProperty($"{prefix}_{name}");
            actual.Comparison.StandardError.Value.ShouldBeClose(expected.Number("se"), because: prefix);
            actual.Comparison.Statistic.Value.ShouldBeClose(expected.Number("t"), because: prefix);
            actual.Comparison.DegreesOfFreedom.Value.ShouldBeClose(expected.Number("df_satt"), because: prefix);
            actual.Comparison.PValue.Value.ShouldBeClose(expected.Number("p_satt"), because: prefix);
        }
    }

    [Fact]
    public void Two_ways_of_clustering_equal_sandwich_and_statsmodels()
    {
        var e = Case("cluster_R_clubSandwich").GetProperty("expected_R").GetProperty("twoway_household_branch");
        Bank("household_id", RobustError.CR1S, "branch").Comparison.StandardError.Value.ShouldBeClose(e.Number("sandwich_default"));
        Bank("household_id", RobustError.Automatic, "branch").Comparison.StandardError.Value.ShouldBeClose(Case("cluster_bank_statsmodels_and_ratio").GetProperty("peer_statsmodels").Number("twoway"));
        Bank("household_id", RobustError.CR0, "branch").Comparison.StandardError.Value.ShouldBeClose(e.Number("sandwich_cadjustF"));
    }

    // The household as unit of a ratio of sums: customers are its denominator.
    [Fact]
    public void Ratio_of_household_sums_equals_the_reference()
    {
        var e = Case("cluster_bank_statsmodels_and_ratio").GetProperty("expected");
        double[] y = Panel.Numbers("aum_after");
        var homes = Panel.Keys("household_id").Select((k, i) => (Key: (Home: k, Panel.IsTreated[i]), Value: y[i])).GroupBy(r => r.Key, r => r.Value).ToArray();
        RatioEstimate Arm(bool treated)
        {
            var own = homes.Where(h => h.Key.Item2 == treated).ToArray();
            return RatioEstimate.Of(own.Select(h => h.Sum()).ToArray(), own.Select(h => (double)h.Count()).ToArray());
        }

        var actual = RatioEstimate.Compare(Arm(true), Arm(false));
        actual.Estimate.Value.ShouldBeClose(e.Number("ratio_of_sums_diff"));
        actual.StandardError.Value.ShouldBeClose(e.Number("ratio_delta_se"));
    }

    // What GROUP BY household, arm gives: COUNT(*) as weight, AVG as outcome.
    [Theory]
    [InlineData(RobustError.CR0)]
    [InlineData(RobustError.CR1)]
    [InlineData(RobustError.CR1S)]
    [InlineData(RobustError.CR2)]
    [InlineData(RobustError.CR3)]
    public void Totals_of_households_give_the_answer_of_the_rows(RobustError error)
    {
        double[] y = Panel.Numbers("aum_after");
        var totals = Panel.Keys("household_id").Select((k, i) => (Key: (k, Panel.IsTreated[i]), Value: y[i])).GroupBy(r => r.Key, r => r.Value).ToArray();
        var actual = RegressionAdjustment.Fit(
            new TrialColumns
            {
                Outcomes = totals.Select(t => t.Average()).ToArray(), IsTreated = totals.Select(t => t.Key.Item2).ToArray(), Clusters = totals.Select(t => t.Key.k).ToArray(),
                Weights = totals.Select(t => (double)t.Count()).ToArray(),
            },
            new AdjustmentOptions { Error = error }).Comparison;
        var expected = Bank("household_id", error).Comparison;
        actual.Estimate.Value.ShouldBeClose(expected.Estimate.Value);
        actual.StandardError.Value.ShouldBeClose(expected.StandardError.Value);
        actual.DegreesOfFreedom.Value.ShouldBeClose(expected.DegreesOfFreedom.Value);
    }

    private static void Check(string id, AdjustedComparison actual, JsonElement e, string name)
    {
        for (var i = 0; i < 2; i++)
        {
            actual.Coefficients[i].Value.ShouldBeClose(e.Numbers("beta")[i], because: id);
            actual.Coefficients[i].StandardError.Value.ShouldBeClose(e.Numbers(name)[i], because: id);
        }

        actual.ResidualVariance.Value.ShouldBeClose(e.Number("sigma2"), because: id);
        if (actual.Clusters > 0)
        {
            actual.Clusters.Should().Be((int)e.Number("G"), id);
        }
    }
}
