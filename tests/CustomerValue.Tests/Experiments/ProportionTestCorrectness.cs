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
}
