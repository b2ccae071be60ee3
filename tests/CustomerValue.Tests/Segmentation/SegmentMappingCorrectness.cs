using CustomerValue.Segmentation;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerValue.Tests.Segmentation;

public sealed class SegmentMappingCorrectness
{
    [Fact]
    public void The_matching_keeps_the_most_customers_not_the_largest_cell_first()
    {
        // Greedy takes 10 + 0; the best is 9 + 8.
        var mapping = Of(new double[,] { { 10, 9 }, { 8, 0 } });
        mapping.NewOf(0).Should().Be(1);
        mapping.NewOf(1).Should().Be(0);
        mapping.Agreement.Value.Should().BeApproximately(17 / 27.0, 1e-15);
        mapping.Overlap(0, 0).Should().Be(10);
    }

    [Fact]
    public void More_segments_on_one_side_leave_some_without_partner()
    {
        var split = Of(new double[,] { { 5, 4, 0 }, { 0, 0, 7 } });
        (split.NewOf(0), split.NewOf(1)).Should().Be((0, 2));
        split.OldOf(1).Should().Be(-1);
        var merged = Of(new double[,] { { 5, 0 }, { 4, 0 }, { 0, 7 } });
        (merged.NewOf(0), merged.NewOf(1), merged.NewOf(2)).Should().Be((0, -1, 1));
    }

    // scikit-learn 1.2.1: adjusted_rand_score.
    [Theory]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 0, 1, 2 }, 0.5714285714285714)]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 1, 1, 0, 0 }, 1.0)]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 1, 0, 1 }, -0.5)]
    [InlineData(new[] { 0, 0, 0, 0 }, new[] { 0, 0, 0, 0 }, 1.0)]
    [InlineData(new[] { 0, 0, 0, 1, 1, 1, 2, 2, 2 }, new[] { 0, 0, 1, 1, 1, 1, 2, 2, 0 }, 0.35714285714285715)]
    public void The_adjusted_Rand_index_agrees(int[] old, int[] renewed, double expected) =>
        SegmentMapping.Match(old, 3, renewed, 3).AdjustedRandIndex.Value.Should().BeApproximately(expected, 1e-14);

    [Fact]
    public void No_permutation_of_four_segments_does_better() => Prop.ForAll<byte[]>(cells =>
    {
        var gain = new double[4, 4];
        for (var i = 0; i < Math.Min(cells.Length, 16); i++)
        {
            gain[i / 4, i % 4] = cells[i] % 20;
        }

        gain[3, 3] += 1;
        var mapping = Of(gain);
        var kept = Enumerable.Range(0, 4).Sum(i => gain[i, mapping.NewOf(i)]);
        kept.Should().Be(Permutations([0, 1, 2, 3]).Max(p => Enumerable.Range(0, 4).Sum(i => gain[i, p[i]])));
        Enumerable.Range(0, 4).Select(mapping.NewOf).Should().OnlyHaveUniqueItems();
    }).Check(Config.QuickThrowOnFailure.WithReplay(20261124, 9));

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        ((Action)(() => SegmentMapping.Match([0], 1, [0, 1], 2))).Should().Throw<ArgumentException>();
        ((Action)(() => SegmentMapping.Match([0, 1], 2, [0, 2], 2))).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        SegmentMapping.Match([], 2, [], 2).Agreement.Reason.Should().Be(UndefinedReason.NoObservations);
    }

    private static SegmentMapping Of(double[,] counts)
    {
        var (old, renewed, weights) = (new List<int>(), new List<int>(), new List<double>());
        for (var i = 0; i < counts.GetLength(0); i++)
        {
            for (var j = 0; j < counts.GetLength(1); j++)
            {
                old.Add(i);
                renewed.Add(j);
                weights.Add(counts[i, j]);
            }
        }

        return SegmentMapping.Match(old.ToArray(), counts.GetLength(0), renewed.ToArray(), counts.GetLength(1), weights.ToArray());
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(item => Permutations(items.Where(i => i != item).ToArray()).Select(rest => new[] { item }.Concat(rest).ToArray()));
}
