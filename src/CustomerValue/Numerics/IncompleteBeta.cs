namespace CustomerValue.Numerics;

/// <summary>Regularized incomplete beta function, plain and in logs.</summary>
/// <remarks>
/// The tail on the far side of a/(a + b) is xᵃ yᵇ / B(a, b) in Loader's form times a positive integral over ln(x/y), where the
/// integrand is log-concave for every a and b, or a positive series; the other tail is one minus it.
/// </remarks>
internal static class IncompleteBeta
{
    private const double SeriesBelow = 20;

    // A far tail of a very skewed density can be nearly all of it: beyond this, its complement is found directly.
    private const double Nearly = 0.8;
    private const double LogNearly = -0.2;
    private const double TwoPi = 6.283185307179586;

    public static double Lower(double a, double b, double x, double y) => Lower(a, b, x, y, SmallDifferences.Weighted(a, b, x, y));

    /// <summary>Iₓ(a, b) with y = 1 − x and d = a y − b x handed in.</summary>
    public static double Lower(double a, double b, double x, double y, double d)
    {
        if (d < 0)
        {
            var upper = Small(b, a, y, x, -d, log: false);
            if (upper <= Nearly)
            {
                return 1 - upper;
            }
        }

        return Small(a, b, x, y, d, log: false);
    }

    public static double LogLower(double a, double b, double x, double y) => LogLower(a, b, x, y, SmallDifferences.Weighted(a, b, x, y));

    public static double LogLower(double a, double b, double x, double y, double d)
    {
        if (d < 0)
        {
            var upper = Small(b, a, y, x, -d, log: false);
            if (upper <= Nearly)
            {
                return Elementary.Log1p(-upper);
            }
        }

        var lower = Small(a, b, x, y, d, log: true);
        return lower <= LogNearly ? lower : Elementary.Log1p(-Small(b, a, y, x, -d, log: false));
    }

    /// <summary>ln (xᵃ yᵇ / B(a, b)): the log density of ln(X / (1 − X)).</summary>
    public static double LogDensity(double a, double b, double x, double y, double d)
    {
        var n = a + b;
        var scale = 0.5 * (Elementary.Log(Math.Min(a, b) / TwoPi) + Elementary.Log(Math.Max(a, b) / n))
            + (GammaFunctions.StirlingError(n) - GammaFunctions.StirlingError(a) - GammaFunctions.StirlingError(b));
        return Side(a, n, x, -d) + Side(b, n, y, d) + scale;
    }

    // a (ln(1 + t) − t) where a t = n x − a; the two sides' −t terms cancel.
    private static double Side(double a, double n, double x, double at)
    {
        var t = at / a;
        return t is < -0.4 or > 1e10 ? a * Elementary.Log(n * (x / a)) - at : a * SmallDifferences.Log1pMinus(t);
    }

    private static double Small(double a, double b, double x, double y, double d, bool log)
    {
        if (x <= 0 || y <= 0)
        {
            var edge = x <= 0 ? 0 : 1;
            return log ? Elementary.Log(edge) : edge;
        }

        var density = LogDensity(a, b, x, y, d);
        var ratio = Ratio(a, b, x, y, d);
        return log ? density + Elementary.Log(ratio)
            : density < -650 ? Elementary.Exp(density + Elementary.Log(ratio)) : Elementary.Exp(density) * ratio;
    }

    /// <summary>The lower tail (d ≥ 0) over the density of ln(X / (1 − X)).</summary>
    internal static double Ratio(double a, double b, double x, double y, double d)
    {
        if (a < SeriesBelow && x <= 0.7)
        {
            return Series(a, b, x);
        }

        // Down to x = ½ by quadrature, and on from there by the series, if the tail is still alive there.
        var half = a < SeriesBelow ? Elementary.Log(x / y) : double.PositiveInfinity;
        var end = half;
        var guess = TailQuadrature.GaussianEnd(d, (a + b) * x * y);
        if (x <= y)
        {
            return TailQuadrature.Integrate(new SmallX(a + b, x, y, d), guess, ref end);
        }

        var tail = new SmallY(a + b, x, y, d);
        var integral = TailQuadrature.Integrate(tail, Math.Min(guess, TailQuadrature.DoubleExponentialEnd((a + b) * y)), ref end);
        return end < half ? integral : integral + Elementary.Exp(tail.LogValue(end)) * Series(a, b, 0.5);
    }

    private static double Series(double a, double b, double x)
    {
        double term = 1 / a, sum = term, n = a + b;
        for (var k = 0; k < 10000; k++)
        {
            term *= x * ((n + k) / (a + 1 + k));
            var next = sum + term;
            if (next == sum)
            {
                break;
            }

            sum = next;
        }

        return sum;
    }

    // ln of (x'/x)ᵃ (y'/y)ᵇ where the odds x'/y' are e⁻ᵘ times x/y, written in the smaller of x and y.
    private readonly struct SmallX(double n, double x, double y, double d) : ILogConcaveTail
    {
        public double LogValue(double u)
        {
            var e = -Elementary.Expm1(-u);
            return -d * u - n * (x * SmallDifferences.Expm1Minus(-u) + SmallDifferences.Log1pMinus(-x * e));
        }

        public double Slope(double u)
        {
            var e = -Elementary.Expm1(-u);
            return -d - n * (x * y * e / (1 - x * e));
        }
    }

    private readonly struct SmallY(double n, double x, double y, double d) : ILogConcaveTail
    {
        public double LogValue(double u)
        {
            var g = Elementary.Expm1(u);
            return -d * u - n * (y * SmallDifferences.Expm1Minus(u) + SmallDifferences.Log1pMinus(y * g));
        }

        public double Slope(double u)
        {
            var g = Elementary.Expm1(u);
            return -d - n * (x * y * g / (1 + y * g));
        }
    }
}
