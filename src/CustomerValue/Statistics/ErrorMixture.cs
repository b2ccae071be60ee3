using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>Carries the tail of a joint normal statistic over to an estimated error: the mean of tail(c·s) over s = √(χ²/df).</summary>
internal static class ErrorMixture
{
    private const double Pi = 3.141592653589793;

    /// <summary>ln of the tail at c; <paramref name="events"/> contrasts bound it (Bonferroni) where it underflows for a known error.</summary>
    public static double LogTail(Func<double, double> tail, double c, double df, double events)
    {
        double Known(double r)
        {
            var p = tail(r);
            return p > 1e-290 ? Math.Min(0, Elementary.Log(p)) : Elementary.Log(events) + NormalDistribution.LogSurvival(r);
        }

        if (double.IsPositiveInfinity(df) || df > 1e12)
        {
            return Known(c);
        }

        // In u = ln s: density ∝ exp(df u − df e²ᵘ / 2). Where the tail falls as exp(−c² s² / 2) the peak moves to s² = df / (df + c²).
        var step = Math.Min(0.12, 0.6 / Math.Sqrt(2 * df));
        var half = df / 2;
        var scale = LogScale(half);
        var peak = Math.Floor(0.5 * Elementary.Log(df / (df + Math.Max(0, c) * Math.Abs(c))) / step);
        double LogTerm(double at)
        {
            var u = at * step;
            return scale - half * SmallDifferences.Expm1Minus(2 * u) + Known(c * Elementary.Exp(u));
        }

        // The first term only sets the scale; steps go on until nothing more is added on either side.
        double largest = LogTerm(peak), sum = 1;
        for (var side = -1; side <= 1; side += 2)
        {
            for (var at = peak + side; ; at += side)
            {
                var log = LogTerm(at);
                if (log > largest)
                {
                    sum *= Elementary.Exp(largest - log);
                    largest = log;
                }

                var term = Elementary.Exp(log - largest);
                sum += term;
                if (!(term > 1e-18 * sum))
                {
                    break;
                }
            }
        }

        return Math.Min(0, largest + Elementary.Log(sum * step));
    }

    /// <summary>ln of 2 hʰ e⁻ʰ / Γ(h): the density of u at 0. By Stirling's series where the plain form would cancel.</summary>
    private static double LogScale(double h) => h < 30
        ? h * Elementary.Log(h) - h - SpecialFunctions.LogGamma(h) + Elementary.Log(2)
        : 0.5 * Elementary.Log(2 * h / Pi) - (1 / (12 * h) - 1 / (360 * h * h * h) + 1 / (1260 * h * h * h * h * h));
}
