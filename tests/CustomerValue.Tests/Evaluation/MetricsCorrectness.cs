using System.Text.Json;
using CustomerValue.Evaluation;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Propensity;
using Xunit;

namespace CustomerValue.Tests.Evaluation;

// scikit-learn 1.2.1 and the definitions written in metrics.json; AUC ties by pairwise brute force.
public class MetricsCorrectness
{
    public static TheoryData<string, bool> Cases => new()
    {
        { "small40_ties", false },
        { "small40_ties", true },
        { "mid400", false },
        { "mid400", true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ranking_figures_match(string name, bool weighted)
    {
        var (expected, scores, outcomes, weights) = Read(name, weighted);

        var found = Discrimination.Of(scores, outcomes, weights);

        Near(found.BaseRate, expected, "weighted_base_rate");
        Near(found.Auc, expected, "auc");
        Near(found.Gini, expected, "gini");
        Near(found.KolmogorovSmirnov, expected, "ks");
        Near(found.KolmogorovSmirnovThreshold, expected, "ks_threshold_le");
        Near(found.AveragePrecision, expected, "average_precision");
        Near(found.PrecisionRecallArea, expected, "pr_auc_trapezoid");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Lift_tables_match(string name, bool weighted)
    {
        var (expected, scores, outcomes, weights) = Read(name, weighted);
        var lift = expected.GetProperty("lift10_fractional_ties");

        var rows = Discrimination.Of(scores, outcomes, weights).LiftTable().Rows;

        rows.Select(r => r.CumulativeGain.Value).Prepend(0).ToArray().ShouldBeNear(lift.Numbers("cum_gain"), 1e-10);
        rows.Select(r => r.CumulativeLift.Value).ToArray().ShouldBeNear(lift.Numbers("cum_lift"), 1e-10);
        rows.Select(r => r.Rate).ToArray().ShouldBeNear(lift.Numbers("decile_rate"), 1e-10);
        rows.Select(r => r.Lift.Value).ToArray().ShouldBeNear(lift.Numbers("decile_lift"), 1e-10);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Curves_match(string name, bool weighted)
    {
        var (expected, scores, outcomes, weights) = Read(name, weighted);

        var curve = Discrimination.Of(scores, outcomes, weights).RocCurve();

        var roc = expected.GetProperty("roc_curve");
        curve.Select(p => p.FalsePositiveRate).ToArray().ShouldBeNear(roc.Numbers("fpr"), 1e-10);
        curve.Select(p => p.TruePositiveRate).ToArray().ShouldBeNear(roc.Numbers("tpr"), 1e-10);
        curve.Skip(1).Select(p => p.Threshold).Should().Equal(roc.Numbers("thresholds").Skip(1));
        var precision = expected.GetProperty("pr_curve");
        curve.Reverse().Select(p => p.Precision).ToArray().ShouldBeNear(precision.Numbers("precision"), 1e-10);
        curve.Reverse().Select(p => p.TruePositiveRate).ToArray().ShouldBeNear(precision.Numbers("recall"), 1e-10);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Threshold_figures_match(string name, bool weighted)
    {
        var (expected, scores, outcomes, weights) = Read(name, weighted);
        var at = expected.GetProperty("at_threshold_ge_0_30");

        var table = Discrimination.Of(scores, outcomes, weights).At(0.3);

        new[] { table.TrueNegatives, table.FalsePositives, table.FalseNegatives, table.TruePositives }.ShouldBeNear(at.Numbers("confusion_tn_fp_fn_tp"), 1e-10);
        Near(table.Precision, at, "precision");
        Near(table.Recall, at, "recall");
        Near(table.FScore(), at, "f1");
        Near(table.FScore(2), at, "f2");
        Near(table.MatthewsCorrelation, at, "mcc");
        Near(table.BalancedAccuracy, at, "balanced_accuracy");
        Near(table.Kappa, at, "kappa");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Probability_figures_match(string name, bool weighted)
    {
        var (expected, scores, outcomes, weights) = Read(name, weighted);

        var found = ProbabilityQuality.Of(scores, outcomes, weights);

        Near(found.Brier, expected, "brier");
        Near(found.BrierSkill, expected, "brier_skill");
        Near(found.Reliability, expected, "brier_reliability");
        Near(found.Resolution, expected, "brier_resolution");
        Near(found.Uncertainty, expected, "brier_uncertainty");
        Near(found.LogLoss, expected, "logloss");
        Near(found.LogLossSkill, expected, "logloss_skill");
        var line = found.CalibrationLine();
        Near(line.Slope, expected, "calibration_slope");
        Near(line.Intercept, expected, "calibration_intercept");
        Near(line.InTheLarge, expected, "calibration_in_the_large");

        // The reference takes weights as sampling weights here: Σ w² in the variance.
        var test = found.Spiegelhalter(samplingWeights: weighted);
        Near(test.Statistic, expected, "spiegelhalter_z");
        Near(test.PValue, expected, "spiegelhalter_p");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Calibration_tables_match(string name, bool weighted)
    {
        var (expected, scores, outcomes, weights) = Read(name, weighted);
        var found = ProbabilityQuality.Of(scores, outcomes, weights);
        foreach (var (binning, key) in new[] { (CalibrationBinning.EqualWidth, "ece_width10"), (CalibrationBinning.EqualFrequency, "ece_freq10") })
        {
            var table = found.CalibrationTable(10, binning);
            var want = expected.GetProperty(key);
            Near(table.ExpectedError, want, "ece");
            Near(table.MaximumError, want, "mce");
            var rows = want.GetProperty("table_bin_n_weight_meanpred_obsrate").EnumerateArray().Select(r => r.Numbers()).ToArray();
            table.Bins.Should().HaveCount(rows.Length);
            for (var b = 0; b < rows.Length; b++)
            {
                var bin = table.Bins[b];
                new[] { bin.Index, bin.RowCount, bin.Weight, bin.MeanProbability, bin.ObservedRate }.ShouldBeNear(rows[b], 1e-10);
            }
        }
    }

    [Theory]
    [InlineData("small40_ties")]
    [InlineData("mid400")]
    public void Hosmer_and_Lemeshow_match(string name)
    {
        var (_, scores, outcomes, _) = Read(name, false);
        var expected = GoldenFile.Read("propensity/metrics.json").GetProperty(name).GetProperty("hosmer_lemeshow_g10");

        var test = ProbabilityQuality.Of(scores, outcomes).HosmerLemeshow();

        Near(test.Statistic, expected, "chi2");
        Near(test.PValue, expected, "p");
        test.DegreesOfFreedom.Should().Be((int)expected.Number("df"));
    }

    [Fact]
    public void Edge_cases_match()
    {
        foreach (var edge in GoldenFile.Read("propensity/metrics.json").GetProperty("edge_cases").EnumerateArray())
        {
            var name = edge.GetProperty("name").GetString()!;
            var found = Discrimination.Of(edge.Numbers("score"), edge.Numbers("y"));
            if (name == "one class")
            {
                found.Auc.Reason.Should().Be(UndefinedReason.OneClass);
                found.KolmogorovSmirnov.Reason.Should().Be(UndefinedReason.OneClass);
                found.AveragePrecision.Reason.Should().Be(UndefinedReason.OneClass);
                found.BaseRate.Value.Should().Be(0);
                found.LiftTable().Rows.Should().OnlyContain(r => r.Rate == 0 && r.Lift.Reason == UndefinedReason.ZeroBase);
                continue;
            }

            if (name.StartsWith("logloss", StringComparison.Ordinal))
            {
                var quality = ProbabilityQuality.Of(edge.Numbers("score"), edge.Numbers("y"));
                quality.LogLoss.Reason.Should().Be(UndefinedReason.Infinite);
                quality.ClippedLogLoss(1e-15).Value.Should().BeApproximately(edge.Number("logloss_eps_1e_15"), 1e-10);
                quality.ClippedLogLoss().Value.Should().BeApproximately(edge.Number("logloss_eps_machine"), 1e-10);
                continue;
            }

            Near(found.Auc, edge, "auc");
            Near(found.AveragePrecision, edge, "average_precision");
            if (edge.TryGetProperty("ks", out _))
            {
                Near(found.KolmogorovSmirnov, edge, "ks");
            }
        }
    }

    // pROC 1.18.0.
    [Fact]
    public void DeLong_intervals_and_tests_match()
    {
        var golden = GoldenFile.Read("propensity/delong.json");
        var study = golden.GetProperty("aSAH");
        var y = study.Numbers("y");
        foreach (var marker in new[] { "s100b", "ndka", "wfns" })
        {
            Check(study, y, marker, $"{marker}_auc", $"{marker}_var", $"{marker}_ci");
        }

        var ties = golden.GetProperty("ties500");
        Check(ties, ties.Numbers("y"), "a", "auc_a", "var_a", "ci_a");
        Check(ties, ties.Numbers("y"), "b", "auc_b", "var_b", "ci_b");
        var paired = AucComparison.Paired(ties.Numbers("a"), ties.Numbers("b"), ties.Numbers("y"));
        paired.Covariance.Should().BeApproximately(ties.Number("cov"), 1e-10);
        Near(paired.Statistic, ties, "z");
        Near(paired.PValue, ties, "p");
        var first = AucComparison.Paired(study.Numbers("s100b"), study.Numbers("ndka"), y);
        first.Covariance.Should().BeApproximately(study.Number("cov_s100b_ndka"), 1e-10);
        Near(first.Statistic, study, "paired_z_s100b_ndka");
        Near(first.PValue, study, "paired_p");
        var third = AucComparison.Paired(study.Numbers("s100b"), study.Numbers("wfns"), y);
        Near(third.Statistic, study, "paired_z_s100b_wfns");
        Near(third.PValue, study, "paired_p_13");
        var separate = study.GetProperty("unpaired_first60_vs_rest");
        var s100b = study.Numbers("s100b");
        var halves = AucComparison.Separate(Discrimination.Of(s100b.AsSpan(0, 60), y.AsSpan(0, 60)), Discrimination.Of(s100b.AsSpan(60), y.AsSpan(60)));
        halves.First.Should().BeApproximately(separate.Number("auc1"), 1e-10);
        halves.Second.Should().BeApproximately(separate.Number("auc2"), 1e-10);
        Near(halves.Statistic, separate, "stat");
        halves.DegreesOfFreedom.Should().BeApproximately(separate.Number("df"), 1e-8);
        Near(halves.PValue, separate, "p");
        var ranking = Discrimination.Of(s100b, y);
        Near(ranking.PartialAuc(0.9), study, "pauc_spec_1_0.9");
        Near(ranking.PartialAuc(0.9, corrected: true), study, "pauc_corrected_mcclish");
        var best = ranking.BestThreshold();
        best.Threshold.Should().BeApproximately(study.GetProperty("youden").Number("threshold"), 1e-10);
        best.TruePositiveRate.Should().BeApproximately(study.GetProperty("youden").Number("sens"), 1e-10);
        (1 - best.FalsePositiveRate).Should().BeApproximately(study.GetProperty("youden").Number("spec"), 1e-10);
    }

    private static void Check(JsonElement golden, double[] y, string marker, string auc, string variance, string interval)
    {
        var found = Discrimination.Of(golden.Numbers(marker), y);
        Near(found.Auc, golden, auc);
        (found.AucStandardError.Value * found.AucStandardError.Value).Should().BeApproximately(golden.Number(variance), 1e-10);
        found.AucInterval().Lower.Should().BeApproximately(golden.Numbers(interval)[0], 1e-10);
        found.AucInterval().Upper.Should().BeApproximately(golden.Numbers(interval)[2], 1e-10);
    }

    private static void Near(Figure found, JsonElement golden, string name) => found.Value.Should().BeApproximately(golden.Number(name), 1e-10, name);

    private static (JsonElement Expected, double[] Scores, double[] Outcomes, double[] Weights) Read(string name, bool weighted)
    {
        var golden = GoldenFile.Read("propensity/metrics.json").GetProperty(name);
        return (golden.GetProperty(weighted ? "weighted" : "unweighted"), golden.Numbers("score"), golden.Numbers("y"), weighted ? golden.Numbers("weight") : []);
    }
}
