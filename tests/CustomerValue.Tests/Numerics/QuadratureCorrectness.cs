using CustomerValue.Numerics;

namespace CustomerValue.Tests.Numerics;

/// <summary>Integrals with closed forms.</summary>
public sealed class QuadratureCorrectness
{
    [Fact]
    public void Polynomials_up_to_degree_63_are_exact()
    {
        for (var degree = 0; degree <= 63; degree++)
        {
            Quadrature.Panel(new Power(degree), 0, 1).Should().BeApproximately(1.0 / (degree + 1), 3e-16);
        }
    }

    [Fact]
    public void Panels_cover_what_one_panel_cannot()
    {
        // ∫₀^100 e^−x.
        Quadrature.Panels(new Decay(1), 0, 100, 20).Should().BeApproximately(1, 1e-14);
    }

    [Fact]
    public void Adaptive_panels_find_a_narrow_peak()
    {
        // ∫ 1/(1 + (x/ε)²) over [−1, 1] = 2 ε atan(1/ε).
        Quadrature.Adaptive(new Peak(1e-3), -1, 1).Should().BeApproximately(2e-3 * Math.Atan(1e3), 1e-15);
        Quadrature.Adaptive(new Power(0.5), 0, 1).Should().BeApproximately(2.0 / 3, 1e-13);
    }

    [Theory]
    [InlineData(0.793, 2.426)]
    [InlineData(1e-6, 2.426)]
    [InlineData(0.3, 0.001)]
    [InlineData(1, 1)]
    [InlineData(300, 2000)]
    [InlineData(1e4, 1e8)]
    [InlineData(0.5, 1e6)]
    [InlineData(1e6, 2)]
    public void Means_over_a_beta_distribution_have_their_closed_forms(double a, double b)
    {
        Span<double> p = stackalloc double[BetaNodes.Capacity];
        Span<double> weights = stackalloc double[BetaNodes.Capacity];
        Span<double> values = stackalloc double[BetaNodes.Capacity];
        var nodes = new BetaNodes(a, b, 2, p, weights);
        nodes.Count.Should().BeLessThan(BetaNodes.Capacity);

        // E[1 − p] = b/(a+b); E[(1 − p)²] = b (b+1)/((a+b)(a+b+1)).
        for (var k = 0; k < nodes.Count; k++)
        {
            values[k] = (1 - p[k]) * (1 - p[k]);
        }

        var second = b / (a + b) * ((b + 1) / (a + b + 1));
        (nodes.Mean(p, weights, values, 1, 0) / second - 1).Should().BeApproximately(0, 1e-9);
        for (var k = 0; k < nodes.Count; k++)
        {
            values[k] = p[k];
        }

        (nodes.Mean(p, weights, values, 0, 1) / (a / (a + b)) - 1).Should().BeApproximately(0, 1e-9);
    }

    private readonly struct Power(double exponent) : IIntegrand
    {
        public double At(double u) => Math.Pow(u, exponent);
    }

    private readonly struct Decay(double rate) : IIntegrand
    {
        public double At(double u) => Math.Exp(-rate * u);
    }

    private readonly struct Peak(double width) : IIntegrand
    {
        public double At(double u) => 1 / (1 + u / width * (u / width));
    }
}
