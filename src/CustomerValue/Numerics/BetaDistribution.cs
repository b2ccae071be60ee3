namespace CustomerValue.Numerics;

/// <summary>The beta distribution on [0, 1].</summary>
internal static class BetaDistribution
{
    public static double Cdf(double x, double a, double b) => x <= 0 ? 0 : x >= 1 ? 1 : IncompleteBeta.Lower(a, b, x, 1 - x);

    /// <summary>Upper tail, with full relative accuracy.</summary>
    public static double Survival(double x, double a, double b) => x <= 0 ? 1 : x >= 1 ? 0 : IncompleteBeta.Lower(b, a, 1 - x, x);

    public static double LogCdf(double x, double a, double b) =>
        x <= 0 ? double.NegativeInfinity : x >= 1 ? 0 : IncompleteBeta.LogLower(a, b, x, 1 - x);

    public static double LogSurvival(double x, double a, double b) =>
        x <= 0 ? 0 : x >= 1 ? double.NegativeInfinity : IncompleteBeta.LogLower(b, a, 1 - x, x);

    public static double Density(double x, double a, double b) => Elementary.Exp(LogDensity(x, a, b));

    public static double LogDensity(double x, double a, double b)
    {
        if (x is <= 0 or >= 1)
        {
            var edge = x == 0 ? a : b;
            return x is < 0 or > 1 || edge > 1 ? double.NegativeInfinity : edge == 1 ? -GammaFunctions.LogBeta(a, b) : double.PositiveInfinity;
        }

        var y = 1 - x;
        return IncompleteBeta.LogDensity(a, b, x, y, SmallDifferences.Weighted(a, b, x, y)) - Elementary.Log(x) - Elementary.Log1p(-x);
    }

    public static double Quantile(double p, double a, double b)
    {
        var logP = LogTail.Smaller(p, out var swapped);
        return Solve(logP, a, b, lower: !swapped).X;
    }

    /// <summary>The x with upper tail p.</summary>
    public static double UpperQuantile(double p, double a, double b)
    {
        var logP = LogTail.Smaller(p, out var swapped);
        return Solve(logP, a, b, lower: swapped).X;
    }

    /// <summary>The x with ln lower tail = logP.</summary>
    public static double QuantileFromLog(double logP, double a, double b)
    {
        var smaller = LogTail.SmallerFromLog(logP, out var swapped);
        return Solve(smaller, a, b, lower: !swapped).X;
    }

    /// <summary>The x with ln upper tail = logP.</summary>
    public static double UpperQuantileFromLog(double logP, double a, double b)
    {
        var smaller = LogTail.SmallerFromLog(logP, out var swapped);
        return Solve(smaller, a, b, lower: swapped).X;
    }

    /// <summary>The x, and y = 1 − x to its own full accuracy, with ln of the named tail = logP.</summary>
    internal static (double X, double Y) Solve(double logP, double a, double b, bool lower)
    {
        if (!lower)
        {
            var (y, x) = Solve(logP, b, a, lower: true);
            return (x, y);
        }

        if (double.IsNaN(logP) || double.IsNegativeInfinity(logP))
        {
            return double.IsNaN(logP) ? (logP, logP) : (0, 1);
        }

        // Near 0 the lower tail is xᵃ / (a B(a, b)).
        var power = (logP + Elementary.Log(a) + GammaFunctions.LogBeta(a, b)) / a;
        if (power < -690)
        {
            return (Elementary.Exp(power), 1);
        }

        return Newton(logP, a, b, Start(logP, a, b, power));
    }

    private static double Start(double logP, double a, double b, double power)
    {
        var z = NormalDistribution.QuantileFromLog(logP);
        if (power < -2 && (a + b) * Elementary.Exp(power) < 0.05 * (a + 1))
        {
            return power;
        }

        var start = GammaFunctions.Digamma(a) - GammaFunctions.Digamma(b)
            + z * Math.Sqrt(GammaFunctions.Trigamma(a) + GammaFunctions.Trigamma(b));
        return Math.Max(-690, Math.Min(690, start));
    }

    // In the log odds the density is log-concave, so ln of the tail is concave and Newton converges from anywhere.
    private static (double X, double Y) Newton(double logP, double a, double b, double logOdds)
    {
        double x = Elementary.Logistic(logOdds), y = Elementary.Logistic(-logOdds);
        for (var i = 0; i < 80; i++)
        {
            var d = SmallDifferences.Weighted(a, b, x, y);
            var tail = IncompleteBeta.LogLower(a, b, x, y, d);
            var gap = tail - logP;
            var step = -gap * Elementary.Exp(tail - IncompleteBeta.LogDensity(a, b, x, y, d));
            step = Math.Max(-50, Math.Min(50, step));
            var growth = Elementary.Expm1(step);
            var scale = 1 + x * growth;
            x = Math.Max(x * (1 + growth) / scale, 1e-305);
            y = Math.Max(y / scale, 1e-305);
            if (Math.Abs(gap) < 1e-9 + 1e-15 * Math.Abs(logP))
            {
                break;
            }
        }

        return (x, y);
    }
}
