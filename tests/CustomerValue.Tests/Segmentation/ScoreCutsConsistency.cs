using CustomerValue.Numerics;
using CustomerValue.Segmentation;

namespace CustomerValue.Tests.Segmentation;

public sealed class ScoreCutsConsistency
{
    // Cuts come from a partial selection; a full sort must give the same bits.
    [Fact]
    public void Cuts_are_the_quantiles_of_the_sorted_values_for_every_type()
    {
        for (var index = 0; index < 40; index++)
        {
            var random = RandomStream.Open(3, "cuts", index);
            var values = Enumerable.Range(0, 1 + random.NextInt(400)).Select(_ => index % 2 == 0 ? random.NextDouble() : random.NextInt(6)).ToArray();
            for (var type = 1; type <= 9; type++)
            {
                var bins = 2 + random.NextInt(11);
                var p = Enumerable.Range(1, bins - 1).Select(i => (double)i / bins).ToArray();
                var expected = new double[p.Length];
                Quantiles.Of(values, p, expected, (QuantileType)type);
                ScoreCuts.Fit(values, ScoreBinning.Quantile(bins, (QuantileType)type)).Cuts.ToArray().Should().Equal(expected);
            }
        }
    }

    [Fact]
    public void Rank_bins_agree_with_ntile_on_random_samples()
    {
        for (var index = 0; index < 60; index++)
        {
            var random = RandomStream.Open(4, "cuts", index);
            var values = Enumerable.Range(0, 1 + random.NextInt(200)).Select(_ => index % 2 == 0 ? random.NextDouble() - 0.5 : random.NextInt(6) - 3).ToArray();
            var bins = 2 + random.NextInt(9);
            var expected = new int[values.Length];
            Ranks.Ntile(values, bins, expected);
            var actual = new int[values.Length];
            ScoreCuts.Fit(values, ScoreBinning.Rank(bins)).Bin(values, actual);
            actual.Should().Equal(expected);
        }
    }

    [Fact]
    public void Selection_puts_every_rank_where_sorting_does()
    {
        for (var index = 0; index < 200; index++)
        {
            var random = RandomStream.Open(5, "select", index);
            var n = 1 + random.NextInt(500);
            var values = Enumerable.Range(0, n).Select(i => (double)(index % 4) switch { 0 => random.NextDouble(), 1 => random.NextInt(4), 2 => i, _ => -i }).ToArray();
            var sorted = values.OrderBy(v => v).ToArray();
            var ranks = Enumerable.Range(0, 1 + random.NextInt(6)).Select(_ => random.NextInt(n)).Distinct().OrderBy(r => r).ToArray();
            OrderStatistics.Select(values, ranks);
            ranks.Select(r => values[r]).Should().Equal(ranks.Select(r => sorted[r]));
            values.OrderBy(v => v).Should().Equal(sorted);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-2.5)]
    [InlineData(1e300)]
    [InlineData(5e-324)]
    public void A_value_at_a_cut_goes_to_its_named_side(double cut)
    {
        ScoreCuts.FromParameters([cut], CutSide.Above).Bin(cut).Should().Be(2);
        ScoreCuts.FromParameters([cut], CutSide.Below).Bin(cut).Should().Be(1);
    }

    [Fact]
    public void Weights_are_repeated_customers_in_cuts_counts_and_warnings()
    {
        for (var index = 0; index < 80; index++)
        {
            var random = RandomStream.Open(5, "cuts", index);
            var values = Enumerable.Range(0, 1 + random.NextInt(60)).Select(_ => index % 2 == 0 ? random.NextDouble() - 0.5 : random.NextInt(6) - 3).ToArray();
            var weights = values.Select(_ => (double)random.NextInt(4)).ToArray();
            weights[0] += 1;
            var repeated = values.SelectMany((value, row) => Enumerable.Repeat(value, (int)weights[row])).ToArray();
            var bins = 2 + random.NextInt(9);
            var binnings = Enumerable.Range(1, 9).Select(type => ScoreBinning.Quantile(bins, (QuantileType)type)).Append(ScoreBinning.Rank(bins)).Append(ScoreBinning.FixedCuts([-1, 0.1]));
            foreach (var binning in binnings)
            {
                var (actual, expected) = (ScoreCuts.Fit(values, binning, weights), ScoreCuts.Fit(repeated, binning));
                actual.Cuts.ToArray().Should().Equal(expected.Cuts.ToArray());
                actual.Counts.ToArray().Should().Equal(expected.Counts.ToArray());
                actual.Warnings.Should().Equal(expected.Warnings);
            }
        }
    }

    [Fact]
    public void Billions_of_customers_come_in_as_weights_of_distinct_values()
    {
        // A histogram of the whole country: ntile by rank is the same as of one in a billion.
        var cuts = ScoreCuts.Fit([1, 2, 3, 4, 5], ScoreBinning.Rank(5), [1e9, 1e9, 1e9, 1e9, 1e9]);
        cuts.Cuts.ToArray().Should().Equal(2, 3, 4, 5);
        cuts.Counts.ToArray().Should().Equal(1_000_000_000, 1_000_000_000, 1_000_000_000, 1_000_000_000, 1_000_000_000);
        var model = RfmModel.Fit([1, 2], [1, 2], [5, 6], weights: [3, 1]);
        model.Monetary.Counts.ToArray().Sum().Should().Be(4);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e16)]
    public void Weights_that_are_no_numbers_of_customers_are_refused(double weight)
    {
        ((Action)(() => ScoreCuts.Fit([1, 2], ScoreBinning.Rank(2), [1, weight]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks weight*");
        ((Action)(() => ScoreCuts.Fit([1, 2], ScoreBinning.Rank(2), [1]))).Should().Throw<ArgumentException>();
        ((Action)(() => ScoreCuts.Fit([1, 2], ScoreBinning.Rank(2), [0, 0]))).Should().Throw<ArgumentException>().WithMessage("*All weights are 0*");
    }
}
