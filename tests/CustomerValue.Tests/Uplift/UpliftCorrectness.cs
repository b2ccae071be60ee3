using System.Text.Json;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Propensity;
using CustomerValue.Uplift;
using Xunit;

namespace CustomerValue.Tests.Uplift;

// Exact rational arithmetic, scikit-uplift at 0038e659, CausalML 0.17.0 and pylift; see metrics_small.json.
public class UpliftCorrectness
{
    public static TheoryData<string> Cases
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (var item in GoldenFile.Read("uplift/metrics_small.json").GetProperty("cases").EnumerateObject())
            {
                names.Add(item.Name);
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Curves_match_exact_arithmetic(string name)
    {
        var (golden, ranking) = Read(name);
        var canonical = golden.GetProperty("canonical");
        foreach (var (key, kind, rule) in new[]
        {
            ("qini_zero", UpliftCurveKind.Qini, EmptyArmRule.ZeroRate),
            ("qini_interp", UpliftCurveKind.Qini, EmptyArmRule.Interpolate),
            ("gain_zero", UpliftCurveKind.CumulativeGain, EmptyArmRule.ZeroRate),
            ("gain_interp", UpliftCurveKind.CumulativeGain, EmptyArmRule.Interpolate),
            ("sep", UpliftCurveKind.SeparateGain, EmptyArmRule.ZeroRate),
        })
        {
            var expected = canonical.GetProperty(key);
            var curve = ranking.Curve(kind, rule);
            curve.Points.Select(p => p.Customers).ToArray().ShouldBeNear(expected.Numbers("x"), 1e-9, key);
            curve.Points.Select(p => p.Value).ToArray().ShouldBeNear(expected.Numbers("y"), 1e-9, key);
            curve.Area.Should().BeApproximately(expected.Number("area"), 1e-9, key);
            curve.RandomArea.Should().BeApproximately(expected.Number("area_random"), 1e-9, key);
            curve.AreaOverRandom.Should().BeApproximately(expected.Number("area_over_random"), 1e-9, key);
            curve.PerCapita.Should().BeApproximately(expected.Number("area_over_random_per_N2"), 1e-9, key);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Coefficients_match_exact_arithmetic(string name)
    {
        var (golden, ranking) = Read(name);
        var canonical = golden.GetProperty("canonical");
        Near(ranking.QiniCoefficient(), canonical, "qini_coefficient_neg");
        Near(ranking.QiniCoefficient(allowNegativeEffects: false), canonical, "qini_coefficient_noneg");
        Near(ranking.GainCoefficient(), canonical, "auuc_coefficient");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Uplift_of_the_best_matches_scikit_uplift(string name)
    {
        var (golden, ranking) = Read(name);
        if (!golden.TryGetProperty("scikit_uplift", out var peer) || !peer.TryGetProperty("uplift_at_0.3_overall", out _))
        {
            return;
        }

        foreach (var (scope, suffix) in new[] { (UpliftScope.Overall, "overall"), (UpliftScope.ByArm, "by_group") })
        {
            Near(ranking.Best(0.3, scope, UpliftTies.LaterRowFirst).Uplift, peer, $"uplift_at_0.3_{suffix}");
            Near(ranking.Best(0.5, scope, UpliftTies.LaterRowFirst).Uplift, peer, $"uplift_at_0.5_{suffix}");
            var bins = ranking.Bins(2, scope, UpliftTies.LaterRowFirst);
            var average = bins.All(b => b.Uplift.IsDefined)
                ? Figure.Of(bins.Sum(b => b.TreatedCustomers * b.Uplift.Value) / bins.Sum(b => b.TreatedCustomers))
                : Figure.Undefined(UndefinedReason.EmptyArm);
            Near(average, peer, $"weighted_average_uplift_2bins_{suffix}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Curves_match_scikit_uplift(string name)
    {
        var (golden, ranking) = Read(name);
        if (!golden.TryGetProperty("scikit_uplift", out var peer) || peer.GetProperty("qini_curve").ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var (key, kind) in new[] { ("qini_curve", UpliftCurveKind.Qini), ("uplift_curve", UpliftCurveKind.CumulativeGain) })
        {
            var curve = ranking.Curve(kind);
            curve.Points.Select(p => p.Customers).ToArray().ShouldBeNear(peer.GetProperty(key)[0].Numbers(), 1e-9);
            curve.Points.Select(p => p.Value).ToArray().ShouldBeNear(peer.GetProperty(key)[1].Numbers(), 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Areas_match_pylift_and_CausalML_where_there_are_no_ties(string name)
    {
        var (golden, ranking) = Read(name);
        if (!golden.TryGetProperty("pylift", out var pylift) || !pylift.TryGetProperty("Q_qini", out _) || golden.Numbers("score").Distinct().Count() < golden.Numbers("score").Length)
        {
            return;
        }

        ranking.Curve(UpliftCurveKind.SeparateGain).PerCapita.Should().BeApproximately(pylift.Number("Q_qini"), 1e-9);
        if (ranking.Curve(UpliftCurveKind.CumulativeGain, EmptyArmRule.Interpolate).Points.Count > ranking.Customers - 2)
        {
            // pylift drops more than one leading point of a single arm; we do not follow it there.
            ranking.Curve(UpliftCurveKind.CumulativeGain).PerCapita.Should().BeApproximately(pylift.Number("Q_cgains"), 1e-9);
        }

        (ranking.Curve(UpliftCurveKind.AdjustedQini).AreaOverRandom / ranking.Customers).Should().BeApproximately(pylift.Number("Q_aqini"), 1e-9);

        // CausalML: area over random ÷ ((N + 1)·|end|), first empty-control points interpolated.
        var qini = ranking.Curve(UpliftCurveKind.Qini, EmptyArmRule.Interpolate);
        var end = Math.Abs(qini.Points[^1].Value);
        if (end > 1e-9)
        {
            Near(Figure.Of(qini.AreaOverRandom / ((ranking.Customers + 1) * end)), golden.GetProperty("causalml_0_17"), "qini_score_normalize_True");
        }
    }

    private static void Near(Figure found, JsonElement golden, string name)
    {
        // An object says why the peer failed.
        if (!golden.TryGetProperty(name, out var expected) || expected.ValueKind == JsonValueKind.Object)
        {
            return;
        }

        if (expected.ValueKind == JsonValueKind.Null || !double.IsFinite(expected.Number()))
        {
            found.IsDefined.Should().BeFalse(name);
        }
        else
        {
            found.Value.Should().BeApproximately(expected.Number(), 1e-9, name);
        }
    }

    private static (JsonElement Golden, UpliftRanking Ranking) Read(string name)
    {
        var golden = GoldenFile.Read("uplift/metrics_small.json").GetProperty("cases").GetProperty(name);
        var weights = golden.GetProperty("weight").ValueKind == JsonValueKind.Null ? [] : golden.Numbers("weight");
        return (golden, UpliftRanking.Of(golden.Numbers("score"), golden.Numbers("treatment").Select(t => t == 1).ToArray(), golden.Numbers("y"), weights));
    }
}
