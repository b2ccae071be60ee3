using CustomerValue.Numerics;
using FluentAssertions;
using S = CustomerValue.Numerics.SpecialFunctions;

namespace CustomerValue.Tests.Numerics;

public sealed class SpecialFunctionsLaws
{
    // Spread over the powers of ten, from a written seed.
    private static IEnumerable<double> Spread(int seed, int count, double lowPower, double highPower)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return Math.Pow(10, lowPower + (highPower - lowPower) * random.NextDouble());
        }
    }

    [Fact]
    public void Log_gamma_obeys_its_recurrence()
    {
        foreach (var x in Spread(1, 2000, -6, 6))
        {
            var scale = Math.Max(1, Math.Abs(S.LogGamma(x)));
            S.LogGamma(x + 1).Should().BeApproximately(S.LogGamma(x) + Math.Log(x), 1e-14 * scale);
        }
    }

    [Fact]
    public void Digamma_and_trigamma_obey_their_recurrences()
    {
        foreach (var x in Spread(2, 2000, -3, 6))
        {
            S.Digamma(x + 1).Should().BeApproximately(S.Digamma(x) + 1 / x, 1e-14 * (1 + 1 / x));
            S.Trigamma(x + 1).Should().BeApproximately(S.Trigamma(x) - 1 / (x * x), 1e-14 * (1 + 1 / (x * x)));
        }
    }

    [Fact]
    public void Ratios_of_gamma_functions_chain()
    {
        var steps = Spread(4, 500, -4, 4).ToArray();
        var i = 0;
        foreach (var a in Spread(3, 500, -4, 9))
        {
            var n = steps[i++];
            var chained = S.LogGammaRatio(a, n) + S.LogGammaRatio(a + n, 1);
            var scale = Math.Max(1, Math.Abs(chained));
            S.LogGammaRatio(a, n + 1).Should().BeApproximately(chained, 2e-11 * scale, "a = {0}, n = {1}", a, n);
        }
    }

    [Fact]
    public void The_two_incomplete_gamma_functions_add_to_one_and_agree_with_their_logarithms()
    {
        var ratios = Spread(6, 1500, -2, 1).ToArray();
        var i = 0;
        foreach (var a in Spread(5, 1500, -5, 9))
        {
            var x = a * (a > 100 ? 1 + (ratios[i] - 1) / Math.Sqrt(a) : ratios[i]);
            i++;
            double p = S.GammaP(a, x), q = S.GammaQ(a, x);
            (p + q).Should().BeApproximately(1, 1e-14);
            if (p > 1e-300)
            {
                Math.Exp(S.LogGammaP(a, x)).Should().BeApproximately(p, 2e-13 * p);
            }

            if (q > 1e-300)
            {
                Math.Exp(S.LogGammaQ(a, x)).Should().BeApproximately(q, 2e-13 * q);
            }
        }
    }

    [Fact]
    public void The_incomplete_beta_function_is_symmetric_and_adds_to_one()
    {
        var other = Spread(8, 1500, -4, 8).ToArray();
        var random = new Random(9);
        var i = 0;
        foreach (var a in Spread(7, 1500, -4, 8))
        {
            var b = other[i++];
            // Dyadic, so that 1 − x is exact.
            var x = Math.Ceiling(random.NextDouble() * 4095) / 4096;
            double lower = S.BetaI(a, b, x, 1 - x), upper = S.BetaI(b, a, 1 - x, x);
            (lower + upper).Should().BeApproximately(1, 1e-13, "a = {0}, b = {1}, x = {2}", a, b, x);
            lower.Should().BeInRange(0, 1);
            if (lower > 1e-290)
            {
                Math.Exp(S.LogBetaI(a, b, x, 1 - x)).Should().BeApproximately(lower, 3e-13 * lower);
            }
        }
    }

    // DLMF 8.17.4 and 8.8.5: one step in a parameter costs one density, wherever the methods inside change over.
    [Fact]
    public void Incomplete_functions_obey_their_recurrences_across_every_change_of_method()
    {
        foreach (var a in Spread(10, 800, -2, 5))
        {
            foreach (var ratio in new[] { 0.2, 0.7, 0.98, 1.02, 1.5, 4 })
            {
                var x = a * ratio;
                var step = GammaDistribution.Density(x, a + 1);
                S.GammaP(a, x).Should().BeApproximately(S.GammaP(a + 1, x) + step, 4e-13 * S.GammaP(a, x) + 1e-310);
                var y = x / (x + 3);
                var jump = Math.Exp(a * Math.Log(y) + 3 * Math.Log(3 / (x + 3)) - Math.Log(a) - S.LogBeta(a, 3));
                S.BetaI(a, 3, y, 3 / (x + 3)).Should().BeApproximately(S.BetaI(a + 1, 3, y, 3 / (x + 3)) + jump, 1e-10 * S.BetaI(a, 3, y, 3 / (x + 3)) + 1e-310);
            }
        }
    }

    [Fact]
    public void Erf_and_its_complement_add_to_one_and_are_monotone()
    {
        var previous = -1.0;
        for (var x = -6.0; x <= 6; x += 1.0 / 512)
        {
            (S.Erf(x) + S.Erfc(x)).Should().BeApproximately(1, 1e-15);
            S.Erf(x).Should().BeGreaterThanOrEqualTo(previous);
            previous = S.Erf(x);
            S.Erf(-x).Should().Be(-S.Erf(x));
        }
    }

    // DLMF 15.8.1: Euler's transformation, and 15.4.6.
    [Fact]
    public void The_hypergeometric_function_obeys_Euler_and_its_closed_forms()
    {
        foreach (var z in new[] { -1e4, -20, -0.7, 0.2, 0.89, 0.91, 0.999, 0.9999999 })
        {
            // a = 2.2, b = 1.7, c = 5.1 against c − a, c − b.
            var left = S.LogHypergeometric2F1(2.2, 1.7, 5.1, z);
            var right = (5.1 - 2.2 - 1.7) * Math.Log(1 - z) + S.LogHypergeometric2F1(5.1 - 2.2, 5.1 - 1.7, 5.1, z);
            left.Should().BeApproximately(right, 2e-12 * Math.Max(1, Math.Abs(right)), "z = {0}", z);
            S.LogHypergeometric2F1(3.3, 2.5, 2.5, z).Should().BeApproximately(-3.3 * Math.Log(1 - z), 1e-13 * Math.Max(1, Math.Abs(Math.Log(1 - z)) * 3));
            S.LogHypergeometric2F1(1, 1, 2, z).Should().BeApproximately(Math.Log(-Math.Log(1 - z) / z), 2e-12);
        }
    }

    // DLMF 8.19.12: s E_{s+1}(z) + z E_s(z) = e^(−z).
    [Fact]
    public void The_exponential_integral_obeys_its_recurrence()
    {
        foreach (var z in Spread(11, 300, -8, 5))
        {
            foreach (var s in new[] { -2.5, -0.3, 0.2, 0.606, 1, 1.5, 7.7, 200 })
            {
                double next = S.ScaledExponentialIntegral(s + 1, z), here = S.ScaledExponentialIntegral(s, z);
                (s * next + z * here).Should().BeApproximately(1, 1e-13 * (Math.Abs(s * next) + z * here), "s = {0}, z = {1}", s, z);
            }
        }
    }

    [Fact]
    public void Edges_give_limits_and_nan_stays_nan()
    {
        S.LogGamma(0).Should().Be(double.PositiveInfinity);
        S.LogGamma(1).Should().Be(0);
        S.LogGamma(2).Should().Be(0);
        S.LogGammaRatio(1, 1).Should().Be(0);
        S.LogBeta(1, 1).Should().Be(0);
        S.LogBinomialCoefficient(7, 0).Should().Be(0);
        S.LogBinomialCoefficient(7, 7).Should().Be(0);
        S.GammaP(2, 0).Should().Be(0);
        S.GammaQ(2, 0).Should().Be(1);
        S.GammaQ(2, double.PositiveInfinity).Should().Be(0);
        S.GammaP(2, double.PositiveInfinity).Should().Be(1);
        S.BetaI(2, 3, 0, 1).Should().Be(0);
        S.BetaI(2, 3, 1, 0).Should().Be(1);
        S.Erfc(40).Should().Be(0);
        S.ScaledExponentialIntegral(2, double.PositiveInfinity).Should().Be(0);
        double.IsNaN(S.LogGamma(double.NaN)).Should().BeTrue();
        double.IsNaN(S.GammaP(double.NaN, 1)).Should().BeTrue();
        double.IsNaN(S.GammaP(1, double.NaN)).Should().BeTrue();
        double.IsNaN(S.BetaI(1, 2, double.NaN, double.NaN)).Should().BeTrue();
        double.IsNaN(S.Erfc(double.NaN)).Should().BeTrue();
        double.IsNaN(S.Digamma(double.NaN)).Should().BeTrue();
    }
}
