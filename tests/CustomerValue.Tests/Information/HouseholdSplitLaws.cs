using CustomerValue.Information;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerValue.Tests.Information;

public class HouseholdSplitLaws
{
    private static Households Owned(int owners, int disponents = 1) => Households.Build(
        Enumerable.Range(0, owners + disponents).Select(i => HouseholdsCorrectness.Of("c" + i, "a", i >= owners ? DispositionRole.Disponent : i == 0 ? DispositionRole.Owner : DispositionRole.CoOwner)), new Day(2024, 1, 1));

    [Fact]
    public void Parts_sum_to_the_amount_and_differ_by_one_minor_unit_at_most() => Prop.ForAll(
        Gen.Choose(1, 12).ToArbitrary(),
        Gen.Choose(-2_000_000_000, 2_000_000_000).ToArbitrary(),
        Gen.Choose(0, 6).ToArbitrary(),
        (owners, units, digits) =>
        {
            var unit = 1m;
            for (var i = 0; i < digits; i++)
            {
                unit /= 10;
            }

            var parts = Owned(owners).Split("a", units * unit, digits).Select(p => p.Value).ToList();
            return parts.Count == owners && parts.Sum() == units * unit && parts.Max() - parts.Min() <= unit && parts.TrueForAll(p => decimal.Round(p, digits) == p)
                && parts.OrderByDescending(Math.Abs).SequenceEqual(parts);
        }).Check(Config.QuickThrowOnFailure.WithReplay(20261124, 0xabcd1));

    [Fact]
    public void The_cents_left_go_to_the_first_owners()
    {
        Owned(3).Split("a", 100m).Should().Equal(Part("c0", 33.34m), Part("c1", 33.33m), Part("c2", 33.33m));
        Owned(3).Split("a", -0.05m).Should().Equal(Part("c0", -0.02m), Part("c1", -0.02m), Part("c2", -0.01m));
        Owned(3).Split("a", 100m, 0).Should().Equal(Part("c0", 34), Part("c1", 33), Part("c2", 33));
        Owned(2).Split("a", 0m).Should().Equal(Part("c0", 0), Part("c1", 0));
        Owned(3).Split("a", 1e21m).Sum(p => p.Value).Should().Be(1e21m);
    }

    [Fact]
    public void What_nobody_owns_is_split_among_nobody_and_half_a_cent_is_refused()
    {
        Owned(0, 2).Split("a", 100m).Should().BeEmpty();
        Owned(2).Split("b", 100m).Should().BeEmpty();
        FluentActions.Invoking(() => Owned(2).Split("a", 0.005m)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("0.005 is not in whole minor units*");
        FluentActions.Invoking(() => Owned(2).Split("a", 1, 7)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Owned(2).Split("a", 1e22m)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static KeyValuePair<RecordKey, decimal> Part(RecordKey client, decimal amount) => new(client, amount);
}
