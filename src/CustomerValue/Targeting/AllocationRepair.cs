namespace CustomerValue.Targeting;

/// <summary>Turns the customers' best cells at given prices into a plan that meets every limit, then improves it.</summary>
internal sealed class AllocationRepair
{
    private readonly AllocationCells cells;
    private readonly bool[]? isClosed;
    private readonly int[]? fixedCells;
    private readonly double[] usage;
    private readonly double[] slack;
    private readonly double[] change;
    private readonly int[] plan;
    private readonly double[] gains;

    private AllocationRepair(AllocationCells cells, bool[]? isClosed, int[]? fixedCells, double[] prices, int[] plan)
    {
        this.cells = cells;
        this.isClosed = isClosed;
        this.fixedCells = fixedCells;
        this.plan = plan;
        usage = new double[prices.Length];
        change = new double[prices.Length];
        slack = new double[prices.Length];
        for (var r = 0; r < slack.Length; r++)
        {
            // Sums of costs round: 0.1 + 0.2 is within a budget of 0.3.
            slack[r] = 1e-12 * Math.Max(cells.Rules.Scales[r], Math.Abs(cells.Limits[r]));
        }

        gains = new double[cells.CellCount];
        var priced = cells.PricesFor(prices, 1);
        for (var i = 0; i < cells.CustomerCount; i++)
        {
            for (var cell = cells.Start[i]; cell < cells.Start[i + 1]; cell++)
            {
                gains[cell] = cells.Gain(priced, i, cell);
            }
        }

        cells.Measure(plan, usage);
    }

    /// <summary>The value of the mended plan, or −∞ when it still breaks a limit; the plan is changed in place.</summary>
    public static double Run(AllocationCells cells, bool[]? isClosed, int[]? fixedCells, double[] prices, int[] plan)
    {
        var repair = new AllocationRepair(cells, isClosed, fixedCells, prices, plan);
        for (var round = 0; round < 3 * prices.Length + 5 && repair.Mend(); round++)
        {
        }

        if (repair.Violation() > 0)
        {
            return double.NegativeInfinity;
        }

        for (var round = 0; round < 6 && repair.Improve(); round++)
        {
        }

        return cells.Measure(plan, repair.usage);
    }

    /// <summary>True when a plan meets every limit, up to rounding.</summary>
    public static bool Meets(AllocationCells cells, ReadOnlySpan<double> usage)
    {
        for (var r = 0; r < usage.Length; r++)
        {
            if (usage[r] > cells.Limits[r] + 1e-12 * Math.Max(cells.Rules.Scales[r], Math.Abs(cells.Limits[r])))
            {
                return false;
            }
        }

        return true;
    }

    private double Violation()
    {
        var sum = 0.0;
        for (var r = 0; r < usage.Length; r++)
        {
            sum += Excess(r, 0);
        }

        return sum;
    }

    private double Excess(int row, double added)
    {
        var over = usage[row] + added - cells.Limits[row];
        return over > slack[row] ? over / cells.Rules.Scales[row] : 0;
    }

    // Moves of single customers that lower the violation, the cheapest per unit first; one pass. False when nothing moved.
    private bool Mend()
    {
        if (Violation() == 0)
        {
            return false;
        }

        var keys = new List<double>();
        var moves = new List<long>();
        for (var i = 0; i < cells.CustomerCount; i++)
        {
            if (fixedCells is not null && fixedCells[i] != AllocationCells.Free)
            {
                continue;
            }

            for (var cell = cells.Start[i] - 1; cell < cells.Start[i + 1]; cell++)
            {
                var to = cell < cells.Start[i] ? AllocationCells.None : cell;
                var relief = to == plan[i] || to >= 0 && isClosed is not null && isClosed[to] ? 0 : Relief(i, to);
                if (relief > 1e-15)
                {
                    keys.Add((Gain(plan[i]) - Gain(to)) / relief);
                    moves.Add(((long)i << 32) | (uint)(to + 1));
                }
            }
        }

        var order = Order(keys);
        var moved = false;
        foreach (var k in order)
        {
            var i = (int)(moves[k] >> 32);
            var to = (int)(uint)moves[k] - 1;
            if (to != plan[i] && Relief(i, to) > 1e-15)
            {
                Move(i, to);
                moved = true;
                if (Violation() == 0)
                {
                    return false;
                }
            }
        }

        return moved;
    }

    // Moves that raise the value and break nothing, the best at the prices first; one pass. False when nothing moved.
    private bool Improve()
    {
        var keys = new List<double>();
        var moves = new List<long>();
        for (var i = 0; i < cells.CustomerCount; i++)
        {
            if (fixedCells is not null && fixedCells[i] != AllocationCells.Free)
            {
                continue;
            }

            for (var to = cells.Start[i]; to < cells.Start[i + 1]; to++)
            {
                if (cells.Value[to] > Value(plan[i]) && (isClosed is null || !isClosed[to]) && Fits(i, to))
                {
                    keys.Add(Gain(plan[i]) - Gain(to));
                    moves.Add(((long)i << 32) | (uint)(to + 1));
                }
            }
        }

        var moved = false;
        foreach (var k in Order(keys))
        {
            var i = (int)(moves[k] >> 32);
            var to = (int)(uint)moves[k] - 1;
            if (cells.Value[to] > Value(plan[i]) && Fits(i, to))
            {
                Move(i, to);
                moved = true;
            }
        }

        return moved;
    }

    private static int[] Order(List<double> keys)
    {
        var sorted = keys.ToArray();
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (a, b) =>
        {
            var comparison = sorted[a].CompareTo(sorted[b]);
            return comparison != 0 ? comparison : a.CompareTo(b);
        });
        return order;
    }

    private double Gain(int cell) => cell >= 0 ? gains[cell] : 0;

    private double Value(int cell) => cell >= 0 ? cells.Value[cell] : 0;

    private void Change(int customer, int to)
    {
        Array.Clear(change, 0, change.Length);
        if (plan[customer] >= 0)
        {
            cells.AddUse(change, customer, plan[customer], -1);
        }

        if (to >= 0)
        {
            cells.AddUse(change, customer, to, 1);
        }
    }

    private double Relief(int customer, int to)
    {
        Change(customer, to);
        var relief = 0.0;
        for (var r = 0; r < change.Length; r++)
        {
            if (change[r] != 0)
            {
                relief += Excess(r, 0) - Excess(r, change[r]);
            }
        }

        return relief;
    }

    private bool Fits(int customer, int to)
    {
        Change(customer, to);
        for (var r = 0; r < change.Length; r++)
        {
            if (change[r] > 0 && usage[r] + change[r] > cells.Limits[r] + slack[r])
            {
                return false;
            }
        }

        return true;
    }

    private void Move(int customer, int to)
    {
        Change(customer, to);
        for (var r = 0; r < change.Length; r++)
        {
            usage[r] += change[r];
        }

        plan[customer] = to;
    }
}
