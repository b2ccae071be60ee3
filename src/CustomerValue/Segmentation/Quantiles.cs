namespace CustomerValue.Segmentation;

/// <summary>Sample quantiles by name of their definition.</summary>
/// <remarks>Hyndman, Fan (1996), Sample quantiles in statistical packages, The American Statistician 50, 361–365.</remarks>
public static class Quantiles
{
    /// <summary>One quantile of a sample.</summary>
    /// <param name="values">At least one finite value, in any order; left untouched.</param>
    /// <param name="probability">Share of the sample below, 0 to 1.</param>
    /// <param name="type">The definition.</param>
    /// <exception cref="ArgumentException">There is no value, a value is not finite, or the type is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public static double Of(ReadOnlySpan<double> values, double probability, QuantileType type = QuantileType.Linear)
    {
        Guard.Unit(probability);
        return OfSorted(Sorted(values), probability, Known(type));
    }

    /// <summary>Several quantiles of a sample, which is sorted once.</summary>
    /// <param name="values">At least one finite value, in any order; left untouched.</param>
    /// <param name="probabilities">Shares, each 0 to 1, in any order.</param>
    /// <param name="destination">Receives one quantile per probability.</param>
    /// <param name="type">The definition.</param>
    /// <exception cref="ArgumentException">There is no value, a value is not finite, the destination is too short, or the type is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is not between 0 and 1.</exception>
    public static void Of(ReadOnlySpan<double> values, ReadOnlySpan<double> probabilities, Span<double> destination, QuantileType type = QuantileType.Linear)
    {
        Known(type);
        Guard.LongEnough(destination.Length, probabilities.Length, nameof(destination));
        foreach (var probability in probabilities)
        {
            Guard.Unit(probability, nameof(probabilities));
        }

        var sorted = Sorted(values);
        for (var i = 0; i < probabilities.Length; i++)
        {
            destination[i] = OfSorted(sorted, probabilities[i], type);
        }
    }

    internal static double[] Sorted(ReadOnlySpan<double> values)
    {
        if (values.Length == 0)
        {
            throw new ArgumentException("A quantile needs at least one value.", nameof(values));
        }

        Guard.AllFinite(values, nameof(values));
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    internal static QuantileType Known(QuantileType type) => type is >= QuantileType.InverseEmpirical and <= QuantileType.NormalUnbiased
        ? type
        : throw new ArgumentOutOfRangeException(nameof(type), $"Quantile type {Guard.Text((int)type)} is none of 1 to 9.");

    internal static double OfSorted(double[] sorted, double p, QuantileType type)
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
