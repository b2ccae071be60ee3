using CustomerValue.Evaluation;
using CustomerValue.Numerics;

namespace CustomerValue.Tests.Evaluation;

public sealed class CalibrationBinLaws
{
    private static (double[] Probabilities, double[] Outcomes, double[] Weights) Draw(ulong seed, int rows, bool ties, bool whole)
    {
        var random = RandomStream.Open(seed, "calibration bins");
        var (p, y, w) = (new double[rows], new double[rows], new double[rows]);
        for (var i = 0; i < rows; i++)
        {
            p[i] = ties ? (1 + random.NextInt(9)) / 10.0 : 0.01 + (0.98 * random.NextDouble());
            y[i] = random.NextDouble() < p[i] ? 1 : 0;
            w[i] = whole ? random.NextInt(5) : 0.1 + (3 * random.NextDouble());
        }

        return (p, y, w);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void Weight_two_equals_the_row_twice_in_Hosmer_and_Lemeshow_and_in_bins_of_equal_weight(ulong seed, bool ties)
    {
        var (p, y, w) = Draw(seed, 137, ties, whole: true);
        var copies = Enumerable.Range(0, p.Length).SelectMany(i => Enumerable.Repeat(i, (int)w[i])).ToArray();
        var weighted = ProbabilityQuality.Of(p, y, w);
        var repeated = ProbabilityQuality.Of(copies.Select(i => p[i]).ToArray(), copies.Select(i => y[i]).ToArray());

        foreach (var bins in new[] { 3, 7, 10, 41 })
        {
            var (a, b) = (weighted.HosmerLemeshow(bins), repeated.HosmerLemeshow(bins));
            a.Statistic.Value.Should().BeApproximately(b.Statistic.Value, 1e-11 * b.Statistic.Value);
            a.PValue.Value.Should().BeApproximately(b.PValue.Value, 1e-11);
            var (c, d) = (weighted.CalibrationTable(bins, CalibrationBinning.EqualWeight), repeated.CalibrationTable(bins, CalibrationBinning.EqualFrequency));
            c.ExpectedError.Value.Should().BeApproximately(d.ExpectedError.Value, 1e-12);
            c.MaximumError.Value.Should().BeApproximately(d.MaximumError.Value, 1e-12);
            c.Bins.Select(bin => bin.Weight).Should().Equal(d.Bins.Select(bin => bin.Weight));
        }
    }

    [Fact]
    public void Bins_of_equal_weight_are_equal_and_shares_of_cut_rows_add_up()
    {
        var (p, y, w) = Draw(4, 200, ties: false, whole: false);
        var bins = ProbabilityQuality.Of(p, y, w).CalibrationTable(10, CalibrationBinning.EqualWeight).Bins;

        bins.Should().OnlyContain(bin => Math.Abs(bin.Weight - (w.Sum() / 10)) < 1e-10);
        bins.Sum(bin => bin.Weight * bin.ObservedRate).Should().BeApproximately(w.Zip(y, (a, b) => a * b).Sum(), 1e-9);
        bins.Sum(bin => bin.Weight * bin.MeanProbability).Should().BeApproximately(w.Zip(p, (a, b) => a * b).Sum(), 1e-9);
    }

    [Fact]
    public void Another_unit_of_real_weights_changes_no_rate()
    {
        var (p, y, w) = Draw(5, 200, ties: true, whole: false);
        var one = ProbabilityQuality.Of(p, y, w).CalibrationTable(10, CalibrationBinning.EqualWeight);
        var other = ProbabilityQuality.Of(p, y, w.Select(v => v * 1e9).ToArray()).CalibrationTable(10, CalibrationBinning.EqualWeight);

        other.ExpectedError.Value.Should().BeApproximately(one.ExpectedError.Value, 1e-9);
        other.MaximumError.Value.Should().BeApproximately(one.MaximumError.Value, 1e-9);
    }

    [Fact]
    public void Rows_of_weight_zero_move_no_edge()
    {
        var (p, y, w) = Draw(6, 100, ties: true, whole: false);
        for (var i = 0; i < 100; i += 3)
        {
            w[i] = 0;
        }

        var kept = Enumerable.Range(0, 100).Where(i => w[i] > 0).ToArray();
        var all = ProbabilityQuality.Of(p, y, w);
        var some = ProbabilityQuality.Of(kept.Select(i => p[i]).ToArray(), kept.Select(i => y[i]).ToArray(), kept.Select(i => w[i]).ToArray());
        all.HosmerLemeshow().Statistic.Should().Be(some.HosmerLemeshow().Statistic);
    }

    [Fact]
    public void Fewer_customers_than_groups_is_no_test_and_certain_groups_that_came_true_add_nothing()
    {
        ProbabilityQuality.Of([0.2, 0.7], [0.0, 1.0], [1.0, 1.0]).HosmerLemeshow(3).Statistic.Reason.Should().Be(UndefinedReason.TooFewObservations);
        ProbabilityQuality.Of([0.0, 0, 0.5, 0.5, 1, 1], [0.0, 0, 1, 0, 1, 1]).HosmerLemeshow(3).Statistic.Value.Should().Be(0);
        ProbabilityQuality.Of([0.0, 0, 0.5, 0.5, 1, 1], [0.0, 1, 1, 0, 1, 1]).HosmerLemeshow(3).Statistic.Reason.Should().Be(UndefinedReason.Infinite);
    }
}
