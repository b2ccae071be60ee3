using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Tests.Statistics;

/// <summary>Several metrics of one sample: what their moments owe to the columns alone, to order, weights and merging.</summary>
public sealed class MomentMatrixLaws
{
    private static double[] Rows(int rows, int size, int seed, double center = 1e6)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, rows * size).Select(i => center * (i % size + 1) + random.NextDouble() * (i % 3 + 1)).ToArray();
    }

    private static double[] Column(double[] rows, int size, int metric) => Enumerable.Range(0, rows.Length / size).Select(r => rows[r * size + metric]).ToArray();

    [Fact]
    [Trait("Category", "Bits")]
    public void A_metric_has_the_bits_of_its_column_alone()
    {
        foreach (var (n, size) in new[] { (1, 1), (7, 2), (1024, 3), (1025, 2), (5000, 5) })
        {
            var rows = Rows(n, size, n);
            var all = MomentMatrix.FromRows(rows, size);
            for (var metric = 0; metric < size; metric++)
            {
                var alone = SampleMoments.FromSample(Column(rows, size, metric));
                all.Means[metric].Should().Be(alone.Mean);
                all.Of(metric).SumOfSquares.Should().Be(alone.SumOfSquares);
            }
        }
    }

    [Fact]
    public void Covariances_are_those_of_exact_sums()
    {
        // Integers: Σ x, Σ xy are exact in decimal.
        var random = new Random(4);
        foreach (var (n, offset) in new[] { (2, 0L), (3, 1_000_000_000L), (1500, 1_000_000_000L), (4096, 0L) })
        {
            long[] x = Enumerable.Range(0, n).Select(_ => offset + random.Next(1000)).ToArray(), y = x.Select(v => 2 * v + random.Next(700)).ToArray();
            decimal sx = x.Sum(v => (decimal)v), sy = y.Sum(v => (decimal)v), sxy = x.Zip(y, (a, b) => (decimal)a * b).Sum();
            var exact = (double)((sxy - sx * sy / n) / (n - 1));
            var pairs = MomentMatrix.FromPairs(x.Select(v => (double)v).ToArray(), y.Select(v => (double)v).ToArray());

            // A double holds 1e9 + a mean's fraction to 1e-7: the products' cancellation stays below.
            pairs.Covariance(0, 1).Value.Should().BeApproximately(exact, 1e-12 * Math.Abs(exact) + 1e-9);
            pairs.Covariance(1, 0).Value.Should().Be(pairs.Covariance(0, 1).Value);
        }
    }

    [Fact]
    public void Means_near_a_billion_keep_their_difference()
    {
        // Integers about 10⁹ and 10¹⁵: the difference of means is exact in decimal.
        var random = new Random(31);
        foreach (var (n, m, offset) in new[] { (3, 7, 1_000_000_000L), (2000, 1300, 1_000_000_000L), (5, 3, 1_000_000_000_000_000L) })
        {
            long[] x = Enumerable.Range(0, n).Select(_ => offset + random.Next(10)).ToArray(), y = Enumerable.Range(0, m).Select(_ => offset + random.Next(10)).ToArray();
            var exact = (double)(x.Sum(v => (decimal)v) / n - y.Sum(v => (decimal)v) / m);
            double[] a = [.. x.Select(v => (double)v)], b = [.. y.Select(v => (double)v)];
            SampleMoments first = SampleMoments.FromSample(a), second = SampleMoments.FromSample(b), merged = SampleMoments.FromSample(a.AsSpan(0, n / 2)) + SampleMoments.FromSample(a.AsSpan(n / 2));
            SampleMoments.Difference(first, second).ShouldBeClose(exact, 1e-10, 1e-14);
            SampleMoments.Difference(merged, second).ShouldBeClose(exact, 1e-10, 1e-14);
            var streamed = default(SampleMoments);
            foreach (var value in a)
            {
                streamed = streamed.Add(value);
            }

            SampleMoments.Difference(streamed, second).ShouldBeClose(exact, 1e-10, 1e-14);
            double[] u = [.. a.Take(m)], v = [.. b.Take(u.Length)];
            var pairs = MomentMatrix.FromPairs(u, v);
            SampleMoments.Difference(pairs.Of(0), pairs.Of(1)).ShouldBeClose((double)(x.Take(m).Sum(k => (decimal)k) / u.Length - y.Take(u.Length).Sum(k => (decimal)k) / u.Length), 1e-10, 1e-14);
        }
    }

    [Fact]
    public void Pairs_are_rows_of_two_to_the_last_bit()
    {
        var rows = Rows(3333, 2, 9);
        MomentMatrix a = MomentMatrix.FromRows(rows, 2), b = MomentMatrix.FromPairs(Column(rows, 2, 0), Column(rows, 2, 1));
        (b.Count, b.Means[0], b.Means[1]).Should().Be((a.Count, a.Means[0], a.Means[1]));
        (b.Covariance(0, 0), b.Covariance(0, 1), b.Covariance(1, 1)).Should().Be((a.Covariance(0, 0), a.Covariance(0, 1), a.Covariance(1, 1)));
    }

    [Fact]
    public void Parts_merge_to_the_whole_wherever_they_are_cut()
    {
        var rows = Rows(4000, 3, 5);
        var whole = MomentMatrix.FromRows(rows, 3);
        foreach (var cut in new[] { 0, 1, 999, 2000, 3999, 4000 })
        {
            var merged = MomentMatrix.FromRows(rows.AsSpan(0, 3 * cut), 3) + MomentMatrix.FromRows(rows.AsSpan(3 * cut), 3);
            merged.Count.Should().Be(whole.Count);
            for (var i = 0; i < 3; i++)
            {
                merged.Means[i].Should().BeApproximately(whole.Means[i], 1e-14 * whole.Means[i]);
                for (var j = 0; j < 3; j++)
                {
                    merged.Covariance(i, j).Value.Should().BeApproximately(whole.Covariance(i, j).Value, 1e-9);
                }
            }
        }
    }

    [Fact]
    public void A_weight_is_the_row_so_many_times_and_zero_leaves_it_out()
    {
        var random = new Random(8);
        var rows = Rows(2500, 2, 6);
        var weights = Enumerable.Range(0, 2500).Select(_ => (double)random.Next(4)).ToArray();
        weights[0] = 0;
        rows[0] = 1e300;
        var repeated = Enumerable.Range(0, 2500).SelectMany(r => Enumerable.Repeat(r, (int)weights[r])).SelectMany(r => new[] { rows[2 * r], rows[2 * r + 1] }).ToArray();
        MomentMatrix weighted = MomentMatrix.FromRows(rows, 2, weights), plain = MomentMatrix.FromRows(repeated, 2);
        weighted.Count.Should().Be(plain.Count);
        weighted.Means[1].Should().BeApproximately(plain.Means[1], 1e-14 * plain.Means[1]);
        weighted.Covariance(0, 1).Value.Should().BeApproximately(plain.Covariance(0, 1).Value, 1e-9);
        MomentMatrix.FromRows(rows, 2, new double[2500]).Count.Should().Be(0);
    }

    [Fact]
    public void Constants_have_exactly_no_variance_and_small_units_are_refused()
    {
        var constant = MomentMatrix.FromPairs(Enumerable.Repeat(0.1, 3000).ToArray(), Enumerable.Range(0, 3000).Select(i => 0.3 * i).ToArray());
        (constant.Covariance(0, 0).Value, constant.Covariance(0, 1).Value, constant.Means[0]).Should().Be((0, 0, 0.1));
        ((Action)(() => MomentMatrix.FromPairs([1e-200, 2e-200], [1, 2]))).Should().Throw<ArgumentException>().WithMessage("*metric 0*underflows*");
        ((Action)(() => MomentMatrix.FromPairs([1, 2], [-1e308, 1e308]))).Should().Throw<ArgumentException>().WithMessage("*overflows*");
        ((Action)(() => MomentMatrix.FromPairs([1, 2], [1, double.NaN]))).Should().Throw<ArgumentException>().WithMessage("*second*");
        MomentMatrix.FromPairs([], []).Size.Should().Be(2);
    }

    [Fact]
    [Trait("Category", "Bits")]
    public void Products_have_the_bits_of_eight_scalar_lanes()
    {
        foreach (var n in new[] { 1, 7, 8, 17, 1000, 1024 })
        {
            double[] x = Rows(n, 1, 3 + n, 10), y = Rows(n, 1, 4 + n, 20), l = new double[8];
            double rest = 0;
            for (var i = 0; i < n; i++)
            {
                var product = (x[i] - 10.5) * (y[i] - 20.25);
                if (i < n / 8 * 8)
                {
                    l[i % 8] += product;
                }
                else
                {
                    rest += product;
                }
            }

            PowerSumKernel.Products(x, 10.5, y, 20.25).Should().Be(((l[0] + l[4]) + (l[1] + l[5])) + ((l[2] + l[6]) + (l[3] + l[7])) + rest);
        }
    }
}
