namespace CustomerValue.Numerics;

/// <summary>The values at a few ranks of a sample, without sorting all of it.</summary>
internal static class OrderStatistics
{
    /// <summary>Reorders the values so that those at the given ranks stand where sorting would put them.</summary>
    /// <param name="values">Finite values; reordered.</param>
    /// <param name="ranks">Ranks from 0, ascending.</param>
    public static void Select(double[] values, ReadOnlySpan<int> ranks) => Select(values, 0, values.Length - 1, ranks, 64);

    private static void Select(double[] values, int low, int high, ReadOnlySpan<int> ranks, int depth)
    {
        while (ranks.Length > 0 && low < high)
        {
            if (high - low < 32 || depth-- == 0)
            {
                Array.Sort(values, low, high - low + 1);
                return;
            }

            var pivot = Pivot(values, low, high);
            Partition(values, low, high, pivot, out var left, out var right);

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

            Select(values, low, left, ranks.Slice(0, below), depth);
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

    // Three ways, so that many equal values cost one pass.
    private static void Partition(double[] values, int low, int high, double pivot, out int left, out int right)
    {
        var (less, i, greater) = (low, low, high);
        while (i <= greater)
        {
            var value = values[i];
            if (value < pivot)
            {
                values[i++] = values[less];
                values[less++] = value;
            }
            else if (value > pivot)
            {
                values[i] = values[greater];
                values[greater--] = value;
            }
            else
            {
                i++;
            }
        }

        left = less - 1;
        right = greater + 1;
    }
}
