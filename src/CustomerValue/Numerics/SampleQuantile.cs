namespace CustomerValue.Numerics;

/// <summary>Quantiles of a sorted sample by the nine definitions of Hyndman and Fan (1996).</summary>
internal static class SampleQuantile
{
    public static double OfSorted(double[] sorted, double p, QuantileType type) =>
        OfRanks(sorted.Length, rank => sorted[(int)rank - 1], p, type);

    /// <summary>A quantile of a sample that is known by its ranks, such as one with frequency weights.</summary>
    /// <param name="n">Size of the sample, ≥ 1.</param>
    /// <param name="at">The value at a rank from 1, the smallest, to <paramref name="n"/>.</param>
    /// <param name="p">Share of the sample below, 0 to 1.</param>
    /// <param name="type">The definition.</param>
    public static double OfRanks(long n, Func<long, double> at, double p, QuantileType type)
    {
        // Ranks outside take the nearest end.
        double At(double rank) => at((long)Math.Min(Math.Max(rank, 1), n));
        if (type <= QuantileType.NearestEven)
        {
            return Step(n, At, p, type);
        }

        // Rank h = a + p (n + 1 − a − b), as R writes it, with R's allowance for rounding of p.
        var (a, b) = type switch
        {
            QuantileType.LinearEmpirical => (0.0, 1.0),
            QuantileType.Hazen => (0.5, 0.5),
            QuantileType.Weibull => (0.0, 0.0),
            QuantileType.Linear => (1.0, 1.0),
            QuantileType.MedianUnbiased => (1.0 / 3, 1.0 / 3),
            _ => (0.375, 0.375),
        };
        const double Fuzz = 4 * 2.220446049250313e-16;
        var rank = a + p * (n + 1 - a - b);
        var j = Math.Floor(rank + Fuzz);
        var h = rank - j;
        if (Math.Abs(h) < Fuzz)
        {
            h = 0;
        }

        var low = At(j);
        var high = At(j + 1);
        return h == 0 ? low : h == 1 ? high : low == high ? low : (1 - h) * low + h * high;
    }

    // Types 1–3 step from value to value.
    private static double Step(long n, Func<double, double> at, double p, QuantileType type)
    {
        const double Fuzz = 4 * 2.220446049250313e-16;
        var nppm = type == QuantileType.NearestEven ? n * p - 0.5 : n * p;
        var j = Math.Floor(nppm + Fuzz);
        var above = nppm > j + Fuzz;
        var weight = type switch
        {
            QuantileType.InverseEmpirical => above ? 1 : 0,
            QuantileType.AveragedInverse => above ? 1 : 0.5,
            _ => above || j % 2 != 0 ? 1 : 0,
        };
        return weight switch
        {
            0 => at(j),
            1 => at(j + 1),
            _ => 0.5 * at(j) + 0.5 * at(j + 1),
        };
    }
}
