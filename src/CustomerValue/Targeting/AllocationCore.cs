namespace CustomerValue.Targeting;

/// <summary>The customers that are still open, under what the settled ones leave of the limits.</summary>
internal sealed class AllocationCore
{
    private readonly int[] customers;
    private readonly int[] origin;

    private AllocationCore(AllocationCells cells, double settledValue, int[] customers, int[] origin)
    {
        Cells = cells;
        SettledValue = settledValue;
        this.customers = customers;
        this.origin = origin;
    }

    public AllocationCells Cells { get; }

    public double SettledValue { get; }

    /// <summary>A core of the customers marked free, with their open cells.</summary>
    public static AllocationCore Of(AllocationCells cells, int[] settled, bool[]? open)
    {
        var usage = new double[cells.Rules.RowCount];
        var fixedPlan = settled.Select(cell => cell == AllocationCells.Free ? AllocationCells.None : cell).ToArray();
        var value = cells.Measure(fixedPlan, usage);
        var customers = Enumerable.Range(0, settled.Length).Where(i => settled[i] == AllocationCells.Free).ToArray();
        var origin = new List<int>();
        var start = new int[customers.Length + 1];
        for (var k = 0; k < customers.Length; k++)
        {
            for (var cell = cells.Start[customers[k]]; cell < cells.Start[customers[k] + 1]; cell++)
            {
                if (open is null || open[cell])
                {
                    origin.Add(cell);
                }
            }

            start[k + 1] = origin.Count;
        }

        var core = new AllocationCells
        {
            Rules = cells.Rules,
            Start = start,
            Choice = origin.Select(cell => cells.Choice[cell]).ToArray(),
            Value = origin.Select(cell => cells.Value[cell]).ToArray(),
            Cost = origin.Select(cell => cells.Cost[cell]).ToArray(),
            Segment = cells.Segment.Length == 0 ? [] : customers.Select(i => cells.Segment[i]).ToArray(),
            Limits = cells.Limits.Select((limit, r) => limit - usage[r]).ToArray(),
            ValueScale = cells.ValueScale,
            ValueUnits = cells.ValueUnits,
        };
        return new AllocationCore(core, value, customers, origin.ToArray());
    }

    /// <summary>A plan of all customers as cells of the core; cells the core lacks become nothing.</summary>
    public int[] Restrict(int[] plan)
    {
        var restricted = new int[customers.Length];
        for (var k = 0; k < customers.Length; k++)
        {
            restricted[k] = AllocationCells.None;
            for (var cell = Cells.Start[k]; cell < Cells.Start[k + 1]; cell++)
            {
                restricted[k] = origin[cell] == plan[customers[k]] ? cell : restricted[k];
            }
        }

        return restricted;
    }

    /// <summary>A plan of the core together with the settled customers.</summary>
    public int[] Extend(int[] plan, int[] settled)
    {
        var extended = (int[])settled.Clone();
        for (var k = 0; k < customers.Length; k++)
        {
            extended[customers[k]] = plan[k] >= 0 ? origin[plan[k]] : AllocationCells.None;
        }

        return extended;
    }
}
