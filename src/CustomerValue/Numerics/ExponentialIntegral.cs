namespace CustomerValue.Numerics;

/// <summary>eᶻ E_s(z) = ∫₀^∞ e^(−zu) (1 + u)^(−s) du, of real order.</summary>
internal static class ExponentialIntegral
{
    private const double FractionFrom = 2;

    public static double Scaled(double s, double z)
    {
        if (double.IsPositiveInfinity(z))
        {
            return 0;
        }

        if (s > 0 && z >= FractionFrom)
        {
            return Fraction(s, z);
        }

        var a = 1 - s;
        if (a > 4 && a > z)
        {
            // e^z z^(−a) Γ(a, z).
            return Elementary.Exp(IncompleteGamma.LogQ(a, z) - IncompleteGamma.LogDensity(a, z));
        }

        if (z < 1e-300)
        {
            return s > 1 ? 1 / (s - 1) : double.PositiveInfinity;
        }

        // With 1 + u = eʷ this is the upper tail of an incomplete gamma function over its density.
        return IncompleteGamma.Ratio(a, z, lower: false, fall: z + s - 1);
    }

    // The continued fraction of DLMF 8.19.17 in even form, by Lentz's method.
    private static double Fraction(double s, double z)
    {
        double b = z + s, c = double.MaxValue, d = 1 / b, h = d;
        for (var i = 1; i < 10000; i++)
        {
            var an = -i * (s - 1 + i);
            b += 2;
            d = 1 / (an * d + b);
            c = b + an / c;
            var delta = c * d;
            h *= delta;
            if (Math.Abs(delta - 1) < 2.3e-16)
            {
                break;
            }
        }

        return h;
    }
}
