namespace CustomerValue.Statistics;

/// <summary>Confidence intervals of a difference of two independent proportions, first minus second.</summary>
/// <remarks>Without trials on one side every method returns [−1, 1]: nothing is known.</remarks>
public static class ProportionDifferenceInterval
{
    /// <summary>Newcombe's hybrid of two Wilson intervals (1998, method 10): the default of this library.</summary>
    /// <param name="first">The first arm, such as treatment.</param>
    /// <param name="second">The second arm, such as control.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval Newcombe(ProportionCounts first, ProportionCounts second, double level = 0.95)
    {
        var z = ProportionInterval.Critical(level);
        if (first.Trials == 0 || second.Trials == 0)
        {
            return Unknown(level, "Newcombe");
        }

        double p = (double)first.Successes / first.Trials, q = (double)second.Successes / second.Trials;
        var (l1, u1) = ProportionInterval.WilsonLimits(p, first.Trials, z);
        var (l2, u2) = ProportionInterval.WilsonLimits(q, second.Trials, z);
        var lower = p - q - Length(p - l1, u2 - q);
        var upper = p - q + Length(u1 - p, q - l2);
        return new ConfidenceInterval(Math.Max(-1, lower), Math.Min(1, upper), level, "Newcombe");
    }

    /// <summary>Wald's interval with one success and one failure added to each arm (Agresti and Caffo 2000); may pass ±1.</summary>
    /// <param name="first">The first arm.</param>
    /// <param name="second">The second arm.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval AgrestiCaffo(ProportionCounts first, ProportionCounts second, double level = 0.95)
    {
        Guard.OpenUnit(level);
        return first.Trials == 0 || second.Trials == 0
            ? Unknown(level, "Agresti–Caffo")
            : Around(first.Successes + 1, first.Trials + 2.0, second.Successes + 1, second.Trials + 2.0, level, "Agresti–Caffo");
    }

    /// <summary>All differences that the score test would not reject, with the factor N / (N − 1) (Miettinen and Nurminen 1985).</summary>
    /// <param name="first">The first arm.</param>
    /// <param name="second">The second arm.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval MiettinenNurminen(ProportionCounts first, ProportionCounts second, double level = 0.95)
    {
        var n = (double)first.Trials + second.Trials;
        return Score(first, second, level, n / (n - 1), "Miettinen–Nurminen");
    }

    /// <summary>All differences that the score test would not reject (Mee 1984).</summary>
    /// <param name="first">The first arm.</param>
    /// <param name="second">The second arm.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval Mee(ProportionCounts first, ProportionCounts second, double level = 0.95) => Score(first, second, level, 1, "Mee");

    /// <summary>Difference ± z unpooled standard errors: zero width at certain outcomes, and too narrow near them.</summary>
    /// <param name="first">The first arm.</param>
    /// <param name="second">The second arm.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval Wald(ProportionCounts first, ProportionCounts second, double level = 0.95)
    {
        Guard.OpenUnit(level);
        return first.Trials == 0 || second.Trials == 0
            ? Unknown(level, "Wald")
            : Around(first.Successes, first.Trials, second.Successes, second.Trials, level, "Wald");
    }

    private static ConfidenceInterval Score(ProportionCounts first, ProportionCounts second, double level, double variance, string method)
    {
        var z = ProportionInterval.Critical(level);
        if (first.Trials == 0 || second.Trials == 0)
        {
            return Unknown(level, method);
        }

        var (lower, upper) = new ScoreDifference(first, second, variance).Limits(z);
        return new ConfidenceInterval(lower, upper, level, method);
    }

    private static ConfidenceInterval Around(double x, double n, double y, double m, double level, string method)
    {
        double p = x / n, q = y / m;
        var half = ProportionInterval.Critical(level) * Math.Sqrt(p * (1 - p) / n + q * (1 - q) / m);
        return new ConfidenceInterval(p - q - half, p - q + half, level, method);
    }

    private static double Length(double a, double b) => Math.Sqrt(a * a + b * b);

    private static ConfidenceInterval Unknown(double level, string method) => new(-1, 1, level, method);
}
