namespace CustomerValue.Numerics;

/// <summary>The values at a few ranks of a sample, without sorting all of it.</summary>
internal static class OrderStatistics
{
    /// <summary>Reorders the values so that those at the given ranks stand where sorting would put them.</summary>
    /// <param name="values">Finite values; reordered.</param>
    /// <param name="ranks">Ranks from 0, ascending.</param>
    public static void Select(double[] values, ReadOnlySpan<int> ranks) => Select(values, new double[values.Length + 1], 0, values.Length - 1, ranks, 64);

    private static void Select(double[] values, double[] spare, int low, int high, ReadOnlySpan<int> ranks, int depth)
    {
        while (ranks.Length > 0 && low < high)
        {
            if (high - low < 32 || depth-- == 0)
            {
                Array.Sort(values, low, high - low + 1);
                return;
            }

            var pivot = Pivot(values, low, high);
            Partition(values, spare, low, high, pivot, out var left, out var right);

            // low … left < pivot, right … high > pivot, between them only the pivot.
            var below = 0;
            while (below < ranks.Length && ranks[below] <= left)
            {
                below++;
            }

            var above = below;
            while (above < ranks.Length && ranks[above] < right)
            {
                above++;
            }

            Select(values, spare, low, left, ranks.Slice(0, below), depth);
            ranks = ranks.Slice(above);
            low = right;
        }
    }

    // Median of three medians of three.
    private static double Pivot(double[] values, int low, int high)
    {
        var step = (high - low) / 8;
        var middle = low + (high - low) / 2;
        return Median(
            Median(values[low], values[low + step], values[low + 2 * step]),
            Median(values[middle - step], values[middle], values[middle + step]),
            Median(values[high - 2 * step], values[high - step], values[high]));
    }

    private static double Median(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));

    // Three ways, so that many equal values cost one pass. Every value is written to both sides and one of the two places moves on: no branch
    // depends on the values, which no processor could foretell.
    private static void Partition(double[] values, double[] spare, int low, int high, double pivot, out int left, out int right)
    {
        var (less, greater) = (low, 0);
        for (var i = low; i <= high; i++)
        {
            var value = values[i];
            values[less] = value;
            spare[greater] = value;
            less += value < pivot ? 1 : 0;
            greater += value > pivot ? 1 : 0;
        }

        left = less - 1;
        right = high + 1 - greater;
        for (var i = less; i < right; i++)
        {
            values[i] = pivot;
        }

        Array.Copy(spare, 0, values, right, greater);
    }
}
