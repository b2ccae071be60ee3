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

    // R: qbinom(0.025, n, 0.5) ranks; DescTools::MedianCI(1:20, method = "exact") is [6, 15].
    [Fact]
    public void Medians_and_lifts_have_intervals()
    {
        var table = CustomerTable.WithKeys(Enumerable.Range(0, 26).Select(i => (long)i))
            .Number("x", [.. Enumerable.Range(1, 20).Select(i => (double)i), 50, 60, 70, 80, 90, 100])
            .Category("c", [.. Enumerable.Repeat("a", 15), .. Enumerable.Repeat("b", 11)])
            .Build();
        int[] segments = [.. Enumerable.Repeat(0, 20), .. Enumerable.Repeat(1, 6)];
        var profile = SegmentProfile.Of(table, segments, 2);
        var (low, high) = (profile.Numbers(0)[0], profile.Numbers(1)[0]);
        (low.MedianInterval.Lower, low.MedianInterval.Upper).Should().Be((6, 15));
        (high.MedianInterval.Lower, high.MedianInterval.Upper).Should().Be((50, 100), "1 − 2 ÷ 2⁶ is above 0.95");
        SegmentProfile.Of(table, segments, 2, new ProfileOptions { Level = 0.99 }).Numbers(1)[0].MedianInterval.Lower.Should().Be(double.NegativeInfinity);

        // Twice each: ranks of forty, qbinom(0.025, 40, 0.5) = 14 and 27.
        var doubled = SegmentProfile.Of(table, segments, 2, weights: Enumerable.Repeat(2.0, 26).ToArray()).Numbers(0)[0].MedianInterval;
        (doubled.Lower, doubled.Upper).Should().Be((7, 14));

        high.LiftInterval.Lower.Should().BeApproximately(1 + high.DifferenceInterval.Lower / high.BankMean.Value, 1e-15);
        high.LiftInterval.Contains(high.Lift.Value).Should().BeTrue();
        low.LiftInterval.Upper.Should().BeLessThan(1);
        var level = profile.Levels(0)[0];
        level.LiftInterval.Upper.Should().BeApproximately(level.ShareInterval.Upper / level.BankShare.Value, 1e-15);
    }

    [Fact]
    public void A_card_is_for_people()
    {
        var table = CustomerTable.WithKeys([1L, 2L, 3L, 4L, 5L]).Number("rate", [0.0012, 0.0018, 0.0021, 0.04, 0.05]).Number("net", [-900, -800, 100, 1500, 1600]).Build();
        int[] segments = [0, 0, 0, 1, 2];
        var tree = ExplainingTree.Fit([0.0012, 0.0018, 0.0021, 0.04, 0.05], 1, segments, 3);
        var profile = SegmentProfile.Of(table, segments, 3);
        profile.Card(0).Should().Contain("rate: mean 0.0017 [").And.NotContain(" 0 [").And.NotContain("-106", "a total of both signs has no shares");
        profile.Card(2).Should().Contain("rate: mean 0.05, median 0.05; bank 0.019 (2.63 times)").And.NotContain("nfinity").And.NotContain("∞");
        profile.Card(2, tree).Should().EndWith("  who: column 0 above 0.045: 1 customers, 100.0 % of them here\n");
        SegmentProfile.Of(table, segments, 4).Card(3).Should().Contain("rate: no values; bank 0.019");
        profile.Invoking(p => p.Card(0, ExplainingTree.Fit([1, 2], 1, [0, 1], 2))).Should().Throw<ArgumentException>();
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
