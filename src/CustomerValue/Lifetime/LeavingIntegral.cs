using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>ln ∫ (1 + u/a)^−g (1 + u/b)^−c du over 0…gap.</summary>
/// <remarks>Over v = ln(1 + κu), κ the slope at 0, the integrand is smooth whatever the sizes of a, b, g, c: 32 nodes for every three units of v.</remarks>
internal static class LeavingIntegral
{
    private const double PanelLength = 3;

    public static double Log(double g, double a, double c, double b, double gap)
    {
        var scale = g / a + c / b;
        var end = Elementary.Log1p(scale * gap);
        var panels = 1 + (int)(end / PanelLength);
        var sum = 0.0;
        for (var k = 0; k < panels; k++)
        {
            sum += Panel(g, a, c, b, scale, k * end / panels, (k + 1) * end / panels);
        }

        return Elementary.Log(sum / scale);
    }

    private static double Panel(double g, double a, double c, double b, double scale, double from, double to)
    {
        const int Count = Quadrature.NodeCount;
        Span<double> points = stackalloc double[Count];
        Span<double> weights = stackalloc double[Count];
        Span<double> grown = stackalloc double[Count];
        Span<double> first = stackalloc double[Count];
        Span<double> second = stackalloc double[Count];
        Quadrature.Fill(from, to, points, weights);
        Elementary.Exp(points, grown);
        for (var i = 0; i < Count; i++)
        {
            var u = (grown[i] - 1) / scale;
            first[i] = 1 + u / a;
            second[i] = 1 + u / b;
        }

        Elementary.Log(first, first);
        Elementary.Log(second, second);
        for (var i = 0; i < Count; i++)
        {
            first[i] = points[i] - g * first[i] - c * second[i];
        }

        Elementary.Exp(first, first);
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
        {
            sum += weights[i] * first[i];
        }

        return sum;
    }
}
