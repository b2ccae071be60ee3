using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Validity.Studies;

/// <summary>Every table is enumerated: nothing is drawn, and the figures of golden/ab/25_exact_coverage.json are met to 1e-10.</summary>
internal sealed class S3ExactCoverage : IStudy
{
    public string Id => "S3";

    public string Title => "Exact coverage and size of intervals and tests of proportions";

    public void Run(Ledger ledger)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "25_exact_coverage.json")));
        foreach (var c in golden.RootElement.GetProperty("cases").EnumerateArray())
        {
            var e = c.GetProperty("expected");
            double Number(string name) => c.GetProperty(name).GetDouble();
            if (c.GetProperty("kind").GetString() == "exact_coverage_one")
            {
                double p = Number("p");
                var n = (int)Number("n");
                void Same(string name, Func<ProportionCounts, double, ConfidenceInterval> method) => Equal(ledger, $"{name}, p {p}, n {n}", One(n, p, method), e.GetProperty(name).GetDouble());
                Same("wilson", ProportionInterval.Wilson);
                Same("wald", ProportionInterval.Wald);
                Same("agresti_coull", ProportionInterval.AgrestiCoull);
                Same("clopper_pearson", ProportionInterval.ClopperPearson);
                Same("jeffreys", ProportionInterval.Jeffreys);
            }
            else
            {
                double p = Number("p1"), q = Number("p0");
                int n = (int)Number("n1"), m = (int)Number("n0");
                void Same(string name, double measured) => Equal(ledger, $"{name}, {p} of {n}, {q} of {m}", measured, e.GetProperty(name).GetDouble());
                Same("newcombe", Two(n, p, m, q, (a, b) => ProportionDifferenceInterval.Newcombe(a, b).Contains(p - q)));
                Same("wald", Two(n, p, m, q, (a, b) => ProportionDifferenceInterval.Wald(a, b).Contains(p - q)));
                Same("agresti_caffo", Two(n, p, m, q, (a, b) => ProportionDifferenceInterval.AgrestiCaffo(a, b).Contains(p - q)));
                Same("size_z_pooled_at_p0", Two(n, q, m, q, (a, b) => ProportionTest.Pooled(a, b).IsSignificant));
                Same("size_z_unpooled_at_p0", Two(n, q, m, q, (a, b) => ProportionTest.Unpooled(a, b).IsSignificant));
            }
        }

        ledger.Within("Newcombe, 0.02 of 100, 0.01 of 100", Two(100, 0.02, 100, 0.01, (a, b) => ProportionDifferenceInterval.Newcombe(a, b).Contains(0.01)), 0.991395, 0.991405);
        ledger.Bites("Wald where coverage breaks, 0.02 of 100, 0.01 of 100", Two(100, 0.02, 100, 0.01, (a, b) => ProportionDifferenceInterval.Wald(a, b).Contains(0.01)), 0.93, 1);
        ledger.Bites("Wald of one rate, 0.001 of 1000", One(1000, 0.001, ProportionInterval.Wald), 0.91, 1);
    }

    private static void Equal(Ledger ledger, string what, double measured, double expected) => ledger.Within(what, measured, expected - 1e-10, expected + 1e-10);

    private static double One(int n, double p, Func<ProportionCounts, double, ConfidenceInterval> method) =>
        Enumerable.Range(0, n + 1).Sum(k => method(new ProportionCounts(k, n), 0.95).Contains(p) ? BinomialDistribution.Probability(k, n, p) : 0);

    private static double Two(int n, double p, int m, double q, Func<ProportionCounts, ProportionCounts, bool> holds)
    {
        var sum = 0.0;
        for (var x = 0; x <= n; x++)
        {
            for (var y = 0; y <= m; y++)
            {
                sum += holds(new ProportionCounts(x, n), new ProportionCounts(y, m)) ? BinomialDistribution.Probability(x, n, p) * BinomialDistribution.Probability(y, m, q) : 0;
            }
        }

        return sum;
    }
}
