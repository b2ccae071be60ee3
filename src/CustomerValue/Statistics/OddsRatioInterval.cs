using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>Confidence intervals of the odds ratio of two independent proportions, first over second.</summary>
/// <remarks>
/// The exact interval belongs to Fisher's test and never covers less than its level; Cornfield's is its large-sample form. Where one side has no
/// trials, or all outcomes are of one class, nothing is known: the limits are 0 and +∞.
/// </remarks>
public static class OddsRatioInterval
{
    /// <summary>The logarithm of the odds ratio ± z standard errors, carried back (Woolf 1955); [0, +∞] at zero cells.</summary>
    /// <param name="first">The first arm, such as treatment.</param>
    /// <param name="second">The second arm, such as control.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval Woolf(ProportionCounts first, ProportionCounts second, double level = 0.95) => OfLog(first, second, level, 0, "Woolf");

    /// <summary>Woolf's interval with half a count added to each cell (Haldane 1956; Anscombe 1956): finite at zero cells.</summary>
    /// <param name="first">The first arm.</param>
    /// <param name="second">The second arm.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval Haldane(ProportionCounts first, ProportionCounts second, double level = 0.95) => OfLog(first, second, level, 0.5, "Haldane–Anscombe");

    /// <summary>All odds ratios that the score test would not reject (Cornfield 1956, without continuity correction).</summary>
    /// <param name="first">The first arm.</param>
    /// <param name="second">The second arm.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval Cornfield(ProportionCounts first, ProportionCounts second, double level = 0.95) => Score(first, second, level, 1, "Cornfield");

    /// <summary>The score interval with the factor N / (N − 1) (Miettinen and Nurminen 1985).</summary>
    /// <param name="first">The first arm.</param>
    /// <param name="second">The second arm.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval MiettinenNurminen(ProportionCounts first, ProportionCounts second, double level = 0.95)
    {
        var n = (double)first.Trials + second.Trials;
        return Score(first, second, level, n / (n - 1), "Miettinen–Nurminen, odds ratio");
    }

    /// <summary>The exact conditional interval: odds ratios that neither one-sided Fisher test rejects at (1 − level) / 2.</summary>
    /// <param name="first">The first arm.</param>
    /// <param name="second">The second arm.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval Exact(ProportionCounts first, ProportionCounts second, double level = 0.95) => Conditional(first, second, level, false, "exact conditional");

    /// <summary>The conditional interval in which the observed table counts half: narrower, and right on average rather than always.</summary>
    /// <param name="first">The first arm.</param>
    /// <param name="second">The second arm.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval MidP(ProportionCounts first, ProportionCounts second, double level = 0.95) => Conditional(first, second, level, true, "conditional, mid-p");

    private static ConfidenceInterval Conditional(ProportionCounts first, ProportionCounts second, double level, bool isMidP, string method)
    {
        Guard.OpenUnit(level);
        var (lower, upper) = new ConditionalTable(first, second).OddsRatioLimits(level, isMidP);
        return new ConfidenceInterval(lower, upper, level, method);
    }

    private static ConfidenceInterval OfLog(ProportionCounts first, ProportionCounts second, double level, double added, string method)
    {
        var z = ProportionInterval.Critical(level);
        double a = first.Successes + added, b = first.Trials - first.Successes + added, c = second.Successes + added, d = second.Trials - second.Successes + added;
        if (first.Trials == 0 || second.Trials == 0 || !(Math.Min(Math.Min(a, b), Math.Min(c, d)) > 0))
        {
            return new ConfidenceInterval(0, double.PositiveInfinity, level, method);
        }

        double ratio = a / b * (d / c), half = z * Math.Sqrt(1 / a + 1 / b + 1 / c + 1 / d);
        return new ConfidenceInterval(ratio * Elementary.Exp(-half), ratio * Elementary.Exp(half), level, method);
    }

    private static ConfidenceInterval Score(ProportionCounts first, ProportionCounts second, double level, double factor, string method)
    {
        var z = ProportionInterval.Critical(level);
        double x = first.Successes, n = first.Trials, y = second.Successes, m = second.Trials;
        double lowest = Math.Max(0, x + y - m), highest = Math.Min(n, x + y);
        var start = lowest == highest ? 0 : Elementary.Log((x + 0.5) / (n - x + 0.5) * ((m - y + 0.5) / (y + 0.5)));
        var lower = x <= lowest ? 0 : Elementary.Exp(RootSearch.Monotone(t => Statistic(x, n, y, m, t, factor) - z, start, 0.25, rises: false));
        var upper = x >= highest ? double.PositiveInfinity : Elementary.Exp(RootSearch.Monotone(t => Statistic(x, n, y, m, t, factor) + z, start, 0.25, rises: false));
        return new ConfidenceInterval(lower, upper, level, method);
    }

    /// <summary>Observed less fitted successes of the first arm over their error, the margins and ln of the odds ratio given.</summary>
    private static double Statistic(double x, double n, double y, double m, double log, double factor)
    {
        // Of each diagonal the smaller cell is solved for and the larger one follows: neither loses digits, whatever the sizes.
        double s = x + y, f = n + m - s, b = n - x, d = m - y, held = Math.Max(-300, Math.Min(300, log)), odds = Elementary.Exp(held), inverse = Elementary.Exp(-held);
        var (success1, failure0) = Diagonal(n, s, m, f, odds);
        var (failure1, success0) = Diagonal(n, f, m, s, inverse);
        var variance = factor / (1 / success1 + 1 / failure1 + 1 / success0 + 1 / failure0);
        var least = Math.Min(Math.Min(success1, failure0), Math.Min(failure1, success0));
        var distance = least == success1 ? x - success1 : least == failure0 ? d - failure0 : least == failure1 ? failure1 - b : success0 - y;
        return variance > 0 ? distance / Math.Sqrt(variance) : distance > 0 ? 1e300 : -1e300;
    }

    /// <summary>A cell with these margins and the cell across, whose margins are the other two: (odds − 1) c² − (odds (row + column) + gap) c + odds · row · column = 0.</summary>
    private static (double Cell, double Across) Diagonal(double row, double column, double otherRow, double otherColumn, double odds)
    {
        var gap = otherRow - column;
        if (gap < 0)
        {
            var (across, cell) = Diagonal(otherRow, otherColumn, row, column, odds);
            return (cell, across);
        }

        // The discriminant as a sum of terms ≥ 0.
        double sum = odds * (row + column), part = odds * (row - column), root = Math.Sqrt(part * part + 2 * gap * sum + gap * gap + 4 * odds * row * column);
        var smaller = 2 * odds * row * column / (sum + gap + root);
        return (smaller, smaller + gap);
    }
}
