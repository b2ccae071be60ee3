using System.Text.Json;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Statistics;

/// <summary>golden/ab/04_proportion_one.json: mpmath; scipy at n = 10⁹.</summary>
public sealed class ProportionIntervalCorrectness
{
    public static TheoryData<string> Cases()
    {
        var ids = new TheoryData<string>();
        foreach (var c in GoldenFile.Read("ab/04_proportion_one.json").GetProperty("cases").EnumerateArray().Where(c => c.TryGetProperty("conf", out _)))
        {
            ids.Add(c.GetProperty("id").GetString()!);
        }

        return ids;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Intervals_equal_the_reference(string id)
    {
        var c = GoldenFile.Read("ab/04_proportion_one.json").GetProperty("cases").EnumerateArray().Single(x => x.GetProperty("id").GetString() == id);
        var counts = new ProportionCounts(c.GetProperty("k").GetInt64(), c.GetProperty("n").GetInt64());
        var level = c.Number("conf");
        var e = c.GetProperty("expected");
        Check(e, "wilson", ProportionInterval.Wilson(counts, level), 1e-9);
        Check(e, "wilson_cc", ProportionInterval.WilsonContinuity(counts, level), 1e-9);
        Check(e, "agresti_coull", ProportionInterval.AgrestiCoull(counts, level), 1e-9);
        Check(e, "wald", ProportionInterval.Wald(counts, level), 1e-9);
        Check(e, "clopper_pearson", ProportionInterval.ClopperPearson(counts, level), 1e-9);
        Check(e, "jeffreys", ProportionInterval.Jeffreys(counts, level), 1e-9);
        Check(e, "clopper_pearson_scipy", ProportionInterval.ClopperPearson(counts, level), 1e-8);
        Check(e, "jeffreys_scipy", ProportionInterval.Jeffreys(counts, level), 1e-8);
    }

    [Fact]
    public void Without_trials_nothing_is_known()
    {
        foreach (var interval in new[]
        {
            ProportionInterval.Wilson(default), ProportionInterval.WilsonContinuity(default), ProportionInterval.AgrestiCoull(default),
            ProportionInterval.ClopperPearson(default), ProportionInterval.Jeffreys(default), ProportionInterval.Wald(default),
        })
        {
            (interval.Lower, interval.Upper).Should().Be((0, 1));
        }
    }

    private static void Check(JsonElement expected, string method, ConfidenceInterval interval, double tolerance)
    {
        if (expected.TryGetProperty(method, out var limits))
        {
            interval.ShouldBeClose(limits.Numbers(), method, tolerance, 1e-14);
        }
    }
}
