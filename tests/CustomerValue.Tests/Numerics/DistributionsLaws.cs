using CustomerValue.Numerics;
using FluentAssertions;

namespace CustomerValue.Tests.Numerics;

public sealed class DistributionsLaws
{
    private static readonly double[] Probabilities = [1e-300, 1e-100, 1e-20, 1e-8, 1e-4, 0.01, 0.2, 0.4999, 0.5, 0.5001, 0.8, 0.99, 1 - 1e-9];
    private static readonly double[] Logs = [-1e5, -5000, -700, -30, -2, -0.7, -0.69, -0.1, -1e-6, -1e-15];
    private static readonly double[] Shapes = [0.05, 0.3, 0.5, 1, 2.5, 19, 21, 300, 1e5, 1e8];

    private static void RoundTrip(double p, double x, double survival, double cdf, double conditioning, string name)
    {
        if (x == 0 || double.IsInfinity(x) || x is > 0.999999 and <= 1)
        {
            return;
        }

        // A last-digit change of x moves ln p by the density over the tail; that much is the argument's, not ours.
        var (got, want) = p <= 0.5 ? (survival, p) : (cdf, 1 - p);
        got.Should().BeApproximately(want, want * (1e-12 + 4e-16 * conditioning), "{0} at p = {1}", name, p);
    }

    [Fact]
    public void Upper_quantiles_invert_the_tails()
    {
        foreach (var p in Probabilities)
        {
            var z = NormalDistribution.UpperQuantile(p);
            RoundTrip(p, z, NormalDistribution.Survival(z), NormalDistribution.Cdf(z), 1 + z * z, "normal");
            foreach (var a in Shapes)
            {
                var g = GammaDistribution.UpperQuantile(p, a);
                RoundTrip(p, g, GammaDistribution.Survival(g, a), GammaDistribution.Cdf(g, a), a + g, $"gamma {a}");
                var t = StudentTDistribution.UpperQuantile(p, a);
                RoundTrip(p, t, StudentTDistribution.Survival(t, a), StudentTDistribution.Cdf(t, a), 1 + Math.Min(t * t, a), $"t {a}");
                foreach (var b in Shapes)
                {
                    var f = FDistribution.UpperQuantile(p, a, b);
                    if (f is > 1e-290 and < 1e290)
                    {
                        RoundTrip(p, f, FDistribution.Survival(f, a, b), FDistribution.Cdf(f, a, b), 2 * (a + b), $"F {a} {b}");
                    }

                    var x = BetaDistribution.Quantile(p, a, b);
                    if (x is > 1e-290 and < 0.5)
                    {
                        RoundTrip(p, x, BetaDistribution.Cdf(x, a, b), BetaDistribution.Survival(x, a, b), a + b, $"beta {a} {b}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Quantiles_from_logarithms_invert_the_logarithms_of_the_tails()
    {
        foreach (var log in Logs)
        {
            var tolerance = 1e-12 * Math.Abs(log);
            var z = NormalDistribution.UpperQuantileFromLog(log);
            NormalDistribution.LogSurvival(z).Should().BeApproximately(log, tolerance, "normal");
            NormalDistribution.QuantileFromLog(log).Should().Be(-z);
            foreach (var a in Shapes)
            {
                var g = GammaDistribution.UpperQuantileFromLog(log, a);
                if (g > 1e-290)
                {
                    GammaDistribution.LogSurvival(g, a).Should().BeApproximately(log, tolerance + 4e-16 * (a + g) * Math.Min(1, -log), "gamma {0}", a);
                }

                g = GammaDistribution.QuantileFromLog(log, a);
                if (g > 1e-290)
                {
                    GammaDistribution.LogCdf(g, a).Should().BeApproximately(log, tolerance + 4e-16 * (a + g) * Math.Min(1, -log), "lower gamma {0}", a);
                }

                var t = StudentTDistribution.UpperQuantileFromLog(log, a);
                if (!double.IsInfinity(t) && Math.Abs(t) < 1e140)
                {
                    StudentTDistribution.LogSurvival(t, a).Should().BeApproximately(log, tolerance, "t {0} at {1}", a, log);
                }
            }
        }
    }

    [Fact]
    public void The_two_tails_add_to_one()
    {
        for (var x = -9.0; x <= 9; x += 0.37)
        {
            (NormalDistribution.Cdf(x) + NormalDistribution.Survival(x)).Should().BeApproximately(1, 3e-16);
            NormalDistribution.LogCdf(x).Should().Be(NormalDistribution.LogSurvival(-x));
            (NoncentralTDistribution.Cdf(x, 6, 1.3) + NoncentralTDistribution.Survival(x, 6, 1.3)).Should().BeApproximately(1, 2e-14);
            foreach (var a in Shapes)
            {
                (StudentTDistribution.Cdf(x, a) + StudentTDistribution.Survival(x, a)).Should().BeApproximately(1, 1e-15);
                (FDistribution.Cdf(Math.Exp(x), a, 7) + FDistribution.Survival(Math.Exp(x), a, 7)).Should().BeApproximately(1, 1e-14);
            }
        }
    }

    [Fact]
    public void Tails_never_rise()
    {
        double normal = 2, t = 2, chi = 2, f = 2, noncentral = 2;
        for (var x = -8.0; x < 8; x += 1.0 / 32)
        {
            NormalDistribution.Survival(x).Should().BeLessThanOrEqualTo(normal);
            StudentTDistribution.Survival(x, 4.5).Should().BeLessThanOrEqualTo(t * (1 + 1e-15));
            ChiSquaredDistribution.Survival(x + 8, 6).Should().BeLessThanOrEqualTo(chi * (1 + 1e-15));
            FDistribution.Survival(x + 8, 3, 40).Should().BeLessThanOrEqualTo(f * (1 + 1e-15));
            NoncentralTDistribution.Survival(x, 12, 1).Should().BeLessThanOrEqualTo(noncentral * (1 + 1e-14));
            normal = NormalDistribution.Survival(x);
            t = StudentTDistribution.Survival(x, 4.5);
            chi = ChiSquaredDistribution.Survival(x + 8, 6);
            f = FDistribution.Survival(x + 8, 3, 40);
            noncentral = NoncentralTDistribution.Survival(x, 12, 1);
        }
    }

    [Fact]
    public void Student_s_t_tends_to_the_normal_distribution()
    {
        for (var x = -5.0; x <= 5; x += 0.25)
        {
            var normal = NormalDistribution.Survival(x);
            StudentTDistribution.Survival(x, double.PositiveInfinity).Should().Be(normal);
            StudentTDistribution.Survival(x, 1e18).Should().BeApproximately(normal, 1e-14 * normal);
            StudentTDistribution.Survival(x, 1e15).Should().BeApproximately(normal, 1e-12 * normal);
            NoncentralTDistribution.Survival(x, double.PositiveInfinity, 1.5).Should().Be(NormalDistribution.Survival(x - 1.5));
        }

        StudentTDistribution.UpperQuantile(0.025, 1e18).Should().BeApproximately(NormalDistribution.UpperQuantile(0.025), 1e-14);
        StudentTDistribution.UpperQuantile(0.025, double.PositiveInfinity).Should().Be(NormalDistribution.UpperQuantile(0.025));
    }

    [Fact]
    public void The_square_of_t_is_F_and_the_square_of_normal_is_chi_squared()
    {
        foreach (var x in new[] { 1e-6, 0.3, 0.999, 1.001, 2.5, 30, 1000 })
        {
            foreach (var df in Shapes)
            {
                var two = 2 * StudentTDistribution.Survival(x, df);
                FDistribution.Survival(x * x, 1, df).Should().BeApproximately(two, 2e-12 * two, "x = {0}, df = {1}", x, df);
            }

            var normal = 2 * NormalDistribution.Survival(x);
            ChiSquaredDistribution.Survival(x * x, 1).Should().BeApproximately(normal, 1e-12 * normal);
        }
    }

    [Fact]
    public void F_with_infinite_degrees_of_freedom_is_a_scaled_chi_squared()
    {
        foreach (var x in new[] { 0.2, 0.99, 1.5, 7 })
        {
            FDistribution.Survival(x, 5, double.PositiveInfinity).Should().BeApproximately(ChiSquaredDistribution.Survival(5 * x, 5), 1e-15);
            FDistribution.Survival(x, 5, 1e15).Should().BeApproximately(ChiSquaredDistribution.Survival(5 * x, 5), 1e-13);
            FDistribution.Survival(x, double.PositiveInfinity, 5).Should().BeApproximately(ChiSquaredDistribution.Cdf(5 / x, 5), 1e-15);
        }

        FDistribution.UpperQuantile(0.05, 5, double.PositiveInfinity).Should().BeApproximately(ChiSquaredDistribution.UpperQuantile(0.05, 5) / 5, 1e-13);
        FDistribution.UpperQuantile(0.05, double.PositiveInfinity, 5).Should().BeApproximately(5 / ChiSquaredDistribution.Quantile(0.05, 5), 1e-12);
    }

    [Fact]
    public void Tails_of_counts_are_sums_of_their_probabilities()
    {
        foreach (var (n, p) in new[] { (12.0, 0.3), (40.0, 0.01), (40.0, 0.97), (7.0, 0.5) })
        {
            double below = 0, above = 0;
            for (var k = 0.0; k <= n; k++)
            {
                below += BinomialDistribution.Probability(k, n, p);
                BinomialDistribution.Cdf(k, n, p).Should().BeApproximately(below, 1e-14);
            }

            for (var k = n; k >= 1; k--)
            {
                above += BinomialDistribution.Probability(k, n, p);
                BinomialDistribution.Survival(k - 1, n, p).Should().BeApproximately(above, 1e-13 * above);
            }
        }

        foreach (var mean in new[] { 0.01, 1.5, 30 })
        {
            var below = 0.0;
            for (var k = 0.0; k <= 60; k++)
            {
                below += PoissonDistribution.Probability(k, mean);
                PoissonDistribution.Cdf(k, mean).Should().BeApproximately(below, 2e-14);
            }
        }
    }

    [Fact]
    public void Quantiles_of_counts_are_the_smallest_that_reach_the_probability()
    {
        foreach (var p in new[] { 1e-200, 1e-9, 0.025, 0.5, 0.975, 0.999999 })
        {
            foreach (var (n, share) in new[] { (10.0, 0.3), (1000.0, 0.01), (1e9, 0.3), (1e9, 1e-8) })
            {
                var k = BinomialDistribution.Quantile(p, n, share);
                BinomialDistribution.Cdf(k, n, share).Should().BeGreaterThanOrEqualTo(p * (1 - 1e-11));
                (k == 0 || BinomialDistribution.Cdf(k - 1, n, share) < p).Should().BeTrue();
                var upper = BinomialDistribution.UpperQuantile(p, n, share);
                BinomialDistribution.Survival(upper, n, share).Should().BeLessThanOrEqualTo(p * (1 + 1e-11));
                (upper == 0 || BinomialDistribution.Survival(upper - 1, n, share) > p).Should().BeTrue();
            }

            foreach (var mean in new[] { 0.2, 30, 1e9 })
            {
                var k = PoissonDistribution.Quantile(p, mean);
                PoissonDistribution.Cdf(k, mean).Should().BeGreaterThanOrEqualTo(p * (1 - 1e-11));
                (k == 0 || PoissonDistribution.Cdf(k - 1, mean) < p).Should().BeTrue();
            }
        }
    }

    [Fact]
    public void Noncentral_t_without_a_shift_is_Student_s_t_and_its_quantiles_invert()
    {
        foreach (var df in new[] { 1, 4.5, 98, 1e6 })
        {
            // A shift below the last digit goes through the integral, not the shortcut.
            foreach (var x in new[] { -3, 0.5, 2, 6.0 })
            {
                var central = StudentTDistribution.Survival(x, df);
                NoncentralTDistribution.Survival(x, df, 1e-300).Should().BeApproximately(central, 1e-12 * central);
                foreach (var delta in new[] { -2.8, 1, 15.0 })
                {
                    var p = NoncentralTDistribution.LogSurvival(x, df, delta);
                    var q = NoncentralTDistribution.LogCdf(x, df, delta);
                    var back = p < q ? NoncentralTDistribution.UpperQuantileFromLog(p, df, delta) : NoncentralTDistribution.QuantileFromLog(q, df, delta);
                    back.Should().BeApproximately(x, 1e-11 * (1 + Math.Abs(delta)), "df = {0}, delta = {1}, x = {2}", df, delta, x);
                }
            }
        }
    }

    [Fact]
    public void Densities_are_the_slopes_of_their_distribution_functions()
    {
        static void Slope(Func<double, double> cdf, Func<double, double> density, double x)
        {
            var h = 1e-4 * Math.Max(1e-2, Math.Abs(x));
            var slope = (8 * (cdf(x + h) - cdf(x - h)) - (cdf(x + 2 * h) - cdf(x - 2 * h))) / (12 * h);
            density(x).Should().BeApproximately(slope, 1e-8 * slope + 1e-11);
        }

        foreach (var x in new[] { 0.3, 0.9, 1.7, 4 })
        {
            Slope(NormalDistribution.Cdf, NormalDistribution.Density, x);
            Slope(v => StudentTDistribution.Cdf(v, 3.3), v => StudentTDistribution.Density(v, 3.3), x);
            Slope(v => ChiSquaredDistribution.Cdf(v, 5), v => ChiSquaredDistribution.Density(v, 5), x);
            Slope(v => FDistribution.Cdf(v, 3, 8), v => FDistribution.Density(v, 3, 8), x);
            Slope(v => FDistribution.Cdf(v, 3, double.PositiveInfinity), v => FDistribution.Density(v, 3, double.PositiveInfinity), x);
            Slope(v => FDistribution.Cdf(v, double.PositiveInfinity, 3), v => FDistribution.Density(v, double.PositiveInfinity, 3), x);
            Slope(v => GammaDistribution.Cdf(v, 2.2), v => GammaDistribution.Density(v, 2.2), x);
            Slope(v => BetaDistribution.Cdf(v, 2.2, 4), v => BetaDistribution.Density(v, 2.2, 4), x / 5);
            Slope(v => NoncentralTDistribution.Cdf(v, 7, 1.2), v => NoncentralTDistribution.Density(v, 7, 1.2), x);
        }
    }

    [Fact]
    public void Edges_are_edges()
    {
        NormalDistribution.Quantile(0).Should().Be(double.NegativeInfinity);
        NormalDistribution.Quantile(1).Should().Be(double.PositiveInfinity);
        NormalDistribution.Quantile(0.5).Should().Be(0);
        NormalDistribution.Survival(double.PositiveInfinity).Should().Be(0);
        NormalDistribution.LogSurvival(double.PositiveInfinity).Should().Be(double.NegativeInfinity);
        NormalDistribution.Cdf(double.NegativeInfinity).Should().Be(0);
        StudentTDistribution.Quantile(0, 3).Should().Be(double.NegativeInfinity);
        StudentTDistribution.Quantile(1, 3).Should().Be(double.PositiveInfinity);
        StudentTDistribution.UpperQuantile(0.5, 3).Should().Be(0);
        StudentTDistribution.Survival(double.NegativeInfinity, 3).Should().Be(1);
        GammaDistribution.Quantile(0, 2).Should().Be(0);
        GammaDistribution.Quantile(1, 2).Should().Be(double.PositiveInfinity);
        GammaDistribution.Cdf(-1, 2).Should().Be(0);
        GammaDistribution.Survival(double.PositiveInfinity, 2).Should().Be(0);
        BetaDistribution.Quantile(0, 2, 3).Should().Be(0);
        BetaDistribution.Quantile(1, 2, 3).Should().Be(1);
        BetaDistribution.Cdf(2, 2, 3).Should().Be(1);
        FDistribution.Quantile(0, 2, 3).Should().Be(0);
        FDistribution.Quantile(1, 2, 3).Should().Be(double.PositiveInfinity);
        FDistribution.Survival(0, 2, 3).Should().Be(1);
        BinomialDistribution.Quantile(0, 10, 0.3).Should().Be(0);
        BinomialDistribution.Quantile(1, 10, 0.3).Should().Be(10);
        BinomialDistribution.Cdf(-1, 10, 0.3).Should().Be(0);
        BinomialDistribution.Cdf(10, 10, 0.3).Should().Be(1);
        BinomialDistribution.Survival(9, 10, 1).Should().Be(1);
        BinomialDistribution.Survival(0, 10, 0).Should().Be(0);
        PoissonDistribution.Cdf(3, 0).Should().Be(1);
        PoissonDistribution.Quantile(1, 2).Should().Be(double.PositiveInfinity);
        NoncentralTDistribution.Survival(double.PositiveInfinity, 5, 1).Should().Be(0);
        NoncentralTDistribution.Survival(double.NegativeInfinity, 5, 1).Should().Be(1);
        double.IsNaN(NormalDistribution.Survival(double.NaN)).Should().BeTrue();
        double.IsNaN(StudentTDistribution.Survival(double.NaN, 3)).Should().BeTrue();
        double.IsNaN(GammaDistribution.Quantile(double.NaN, 3)).Should().BeTrue();
        double.IsNaN(NoncentralTDistribution.Survival(double.NaN, 3, 1)).Should().BeTrue();
    }

    // mpmath, 60 digits: the tail's leading power Γ((ν+1)/2) / (Γ(ν/2) √π) ν^(ν/2 − 1) t^−ν, exact to 1e−300 there; ν = 1 is 1/(π p).
    [Theory]
    [InlineData(1e-300, 1, 3.1830988618379066356e299)]
    [InlineData(1e-200, 0.7, 9.7570040181031425055e284)]
    [InlineData(1e-160, 0.55, 1.0034202752141822019e290)]
    public void A_quantile_of_t_is_finite_while_a_double_holds_it(double p, double df, double expected) =>
        (StudentTDistribution.UpperQuantile(p, df) / expected).Should().BeApproximately(1, 1e-12);
}
