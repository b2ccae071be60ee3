using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/22_matching_weighting_aipw.json: numpy Newton to 1e-14, two groups of the bank panel.</summary>
public sealed class WeightingCorrectness
{
    private const double Iterative = 1e-8;

    private static readonly (string Key, Estimand Estimand)[] Estimands = [("ipw_ATE", Estimand.All), ("ipw_ATT", Estimand.Treated), ("ipw_ATO", Estimand.Overlap)];

    private static readonly ConfoundedPanel Panel = new();

    [Fact]
    public void Both_cases_are_run() => ConfoundedPanel.Cases().Should().HaveCount(2);

    [Fact]
    public void Propensities_equal_the_reference()
    {
        foreach (var (id, e, y) in ConfoundedPanel.Cases())
        {
            var score = PropensityScore.Fit(Panel.Columns(y, false));
            var expected = e.Numbers("ps_coef");
            for (var j = 0; j < expected.Length; j++)
            {
                score.Report.Estimates[j].ShouldBeClose(expected[j], Iterative, because: id);
            }

            var first = e.Numbers("ps_first5");
            for (var row = 0; row < first.Length; row++)
            {
                score.Scores[row].ShouldBeClose(first[row], Iterative, because: id);
            }
        }
    }

    [Fact]
    public void Weighted_means_errors_and_sizes_equal_the_reference()
    {
        foreach (var (id, e, y) in ConfoundedPanel.Cases())
        {
            foreach (var (key, estimand) in Estimands)
            {
                var g = e.GetProperty(key);
                var because = id + " " + key;
                var options = new WeightingOptions { Estimand = estimand };
                var actual = InverseProbabilityWeighting.Fit(Panel.Columns(y, false), options);
                actual.Comparison.Estimate.Value.ShouldBeClose(g.Number("hajek"), Iterative, because: because);
                actual.Comparison.Treatment.Value.ShouldBeClose(g.Number("mean_t"), Iterative, because: because);
                actual.Comparison.Control.Value.ShouldBeClose(g.Number("mean_c"), Iterative, because: because);
                actual.Comparison.StandardError.Value.ShouldBeClose(g.Number("se_Mest"), Iterative, because: because);
                actual.KnownWeightsError.Value.ShouldBeClose(g.Number("se_HC0"), Iterative, because: because);
                actual.EffectiveTreated.ShouldBeClose(g.Number("ess_t"), Iterative, because: because);
                actual.EffectiveControls.ShouldBeClose(g.Number("ess_c"), Iterative, because: because);
                actual.LargestWeight.ShouldBeClose(g.Number("max_weight"), Iterative, because: because);
                InverseProbabilityWeighting.Fit(Panel.Columns(y, true), options).Comparison.StandardError.Value.ShouldBeClose(g.Number("se_Mest_cluster"), Iterative, because: because);
                if (g.GetProperty("horvitz_thompson").ValueKind == JsonValueKind.Number)
                {
                    actual.HorvitzThompson.Value.ShouldBeClose(g.Number("horvitz_thompson"), Iterative, because: because);
                    InverseProbabilityWeighting.Fit(Panel.Columns(y, false), options with { Normalized = false }).Comparison.Estimate.Value.ShouldBeClose(g.Number("horvitz_thompson"), Iterative, because: because);
                }

                foreach (var name in ConfoundedPanel.Names)
                {
                    var row = actual.Balance!.Rows.Single(r => r.Covariate == name);
                    Near(row.StandardizedByArm.Value, g.GetProperty("smd_after").Number(name), because + name);
                    Near(row.KolmogorovSmirnov, g.GetProperty("ks_after").Number(name), because + name);
                }
            }
        }
    }

    [Fact]
    public void Balance_before_equals_the_reference()
    {
        foreach (var (id, e, y) in ConfoundedPanel.Cases())
        {
            var report = BalanceReport.Of(Panel.Columns(y, false));
            foreach (var row in report.Rows)
            {
                var g = e.GetProperty("smd_unadjusted").GetProperty(row.Covariate);
                row.StandardizedByArm.Value.ShouldBeClose(g.Number("treated_sd"), 1e-9, because: id);
                row.StandardizedDifference.Value.ShouldBeClose(g.Number("pooled_sd"), 1e-9, because: id);
                row.VarianceRatio.Value.ShouldBeClose(g.Number("variance_ratio"), 1e-9, because: id);
                row.KolmogorovSmirnov.ShouldBeClose(g.Number("ks"), 1e-9, because: id);
            }
        }
    }

    [Fact]
    public void Clipped_propensities_equal_the_reference()
    {
        foreach (var (id, e, y) in ConfoundedPanel.Cases())
        {
            foreach (var limit in new[] { 0.01, 0.05 })
            {
                var options = new WeightingOptions { Estimand = Estimand.All, ScoreLimit = limit, LimitRule = ScoreLimitRule.Clip };
                InverseProbabilityWeighting.Fit(Panel.Columns(y, false), options).Comparison.Estimate.Value
                    .ShouldBeClose(e.Number(FormattableString.Invariant($"ipw_ATE_clip{limit}")), Iterative, because: id);
            }
        }
    }

    [Fact]
    public void Doubly_robust_estimates_and_errors_equal_the_reference()
    {
        foreach (var (id, e, y) in ConfoundedPanel.Cases())
        {
            foreach (var (key, estimand) in new[] { ("ATE", Estimand.All), ("ATT", Estimand.Treated) })
            {
                var g = e.GetProperty("aipw_" + key);
                var options = new DoublyRobustOptions { Estimand = estimand };
                var actual = DoublyRobust.Fit(Panel.Columns(y, false), options);
                actual.Comparison.Estimate.Value.ShouldBeClose(g.Number("est"), Iterative, because: id + key);
                actual.Comparison.StandardError.Value.ShouldBeClose(g.Number("se_if"), Iterative, because: id + key);
                actual.OutcomeRegression.Value.ShouldBeClose(e.GetProperty("outcome_regression").Number(key), Iterative, because: id + key);
                DoublyRobust.Fit(Panel.Columns(y, true), options).Comparison.StandardError.Value.ShouldBeClose(g.Number("se_cluster"), Iterative, because: id + key);
            }

            DoublyRobust.Fit(Panel.Columns(y, false), new DoublyRobustOptions { Normalized = true }).Comparison.Estimate.Value.ShouldBeClose(e.Number("aipw_ATT_hajek"), Iterative, because: id);
        }
    }

    // numpy: all estimating equations stacked and differentiated numerically (fourth order), aum_after of the bank panel: estimate, error, clustered error.
    [Theory]
    [InlineData("robust", Estimand.All, false, 3225.7632789844843, 675.9438223036279, 697.5207230287868)]
    [InlineData("robust", Estimand.All, true, 3217.599954931369, 673.3061022401648, 694.4072784837044)]
    [InlineData("robust", Estimand.Treated, false, 3711.2096922146425, 910.2575820315517, 929.2630210828439)]
    [InlineData("robust", Estimand.Treated, true, 3706.7962880382083, 910.6743362976739, 929.4810726163889)]
    [InlineData("robust", Estimand.Controls, false, 2794.6325483535074, 519.4813547093732, 543.5844495902583)]
    [InlineData("robust", Estimand.Controls, true, 2769.2085103679515, 509.51336081251, 531.8237463440252)]
    [InlineData("totals", Estimand.All, false, 2955.8596750442975, 609.5982084963263, 622.965522902419)]
    [InlineData("totals", Estimand.Treated, false, 3894.4124671098657, 924.6967015751467, 947.7148044377992)]
    [InlineData("totals", Estimand.Controls, false, 2122.3197827902613, 381.3565821995982, 385.59967317653206)]
    [InlineData("entropy", Estimand.All, false, 2889.45237887216, 568.0592499325221, 581.2555588728858)]
    [InlineData("entropy", Estimand.Treated, false, 3489.5744054688134, 916.0506777629043, 927.6108132241633)]
    [InlineData("entropy", Estimand.Controls, false, 2405.7081612295765, 424.19950782961797, 433.1048189153178)]
    public void Errors_of_stacked_equations_equal_a_numerical_sandwich(string kind, Estimand estimand, bool isNormalized, double estimate, double error, double clustered)
    {
        foreach (var isClustered in new[] { false, true })
        {
            var columns = Panel.Columns("aum_after", isClustered);
            var actual = kind switch
            {
                "robust" => DoublyRobust.Fit(columns, new DoublyRobustOptions { Estimand = estimand, Normalized = isNormalized, Error = NuisanceError.Stacked }).Comparison,
                "totals" => InverseProbabilityWeighting.Fit(columns, new WeightingOptions { Estimand = estimand, Normalized = false }).Comparison,
                _ => EntropyBalancing.Fit(columns, new EntropyBalancingOptions { Estimand = estimand }).Comparison,
            };
            actual.Estimate.Value.ShouldBeClose(estimate, 1e-8);
            actual.StandardError.Value.ShouldBeClose(isClustered ? clustered : error, 1e-6);
        }
    }

    private static void Near(double actual, double expected, string because) => Math.Abs(actual - expected).Should().BeLessThan(1e-8 * (1 + Math.Abs(expected)), because);
}
