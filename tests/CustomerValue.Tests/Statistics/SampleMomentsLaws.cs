using CustomerValue.Statistics;

namespace CustomerValue.Tests.Statistics;

public sealed class SampleMomentsLaws
{
    private static double[] Balances(int n, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() < 0.1 ? 0 : Math.Exp(7.3 + 1.5 * Normal(random)))];
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static void ShouldAgree(SampleMoments actual, SampleMoments expected)
    {
        actual.Count.Should().Be(expected.Count);
        actual.Mean.ShouldBeClose(expected.Mean, 1e-13);
        actual.SumOfSquares.ShouldBeClose(expected.SumOfSquares, 1e-12);
        actual.Skewness.Value.ShouldBeClose(expected.Skewness.Value, 1e-11);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1024)]
    [InlineData(4097)]
    public void Moments_equal_their_definition_in_decimal_arithmetic(int n)
    {
        var values = Balances(n, 20260101).Select(v => Math.Round(v, 2)).ToArray();
        var mean = values.Sum(v => (decimal)v) / n;
        var squares = values.Sum(v => ((decimal)v - mean) * ((decimal)v - mean));
        var moments = SampleMoments.FromSample(values);
        moments.Mean.ShouldBeClose((double)mean, 1e-14);
        moments.SumOfSquares.ShouldBeClose((double)squares, 1e-13);
    }

    [Fact]
    public void Merging_parts_equals_pooling_the_rows()
    {
        var values = Balances(10_000, 1);
        var parts = default(SampleMoments);
        foreach (var part in values.Chunk(777))
        {
            parts += SampleMoments.FromSample(part);
        }

        ShouldAgree(parts, SampleMoments.FromSample(values));
    }

    [Fact]
    public void Adding_one_by_one_equals_the_sample()
    {
        var values = Balances(3_000, 2);
        ShouldAgree(values.Aggregate(default(SampleMoments), (m, v) => m.Add(v)), SampleMoments.FromSample(values));
    }

    [Fact]
    public void A_weight_of_three_is_the_row_three_times()
    {
        var values = Balances(2_000, 3);
        var weights = values.Select((_, i) => (double)(i % 4)).ToArray();
        var repeated = values.SelectMany((v, i) => Enumerable.Repeat(v, i % 4)).ToArray();
        ShouldAgree(SampleMoments.FromSample(values, weights), SampleMoments.FromSample(repeated));
    }

    [Fact]
    public void Order_of_rows_does_not_matter()
    {
        var values = Balances(5_000, 4);
        ShouldAgree(SampleMoments.FromSample([.. values.Reverse()]), SampleMoments.FromSample(values));
    }

    [Fact]
    public void Another_unit_scales_the_moments()
    {
        var values = Balances(5_000, 5);
        ShouldAgree(SampleMoments.FromSample(values).Scale(0.001), SampleMoments.FromSample([.. values.Select(v => v * 0.001)]));
    }

    [Fact]
    public void Constant_values_that_binary_cannot_hold_have_exactly_no_variance()
    {
        foreach (var n in new[] { 2, 10, 30, 5000 })
        {
            SampleMoments.FromSample([.. Enumerable.Repeat(0.1, n)]).Should().Be(new SampleMoments(n, 0.1, 0, 0, false));
        }
    }

    [Fact]
    public void A_large_offset_leaves_the_variance()
    {
        // Trap 4 of the peers: Σx² loses a spread of 1 about 1e9.
        var spread = Enumerable.Range(0, 3000).Select(i => (double)(i % 7)).ToArray();
        SampleMoments.FromSample([.. spread.Select(v => v + 1e9)]).SumOfSquares
            .ShouldBeClose(SampleMoments.FromSample(spread).SumOfSquares, 1e-12);
    }

    [Fact]
    public void A_first_value_far_from_the_others_spoils_nothing()
    {
        var values = Enumerable.Range(0, 1000).Select(i => i == 0 ? 1e15 : i * 0.25).ToArray();
        var mean = values.Sum(v => (decimal)v) / 1000;
        SampleMoments.FromSample(values).Mean.ShouldBeClose((double)mean, 1e-15);
    }

    [Fact]
    public void A_billion_rows_fit_in_a_summary_that_merges()
    {
        var half = SampleMoments.FromSummary(1e9, 100, 10_000);
        var all = half + half;
        all.Count.Should().Be(2e9);
        all.Mean.Should().Be(100);
        all.SumOfSquares.Should().Be(2 * 10_000 * (1e9 - 1));
    }

    [Fact]
    public void A_summary_with_skewness_equals_the_sample()
    {
        var sample = SampleMoments.FromSample(Balances(400, 6));
        ShouldAgree(SampleMoments.FromSummary(sample.Count, sample.Mean, sample.Variance.Value, sample.Skewness.Value), sample);
        SampleMoments.FromSummary(400, 1, 2).Skewness.IsDefined.Should().BeFalse();
    }

    [Fact]
    public void Too_few_observations_are_a_reason()
    {
        default(SampleMoments).Variance.Reason.Should().Be(UndefinedReason.NoObservations);
        SampleMoments.FromSample([5]).Variance.Reason.Should().Be(UndefinedReason.TooFewObservations);
        SampleMoments.FromSample([5, 5]).Skewness.Reason.Should().Be(UndefinedReason.ZeroVariance);
        SampleMoments.FromSample([]).Should().Be(default(SampleMoments));
    }
}
