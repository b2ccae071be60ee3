using CustomerValue.Experiments;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

public sealed class AnnualGrowthCorrectness
{
    private static readonly BankPanel Panel = BankPanel.Read();

    private static readonly GrowthOfAverage Whole = GrowthOfAverage.Of(Panel.Before, Panel.After, Panel.Households);

    // √(1 + g) − 1, its derivative ½ (1 + g)^(−½), and the limits taken to one year.
    [Fact]
    public void Two_years_halve_the_growth_on_the_scale_of_logarithms()
    {
        var annual = CompoundGrowth.Annual(Whole, 2);
        var factor = Math.Sqrt(1 + Whole.Growth.Value);
        annual.Growth.Value.ShouldBeClose(factor - 1, 1e-13);
        annual.StandardError.Value.ShouldBeClose(Whole.StandardError.Value / 2 / factor, 1e-13);
        annual.Interval.Lower.ShouldBeClose(Math.Sqrt(1 + Whole.Interval.Lower) - 1, 1e-13);
        annual.Interval.Upper.ShouldBeClose(Math.Sqrt(1 + Whole.Interval.Upper) - 1, 1e-13);
        annual.Clusters.Should().Be(1988);
    }

    [Fact]
    public void One_year_is_the_growth_itself()
    {
        var annual = CompoundGrowth.Annual(Whole, 1);
        annual.Growth.Should().Be(Whole.Growth);
        annual.StandardError.Value.ShouldBeClose(Whole.StandardError.Value, 1e-15);
        annual.Interval.Should().Be(Whole.Interval);
    }

    [Fact]
    public void A_months_growth_a_year_is_compounded_twelve_times()
    {
        var annual = CompoundGrowth.Annual(Whole, 1.0 / 12);
        annual.Growth.Value.ShouldBeClose(Math.Pow(1 + Whole.Growth.Value, 12) - 1, 1e-12);
        annual.StandardError.Value.ShouldBeClose(12 * Math.Pow(1 + Whole.Growth.Value, 11) * Whole.StandardError.Value, 1e-12);
    }

    [Fact]
    public void The_table_grows_as_the_panel_does_clustered_by_household()
    {
        var table = StudyTable.Of(new StudyPanel(Panel.Columns, 4), StudyOptions.Default with { Years = 2 });
        table.AnnualGrowth.Growth.Value.ShouldBeClose(Math.Sqrt(1 + Whole.Growth.Value) - 1, 1e-12);
        table.AnnualGrowth.StandardError.Value.ShouldBeClose(CompoundGrowth.Annual(Whole, 2).StandardError.Value, 1e-12);
        table.CompoundAnnualGrowth.Should().Be(table.AnnualGrowth.Growth);
        var row = table.Group(StudyGroup.Marketing);
        row.AnnualGrowth.Growth.Value.ShouldBeClose(Math.Sqrt(1 + row.AssetEnhancement.Value.Value) - 1, 1e-12);
        table.ToString().Should().Contain("a year, compounded");
    }

    [Fact]
    public void Nothing_left_is_a_growth_of_minus_one_and_less_than_nothing_is_none()
    {
        var lost = CompoundGrowth.Annual(GrowthOfAverage.Of([1, 3], [0, 0], [1L, 2]), 2);
        lost.Growth.Value.Should().Be(-1);
        lost.StandardError.Reason.Should().Be(UndefinedReason.AtLimit);
        lost.Interval.Lower.Should().Be(-1);
        CompoundGrowth.Annual(GrowthOfAverage.Of([1, 3], [-2, -3]), 2).Growth.Reason.Should().Be(UndefinedReason.NegativeBase);
        CompoundGrowth.Annual(GrowthOfAverage.Of([0, 0], [1, 2]), 2).Growth.Reason.Should().Be(UndefinedReason.ZeroBase);
        var alone = CompoundGrowth.Annual(GrowthOfAverage.Of([1], [2]), 2);
        alone.StandardError.Reason.Should().Be(UndefinedReason.TooFewObservations);
        double.IsInfinity(alone.Interval.Width).Should().BeTrue();
        FluentActions.Invoking(() => CompoundGrowth.Annual(Whole, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => CompoundGrowth.Annual(null!, 1)).Should().Throw<ArgumentNullException>();
    }
}
