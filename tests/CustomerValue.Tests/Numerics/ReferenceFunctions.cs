using System.Text.Json;
using CustomerValue.Numerics;
using CustomerValue.Tests.Golden;
using S = CustomerValue.Numerics.SpecialFunctions;

namespace CustomerValue.Tests.Numerics;

/// <summary>Our functions under the names that Golden/numerics/special.json uses.</summary>
internal static class ReferenceFunctions
{
    public static readonly IReadOnlyDictionary<string, Func<double[], double>> Ours = new Dictionary<string, Func<double[], double>>
    {
        ["lgamma"] = a => S.LogGamma(a[0]),
        ["digamma"] = a => S.Digamma(a[0]),
        ["trigamma"] = a => S.Trigamma(a[0]),
        ["lgammaratio"] = a => S.LogGammaRatio(a[0], a[1]),
        ["lbeta"] = a => S.LogBeta(a[0], a[1]),
        ["lbinom"] = a => S.LogBinomialCoefficient(a[0], a[1]),
        ["erf"] = a => S.Erf(a[0]),
        ["erfc"] = a => S.Erfc(a[0]),
        ["erfcx"] = a => S.Erfcx(a[0]),
        ["logerfc"] = a => S.LogErfc(a[0]),
        ["gammap"] = a => S.GammaP(a[0], a[1]),
        ["gammaq"] = a => S.GammaQ(a[0], a[1]),
        ["loggammap"] = a => S.LogGammaP(a[0], a[1]),
        ["loggammaq"] = a => S.LogGammaQ(a[0], a[1]),
        ["betai"] = a => S.BetaI(a[0], a[1], a[2], 1 - a[2]),
        ["betaiupper"] = a => S.BetaI(a[1], a[0], 1 - a[2], a[2]),
        ["logbetai"] = a => S.LogBetaI(a[0], a[1], a[2], 1 - a[2]),
        ["logbetaiupper"] = a => S.LogBetaI(a[1], a[0], 1 - a[2], a[2]),
        ["tsf"] = a => StudentTDistribution.Survival(a[0], a[1]),
        ["logtsf"] = a => StudentTDistribution.LogSurvival(a[0], a[1]),
        ["tisf"] = a => StudentTDistribution.UpperQuantile(a[0], a[1]),
        ["logfcdf"] = a => FDistribution.LogCdf(a[0], a[1], a[2]),
        ["logfsf"] = a => FDistribution.LogSurvival(a[0], a[1], a[2]),
        ["logbinomcdf"] = a => BinomialDistribution.LogCdf(a[0], a[1], a[2]),
        ["logbinomsf"] = a => BinomialDistribution.LogSurvival(a[0], a[1], a[2]),
        ["logbinompmf"] = a => BinomialDistribution.LogProbability(a[0], a[1], a[2]),
        ["logpoiscdf"] = a => PoissonDistribution.LogCdf(a[0], a[1]),
        ["logpoissf"] = a => PoissonDistribution.LogSurvival(a[0], a[1]),
        ["logpoispmf"] = a => PoissonDistribution.LogProbability(a[0], a[1]),
        ["normsf"] = a => NormalDistribution.Survival(a[0]),
        ["lognormsf"] = a => NormalDistribution.LogSurvival(a[0]),
        ["normisf"] = a => NormalDistribution.UpperQuantile(a[0]),
        ["normisflog"] = a => NormalDistribution.UpperQuantileFromLog(a[0]),
        ["gammaisflog"] = a => GammaDistribution.UpperQuantileFromLog(a[0], a[1]),
        ["gammappflog"] = a => GammaDistribution.QuantileFromLog(a[0], a[1]),
        ["betappflog"] = a => BetaDistribution.QuantileFromLog(a[0], a[1], a[2]),
        ["loghyp2f1"] = a => S.LogHypergeometric2F1(a[0], a[1], a[2], a[3]),
        ["expint"] = a => S.ScaledExponentialIntegral(a[0], a[1]),
        ["lognctsf"] = a => NoncentralTDistribution.LogSurvival(a[0], a[1], a[2]),
        ["lognctcdf"] = a => NoncentralTDistribution.LogCdf(a[0], a[1], a[2]),
    };

    /// <summary>The cases of one function: arguments and expected value.</summary>
    public static IEnumerable<(double[] Arguments, double Expected)> Cases(string function)
    {
        foreach (var row in Golden.GetProperty("cases").EnumerateArray())
        {
            if (row[0].GetString() == function)
            {
                var numbers = row.EnumerateArray().Skip(1).Select(GoldenFile.Number).ToArray();
                yield return (numbers[..^1], numbers[^1]);
            }
        }
    }

    public static IReadOnlyList<string> Names() =>
        [.. Golden.GetProperty("cases").EnumerateArray().Select(row => row[0].GetString()!).Distinct()];

    public static double RelativeError(double actual, double expected) =>
        actual == expected ? 0 : Math.Abs(actual - expected) / Math.Max(Math.Abs(expected), 1e-300);

    private static readonly JsonElement Golden = GoldenFile.Read("numerics/special.json");
}
