using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Numerics;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/26 whole (statsmodels, scipy, R), but for its rank tests, which this library does not have.</summary>
public sealed class GoldenBankPanelCorrectness
{
    private static readonly BankPanel Panel = BankPanel.Read();

    private static readonly JsonElement[] Cases = [.. GoldenFile.Read("ab/26_bank_panel_estimates.json").GetProperty("cases").EnumerateArray()];

    private static readonly double[] Ones = [.. Panel.Before.Select(_ => 1.0)];

    private static readonly double[] Changes = [.. Panel.After.Zip(Panel.Before, (a, b) => a - b)];

    private static readonly double[] LogChanges = [.. Panel.After.Zip(Panel.Before, (a, b) => Math.Log(1 + a) - Math.Log(1 + b))];

    private static readonly double[] Promoted = [.. Panel.Promoted.Select(p => p ? 1.0 : 0)];

    private static JsonElement Expected(string id) => Cases.Single(c => c.GetProperty("id").GetString() == id).GetProperty("expected");

    private static StudyGroup Group(string name) => name switch { "marketing" => StudyGroup.Marketing, "recommended" => StudyGroup.Recommended, _ => StudyGroup.NonRecommended };

    [Fact]
    public void Every_naive_comparison_equals_the_reference()
    {
        foreach (var pair in Expected("naive_pairwise").EnumerateObject())
        {
            var names = pair.Name.Split("_vs_");
            StudyGroup a = Group(names[0]), b = Group(names[1]);
            ProportionCounts x = ProportionCounts.FromOutcomes(Panel.Of(Panel.Promoted, a)), y = ProportionCounts.FromOutcomes(Panel.Of(Panel.Promoted, b));
            var e = pair.Value;
            (x.Successes, x.Trials, y.Successes, y.Trials).Should().Be((e.GetProperty("x_t").GetInt64(), e.GetProperty("n_t").GetInt64(), e.GetProperty("x_c").GetInt64(), e.GetProperty("n_c").GetInt64()));
            ProportionTest.Pooled(x, y).Statistic.Value.ShouldBeClose(e.Number("z_pooled"), 1e-8);
            ProportionTest.Pooled(x, y).PValue.Value.ShouldBeClose(e.Number("p"), 1e-8);
            ProportionDifferenceInterval.Newcombe(x, y).ShouldBeClose(e.Numbers("diff_newcomb"), pair.Name, 1e-8);
            ProportionDifferenceInterval.AgrestiCaffo(x, y).ShouldBeClose(e.Numbers("diff_agresti-caffo"), pair.Name, 1e-8);
            ProportionDifferenceInterval.Wald(x, y).ShouldBeClose(e.Numbers("diff_wald"), pair.Name, 1e-8);
            ProportionRatioInterval.Katz(x, y).ShouldBeClose(e.Numbers("rr_log"), pair.Name, 1e-8);
            OddsRatioInterval.Woolf(x, y).ShouldBeClose(e.Numbers("or_logit"), pair.Name, 1e-8);
            ExactTest.Fisher(x, y).PValue.Value.ShouldBeClose(e.Number("fisher_p"), 1e-8);
            foreach (var (name, column) in new[] { ("welch_aum_after", Panel.After), ("welch_change", Changes), ("welch_dlog", LogChanges) })
            {
                var welch = MeanTest.Welch(Panel.Of(column, a), Panel.Of(column, b));
                welch.Estimate.Value.ShouldBeClose(e.GetProperty(name).Number("diff"), 1e-8);
                welch.Statistic.Value.ShouldBeClose(e.GetProperty(name).Number("t"), 1e-8);
                welch.PValue.Value.ShouldBeClose(e.GetProperty(name).Number("p"), 1e-7);
            }
        }
    }

    [Fact]
    public void Every_regression_of_statsmodels_and_R_is_reproduced()
    {
        var statsmodels = Expected("regressions_statsmodels");
        var r = Expected("regressions_R");
        foreach (var (name, outcomes, inR) in new[] { ("aum_after", Panel.After, "aum_after"), ("change", Changes, "change"), ("dlog", LogChanges, "dlog"), ("promoted", Promoted, "promoted") })
        {
            foreach (var isAdjusted in new[] { false, true })
            {
                var fit = new Regression(outcomes, isAdjusted, LinearFamily.Gaussian);
                var e = statsmodels.GetProperty($"ols_{name}_{(isAdjusted ? "adjusted" : "unadjusted")}");
                foreach (var (group, at) in new[] { ("marketing", 1), ("recommended", 2) })
                {
                    fit.Coefficient(at).ShouldBeClose(e.GetProperty(group).Number("coef"), 1e-8);
                    fit.Error(CovarianceKind.Model, at).ShouldBeClose(e.GetProperty(group).Number("se"), 1e-8);
                    fit.Error(CovarianceKind.HC3, at).ShouldBeClose(e.GetProperty(group).Number("se_HC3"), 1e-8);
                    fit.Error(CovarianceKind.CR1, at).ShouldBeClose(e.GetProperty(group).Number("se_cluster"), 1e-8);
                    if (isAdjusted)
                    {
                        fit.Coefficient(at).ShouldBeClose(r.GetProperty(inR).Numbers("coef")[at - 1], 1e-8);
                        fit.Error(CovarianceKind.CR1, at).ShouldBeClose(r.GetProperty(inR).Numbers("se_cluster_CR1")[at - 1], 1e-8);
                        fit.Error(CovarianceKind.HC3, at).ShouldBeClose(r.GetProperty(inR).Numbers("se_HC3")[at - 1], 1e-8);
                    }
                }
            }
        }
    }

    [Fact]
    public void Both_logits_of_promotion_are_reproduced()
    {
        string[] names = ["Intercept", "mk", "rc", "age", "digital", "products", "tenure_years", "l1", "l3"];
        foreach (var isAdjusted in new[] { false, true })
        {
            var fit = new Regression(Promoted, isAdjusted, LinearFamily.Logit);
            var e = Expected("regressions_statsmodels").GetProperty(isAdjusted ? "logit_promoted_adjusted" : "logit_promoted_unadjusted");
            fit.LogLikelihood.ShouldBeClose(e.Number("llf"), 1e-10);
            for (var at = 0; at < (isAdjusted ? 9 : 3); at++)
            {
                fit.Coefficient(at).ShouldBeClose(e.GetProperty("coef").Number(names[at]), 1e-8);
                fit.Error(CovarianceKind.Model, at).ShouldBeClose(e.GetProperty("se").Number(names[at]), 1e-8);
                fit.Error(CovarianceKind.CR1, at).ShouldBeClose(e.GetProperty("se_cluster").Number(names[at]), 1e-8);
                if (isAdjusted)
                {
                    fit.Coefficient(at).ShouldBeClose(Expected("regressions_R").GetProperty("logit").Numbers("coef")[at], 1e-8);
                    fit.Error(CovarianceKind.Model, at).ShouldBeClose(Expected("regressions_R").GetProperty("logit").Numbers("se")[at], 1e-7);
                }
            }

            // Average over customers: what a dummy's step adds, what a number's slope is.
            foreach (var effect in e.GetProperty("marginal_effects_dummy").EnumerateObject())
            {
                fit.MarginalEffect(Array.IndexOf(names, effect.Name)).ShouldBeClose(effect.Value.GetDouble(), 1e-8);
            }
        }

        (-2 * new Regression(Promoted, true, LinearFamily.Logit).LogLikelihood).ShouldBeClose(Expected("regressions_R").GetProperty("logit").Number("dev"), 1e-10);
    }

    [Fact]
    public void Tests_over_all_three_groups_equal_R()
    {
        var e = Expected("regressions_R");
        var arms = new[] { StudyGroup.Marketing, StudyGroup.Recommended, StudyGroup.NonRecommended }.Select(g => ProportionCounts.FromOutcomes(Panel.Of(Panel.Promoted, g))).ToArray();
        ProportionTest.ChiSquared(arms).PValue.Value.ShouldBeClose(e.Number("chisq"), 1e-8);

        // R's table: rows recommended … in the order of its factor, here by value.
        double[] alone = [ProportionTest.Pooled(arms[0], arms[1]).PValue.Value, ProportionTest.Pooled(arms[0], arms[2]).PValue.Value, ProportionTest.Pooled(arms[1], arms[2]).PValue.Value];
        var holm = new double[3];
        Multiplicity.Holm(alone, holm);
        var expected = e.GetProperty("pairwise_prop_holm").EnumerateArray().SelectMany(row => row.EnumerateArray()).Where(c => c.ValueKind == JsonValueKind.Number).Select(c => c.GetDouble()).Order().ToArray();
        foreach (var (actual, wanted) in holm.Order().Zip(expected))
        {
            actual.ShouldBeClose(wanted, 1e-8);
        }
    }

    /// <summary>Intercept, both group dummies and, adjusted, the covariates of golden 26.</summary>
    private sealed class Regression
    {
        private readonly ArrayRowBlocks blocks;
        private readonly GeneralizedLinearResult fit;
        private readonly double[] design;
        private readonly int width;
        private readonly int[] clusters;
        private readonly int clusterCount;

        public Regression(double[] outcomes, bool isAdjusted, LinearFamily family)
        {
            width = isAdjusted ? 8 : 2;
            var covariates = Panel.Covariates;
            design =
            [
                .. Enumerable.Range(0, outcomes.Length).SelectMany(i => new[]
                {
                    Panel.Groups[i] == StudyGroup.Marketing ? 1.0 : 0,
                    Panel.Groups[i] == StudyGroup.Recommended ? 1.0 : 0,
                }.Concat(isAdjusted ? covariates.Skip(6 * i).Take(6) : [])),
            ];
            blocks = new ArrayRowBlocks(design, width, outcomes);
            fit = GeneralizedLinearFit.Fit(blocks, new DesignLayout(true, width), new GeneralizedLinearOptions { Family = family, GradientTolerance = 1e-12 });
            clusters = KeyNumbers.Number(Panel.Households, out clusterCount);
        }

        public double LogLikelihood => fit.LogLikelihood;

        // The layout has the numbers first and the intercept after them.
        private int At(int parameter) => Array.IndexOf(fit.Layout.Names.ToArray(), parameter == 0 ? "(Intercept)" : "x" + parameter);

        public double Coefficient(int parameter) => fit.Coefficients[At(parameter)];

        public double Error(CovarianceKind kind, int parameter)
        {
            var covariance = LinearCovariance.Estimate(blocks, fit, kind, clusters, clusterCount);
            return Math.Sqrt(covariance[(At(parameter) * (width + 1)) + At(parameter)]);
        }

        public double MarginalEffect(int parameter)
        {
            double Logistic(double x) => 1 / (1 + Math.Exp(-x));
            var isDummy = parameter is 1 or 2 or 4;
            var sum = 0.0;
            for (var i = 0; i < Ones.Length; i++)
            {
                var eta = Coefficient(0);
                for (var j = 1; j <= width; j++)
                {
                    eta += Coefficient(j) * design[(i * width) + j - 1];
                }

                var rest = eta - (Coefficient(parameter) * design[(i * width) + parameter - 1]);
                sum += isDummy ? Logistic(rest + Coefficient(parameter)) - Logistic(rest) : Coefficient(parameter) * Logistic(eta) * (1 - Logistic(eta));
            }

            return sum / Ones.Length;
        }
    }
}
