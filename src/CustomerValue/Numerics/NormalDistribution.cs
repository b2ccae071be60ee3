namespace CustomerValue.Numerics;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    private const double LogHalf = -0.6931471805599453;
    private const double InverseSqrtTwo = 0.7071067811865476;
    private const double HalfLogTwoPi = 0.9189385332046727;

    public static double Cdf(double x) => Survival(-x);

    /// <summary>Upper tail, with full relative accuracy.</summary>
    public static double Survival(double x)
    {
        if (x < 0.7)
        {
            return x < -0.7 ? 1 - Survival(-x) : 0.5 - 0.5 * ErrorFunctions.Erf(x * InverseSqrtTwo);
        }

        if (x > 39)
        {
            return 0;
        }

        // x²/2 in two parts, so that its rounding does not reach the exponent.
        var head = Math.Floor(x * 16) / 16;
        return 0.5 * ErrorFunctions.Erfcx(x * InverseSqrtTwo) * Elementary.Exp(-0.5 * (x - head) * (x + head)) * Elementary.Exp(-0.5 * head * head);
    }

    public static double LogCdf(double x) => LogSurvival(-x);

    public static double LogSurvival(double x)
    {
        if (x < 0.7)
        {
            return x < -0.7 ? Elementary.Log1p(-Survival(-x)) : Elementary.Log1p(-ErrorFunctions.Erf(x * InverseSqrtTwo)) + LogHalf;
        }

        return double.IsPositiveInfinity(x) ? double.NegativeInfinity
            : Elementary.Log(0.5 * ErrorFunctions.Erfcx(x * InverseSqrtTwo)) - 0.5 * x * x;
    }

    public static double Density(double x) => Math.Abs(x) > 39 ? 0 : Elementary.Exp(LogDensity(x));

    public static double LogDensity(double x) => -0.5 * x * x - HalfLogTwoPi;

    public static double Quantile(double p) => -UpperQuantile(p);

    /// <summary>The x with upper tail p.</summary>
    public static double UpperQuantile(double p)
    {
        if (p is > 0.1 and < 0.9)
        {
            return Central(0.5 - p);
        }

        return p <= 0.5 ? UpperQuantileFromLog(Elementary.Log(p)) : -UpperQuantileFromLog(Elementary.Log1p(-p));
    }

    public static double QuantileFromLog(double logP) => -UpperQuantileFromLog(logP);

    /// <summary>The x with ln upper tail = logP.</summary>
    public static double UpperQuantileFromLog(double logP)
    {
        if (logP >= 0)
        {
            return logP > 0 ? double.NaN : double.NegativeInfinity;
        }

        if (logP > -2.302585092994045)
        {
            return logP > -0.10536051565782628
                ? -UpperQuantileFromLog(SmallDifferences.Log1mExp(logP))
                : Central(-0.5 * Elementary.Expm1(logP - LogHalf));
        }

        if (double.IsNegativeInfinity(logP))
        {
            return double.PositiveInfinity;
        }

        var x = Start(Math.Sqrt(-2 * logP));
        for (var i = 0; i < 20; i++)
        {
            // Newton on ln of the tail, which is concave: the slope is minus the inverse of Mills' ratio.
            var mills = 1.2533141373155003 * ErrorFunctions.Erfcx(x * InverseSqrtTwo);
            var gap = Elementary.Log(mills) - HalfLogTwoPi - 0.5 * x * x - logP;
            var step = gap * mills;
            // Halley's correction: the second derivative is slope (x + slope).
            x += step / (1 + 0.5 * step * (1 / mills - x));
            if (Math.Abs(gap) < 1e-6)
            {
                break;
            }
        }

        return x;
    }

    // The x with ½ erf(x/√2) = area, |area| ≤ 0.4.
    private static double Central(double area)
    {
        if (area == 0)
        {
            return 0;
        }

        var x = Start(Math.Sqrt(-2 * Elementary.Log(0.5 - Math.Abs(area))));
        var target = Math.Abs(area);
        for (var i = 0; i < 20; i++)
        {
            var gap = 0.5 * ErrorFunctions.Erf(x * InverseSqrtTwo) - target;
            var step = gap / Density(x);
            x -= step / (1 + 0.5 * x * step);
            if (Math.Abs(step) < 1e-6 * Math.Abs(x))
            {
                break;
            }
        }

        return area < 0 ? -x : x;
    }

    // Abramowitz and Stegun 26.2.23, good to 4.5e-4; the iterations do the rest.
    private static double Start(double t) =>
        t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}
