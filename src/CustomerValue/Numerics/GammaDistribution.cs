namespace CustomerValue.Numerics;

/// <summary>The gamma distribution of scale 1.</summary>
internal static class GammaDistribution
{
    public static double Cdf(double x, double shape) => x <= 0 ? 0 : IncompleteGamma.P(shape, x);

    /// <summary>Upper tail, with full relative accuracy.</summary>
    public static double Survival(double x, double shape) => x <= 0 ? 1 : IncompleteGamma.Q(shape, x);

    public static double LogCdf(double x, double shape) => x <= 0 ? double.NegativeInfinity : IncompleteGamma.LogP(shape, x);

    public static double LogSurvival(double x, double shape) => x <= 0 ? 0 : IncompleteGamma.LogQ(shape, x);

    public static double Density(double x, double shape) => Elementary.Exp(LogDensity(x, shape));

    public static double LogDensity(double x, double shape)
    {
        if (x <= 0)
        {
            return x < 0 || shape > 1 ? double.NegativeInfinity : shape == 1 ? 0 : double.PositiveInfinity;
        }

        return double.IsPositiveInfinity(x) ? double.NegativeInfinity : IncompleteGamma.LogDensity(shape, x) - Elementary.Log(x);
    }

    public static double Quantile(double p, double shape) => Solve(LogTail.Smaller(p, out var swapped), shape, lower: !swapped);

    /// <summary>The x with upper tail p.</summary>
    public static double UpperQuantile(double p, double shape) => Solve(LogTail.Smaller(p, out var swapped), shape, lower: swapped);

    /// <summary>The x with ln lower tail = logP.</summary>
    public static double QuantileFromLog(double logP, double shape) => Solve(LogTail.SmallerFromLog(logP, out var swapped), shape, lower: !swapped);

    /// <summary>The x with ln upper tail = logP.</summary>
    public static double UpperQuantileFromLog(double logP, double shape) => Solve(LogTail.SmallerFromLog(logP, out var swapped), shape, lower: swapped);

    // Newton in ln x on ln of the tail. The density of ln X is log-concave, so that function is concave and Newton converges from anywhere.
    private static double Solve(double logP, double shape, bool lower)
    {
        if (double.IsNaN(logP) || double.IsNegativeInfinity(logP))
        {
            return double.IsNaN(logP) ? logP : lower ? 0 : double.PositiveInfinity;
        }

        var logLower = lower ? logP : SmallDifferences.Log1mExp(logP);
        var power = (logLower + GammaFunctions.LogGamma(shape + 1)) / shape;
        if (power < -690)
        {
            return Elementary.Exp(power);
        }

        var x = Start(logP, shape, lower, power);
        for (var i = 0; i < 80; i++)
        {
            var tail = lower ? IncompleteGamma.LogP(shape, x) : IncompleteGamma.LogQ(shape, x);
            var gap = tail - logP;
            var step = gap * Elementary.Exp(tail - IncompleteGamma.LogDensity(shape, x));
            var longest = 50 + 20 / shape;
            step = Math.Max(-longest, Math.Min(longest, lower ? -step : step));
            x = Math.Abs(step) < 1e-8 ? x + x * step * (1 + 0.5 * step) : x * Elementary.Exp(step);
            x = Math.Max(x, 1e-305);
            if (Math.Abs(gap) < 1e-9 + 1e-15 * Math.Abs(logP))
            {
                break;
            }
        }

        return x;
    }

    private static double Start(double logP, double shape, bool lower, double power)
    {
        if (power < -4 && shape < 20)
        {
            return Elementary.Exp(power);
        }

        // Wilson and Hilferty (1931): the cube root is nearly normal.
        var z = NormalDistribution.QuantileFromLog(logP);
        var root = 1 - 1 / (9 * shape) + (lower ? z : -z) / (3 * Math.Sqrt(shape));
        return root > 0.2 ? shape * root * root * root : lower ? Elementary.Exp(power) : Math.Max(-logP, 0.01 * shape);
    }
}
