using System.Text.Json;
using CustomerValue.Segmentation;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Segmentation;

public sealed class ValueTiersCorrectness
{
    private static readonly JsonElement Golden = GoldenFile.Read("segmentation/tier_hysteresis.json");

    public static TheoryData<string> Cases()
    {
        var data = new TheoryData<string>();
        foreach (var item in Golden.GetProperty("cases").EnumerateObject())
        {
            data.Add(item.Name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tiers_follow_thresholds_hysteresis_and_dwell(string name)
    {
        var item = Golden.GetProperty("cases").GetProperty(name);
        var values = item.Numbers("x");
        var tiers = ValueTiers.FromThresholds(Golden.Numbers("up"));
        var actual = new int[values.Length];
        tiers.Of(values, actual);
        actual.Should().Equal(Whole(item, "no_hysteresis"));
        TierTracker.FromParameters(tiers, Golden.Numbers("down"), 1).Follow(values, actual);
        actual.Should().Equal(Whole(item, "dwell1"));
        TierTracker.FromParameters(tiers, Golden.Numbers("down"), 2).Follow(values, actual);
        actual.Should().Equal(Whole(item, "dwell2"));
    }

    [Fact]
    public void A_tracker_without_hysteresis_and_dwell_is_the_plain_tier()
    {
        var tiers = ValueTiers.FromThresholds([15_000, 30_000, 50_000], ["Basic", "Silver", "Gold", "Platinum"]);
        var tracker = TierTracker.FromParameters(tiers, tiers.Thresholds);
        double[] values = [10, 60_000, 15_000, 14_999.99, 50_000, -5, 30_000];
        var plain = new int[values.Length];
        var tracked = new int[values.Length];
        tiers.Of(values, plain);
        tracker.Follow(values, tracked);
        tracked.Should().Equal(plain);
        tiers.Names[tiers.Of(50_000)].Should().Be("Platinum");
    }

    [Fact]
    public void A_saved_state_goes_on_where_it_stopped()
    {
        var tiers = ValueTiers.FromThresholds([10]);
        var tracker = TierTracker.FromParameters(tiers, [8], dwell: 2);
        var state = tracker.Next(tracker.Start(5), 12);
        var saved = TierState.FromParameters(state.Tier, state.Pending);
        tracker.Next(saved, 12).Tier.Should().Be(1);
        tracker.Next(TierState.FromParameters(0), 12).Tier.Should().Be(0);
    }

    [Fact]
    public void Tiers_allocate_nothing()
    {
        var tiers = ValueTiers.FromThresholds([1, 2]);
        var tracker = TierTracker.FromParameters(tiers, [0.5, 1.5]);
        var values = new double[100];
        var result = new int[100];
        Zero.Bytes(() =>
        {
            tiers.Of(values, result);
            tracker.Follow(values, result);
        });
    }

    [Fact]
    public void Thresholds_that_do_not_ascend_or_fit_are_refused()
    {
        ((Action)(() => ValueTiers.FromThresholds([1, 1]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks strictly ascending*");
        ((Action)(() => ValueTiers.FromThresholds([]))).Should().Throw<ArgumentException>();
        ((Action)(() => ValueTiers.FromThresholds([1], ["one"]))).Should().Throw<ArgumentException>();
        ((Action)(() => ValueTiers.FromThresholds([1], ["one", "one"]))).Should().Throw<ArgumentException>();
        ((Action)(() => TierTracker.FromParameters(ValueTiers.FromThresholds([1]), [2]))).Should().Throw<ArgumentException>().WithMessage("Row 0 breaks down ≤ up*");
        ((Action)(() => TierTracker.FromParameters(ValueTiers.FromThresholds([1]), [1], 0))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => ValueTiers.FromThresholds([1]).Of(double.NaN))).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static int[] Whole(JsonElement item, string name) => item.Numbers(name).Select(v => (int)v).ToArray();
}
