namespace CustomerValue.Targeting;

/// <summary>Prices, repair, and exact search over what the prices leave open.</summary>
internal sealed class AllocationSearch
{
    // Above this many open cells the exact search is a local improvement of a core.
    private const int MostOpenCells = 6000;
    private const int CoreCustomers = 120;

    private readonly AllocationCells cells;
    private readonly AllocationOptions options;
    private readonly IProgress<FitProgress>? progress;
    private readonly CancellationToken cancellation;

    // The bound before rounding to whole units: what losses are taken from.
    private double dual;

    public AllocationSearch(AllocationCells cells, AllocationOptions options, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        this.cells = cells;
        this.options = options;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /// <summary>The best plan found, or null.</summary>
    public int[]? Plan { get; private set; }

    public double Value { get; private set; } = double.NegativeInfinity;

    public double Bound { get; private set; }

    public double[] Prices { get; private set; } = [];

    public bool IsInfeasible { get; private set; }

    public int Nodes { get; private set; }

    public int Evaluations { get; private set; }

    private double Tolerance => 1e-10 * Math.Max(1e-300, cells.ValueScale);

    private bool IsDone => Plan is not null && (Bound <= Value + Tolerance || Bound - Value <= options.Gap * Math.Abs(Bound));

    public void Run()
    {
        var search = new PriceSearch(cells, null, null, options.Threads, keepPlans: false);
        search.Run(double.NegativeInfinity, 1e-10, null, progress, cancellation);
        Evaluations = search.Evaluations;
        Prices = search.Prices;
        dual = search.Bound;
        Bound = cells.Tighten(dual);
        if (search.IsInfeasible)
        {
            IsInfeasible = true;
            return;
        }

        var plan = (int[])search.Assignment.Clone();
        Take(plan, AllocationRepair.Run(cells, null, null, Prices, plan));
        if (!IsDone && search.Mix() is { Count: > 0 } mix)
        {
            var rounded = ShareRounding.Run(cells, mix);
            Take(rounded, AllocationRepair.Run(cells, null, null, Prices, rounded));
        }

        for (var round = 0; round < 4 && !IsDone && Nodes < options.NodeLimit; round++)
        {
            var losses = Losses(search.Assignment);
            var open = OpenCells(losses, out var openCells);
            if (openCells <= MostOpenCells || Plan is null && cells.CellCount <= 4 * MostOpenCells)
            {
                SearchAll(search.Assignment, open);
                return;
            }

            if (Plan is null || !SearchCore(losses, round))
            {
                return;
            }
        }
    }

    private void Take(int[] plan, double value)
    {
        if (value > Value)
        {
            Plan = plan;
            Value = value;
        }
    }

    // What the bound loses when a cell is used instead of the customer's best one.
    private double[] Losses(int[] assignment)
    {
        var priced = cells.PricesFor(Prices, 1);
        var losses = new double[cells.CellCount];
        for (var i = 0; i < cells.CustomerCount; i++)
        {
            var best = assignment[i] >= 0 ? cells.Gain(priced, i, assignment[i]) : 0;
            for (var cell = cells.Start[i]; cell < cells.Start[i + 1]; cell++)
            {
                losses[cell] = best - cells.Gain(priced, i, cell);
            }
        }

        return losses;
    }

    private bool[] OpenCells(double[] losses, out int count)
    {
        count = 0;
        var open = new bool[losses.Length];
        for (var cell = 0; cell < losses.Length; cell++)
        {
            open[cell] = Plan is null || cells.Tighten(dual - losses[cell]) > Value + Tolerance;
            count += open[cell] ? 1 : 0;
        }

        return open;
    }

    // Customers with one way left are settled; the others are searched exactly.
    private void SearchAll(int[] assignment, bool[] open)
    {
        var priced = cells.PricesFor(Prices, 1);
        var settled = new int[cells.CustomerCount];
        for (var i = 0; i < settled.Length; i++)
        {
            var ways = 0;
            for (var cell = cells.Start[i]; cell < cells.Start[i + 1]; cell++)
            {
                ways += open[cell] ? 1 : 0;
            }

            var best = assignment[i] >= 0 ? cells.Gain(priced, i, assignment[i]) : 0;
            var noneIsOut = Plan is not null && cells.Tighten(dual - best) <= Value + Tolerance;
            settled[i] = ways == 0 ? AllocationCells.None : ways == 1 && noneIsOut ? assignment[i] : AllocationCells.Free;
        }

        var core = AllocationCore.Of(cells, settled, open);
        var found = BranchAndBound.Run(core.Cells, Plan is null ? null : core.Restrict(Plan), Plan is null ? double.NegativeInfinity : Value - core.SettledValue, Bound - core.SettledValue, options.Gap, options.NodeLimit - Nodes, options.Threads, progress, cancellation);
        Nodes += found.Nodes;
        if (found.Plan is not null && found.Value + core.SettledValue > Value)
        {
            Adopt(core.Extend(found.Plan, settled));
        }

        if (Plan is null)
        {
            IsInfeasible = double.IsNegativeInfinity(found.Bound);
            return;
        }

        Bound = Math.Min(Bound, Math.Max(Value, found.Bound + core.SettledValue));
    }

    // Too much is open: improve the plan among the customers whose choice hangs most in the balance.
    private bool SearchCore(double[] losses, int round)
    {
        var keys = new double[cells.CustomerCount];
        var order = new int[cells.CustomerCount];
        for (var i = 0; i < keys.Length; i++)
        {
            order[i] = i;
            keys[i] = double.PositiveInfinity;
            for (var cell = cells.Start[i]; cell < cells.Start[i + 1]; cell++)
            {
                keys[i] = cell == Plan![i] ? keys[i] : Math.Min(keys[i], Math.Abs(losses[cell]));
            }
        }

        Array.Sort(order, (a, b) =>
        {
            var comparison = keys[a].CompareTo(keys[b]);
            return comparison != 0 ? comparison : a.CompareTo(b);
        });

        var settled = (int[])Plan!.Clone();
        for (var k = 0; k < Math.Min(order.Length, CoreCustomers << round); k++)
        {
            settled[order[k]] = AllocationCells.Free;
        }

        var core = AllocationCore.Of(cells, settled, null);
        var limit = Math.Min(60, options.NodeLimit - Nodes);
        var before = Value;
        var found = BranchAndBound.Run(core.Cells, core.Restrict(Plan), Value - core.SettledValue, Bound - core.SettledValue, options.Gap, limit, options.Threads, progress, cancellation);
        Nodes += found.Nodes;
        if (found.Plan is not null && found.Value + core.SettledValue > Value)
        {
            Adopt(core.Extend(found.Plan, settled));
        }

        return Value > before || round < 1;
    }

    private void Adopt(int[] plan)
    {
        var usage = new double[cells.Rules.RowCount];
        var value = cells.Measure(plan, usage);
        if (value > Value && AllocationRepair.Meets(cells, usage))
        {
            Take(plan, value);
        }
    }
}
