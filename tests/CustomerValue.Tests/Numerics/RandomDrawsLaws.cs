using CustomerValue.Numerics;
using Theory = MathNet.Numerics.Distributions;

namespace CustomerValue.Tests.Numerics;

/// <summary>Every draw against its theory, by moments and by fit (<see cref="Goodness"/> states the false-alarm rate).</summary>
public sealed class RandomDrawsLaws
{
    private const int Count = 60_000;

    private static double[] Draw(string purpose, Func<RandomStream, double> next)
    {
        var stream = RandomStream.Open(20261124, purpose);
        var draws = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            draws[i] = next(stream);
        }

        return draws;
    }

    [Fact]
    public void Uniforms_are_uniform()
    {
        Goodness.Kolmogorov(Draw("uniform", s => s.NextDouble()), x => x);
        Goodness.Moments(Draw("uniform", s => s.NextOpen()), 0.5, 1.0 / 12, 1.0 / 80);
    }

    [Fact]
    public void Normals_are_normal_and_neighbors_do_not_correlate()
    {
        var draws = Draw("normal", s => s.NextNormal());
        var lagged = 0.0;
        for (var i = 1; i < Count; i++)
        {
            lagged += draws[i] * draws[i - 1];
        }

        (lagged / Math.Sqrt(Count - 1)).Should().BeInRange(-4.891638, 4.891638);
        Goodness.Moments(draws, 0, 1, 3);
        Goodness.Kolmogorov(draws, x => Theory.Normal.CDF(0, 1, x));
    }

    [Fact]
    public void Exponentials_are_exponential()
    {
        var draws = Draw("exponential", s => s.NextExponential());
        Goodness.Moments(draws, 1, 1, 9);
        Goodness.Kolmogorov(draws, x => 1 - Math.Exp(-x));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.7)]
    [InlineData(1.0)]
    [InlineData(2.5)]
    [InlineData(40.0)]
    public void Gammas_follow_their_shape(double shape)
    {
        var draws = Draw("gamma", s => s.NextGamma(shape));
        Goodness.Moments(draws, shape, shape, 3 * shape * shape + 6 * shape);

        // Below 1e-6 the leading terms of the series: MathNet returns 0 there from about 1e-15 down.
        Goodness.Kolmogorov(draws, x => x > 1e-6
            ? Theory.Gamma.CDF(shape, 1, x)
            : Math.Pow(x, shape) / MathNet.Numerics.SpecialFunctions.Gamma(shape + 1) * (1 - x * shape / (shape + 1)));
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e8)]
    public void Gammas_of_extreme_shape_have_its_mean(double shape)
    {
        var draws = Draw("gamma", s => s.NextGamma(shape));
        draws.Should().OnlyContain(x => x >= 0 && x < double.PositiveInfinity);
        ((draws.Average() - shape) / Math.Sqrt(shape / Count)).Should().BeInRange(-15, 6, "the tail of a tiny shape is far from normal at this size");
    }

    [Theory]
    [InlineData(0.3, 0.4)]
    [InlineData(0.5, 3.0)]
    [InlineData(1.0, 1.0)]
    [InlineData(2.0, 5.0)]
    [InlineData(60.0, 20.0)]
    public void Betas_follow_their_shapes(double a, double b)
    {
        var draws = Draw("beta", s => s.NextBeta(a, b));
        var n = a + b;
        var variance = a * b / (n * n * (n + 1));
        var excess = 6 * ((a - b) * (a - b) * (n + 1) - a * b * (n + 2)) / (a * b * (n + 2) * (n + 3));
        Goodness.Moments(draws, a / n, variance, (excess + 3) * variance * variance);
        Goodness.Kolmogorov(draws, x => Theory.Beta.CDF(a, b, x));
    }

    [Theory]
    [InlineData(1e-8, 3e-8)]
    [InlineData(1e-310, 3e-310)]
    public void Betas_of_tiny_shapes_are_coins(double a, double b)
    {
        var draws = Draw("coins", s => s.NextBeta(a, b));
        draws.Should().OnlyContain(x => x >= 0 && x <= 1);
        Goodness.ChiSquared([draws.Count(x => x > 0.5), draws.Count(x => x <= 0.5)], [Count * 0.25, Count * 0.75]);
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(3.0)]
    [InlineData(9.99)]
    [InlineData(10.0)]
    [InlineData(37.5)]
    [InlineData(2500.0)]
    public void Poissons_follow_their_mean(double mean)
    {
        var draws = Draw("poisson", s => s.NextPoisson(mean));
        Goodness.Moments(draws, mean, mean, mean + 3 * mean * mean);
        var last = (int)draws.Max() + 1;
        var expected = new double[last + 1];
        for (var k = 0; k < last; k++)
        {
            expected[k] = Count * Math.Exp(k * Math.Log(mean) - mean - MathNet.Numerics.SpecialFunctions.GammaLn(k + 1));
        }

        expected[last] = Math.Max(0, Count - expected.Sum());
        Goodness.ChiSquared(Counts(draws, last), expected);
    }

    [Theory]
    [InlineData(1e9)]
    [InlineData(1e15)]
    public void Poissons_of_large_mean_are_normal_in_the_limit(double mean)
    {
        var draws = Draw("poisson", s => s.NextPoisson(mean)).Select(k => (k - mean) / Math.Sqrt(mean)).ToArray();
        Goodness.Moments(draws, 0, 1, 3);
        Goodness.Kolmogorov(draws, x => Theory.Normal.CDF(0, 1, x));
    }

    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(12, 0.5)]
    [InlineData(12, 0.9)]
    [InlineData(1000, 0.005)]
    [InlineData(20, 0.5)]
    [InlineData(100, 0.3)]
    [InlineData(5000, 0.77)]
    public void Binomials_follow_trials_and_probability(int n, double p)
    {
        var draws = Draw("binomial", s => s.NextBinomial(n, p));
        var variance = n * p * (1 - p);
        Goodness.Moments(draws, n * p, variance, variance * (1 + 3 * (n - 2) * p * (1 - p)));
        var expected = new double[n + 1];
        for (var k = 0; k <= n; k++)
        {
            expected[k] = Count * Math.Exp(
                MathNet.Numerics.SpecialFunctions.GammaLn(n + 1) - MathNet.Numerics.SpecialFunctions.GammaLn(k + 1) - MathNet.Numerics.SpecialFunctions.GammaLn(n - k + 1)
                + k * Math.Log(p) + (n - k) * Math.Log(1 - p));
        }

        Goodness.ChiSquared(Counts(draws, n), expected);
    }

    [Theory]
    [InlineData(1_000_000_000_000_000, 0.5)]
    [InlineData(1_000_000_000_000, 0.001)]
    public void Binomials_of_many_trials_are_normal_in_the_limit(long n, double p)
    {
        var draws = Draw("binomial", s => s.NextBinomial(n, p)).Select(k => (k - n * p) / Math.Sqrt(n * p * (1 - p))).ToArray();
        Goodness.Moments(draws, 0, 1, 3);
        Goodness.Kolmogorov(draws, x => Theory.Normal.CDF(0, 1, x));
    }

    [Fact]
    public void Certain_draws_are_certain()
    {
        var stream = RandomStream.Open(1, "certain");
        stream.NextPoisson(0).Should().Be(0);
        stream.NextBinomial(0, 0.5).Should().Be(0);
        stream.NextBinomial(10, 0).Should().Be(0);
        stream.NextBinomial(10, 1).Should().Be(10);
        stream.NextBinomial(1_000_000_000_000_000, 1).Should().Be(1_000_000_000_000_000);
    }

    [Fact]
    public void Parameters_without_a_distribution_are_refused()
    {
        var stream = RandomStream.Open(1, "refused");
        foreach (var bad in new[] { double.NaN, -1.0, double.PositiveInfinity })
        {
            ((Action)(() => stream.NextGamma(bad))).Should().Throw<ArgumentOutOfRangeException>();
            ((Action)(() => stream.NextBeta(bad, 1))).Should().Throw<ArgumentOutOfRangeException>();
            ((Action)(() => stream.NextBeta(1, bad))).Should().Throw<ArgumentOutOfRangeException>();
            ((Action)(() => stream.NextPoisson(bad))).Should().Throw<ArgumentOutOfRangeException>();
            ((Action)(() => stream.NextBinomial(5, bad))).Should().Throw<ArgumentOutOfRangeException>();
        }

        ((Action)(() => stream.NextBinomial(-1, 0.5))).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static double[] Counts(double[] draws, int last)
    {
        var counts = new double[last + 1];
        foreach (var draw in draws)
        {
            counts[(int)draw]++;
        }

        return counts;
    }
}
