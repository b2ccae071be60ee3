using CustomerValue.Statistics;

namespace CustomerValue.Tests.Statistics;

public sealed class SampleMomentsInputChecks
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_refused_by_row(double value) =>
        ((Action)(() => SampleMoments.FromSample([1, 2, value, 4]))).Should().Throw<ArgumentException>().WithMessage("*Row 2*values*");

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_out_of_range_is_refused_by_row(double weight) =>
        ((Action)(() => SampleMoments.FromSample([1, 2], [1, weight]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks 0 ≤ weight*");

    [Fact]
    public void Weights_of_another_length_are_refused() =>
        ((Action)(() => SampleMoments.FromSample([1, 2], [1]))).Should().Throw<ArgumentException>().WithMessage("weights has length 1; expected 2.*");

    [Fact]
    public void A_spread_that_overflows_is_refused() =>
        ((Action)(() => SampleMoments.FromSample([1e300, -1e300]))).Should().Throw<ArgumentException>().WithMessage("*overflows*");

    [Fact]
    public void A_negative_variance_is_refused() =>
        ((Action)(() => SampleMoments.FromSummary(10, 1, -1))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*variance is -1*");

    [Fact]
    public void A_spread_that_underflows_is_refused_not_taken_for_none() =>
        ((Action)(() => SampleMoments.FromSample([1e-200, 2e-200, 4e-200]))).Should().Throw<ArgumentException>().WithMessage("*underflows*");

    [Fact]
    public void Rows_of_weight_zero_do_not_vary() => SampleMoments.FromSample([7, 5, 7], [2, 0, 1]).SumOfSquares.Should().Be(0);
}
