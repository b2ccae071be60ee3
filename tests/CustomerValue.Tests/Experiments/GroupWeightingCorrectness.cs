using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/22: three groups of the bank panel, and entropy balancing of two of them.</summary>
public sealed class GroupWeightingCorrectness
{
    private static readonly string[] Groups = ["non_recommended", "marketing", "recommended"];

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "ab", "data", "bank_panel.csv"));

    private static JsonElement Case => GoldenFile.Read("ab/22_matching_weighting_aipw.json").GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == "three_arm_gps_bank");

    private static GroupColumns Columns(string outcome, bool isClustered) => new()
    {
        Outcomes = Numbers(outcome),
        Groups = Column("group").Select(g => Array.IndexOf(Groups, g)).ToArray(),
        GroupNames = Groups,
        Covariates = Standardized(),
        CovariateNames = ConfoundedPanel.Names,
        Clusters = isClustered ? Column("household_id").Select(v => long.Parse(v, System.Globalization.CultureInfo.InvariantCulture)).ToArray() : [],
    };

    private static string[] Column(string name) => [.. Lines.Skip(1).Select(l => l.Split(',')[Array.IndexOf(Lines[0].Split(','), name)])];

    private static double[] Numbers(string name) => [.. Column(name).Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture))];

    private static double[] Standardized()
    {
        double[][] columns =
        [
            Numbers("age"), Numbers("digital"), Numbers("products"), Numbers("tenure_years"),
            [.. Numbers("aum_t1").Select(v => Math.Log(1 + v))], [.. Numbers("aum_before").Select(v => Math.Log(1 + v))],
        ];
        foreach (var c in columns)
        {
            var mean = c.Average();
            var deviation = Math.Sqrt(c.Sum(v => (v - mean) * (v - mean)) / (c.Length - 1));
            for (var i = 0; i < c.Length; i++)
            {
                c[i] = (c[i] - mean) / deviation;
            }
        }

        return [.. Enumerable.Range(0, columns[0].Length).SelectMany(row => columns.Select(c => c[row]))];
    }

    [Fact]
    public void Propensities_means_and_contrasts_of_three_groups_equal_the_reference()
    {
        var e = Case.GetProperty("expected");
        foreach (var outcome in e.GetProperty("results").EnumerateObject())
        {
            var actual = GroupWeighting.Fit(Columns(outcome.Name, false));
            var clustered = GroupWeighting.Fit(Columns(outcome.Name, true));
            for (var g = 0; g < 3; g++)
            {
                if (g > 0)
                {
                    var coefficients = e.Numbers("gps_coef_" + Groups[g]);
                    for (var j = 0; j < coefficients.Length; j++)
                    {
                        actual.Report.Estimates[(g - 1) * coefficients.Length + j].ShouldBeClose(coefficients[j], 1e-8, 1e-12);
                    }
                }

                actual.WeightedMeans[g].ShouldBeClose(outcome.Value.GetProperty("ipw_means").Number(Groups[g]), 1e-8);
                actual.DoublyRobustMeans[g].ShouldBeClose(outcome.Value.GetProperty("aipw_means").Number(Groups[g]), 1e-8);
            }

            var first = e.GetProperty("gps_first3");
            for (var row = 0; row < first.GetArrayLength(); row++)
            {
                for (var g = 0; g < 3; g++)
                {
                    actual.Scores[row * 3 + g].ShouldBeClose(first[row].Numbers()[g], 1e-8);
                }
            }

            foreach (var contrast in outcome.Value.GetProperty("aipw_contrasts").EnumerateObject())
            {
                var pair = contrast.Name.Split('-').Select(name => Array.IndexOf(Groups, name)).ToArray();
                actual.DoublyRobustContrast(pair[0], pair[1]).Estimate.Value.ShouldBeClose(contrast.Value.Number("est"), 1e-8, because: contrast.Name);
                actual.DoublyRobustContrast(pair[0], pair[1]).StandardError.Value.ShouldBeClose(contrast.Value.Number("se"), 1e-8, because: contrast.Name);
                clustered.DoublyRobustContrast(pair[0], pair[1]).StandardError.Value.ShouldBeClose(contrast.Value.Number("se_cluster"), 1e-8, because: contrast.Name);
                var (a, b) = (pair[0], pair[1]);
                var variance = clustered.Covariance[a * 3 + a] + clustered.Covariance[b * 3 + b] - 2 * clustered.Covariance[a * 3 + b];
                Math.Sqrt(variance).ShouldBeClose(contrast.Value.Number("se_cluster"), 1e-8, because: contrast.Name);
            }
        }
    }

    [Fact]
    public void Two_groups_are_the_comparison_of_two_arms()
    {
        var panel = new ConfoundedPanel();
        var columns = panel.Columns("aum_after", true);
        var groups = new GroupColumns
        {
            Outcomes = columns.Outcomes,
            Groups = columns.IsTreated.ToArray().Select(t => t ? 1 : 0).ToArray(),
            Covariates = columns.Covariates,
            CovariateNames = columns.CovariateNames,
            Clusters = columns.Clusters,
        };
        foreach (var (target, estimand) in new (int?, Estimand)[] { (null, Estimand.All), (1, Estimand.Treated), (0, Estimand.Controls) })
        {
            var several = GroupWeighting.Fit(groups, new GroupWeightingOptions { TargetGroup = target });
            var weighted = InverseProbabilityWeighting.Fit(columns, new WeightingOptions { Estimand = estimand }).Comparison;
            var robust = DoublyRobust.Fit(columns, new DoublyRobustOptions { Estimand = estimand }).Comparison;
            several.WeightedContrast(1, 0).Estimate.Value.ShouldBeClose(weighted.Estimate.Value, 1e-8);
            several.WeightedContrast(1, 0).StandardError.Value.ShouldBeClose(weighted.StandardError.Value, 1e-8);
            several.DoublyRobustContrast(1, 0).Estimate.Value.ShouldBeClose(robust.Estimate.Value, 1e-8);
            several.DoublyRobustContrast(1, 0).StandardError.Value.ShouldBeClose(robust.StandardError.Value, 1e-8);
        }
    }

    [Fact]
    public void Entropy_balancing_equals_the_reference_and_proves_its_balance()
    {
        var panel = new ConfoundedPanel();
        foreach (var (id, e, outcome) in ConfoundedPanel.Cases())
        {
            var g = e.GetProperty("entropy_balancing_ATT");
            var actual = EntropyBalancing.Fit(panel.Columns(outcome));
            actual.Comparison.Estimate.Value.ShouldBeClose(g.Number("att"), 1e-8, because: id);
            actual.EffectiveControls.ShouldBeClose(g.Number("ess"), 1e-8, because: id);
            var controls = actual.Weights.ToArray().Where((_, row) => !panel.Trial.IsTreated[row]).ToArray();
            (controls.Max() / controls.Sum()).ShouldBeClose(g.Number("max_weight_share"), 1e-8, because: id);
            actual.BalanceGap.Should().BeLessThan(1e-10);
            actual.Balance!.Rows.Should().OnlyContain(r => Math.Abs(r.StandardizedDifference.Value) < 1e-9);
        }
    }

    [Fact]
    public void Entropy_balancing_of_three_moments_balances_them_for_either_estimand()
    {
        var panel = new ConfoundedPanel();
        foreach (var estimand in new[] { Estimand.All, Estimand.Treated, Estimand.Controls })
        {
            var actual = EntropyBalancing.Fit(panel.Columns("aum_after"), new EntropyBalancingOptions { Moments = 3, Estimand = estimand });
            var columns = panel.Columns("aum_after");
            for (var j = 0; j < 6; j++)
            {
                for (var power = 1; power <= 3; power++)
                {
                    var sums = new double[4];
                    for (var row = 0; row < panel.Trial.Count; row++)
                    {
                        var arm = panel.Trial.IsTreated[row] ? 0 : 2;
                        sums[arm] += actual.Weights[row] * Math.Pow(columns.Covariates[row * 6 + j], power);
                        sums[arm + 1] += actual.Weights[row];
                    }

                    (sums[0] / sums[1]).ShouldBeClose(sums[2] / sums[3], 1e-8, because: $"{estimand}, column {j}, power {power}");
                }
            }
        }
    }

    [Fact]
    public void What_no_weights_reach_is_refused_by_name()
    {
        // All treated are older than every control.
        double[] covariates = [60, 1, 61, 2, 62, 1, 20, 1, 30, 2, 40, 1, 50, 2];
        var error = FluentActions.Invoking(() => EntropyBalancing.Fit(new TrialColumns
        {
            Outcomes = [1, 2, 3, 4, 5, 6, 7],
            IsTreated = [true, true, true, false, false, false, false],
            Covariates = covariates,
            CovariateNames = ["age", "products"],
        })).Should().Throw<ConvergenceException>().Which;
        error.Message.Should().Contain("age").And.Contain("one side");
    }
}
