using CustomerValue.Segmentation;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerValue.Tests.Segmentation;

public sealed class ConcentrationLaws
{
    private static readonly Config Hundred = Config.QuickThrowOnFailure.WithReplay(20261124, 7);

    [Fact]
    public void Weights_are_repeated_customers() => Prop.ForAll<PositiveInt[], byte[]>((amounts, counts) =>
    {
        var n = Math.Min(amounts.Length, counts.Length);
        var values = amounts.Take(n).Select(a => (double)(a.Get % 50)).ToArray();
        var weights = counts.Take(n).Select(c => (double)(c % 4)).ToArray();
        var repeated = values.SelectMany((value, i) => Enumerable.Repeat(value, (int)weights[i])).ToArray();
        Same(Concentration.From(values, weights), Concentration.From(repeated), 1);
    }).Check(Hundred);

    [Fact]
    public void Order_is_nothing_and_units_scale_amounts_alone() => Prop.ForAll<PositiveInt[]>(amounts =>
    {
        var values = amounts.Select(a => (double)(a.Get % 1000)).ToArray();
        var original = Concentration.From(values);
        var turned = Concentration.From(Enumerable.Reverse(values).Select(v => v * 4).ToArray());
        Same(turned, original, 4);
    }).Check(Hundred);

    [Fact]
    public void Classes_and_deciles_add_up() => Prop.ForAll<NonEmptyArray<PositiveInt>>(amounts =>
    {
        var values = amounts.Get.Select(a => (double)a.Get).ToArray();
        var concentration = Concentration.From(values);
        concentration.DecileSums().Sum().Should().BeApproximately(concentration.Total, 1e-9 * concentration.Total);
        concentration.DecileSums().Should().BeInDescendingOrder();
        var abc = concentration.Abc();
        (abc.Count(AbcClass.A) + abc.Count(AbcClass.B) + abc.Count(AbcClass.C)).Should().Be(values.Length);
        abc.Sum(AbcClass.A).Should().BeGreaterThanOrEqualTo(0.8 * concentration.Total * (1 - 1e-12));
        values.Count(v => abc.Of(v) == AbcClass.A).Should().BeGreaterThanOrEqualTo((int)abc.Count(AbcClass.A));
        concentration.Gini.Value.Should().BeInRange(0, 1 - 1.0 / values.Length + 1e-12);
        concentration.Lorenz(21).Select(p => p.Held).Should().BeInAscendingOrder();
    }).Check(Hundred);

    // Whole cents are counted exactly, and shares that are reached on the cent count as reached.
    [Fact]
    public void Decimal_amounts_are_counted_as_on_paper()
    {
        var random = new Random(20261124);
        for (var population = 0; population < 3000; population++)
        {
            var cents = Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(0, 100)).OrderByDescending(c => c).ToArray();
            var total = cents.Sum();
            if (total == 0)
            {
                continue;
            }

            int Holding(int percent)
            {
                var (count, sum) = (0, 0);
                while (100 * sum < percent * total)
                {
                    sum += cents[count++];
                }

                return count;
            }

            var concentration = Concentration.From(cents.Select(c => c / 100.0).ToArray());
            foreach (var percent in new[] { 1, 20, 50, 80, 90, 95, 100 })
            {
                concentration.CustomersHolding(percent / 100.0).Value.Should().Be(Holding(percent), "{0} % of {1}", percent, string.Join(" ", cents));
            }

            var abc = concentration.Abc();
            abc.Count(AbcClass.A).Should().Be(Holding(80));
            abc.Count(AbcClass.B).Should().Be(Holding(95) - Holding(80));
            abc.Sum(AbcClass.A).Should().BeApproximately(cents.Take(Holding(80)).Sum() / 100.0, 1e-12);
        }
    }

    [Fact]
    public void Amounts_near_the_end_of_a_double_have_all_figures()
    {
        var (small, large) = (Concentration.From([10, 4, 1, 0]), Concentration.From([1e308, 4e307, 1e307, 0]));
        large.Gini.Value.Should().BeApproximately(small.Gini.Value, 1e-15);
        large.Theil.Value.Should().BeApproximately(small.Theil.Value, 1e-15);
        large.Herfindahl.Value.Should().BeApproximately(small.Herfindahl.Value, 1e-15);
        large.CustomersHolding(0.9).Value.Should().Be(2);
        large.Lorenz(5)[2].Held.Should().BeApproximately(1 / 15.0, 1e-15);

        // The last koruna of a share of 100 % counts, beside a fortune too.
        Concentration.From([1e15, 1]).CustomersHolding(1).Value.Should().Be(2);
    }

    private static void Same(Concentration actual, Concentration expected, double unit)
    {
        actual.Count.Should().Be(expected.Count);
        actual.Total.Should().BeApproximately(unit * expected.Total, 1e-9);
        foreach (var (a, e) in new[]
        {
            (actual.Gini, expected.Gini), (actual.GiniUnbiased, expected.GiniUnbiased), (actual.Theil, expected.Theil),
            (actual.TheilOfPositive, expected.TheilOfPositive), (actual.Herfindahl, expected.Herfindahl),
            (actual.TopShare(0.2), expected.TopShare(0.2)), (actual.CustomersHolding(0.8), expected.CustomersHolding(0.8)),
        })
        {
            a.Reason.Should().Be(e.Reason);
            if (e.IsDefined)
            {
                a.Value.Should().BeApproximately(e.Value, 1e-12);
            }
        }
    }
}
