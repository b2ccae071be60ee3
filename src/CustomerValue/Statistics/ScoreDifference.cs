namespace CustomerValue.Statistics;

/// <summary>The score statistic of a difference of two proportions at a hypothetical value (Mee 1984; Miettinen and Nurminen 1985).</summary>
internal readonly struct ScoreDifference(ProportionCounts first, ProportionCounts second, double variance)
{
    // Failures instead of successes where those are the rarer ones: 1 − rate would lose their digits.
    private readonly bool isFlipped = IsCommon(first, second);
    private readonly double x = IsCommon(first, second) ? first.Failures : first.Successes, n = first.Trials;
    private readonly double y = IsCommon(first, second) ? second.Failures : second.Successes, m = second.Trials;
    private readonly double observed = (IsCommon(first, second) ? -1 : 1) * ProportionCounts.Difference(first, second);

    /// <summary>The limits at which the statistic is ± z.</summary>
    public (double Lower, double Upper) Limits(double z)
    {
        double lower = Root(-1, observed, z), upper = Root(observed, 1, -z);
        return isFlipped ? (-upper, -lower) : (lower, upper);
    }

    /// <summary>Observed less hypothetical difference over its error at the restricted rates.</summary>
    public double Statistic(double d) => isFlipped ? -Own(-d) : Own(d);

    /// <summary>The statistic falls as the hypothetical difference rises.</summary>
    private double Root(double low, double high, double target)
    {
        if (target > 0 && high <= -1)
        {
            return -1;
        }

        if (target < 0 && low >= 1)
        {
            return 1;
        }

        for (var step = 0; step < 200; step++)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high)
            {
                break;
            }

            if (Own(middle) > target)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return low + (high - low) / 2;
    }

    private static bool IsCommon(ProportionCounts first, ProportionCounts second) =>
        (double)first.Successes + second.Successes > (double)first.Failures + second.Failures;

    private double Own(double d)
    {
        var q = Restricted(d);
        var p = Math.Min(1, Math.Max(0, q + d));
        var error = Math.Sqrt(Math.Max(0, (p * (1 - p) / n + q * (1 - q) / m) * variance));
        var distance = observed - d;
        return error > 0 ? distance / error : distance > 0 ? double.PositiveInfinity : distance < 0 ? double.NegativeInfinity : 0;
    }

    /// <summary>Maximum likelihood of the second rate q when the first is q + d: the root of a falling score.</summary>
    private double Restricted(double d)
    {
        double low = Math.Max(0, -d), high = Math.Min(1, 1 - d);
        for (var step = 0; step < 200; step++)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high)
            {
                break;
            }

            if (Score(middle, d) > 0)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return low + (high - low) / 2;
    }

    private double Score(double q, double d)
    {
        var p = q + d;
        return Part(x, p) - Part(n - x, 1 - p) + Part(y, q) - Part(m - y, 1 - q);
    }

    private static double Part(double count, double rate) => count == 0 ? 0 : rate > 0 ? count / rate : double.MaxValue;
}
