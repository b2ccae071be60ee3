using System.Diagnostics;
using CustomerValue.Segmentation;

namespace CustomerValue.Tests.Segmentation;

public sealed class MobilityLaws
{
    // numpy 1.24: eigvals, det and least squares for the stationary row.
    [Theory]
    [InlineData(new[] { 1.0, 8, 1, 0, 0, 1, 8, 1, 1, 0, 1, 8, 8, 1, 0, 1 }, 0.8, 0.27315176286714404)]
    [InlineData(new[] { 5.0, 3, 2, 0, 0, 4, 6, 0, 0, 6, 4, 0, 1, 1, 1, 7 }, 0.7, 0.5878714700191443)]
    [InlineData(new[] { 0.0, 1, 0, 1, 0, 0, 1, 1, 2 }, 1.0, 0.2928932188134524)]
    [InlineData(new[] { 10.0, 20, 30, 40, 0, 5, 1, 7, 2, 1, 9, 9, 9, 9, 9, 1, 0, 0, 3, 8, 2, 4, 6, 8, 1 }, 0.41449013341334795, 0.8805810269186729)]
    public void Complex_transient_and_periodic_chains_agree_with_numpy(double[] counts, double second, double determinant)
    {
        var mobility = Mobility.Of(TransitionCounts.FromCounts((int)Math.Sqrt(counts.Length), counts));
        mobility.SecondEigenvalue.Value.Should().BeApproximately(second, 1e-13);
        mobility.ShorrocksDeterminant.Value.Should().BeApproximately(determinant, 1e-13);
    }

    [Fact]
    public void Circles_of_every_length_have_no_half_life()
    {
        for (var size = 2; size <= 12; size++)
        {
            // A circle, and two more segments that lead into it.
            var counts = new double[(size + 2) * (size + 2)];
            for (var i = 0; i < size; i++)
            {
                counts[i * (size + 2) + (i + 1) % size] = 3 + i;
            }

            counts[size * (size + 2) + 1] = 1;
            counts[size * (size + 2) + size] = 2;
            counts[(size + 1) * (size + 2)] = 7;
            var mobility = Mobility.Of(TransitionCounts.FromCounts(size + 2, counts));
            mobility.SecondEigenvalue.Value.Should().Be(1);
            mobility.EigenvalueIndex.Value.Should().Be(0);
            mobility.HalfLife.Reason.Should().Be(UndefinedReason.Infinite, "circle of {0}", size);
            mobility.SteadyState(size - 1).Value.Should().BeApproximately(1.0 / size, 1e-15);
            mobility.SteadyState(size).Value.Should().Be(0);
        }
    }

    [Fact]
    public void Segments_that_hardly_mix_keep_their_digits()
    {
        // Two segments: the second eigenvalue is 1 − a − b exactly.
        var mobility = Mobility.Of(TransitionCounts.FromCounts(2, [999_999_999, 1, 2, 999_999_998]));
        mobility.EigenvalueIndex.Value.Should().BeApproximately(3e-9, 1e-15);
        mobility.HalfLife.Value.Should().BeApproximately(Math.Log(2) / 3e-9, 100);
        mobility.SteadyState(0).Value.Should().BeApproximately(2 / 3.0, 1e-14);
    }

    [Fact]
    public void Two_hundred_segments_do_not_underflow()
    {
        // 0.01 · identity + 0.99 · everybody alike: the determinant is 0.01^199, below the smallest double.
        const int Size = 200;
        var counts = Enumerable.Range(0, Size * Size).Select(i => i % (Size + 1) == 0 ? 2 + 0.99 : 0.99).ToArray();
        var mobility = Mobility.Of(TransitionCounts.FromCounts(Size, counts));
        mobility.ShorrocksDeterminant.Value.Should().BeApproximately(1 - 2 / (2 + 0.99 * Size), 1e-12);
        mobility.SecondEigenvalue.Value.Should().BeApproximately(2 / (2 + 0.99 * Size), 1e-12);
        mobility.SteadyState(7).Value.Should().BeApproximately(1.0 / Size, 1e-15);
    }

    [Fact]
    public void A_row_that_is_the_mean_of_two_others_makes_the_determinant_index_one()
    {
        // Singular, though elimination leaves 1e-17 for a pivot.
        double[] counts = [7, 1, 1, 1, 1, 3, 3, 3, 4, 2, 2, 2, 1, 1, 1, 7];
        Mobility.Of(TransitionCounts.FromCounts(4, counts)).ShorrocksDeterminant.Value.Should().Be(1);
    }

    [Fact]
    public void A_thousand_segments_are_read_in_seconds()
    {
        const int Size = 1000;
        var counts = new double[Size * Size];
        for (var i = 0; i < Size; i++)
        {
            counts[i * Size + i] = 90;
            counts[i * Size + Math.Max(i - 1, 0)] += 6;
            counts[i * Size + Math.Min(i + 1, Size - 1)] += 4;
        }

        var watch = Stopwatch.StartNew();
        var mobility = Mobility.Of(TransitionCounts.FromCounts(Size, counts));
        mobility.SteadyState(0).Value.Should().BeApproximately(1 / 3.0, 1e-12, "down 6, up 4: shares fall by 2/3 a segment");
        mobility.ShorrocksTrace.Value.Should().BeGreaterThan(0);
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(8));
    }

    [Fact]
    public void A_test_of_a_billion_customers_keeps_its_digits()
    {
        // mpmath, 60 digits.
        var test = MovementTest.Of(
            TransitionCounts.FromCounts(2, [400_001_000, 3e8, 2e8, 1e8]), TransitionCounts.FromCounts(2, [4e8, 300_002_000, 2e8, 100_000_500]));
        test.LikelihoodRatio.Should().BeApproximately(0.0080356892539206649998, 1e-10);
        test.ChiSquared.Should().BeApproximately(0.0080356892539110541723, 1e-10);
    }

    [Fact]
    public void Nothing_depends_on_the_unit_of_the_counts()
    {
        double[] counts = [60, 30, 10, 20, 60, 20, 5, 25, 70];
        var (one, many) = (Mobility.Of(TransitionCounts.FromCounts(3, counts)), Mobility.Of(TransitionCounts.FromCounts(3, counts.Select(c => c * Math.Pow(2, 900)).ToArray())));
        many.HalfLife.Should().Be(one.HalfLife);
        many.SteadyState(1).Should().Be(one.SteadyState(1));
        many.BartholomewInTheLongRun.Should().Be(one.BartholomewInTheLongRun);
    }

    [Fact]
    public void Counts_beyond_a_double_are_refused()
    {
        ((Action)(() => TransitionCounts.FromCounts(2, [1e308, 1e308, 0, 0]))).Should().Throw<ArgumentException>().WithMessage("*more than a double*");
        ((Action)(() => TransitionCounts.From([0, 0], [0, 1], 2, [1e308, 1e308]))).Should().Throw<ArgumentException>().WithMessage("*more than a double*");
        ((Action)(() => BinCounts.FromCounts([1e308, 1e308]))).Should().Throw<ArgumentException>().WithMessage("*more than a double*");
    }

    [Fact]
    public void Net_promotions_are_promotions_less_demotions()
    {
        TransitionCounts.FromCounts(2, [5, 3, 1, 1]).NetPromotionRate.Value.Should().BeApproximately(0.2, 1e-16);
        TransitionCounts.From([], [], 2).NetPromotionRate.Reason.Should().Be(UndefinedReason.NoObservations);
    }

    [Fact]
    public void A_shift_of_enormous_counts_is_that_of_small_ones()
    {
        var small = StabilityIndex.Between(BinCounts.FromCounts([1, 2, 0, 3]), BinCounts.FromCounts([2, 2, 1, 1]));
        var large = StabilityIndex.Between(BinCounts.FromCounts([1e300, 2e300, 0, 3e300]), BinCounts.FromCounts([2e300, 2e300, 1e300, 1e300]));
        large.Psi.Value.Should().BeApproximately(small.Psi.Value, 1e-14);
        large.ChiSquared.Should().BeApproximately(small.ChiSquared * 1e300, 1e287);
    }
}
