using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Customers of one group sorted by score within classes, of whom the nearest one that is still free is found in logarithmic time.</summary>
/// <remarks>A tree over the sorted places holds the least free row of each range. Of equal distances the lowest row is taken. 24 bytes a customer.</remarks>
internal sealed class NearestPool
{
    private const int Taken = int.MaxValue;

    private readonly double[] scores;
    private readonly int[] starts, placeOfRow, least;
    private readonly int width;

    /// <summary>A pool.</summary>
    /// <param name="rows">Rows of the pool, ascending.</param>
    /// <param name="score">Of every row of the study.</param>
    /// <param name="classes">Of every row of the study: partners are sought within a class.</param>
    /// <param name="classCount">Classes.</param>
    public NearestPool(int[] rows, double[] score, int[] classes, int classCount)
    {
        var order = StableOrder.Ascending(Array.ConvertAll(rows, row => score[row]));
        var byClass = KeyNumbers.Order(Array.ConvertAll(order, i => classes[rows[i]]), classCount, out starts);
        scores = new double[rows.Length];
        placeOfRow = new int[score.Length];
        width = 1;
        while (width < rows.Length)
        {
            width *= 2;
        }

        least = new int[2 * width];
        for (var i = 0; i < least.Length; i++)
        {
            least[i] = Taken;
        }

        for (var place = 0; place < rows.Length; place++)
        {
            var row = rows[order[byClass[place]]];
            scores[place] = score[row];
            placeOfRow[row] = place;
            least[width + place] = row;
        }

        for (var node = width - 1; node > 0; node--)
        {
            least[node] = Math.Min(least[2 * node], least[2 * node + 1]);
        }
    }

    /// <summary>The nearest free row of a class, or −1 where none lies within the caliper.</summary>
    public int Nearest(double score, int ofClass, double caliper)
    {
        int from = starts[ofClass], to = starts[ofClass + 1];
        var middle = LowerBound(from, to, score);
        var left = Last(from, middle);
        var right = First(middle, to);
        var distance = Math.Min(left < 0 ? double.PositiveInfinity : score - scores[left], right < 0 ? double.PositiveInfinity : scores[right] - score);
        if (!(distance <= caliper) || (left < 0 && right < 0))
        {
            return -1;
        }

        // All places whose rounded distance is the same: contiguous on either side, for distances do not fall when moving away.
        var row = Taken;
        if (left >= 0 && score - scores[left] == distance)
        {
            int low = from, high = left;
            while (low < high)
            {
                var half = low + (high - low) / 2;
                (low, high) = score - scores[half] == distance ? (low, half) : (half + 1, high);
            }

            row = Math.Min(row, LeastIn(low, left + 1));
        }

        if (right >= 0 && scores[right] - score == distance)
        {
            int low = right, high = to - 1;
            while (low < high)
            {
                var half = low + (high - low + 1) / 2;
                (low, high) = scores[half] - score == distance ? (half, high) : (low, half - 1);
            }

            row = Math.Min(row, LeastIn(right, low + 1));
        }

        return row;
    }

    public void Take(int row) => Set(placeOfRow[row], Taken);

    public void Return(int row) => Set(placeOfRow[row], row);

    private void Set(int place, int value)
    {
        var node = width + place;
        least[node] = value;
        for (node /= 2; node > 0; node /= 2)
        {
            var smaller = Math.Min(least[2 * node], least[2 * node + 1]);
            if (least[node] == smaller)
            {
                return;
            }

            least[node] = smaller;
        }
    }

    /// <summary>The first place of [from, to) whose score is not below.</summary>
    private int LowerBound(int from, int to, double score)
    {
        while (from < to)
        {
            var half = from + (to - from) / 2;
            (from, to) = scores[half] < score ? (half + 1, to) : (from, half);
        }

        return from;
    }

    /// <summary>The least free row on the places [from, to).</summary>
    private int LeastIn(int from, int to)
    {
        var row = Taken;
        for (int low = width + from, high = width + to; low < high; low /= 2, high /= 2)
        {
            if (low % 2 == 1)
            {
                row = Math.Min(row, least[low++]);
            }

            if (high % 2 == 1)
            {
                row = Math.Min(row, least[--high]);
            }
        }

        return row;
    }

    /// <summary>The first free place of [from, to), or −1.</summary>
    private int First(int from, int to)
    {
        if (from >= to)
        {
            return -1;
        }

        // Up until a subtree to the right holds a free place, then down to its first.
        var node = width + from;
        while (least[node] == Taken)
        {
            while (node % 2 == 1)
            {
                node /= 2;
            }

            if (node == 0)
            {
                return -1;
            }

            node++;
        }

        while (node < width)
        {
            node = least[2 * node] != Taken ? 2 * node : 2 * node + 1;
        }

        return node - width < to ? node - width : -1;
    }

    /// <summary>The last free place of [from, to), or −1.</summary>
    private int Last(int from, int to)
    {
        if (from >= to)
        {
            return -1;
        }

        var node = width + to - 1;
        while (least[node] == Taken)
        {
            while (node % 2 == 0)
            {
                node /= 2;
            }

            if (node <= 1)
            {
                return -1;
            }

            node--;
        }

        while (node < width)
        {
            node = least[2 * node + 1] != Taken ? 2 * node + 1 : 2 * node;
        }

        return node - width >= from ? node - width : -1;
    }
}
