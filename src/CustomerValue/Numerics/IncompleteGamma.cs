namespace CustomerValue.Numerics;

/// <summary>Regularized incomplete gamma functions P and Q, plain and in logs.</summary>
/// <remarks>
/// The smaller of the two is xᵃ e⁻ˣ / Γ(a) (Loader's form, 2000, "Fast and accurate computation of binomial probabilities")
/// times a positive integral or series; the other is one minus it, or found directly where the "smaller" is nearly all.
/// </remarks>
internal static class IncompleteGamma
{
    private const double SeriesBelow = 20;
    private const double Nearly = 0.8;
    private const double LogNearly = -0.2;
    private const double TwoPi = 6.283185307179586;

    public static double P(double a, double x) => x <= a ? Small(a, x, lower: true, log: false) : 1 - Small(a, x, lower: false, log: false);

    public static double Q(double a, double x)
    {
        if (x <= a)
        {
            var lower = Small(a, x, lower: true, log: false);
            if (lower <= Nearly)
            {
                return 1 - lower;
            }
        }

        return Small(a, x, lower: false, log: false);
    }

    public static double LogP(double a, double x)
    {
        if (x <= a)
        {
            var lower = Small(a, x, lower: true, log: true);
            if (lower <= LogNearly)
            {
                return lower;
            }
        }

        return Elementary.Log1p(-Small(a, x, lower: false, log: false));
    }

    public static double LogQ(double a, double x)
    {
        if (x <= a)
        {
            var lower = Small(a, x, lower: true, log: false);
            if (lower <= Nearly)
            {
                return Elementary.Log1p(-lower);
            }
        }

        return Small(a, x, lower: false, log: true);
    }

    /// <summary>ln (xᵃ e⁻ˣ / Γ(a)): the log density of ln X at ln x.</summary>
    public static double LogDensity(double a, double x)
    {
        if (a < 1e-300)
        {
            return a * Elementary.Log(x) - x + Elementary.Log(a);
        }

        var t = (x - a) / a;
        var shape = t < -0.4 ? a * (Elementary.Log(x / a) - t) : a * SmallDifferences.Log1pMinus(t);
        return shape + (0.5 * Elementary.Log(a / TwoPi) - GammaFunctions.StirlingError(a));
    }

    private static double Small(double a, double x, bool lower, bool log)
    {
        if ((x <= 0 && lower) || (double.IsPositiveInfinity(x) && !lower))
        {
            return log ? double.NegativeInfinity : 0;
        }

        if (!lower && x < 0.5)
        {
            var q = UpperOfSmall(a, x);
            return log ? Elementary.Log(q) : q;
        }

        var density = LogDensity(a, x);
        var ratio = Ratio(a, x, lower);
        return log ? density + Elementary.Log(ratio)
            : density < -650 ? Elementary.Exp(density + Elementary.Log(ratio)) : Elementary.Exp(density) * ratio;
    }

    /// <summary>The lower (x ≤ a) or upper (x ≥ a) tail over the density of ln X.</summary>
    internal static double Ratio(double a, double x, bool lower) => Ratio(a, x, lower, lower ? a - x : x - a);

    internal static double Ratio(double a, double x, bool lower, double fall)
    {
        var limit = double.PositiveInfinity;
        if (!lower)
        {
            var guess = Math.Min(TailQuadrature.GaussianEnd(fall, x), TailQuadrature.DoubleExponentialEnd(x));
            return TailQuadrature.Integrate(new UpperTail(fall, x), guess, ref limit);
        }

        if (a >= SeriesBelow)
        {
            return TailQuadrature.Integrate(new LowerTail(fall, x), TailQuadrature.GaussianEnd(fall, x), ref limit);
        }

        double term = 1 / a, sum = term;
        for (var k = 1; k < 10000; k++)
        {
            term *= x / (a + k);
            var next = sum + term;
            if (next == sum)
            {
                break;
            }

            sum = next;
        }

        return sum;
    }

    // a ≤ x < ½: 1 − xᵃ/Γ(1 + a) and the rest of the series are both positive.
    private static double UpperOfSmall(double a, double x)
    {
        var logPower = a * Elementary.Log(x) - GammaFunctions.LogGamma(1 + a);
        if (a < 0.1)
        {
            logPower = a * Elementary.Log(x) - GammaFunctions.LogGammaRatio(1, a);
        }

        double term = 1, sum = 0;
        for (var k = 1; k < 40; k++)
        {
            term *= -x / k;
            var next = sum + term / (a + k);
            if (next == sum)
            {
                break;
            }

            sum = next;
        }

        return -Elementary.Expm1(logPower) - a * sum * Elementary.Exp(logPower);
    }

    private readonly struct UpperTail(double fall, double x) : ILogConcaveTail
    {
        public double LogValue(double u) => -fall * u - x * SmallDifferences.Expm1Minus(u);

        public double Slope(double u) => -fall - x * Elementary.Expm1(u);
    }

    private readonly struct LowerTail(double fall, double x) : ILogConcaveTail
    {
        public double LogValue(double u) => -fall * u - x * SmallDifferences.Expm1Minus(-u);

        public double Slope(double u) => -fall + x * Elementary.Expm1(-u);
    }
}
