using System.Text.Json;
using CustomerValue.Numerics;
using CustomerValue.Tests.Golden;
using FluentAssertions;

namespace CustomerValue.Tests.Numerics;

public sealed class DistributionsCorrectness
{
    // mpmath, 60 digits; the file's note advises 1e-12 relative.
    [Fact]
    public void Every_tail_and_quantile_of_the_golden_file_agrees_to_twelve_digits()
    {
        var misses = new List<string>();
        var fields = 0;
        foreach (var item in GoldenFile.Read("ab/01_distributions.json").GetProperty("cases").EnumerateArray())
        {
            foreach (var (field, actual) in Figures(item))
            {
                if (item.TryGetProperty(field, out var expected))
                {
                    fields++;
                    // Below 1e-307 doubles themselves have fewer than twelve digits.
                    var error = Math.Abs(actual - expected.Number()) / Math.Max(Math.Abs(expected.Number()), 1e-307);
                    if (!(error <= 1e-12))
                    {
                        misses.Add(FormattableString.Invariant($"{item.GetProperty("id").GetString()} {field}: {actual:R}, expected {expected.Number():R}, error {error:E1}"));
                    }
                }
            }
        }

        fields.Should().BeGreaterThan(150);
        misses.Should().BeEmpty();
    }

    private static IEnumerable<(string Field, double Value)> Figures(JsonElement c)
    {
        double N(string name) => c.Number(name);
        return c.GetProperty("fn").GetString() switch
        {
            "norm" =>
            [
                ("cdf", NormalDistribution.Cdf(N("x"))), ("sf", NormalDistribution.Survival(N("x"))), ("logsf", NormalDistribution.LogSurvival(N("x"))),
            ],
            "norm.isf" => [("isf", NormalDistribution.UpperQuantile(N("p")))],
            "t" =>
            [
                ("cdf", StudentTDistribution.Cdf(N("t"), N("df"))), ("sf", StudentTDistribution.Survival(N("t"), N("df"))),
                ("two_sided", 2 * StudentTDistribution.Survival(Math.Abs(N("t")), N("df"))), ("logsf", StudentTDistribution.LogSurvival(N("t"), N("df"))),
            ],
            "t.isf" => [("isf", StudentTDistribution.UpperQuantile(N("p"), N("df")))],
            "chi2" => [("sf", ChiSquaredDistribution.Survival(N("x"), N("df"))), ("logsf", ChiSquaredDistribution.LogSurvival(N("x"), N("df")))],
            "F" => [("sf", FDistribution.Survival(N("f"), N("d1"), N("d2")))],
            "betainc" => [("cdf", BetaDistribution.Cdf(N("x"), N("a"), N("b"))), ("sf", BetaDistribution.Survival(N("x"), N("a"), N("b")))],
            "beta.ppf" => [("ppf", BetaDistribution.Quantile(N("p"), N("a"), N("b")))],
            "nct" => [("sf", NoncentralTDistribution.Survival(N("t"), N("df"), N("nc")))],
            var other => throw new InvalidOperationException(other),
        };
    }
}
