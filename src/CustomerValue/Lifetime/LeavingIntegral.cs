using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>ln ∫ (1 + u/a)^−g (1 + u/b)^−c du over 0…gap, c ≥ 1.</summary>
/// <remarks>
/// Over v = ln(1 + κu), κ at least the slope at 0 and 1/a, the integrand has no singularity and stays bounded within |Im v| &lt; π/2,
/// whatever the sizes of a, b, g, c: the short rules reach every digit.
/// </remarks>
internal static class LeavingIntegral
{
    public static double Log(double g, double a, double c, double b, double gap)
    {
        var scale = Scale(g, a, c, b);
        var end = Elementary.Log1p(scale * gap);
        var panels = Panels(end);
        var sum = 0.0;
        for (var k = 0; k < panels; k++)
        {
            sum += Panel(g, a, c, b, scale, k * end / panels, (k + 1) * end / panels);
        }

        return Elementary.Log(sum / scale);
    }

    /// <summary>κ: below 1/a the substitution would bring the singularity at u = −a close to the panel.</summary>
    public static double Scale(double g, double a, double c, double b) => Math.Max(g / a + c / b, 1 / a);

    /// <summary>Panels of equal length, none longer than the short rules allow.</summary>
    public static int Panels(double length) => 1 + (int)(length / ShortRules.Longest);

    private static double Panel(double g, double a, double c, double b, double scale, double from, double to)
    {
        var count = ShortRules.Count(to - from);
        Span<double> memory = stackalloc double[4 * ShortRules.Most];
        var points = memory.Slice(0, count);
        var weights = memory.Slice(ShortRules.Most, count);
        var first = memory.Slice(2 * ShortRules.Most, count);
        var second = memory.Slice(3 * ShortRules.Most, count);
        ShortRules.Fill(count, from, to, points, weights);
        Elementary.Exp(points, first);
        double byA = 1 / (scale * a), byB = 1 / (scale * b);
        for (var i = 0; i < first.Length; i++)
        {
            var grown = first[i] - 1;
            first[i] = 1 + grown * byA;
            second[i] = 1 + grown * byB;
        }

        Elementary.Log(first, first);
        Elementary.Log(second, second);
        for (var i = 0; i < first.Length; i++)
        {
            first[i] = points[i] - g * first[i] - c * second[i];
        }

        Elementary.Exp(first, first);
        var sum = 0.0;
        for (var i = 0; i < first.Length; i++)
        {
            sum += weights[i] * first[i];
        }

        return sum;
    }
}
