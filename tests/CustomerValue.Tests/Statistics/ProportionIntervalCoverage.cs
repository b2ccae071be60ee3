using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Statistics;

/// <summary>golden/ab/25_exact_coverage.json: every table is enumerated; the study is deterministic (S3 of the peers).</summary>
public sealed class ProportionIntervalCoverage
{
    private static IEnumerable<System.Text.Json.JsonElement> Cases(string kind) =>
        GoldenFile.Read("ab/25_exact_coverage.json").GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == kind);

    private static double[] Binomial(int n, double p)
    {
        var log = 0.0;
        var probabilities = new double[n + 1];
        for (var k = 0; k <= n; k++)
        {
            probabilities[k] = Math.Exp(log + k * Math.Log(p) + (n - k) * Math.Log(1 - p));
            log += Math.Log((double)(n - k) / (k + 1));
        }

        return probabilities;
    }

    [Fact]
    public void Coverage_of_one_proportion_equals_enumeration()
    {
        foreach (var c in Cases("exact_coverage_one"))
        {
            var n = c.GetProperty("n").GetInt32();
            var p = c.Number("p");
            var probabilities = Binomial(n, p);
            double Cover(Func<ProportionCounts, double, ConfidenceInterval> method) =>
                Enumerable.Range(0, n + 1).Sum(k => method(new ProportionCounts(k, n), 0.95).Contains(p) ? probabilities[k] : 0);
            var e = c.GetProperty("expected");
            Cover(ProportionInterval.Wilson).ShouldBeClose(e.Number("wilson"), 1e-10);
            Cover(ProportionInterval.Wald).ShouldBeClose(e.Number("wald"), 1e-10);
            Cover(ProportionInterval.AgrestiCoull).ShouldBeClose(e.Number("agresti_coull"), 1e-10);
            Cover(ProportionInterval.ClopperPearson).ShouldBeClose(e.Number("clopper_pearson"), 1e-10);
            Cover(ProportionInterval.Jeffreys).ShouldBeClose(e.Number("jeffreys"), 1e-10);
        }
    }

    [Fact]
    public void Coverage_and_size_of_two_proportions_equal_enumeration()
    {
        foreach (var c in Cases("exact_coverage_two"))
        {
            int n = c.GetProperty("n1").GetInt32(), m = c.GetProperty("n0").GetInt32();
            double p = c.Number("p1"), q = c.Number("p0");
            double[] first = Binomial(n, p), second = Binomial(m, q), null1 = Binomial(n, q);
            double newcombe = 0, wald = 0, caffo = 0, pooled = 0, unpooled = 0;
            for (var x = 0; x <= n; x++)
            {
                for (var y = 0; y <= m; y++)
                {
                    ProportionCounts a = new(x, n), b = new(y, m);
                    newcombe += ProportionDifferenceInterval.Newcombe(a, b).Contains(p - q) ? first[x] * second[y] : 0;
                    wald += ProportionDifferenceInterval.Wald(a, b).Contains(p - q) ? first[x] * second[y] : 0;
                    caffo += ProportionDifferenceInterval.AgrestiCaffo(a, b).Contains(p - q) ? first[x] * second[y] : 0;
                    pooled += ProportionTest.Pooled(a, b).IsSignificant ? null1[x] * second[y] : 0;
                    unpooled += ProportionTest.Unpooled(a, b).IsSignificant ? null1[x] * second[y] : 0;
                }
            }

            var e = c.GetProperty("expected");
            newcombe.ShouldBeClose(e.Number("newcombe"), 1e-10);
            wald.ShouldBeClose(e.Number("wald"), 1e-10);
            caffo.ShouldBeClose(e.Number("agresti_caffo"), 1e-10);
            pooled.ShouldBeClose(e.Number("size_z_pooled_at_p0"), 1e-10);
            unpooled.ShouldBeClose(e.Number("size_z_unpooled_at_p0"), 1e-10);
        }
    }
}
