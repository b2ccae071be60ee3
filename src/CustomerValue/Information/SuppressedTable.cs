namespace CustomerValue.Information;

/// <summary>A table of counts with its totals, fit to publish: small cells are withheld, and as many others as keep them from being computed.</summary>
/// <remarks>
/// Every withheld cell can have at least two values that agree with everything shown, with the totals and with counts being ≥ 0; it may still
/// be narrowed to a range. Totals are cells like others: a small one is withheld too. The cells withheld in addition are those of the smallest
/// counts along the cheapest closed path through each exposed cell; this is a heuristic, and does not promise the fewest. Two tables that share
/// cells must be cut together, or one gives away the other. Source: L. H. Cox, Network models for complementary cell suppression, JASA 90
/// (1995) 1453–1462. Immutable and thread-safe.
/// </remarks>
public sealed class SuppressedTable
{
    private readonly long[] counts;
    private readonly CellState[] states;

    private SuppressedTable(int rows, int columns, long[] counts, CellState[] states)
    {
        RowCount = rows;
        ColumnCount = columns;
        this.counts = counts;
        this.states = states;
    }

    /// <summary>Rows without the row of totals.</summary>
    public int RowCount { get; }

    /// <summary>Columns without the column of totals.</summary>
    public int ColumnCount { get; }

    /// <summary>Cells and totals that are withheld because they are small.</summary>
    public int SmallCount => states.Count(state => state == CellState.Small);

    /// <summary>Cells and totals that are withheld to protect those.</summary>
    public int ComplementaryCount => states.Count(state => state == CellState.Complementary);

    /// <summary>Withholds what is small and what would give it away.</summary>
    /// <param name="counts">Counts ≥ 0, row after row.</param>
    /// <param name="columns">Columns, ≥ 1; the counts fill whole rows.</param>
    /// <param name="options">What is too small.</param>
    /// <exception cref="ArgumentException">There is no count, a count is negative, the rows are not whole, or the total overflows.</exception>
    public static SuppressedTable Create(ReadOnlySpan<long> counts, int columns, SuppressionOptions options)
    {
        Guard.AtLeast(columns, 1);
        Guard.NotNull(options);
        if (counts.Length == 0 || counts.Length % columns != 0)
        {
            throw new ArgumentException($"counts has length {Guard.Text(counts.Length)}; whole rows of {Guard.Text(columns)} are needed, at least one.", nameof(counts));
        }

        var rows = counts.Length / columns;
        var all = WithTotals(counts, rows, columns);
        var states = Array.ConvertAll(all, count => count < options.Smallest && !(count == 0 && options.ShowZeros) ? CellState.Small : CellState.Published);
        ComplementaryCells.Add(all, states, rows + 1, columns + 1);
        return new SuppressedTable(rows, columns, all, states);
    }

    /// <summary>The count of a cell, null where it is withheld.</summary>
    /// <param name="row">Row; <see cref="RowCount"/> for the totals of the columns.</param>
    /// <param name="column">Column; <see cref="ColumnCount"/> for the totals of the rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such cell.</exception>
    public long? Count(int row, int column) => State(row, column) == CellState.Published ? counts[Place(row, column)] : null;

    /// <summary>Whether a cell is shown, and if not, why. Keep it with the table's makers: a reader who knows which cells are small learns more.</summary>
    /// <param name="row">Row; <see cref="RowCount"/> for the totals of the columns.</param>
    /// <param name="column">Column; <see cref="ColumnCount"/> for the totals of the rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such cell.</exception>
    public CellState State(int row, int column) => states[Place(row, column)];

    private int Place(int row, int column) => Guard.Between(row, 0, RowCount) * (ColumnCount + 1) + Guard.Between(column, 0, ColumnCount);

    private static long[] WithTotals(ReadOnlySpan<long> counts, int rows, int columns)
    {
        var all = new long[(rows + 1) * (columns + 1)];
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] < 0)
            {
                throw Guard.BrokenRow(nameof(counts), i, "count ≥ 0", Guard.Text(counts[i]));
            }

            int row = i / columns, column = i % columns;
            if (counts[i] > long.MaxValue - all[all.Length - 1])
            {
                throw new ArgumentException("The total of counts leaves the range of a long.", nameof(counts));
            }

            all[row * (columns + 1) + column] = counts[i];
            all[row * (columns + 1) + columns] += counts[i];
            all[rows * (columns + 1) + column] += counts[i];
            all[all.Length - 1] += counts[i];
        }

        return all;
    }
}
