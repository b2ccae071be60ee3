namespace CustomerValue.Numerics;

/// <summary>The error function, its complement, and the complement scaled by e^(x²).</summary>
internal static class ErrorFunctions
{
    // Chebyshev coefficients of (1 + 2x) e^(x²) erfc(x) in t = (x − 3.75) / (x + 3.75), the variable of Shepherd and
    // Laframboise (1981), Mathematics of Computation 36; computed with mpmath at 60 digits.
    private static ReadOnlySpan<double> Scaled => new[]
    {
        1.1775789345674017, -0.004590054580646478, -0.08424913336651792, 0.05920993999819189, -0.026658668435305753, 0.009074997670705265,
        -0.002413163540417608, 0.0004907758365258086, -6.916973302501207e-05, 4.13902798607301e-06, 7.74038306619849e-07,
        -2.1886401049234397e-07, 1.076499946567091e-08, 4.521959811218287e-09, -7.754400208831351e-10, -6.318088340886684e-11,
        2.86879501093067e-11, 1.9455868545777347e-13, -9.65469674843344e-13, 3.25254814814874e-14, 3.3478119482868056e-14,
        -1.864562880419313e-15, -1.2507950530688648e-15, 7.418235256624044e-17, 5.068148904796111e-17, -2.2370566594359995e-18,
    };

    public static double Erf(double x)
    {
        var magnitude = Math.Abs(x);
        if (magnitude < 0.75)
        {
            // Σ (−1)ᵏ x²ᵏ⁺¹ / (k! (2k + 1)).
            double q = -x * x, term = 1, sum = 1;
            for (var k = 1; k < 24; k++)
            {
                term *= q / k;
                var next = sum + term / (2 * k + 1);
                if (next == sum)
                {
                    break;
                }

                sum = next;
            }

            return 1.1283791670955126 * x * sum;
        }

        return x < 0 ? Erfc(magnitude) - 1 : 1 - Erfc(magnitude);
    }

    public static double Erfc(double x)
    {
        if (x < 0.5)
        {
            return x < -0.5 ? 2 - Erfc(-x) : 1 - Erf(x);
        }

        return x > 27.5 ? 0 : ExpMinusSquare(x) * ErfcxPositive(x);
    }

    /// <summary>e^(x²) erfc(x).</summary>
    public static double Erfcx(double x)
    {
        if (x >= 0)
        {
            return ErfcxPositive(x);
        }

        return x < -26.7 ? double.PositiveInfinity : Erfc(x) / ExpMinusSquare(-x);
    }

    public static double LogErfc(double x) =>
        x >= 0.5 ? Elementary.Log(ErfcxPositive(x)) - x * x : Elementary.Log1p(-Erf(x));

    // x² in two parts, so that its rounding does not reach the exponent.
    private static double ExpMinusSquare(double x)
    {
        var head = Math.Floor(x * 16) / 16;
        return Elementary.Exp(-head * head) * Elementary.Exp(-(x - head) * (x + head));
    }

    private static double ErfcxPositive(double x)
    {
        if (x > 1e8)
        {
            return 0.5641895835477563 / x;
        }

        double t = (x - 3.75) / (x + 3.75), t2 = 2 * t, b1 = 0, b2 = 0;
        var terms = Scaled;
        for (var k = terms.Length - 1; k >= 1; k--)
        {
            var b0 = t2 * b1 - b2 + terms[k];
            b2 = b1;
            b1 = b0;
        }

        return (t * b1 - b2 + terms[0]) / (1 + 2 * x);
    }
}
