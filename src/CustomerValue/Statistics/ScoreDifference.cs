namespace CustomerValue.Statistics;

/// <summary>The score statistic of a difference of two proportions at a hypothetical value (Mee 1984; Miettinen and Nurminen 1985).</summary>
internal readonly struct ScoreDifference(ProportionCounts first, ProportionCounts second, double variance)
{
    private readonly double x = first.Successes, n = first.Trials, y = second.Successes, m = second.Trials;

    /// <summary>The limits at which the statistic is ± z.</summary>
    public (double Lower, double Upper) Limits(double z)
    {
        var difference = x / n - y / m;
        return (Root(-1, difference, z), Root(difference, 1, -z));
    }

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

            if (Statistic(middle) > target)
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

    /// <summary>Observed less hypothetical difference over its error at the restricted rates.</summary>
    public double Statistic(double d)
    {
        var q = Restricted(d);
        var p = Math.Min(1, Math.Max(0, q + d));
        var error = Math.Sqrt(Math.Max(0, (p * (1 - p) / n + q * (1 - q) / m) * variance));
        var distance = x / n - y / m - d;
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
