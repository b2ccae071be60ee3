using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Tests.Information;

public sealed class PurchaseHistogramLaws
{
    [Fact]
    public void Equal_histories_are_counted_once_and_sorted()
    {
        var histogram = PurchaseHistogram.FromHistories(
            PurchaseHistories.FromColumns([2, 0, 2, 1, 0], [5, 0, 5, 5, -0.0], [9, 9, 9, 8, 9], TimeUnit.Week));
        histogram.Age.ToArray().Should().Equal(8, 9, 9);
        histogram.Repeats.ToArray().Should().Equal(1, 0, 2);
        histogram.Recency.ToArray().Should().Equal(5, 0, 5);
        histogram.Counts.ToArray().Should().Equal(1, 2, 2);
        histogram.CustomerCount.Should().Be(5);
    }

    [Fact]
    public void Pieces_merge_to_the_whole_in_any_order()
    {
        var random = RandomStream.Open(3, "histories");
        var columns = Enumerable.Range(0, 20_000).Select(_ =>
        {
            var age = 1 + random.NextInt(60);
            var x = random.NextInt(5);
            return (x, tx: x == 0 ? 0 : random.NextInt(age) / 7.0, t: age / 7.0);
        }).ToArray();
        PurchaseHistogram Count(IEnumerable<(int X, double Tx, double T)> rows)
        {
            var list = rows.ToArray();
            return PurchaseHistogram.FromHistories(PurchaseHistories.FromColumns(
                list.Select(r => r.X).ToArray(), list.Select(r => r.Tx).ToArray(), list.Select(r => r.T).ToArray(), TimeUnit.Week));
        }

        var whole = Count(columns);
        var a = Count(columns.Take(7000));
        var b = Count(columns.Skip(7000).Take(1));
        var c = Count(columns.Skip(7001).Reverse());
        foreach (var merged in new[] { a + b + c, c + (b + a), b.Merge(c).Merge(a) })
        {
            merged.CustomerCount.Should().Be(20_000);
            merged.Repeats.ToArray().Should().Equal(whole.Repeats.ToArray());
            merged.Recency.ToArray().Should().Equal(whole.Recency.ToArray());
            merged.Age.ToArray().Should().Equal(whole.Age.ToArray());
            merged.Counts.ToArray().Should().Equal(whole.Counts.ToArray());
        }
    }

    [Fact]
    public void A_group_by_may_hold_zeros_repeats_and_billions()
    {
        var histogram = PurchaseHistogram.FromCounts([1, 1, 0], [2, 2, 0], [3, 3, 3], [3_000_000_000, 4, 0], TimeUnit.Day);
        histogram.PatternCount.Should().Be(1);
        histogram.CustomerCount.Should().Be(3_000_000_004);
        ((Action)(() => PurchaseHistogram.FromCounts([1, 1], [2, 2], [3, 3], [long.MaxValue, 1], TimeUnit.Day))).Should().Throw<OverflowException>();
    }

    [Fact]
    public void Nobody_is_a_histogram_too() =>
        PurchaseHistogram.FromCounts([], [], [], [], TimeUnit.Day).CustomerCount.Should().Be(0);
}
