namespace CustomerValue.Targeting;

/// <summary>Exact search over the cells that prices could not rule out: best bound first, with a limit on nodes.</summary>
internal sealed class BranchAndBound
{
    private const int MostPlansKept = 400;

    // Cells priced: the end of a search whose nodes are large, in place of a clock.
    private const double MostWork = 1e9;

    private readonly AllocationCells cells;
    private readonly int threads;
    private readonly double tolerance;
    private readonly double gap;
    private readonly List<Node> open = [];
    private readonly List<int[]> pool = [];
    private double work;

    private BranchAndBound(AllocationCells cells, int[]? incumbent, double value, double gap, int threads)
    {
        this.cells = cells;
        this.threads = threads;
        this.gap = gap;
        Plan = incumbent;
        Value = value;
        tolerance = 1e-10 * Math.Max(1e-300, cells.ValueScale);
    }

    /// <summary>The best plan found, or null.</summary>
    public int[]? Plan { get; private set; }

    /// <summary>Its value, −∞ without a plan.</summary>
    public double Value { get; private set; }

    /// <summary>No plan of these cells is worth more; −∞ when there is none.</summary>
    public double Bound { get; private set; }

    public int Nodes { get; private set; }

    public static BranchAndBound Run(AllocationCells cells, int[]? incumbent, double value, double bound, double gap, int nodeLimit, int threads, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var search = new BranchAndBound(cells, incumbent, value, gap, threads);
        var free = new int[cells.CustomerCount];
        free.AsSpan().Fill(AllocationCells.Free);
        search.open.Add(new Node(bound, new bool[cells.CellCount], free));
        while (search.open.Count > 0 && search.Nodes < nodeLimit && search.work < MostWork)
        {
            cancellation.ThrowIfCancellationRequested();
            var node = search.Take();
            if (search.IsClosed(node.Bound))
            {
                // The open node with the highest bound cannot improve: none can.
                search.open.Clear();
                break;
            }

            search.Nodes++;
            search.Expand(node, cancellation);
            progress?.Report(new FitProgress("branch and bound", search.Nodes, nodeLimit));
        }

        search.Bound = search.Value;
        foreach (var node in search.open)
        {
            search.Bound = Math.Max(search.Bound, node.Bound);
        }

        return search;
    }

    private bool IsClosed(double bound) => bound <= Value + tolerance || bound - Value <= gap * Math.Abs(bound);

    private Node Take()
    {
        var best = 0;
        for (var k = 1; k < open.Count; k++)
        {
            best = open[k].Bound > open[best].Bound ? k : best;
        }

        var node = open[best];
        open.RemoveAt(best);
        return node;
    }

    private void Expand(Node node, CancellationToken cancellation)
    {
        var search = new PriceSearch(cells, node.IsClosed, node.Fixed, threads, keepPlans: true);
        search.Run(Value + tolerance, 1e-11, pool.Where(plan => IsAllowed(plan, node)), null, cancellation);
        Remember(search.Plans);
        work += (double)search.Evaluations * (cells.CellCount + 50);
        var bound = Math.Min(node.Bound, cells.Tighten(search.Bound));
        if (search.IsInfeasible || IsClosed(bound))
        {
            return;
        }

        var plan = (int[])search.Assignment.Clone();
        Offer(plan, AllocationRepair.Run(cells, node.IsClosed, node.Fixed, search.Prices, plan));
        if (IsClosed(bound))
        {
            return;
        }

        RuleOut(node, search, bound);
        var (customer, cell) = Fractional(node, search.Shares);
        if (cell < 0)
        {
            (customer, cell) = Rounded(node, search.Shares);
            if (cell < 0)
            {
                return;
            }
        }

        var yes = (int[])node.Fixed.Clone();
        yes[customer] = cell;
        open.Add(new Node(bound, node.IsClosed, yes));
        var closed = (bool[])node.IsClosed.Clone();
        closed[cell] = true;
        open.Add(new Node(bound, closed, node.Fixed));
    }

    private void Offer(int[] plan, double value)
    {
        if (value > Value)
        {
            Plan = (int[])plan.Clone();
            Value = value;
        }
    }

    // A cell whose use would push the bound below the best plan is out.
    private void RuleOut(Node node, PriceSearch search, double bound)
    {
        var prices = cells.PricesFor(search.Prices, 1);
        for (var i = 0; i < cells.CustomerCount; i++)
        {
            if (node.Fixed[i] != AllocationCells.Free)
            {
                continue;
            }

            var best = search.Assignment[i] >= 0 ? cells.Gain(prices, i, search.Assignment[i]) : 0;
            for (var cell = cells.Start[i]; cell < cells.Start[i + 1]; cell++)
            {
                node.IsClosed[cell] |= cells.Tighten(search.Bound - (best - cells.Gain(prices, i, cell))) <= Value + tolerance;
            }
        }
    }

    // The open customer whose share is nearest to one half; the lowest at a tie.
    private (int Customer, int Cell) Fractional(Node node, Dictionary<int, double> shares)
    {
        var (customer, chosen, distance) = (-1, -1, 1e-7);
        for (var i = 0; i < cells.CustomerCount; i++)
        {
            for (var cell = cells.Start[i]; cell < cells.Start[i + 1] && node.Fixed[i] == AllocationCells.Free; cell++)
            {
                if (!node.IsClosed[cell] && shares.TryGetValue(cell, out var share) && Math.Min(share, 1 - share) > distance)
                {
                    (customer, chosen, distance) = (i, cell, Math.Min(share, 1 - share));
                }
            }
        }

        return (customer, chosen);
    }

    // The relaxation chose whole cells: take them as a plan. Where rounding still leaves a gap, branch on any open cell.
    private (int Customer, int Cell) Rounded(Node node, Dictionary<int, double> shares)
    {
        var plan = new int[cells.CustomerCount];
        for (var i = 0; i < plan.Length; i++)
        {
            plan[i] = node.Fixed[i] == AllocationCells.Free ? AllocationCells.None : node.Fixed[i];
            for (var cell = cells.Start[i]; cell < cells.Start[i + 1] && node.Fixed[i] == AllocationCells.Free; cell++)
            {
                plan[i] = shares.TryGetValue(cell, out var share) && share > 0.5 ? cell : plan[i];
            }
        }

        var usage = new double[cells.Rules.RowCount];
        var value = cells.Measure(plan, usage);
        if (AllocationRepair.Meets(cells, usage))
        {
            Offer(plan, value);
        }

        for (var i = 0; i < plan.Length && !IsClosed(node.Bound); i++)
        {
            for (var cell = cells.Start[i]; cell < cells.Start[i + 1] && node.Fixed[i] == AllocationCells.Free; cell++)
            {
                if (!node.IsClosed[cell] && cell == plan[i])
                {
                    return (i, cell);
                }
            }
        }

        return FirstOpen(node);
    }

    private (int Customer, int Cell) FirstOpen(Node node)
    {
        for (var i = 0; i < cells.CustomerCount && !IsClosed(node.Bound); i++)
        {
            for (var cell = cells.Start[i]; cell < cells.Start[i + 1] && node.Fixed[i] == AllocationCells.Free; cell++)
            {
                if (!node.IsClosed[cell])
                {
                    return (i, cell);
                }
            }
        }

        return (-1, -1);
    }

    private void Remember(IReadOnlyList<int[]> plans)
    {
        foreach (var plan in plans)
        {
            pool.Add(plan);
        }

        if (pool.Count > MostPlansKept)
        {
            pool.RemoveRange(0, pool.Count - MostPlansKept);
        }
    }

    private static bool IsAllowed(int[] plan, Node node)
    {
        for (var i = 0; i < plan.Length; i++)
        {
            if (node.Fixed[i] != AllocationCells.Free ? plan[i] != node.Fixed[i] : plan[i] >= 0 && node.IsClosed[plan[i]])
            {
                return false;
            }
        }

        return true;
    }

    private sealed class Node(double bound, bool[] isClosed, int[] fixedCells)
    {
        public double Bound { get; } = bound;

        public bool[] IsClosed { get; } = isClosed;

        public int[] Fixed { get; } = fixedCells;
    }
}
