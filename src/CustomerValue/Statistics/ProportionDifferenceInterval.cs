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

        var difference = ProportionCounts.Difference(first, second);
        var (below1, above1) = ProportionInterval.WilsonArms(first, z);
        var (below2, above2) = ProportionInterval.WilsonArms(second, z);
        var lower = difference - Length(below1, above2);
        var upper = difference + Length(above1, below2);
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
            : Around(new(first.Successes + 1, first.Trials + 2), new(second.Successes + 1, second.Trials + 2), level, "Agresti–Caffo");
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
            : Around(first, second, level, "Wald");
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

    private static ConfidenceInterval Around(ProportionCounts first, ProportionCounts second, double level, string method)
    {
        double n = first.Trials, m = second.Trials, difference = ProportionCounts.Difference(first, second);
        var half = ProportionInterval.Critical(level) * Math.Sqrt(first.Successes / n * (first.Failures / n) / n + second.Successes / m * (second.Failures / m) / m);
        return new ConfidenceInterval(difference - half, difference + half, level, method);
    }

    private static double Length(double a, double b) => Math.Sqrt(a * a + b * b);

    private static ConfidenceInterval Unknown(double level, string method) => new(-1, 1, level, method);
}
