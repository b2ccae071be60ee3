using CustomerValue.Numerics;

namespace CustomerValue.Tests.Numerics;

public sealed class DotKernelConsistency
{
    private static readonly double[] NoTerms = [];
    private static readonly int[] NoOffsets = [];

    // The definition of DESIGN §5 in its plainest form.
    private static double Lanes(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        var lanes = new double[8];
        for (var j = 0; j < x.Length; j++)
        {
            var product = x[j] * w[j];
            lanes[j % 8] = lanes[j % 8] + product;
        }

        var q = new double[4];
        for (var i = 0; i < 4; i++)
        {
            q[i] = lanes[i] + lanes[i + 4];
        }

        var sum = (q[0] + q[1]) + (q[2] + q[3]);
        return double.IsNaN(sum) ? double.NaN : sum;
    }

    private static long Bits(double x) => BitConverter.DoubleToInt64Bits(x);

    private static double[] Mixed(string purpose, int count, bool wild)
    {
        var values = NumericInputs.Uniform(purpose, count, -2, 2);
        if (wild)
        {
            var stream = RandomStream.Open(5, purpose);
            double[] limits = [0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e308, -1e308, 5e-324, -5e-324, 1e-200];
            for (var i = 0; i < count; i++)
            {
                values[i] = stream.NextInt(6) == 0 ? limits[stream.NextInt(limits.Length)] : values[i];
            }
        }

        return values;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dot_is_the_eight_lane_sum_at_every_length(bool wild)
    {
        var x = Mixed("x", 4000, wild);
        var w = Mixed("w", 4000, wild);
        for (var length = 0; length <= 70; length++)
        {
            for (var start = 0; start < 40; start++)
            {
                var a = x.AsSpan(start * 13, length);
                var b = w.AsSpan(start * 29, length);
                double expected = Lanes(a, b), scalar = DotKernel.LaneSumOfScalars(a, b);
                if (Bits(DotKernel.Dot(a, b)) != Bits(expected) || (Bits(scalar) != Bits(expected) && !(double.IsNaN(scalar) && double.IsNaN(expected))))
                {
                    Assert.Fail(FormattableString.Invariant($"Length {length}, start {start}: {DotKernel.Dot(a, b):R}, scalar {scalar:R}, expected {expected:R}."));
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Scores_of_a_batch_are_lanes_then_categories_then_intercept(bool wild)
    {
        var weights = Mixed("weights", 40, false);
        double[] terms = [0.25, -0.5, 1e-3, 7, -0.0, 0.125, 3];
        int[] offsets = [0, 3, 3, 7];
        var stream = RandomStream.Open(9, "codes");
        foreach (var categories in new[] { false, true })
        {
            for (var numeric = 0; numeric <= 40; numeric++)
            {
                foreach (var (rowCount, gap) in new[] { (0, 0), (1, 0), (3, 1), (4, 0), (5, 3), (131, 0) })
                {
                    var stride = numeric + (categories ? 3 : 0) + gap;
                    var rows = Mixed("rows", Math.Max(0, rowCount * stride - gap), wild);
                    for (var i = 0; categories && i < rowCount; i++)
                    {
                        rows[i * stride + numeric] = wild && stream.NextInt(4) == 0 ? rows[i * stride + numeric] : stream.NextInt(3);
                        rows[i * stride + numeric + 1] = stream.NextInt(2) == 0 ? double.NaN : 0;
                        rows[i * stride + numeric + 2] = stream.NextInt(4);
                    }

                    var codeOffsets = categories ? offsets : NoOffsets;
                    var actual = new double[rowCount];
                    DotKernel.LinearScores(rows, stride, numeric, weights, terms, codeOffsets, 0.1, actual);
                    var logistic = new double[rowCount];
                    DotKernel.LogisticScores(rows, stride, numeric, weights, terms, codeOffsets, 0.1, logistic);
                    for (var i = 0; i < rowCount; i++)
                    {
                        var row = rows.AsSpan(i * stride, numeric + (categories ? 3 : 0));
                        var expected = Expected(row, numeric, weights, terms, codeOffsets, 0.1);
                        var alone = DotKernel.LinearScore(row, numeric, weights, terms, codeOffsets, 0.1);
                        if (Bits(actual[i]) != Bits(expected) || Bits(alone) != Bits(expected) || Bits(logistic[i]) != Bits(Elementary.Logistic(expected)))
                        {
                            Assert.Fail(FormattableString.Invariant($"Row {i} of {rowCount}, {numeric} numbers: {actual[i]:R}, alone {alone:R}, expected {expected:R}."));
                        }
                    }
                }
            }
        }
    }

    private static double Expected(ReadOnlySpan<double> row, int numeric, double[] weights, double[] terms, int[] offsets, double intercept)
    {
        var score = Lanes(row.Slice(0, numeric), weights.AsSpan(0, numeric));
        for (var j = 0; j + 1 < offsets.Length; j++)
        {
            var code = row[numeric + j];
            var known = code >= 0 && code < offsets[j + 1] - offsets[j] && code == Math.Floor(code);
            score += known ? terms[offsets[j] + (int)code] : double.NaN;
        }

        score += intercept;
        return double.IsNaN(score) ? double.NaN : score;
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1.0)]
    [InlineData(-0.5)]
    [InlineData(2.0)]
    [InlineData(0.5)]
    [InlineData(1e10)]
    [InlineData(-1e300)]
    [InlineData(4294967296.0)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_code_of_the_column_gives_NaN_for_that_row_alone(double code)
    {
        foreach (var rowCount in new[] { 3, 9 })
        {
            for (var broken = 0; broken < rowCount; broken++)
            {
                var rows = Enumerable.Repeat(1.0, rowCount).ToArray();
                rows[broken] = code;
                var scores = new double[rowCount];
                DotKernel.LinearScores(rows, 1, 0, NoTerms, [10, 20], [0, 2], 1, scores);
                scores.Should().Equal(Enumerable.Range(0, rowCount).Select(i => i == broken ? double.NaN : 21), (a, b) => a.Equals(b));
            }
        }
    }

    [Fact]
    public void A_row_with_a_missing_number_scores_NaN_and_its_neighbors_do_not()
    {
        var rows = NumericInputs.Uniform("missing", 12 * 11, 0, 1);
        rows[5 * 11 + 10] = double.NaN;
        rows[7 * 11] = double.NaN;
        var scores = new double[12];
        DotKernel.LogisticScores(rows, 11, 11, new double[11], NoTerms, NoOffsets, 0, scores);
        scores.Select(double.IsNaN).Should().Equal(Enumerable.Range(0, 12).Select(i => i is 5 or 7));
    }

    [Fact]
    public void Bounds_are_checked_before_anything_is_read()
    {
        var destination = new double[3];
        ((Action)(() => DotKernel.LinearScores(new double[8], 3, 3, new double[3], NoTerms, NoOffsets, 0, destination))).Should().Throw<ArgumentException>().WithMessage("*rows*");
        ((Action)(() => DotKernel.LinearScores(new double[9], 3, 3, new double[2], NoTerms, NoOffsets, 0, destination))).Should().Throw<ArgumentException>();
        ((Action)(() => DotKernel.LinearScores(new double[9], 2, 3, new double[3], NoTerms, NoOffsets, 0, destination))).Should().Throw<ArgumentException>();
        ((Action)(() => DotKernel.LinearScores(new double[9], 3, 2, new double[2], new double[1], [0, 2], 0, destination))).Should().Throw<ArgumentException>().WithMessage("*categoryOffsets*");
        ((Action)(() => DotKernel.Dot(new double[3], new double[2]))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        var rows = NumericInputs.Uniform("allocation", 1000 * 26, 0, 1);
        for (var i = 0; i < 1000; i++)
        {
            rows[i * 26 + 24] = i % 3;
            rows[i * 26 + 25] = i % 2;
        }

        var weights = NumericInputs.Uniform("allocation weights", 24, -1, 1);
        double[] terms = [1, 2, 3, 4, 5];
        int[] offsets = [0, 3, 5];
        var scores = new double[1000];
        Score();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Score();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void Score()
        {
            DotKernel.LogisticScores(rows, 26, 24, weights, terms, offsets, 0.5, scores);
            DotKernel.LinearScores(rows, 26, 24, weights, terms, offsets, 0.5, scores);
            scores[0] = DotKernel.LinearScore(rows.AsSpan(0, 26), 24, weights, terms, offsets, 0.5) + DotKernel.Dot(weights, weights);
            Elementary.Log(scores, scores);
        }
    }
}
