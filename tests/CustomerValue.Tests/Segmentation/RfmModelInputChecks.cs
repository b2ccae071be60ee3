using CustomerValue.Segmentation;

namespace CustomerValue.Tests.Segmentation;

public sealed class RfmModelInputChecks
{
    private static readonly double[] Three = [1, 2, 3];

    [Fact]
    public void Spans_of_different_lengths_are_refused() =>
        ((Action)(() => RfmModel.Fit(Three, [1, 2], Three))).Should().Throw<ArgumentException>().WithMessage("frequency has length 2; expected 3*");

    [Fact]
    public void No_customer_is_refused() =>
        ((Action)(() => RfmModel.Fit([], [], []))).Should().Throw<ArgumentException>().WithMessage("recency is empty*");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Values_that_are_not_finite_are_named_by_row(double bad)
    {
        ((Action)(() => RfmModel.Fit(Three, Three, [1, bad, 3]))).Should().Throw<ArgumentException>().WithMessage("Row 1 of monetary*");
        var model = RfmModel.Fit(Three, Three, Three);
        ((Action)(() => model.Score(bad, 1, 1))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("recency is*");
        ((Action)(() => model.Score(Three, [1, 2, bad], Three, new RfmScore[3]))).Should().Throw<ArgumentException>().WithMessage("Row 2 of frequency*");
    }

    [Fact]
    public void A_short_destination_is_refused() =>
        ((Action)(() => RfmModel.Fit(Three, Three, Three).Score(Three, Three, Three, new RfmScore[2]))).Should().Throw<ArgumentException>().WithMessage("destination*");

    [Fact]
    public void Bins_and_cuts_out_of_range_are_refused()
    {
        ((Action)(() => ScoreBinning.Quantile(1))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => ScoreBinning.Quantile(5, (QuantileType)10))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => ScoreBinning.FixedCuts([]))).Should().Throw<ArgumentException>();
        ((Action)(() => ScoreBinning.FixedCuts([2, 1]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks ascending*");
        ((Action)(() => new RfmOptions { Recency = null! })).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Rules_that_cannot_be_told_apart_are_refused()
    {
        ((Action)(() => RfmSegments.FromRules([new RfmRule("A"), new RfmRule("A")]))).Should().Throw<ArgumentException>().WithMessage("The name 'A'*");
        ((Action)(() => RfmSegments.FromRules([]))).Should().Throw<ArgumentException>();
        ((Action)(() => new RfmRule("A") { Recency = (3, 2) })).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Quantiles_refuse_no_values_and_impossible_shares()
    {
        ((Action)(() => Quantiles.Of([], 0.5))).Should().Throw<ArgumentException>();
        ((Action)(() => Quantiles.Of(Three, 1.5))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Quantiles.Of([1, double.NaN], 0.5))).Should().Throw<ArgumentException>();
    }
}
