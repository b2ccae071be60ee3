using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class SuppressedTableLaws
{
    private static SuppressedTable Cut(long[] counts, int columns, long smallest = 5, bool showZeros = false) =>
        SuppressedTable.Create(counts, columns, new SuppressionOptions { Smallest = smallest, ShowZeros = showZeros });

    [Fact]
    public void A_single_small_cell_takes_three_others_with_it()
    {
        // The 3 could be read off its row or column; so could any two cells of one row or column.
        var table = Cut([20, 50, 10, 8, 3, 30, 40, 60, 70], 3);
        table.State(1, 1).Should().Be(CellState.Small);
        table.SmallCount.Should().Be(1);
        table.ComplementaryCount.Should().Be(3);

        // The cheapest rectangle: 8 beside it, 50 above it, 20 at the corner.
        (table.State(1, 0), table.State(0, 1), table.State(0, 0)).Should().Be((CellState.Complementary, CellState.Complementary, CellState.Complementary));
        table.Count(1, 1).Should().BeNull();
        table.Count(1, 0).Should().BeNull();
        table.Count(2, 2).Should().Be(70);
        table.Count(1, 3).Should().Be(41);
        table.Count(3, 3).Should().Be(291);
    }

    [Fact]
    public void What_is_large_everywhere_is_shown_everywhere()
    {
        var table = Cut([5, 6, 7, 8], 2);
        (table.SmallCount, table.ComplementaryCount).Should().Be((0, 0));
        table.Count(2, 2).Should().Be(26);
    }

    [Fact]
    public void Nothing_withheld_can_be_computed_from_what_is_shown()
    {
        // By brute force: every table of counts that agrees with what is shown, totals included.
        var random = new Random(11);
        var withheld = 0;
        for (var turn = 0; turn < 400; turn++)
        {
            var (rows, columns) = turn % 4 == 0 ? (2, 2) : turn % 4 == 1 ? (2, 3) : turn % 4 == 2 ? (1, 4) : (3, 2);
            var counts = Enumerable.Range(0, rows * columns).Select(_ => (long)random.Next(0, 6)).ToArray();
            var table = Cut(counts, columns, 2 + random.Next(3), random.Next(2) == 0);
            var seen = new HashSet<long>[(rows + 1) * (columns + 1)];
            for (var i = 0; i < seen.Length; i++)
            {
                seen[i] = [];
            }

            foreach (var candidate in Agreeing(table, new long[rows * columns], 0))
            {
                for (var r = 0; r <= rows; r++)
                {
                    for (var c = 0; c <= columns; c++)
                    {
                        seen[r * (columns + 1) + c].Add(Sum(candidate, rows, columns, r, c));
                    }
                }
            }

            for (var r = 0; r <= rows; r++)
            {
                for (var c = 0; c <= columns; c++)
                {
                    var values = seen[r * (columns + 1) + c];
                    values.Should().Contain(Sum(counts, rows, columns, r, c));
                    if (table.State(r, c) != CellState.Published)
                    {
                        withheld++;
                        values.Count.Should().BeGreaterThan(1, "turn {0}, cell {1},{2} of {3} in rows of {4}", turn, r, c, string.Join(" ", counts), columns);
                    }
                }
            }
        }

        withheld.Should().BeGreaterThan(1000);
    }

    [Fact]
    public void Without_small_cells_nothing_is_withheld_and_small_ones_always_are()
    {
        var random = new Random(12);
        for (var turn = 0; turn < 100; turn++)
        {
            var (rows, columns) = (random.Next(1, 12), random.Next(1, 12));
            var counts = Enumerable.Range(0, rows * columns).Select(_ => (long)random.Next(0, 100)).ToArray();
            var table = Cut(counts, columns);
            for (var i = 0; i < counts.Length; i++)
            {
                var state = table.State(i / columns, i % columns);
                (state == CellState.Small).Should().Be(counts[i] < 5);
                table.Count(i / columns, i % columns).Should().Be(state == CellState.Published ? counts[i] : null);
            }

            (table.SmallCount > 0 || table.ComplementaryCount == 0).Should().BeTrue();
        }
    }

    [Fact]
    public void Zeros_may_be_shown()
    {
        Cut([0, 10, 10, 10], 2, showZeros: true).SmallCount.Should().Be(0);
        Cut([0, 10, 10, 10], 2).State(0, 0).Should().Be(CellState.Small);
    }

    [Fact]
    public void Input_is_checked()
    {
        FluentActions.Invoking(() => Cut([1, 2, 3], 2)).Should().Throw<ArgumentException>().WithMessage("counts has length 3; whole rows of 2 are needed*");
        FluentActions.Invoking(() => Cut([], 2)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Cut([1, -2], 2)).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks count ≥ 0: -2.*");
        FluentActions.Invoking(() => Cut([1], 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Cut([1], 1, 1)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("Smallest is 1; it must be ≥ 2.*");
        FluentActions.Invoking(() => Cut([long.MaxValue, 1], 2)).Should().Throw<ArgumentException>().WithMessage("The total of counts leaves the range*");
        FluentActions.Invoking(() => Cut([1], 1).Count(2, 0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static long Sum(long[] counts, int rows, int columns, int row, int column) =>
        counts.Where((_, i) => (row == rows || i / columns == row) && (column == columns || i % columns == column)).Sum();

    // Cells up to 9 are enough for a second value: a step of one along a closed path.
    private static IEnumerable<long[]> Agreeing(SuppressedTable table, long[] candidate, int at)
    {
        int rows = table.RowCount, columns = table.ColumnCount;
        if (at == candidate.Length)
        {
            yield return candidate;
            yield break;
        }

        int row = at / columns, column = at % columns;
        var (from, to) = table.Count(row, column) is { } shown ? (shown, shown) : (0L, 6L);
        for (var value = from; value <= to; value++)
        {
            candidate[at] = value;
            var last = at == candidate.Length - 1;
            if ((column == columns - 1 && table.Count(row, columns) is { } total && Sum(candidate, rows, columns, row, columns) != total)
                || (row == rows - 1 && table.Count(rows, column) is { } below && Sum(candidate, rows, columns, rows, column) != below)
                || (last && table.Count(rows, columns) is { } grand && candidate.Sum() != grand))
            {
                continue;
            }

            foreach (var found in Agreeing(table, candidate, at + 1))
            {
                yield return found;
            }
        }
    }
}
