namespace CustomerValue.Numerics;

/// <summary>ln Γ and its differences and derivatives, for positive arguments.</summary>
internal static class GammaFunctions
{
    private const double HalfLogTwoPi = 0.9189385332046727;

    // (−1)ᵏ (ζ(k) − 1) / k for k = 2, 3, …: the Taylor coefficients of ln Γ(2 + t) beyond the first.
    private static ReadOnlySpan<double> ZetaTerms => new[]
    {
        0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986, 0.0028905103307415234,
        -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939, 9.945751278180853e-05, -4.492623673813314e-05,
        2.050721277567069e-05, -9.439488275268397e-06, 4.374866789907488e-06, -2.039215753801366e-06, 9.55141213040742e-07,
        -4.492469198764566e-07, 2.1207184805554665e-07, -1.0043224823968099e-07, 4.7698101693639804e-08, -2.2711094608943164e-08,
        1.0838659214896955e-08, -5.183475041970047e-09, 2.4836745438024785e-09, -1.1921401405860912e-09, 5.731367241678862e-10,
        -2.7595228851242334e-10, 1.330476437424449e-10,
    };

    // B₂ₖ / (2k (2k − 1)): Stirling's series.
    private static ReadOnlySpan<double> StirlingTerms => new[]
    {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400,
    };

    // ψ⁽ᵏ⁾(x₀) / k! at the positive zero x₀ of ψ.
    private static ReadOnlySpan<double> DigammaTerms => new[]
    {
        0.9676722454476212, -0.4427631689835921, 0.258499760955651, -0.16394270544240652, 0.10782405069126237, -0.07219956125645471,
        0.04880428816414311, -0.03316112647484736, 0.022597648232218104, -0.01542476590494896, 0.010538791616612175,
        -0.007204534386356869, 0.004926781395729853, -0.003369801655439328, 0.002305126326734928, -0.0015769367714301972,
        0.0010788252019162967, -0.0007380709389960052, 0.000504953265834602, -0.0003454680251063077, 0.00023635601564027053,
        -0.00016170622091974803, 0.0001106337276874741,
    };

    public static double LogGamma(double x)
    {
        if (!(x > 0))
        {
            return x == 0 ? double.PositiveInfinity : double.NaN;
        }

        if (x >= 10)
        {
            return x > 1e305 ? x * (Elementary.Log(x) - 1) : (x - 0.5) * (Elementary.Log(x) - 1) + (StirlingError(x) + (HalfLogTwoPi - 0.5));
        }

        if (x < 0.5)
        {
            return NearTwo(x) - Elementary.Log1p(x) - Elementary.Log(x);
        }

        if (x < 1.5)
        {
            return NearTwo(x - 1) - Elementary.Log1p(x - 1);
        }

        var product = 1.0;
        while (x >= 2.5)
        {
            x -= 1;
            product *= x;
        }

        return product == 1 ? NearTwo(x - 2) : NearTwo(x - 2) + Elementary.Log(product);
    }

    /// <summary>ln Γ(z) − ((z − ½) ln z − z + ½ ln 2π).</summary>
    public static double StirlingError(double z)
    {
        if (z < 10)
        {
            return LogGamma(z) - ((z - 0.5) * Elementary.Log(z) - z + HalfLogTwoPi);
        }

        double r = 1 / z, q = r * r, sum = 0;
        var terms = StirlingTerms;
        for (var k = terms.Length - 1; k >= 0; k--)
        {
            sum = sum * q + terms[k];
        }

        return sum * r;
    }

    /// <summary>ln Γ(a + n) − ln Γ(a) without cancellation.</summary>
    public static double LogGammaRatio(double a, double n)
    {
        if (n == 0)
        {
            return 0;
        }

        if (n is > 0 and <= 64 && n == Math.Floor(n))
        {
            return LogRising(a, (int)n);
        }

        if (a >= 10)
        {
            return LargeRatio(a, n);
        }

        if (Math.Abs(n) >= 1)
        {
            return LogGamma(a + n) - LogGamma(a);
        }

        var steps = Math.Ceiling(10 - a);
        var shift = 0.0;
        for (var i = 0; i < (int)steps; i++)
        {
            shift += Elementary.Log1p(n / (a + i));
        }

        return LargeRatio(a + steps, n) - shift;
    }

    public static double LogBeta(double a, double b)
    {
        if (a > b)
        {
            (a, b) = (b, a);
        }

        if (a < 10)
        {
            return LogGamma(a) - LogGammaRatio(b, a);
        }

        var n = a + b;
        return a * (Elementary.Log(a / n)) + b * Elementary.Log1p(-a / n)
            + (HalfLogTwoPi - 0.5 * (Elementary.Log(a / n) + Elementary.Log(b)) + (StirlingError(a) + StirlingError(b) - StirlingError(n)));
    }

    /// <summary>ln of the binomial coefficient, n and k real, 0 ≤ k ≤ n.</summary>
    public static double LogBinomial(double n, double k)
    {
        k = Math.Min(k, n - k);
        return k <= 0
            ? (k == 0 ? 0 : double.NegativeInfinity)
            : k == 1 ? Elementary.Log(n) : -LogBeta(k + 1, n - k + 1) - Elementary.Log1p(n);
    }

    public static double Digamma(double x)
    {
        if (!(x > 0))
        {
            return x == 0 ? double.NegativeInfinity : double.NaN;
        }

        // Near its zero, so that the relative error stays small there.
        var t = x - 1.4616321449683622 - 9.549995429965697e-17;
        if (Math.Abs(t) < 0.25)
        {
            var series = 0.0;
            var terms = DigammaTerms;
            for (var k = terms.Length - 1; k >= 0; k--)
            {
                series = series * t + terms[k];
            }

            return series * t;
        }

        var sum = 0.0;
        while (x < 10)
        {
            sum += 1 / x;
            x += 1;
        }

        double r = 1 / x, q = r * r;
        var tail = q * (1.0 / 12 - q * (1.0 / 120 - q * (1.0 / 252 - q * (1.0 / 240 - q * (1.0 / 132 - q * (691.0 / 32760 - q * (1.0 / 12 - q * (3617.0 / 8160))))))));
        return Elementary.Log(x) - 0.5 * r - tail - sum;
    }

    public static double Trigamma(double x)
    {
        if (!(x > 0))
        {
            return x == 0 ? double.PositiveInfinity : double.NaN;
        }

        var sum = 0.0;
        while (x < 10)
        {
            sum += 1 / (x * x);
            x += 1;
        }

        double r = 1 / x, q = r * r;
        var tail = r * q * (1.0 / 6 - q * (1.0 / 30 - q * (1.0 / 42 - q * (1.0 / 30 - q * (5.0 / 66 - q * (691.0 / 2730 - q * (7.0 / 6 - q * (3617.0 / 510))))))));
        return r + 0.5 * q + tail + sum;
    }

    // ln Γ(2 + t) for −½ ≤ t ≤ ½.
    private static double NearTwo(double t)
    {
        var sum = 0.0;
        var terms = ZetaTerms;
        for (var k = terms.Length - 1; k >= 0; k--)
        {
            sum = sum * t + terms[k];
        }

        return t * (0.42278433509846713 + t * sum);
    }

    private static double LogRising(double a, int n)
    {
        double product = 1, sum = 0;
        for (var i = 0; i < n; i++)
        {
            var factor = a + i;
            product *= factor;
            if (factor > 1e200 || product > 1e100)
            {
                sum += Elementary.Log(product);
                product = 1;
            }
        }

        return product == 1 ? sum : sum + Elementary.Log(product);
    }

    private static double LargeRatio(double a, double n)
    {
        var t = n / a;
        double stirling;
        if (Math.Abs(t) < 0.1)
        {
            // S(a + n) − S(a) term by term: (a + n)⁻ᵐ − a⁻ᵐ = a⁻ᵐ expm1(−m ln(1 + n/a)).
            stirling = 0;
            var log = Elementary.Log1p(t);
            double power = 1 / a, q = power * power;
            var terms = StirlingTerms;
            for (var k = 0; k < terms.Length && power > 1e-30; k++)
            {
                stirling += terms[k] * power * Elementary.Expm1(-(2 * k + 1) * log);
                power *= q;
            }
        }
        else
        {
            stirling = StirlingError(a + n) - StirlingError(a);
        }

        return n * Elementary.Log(a + n) + (a * SmallDifferences.Log1pMinus(t) - 0.5 * Elementary.Log1p(t) + stirling);
    }
}
