using CustomerValue.Numerics;
using CustomerValue.Segmentation;

namespace CustomerValue.Tests.Segmentation;

public sealed class KMeansModelLaws
{
    private const int Columns = 5;

    private static readonly double[] Rows = Blobs(600, 11);

    [Fact]
    public void Threads_never_change_a_bit()
    {
        var alone = KMeansModel.Fit(Rows, Columns, 6, 3, new KMeansOptions { Swaps = 20 });
        var together = KMeansModel.Fit(Rows, Columns, 6, 3, new KMeansOptions { Threads = 4, Swaps = 20 });
        Centers(together).Should().Equal(Centers(alone));
        together.Inertia.Should().Be(alone.Inertia);
        together.Report.Iterations.Should().Be(alone.Report.Iterations);
    }

    [Fact]
    public void Every_center_is_the_mean_of_its_rows_and_every_row_is_with_its_nearest()
    {
        var model = KMeansModel.Fit(Rows, Columns, 6, 3);
        model.Report.Converged.Should().BeTrue();
        var segments = KMeansModelCorrectness.Assign(model, Rows);
        var inertia = 0.0;
        for (var k = 0; k < 6; k++)
        {
            var members = Enumerable.Range(0, segments.Length).Where(i => segments[i] == k).ToArray();
            model.Sizes[k].Should().Be(members.Length);
            for (var j = 0; j < Columns; j++)
            {
                var mean = members.Average(i => Rows[i * Columns + j]);
                model.Center(k)[j].Should().BeApproximately(mean, 1e-12);
                inertia += members.Sum(i => Math.Pow(Rows[i * Columns + j] - mean, 2));
            }
        }

        model.Inertia.Should().BeApproximately(inertia, 1e-10 * inertia);
    }

    [Fact]
    public void No_single_move_lowers_the_inertia()
    {
        var model = KMeansModel.Fit(Rows, Columns, 6, 3);
        var segments = KMeansModelCorrectness.Assign(model, Rows);
        for (var i = 0; i < segments.Length; i++)
        {
            double Squared(int k)
            {
                var sum = 0.0;
                for (var j = 0; j < Columns; j++)
                {
                    sum += Math.Pow(Rows[i * Columns + j] - model.Center(k)[j], 2);
                }

                return sum;
            }

            var own = segments[i];
            var saved = model.Sizes[own] * Squared(own) / (model.Sizes[own] - 1);
            for (var k = 0; k < 6; k++)
            {
                (k == own || model.Sizes[k] * Squared(k) / (model.Sizes[k] + 1) >= saved * (1 - 1e-9)).Should().BeTrue();
            }
        }
    }

    [Fact]
    public void Moving_and_scaling_all_rows_moves_and_scales_the_centers()
    {
        var moved = Rows.Select(x => 1024 + 4 * x).ToArray();
        var model = KMeansModel.Fit(Rows, Columns, 4, 3, new KMeansOptions { Swaps = 20 });
        var other = KMeansModel.Fit(moved, Columns, 4, 3, new KMeansOptions { Swaps = 20 });
        other.Inertia.Should().BeApproximately(16 * model.Inertia, 1e-9 * other.Inertia);
        for (var k = 0; k < 4; k++)
        {
            other.Center(k)[1].Should().BeApproximately(1024 + 4 * model.Center(k)[1], 1e-8);
        }
    }

    [Fact]
    public void The_order_of_rows_and_whole_weights_change_nothing_but_rounding()
    {
        var options = new KMeansOptions { Restarts = 30, Swaps = 0 };
        var model = KMeansModel.Fit(Rows, Columns, 3, 3, options);
        var reversed = Enumerable.Range(0, 600).Reverse().SelectMany(i => Rows.Skip(i * Columns).Take(Columns)).ToArray();
        KMeansModel.Fit(reversed, Columns, 3, 3, options).Inertia.Should().BeApproximately(model.Inertia, 1e-10 * model.Inertia);
        var twice = KMeansModel.Fit([.. Rows, .. Rows], Columns, 3, 3, options);
        var weighted = KMeansModel.Fit(Rows, Columns, 3, 3, options, Enumerable.Repeat(2.0, 600).ToArray());
        weighted.Inertia.Should().BeApproximately(2 * model.Inertia, 1e-10 * twice.Inertia);
        twice.Inertia.Should().BeApproximately(2 * model.Inertia, 1e-10 * twice.Inertia);
        weighted.Report.Observations.Should().Be(1200);
    }

    [Fact]
    public void Segments_are_numbered_by_their_center_largest_first()
    {
        for (var column = 0; column < Columns; column++)
        {
            var model = KMeansModel.Fit(Rows, Columns, 6, 3, new KMeansOptions { OrderColumn = column, Swaps = 5 });
            Enumerable.Range(0, 6).Select(k => model.Center(k)[column]).Should().BeInDescendingOrder();
        }
    }

    [Fact]
    public void Fewer_distinct_rows_than_segments_give_fewer_segments()
    {
        double[] rows = [1, 1, 2, 2, 1, 1, 3, 3, 2, 2];
        var model = KMeansModel.Fit(rows, 2, 5, 1);
        model.SegmentCount.Should().Be(3);
        model.RequestedSegments.Should().Be(5);
        model.Inertia.Should().Be(0);
        model.Sizes.ToArray().Should().Equal(1, 2, 2);
    }

    [Fact]
    public void One_segment_is_the_mean()
    {
        var model = KMeansModel.Fit(Rows, Columns, 1, 1);
        model.Center(0)[0].Should().BeApproximately(Enumerable.Range(0, 600).Average(i => Rows[i * Columns]), 1e-12);
    }

    [Fact]
    public void A_tie_goes_to_the_lowest_segment()
    {
        var model = KMeansModel.FromParameters([0, 0, 2, 0, 0, 2], 2);
        model.Assign([1, 1]).Should().Be(0);
        model.Assign([1.5, 0]).Should().Be(1);
        model.Assign([1e200, 3]).Should().Be(0, "no distance can be told from another so far out");
    }

    [Fact]
    public void A_model_rebuilt_from_its_centers_assigns_alike()
    {
        var model = KMeansModel.Fit(Rows, Columns, 9, 3, new KMeansOptions { Swaps = 0 });
        var again = KMeansModel.FromParameters(Centers(model), Columns);
        KMeansModelCorrectness.Assign(again, Rows).Should().Equal(KMeansModelCorrectness.Assign(model, Rows));
        again.Report.Stop.Should().Be(StopReason.NotFitted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    public void Assigning_allocates_nothing(int segments)
    {
        var model = KMeansModel.Fit(Rows, Columns, segments, 3, new KMeansOptions { Swaps = 0 });
        var destination = new int[600];
        Zero.Bytes(() =>
        {
            model.Assign(Rows, destination);
            _ = model.Assign(Rows.AsSpan(0, Columns));
        });
    }

    // One lane is one center: the kernel must give the plain sum, bit for bit.
    [Fact]
    [Trait("Category", "Bits")]
    public void The_kernel_gives_the_bits_of_the_plain_sum()
    {
        var set = new CenterKernel(11, Columns);
        for (var k = 0; k < 11; k++)
        {
            set.Set(k, Rows.AsSpan(k * Columns, Columns));
        }

        for (var i = 0; i < 600; i++)
        {
            var row = Rows.AsSpan(i * Columns, Columns);
            var expected = -1;
            var shortest = double.PositiveInfinity;
            for (var k = 0; k < 11; k++)
            {
                var sum = 0.0;
                for (var j = 0; j < Columns; j++)
                {
                    var e = row[j] - set[k, j];
                    sum += e * e;
                }

                if (sum < shortest)
                {
                    (shortest, expected) = (sum, k);
                }
            }

            set.Nearest(row, out var squared).Should().Be(expected);
            squared.Should().Be(shortest);
        }
    }

    // Frozen: FNV-1a over the bits of centers and assignments. A change moves customers.
    [Fact]
    [Trait("Category", "Bits")]
    public void Centers_and_segments_keep_their_bits()
    {
        var model = KMeansModel.Fit(Rows, Columns, 9, 3, new KMeansOptions { Swaps = 5 });
        var hash = 14695981039346656037UL;
        foreach (var value in Centers(model))
        {
            hash = unchecked((hash ^ (ulong)BitConverter.DoubleToInt64Bits(value)) * 1099511628211UL);
        }

        foreach (var segment in KMeansModelCorrectness.Assign(model, Rows))
        {
            hash = unchecked((hash ^ (ulong)segment) * 1099511628211UL);
        }

        hash.Should().Be(15363688941333763207UL);
    }

    internal static double[] Blobs(int count, ulong seed)
    {
        var random = RandomStream.Open(seed, "blobs");
        var rows = new double[count * Columns];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = 2 * ((i / Columns * (i % Columns + 3)) % 4) + random.NextDouble() + random.NextDouble() + random.NextDouble();
        }

        return rows;
    }

    private static double[] Centers(KMeansModel model) =>
        Enumerable.Range(0, model.SegmentCount).SelectMany(k => model.Center(k).ToArray()).ToArray();
}
