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
