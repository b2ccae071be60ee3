using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public sealed class PurchaseHistoriesInputChecks
{
    public static TheoryData<int, double, double, double, string> Broken() => new()
    {
        { 1, 9, 4, 0, "Row 1 breaks 0 ≤ recency ≤ age: recency 9, age 4.*" },
        { 1, -1, 4, 0, "Row 1 breaks 0 ≤ recency ≤ age: recency -1, age 4.*" },
        { 1, double.NaN, 4, 0, "Row 1 breaks 0 ≤ recency ≤ age: recency NaN, age 4.*" },
        { 1, 2, double.NaN, 0, "Row 1 breaks age finite: age NaN.*" },
        { 1, 2, double.PositiveInfinity, 0, "Row 1 breaks age finite: age Infinity.*" },
        { 1, double.PositiveInfinity, double.PositiveInfinity, 0, "Row 1 breaks age finite: age Infinity.*" },
        { -3, 0, 4, 0, "Row 1 breaks repeats ≥ 0: repeats -3.*" },
        { 0, 2, 4, 0, "Row 1 breaks recency 0 where there is no repeat purchase: recency 2, repeats 0.*" },
        { 0, 0, 4, 7, "Row 1 breaks average value 0 where there is no repeat purchase: average value 7, repeats 0.*" },
        { 1, 2, 4, double.NaN, "Row 1 breaks average value finite: average value NaN.*" },
        { 1, 2, 4, double.NegativeInfinity, "Row 1 breaks average value finite: average value -Infinity.*" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_row_that_breaks_a_rule_is_named_with_rule_and_values(int repeats, double recency, double age, double value, string message)
    {
        ((Action)(() => PurchaseHistories.FromColumns([2, repeats], [1, recency], [3, age], [5, value], TimeUnit.Week)))
            .Should().Throw<ArgumentException>().WithMessage(message);
        ((Action)(() => _ = new PurchaseHistory(repeats, recency, age, value)))
            .Should().Throw<ArgumentException>().WithMessage(message.Replace("Row 1", "The history", StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_must_be_equally_long()
    {
        ((Action)(() => PurchaseHistories.FromColumns([1], [], [2], TimeUnit.Week))).Should().Throw<ArgumentException>().WithMessage("*recency has length 0; expected 1.*");
        ((Action)(() => PurchaseHistories.FromColumns([1], [1], [], TimeUnit.Week))).Should().Throw<ArgumentException>().WithMessage("*age*");
        ((Action)(() => PurchaseHistories.FromColumns([1], [1], [2], [1, 2], TimeUnit.Week))).Should().Throw<ArgumentException>().WithMessage("*averageValue*");
        ((Action)(() => PurchaseHistogram.FromCounts([1], [1], [2], [], TimeUnit.Week))).Should().Throw<ArgumentException>().WithMessage("*counts*");
    }

    [Fact]
    public void Counts_must_not_be_negative() =>
        ((Action)(() => PurchaseHistogram.FromCounts([1], [1], [2], [-4], TimeUnit.Week)))
            .Should().Throw<ArgumentException>().WithMessage("Row 0 breaks count ≥ 0: count -4.*");

    [Fact]
    public void Histograms_in_different_units_do_not_merge()
    {
        var weeks = PurchaseHistogram.FromCounts([1], [1], [2], [4], TimeUnit.Week);
        var days = PurchaseHistogram.FromCounts([1], [1], [2], [4], TimeUnit.Day);
        ((Action)(() => weeks.Merge(days))).Should().Throw<ArgumentException>().WithMessage("*7 days and 1 day.*");
        ((Action)(() => weeks.Merge(null!))).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Rows_are_kept_in_order_and_columns_are_copied()
    {
        double[] age = [3, 4];
        var histories = PurchaseHistories.FromColumns([2, 0], [1, 0], age, TimeUnit.Month);
        age[0] = 99;
        histories[0].Should().Be(new PurchaseHistory(2, 1, 3));
        histories[1].ToString().Should().Be("x 0, recency 0, age 4");
        histories.HasSpend.Should().BeFalse();
        ((Action)(() => _ = histories[2])).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_unit_of_time_is_positive_and_a_day_by_default()
    {
        default(TimeUnit).Should().Be(TimeUnit.Day);
        TimeUnit.OfDays(7).Should().Be(TimeUnit.Week);
        TimeUnit.Week.PerYear.Should().BeApproximately(52.1775, 1e-12);
        TimeUnit.OfDays(1e-20).Days.Should().Be(1e-20);
        ((Action)(() => TimeUnit.OfDays(0))).Should().Throw<ArgumentOutOfRangeException>();
    }
}
