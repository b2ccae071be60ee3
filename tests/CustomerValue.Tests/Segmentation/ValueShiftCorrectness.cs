using CustomerValue.Segmentation;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Segmentation;

public sealed class ValueShiftCorrectness
{
    [Fact]
    public void Distance_p_value_and_way_agree_with_scipy()
    {
        var golden = GoldenFile.Read("segmentation/psi.json").GetProperty("results").GetProperty("continuous_decile");
        var shift = ValueShift.Between(golden.Numbers("reference"), golden.Numbers("current"));
        shift.KolmogorovDistance.Should().BeApproximately(golden.Number("ks_D"), 1e-15);
        shift.PValue.Should().BeApproximately(golden.Number("ks_p"), 1e-12);
        shift.IsExact.Should().BeTrue();
        shift.Wasserstein.Value.Should().BeApproximately(golden.Number("wasserstein1"), 1e-9);
    }

    // All ways to deal out the pooled values, counted one by one; scipy.stats.wasserstein_distance.
    [Theory]
    [InlineData(new[] { 1.0, 1, 2, 3 }, new[] { 2.0, 3, 3, 4, 4 }, 0.55, 0.20634920634920634, 1.45)]
    [InlineData(new[] { 1.0, 2, 3 }, new[] { 1.0, 2, 3, 4 }, 0.25, 1.0, 0.5)]
    [InlineData(new[] { 1.0, 1, 1, 5 }, new[] { 1.0, 2, 2, 2, 2 }, 0.55, 0.20634920634920634, 1.3)]
    [InlineData(new[] { 0.5, 1.5, 2.5, 3.5, 9 }, new[] { 4.0, 5, 6, 7 }, 0.8, 0.07936507936507936, 2.9)]
    [InlineData(new[] { 7.0 }, new[] { 7.0 }, 0.0, 1.0, 0.0)]
    public void Ties_are_counted_exactly(double[] reference, double[] actual, double distance, double p, double way)
    {
        foreach (var shift in new[] { ValueShift.Between(reference, actual), ValueShift.Between(actual.Reverse().ToArray(), reference) })
        {
            shift.KolmogorovDistance.Should().BeApproximately(distance, 1e-15);
            shift.PValue.Should().BeApproximately(p, 1e-14);
            shift.Wasserstein.Value.Should().BeApproximately(way, 1e-14);
        }
    }

    [Fact]
    public void Different_sizes_agree_with_scipy()
    {
        var shift = ValueShift.Between(Enumerable.Range(0, 30).Select(i => (double)i * i).ToArray(), Enumerable.Range(0, 25).Select(i => i * 11.5 + 3.3).ToArray());
        shift.KolmogorovDistance.Should().BeApproximately(0.43333333333333335, 1e-15);
        shift.PValue.Should().BeApproximately(0.008053503279743269, 1e-14);
        shift.Wasserstein.Value.Should().BeApproximately(155.37066666666666, 1e-11);
    }

    // scipy.stats.kstwobign at x = D √(n m ÷ (n + m)).
    [Theory]
    [InlineData(30, 0.3, -9.305844633751613e-06)]
    [InlineData(70, 0.7, -0.34075210918222715)]
    [InlineData(100, 1.0, -1.3093345359942996)]
    [InlineData(150, 1.5, -3.8068541904000806)]
    [InlineData(300, 3.0, -17.306852819440053)]
    public void Many_customers_take_the_limit(int rows, double x, double logP)
    {
        // n = m = 20,000: x = D · 100; "rows" of 200 apart give D = rows ÷ 10,000.
        var before = Enumerable.Range(0, 20_000).Select(i => (double)i).ToArray();
        var shift = ValueShift.Between(before, before.Select(v => v + 2 * rows).ToArray());
        shift.IsExact.Should().BeFalse();
        shift.KolmogorovDistance.Should().BeApproximately(x / 100, 1e-15);
        shift.LogPValue.Should().BeApproximately(logP, 1e-9 * Math.Abs(logP) + 1e-15);
        shift.Wasserstein.Value.Should().BeApproximately(2 * rows, 1e-9);
    }

    [Fact]
    public void Two_worlds_apart_have_a_finite_log_p_and_the_ends_of_a_double_a_way()
    {
        var low = Enumerable.Range(0, 1000).Select(i => (double)i).ToArray();
        var shift = ValueShift.Between(low, low.Select(v => v + 5000).ToArray());
        shift.KolmogorovDistance.Should().Be(1);
        shift.PValue.Should().Be(0);
        shift.LogPValue.Should().BeInRange(-1400, -900);
        ValueShift.Between([-1e308, 0], [0, 1e308]).Wasserstein.Value.Should().BeApproximately(1e308, 1e295);
        ValueShift.Between([-1.7e308], [1.7e308]).Wasserstein.Reason.Should().Be(UndefinedReason.Infinite);
    }

    [Fact]
    public void An_empty_population_or_a_value_that_is_none_is_refused()
    {
        ((Action)(() => ValueShift.Between([], [1]))).Should().Throw<ArgumentException>().WithMessage("*reference*empty*");
        ((Action)(() => ValueShift.Between([1], []))).Should().Throw<ArgumentException>().WithMessage("*actual*empty*");
        ((Action)(() => ValueShift.Between([1], [1, double.NaN]))).Should().Throw<ArgumentException>();
    }
}
