using System.Globalization;
using System.Text.Json;
using CustomerValue.Segmentation;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Segmentation;

public sealed class ConcentrationCorrectness
{
    private static readonly JsonElement Golden = GoldenFile.Read("segmentation/concentration.json");

    [Fact]
    public void The_toy_population_agrees() => Same(Concentration.From(Golden.GetProperty("toy").Numbers("x")), Golden.GetProperty("toy"), 1e-13);

    [SkippableFact]
    public void Customer_totals_of_a_real_shop_agree()
    {
        var file = SharedData.Require("cdnow", "cdnow_master_transactions.csv");
        var totals = File.ReadLines(file).Skip(1).Select(line => line.Split(','))
            .GroupBy(cells => cells[0], cells => decimal.Parse(cells[3], CultureInfo.InvariantCulture), StringComparer.Ordinal)
            .Select(group => (double)group.Sum())
            .ToArray();
        Same(Concentration.From(totals), Golden.GetProperty("cdnow_customer_totals"), 1e-12);
    }

    [Fact]
    public void Extremes_are_exact()
    {
        var equal = Concentration.From([7, 7, 7, 7]);
        equal.Gini.Value.Should().Be(0);
        equal.Theil.Value.Should().Be(0);
        equal.Herfindahl.Value.Should().Be(0.25);
        equal.TopShare(0.5).Value.Should().Be(0.5);

        var one = Concentration.From([0, 0, 0, 8]);
        one.Gini.Value.Should().Be(0.75);
        one.GiniUnbiased.Value.Should().Be(1);
        one.Herfindahl.Value.Should().Be(1);
        one.Theil.Value.Should().BeApproximately(Math.Log(4), 1e-15);
        one.TheilOfPositive.Value.Should().Be(0);
        one.CustomersHolding(1).Value.Should().Be(1);
        one.Abc().Count(AbcClass.C).Should().Be(3);
        one.Abc().Of(0).Should().Be(AbcClass.C);
    }

    [Fact]
    public void Without_value_or_customers_nothing_is_defined()
    {
        Concentration.From([]).Gini.Reason.Should().Be(UndefinedReason.NoObservations);
        var zero = Concentration.From([0, 0]);
        foreach (var figure in new[] { zero.Gini, zero.GiniUnbiased, zero.Theil, zero.TheilOfPositive, zero.Herfindahl, zero.TopShare(0.1), zero.CustomersHolding(0.8) })
        {
            figure.Reason.Should().Be(UndefinedReason.ZeroBase);
        }

        zero.Lorenz().Should().BeEmpty();
        zero.DecileSums().Sum().Should().Be(0);
        zero.Invoking(c => c.Abc()).Should().Throw<InvalidOperationException>().WithMessage("*total is 0*");
        Concentration.From([5]).GiniUnbiased.Reason.Should().Be(UndefinedReason.TooFewObservations);
    }

    [Fact]
    public void The_Lorenz_curve_passes_through_the_shares()
    {
        var curve = Concentration.From([1, 2, 3, 4]).Lorenz(5);
        curve.Select(p => p.Held).Should().Equal([0, 0.1, 0.3, 0.6, 1], (a, b) => Math.Abs(a - b) < 1e-15);
        curve.Select(p => p.Customers).Should().Equal(0, 0.25, 0.5, 0.75, 1);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Amounts_below_zero_or_not_finite_are_refused_by_row(double amount)
    {
        var act = () => Concentration.From([1, amount]);
        act.Should().Throw<ArgumentException>().WithMessage("Row 1 breaks*debts apart*");
        var weighted = () => Concentration.From([1, 2], [1, amount]);
        weighted.Should().Throw<ArgumentException>().WithMessage("Row 1 breaks*weight*");
    }

    [Fact]
    public void Shares_out_of_range_and_sums_beyond_a_double_are_refused()
    {
        var concentration = Concentration.From([1, 2]);
        concentration.Invoking(c => c.TopShare(0)).Should().Throw<ArgumentOutOfRangeException>();
        concentration.Invoking(c => c.CustomersHolding(1.1)).Should().Throw<ArgumentOutOfRangeException>();
        concentration.Invoking(c => c.Abc(0.9, 0.8)).Should().Throw<ArgumentOutOfRangeException>();
        concentration.Invoking(c => c.Lorenz(1)).Should().Throw<ArgumentOutOfRangeException>();
        var act = () => Concentration.From([double.MaxValue, double.MaxValue]);
        act.Should().Throw<ArgumentException>().WithMessage("*in millions*");
    }

    private static void Same(Concentration actual, JsonElement golden, double tolerance)
    {
        actual.Count.Should().Be(golden.Number("n"));
        Close(actual.Total, golden.Number("total"));
        Close(actual.Gini.Value, golden.Number("gini"));
        Close(actual.GiniUnbiased.Value, golden.Number("gini_unbiased"));
        Close(actual.TopShare(0.01).Value, golden.Number("top1pct_share"));
        Close(actual.TopShare(0.1).Value, golden.Number("top10pct_share"));
        Close(actual.TopShare(0.2).Value, golden.Number("top20pct_share"));
        actual.CustomersHolding(0.8).Value.Should().Be(golden.Number("customers_for_80pct"));
        actual.Abc().Count(AbcClass.A).Should().Be(golden.Number("A_count_80"));
        actual.Abc().Count(AbcClass.B).Should().Be(golden.Number("B_count_95"));
        Close(actual.TheilOfPositive.Value, golden.Number("theil_T_positive"));
        Close(actual.Herfindahl.Value, golden.Number("hhi"));
        var deciles = golden.Numbers("decile_sums_desc");
        var sums = actual.DecileSums();
        for (var i = 0; i < 10; i++)
        {
            Close(sums[i], deciles[i]);
        }

        void Close(double value, double expected) => value.Should().BeApproximately(expected, tolerance * Math.Max(Math.Abs(expected), 1e-300));
    }
}
