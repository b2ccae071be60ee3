using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/05_proportion_two.json and 18 (k × 2 tables): mpmath and exact integers; scipy for the k × 2 tables.</summary>
public sealed class ProportionTestCorrectness
{
    private static readonly JsonElement File = GoldenFile.Read("ab/05_proportion_two.json");

    public static TheoryData<string> Tables()
    {
        var ids = new TheoryData<string>();
        foreach (var c in File.GetProperty("cases").EnumerateArray().Where(c => !c.TryGetProperty("kind", out _)))
        {
            ids.Add(c.GetProperty("id").GetString()!);
        }

        return ids;
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Tests_and_intervals_equal_the_reference(string id)
    {
        var c = File.GetProperty("cases").EnumerateArray().Single(x => x.GetProperty("id").GetString() == id);
        var treatment = new ProportionCounts(c.GetProperty("x_treat").GetInt64(), c.GetProperty("n_treat").GetInt64());
        var control = new ProportionCounts(c.GetProperty("x_ctrl").GetInt64(), c.GetProperty("n_ctrl").GetInt64());
        var level = c.Number("conf");
        var e = c.GetProperty("expected");
        var pooled = ProportionTest.Pooled(treatment, control, level);
        pooled.Estimate.Value.ShouldBeClose(e.Number("diff"), because: id);
        Check(id + " pooled", e.GetProperty("z_pooled"), pooled);
        Check(id + " unpooled", e.GetProperty("z_unpooled"), ProportionTest.Unpooled(treatment, control, level));
        Check(id + " χ²", e, "pearson_chi2", ProportionTest.ChiSquared([treatment, control]));
        Check(id + " Yates", e, "pearson_yates", ProportionTest.Yates(treatment, control));
        Check(id + " G", e, "g_test", ProportionTest.LikelihoodRatio([treatment, control]));
        var intervals = e.GetProperty("ci_diff");
        pooled.Interval.ShouldBeClose(intervals.Numbers("newcombe_10"), id + " Newcombe");
        ProportionDifferenceInterval.Wald(treatment, control, level).ShouldBeClose(intervals.Numbers("wald"), id + " Wald");
        ProportionDifferenceInterval.AgrestiCaffo(treatment, control, level).ShouldBeClose(intervals.Numbers("agresti_caffo"), id + " Agresti–Caffo");
        ProportionDifferenceInterval.MiettinenNurminen(treatment, control, level).ShouldBeClose(intervals.Numbers("miettinen_nurminen"), id + " Miettinen–Nurminen", 1e-9, 1e-12);
        ProportionDifferenceInterval.Mee(treatment, control, level).ShouldBeClose(intervals.Numbers("mee"), id + " Mee", 1e-9, 1e-12);
        EffectSize.CohenH(treatment, control).Value.ShouldBeClose(e.Number("cohen_h"), because: id);
        if (e.TryGetProperty("nnt", out var nnt))
        {
            EffectSize.NumberNeededToTreat(treatment, control).Value.ShouldBeClose(nnt.Number(), because: id);
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Risk_ratios_equal_the_reference(string id)
    {
        var (treatment, control, level, expected) = Table(id);
        var e = expected.GetProperty("risk_ratio");
        var koopman = RelativeLift.Koopman(treatment, control, level);
        ProportionRatioInterval.Koopman(treatment, control, level).ShouldBeClose(e.Numbers("koopman_score"), id + " Koopman");
        koopman.Interval.ShouldBeClose([.. e.Numbers("koopman_score").Select(r => r - 1)], id + " Koopman lift");
        ProportionRatioInterval.MiettinenNurminen(treatment, control, level).ShouldBeClose(e.Numbers("mn_score_ratio"), id + " MN ratio");
        EffectSize.WalterRiskRatio(treatment, control).Value.ShouldBeClose(e.Number("walter_adj_estimate"), because: id);
        ProportionRatioInterval.Walter(treatment, control, level).ShouldBeClose(e.Numbers("log_adjusted"), id + " Walter");
        if (!e.TryGetProperty("estimate", out var ratio))
        {
            (treatment.Successes * control.Successes).Should().Be(0, id);
            ProportionRatioInterval.Katz(treatment, control, level).Upper.Should().Be(double.PositiveInfinity);
            if (control.Successes == 0)
            {
                EffectSize.RiskRatio(treatment, control).Reason.Should().Be(UndefinedReason.ZeroBase);
                koopman.Estimate.Reason.Should().Be(UndefinedReason.ZeroBase);
            }

            return;
        }

        EffectSize.RiskRatio(treatment, control).Value.ShouldBeClose(ratio.Number(), because: id);
        ProportionRatioInterval.Katz(treatment, control, level).ShouldBeClose(e.Numbers("katz_log"), id + " Katz");
        ArmComparison log = RelativeLift.Log(treatment, control, level), delta = RelativeLift.Delta(treatment, control, level), fieller = RelativeLift.Fieller(treatment, control, level);
        (log.StandardError.Value / (1 + log.Estimate.Value)).ShouldBeClose(e.Number("log_se"), because: id);
        (log.Interval.Lower + 1).ShouldBeClose(e.Numbers("katz_log")[0], because: id);
        delta.Estimate.Value.ShouldBeClose(e.Number("lift"), because: id);
        delta.StandardError.Value.ShouldBeClose(e.Number("lift_delta_se"), because: id);
        delta.Interval.ShouldBeClose(e.Numbers("lift_delta_ci"), id + " delta");
        var linear = ProportionRatioInterval.Delta(treatment, control, level);
        (linear.Lower - 1).ShouldBeClose(delta.Interval.Lower, 1e-12, 1e-12);
        (linear.Upper - 1).ShouldBeClose(delta.Interval.Upper, 1e-12, 1e-12);
        if (e.TryGetProperty("fieller_ci", out var limits))
        {
            (fieller.Interval.Lower + 1).ShouldBeClose(limits.Numbers()[0], because: id + " Fieller");
            (fieller.Interval.Upper + 1).ShouldBeClose(limits.Numbers()[1], because: id + " Fieller");
        }
        else
        {
            fieller.Warnings.Should().Contain(ComparisonWarning.UnboundedRatio, id);
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Odds_ratios_equal_the_reference(string id)
    {
        var (treatment, control, level, expected) = Table(id);
        var e = expected.GetProperty("odds_ratio");
        EffectSize.HaldaneOddsRatio(treatment, control).Value.ShouldBeClose(e.Number("haldane_anscombe"), because: id);
        OddsRatioInterval.Haldane(treatment, control, level).ShouldBeClose(e.Numbers("ci_haldane"), id + " Haldane");
        if (e.TryGetProperty("estimate", out var odds))
        {
            EffectSize.OddsRatio(treatment, control).Value.ShouldBeClose(odds.Number(), because: id);
            OddsRatioInterval.Woolf(treatment, control, level).ShouldBeClose(e.Numbers("woolf"), id + " Woolf");
            EffectSize.YuleQ(treatment, control).Value.ShouldBeClose(e.Number("yule_q"), because: id);
            var log = ProportionTest.LogOdds(treatment, control, level);
            log.StandardError.Value.ShouldBeClose(e.Number("log_se"), because: id);
            Math.Exp(log.Interval.Upper).ShouldBeClose(e.Numbers("woolf")[1], because: id);
        }
        else
        {
            OddsRatioInterval.Woolf(treatment, control, level).Upper.Should().Be(double.PositiveInfinity);
            ProportionTest.LogOdds(treatment, control, level).PValue.IsDefined.Should().BeFalse();
        }

        if (!e.TryGetProperty("conditional", out var conditional))
        {
            return;
        }

        var mle = conditional.Number("mle");
        var own = EffectSize.ConditionalOddsRatio(treatment, control);
        if (double.IsNaN(mle) || double.IsInfinity(mle))
        {
            own.Reason.Should().Be(double.IsNaN(mle) ? UndefinedReason.OneClass : UndefinedReason.Infinite, id);
        }
        else
        {
            own.Value.ShouldBeClose(mle, because: id + " MLE");
        }

        OddsRatioInterval.Exact(treatment, control, level).ShouldBeClose(conditional.Numbers("ci"), id + " exact");
        OddsRatioInterval.MidP(treatment, control, level).ShouldBeClose(conditional.Numbers("ci_midp"), id + " mid-p");
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Exact_tests_equal_the_reference(string id)
    {
        var (treatment, control, level, e) = Table(id);
        if (e.TryGetProperty("fisher", out var f))
        {
            ExactTest fisher = ExactTest.Fisher(treatment, control, level), mid = ExactTest.FisherMidP(treatment, control, level);
            fisher.PValue.Value.ShouldBeClose(f.Number("p_two"), 1e-9, 1e-320, id);
            fisher.PValueGreater.Value.ShouldBeClose(f.Number("p_greater"), 1e-9, 1e-320, id);
            fisher.PValueLess.Value.ShouldBeClose(f.Number("p_less"), 1e-9, 1e-320, id);
            mid.PValue.Value.ShouldBeClose(f.Number("midp_two_minlike"), 1e-9, 1e-320, id);
            mid.PValueGreater.Value.ShouldBeClose(f.Number("midp_greater"), 1e-9, 1e-320, id);
            mid.PValueLess.Value.ShouldBeClose(f.Number("midp_less"), 1e-9, 1e-320, id);
            fisher.Interval.ShouldBeClose(e.GetProperty("odds_ratio").GetProperty("conditional").Numbers("ci"), id);
        }

        var peer = File.GetProperty("cases").EnumerateArray().Single(x => x.GetProperty("id").GetString() == id);
        if (peer.TryGetProperty("peer", out peer))
        {
            // scipy searches the worst rate with tolerance; ours is the maximum, so never below.
            if (peer.TryGetProperty("scipy_barnard_pooled", out var barnard))
            {
                ExactTest.Barnard(treatment, control).PValue.Value.ShouldBeClose(barnard.Number(), 1e-7, because: id);
                ExactTest.Boschloo(treatment, control).PValue.Value.ShouldBeClose(peer.Number("scipy_boschloo_two"), 1e-7, because: id);
            }

            if (peer.TryGetProperty("scipy_fisher", out var scipy) && scipy.ValueKind == JsonValueKind.Number && scipy.Number() > 0)
            {
                ExactTest.Fisher(treatment, control).PValue.Value.ShouldBeClose(scipy.Number(), 1e-9, because: id);
            }

            if (peer.TryGetProperty("sm_ci_odds-ratio_score", out var score) && score.ValueKind == JsonValueKind.Array && !id.Contains("zero") && !id.Contains("all"))
            {
                OddsRatioInterval.MiettinenNurminen(treatment, control, level).ShouldBeClose(score.Numbers(), id + " score", 1e-6);
            }
        }
    }

    [Fact]
    public void Non_inferiority_of_rates_equals_the_reference()
    {
        foreach (var c in File.GetProperty("cases").EnumerateArray().Where(c => c.TryGetProperty("kind", out var kind) && kind.GetString() == "noninferiority"))
        {
            var e = c.GetProperty("expected");
            var margin = c.Number("margin");
            ProportionCounts treatment = new(c.GetProperty("x_treat").GetInt64(), c.GetProperty("n_treat").GetInt64()), control = new(c.GetProperty("x_ctrl").GetInt64(), c.GetProperty("n_ctrl").GetInt64());
            EquivalenceTest.Unpooled(treatment, control, -margin, double.PositiveInfinity).PValue.Value.ShouldBeClose(e.Number("wald_ni_p"));
            EquivalenceTest.Unpooled(treatment, control, -margin, margin).PValue.Value.ShouldBeClose(e.Number("wald_tost_p"));
            EquivalenceTest.MiettinenNurminen(treatment, control, -margin, double.PositiveInfinity).PValueLower.Value.ShouldBeClose(e.Number("score_ni_p"));
            EquivalenceTest.FarringtonManning(treatment, control, -margin, double.PositiveInfinity).PValueLower.Value.ShouldBeClose(e.Number("fm_ni_p"));
        }
    }

    [Fact]
    public void One_rate_equals_the_reference()
    {
        foreach (var c in GoldenFile.Read("ab/04_proportion_one.json").GetProperty("cases").EnumerateArray().Where(c => c.TryGetProperty("kind", out _)))
        {
            var e = c.GetProperty("expected");
            var test = ExactTest.Binomial(new ProportionCounts(c.GetProperty("k").GetInt64(), c.GetProperty("n").GetInt64()), c.Number("p0"));
            test.PValue.Value.ShouldBeClose(e.Number("p_two_minlike"), 1e-9, 1e-320);
            test.PValueGreater.Value.ShouldBeClose(e.Number("p_greater"), 1e-9, 1e-320);
            test.PValueLess.Value.ShouldBeClose(e.Number("p_less"), 1e-9, 1e-320);
        }
    }

    [Fact]
    public void Three_arms_equal_scipy()
    {
        foreach (var c in GoldenFile.Read("ab/18_dunnett_tukey.json").GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == "chi2_kx2"))
        {
            var arms = c.GetProperty("table").EnumerateArray().Select(r => r.Numbers()).Select(r => new ProportionCounts((long)r[0], (long)(r[0] + r[1]))).ToArray();
            var chi = ProportionTest.ChiSquared(arms);
            var scipy = c.GetProperty("peer").Numbers("scipy");
            chi.Statistic.Value.ShouldBeClose(scipy[0]);
            chi.PValue.Value.ShouldBeClose(scipy[1]);
            chi.DegreesOfFreedom.Should().Be((int)scipy[2]);
            var g = c.GetProperty("peer").Numbers("scipy_g");
            ProportionTest.LikelihoodRatio(arms).Statistic.Value.ShouldBeClose(g[0]);
            ProportionTest.LikelihoodRatio(arms).PValue.Value.ShouldBeClose(g[1]);
        }
    }

    private static void Check(string id, JsonElement e, ArmComparison result)
    {
        result.PValue.Value.ShouldBeClose(e.Number("p_two"), 1e-9, 1e-320, id);
        if (e.TryGetProperty("degenerate", out _))
        {
            result.Warnings.Should().Contain(ComparisonWarning.Degenerate);
            return;
        }

        result.Statistic.Value.ShouldBeClose(e.Number("z"), because: id);
        result.LogPValue.Value.ShouldBeClose(e.Number("log_p_two"), 1e-9, 1e-12, id);
        result.PValueGreater.Value.ShouldBeClose(e.Number("p_greater"), 1e-9, 1e-320, id);
        result.PValueLess.Value.ShouldBeClose(e.Number("p_less"), 1e-9, 1e-320, id);
    }

    private static void Check(string id, JsonElement expected, string name, IndependenceTest result)
    {
        if (!expected.TryGetProperty(name, out var e))
        {
            result.Statistic.Reason.Should().Be(UndefinedReason.OneClass, id);
            return;
        }

        result.Statistic.Value.ShouldBeClose(e.Number("stat"), 1e-9, 1e-12, id);
        result.PValue.Value.ShouldBeClose(e.Number("p"), 1e-9, 1e-320, id);
    }

    private static (ProportionCounts Treatment, ProportionCounts Control, double Level, JsonElement Expected) Table(string id)
    {
        var c = File.GetProperty("cases").EnumerateArray().Single(x => x.GetProperty("id").GetString() == id);
        return (
            new ProportionCounts(c.GetProperty("x_treat").GetInt64(), c.GetProperty("n_treat").GetInt64()),
            new ProportionCounts(c.GetProperty("x_ctrl").GetInt64(), c.GetProperty("n_ctrl").GetInt64()),
            c.Number("conf"),
            c.GetProperty("expected"));
    }
}
