namespace CustomerValue.Targeting;

/// <summary>One plan from the mix of plans that solves the relaxation: every customer follows one of them, and the whole uses what the mix uses.</summary>
/// <remarks>
/// Where many customers are alike, each pure plan gives all of them or none of them an offer, and the mix is what counts. Customers in turn take the
/// option that keeps uses and value nearest to those of the mix so far, so that the difference stays as small as a few contacts, however many there are.
/// </remarks>
internal static class ShareRounding
{
    public static int[] Run(AllocationCells cells, IReadOnlyList<(int[] Plan, double Share)> mix)
    {
        var total = mix.Sum(part => part.Share);
        var inverseSizes = InverseSizes(cells);
        var rows = inverseSizes.Length;
        var plan = new int[cells.CustomerCount];
        var difference = new double[rows];
        var expected = new double[rows];
        var uses = new double[mix.Count * rows];
        for (var i = 0; i < plan.Length; i++)
        {
            plan[i] = mix[0].Plan[i];
            if (mix.All(part => part.Plan[i] == plan[i]))
            {
                continue;
            }

            Array.Clear(expected, 0, rows);
            for (var k = 0; k < mix.Count; k++)
            {
                var use = uses.AsSpan(k * rows, rows);
                Use(cells, i, mix[k].Plan[i], use);
                for (var r = 0; r < rows; r++)
                {
                    expected[r] += mix[k].Share / total * use[r];
                }
            }

            var chosen = Nearest(uses, difference, expected, inverseSizes);
            plan[i] = mix[chosen].Plan[i];
            for (var r = 0; r < rows; r++)
            {
                difference[r] += uses[chosen * rows + r] - expected[r];
            }
        }

        return plan;
    }

    private static int Nearest(double[] uses, double[] difference, double[] expected, double[] inverseSizes)
    {
        var (nearest, shortest) = (0, double.PositiveInfinity);
        for (var k = 0; k < uses.Length / expected.Length; k++)
        {
            var sum = 0.0;
            for (var r = 0; r < expected.Length; r++)
            {
                var e = (difference[r] + uses[k * expected.Length + r] - expected[r]) * inverseSizes[r];
                sum += e * e;
            }

            if (sum < shortest)
            {
                (nearest, shortest) = (k, sum);
            }
        }

        return nearest;
    }

    // The rows, and the value last.
    private static void Use(AllocationCells cells, int customer, int cell, Span<double> use)
    {
        use.Clear();
        if (cell >= 0)
        {
            cells.AddUse(use, customer, cell, 1);
            use[use.Length - 1] = cells.Value[cell];
        }
    }

    // What one contact typically uses: 1 of what is counted, the mean of money.
    private static double[] InverseSizes(AllocationCells cells)
    {
        double value = 0, cost = 0;
        for (var cell = 0; cell < cells.CellCount; cell++)
        {
            value += Math.Abs(cells.Value[cell]) / cells.CellCount;
            cost += cells.Cost[cell] / cells.CellCount;
        }

        var sizes = new double[cells.Rules.RowCount + 1];
        sizes.AsSpan().Fill(1);
        sizes[sizes.Length - 1] = value;
        if (cells.Rules.BudgetRow >= 0)
        {
            sizes[cells.Rules.BudgetRow] = cost;
        }

        if (cells.Rules.ReturnRow >= 0)
        {
            sizes[cells.Rules.ReturnRow] = value + Math.Abs(cells.Rules.Hurdle) * cost;
        }

        return Array.ConvertAll(sizes, size => size > 0 ? 1 / size : 0);
    }
}
