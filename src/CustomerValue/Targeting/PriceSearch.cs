using CustomerValue.Numerics;

namespace CustomerValue.Targeting;

/// <summary>The prices of the limits that give the lowest upper bound: column generation, smoothed towards the best prices so far.</summary>
/// <remarks>
/// For any prices λ ≥ 0, λ·limits + Σ customers' best gains bounds every plan (Lagrange); the master program mixes the plans
/// that the prices called forth (Dantzig, Wolfe 1960; smoothing after Wentges 1997).
/// </remarks>
internal sealed class PriceSearch
{
    private const double Smoothing = 0.4;

    private readonly AllocationCells cells;
    private readonly bool[]? isClosed;
    private readonly int[]? fixedCells;
    private readonly int threads;
    private readonly bool keepPlans;
    private readonly List<int[]> plans = [];

    // In place of plans that are not kept: the prices that called them forth; none for the first.
    private readonly List<(double[] Prices, double Phase)?> calls = [];
    private readonly double[] scales;
    private readonly double valueScale;
    private readonly int[] scratch;
    private ColumnSimplex? master;

    public PriceSearch(AllocationCells cells, bool[]? isClosed, int[]? fixedCells, int threads, bool keepPlans)
    {
        this.cells = cells;
        this.isClosed = isClosed;
        this.fixedCells = fixedCells;
        this.threads = threads;
        this.keepPlans = keepPlans;
        scales = cells.Rules.Scales;
        valueScale = cells.ValueScale > 0 ? cells.ValueScale : 1;
        scratch = new int[cells.CustomerCount];
        Prices = new double[cells.Rules.RowCount];
        Assignment = new int[cells.CustomerCount];
    }

    /// <summary>Lowest upper bound found.</summary>
    public double Bound { get; private set; } = double.PositiveInfinity;

    /// <summary>The prices that gave it; when infeasible, those that prove it.</summary>
    public double[] Prices { get; private set; }

    /// <summary>Every customer's best cell at these prices.</summary>
    public int[] Assignment { get; private set; }

    public bool IsInfeasible { get; private set; }

    public int Evaluations { get; private set; }

    /// <summary>Shares with which the relaxation gives cells to customers; only when plans are kept.</summary>
    public Dictionary<int, double> Shares { get; } = [];

    /// <summary>Searches until the bound meets the master program, or falls to a value that is good enough.</summary>
    public void Run(double enough, double tolerance, IEnumerable<int[]>? known, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var rows = cells.Rules.RowCount;
        for (var i = 0; i < scratch.Length; i++)
        {
            scratch[i] = fixedCells is not null && fixedCells[i] >= 0 ? fixedCells[i] : AllocationCells.None;
        }

        var limits = new double[rows];
        for (var r = 0; r < rows; r++)
        {
            limits[r] = cells.Limits[r] / scales[r];
        }

        var first = Column(scratch, out var value);
        master = new ColumnSimplex(limits, first, value);
        calls.Add(null);
        Keep(scratch);
        foreach (var plan in known ?? [])
        {
            master.Add(Column(plan, out var worth), worth);
            Keep(plan);
        }

        if (!master.IsFeasible && !Feasible(master, limits, cancellation))
        {
            IsInfeasible = true;
            return;
        }

        var y = new double[rows + 1];
        var query = new double[rows];
        var best = new double[rows];
        var bound = double.PositiveInfinity;
        for (var round = 0; round < 40 * (rows + 25); round++)
        {
            cancellation.ThrowIfCancellationRequested();
            master.Optimize(y);
            var objective = master.Objective;
            if (bound - objective <= tolerance || bound * valueScale <= enough)
            {
                break;
            }

            var smooth = double.IsInfinity(bound) ? 0 : Smoothing;
            var added = false;
            for (var attempt = 0; attempt < 2 && !added; attempt++, smooth = 0)
            {
                for (var r = 0; r < rows; r++)
                {
                    query[r] = Math.Max(0, smooth * best[r] + (1 - smooth) * y[r]);
                }

                var found = Evaluate(query, limits, 1);
                if (found < bound)
                {
                    bound = found;
                    query.CopyTo(best, 0);
                    scratch.CopyTo(Assignment, 0);
                }

                master.Add(Column(scratch, out var worth), worth);
                Keep(scratch);
                calls.Add((Unscaled(query, 1), 1));
                added = master.Gain(master.ColumnCount - 1, y) > 1e-12 || smooth == 0;
            }

            if (master.Gain(master.ColumnCount - 1, y) <= 1e-12 && bound - objective > tolerance && Stalled(master, y, objective))
            {
                break;
            }

            progress?.Report(new FitProgress("prices", round + 1, 0));
        }

        Bound = bound * valueScale;
        for (var r = 0; r < rows; r++)
        {
            Prices[r] = best[r] * valueScale / scales[r];
        }

        if (keepPlans)
        {
            Share(master);
        }
    }

    public IReadOnlyList<int[]> Plans => plans;

    /// <summary>The plans whose mix solves the relaxation, with their shares; made again from their prices. Only for a search without known plans.</summary>
    public IReadOnlyList<(int[] Plan, double Share)> Mix()
    {
        var mix = new List<(int[] Plan, double Share)>();
        foreach (var (column, weight) in master!.Weights())
        {
            if (weight > 1e-9)
            {
                var plan = new int[cells.CustomerCount];
                plan.AsSpan().Fill(AllocationCells.None);
                if (calls[column] is { } call)
                {
                    cells.Best(cells.PricesFor(call.Prices, call.Phase), isClosed, fixedCells, plan, threads);
                }

                mix.Add((plan, weight));
            }
        }

        return mix;
    }

    // The exact prices called forth no better plan: rounding is all that is left.
    private static bool Stalled(ColumnSimplex master, double[] y, double objective)
    {
        master.Optimize(y);
        return master.Objective <= objective;
    }

    // Phase one: prices without values. A negative bound proves that no mix of plans meets the limits.
    private bool Feasible(ColumnSimplex master, double[] limits, CancellationToken cancellation)
    {
        var rows = limits.Length;
        var y = new double[rows + 1];
        var query = new double[rows];
        for (var round = 0; round < 20 * (rows + 25); round++)
        {
            cancellation.ThrowIfCancellationRequested();
            master.Optimize(y);
            if (master.Infeasibility() <= 1e-10)
            {
                master.EnterPhaseTwo();
                return true;
            }

            for (var r = 0; r < rows; r++)
            {
                query[r] = Math.Max(0, y[r]);
            }

            var bound = Evaluate(query, limits, 0);
            if (bound < -1e-10)
            {
                for (var r = 0; r < rows; r++)
                {
                    Prices[r] = query[r];
                }

                return false;
            }

            master.Add(Column(scratch, out var value), value);
            Keep(scratch);
            calls.Add((Unscaled(query, 0), 0));
        }

        master.EnterPhaseTwo();
        return true;
    }

    // In scaled units; leaves the assignment in scratch.
    private double Evaluate(double[] query, double[] limits, double phase)
    {
        var bound = 0.0;
        for (var r = 0; r < query.Length; r++)
        {
            bound += query[r] * limits[r];
        }

        Evaluations++;
        var gains = cells.Best(cells.PricesFor(Unscaled(query, phase), phase), isClosed, fixedCells, scratch, threads);
        return bound + gains / (phase > 0 ? valueScale : 1);
    }

    private double[] Unscaled(double[] query, double phase)
    {
        var unscaled = new double[query.Length];
        for (var r = 0; r < unscaled.Length; r++)
        {
            unscaled[r] = query[r] * (phase > 0 ? valueScale : 1) / scales[r];
        }

        return unscaled;
    }

    private double[] Column(int[] plan, out double value)
    {
        var usage = new double[scales.Length];
        value = cells.Measure(plan, usage) / valueScale;
        for (var r = 0; r < usage.Length; r++)
        {
            usage[r] /= scales[r];
        }

        return usage;
    }

    private void Keep(int[] plan)
    {
        if (keepPlans)
        {
            plans.Add((int[])plan.Clone());
        }
    }

    private void Share(ColumnSimplex master)
    {
        foreach (var (column, weight) in master.Weights())
        {
            foreach (var cell in plans[column])
            {
                if (cell >= 0)
                {
                    Shares[cell] = (Shares.TryGetValue(cell, out var share) ? share : 0) + weight;
                }
            }
        }
    }
}
