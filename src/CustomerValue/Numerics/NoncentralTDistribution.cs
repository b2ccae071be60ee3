namespace CustomerValue.Numerics;

/// <summary>The noncentral t distribution: (Z + δ) / √(χ²/df).</summary>
/// <remarks>
/// Each tail is the integral of a normal tail over the logarithm of √(χ²/df). The integrand is positive, has one peak and is
/// analytic on the whole line, so the trapezoidal rule, halved until it stands, gives either tail to full relative accuracy.
/// </remarks>
internal static class NoncentralTDistribution
{
    private const double Cut = 42;

    public static double Cdf(double x, double df, double delta) => Survival(-x, df, -delta);

    /// <summary>Upper tail, with full relative accuracy.</summary>
    public static double Survival(double x, double df, double delta) =>
        double.IsPositiveInfinity(df) ? NormalDistribution.Survival(x - delta) : Elementary.Exp(LogTailOf(x, df, delta));

    public static double LogCdf(double x, double df, double delta) => LogSurvival(-x, df, -delta);

    public static double LogSurvival(double x, double df, double delta)
    {
        var log = LogTailOf(x, df, delta);
        if (log < -0.1)
        {
            return log;
        }

        return Elementary.Log1p(-Elementary.Exp(LogTailOf(-x, df, -delta)));
    }

    public static double Density(double x, double df, double delta) => Elementary.Exp(LogDensity(x, df, delta));

    /// <summary>ln of the density, as the integral of s φ(xs − δ) over the density of s = √(χ²/df).</summary>
    public static double LogDensity(double x, double df, double delta) =>
        double.IsPositiveInfinity(df) ? NormalDistribution.LogDensity(x - delta) : LogIntegral(x, df, delta, density: true);

    public static double Quantile(double p, double df, double delta) => -UpperQuantile(p, df, -delta);

    /// <summary>The x with upper tail p.</summary>
    public static double UpperQuantile(double p, double df, double delta) =>
        Solve(LogTail.Smaller(p, out var swapped), df, delta, swapped);

    public static double QuantileFromLog(double logP, double df, double delta) => -UpperQuantileFromLog(logP, df, -delta);

    /// <summary>The x with ln upper tail = logP.</summary>
    public static double UpperQuantileFromLog(double logP, double df, double delta) =>
        Solve(LogTail.SmallerFromLog(logP, out var swapped), df, delta, swapped);

    private static double Solve(double logP, double df, double delta, bool lower)
    {
        if (lower)
        {
            return -Solve(logP, df, -delta, lower: false);
        }

        if (double.IsNaN(logP) || double.IsNegativeInfinity(logP))
        {
            return double.IsNaN(logP) ? logP : double.PositiveInfinity;
        }

        if (double.IsPositiveInfinity(df))
        {
            return delta + NormalDistribution.UpperQuantileFromLog(logP);
        }

        double low = double.NegativeInfinity, high = double.PositiveInfinity;
        var x = delta + StudentTDistribution.UpperQuantileFromLog(logP, df) * Math.Sqrt(1 + delta * delta / (2 * df + 2));
        var lastGap = double.PositiveInfinity;
        for (var i = 0; i < 200; i++)
        {
            var tail = LogTailOf(x, df, delta);
            var gap = tail - logP;
            if (gap > 0)
            {
                low = x;
            }
            else
            {
                high = x;
            }

            var step = gap * Elementary.Exp(tail - LogDensity(x, df, delta));
            var next = x + step;
            if (Math.Abs(gap) < 1e-9 + 1e-15 * Math.Abs(logP))
            {
                return next;
            }

            if (!(next > low && next < high && Math.Abs(gap) < 0.5 * lastGap))
            {
                next = double.IsInfinity(low) ? x - 2 * (1 + Math.Abs(x)) : double.IsInfinity(high) ? x + 2 * (1 + Math.Abs(x)) : Between(low, high);
            }

            lastGap = Math.Abs(gap);

            if (next == x)
            {
                break;
            }

            x = next;
        }

        return x;
    }

    // Halfway, in digits where the bracket spans many.
    private static double Between(double low, double high)
    {
        if (high - low < 4)
        {
            return 0.5 * (low + high);
        }

        var middle = 0.5 * (Digits(low) + Digits(high));
        return Math.CopySign(Elementary.Expm1(Math.Abs(middle)), middle);

        static double Digits(double x) => Math.CopySign(Elementary.Log1p(Math.Abs(x)), x);
    }

    private static double LogTailOf(double x, double df, double delta)
    {
        if (double.IsPositiveInfinity(df))
        {
            return NormalDistribution.LogSurvival(x - delta);
        }

        if (double.IsInfinity(x))
        {
            return x > 0 ? double.NegativeInfinity : 0;
        }

        return x == 0 ? NormalDistribution.LogSurvival(-delta)
            : delta == 0 ? StudentTDistribution.LogSurvival(x, df)
            : LogIntegral(x, df, delta, density: false);
    }

    private static double LogIntegral(double x, double df, double delta, bool density)
    {
        if (double.IsNaN(x) || double.IsNaN(df) || double.IsNaN(delta))
        {
            return double.NaN;
        }

        var integrand = new Integrand(x, df, delta, density);
        var peak = Peak(integrand, 1 / Math.Sqrt(2 * df + 2), out var width);
        var top = integrand.LogValue(peak);
        var h = width;
        var sum = Side(integrand, peak, top, h, 1) + Side(integrand, peak, top, -h, 1) + 1;
        for (var level = 0; level < 12; level++)
        {
            var middle = Side(integrand, peak - 0.5 * h, top, h, 1) + Side(integrand, peak + 0.5 * h, top, -h, 1);
            h *= 0.5;
            var settled = Math.Abs(middle - sum) < 1e-8 * sum;
            sum += middle;
            if (settled)
            {
                break;
            }
        }

        // The density of ln s is 2 √(df/4π) e^(−S(df/2)) exp(−(df/2)(s² − 1 − ln s²)).
        return top + Elementary.Log(sum * h) + 0.5 * Elementary.Log(df / 3.141592653589793) - GammaFunctions.StirlingError(0.5 * df);
    }

    private static double Side(Integrand integrand, double from, double top, double h, int first)
    {
        double sum = 0, last = double.PositiveInfinity;
        for (var i = first; i < 200000; i++)
        {
            var value = integrand.LogValue(from + i * h) - top;
            if (value < -Cut && value <= last)
            {
                break;
            }

            last = value;
            sum += Elementary.Exp(value);
        }

        return sum;
    }

    // The one maximum by golden section, and the distance at which the integrand has fallen by about e^(−½).
    private static double Peak(Integrand integrand, double step, out double width)
    {
        double low = -step, middle = 0, high = step;
        double valueLow = integrand.LogValue(low), value = integrand.LogValue(middle), valueHigh = integrand.LogValue(high);
        while (valueLow > value || valueHigh > value)
        {
            if (valueLow > value)
            {
                (high, valueHigh, middle, value) = (middle, value, low, valueLow);
                low = middle - 1.6 * (high - middle);
                valueLow = integrand.LogValue(low);
            }
            else
            {
                (low, valueLow, middle, value) = (middle, value, high, valueHigh);
                high = middle + 1.6 * (middle - low);
                valueHigh = integrand.LogValue(high);
            }
        }

        for (var i = 0; i < 60 && value - Math.Min(valueLow, valueHigh) > 0.05; i++)
        {
            var right = high - middle > middle - low;
            var probe = middle + 0.381966 * (right ? high - middle : low - middle);
            var at = integrand.LogValue(probe);
            if (at > value)
            {
                (low, valueLow, high, valueHigh) = right ? (middle, value, high, valueHigh) : (low, valueLow, middle, value);
                (middle, value) = (probe, at);
            }
            else
            {
                (low, valueLow, high, valueHigh) = right ? (low, valueLow, probe, at) : (probe, at, high, valueHigh);
            }
        }

        width = Math.Max(high - low, 1e-300);
        while (Math.Min(integrand.LogValue(middle + width), integrand.LogValue(middle - width)) > value - 0.5)
        {
            width *= 2;
        }

        return middle;
    }

    private readonly struct Integrand(double x, double df, double delta, bool density)
    {
        public double LogValue(double w)
        {
            var z = x * Elementary.Exp(w) - delta;
            return (density ? NormalDistribution.LogDensity(z) + w : NormalDistribution.LogSurvival(z))
                - 0.5 * df * SmallDifferences.Expm1Minus(2 * w);
        }
    }
}
