namespace CustomerValue.Numerics;

/// <summary>One-to-one matching of rows to columns with the largest sum, by shortest augmenting paths (Jonker, Volgenant 1987, Computing 38).</summary>
internal static class BestMatching
{
    /// <summary>The column of each row, −1 where there are more rows than columns and none is left.</summary>
    public static int[] Largest(ReadOnlySpan<double> gain, int rows, int columns)
    {
        var size = Math.Max(rows, columns);
        var (rowPrice, columnPrice) = (new double[size + 1], new double[size + 1]);
        var rowOf = new int[size + 1];
        var least = new double[size + 1];
        var way = new int[size + 1];
        var used = new bool[size + 1];
        for (var row = 1; row <= size; row++)
        {
            rowOf[0] = row;
            for (var j = 0; j <= size; j++)
            {
                least[j] = double.PositiveInfinity;
                used[j] = false;
            }

            var column = 0;
            while (rowOf[column] != 0)
            {
                used[column] = true;
                var (current, step, next) = (rowOf[column], double.PositiveInfinity, 0);
                for (var j = 1; j <= size; j++)
                {
                    if (used[j])
                    {
                        continue;
                    }

                    var cost = (current <= rows && j <= columns ? -gain[(current - 1) * columns + j - 1] : 0) - rowPrice[current] - columnPrice[j];
                    if (cost < least[j])
                    {
                        least[j] = cost;
                        way[j] = column;
                    }

                    if (least[j] < step)
                    {
                        step = least[j];
                        next = j;
                    }
                }

                for (var j = 0; j <= size; j++)
                {
                    if (used[j])
                    {
                        rowPrice[rowOf[j]] += step;
                        columnPrice[j] -= step;
                    }
                    else
                    {
                        least[j] -= step;
                    }
                }

                column = next;
            }

            for (; column != 0; column = way[column])
            {
                rowOf[column] = rowOf[way[column]];
            }
        }

        var match = new int[rows];
        for (var i = 0; i < rows; i++)
        {
            match[i] = -1;
        }

        for (var j = 1; j <= columns; j++)
        {
            if (rowOf[j] <= rows)
            {
                match[rowOf[j] - 1] = j - 1;
            }
        }

        return match;
    }
}
