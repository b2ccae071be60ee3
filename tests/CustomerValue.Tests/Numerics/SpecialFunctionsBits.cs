using CustomerValue.Numerics;
using FluentAssertions;
using S = CustomerValue.Numerics.SpecialFunctions;

namespace CustomerValue.Tests.Numerics;

/// <summary>Hashes of our own outputs, frozen: the same bits on every CPU, in every asset and version. They say nothing about being right.</summary>
[Trait("Category", "Bits")]
public sealed class SpecialFunctionsBits
{
    [Theory]
    [InlineData("gamma", 5313777796998901743UL)]
    [InlineData("error", 9201348131276150864UL)]
    [InlineData("incomplete gamma", 5163161863648162570UL)]
    [InlineData("incomplete beta", 8339940190105326502UL)]
    [InlineData("hypergeometric", 10022007396482882944UL)]
    [InlineData("exponential integral", 7920280337993018648UL)]
    [InlineData("normal", 16903804926915114454UL)]
    [InlineData("student", 13167704462406942159UL)]
    [InlineData("quantiles", 4774681669428231133UL)]
    [InlineData("counts", 17441688786009036299UL)]
    [InlineData("noncentral", 6493886280627781174UL)]
    public void Outputs_hash_to_the_frozen_value(string family, ulong frozen) =>
        NumericInputs.Hash([.. Enumerable.Range(0, family is "noncentral" or "hypergeometric" ? 200 : 2000).SelectMany(i => Outputs(family, i))]).Should().Be(frozen);

    // Dyadic steps and integer powers only, so that the inputs have the same bits everywhere.
    private static double[] Outputs(string family, int i)
    {
        double u = (i % 61 + 1) / 64.0, v = (i % 37 + 1) / 8.0, w = (i % 101 + 1) / 16.0;
        var large = w * (1L << (i % 29));
        return family switch
        {
            "gamma" => [S.LogGamma(w), S.LogGamma(large), S.LogGammaRatio(large, v), S.Digamma(w), S.Trigamma(w), S.LogBeta(large, v), S.LogBinomialCoefficient(large + 9, w)],
            "error" => [S.Erf(v - 2), S.Erfc(w), S.Erfcx(w - 1), S.LogErfc(v)],
            "incomplete gamma" => [S.GammaP(v, w), S.GammaQ(large, large + v), S.LogGammaP(w, u), S.LogGammaQ(u, w)],
            "incomplete beta" => [S.BetaI(v, w, u, 1 - u), S.LogBetaI(large, w, u, 1 - u), S.LogBetaI(u, v, 1 - u, u)],
            "hypergeometric" => [S.LogHypergeometric2F1(v, u, v + w, u), S.LogHypergeometric2F1(v, w, v + u, 1 - u / 1024), S.LogHypergeometric2F1(v, w, v + u, -w)],
            "exponential integral" => [S.ScaledExponentialIntegral(v, w), S.ScaledExponentialIntegral(u, u / 1024), S.ScaledExponentialIntegral(1 - v, w)],
            "normal" => [NormalDistribution.Survival(w), NormalDistribution.LogCdf(w), NormalDistribution.UpperQuantile(u), NormalDistribution.UpperQuantileFromLog(-large)],
            "student" => [StudentTDistribution.Survival(w, v), StudentTDistribution.LogSurvival(v, large), StudentTDistribution.Density(w, v)],
            "quantiles" =>
            [
                StudentTDistribution.UpperQuantile(u, v), ChiSquaredDistribution.UpperQuantile(u, w), FDistribution.Quantile(u, v, w),
                BetaDistribution.QuantileFromLog(-w, v, u), GammaDistribution.UpperQuantileFromLog(-large, v),
            ],
            "counts" =>
            [
                BinomialDistribution.Cdf(i % 50, 64, u), BinomialDistribution.LogProbability(i % 50, 64, u), PoissonDistribution.Survival(i % 50, w),
                PoissonDistribution.Quantile(u, large), BinomialDistribution.UpperQuantile(u, 1 << (i % 20), u),
            ],
            _ => [NoncentralTDistribution.Survival(w, v + 1, u), NoncentralTDistribution.LogCdf(w, v + 1, v)],
        };
    }
}
