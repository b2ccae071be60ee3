using CustomerValue.Information;
using CustomerValue.Segmentation;

namespace CustomerValue.Tests.Segmentation;

public sealed class SegmentProfileCorrectness
{
    private static readonly int[] Segments = [0, 0, 0, 0, 1, 1, 1];

    // numpy and scipy: means, medians, t intervals, Welch between segment and rest times the rest's share, Lebart's test value.
    [Fact]
    public void Numbers_agree_with_an_independent_computation()
    {
        var profile = SegmentProfile.Of(Table(), Segments, 2);
        var low = profile.Numbers(0)[0];
        low.Column.Should().Be("balance");
        low.Mean.Value.Should().Be(13);
        low.Median.Value.Should().Be(13);
        low.Difference.Value.Should().BeApproximately(-13.285714285714285, 1e-12);
        low.Z.Value.Should().BeApproximately(-2.4117232173144205, 1e-12);
        low.DifferenceInterval.Lower.Should().BeApproximately(-16.750566818505643, 1e-10);
        low.DifferenceInterval.Upper.Should().BeApproximately(-9.820861752922925, 1e-10);
        low.ShareOfTotal.Value.Should().BeApproximately(52 / 184.0, 1e-15);
        low.Lift.Value.Should().BeApproximately(13 / (184.0 / 7), 1e-15);
        low.MeanInterval.Lower.Should().BeApproximately(8.891479486478243, 1e-10);
        var high = profile.Numbers(1)[0];
        high.Median.Value.Should().Be(44);
        high.Z.Value.Should().BeApproximately(2.4117232173144205, 1e-12);
        profile.Share(1).Value.Should().BeApproximately(3 / 7.0, 1e-15);
    }

    [Fact]
    public void Missing_values_are_counted_and_in_no_figure()
    {
        var age = SegmentProfile.Of(Table(), Segments, 2).Numbers(1)[1];
        (age.Count, age.Missing).Should().Be((2, 1));
        age.Mean.Value.Should().Be(55);
    }

    [Fact]
    public void Levels_have_shares_lift_and_test_value()
    {
        var level = SegmentProfile.Of(Table(), Segments, 2).Levels(1).Single(l => l.Level == "gold");
        level.Count.Should().Be(2);
        level.Share.Value.Should().BeApproximately(2 / 3.0, 1e-15);
        level.BankShare.Value.Should().BeApproximately(3 / 7.0, 1e-15);
        level.Lift.Value.Should().BeApproximately(14 / 9.0, 1e-14);
        var expected = (2 / 3.0 - 3 / 7.0) / Math.Sqrt(4 / 6.0 * (3 / 7.0) * (4 / 7.0) / 3);
        level.Z.Value.Should().BeApproximately(expected, 1e-14);
    }

    [Fact]
    public void Cards_speak_of_what_sets_a_segment_apart()
    {
        var profile = SegmentProfile.Of(Table(), Segments, 2, new ProfileOptions { Names = ["Basic", "Private"] });
        profile.Describe(1).Should().Be("high balance, high age");
        profile.Card(1).Should().StartWith("Private: 3 customers (42.9 %)\n  high balance, high age\n  balance: mean 44 [");
        profile.ToString().Should().Contain("Basic: 4 customers (57.1 %)");
        SegmentProfile.Of(Table(), [0, 1, 0, 1, 0, 1, 0], 2).Describe(0).Should().Be("like the bank");
    }

    [Fact]
    public void Weights_are_repeated_customers_and_empty_segments_are_undefined()
    {
        var table = CustomerTable.WithKeys([1L, 2L, 3L]).Number("x", [1, 2, 4]).Category("c", ["a", "b", "a"]).Build();
        var repeated = CustomerTable.WithKeys([1L, 2L, 3L, 4L, 5L, 6L]).Number("x", [1, 1, 1, 2, 4, 4]).Category("c", ["a", "a", "a", "b", "a", "a"]).Build();
        var actual = SegmentProfile.Of(table, [0, 0, 1], 3, weights: [3, 1, 2]);
        var expected = SegmentProfile.Of(repeated, [0, 0, 0, 0, 1, 1], 3);
        for (var segment = 0; segment < 2; segment++)
        {
            var (a, e) = (actual.Numbers(segment)[0], expected.Numbers(segment)[0]);
            a.Count.Should().Be(e.Count);
            a.Mean.Value.Should().BeApproximately(e.Mean.Value, 1e-14);
            a.Median.Should().Be(e.Median);
            a.Z.Value.Should().BeApproximately(e.Z.Value, 1e-13);
            a.DifferenceInterval.Lower.Should().BeApproximately(e.DifferenceInterval.Lower, 1e-12);
            actual.Levels(segment)[0].Share.Should().Be(expected.Levels(segment)[0].Share);
        }

        actual.Numbers(2)[0].Mean.Reason.Should().Be(UndefinedReason.NoObservations);
        actual.Size(2).Should().Be(0);
        actual.Card(2).Should().Contain("0 customers");
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        ((Action)(() => SegmentProfile.Of(Table(), [0, 1], 2))).Should().Throw<ArgumentException>();
        ((Action)(() => SegmentProfile.Of(Table(), [0, 0, 0, 0, 0, 0, 2], 2))).Should().Throw<ArgumentException>().WithMessage("Row 6*");
        ((Action)(() => SegmentProfile.Of(Table(), Segments, 2, new ProfileOptions { Names = ["One"] }))).Should().Throw<ArgumentException>().WithMessage("*name*");
    }

    private static CustomerTable Table() => CustomerTable.WithKeys([1L, 2L, 3L, 4L, 5L, 6L, 7L])
        .Number("balance", [10, 12, 14, 16, 40, 44, 48])
        .Number("age", new double?[] { 30, 31, 32, 33, 50, 60, null })
        .Category("card", ["basic", "gold", "basic", "basic", "gold", "gold", "basic"])
        .Build();
}
