namespace CustomerValue.Segmentation;

/// <summary>Ranks of a population and groups made from them.</summary>
/// <remarks>A rank belongs to the population it was taken in. To score customers who come later, freeze cuts with <see cref="ScoreCuts"/>.</remarks>
public static class Ranks
{
    /// <summary>Groups 1 … <paramref name="groups"/> of nearly equal size, smallest values first; the first n mod groups get one row more.</summary>
    /// <param name="values">Finite values.</param>
    /// <param name="groups">Number of groups, ≥ 1.</param>
    /// <param name="destination">Receives one group per value.</param>
    /// <param name="ties">Whether equal values may be told apart.</param>
    /// <exception cref="ArgumentException">A value is not finite, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one group is asked for.</exception>
    public static void Ntile(ReadOnlySpan<double> values, int groups, Span<int> destination, TieRule ties = TieRule.SameGroup)
    {
        Guard.AtLeast(groups, 1);
        Guard.LongEnough(destination.Length, values.Length, nameof(destination));
        var order = Order(values);
        var first = 0;
        for (var i = 0; i < order.Length; i++)
        {
            if (i == 0 || values[order[i]] != values[order[i - 1]])
            {
                first = i;
            }

            destination[order[i]] = GroupOfRank(ties == TieRule.SameGroup ? first : i, order.Length, groups);
        }
    }

    /// <summary>Ranks from 1, equal values sharing the mean of their ranks.</summary>
    /// <param name="values">Finite values.</param>
    /// <param name="destination">Receives one rank per value.</param>
    /// <exception cref="ArgumentException">A value is not finite, or the destination is too short.</exception>
    public static void Average(ReadOnlySpan<double> values, Span<double> destination) =>
        Shared(values, destination, (first, last, _) => 0.5 * (first + last) + 1);

    /// <summary>Share of the population at or below each value.</summary>
    /// <param name="values">Finite values.</param>
    /// <param name="destination">Receives one share per value, above 0 and at most 1.</param>
    /// <exception cref="ArgumentException">A value is not finite, or the destination is too short.</exception>
    public static void CumulativeShare(ReadOnlySpan<double> values, Span<double> destination) =>
        Shared(values, destination, (_, last, n) => (last + 1.0) / n);

    /// <summary>(Lowest rank − 1) ÷ (n − 1) of each value: 0 for the smallest; NaN in a population of one.</summary>
    /// <param name="values">Finite values.</param>
    /// <param name="destination">Receives one share per value, 0 to 1.</param>
    /// <exception cref="ArgumentException">A value is not finite, or the destination is too short.</exception>
    public static void PercentRank(ReadOnlySpan<double> values, Span<double> destination) =>
        Shared(values, destination, (first, _, n) => n > 1 ? first / (n - 1.0) : double.NaN);

    // The first n mod groups groups hold one row more.
    internal static int GroupOfRank(int rank, int n, int groups)
    {
        int small = n / groups, larger = n % groups;
        var edge = (long)larger * (small + 1);
        return rank < edge ? rank / (small + 1) + 1 : larger + (int)((rank - edge) / small) + 1;
    }

    // The lowest rank, from 0, of a group.
    internal static long FirstOfGroup(int group, long n, int groups) => (group - 1) * (n / groups) + Math.Min(group - 1, n % groups);

    private static void Shared(ReadOnlySpan<double> values, Span<double> destination, Func<int, int, int, double> share)
    {
        Guard.LongEnough(destination.Length, values.Length, nameof(destination));
        var order = Order(values);
        for (var first = 0; first < order.Length;)
        {
            var last = first;
            while (last + 1 < order.Length && values[order[last + 1]] == values[order[first]])
            {
                last++;
            }

            var result = share(first, last, order.Length);
            for (; first <= last; first++)
            {
                destination[order[first]] = result;
            }
        }
    }

    // Rows from the smallest value to the largest, equal values in row order.
    private static int[] Order(ReadOnlySpan<double> values)
    {
        Guard.AllFinite(values, nameof(values));
        var keys = values.ToArray();
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(keys, order);
        for (var i = 0; i < order.Length;)
        {
            var end = i + 1;
            while (end < order.Length && keys[end] == keys[i])
            {
                end++;
            }

            if (end - i > 1)
            {
                Array.Sort(order, i, end - i);
            }

            i = end;
        }

        return order;
    }
}
