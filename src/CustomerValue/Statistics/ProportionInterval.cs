using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>Confidence intervals of one proportion.</summary>
/// <remarks>
/// Wilson is the default of this library (Brown, Cai and DasGupta 2001). Clopper–Pearson never covers less than its level, and pays
/// with width; Wald is here to be compared with, not to be used. Without trials every method returns [0, 1]: nothing is known.
/// </remarks>
public static class ProportionInterval
{
    /// <summary>Wilson's score interval (1927): all rates that a z test would not reject.</summary>
    /// <param name="counts">Successes and trials.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval Wilson(ProportionCounts counts, double level = 0.95)
    {
        var z = Critical(level);
        if (counts.Trials == 0)
        {
            return Unknown(level, "Wilson");
        }

        var (lower, upper) = WilsonLimits((double)counts.Successes / counts.Trials, (double)counts.Failures / counts.Trials, counts.Trials, z);
        return new ConfidenceInterval(lower, upper, level, "Wilson");
    }

    /// <summary>Wilson's interval with continuity correction (Newcombe 1998, method 4).</summary>
    /// <param name="counts">Successes and trials.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval WilsonContinuity(ProportionCounts counts, double level = 0.95)
    {
        const string Method = "Wilson, continuity-corrected";
        var z = Critical(level);
        if (counts.Trials == 0)
        {
            return Unknown(level, Method);
        }

        double n = counts.Trials, p = counts.Successes / n, q = (n - counts.Successes) / n, zz = z * z;
        var lower = counts.Successes == 0 ? 0 : (2 * n * p + zz - 1 - z * Math.Sqrt(zz - 2 - 1 / n + 4 * p * (n * q + 1))) / (2 * (n + zz));
        var upper = counts.Successes == counts.Trials ? 1 : (2 * n * p + zz + 1 + z * Math.Sqrt(zz + 2 - 1 / n + 4 * p * (n * q - 1))) / (2 * (n + zz));
        return new ConfidenceInterval(Math.Max(0, lower), Math.Min(1, upper), level, Method);
    }

    /// <summary>Wald's interval about the rate with z²/2 successes and failures added (Agresti and Coull 1998), cut to [0, 1].</summary>
    /// <param name="counts">Successes and trials.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval AgrestiCoull(ProportionCounts counts, double level = 0.95)
    {
        var z = Critical(level);
        if (counts.Trials == 0)
        {
            return Unknown(level, "Agresti–Coull");
        }

        var n = counts.Trials + z * z;
        double p = (counts.Successes + z * z / 2) / n, q = (counts.Failures + z * z / 2) / n;
        var half = z * Math.Sqrt(p * q / n);
        return new ConfidenceInterval(Math.Max(0, p - half), Math.Min(1, p + half), level, "Agresti–Coull");
    }

    /// <summary>The exact interval of Clopper and Pearson (1934): equal binomial tails.</summary>
    /// <param name="counts">Successes and trials.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval ClopperPearson(ProportionCounts counts, double level = 0.95)
    {
        double tail = (1 - Guard.OpenUnit(level)) / 2, k = counts.Successes, n = counts.Trials;
        var lower = k == 0 ? 0 : BetaDistribution.Quantile(tail, k, n - k + 1);
        var upper = k == n ? 1 : BetaDistribution.UpperQuantile(tail, k + 1, n - k);
        return new ConfidenceInterval(lower, upper, level, "Clopper–Pearson");
    }

    /// <summary>Equal tails of the posterior under Jeffreys' prior Beta(½, ½); 0 and 1 where nothing or everything succeeded.</summary>
    /// <param name="counts">Successes and trials.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval Jeffreys(ProportionCounts counts, double level = 0.95)
    {
        double tail = (1 - Guard.OpenUnit(level)) / 2, k = counts.Successes, n = counts.Trials;

        // The ends are moved to 0 and 1: else the interval would miss a rate of exactly 0 or 1 always.
        var lower = k == 0 ? 0 : BetaDistribution.Quantile(tail, k + 0.5, n - k + 0.5);
        var upper = k == n ? 1 : BetaDistribution.UpperQuantile(tail, k + 0.5, n - k + 0.5);
        return new ConfidenceInterval(lower, upper, level, "Jeffreys");
    }

    /// <summary>Rate ± z standard errors, cut to [0, 1]: zero width at 0 and 1, and too narrow near them.</summary>
    /// <param name="counts">Successes and trials.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval Wald(ProportionCounts counts, double level = 0.95)
    {
        var z = Critical(level);
        if (counts.Trials == 0)
        {
            return Unknown(level, "Wald");
        }

        double n = counts.Trials, p = counts.Successes / n, q = counts.Failures / n;
        var half = z * Math.Sqrt(p * q / n);
        return new ConfidenceInterval(Math.Max(0, p - half), Math.Min(1, p + half), level, "Wald");
    }

    /// <summary>Wilson's limits; the smaller root from the product of both, so that it keeps its digits near 0 and near 1.</summary>
    internal static (double Lower, double Upper) WilsonLimits(double p, double n, double z) => WilsonLimits(p, 1 - p, n, z);

    /// <summary>The same with q = 1 − p from counts of its own.</summary>
    internal static (double Lower, double Upper) WilsonLimits(double p, double q, double n, double z)
    {
        var a = z * z / n;
        var root = z * Math.Sqrt(p * q / n + a / (4 * n));
        var upper = (p + a / 2 + root) / (1 + a);
        var oneMinusLower = (q + a / 2 + root) / (1 + a);
        var lower = upper > 0 ? p * p / ((1 + a) * upper) : 0;
        var oneMinusUpper = q * q / ((1 + a) * oneMinusLower);
        return (lower, p >= 0.5 ? 1 - oneMinusUpper : upper);
    }

    /// <summary>How far Wilson's limits lie below and above the rate, without the digits that subtracting them from it would lose.</summary>
    internal static (double Below, double Above) WilsonArms(ProportionCounts counts, double z)
    {
        double n = counts.Trials, p = counts.Successes / n, q = counts.Failures / n, a = z * z / n, lean = a * (p - q) / 2;
        var root = z * Math.Sqrt(p * q / n + a / (4 * n));

        // Both roots of a quadratic: their product is a p q (1 + a).
        return lean >= 0 ? ((root + lean) / (1 + a), a * p * q / (root + lean)) : (a * p * q / (root - lean), (root - lean) / (1 + a));
    }

    internal static double Critical(double level) => NormalDistribution.UpperQuantile((1 - Guard.OpenUnit(level)) / 2);

    private static ConfidenceInterval Unknown(double level, string method) => new(0, 1, level, method);
}
