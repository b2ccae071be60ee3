namespace CustomerValue.Information;

/// <summary>Withholds more cells until none that is withheld can be computed from the others.</summary>
/// <remarks>
/// Rows and columns, those of the totals included, are nodes; a cell joins its row and its column. Raising a cell by one leads from its row to
/// its column, lowering it, where it is above 0, back; for the totals of rows and of columns, which stand on the other side of their sums, it is the
/// other way round. What is withheld can change without anything shown changing exactly along closed paths of withheld cells; so every
/// withheld cell must lie on such a path, and where it does not, the cheapest path through shown cells is withheld with it. Cells on
/// that path lie on it too, so each needs one path only.
/// </remarks>
internal static class ComplementaryCells
{
    public static void Add(long[] counts, CellState[] states, int rows, int columns)
    {
        for (var cell = 0; cell < states.Length; cell++)
        {
            if (states[cell] == CellState.Small)
            {
                Protect(counts, states, rows, columns, cell);
            }
        }
    }

    private static void Protect(long[] counts, CellState[] states, int rows, int columns, int cell)
    {
        int row = cell / columns, column = rows + cell % columns;
        var best = double.PositiveInfinity;
        int[] path = [];

        // One more in the cell needs a way back from its column to its row, or the other way round for one less.
        foreach (var (from, to) in new[] { (row, column), (column, row) })
        {
            if (best > 0 && Allowed(counts, rows, columns, from, to) && Cheapest(counts, states, rows, columns, cell, to, from) is { } found && found.Cost < best)
            {
                (best, path) = (found.Cost, found.Cells);
            }
        }

        foreach (var other in path)
        {
            states[other] = states[other] == CellState.Published ? CellState.Complementary : states[other];
        }
    }

    private static int Cell(int rows, int columns, int from, int to) => from < rows ? from * columns + to - rows : to * columns + from - rows;

    // Row to column raises a cell, column to row lowers it; for the totals of one side the other way round.
    private static bool Allowed(long[] counts, int rows, int columns, int from, int to)
    {
        int row = Math.Min(from, to), column = Math.Max(from, to) - rows;
        var isTotal = (row == rows - 1) != (column == columns - 1);
        return (from < rows) != isTotal || counts[Cell(rows, columns, from, to)] > 0;
    }

    // Dijkstra over rows and columns; what is withheld already costs nothing.
    private static (double Cost, int[] Cells)? Cheapest(long[] counts, CellState[] states, int rows, int columns, int without, int start, int end)
    {
        var nodes = rows + columns;
        var cost = new double[nodes];
        var before = new int[nodes];
        var done = new bool[nodes];
        cost.AsSpan().Fill(double.PositiveInfinity);
        cost[start] = 0;
        for (var turn = 0; turn < nodes; turn++)
        {
            var at = -1;
            for (var node = 0; node < nodes; node++)
            {
                at = !done[node] && !double.IsInfinity(cost[node]) && (at < 0 || cost[node] < cost[at]) ? node : at;
            }

            if (at < 0 || at == end)
            {
                break;
            }

            done[at] = true;
            for (int next = at < rows ? rows : 0, last = at < rows ? nodes : rows; next < last; next++)
            {
                var cell = Cell(rows, columns, at, next);
                if (cell == without || !Allowed(counts, rows, columns, at, next))
                {
                    continue;
                }

                var through = cost[at] + (states[cell] == CellState.Published ? 1.0 + counts[cell] : 0);
                if (through < cost[next])
                {
                    (cost[next], before[next]) = (through, at);
                }
            }
        }

        if (double.IsInfinity(cost[end]))
        {
            return null;
        }

        List<int> cells = [];
        for (var node = end; node != start; node = before[node])
        {
            cells.Add(Cell(rows, columns, before[node], node));
        }

        return (cost[end], [.. cells]);
    }
}
