namespace CustomerValue.Targeting;

/// <summary>Customers and the choices each may be given, with value and cost, under limits.</summary>
internal sealed class AllocationCells
{
    public const int None = -1;
    public const int Free = -2;

    private const int Block = 4096;

    public AllocationRules Rules { get; init; } = new();

    /// <summary>First cell of each customer, and the number of cells at the end.</summary>
    public int[] Start { get; init; } = [];

    public int[] Choice { get; init; } = [];

    public double[] Value { get; init; } = [];

    public double[] Cost { get; init; } = [];

    /// <summary>Segment of each customer that has bounds, −1 otherwise; empty without segments.</summary>
    public int[] Segment { get; init; } = [];

    /// <summary>What is left of the limits.</summary>
    public double[] Limits { get; init; } = [];

    /// <summary>Sum of each customer's best value: the unit in which gains are measured.</summary>
    public double ValueScale { get; init; }

    /// <summary>Units per 1 of value when all values are whole numbers of a decimal unit (100 for cents); 0 otherwise.</summary>
    public double ValueUnits { get; init; }

    public int CustomerCount => Start.Length - 1;

    public int CellCount => Choice.Length;

    /// <summary>A bound rounded down to whole units: no sum of values lies between.</summary>
    public double Tighten(double bound) => ValueUnits > 0 && double.IsFinite(bound) ? Math.Min(bound, Math.Floor(bound * ValueUnits + 1e-3) / ValueUnits) : bound;

    /// <summary>Adds what a cell uses, times a sign.</summary>
    public void AddUse(Span<double> usage, int customer, int cell, double sign)
    {
        var choice = Choice[cell];
        var rows = Rules.RowCount;
        var uses = Rules.ChoiceUse.AsSpan(choice * rows, rows);
        for (var r = 0; r < rows; r++)
        {
            usage[r] += sign * uses[r];
        }

        if (Rules.BudgetRow >= 0)
        {
            usage[Rules.BudgetRow] += sign * Cost[cell];
        }

        if (Rules.ReturnRow >= 0)
        {
            usage[Rules.ReturnRow] += sign * (Rules.Hurdle * Cost[cell] - Value[cell]);
        }

        if (Segment.Length > 0 && Segment[customer] >= 0)
        {
            foreach (var row in Rules.SegmentRows[Segment[customer]])
            {
                usage[row.Row] += sign * Rules.SegmentUse(row, choice);
            }
        }
    }

    /// <summary>Uses and value of an assignment of cells.</summary>
    public double Measure(int[] assignment, Span<double> usage)
    {
        usage.Clear();
        var value = 0.0;
        for (var i = 0; i < CustomerCount; i++)
        {
            if (assignment[i] >= 0)
            {
                AddUse(usage, i, assignment[i], 1);
                value += Value[assignment[i]];
            }
        }

        return value;
    }

    /// <summary>Prices as they meet a cell: gain = valueFactor·value − costFactor·cost − choice − choice in the segment.</summary>
    public CellPrices PricesFor(ReadOnlySpan<double> prices, double phase)
    {
        var rows = Rules.RowCount;
        var choice = new double[Rules.Choices.Length];
        for (var c = 0; c < choice.Length; c++)
        {
            for (var r = 0; r < rows; r++)
            {
                choice[c] += prices[r] * Rules.ChoiceUse[c * rows + r];
            }
        }

        var segment = new double[Rules.SegmentRows.Length * choice.Length];
        for (var k = 0; k < segment.Length; k++)
        {
            foreach (var row in Rules.SegmentRows[k / choice.Length])
            {
                segment[k] += prices[row.Row] * Rules.SegmentUse(row, k % choice.Length);
            }
        }

        var hurdle = Rules.ReturnRow >= 0 ? prices[Rules.ReturnRow] : 0;
        return new CellPrices(phase + hurdle, (Rules.BudgetRow >= 0 ? prices[Rules.BudgetRow] : 0) + hurdle * Rules.Hurdle, choice, segment);
    }

    /// <summary>What a cell gains a customer at given prices.</summary>
    public double Gain(CellPrices prices, int customer, int cell)
    {
        var choice = Choice[cell];
        var gain = prices.ValueFactor * Value[cell] - prices.CostFactor * Cost[cell] - prices.Choice[choice];
        return Segment.Length > 0 && Segment[customer] >= 0 ? gain - prices.Segment[Segment[customer] * prices.Choice.Length + choice] : gain;
    }

    /// <summary>Every customer's best cell at given prices (nothing, then the lowest cell, at a tie): assignment and Σ gains.</summary>
    /// <param name="prices">The prices.</param>
    /// <param name="isClosed">Cells that may not be used; null for none.</param>
    /// <param name="fixedCells">Cell of each customer, <see cref="Free"/> where the choice is open; null when all are.</param>
    /// <param name="assignment">Receives a cell or <see cref="None"/> per customer.</param>
    /// <param name="threads">Threads to use.</param>
    public double Best(CellPrices prices, bool[]? isClosed, int[]? fixedCells, int[] assignment, int threads)
    {
        var blocks = (CustomerCount + Block - 1) / Block;
        var sums = new double[blocks];
        if (threads > 1 && blocks > 1)
        {
            Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads }, b => sums[b] = BestOfBlock(b, prices, isClosed, fixedCells, assignment));
        }
        else
        {
            for (var b = 0; b < blocks; b++)
            {
                sums[b] = BestOfBlock(b, prices, isClosed, fixedCells, assignment);
            }
        }

        var total = 0.0;
        foreach (var sum in sums)
        {
            total += sum;
        }

        return total;
    }

    private double BestOfBlock(int block, CellPrices prices, bool[]? isClosed, int[]? fixedCells, int[] assignment)
    {
        var sum = 0.0;
        var end = Math.Min(CustomerCount, (block + 1) * Block);
        for (var i = block * Block; i < end; i++)
        {
            var chosen = None;
            var best = 0.0;
            if (fixedCells is not null && fixedCells[i] != Free)
            {
                chosen = fixedCells[i];
                best = chosen >= 0 ? Gain(prices, i, chosen) : 0;
            }
            else
            {
                for (var cell = Start[i]; cell < Start[i + 1]; cell++)
                {
                    var gain = Gain(prices, i, cell);
                    if (gain > best && (isClosed is null || !isClosed[cell]))
                    {
                        (best, chosen) = (gain, cell);
                    }
                }
            }

            assignment[i] = chosen;
            sum += best;
        }

        return sum;
    }
}

/// <summary>Prices as they meet a cell.</summary>
internal sealed class CellPrices(double valueFactor, double costFactor, double[] choice, double[] segment)
{
    public double ValueFactor { get; } = valueFactor;

    public double CostFactor { get; } = costFactor;

    public double[] Choice { get; } = choice;

    public double[] Segment { get; } = segment;
}
