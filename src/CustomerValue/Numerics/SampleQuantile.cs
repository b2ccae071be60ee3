namespace CustomerValue.Numerics;

/// <summary>Quantiles of a sorted sample by the nine definitions of Hyndman and Fan (1996).</summary>
internal static class SampleQuantile
{
    public static double OfSorted(double[] sorted, double p, QuantileType type)
    {
        var n = sorted.Length;
        if (type <= QuantileType.NearestEven)
        {
            return Step(sorted, p, type);
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

        var low = At(sorted, j);
        var high = At(sorted, j + 1);
        return h == 0 ? low : h == 1 ? high : low == high ? low : (1 - h) * low + h * high;
    }

    // Types 1–3 step from value to value.
    private static double Step(double[] sorted, double p, QuantileType type)
    {
        const double Fuzz = 4 * 2.220446049250313e-16;
        var nppm = type == QuantileType.NearestEven ? sorted.Length * p - 0.5 : sorted.Length * p;
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
            0 => At(sorted, j),
            1 => At(sorted, j + 1),
            _ => 0.5 * At(sorted, j) + 0.5 * At(sorted, j + 1),
        };
    }

    // Rank 1 is the smallest; ranks outside take the nearest end.
    private static double At(double[] sorted, double rank) => sorted[(int)Math.Min(Math.Max(rank - 1, 0), sorted.Length - 1)];
}
