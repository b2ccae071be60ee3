using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/07_cuped_lin_cupac.json: mpmath.</summary>
public sealed class VarianceReductionCorrectness
{
    private static readonly TrialPanel Panel = new();

    private static readonly (string Name, CupedSlope Slope)[] Slopes =
        [("cuped_pooled_within", CupedSlope.WithinArms), ("cuped_pooled_total", CupedSlope.Pooled), ("cuped_control_theta", CupedSlope.Control)];

    private static readonly (string Name, RobustError Error)[] Errors =
        [("se_classical", RobustError.Classical), ("se_HC0", RobustError.HC0), ("se_HC1", RobustError.HC1), ("se_HC2", RobustError.HC2), ("se_HC3", RobustError.HC3),
         ("se_CR0", RobustError.CR0), ("se_CR1", RobustError.CR1S), ("se_CR1_no_k", RobustError.CR1)];

    private static IEnumerable<JsonElement> Cases => GoldenFile.Read("ab/07_cuped_lin_cupac.json").GetProperty("cases").EnumerateArray();

    private static (double[] Y, double[] X, bool[] Z) Data(JsonElement c)
    {
        switch (c.GetProperty("id").GetString())
        {
            case "cuped_bank_marketing_vs_non":
                return (Panel.Numbers("aum_after"), Panel.Numbers("aum_before"), Panel.IsTreated);
            case "multi_covariate_bank":
                return (Panel.Numbers("aum_after"), Panel.Covariates("aum_before", "aum_t1", "age", "digital"), Panel.IsTreated);
            case "cupac_bank":
                var b = c.Numbers("prediction_beta");
                double[] t1 = Panel.Numbers("aum_t1"), age = Panel.Numbers("age"), digital = Panel.Numbers("digital");
                return (Panel.Numbers("aum_after"), [.. t1.Select((v, i) => b[0] + b[1] * v + b[2] * age[i] + b[3] * digital[i])], Panel.IsTreated);
            default:
                return (c.Numbers("y"), c.Numbers("x"), [.. c.Numbers("z").Select(z => z == 1)]);
        }
    }

    private static double[] Of(double[] values, bool[] z, bool arm) => [.. values.Where((_, i) => z[i] == arm)];

    [Fact]
    public void Cuped_equals_the_reference_from_samples_and_from_moments()
    {
        var seen = 0;
        foreach (var c in Cases.Where(c => c.GetProperty("expected").TryGetProperty("cuped_pooled_total", out _)))
        {
            var (y, x, z) = Data(c);
            double[] y1 = Of(y, z, true), x1 = Of(x, z, true), y0 = Of(y, z, false), x0 = Of(x, z, false);
            foreach (var (name, slope) in Slopes)
            {
                var options = new CupedOptions { Slope = slope };
                var e = c.GetProperty("expected").GetProperty(name);
                var id = c.GetProperty("id").GetString() + " " + name;
                foreach (var actual in new[] { Cuped.Compare(y1, x1, y0, x0, options), Cuped.Compare(MomentMatrix.FromPairs(y1, x1), MomentMatrix.FromPairs(y0, x0), options) })
                {
                    actual.TreatmentSlopes[0].ShouldBeClose(e.Number("theta"), because: id);
                    actual.Comparison.Estimate.Value.ShouldBeClose(e.Number("diff"), because: id);
                    actual.TreatmentVariance.Value.ShouldBeClose(e.Number("var_treat"), because: id);
                    actual.ControlVariance.Value.ShouldBeClose(e.Number("var_ctrl"), because: id);
                    actual.Comparison.StandardError.Value.ShouldBeClose(e.Number("se"), because: id);
                    actual.Comparison.Treatment.Value.ShouldBeClose(e.Number("mean_treat_adj"), because: id);
                    actual.Comparison.Control.Value.ShouldBeClose(e.Number("mean_ctrl_adj"), because: id);
                    actual.SquaredCorrelation.Value.ShouldBeClose(c.GetProperty("expected").Number("variance_reduction_rho2_pooled"), because: id);
                    actual.Unadjusted.StandardError.Value.ShouldBeClose(c.GetProperty("expected").GetProperty("unadjusted").Number("se"), because: id);
                    if (e.TryGetProperty("t", out _))
                    {
                        actual.Comparison.Statistic.Value.ShouldBeClose(e.Number("t"), because: id);
                        actual.Comparison.DegreesOfFreedom.Value.ShouldBeClose(e.Number("df_welch"), because: id);
                        actual.Comparison.PValue.Value.ShouldBeClose(e.Number("p_two"), because: id);
                    }
                    else
                    {
                        actual.Comparison.StandardError.Value.Should().Be(0, id);
                        actual.Comparison.Warnings.Should().Contain(ComparisonWarning.Degenerate, id);
                    }

                    seen++;
                }
            }
        }

        seen.Should().Be(7 * 3 * 2);
    }

    [Fact]
    public void Regressions_equal_the_reference_with_every_error()
    {
        var seen = 0;
        foreach (var c in Cases)
        {
            var (y, x, z) = Data(c);
            foreach (var (name, interacted) in new[] { ("ancova", false), ("lin", true) })
            {
                var e = c.GetProperty("expected").GetProperty(name);
                foreach (var (errorName, error) in Errors.Where(p => e.TryGetProperty(p.Name, out _)))
                {
                    var columns = new TrialColumns
                    {
                        Outcomes = y, IsTreated = z, Covariates = x, Clusters = error >= RobustError.CR0 ? Panel.Keys("household_id") : default,
                    };
                    var isMulti = x.Length > y.Length;
                    var actual = RegressionAdjustment.Fit(columns, new AdjustmentOptions { Interacted = interacted, Error = error, CenterCovariates = isMulti });
                    var id = $"{c.GetProperty("id")} {name} {errorName}";
                    var scale = Math.Abs(y.Max());
                    foreach (var (coefficient, i) in actual.Coefficients.Select((b, i) => (b, i)))
                    {
                        coefficient.Value.ShouldBeClose(e.Numbers("beta")[i], absolute: 1e-12 * scale, because: id);
                        coefficient.StandardError.Value.ShouldBeClose(e.Numbers(errorName)[i], absolute: 1e-12, because: $"{id} {coefficient.Name}");
                    }

                    actual.Coefficients.Count.Should().Be((int)e.Number("k"), id);
                    actual.Comparison.Estimate.Value.ShouldBeClose(e.Numbers("beta")[1], absolute: 1e-12 * scale, because: id);
                    actual.ResidualVariance.Value.ShouldBeClose(e.Number("sigma2"), because: id);
                    if (errorName == "se_HC2" && e.TryGetProperty("se_HC2_superpop", out var superpopulation))
                    {
                        actual.SuperpopulationError.Value.ShouldBeClose(superpopulation.Number(), because: id);
                    }

                    seen++;
                }
            }
        }

        seen.Should().Be(7 * 2 * 5 + 2 * 8);
    }
}
