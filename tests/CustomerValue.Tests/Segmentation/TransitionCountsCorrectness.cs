using System.Text.Json;
using CustomerValue.Segmentation;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Segmentation;

public sealed class TransitionCountsCorrectness
{
    private static readonly JsonElement Golden = GoldenFile.Read("segmentation/migration.json");

    public static TheoryData<string> Matrices() => ["textbook", "berka_1993-08_to_1993-11", "berka_1993-11_to_1994-02"];

    [Theory]
    [MemberData(nameof(Matrices))]
    public void Probabilities_rates_and_intervals_agree(string name)
    {
        var golden = Golden.GetProperty(name);
        var rows = golden.GetProperty("counts").EnumerateArray().Select(r => r.Numbers()).ToArray();
        var counts = TransitionCounts.FromCounts(rows.Length, rows.SelectMany(r => r).ToArray());
        for (var from = 0; from < rows.Length; from++)
        {
            for (var to = 0; to < rows.Length; to++)
            {
                counts.Count(from, to).Should().Be(rows[from][to]);
                counts.Probability(from, to).Value.Should().BeApproximately(golden.GetProperty("P")[from][to].GetDouble(), 1e-15);
            }

            var wilson = golden.GetProperty("wilson95_diag")[from].Numbers();
            var interval = counts.ProbabilityInterval(from, from);
            interval.Lower.Should().BeApproximately(wilson[0], 1e-12);
            interval.Upper.Should().BeApproximately(wilson[1], 1e-12);
        }

        counts.PromotionRate.Value.Should().BeApproximately(golden.Number("upgrade_rate"), 1e-15);
        counts.DemotionRate.Value.Should().BeApproximately(golden.Number("downgrade_rate"), 1e-15);
        (counts.Stayed / counts.Matched).Should().BeApproximately(golden.Number("immobility_ratio"), 1e-15);
    }

    [Fact]
    public void The_Czech_bank_moved_271_up_and_243_down_of_1048()
    {
        var rows = Golden.GetProperty("berka_1993-11_to_1994-02").GetProperty("counts").EnumerateArray().SelectMany(r => r.Numbers()).ToArray();
        var counts = TransitionCounts.FromCounts(4, rows);
        counts.Matched.Should().Be(1048);
        counts.Promotions.Should().Be(271);
        counts.Demotions.Should().Be(243);
    }

    [Fact]
    public void Entries_and_exits_stand_apart_from_the_matched()
    {
        const int Absent = TransitionCounts.Absent;
        var counts = TransitionCounts.From([0, 0, 1, Absent, 1, Absent], [1, 0, Absent, 1, 0, Absent], 2);
        counts.Matched.Should().Be(3);
        counts.Promotions.Should().Be(1);
        counts.Demotions.Should().Be(1);
        counts.Entries(1).Should().Be(1);
        counts.Exits(1).Should().Be(1);
        counts.Entries(0).Should().Be(0);
        counts.From(0).Should().Be(2);
        counts.To(0).Should().Be(2);
        counts.PromotionRateBelowTop.Value.Should().Be(0.5);
        counts.DemotionRateAboveBottom.Value.Should().Be(1);
    }

    [Fact]
    public void Counting_in_parts_and_adding_is_counting_at_once()
    {
        var before = Enumerable.Range(0, 1000).Select(i => i * 31 % 5 - 1).ToArray();
        var after = Enumerable.Range(0, 1000).Select(i => i * 17 % 5 - 1).ToArray();
        var whole = TransitionCounts.From(before, after, 4);
        var sum = TransitionCounts.From(before.AsSpan(0, 300), after.AsSpan(0, 300), 4) + TransitionCounts.From(before.AsSpan(300), after.AsSpan(300), 4);
        Same(sum, whole);
        var doubled = TransitionCounts.From(before, after, 4, Enumerable.Repeat(2.0, 1000).ToArray());
        Same(doubled, whole + whole);
    }

    [Fact]
    public void Rates_of_nobody_are_undefined()
    {
        var counts = TransitionCounts.From([], [], 3);
        counts.PromotionRate.Reason.Should().Be(UndefinedReason.NoObservations);
        counts.Probability(0, 1).IsDefined.Should().BeFalse();
        ((Action)(() => counts.ProbabilityInterval(0, 1))).Should().Throw<InvalidOperationException>();
        TransitionCounts.From([2], [2], 3).PromotionRateBelowTop.IsDefined.Should().BeFalse();
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused()
    {
        ((Action)(() => TransitionCounts.From([0, 3], [0, 0], 3))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks −1 ≤ segment ≤ 2: before 3, after 0.*");
        ((Action)(() => TransitionCounts.From([0], [int.MaxValue], 3))).Should().Throw<ArgumentException>();
        ((Action)(() => TransitionCounts.From([0], [int.MinValue], 3))).Should().Throw<ArgumentException>();
        ((Action)(() => TransitionCounts.From([0], [0, 1], 3))).Should().Throw<ArgumentException>();
        ((Action)(() => TransitionCounts.From([0], [0], 3, [double.NaN]))).Should().Throw<ArgumentException>().WithMessage("Row 0 breaks weight*");
        ((Action)(() => TransitionCounts.FromCounts(2, [1, 2, 3]))).Should().Throw<ArgumentException>();
        ((Action)(() => TransitionCounts.FromCounts(1, [-1]))).Should().Throw<ArgumentException>();
        ((Action)(() => TransitionCounts.From([], [], 2).Merge(TransitionCounts.From([], [], 3)))).Should().Throw<ArgumentException>();
        ((Action)(() => TransitionCounts.From([], [], 2).Count(2, 0))).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static void Same(TransitionCounts left, TransitionCounts right)
    {
        for (var from = 0; from < left.SegmentCount; from++)
        {
            left.Entries(from).Should().Be(right.Entries(from));
            left.Exits(from).Should().Be(right.Exits(from));
            for (var to = 0; to < left.SegmentCount; to++)
            {
                left.Count(from, to).Should().Be(right.Count(from, to));
            }
        }
    }
}
