using System.Text.Json;
using CustomerValue.Segmentation;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Segmentation;

public sealed class StabilityIndexCorrectness
{
    private static readonly JsonElement Golden = GoldenFile.Read("segmentation/psi.json").GetProperty("results");

    public static TheoryData<string> Cases() => ["mild", "shift", "empty_actual", "empty_ref"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_empty_bin_rule_and_distance_agrees(string name)
    {
        var golden = Golden.GetProperty(name);
        var (reference, actual) = (BinCounts.FromCounts(golden.Numbers("expected")), BinCounts.FromCounts(golden.Numbers("actual")));
        var raw = StabilityIndex.Between(reference, actual, new StabilityOptions { EmptyBins = EmptyBinRule.Infinite });
        if (golden.GetProperty("psi_raw_is_infinite").GetBoolean())
        {
            raw.Psi.Reason.Should().Be(UndefinedReason.Infinite);
            raw.OneSidedBins.Should().Be(1);
            raw.Contributions.ToArray().Should().Contain(double.PositiveInfinity);
        }
        else
        {
            raw.Psi.Value.Should().BeApproximately(golden.Number("psi_raw"), 1e-14);
            raw.OneSidedBins.Should().Be(0);
        }

        StabilityIndex.Between(reference, actual).Psi.Value.Should().BeApproximately(golden.Number("psi_floor_1e-4"), 1e-14);
        StabilityIndex.Between(reference, actual, new StabilityOptions { Floor = 1e-6 }).Psi.Value.Should().BeApproximately(golden.Number("psi_floor_1e-6"), 1e-14);
        StabilityIndex.Between(reference, actual, new StabilityOptions { EmptyBins = EmptyBinRule.AddHalf }).Psi.Value
            .Should().BeApproximately(golden.Number("psi_add_half"), 1e-14);
        raw.JensenShannon.Should().BeApproximately(golden.Number("jensen_shannon_nats"), 1e-14);
        raw.Hellinger.Should().BeApproximately(golden.Number("hellinger"), 1e-14);
        raw.TotalVariation.Should().BeApproximately(golden.Number("tv"), 1e-14);
        raw.ChiSquared.Should().BeApproximately(golden.Number("chi2"), 1e-12 * golden.Number("chi2"));
        raw.DegreesOfFreedom.Should().Be((int)golden.Number("chi2_df"));
        raw.PValue.Value.Should().BeApproximately(golden.Number("chi2_p"), 1e-11 * golden.Number("chi2_p"));
        raw.LogPValue.Value.Should().BeApproximately(Math.Log(golden.Number("chi2_p")), 1e-10);
    }

    [Fact]
    public void A_characteristic_over_frozen_deciles_agrees()
    {
        var golden = Golden.GetProperty("continuous_decile");
        var reference = golden.Numbers("reference");
        var cuts = ScoreCuts.Fit(reference, ScoreBinning.Quantile(10));
        cuts.Cuts.ToArray().Should().Equal(golden.Numbers("edges_type7_deciles_of_reference"), (a, b) => Math.Abs(a - b) <= 1e-12 * b);
        var (before, now) = (BinCounts.FromValues(reference, cuts), BinCounts.FromValues(golden.Numbers("current"), cuts));
        before.Counts.ToArray().Should().Equal(golden.Numbers("expected"));
        now.Counts.ToArray().Should().Equal(golden.Numbers("actual"));
        StabilityIndex.Between(before, now).Psi.Value.Should().BeApproximately(golden.Number("psi_raw"), 1e-14);
    }

    [Fact]
    public void Counts_merge_and_weights_count()
    {
        var whole = BinCounts.FromSegments([0, 1, 1, 2, 2, 2], 4);
        var sum = BinCounts.FromSegments([0, 1], 4) + BinCounts.FromSegments([1, 2], 4, [1, 3]);
        sum.Counts.ToArray().Should().Equal(whole.Counts.ToArray());
        whole.Share(2).Value.Should().Be(0.5);
        BinCounts.FromCounts([0, 0]).Share(0).Reason.Should().Be(UndefinedReason.NoObservations);
    }

    [Fact]
    public void The_index_of_a_population_with_itself_is_zero_and_symmetric_otherwise()
    {
        var (a, b) = (BinCounts.FromCounts([10, 0, 30]), BinCounts.FromCounts([4, 5, 8]));
        StabilityIndex.Between(a, a).Psi.Value.Should().Be(0);
        StabilityIndex.Between(a, a).PValue.Value.Should().Be(1);
        foreach (var rule in new[] { EmptyBinRule.Floor, EmptyBinRule.AddHalf })
        {
            var options = new StabilityOptions { EmptyBins = rule };
            StabilityIndex.Between(a, b, options).Psi.Value.Should().BeApproximately(StabilityIndex.Between(b, a, options).Psi.Value, 1e-14);
        }

        StabilityIndex.Between(a, b).ExpectedByChance.Should().BeApproximately(2 * (1 / 40.0 + 1 / 17.0), 1e-16);
        StabilityIndex.Between(BinCounts.FromCounts([3]), BinCounts.FromCounts([9])).PValue.Reason.Should().Be(UndefinedReason.OneClass);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var three = BinCounts.FromCounts([1, 2, 3]);
        ((Action)(() => StabilityIndex.Between(three, BinCounts.FromCounts([1, 2])))).Should().Throw<ArgumentException>();
        ((Action)(() => StabilityIndex.Between(three, BinCounts.FromCounts([0, 0, 0])))).Should().Throw<ArgumentException>().WithMessage("*empty*");
        ((Action)(() => BinCounts.FromCounts([1, -1]))).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        ((Action)(() => BinCounts.FromCounts([]))).Should().Throw<ArgumentException>();
        ((Action)(() => BinCounts.FromSegments([0, 3], 3))).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        ((Action)(() => _ = new StabilityOptions { Floor = 0 })).Should().Throw<ArgumentOutOfRangeException>();
    }
}
