namespace CustomerValue.Numerics;

/// <summary>A small linear program by the primal simplex method on a dictionary: max c·u subject to a·u ≥ 0 for each row a, |uⱼ| ≤ boxⱼ.</summary>
/// <remarks>u = 0 is feasible, so no first phase is needed. Dantzig's rule, and Bland's after many degenerate steps, which cannot cycle.</remarks>
internal static class SmallProgram
{
    private const double Tolerance = 1e-11;

    public static double[] Maximize(double[] objective, List<double[]> rows, double[] box)
    {
        // Variables v = u + box ≥ 0 would need a first phase; u = p − q with p, q ≥ 0 does not.
        var n = objective.Length;
        var columns = 2 * n;
        var count = rows.Count + columns;
        var width = columns + 1;

        // Each line: basic variable = constant + Σ coefficient · nonbasic variable; the last line is the objective.
        var table = new double[(count + 1) * width];
        var basic = new int[count];
        var nonbasic = new int[columns];
        for (var j = 0; j < columns; j++)
        {
            nonbasic[j] = j;
        }

        for (var i = 0; i < count; i++)
        {
            basic[i] = columns + i;
            var line = table.AsSpan(i * width, width);
            if (i < rows.Count)
            {
                for (var j = 0; j < n; j++)
                {
                    line[j] = rows[i][j];
                    line[n + j] = -rows[i][j];
                }
            }
            else
            {
                var j = i - rows.Count;
                line[j] = -1;
                line[columns] = box[j % n];
            }
        }

        for (var j = 0; j < n; j++)
        {
            table[count * width + j] = objective[j];
            table[count * width + n + j] = -objective[j];
        }

        Solve(table, basic, nonbasic, count, width);
        var u = new double[n];
        for (var i = 0; i < count; i++)
        {
            if (basic[i] < columns)
            {
                u[basic[i] % n] += (basic[i] < n ? 1 : -1) * table[i * width + columns];
            }
        }

        return u;
    }

    private static void Solve(double[] table, int[] basic, int[] nonbasic, int count, int width)
    {
        var columns = width - 1;
        var scale = 0.0;
        for (var j = 0; j < columns; j++)
        {
            scale = Math.Max(scale, Math.Abs(table[count * width + j]));
        }

        var degenerate = 0;
        for (var pivots = 0; pivots < 50 * (count + columns); pivots++)
        {
            var bland = degenerate > 20;
            var entering = -1;
            for (var j = 0; j < columns; j++)
            {
                var gain = table[count * width + j];
                if (gain > Tolerance * scale
                    && (entering < 0 || (bland ? nonbasic[j] < nonbasic[entering] : gain > table[count * width + entering])))
                {
                    entering = j;
                }
            }

            if (entering < 0)
            {
                return;
            }

            var leaving = -1;
            var limit = double.PositiveInfinity;
            for (var i = 0; i < count; i++)
            {
                var slope = table[i * width + entering];
                if (slope >= -Tolerance)
                {
                    continue;
                }

                var ratio = Math.Max(0, table[i * width + columns]) / -slope;
                if (ratio < limit - 1e-15 || (ratio <= limit + 1e-15 && leaving >= 0
                    && (bland ? basic[i] < basic[leaving] : slope < table[leaving * width + entering])))
                {
                    limit = Math.Min(limit, ratio);
                    leaving = i;
                }
            }

            if (leaving < 0)
            {
                return;
            }

            degenerate = limit <= 1e-14 ? degenerate + 1 : 0;
            Pivot(table, count, width, leaving, entering);
            (basic[leaving], nonbasic[entering]) = (nonbasic[entering], basic[leaving]);
        }
    }

    private static void Pivot(double[] table, int count, int width, int leaving, int entering)
    {
        var line = table.AsSpan(leaving * width, width);
        var slope = line[entering];
        for (var j = 0; j < width; j++)
        {
            line[j] = j == entering ? 1 / slope : -line[j] / slope;
        }

        for (var i = 0; i <= count; i++)
        {
            if (i == leaving)
            {
                continue;
            }

            var other = table.AsSpan(i * width, width);
            var factor = other[entering];
            if (factor == 0)
            {
                continue;
            }

            other[entering] = 0;
            for (var j = 0; j < width; j++)
            {
                other[j] += factor * line[j];
            }
        }
    }
}
