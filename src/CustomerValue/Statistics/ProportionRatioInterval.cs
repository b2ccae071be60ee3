using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>Confidence intervals of a ratio of two independent proportions (risk ratio), first over second.</summary>
/// <remarks>
/// Koopman is the default of this library: it holds at zero cells, where the logarithm has no error. Without trials on one side, and where a
/// method has no limit, the limits are 0 and +∞. A lift is the ratio minus 1.
/// </remarks>
public static class ProportionRatioInterval
{
    /// <summary>All ratios that the score test would not reject (Koopman 1984).</summary>
    /// <param name="first">The first arm, such as treatment.</param>
    /// <param name="second">The second arm, such as control.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval Koopman(ProportionCounts first, ProportionCounts second, double level = 0.95) => Score(first, second, level, 1, "Koopman");

    /// <summary>The score interval with the factor N / (N − 1) (Miettinen and Nurminen 1985).</summary>
    /// <param name="first">The first arm.</param>
    /// <param name="second">The second arm.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval MiettinenNurminen(ProportionCounts first, ProportionCounts second, double level = 0.95)
    {
        var n = (double)first.Trials + second.Trials;
        return Score(first, second, level, n / (n - 1), "Miettinen–Nurminen, ratio");
    }

    /// <summary>The logarithm of the ratio ± z standard errors, carried back (Katz, Baptista, Azen and Pike 1978); [0, +∞] at zero cells.</summary>
    /// <param name="first">The first arm.</param>
    /// <param name="second">The second arm.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval Katz(ProportionCounts first, ProportionCounts second, double level = 0.95) =>
        OfLog(first, second, 0, level, "Katz");

    /// <summary>Katz's interval with half a success and half a trial added to each arm (Walter 1975): finite at zero cells.</summary>
    /// <param name="first">The first arm.</param>
    /// <param name="second">The second arm.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval Walter(ProportionCounts first, ProportionCounts second, double level = 0.95)
    {
        Guard.OpenUnit(level);
        return first.Trials == 0 || second.Trials == 0
            ? Unknown(level, "Walter")
            : OfLog(first, second, 0.5, level, "Walter");
    }

    /// <summary>Ratio ± z linearized standard errors; may pass 0, and is too narrow near zero cells.</summary>
    /// <param name="first">The first arm.</param>
    /// <param name="second">The second arm.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval Delta(ProportionCounts first, ProportionCounts second, double level = 0.95)
    {
        var z = ProportionInterval.Critical(level);
        if (first.Trials == 0 || second.Successes == 0)
        {
            return Unknown(level, "delta");
        }

        double p = (double)first.Successes / first.Trials, q = (double)second.Successes / second.Trials, ratio = p / q;
        double a = Math.Sqrt(p * Failures(first) / first.Trials) / q, b = ratio * Math.Sqrt(q * Failures(second) / second.Trials) / q;
        var half = z * Math.Sqrt(a * a + b * b);
        return new ConfidenceInterval(ratio - half, ratio + half, level, "delta");
    }

    private static double Failures(ProportionCounts counts) => (double)(counts.Trials - counts.Successes) / counts.Trials;

    private static ConfidenceInterval OfLog(ProportionCounts first, ProportionCounts second, double added, double level, string method)
    {
        var z = ProportionInterval.Critical(level);
        double x = first.Successes + added, n = first.Trials + added, y = second.Successes + added, m = second.Trials + added;
        if (!(x > 0 && y > 0))
        {
            return Unknown(level, method);
        }

        // 1/x − 1/n as one fraction: exactly 0 where all succeeded.
        var half = z * Math.Sqrt(first.Failures / x / n + second.Failures / y / m);
        var ratio = x / n / (y / m);
        return new ConfidenceInterval(ratio * Elementary.Exp(-half), ratio * Elementary.Exp(half), level, method);
    }

    private static ConfidenceInterval Score(ProportionCounts first, ProportionCounts second, double level, double factor, string method)
    {
        var z = ProportionInterval.Critical(level);
        if (first.Trials == 0 || second.Trials == 0)
        {
            return Unknown(level, method);
        }

        var (lower, upper) = new ScoreRatio(first, second, factor).LogLimits(z);
        return new ConfidenceInterval(Elementary.Exp(lower), Elementary.Exp(upper), level, method);
    }

    private static ConfidenceInterval Unknown(double level, string method) => new(0, double.PositiveInfinity, level, method);
}
