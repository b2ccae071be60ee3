using CustomerValue.Numerics;

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

    internal static double OfSorted(double[] sorted, double p, QuantileType type) => SampleQuantile.OfSorted(sorted, p, type);
}
