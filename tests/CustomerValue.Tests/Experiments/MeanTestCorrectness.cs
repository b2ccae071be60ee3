using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/02_mean_tests.json: mpmath, 60 digits.</summary>
public sealed class MeanTestCorrectness
{
    private static readonly JsonElement File = GoldenFile.Read("ab/02_mean_tests.json");

    public static TheoryData<string> TwoSamples() => Ids(c => c.GetProperty("kind").GetString() != "paired");

    public static TheoryData<string> Paired() => Ids(c => c.GetProperty("kind").GetString() == "paired");

    [Theory]
    [MemberData(nameof(TwoSamples))]
    public void Two_sample_tests_equal_the_reference_from_samples_and_from_summaries(string id)
    {
        var c = Case(id);
        var level = c.Number("conf");
        var treatment = Moments(c.GetProperty("treatment_stats"));
        var control = Moments(c.GetProperty("control_stats"));
        Check(id, c.GetProperty("expected"), treatment, control, level);
        if (c.TryGetProperty("treatment", out var rows))
        {
            Check(id, c.GetProperty("expected"), SampleMoments.FromSample(rows.Numbers()), SampleMoments.FromSample(c.Numbers("control")), level);
        }
    }

    [Theory]
    [MemberData(nameof(Paired))]
    public void Paired_tests_equal_the_reference(string id)
    {
        var c = Case(id);
        var e = c.GetProperty("expected");
        var result = MeanTest.Paired(c.Numbers("after"), c.Numbers("before"));
        result.Estimate.Value.ShouldBeClose(e.Number("mean_diff"), because: id);
        result.StandardError.Value.ShouldBeClose(e.Number("se"), because: id);
        result.PValue.Value.ShouldBeClose(e.Number("p_two"), because: id);
        result.Interval.ShouldBeClose(e.Numbers("ci"), id);
        if (e.TryGetProperty("degenerate", out _))
        {
            result.Warnings.Should().Contain(ComparisonWarning.Degenerate);
            result.LogPValue.Reason.Should().Be(UndefinedReason.Infinite);
        }
        else
        {
            result.Statistic.Value.ShouldBeClose(e.Number("t"), because: id);
            result.DegreesOfFreedom.Value.Should().Be(e.Number("df"));
        }
    }

    [Theory]
    [MemberData(nameof(TwoSamples))]
    public void Effect_sizes_equal_the_reference(string id)
    {
        var c = Case(id);
        var treatment = Moments(c.GetProperty("treatment_stats"));
        var control = Moments(c.GetProperty("control_stats"));
        if (!c.GetProperty("expected").TryGetProperty("effect", out var effect))
        {
            EffectSize.CohenD(treatment, control).Reason.Should().Be(UndefinedReason.ZeroVariance);
            return;
        }

        EffectSize.CohenD(treatment, control).Value.ShouldBeClose(effect.Number("cohen_d"), 1e-9, 1e-14, id);
        EffectSize.HedgesG(treatment, control).Value.ShouldBeClose(effect.Number("hedges_g_exact"), 1e-9, 1e-14, id);
    }

    private static void Check(string id, JsonElement expected, SampleMoments treatment, SampleMoments control, double level)
    {
        Check(id + " welch", expected.GetProperty("welch"), MeanTest.Welch(treatment, control, level));
        Check(id + " pooled", expected.GetProperty("pooled"), MeanTest.Pooled(treatment, control, level));
        Check(id + " z", expected.GetProperty("z_unpooled"), MeanTest.Z(treatment, control, level));
    }

    private static void Check(string id, JsonElement e, ArmComparison result)
    {
        result.Estimate.Value.ShouldBeClose(e.Number("diff"), 1e-9, 1e-13, id);
        result.StandardError.Value.ShouldBeClose(e.Number("se"), 1e-9, 1e-13, id);
        result.PValue.Value.ShouldBeClose(e.Number("p_two"), 1e-9, 1e-320, id + " p");
        result.PValueGreater.Value.ShouldBeClose(e.Number("p_greater"), 1e-9, 1e-320, id + " greater");
        result.PValueLess.Value.ShouldBeClose(e.Number("p_less"), 1e-9, 1e-320, id + " less");
        result.Interval.ShouldBeClose(e.Numbers("ci"), id);
        if (e.TryGetProperty("degenerate", out _))
        {
            result.Warnings.Should().Contain(ComparisonWarning.Degenerate);
            result.Statistic.Reason.Should().Be(UndefinedReason.ZeroVariance);
            return;
        }

        result.Statistic.Value.ShouldBeClose(e.Number("statistic"), because: id);
        result.LogPValue.Value.ShouldBeClose(e.Number("log_p_two"), 1e-9, 1e-12, id + " log p");
        result.GreaterInterval.Lower.ShouldBeClose(e.Number("ci_greater_lower"), 1e-9, 1e-12, id);
        result.LessInterval.Upper.ShouldBeClose(e.Number("ci_less_upper"), 1e-9, 1e-12, id);
        if (double.IsInfinity(e.Number("df")))
        {
            result.DegreesOfFreedom.Reason.Should().Be(UndefinedReason.Infinite);
        }
        else
        {
            result.DegreesOfFreedom.Value.ShouldBeClose(e.Number("df"), because: id);
        }

        (result.PValue.Value == 0).Should().Be(result.Warnings.Contains(ComparisonWarning.PValueUnderflow));
    }

    private static SampleMoments Moments(JsonElement stats) => SampleMoments.FromSummary(stats.Number("n"), stats.Number("mean"), stats.Number("var"));

    private static JsonElement Case(string id) => File.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == id);

    private static TheoryData<string> Ids(Func<JsonElement, bool> belongs)
    {
        var ids = new TheoryData<string>();
        foreach (var c in File.GetProperty("cases").EnumerateArray().Where(belongs))
        {
            ids.Add(c.GetProperty("id").GetString()!);
        }

        return ids;
    }
}
