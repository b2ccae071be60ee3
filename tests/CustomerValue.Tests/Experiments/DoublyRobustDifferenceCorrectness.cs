using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/21_did.json: R's DRDID on the bank panel.</summary>
public sealed class DoublyRobustDifferenceCorrectness
{
    private static readonly JsonElement Reference = GoldenFile.Read("ab/21_did.json").GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == "drdid_bank").GetProperty("expected_R");

    [Fact]
    public void Every_estimator_group_and_scale_equals_DRDID()
    {
        var seen = 0;
        foreach (var property in Reference.EnumerateObject())
        {
            var parts = property.Name.Split(['_'], 3);
            var bank = new DifferencePanel(parts[0]);
            var isUnconditional = parts[2] == "unconditional";
            var options = new DoublyRobustDifferenceOptions
            {
                Estimator = parts[2] switch
                {
                    "reg_did_panel" => DifferenceEstimator.OutcomeRegression,
                    "std_ipw_did_panel" => DifferenceEstimator.NormalizedWeighting,
                    "ipw_did_panel" => DifferenceEstimator.Weighting,
                    _ => DifferenceEstimator.DoublyRobust,
                },
                DegreesOfFreedom = DegreesOfFreedomRule.Normal,
            };
            var alone = DoublyRobustDifference.Estimate(bank.Columns(parts[1] == "log1p", null, !isUnconditional), options with { Error = RobustError.HC0 });
            alone.Comparison.Estimate.Value.ShouldBeClose(property.Value.Number("att"), 1e-8, because: property.Name);
            alone.Comparison.StandardError.Value.ShouldBeClose(property.Value.Number("se"), 1e-8, because: property.Name);
            seen++;
            if (isUnconditional)
            {
                continue;
            }

            // DRDID takes 1.96 for the normal quantile 1.959964: 1.9 · 10⁻⁵ standard errors wide of ours.
            var ci = property.Value.Numbers("ci");
            (alone.Comparison.Estimate.Value - 1.96 * alone.Comparison.StandardError.Value).ShouldBeClose(ci[0], 1e-8, because: property.Name);
            (alone.Comparison.Estimate.Value + 1.96 * alone.Comparison.StandardError.Value).ShouldBeClose(ci[1], 1e-8, because: property.Name);
            alone.Comparison.Interval.Width.ShouldBeClose(ci[1] - ci[0], 2e-5, because: property.Name);
            var clustered = DoublyRobustDifference.Estimate(bank.Columns(parts[1] == "log1p", "household_id", true), options with { Error = RobustError.CR0 });
            clustered.Comparison.StandardError.Value.ShouldBeClose(property.Value.Number("se_cluster_household"), 1e-8, because: property.Name);
            clustered.Unconditional.Estimate.Value.ShouldBeClose(Reference.GetProperty($"{parts[0]}_{parts[1]}_unconditional").Number("att"), 1e-8, because: property.Name);
            alone.Unconditional.StandardError.Value.ShouldBeClose(Reference.GetProperty($"{parts[0]}_{parts[1]}_unconditional").Number("se"), 1e-8, because: property.Name);
        }

        seen.Should().Be(20);
    }

    // The truth is known: all potential outcomes of the panel were kept (golden 26, truth).
    [Fact]
    public void The_interval_of_the_bank_holds_the_truth_and_the_naive_one_does_not()
    {
        var truth = GoldenFile.Read("ab/26_bank_panel_estimates.json").GetProperty("truth").GetProperty("effects").GetProperty("marketing_vs_non_recommended").Number("att_aum");
        var bank = new DifferencePanel("marketing");
        var estimate = DoublyRobustDifference.Estimate(bank.Columns(false, "household_id", true)).Comparison;
        estimate.Estimate.Value.ShouldBeClose(1437, 5e-4);
        estimate.Interval.Contains(truth).Should().BeTrue();
        var after = bank.Numbers("aum_after");
        var naive = RegressionAdjustment.Fit(new TrialColumns { Outcomes = after, IsTreated = bank.IsTreated, Clusters = bank.Keys("household_id") }).Comparison;
        naive.Estimate.Value.ShouldBeClose(5154, 5e-4);
        naive.Interval.Contains(truth).Should().BeFalse();
    }

    // did_own.py: calibrated odds and weighted least squares by numpy, as DRDID's drdid_imp_panel has them.
    [Fact]
    public void The_improved_estimator_equals_numpy()
    {
        var reference = GoldenFile.Read("ab/did_own.json").GetProperty("improved");
        foreach (var property in reference.EnumerateObject())
        {
            var parts = property.Name.Split('_');
            var options = new DoublyRobustDifferenceOptions { Estimator = DifferenceEstimator.ImprovedDoublyRobust };
            var actual = DoublyRobustDifference.Estimate(new DifferencePanel(parts[0]).Columns(parts[1] == "log1p", null, true), options with { Error = RobustError.HC0 });
            actual.Comparison.Estimate.Value.ShouldBeClose(property.Value.Number("att"), 1e-8, because: property.Name);
            actual.Comparison.StandardError.Value.ShouldBeClose(property.Value.Number("se"), 1e-8, because: property.Name);
            var clustered = DoublyRobustDifference.Estimate(new DifferencePanel(parts[0]).Columns(parts[1] == "log1p", "household_id", true), options);
            clustered.Comparison.StandardError.Value.ShouldBeClose(property.Value.Number("se_cluster"), 1e-8, because: property.Name);
        }
    }

    // did_own.py: the cross-fitted score on folds given by customer number, by numpy.
    [Fact]
    public void A_cross_fit_with_the_callers_own_nuisances_equals_numpy()
    {
        var e = GoldenFile.Read("ab/did_own.json").GetProperty("known_nuisances");
        double[] p = e.Numbers("p"), mu = e.Numbers("mu");
        var columns = new DifferenceColumns { Before = e.Numbers("before"), After = e.Numbers("after"), IsTreated = e.Numbers("d").Select(v => v == 1).ToArray() };
        foreach (var (name, estimator) in new[] { ("dr", DifferenceEstimator.DoublyRobust), ("reg", DifferenceEstimator.OutcomeRegression), ("std_ipw", DifferenceEstimator.NormalizedWeighting), ("ipw", DifferenceEstimator.Weighting) })
        {
            var calls = 0;
            var actual = DoublyRobustDifference.CrossFit(columns, 3, new DoublyRobustDifferenceOptions { Estimator = estimator, Error = RobustError.HC0 }, (train, test, shares, changes) =>
            {
                calls++;
                (train.Length + test.Length).Should().Be(p.Length);
                for (var i = 0; i < test.Length; i++)
                {
                    shares[i] = p[test[i]];
                    changes[i] = mu[test[i]];
                }
            });
            calls.Should().Be(5);
            actual.Comparison.Estimate.Value.ShouldBeClose(e.Number(name), 1e-10, because: name);
            actual.Comparison.StandardError.Value.ShouldBeClose(e.Number("se_" + name), 1e-10, because: name);
        }
    }
}
