using System.Globalization;
using CustomerValue.Experiments;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/22_matching_weighting_aipw.json and the pairs of MatchIt 4.5.5 on two groups of the bank panel.</summary>
public sealed class MatchingCorrectness
{
    private static readonly ConfoundedPanel Panel = new();

    private static readonly (string Name, MatchingOptions Options)[] Kinds =
    [
        ("nn_1to1_largest", new MatchingOptions()),
        ("nn_1to1_caliper0.2sd", new MatchingOptions { Caliper = 0.2 }),
        ("nn_1to1_replacement", new MatchingOptions { WithReplacement = true }),
        ("nn_1to2_replacement", new MatchingOptions { WithReplacement = true, Partners = 2 }),
    ];

    [Fact]
    public void Pairs_equal_those_of_MatchIt()
    {
        var customers = Panel.Trial.Keys("customer_id");
        foreach (var (name, options) in Kinds)
        {
            var result = PropensityMatching.Fit(Panel.Columns("aum_after"), options);
            var first = new Dictionary<long, long>();
            for (var i = 0; i < result.Matched.Length; i++)
            {
                first.TryAdd(customers[result.Matched[i]], customers[result.Partners[i]]);
            }

            var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "ab", "data", $"matched_bank_marketing_vs_non_{name}.csv")).Skip(1).ToArray();
            lines.Should().HaveCount(889);
            foreach (var line in lines.Select(l => l.Replace("\"", string.Empty).Split(',')))
            {
                var found = first.TryGetValue(long.Parse(line[0], CultureInfo.InvariantCulture), out var partner) ? partner.ToString(CultureInfo.InvariantCulture) : "NA";
                found.Should().Be(line[1], $"{name}, customer {line[0]}");
            }
        }
    }

    [Fact]
    public void Effects_errors_balance_and_sizes_equal_the_reference()
    {
        var c = GoldenFile.Read("ab/22_matching_weighting_aipw.json").GetProperty("cases")[0].GetProperty("peer_MatchIt");
        foreach (var (name, options) in Kinds)
        {
            var e = c.GetProperty(name);
            var actual = PropensityMatching.Fit(Panel.Columns("aum_after"), options);
            actual.Comparison.Estimate.Value.ShouldBeClose(e.Number("att"), 1e-8, because: name);
            actual.MatchedCount.Should().Be((int)e.Number("n_treated"), name);
            actual.PartnerCount.Should().Be((int)e.Number("n_control"), name);
            actual.EffectivePartners.ShouldBeClose(e.Number("ess_control"), 1e-8, because: name);
            actual.RobustError.Value.ShouldBeClose(e.Number("se_HC3"), 1e-8, because: name);
            if (e.TryGetProperty("se_cluster_subclass", out var subclass))
            {
                // sandwich's CR1 has (n − 1) / (n − 2) besides.
                var n = 2.0 * actual.MatchedCount;
                (actual.Comparison.StandardError.Value * Math.Sqrt((n - 1) / (n - 2))).ShouldBeClose(subclass.GetDouble(), 1e-8, because: name);
            }

            foreach (var row in actual.Balance!.Rows.Where(r => r.Covariate != "digital"))
            {
                Math.Abs(row.StandardizedByArm.Value - e.GetProperty("smd_after").Number(row.Covariate)).Should().BeLessThan(1e-8, name + row.Covariate);
            }

            foreach (var row in actual.BalanceBefore!.Rows.Where(r => r.Covariate != "digital"))
            {
                Math.Abs(row.StandardizedByArm.Value - e.GetProperty("smd_before").Number(row.Covariate)).Should().BeLessThan(1e-8, name + row.Covariate);
            }
        }
    }

    [Fact]
    public void Greedy_effects_of_both_outcomes_equal_the_reference()
    {
        foreach (var (id, e, outcome) in ConfoundedPanel.Cases())
        {
            var plain = e.GetProperty("greedy_1to1");
            var all = PropensityMatching.Fit(Panel.Columns(outcome));
            all.MatchedCount.Should().Be((int)plain.Number("n_pairs"));
            all.Comparison.Estimate.Value.ShouldBeClose(plain.Number("att"), 1e-8, because: id);
            var near = e.GetProperty("greedy_1to1_caliper0.2sd_of_ps");
            foreach (var options in new[]
                     {
                         new MatchingOptions { Caliper = 0.2 },
                         new MatchingOptions { Caliper = near.Number("caliper"), CaliperUnit = CaliperUnit.Score },
                     })
            {
                var within = PropensityMatching.Fit(Panel.Columns(outcome), options);
                within.Caliper.ShouldBeClose(near.Number("caliper"), 1e-8, because: id);
                within.MatchedCount.Should().Be((int)near.Number("n_pairs"));
                within.UnmatchedCount.Should().Be(889 - within.MatchedCount);
                within.Comparison.Warnings.Should().Contain(ComparisonWarning.Unmatched);
                within.Comparison.Estimate.Value.ShouldBeClose(near.Number("att"), 1e-8, because: id);
                within.Comparison.StandardError.Value.ShouldBeClose(near.Number("se_paired"), 1e-8, because: id);
            }
        }
    }
}
