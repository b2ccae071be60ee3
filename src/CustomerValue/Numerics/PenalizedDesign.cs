namespace CustomerValue.Numerics;

/// <summary>Where a penalized fit stands: coefficients of the chosen columns (intercept first), and what one pass over the rows gave there.</summary>
internal sealed class PenalizedPoint(int rows, int width)
{
    public double[] Coefficients { get; set; } = new double[width];

    /// <summary>Gradient of the mean log-likelihood for the chosen columns, intercept first.</summary>
    public double[] Gradient { get; set; } = new double[width];

    /// <summary>Minus the mean log-likelihood; half the mean squared error for least squares.</summary>
    public double Loss { get; set; }

    /// <summary>Per row, weights included.</summary>
    public double[] Scores { get; } = new double[rows];

    /// <summary>Per row, weights included.</summary>
    public double[] Curvatures { get; } = new double[rows];
}

/// <summary>Standardized columns of an elastic-net path, levels spread out, and the passes over them.</summary>
/// <remarks>Memory: rows × columns doubles, and once more for the chosen ones. Sums are taken per block of rows and combined in block order: the same bits for any number of threads.</remarks>
internal sealed partial class PenalizedDesign
{
    private const int TileRows = LinearWorkspace.TileRows;

    private readonly LinearFamily family;
    private readonly int threads;
    private readonly CancellationToken cancellation;
    private readonly double[] z;
    private readonly double[] outcomes;
    private readonly double[] weights;
    private readonly double[] offsets;
    private readonly bool equalWeights;
    private readonly Scratch[] scratch;
    private double[] packed;

    public PenalizedDesign(RowBlocks blocks, DesignLayout layout, LinearFamily family, int threads, CancellationToken cancellation)
    {
        this.family = family;
        this.threads = threads;
        this.cancellation = cancellation;
        ColumnCount = layout.ParameterCount - 1;
        Width = (ColumnCount + 8) / 8 * 8;
        for (var b = 0; b < blocks.BlockCount; b++)
        {
            var block = blocks[b];
            HasOffsets |= !block.Offsets.IsEmpty;
            for (var i = 0; i < block.RowCount; i++)
            {
                RowCount += block.WeightAt(i) > 0 ? 1 : 0;
            }
        }

        z = new double[checked(RowCount * Width)];
        outcomes = new double[RowCount];
        weights = new double[RowCount];
        offsets = new double[HasOffsets ? RowCount : 0];
        equalWeights = Fill(blocks, layout);
        Centers = new double[ColumnCount];
        Scales = new double[ColumnCount];
        Varies = new bool[ColumnCount];
        Standardize();
        packed = z;
        Chosen = Enumerable.Range(0, ColumnCount).ToArray();
        PackedWidth = Width;
        var slots = threads == 1 ? 1 : Math.Max(1, Math.Min(BlockCount, threads * 2));
        scratch = Enumerable.Range(0, slots).Select(_ => new Scratch()).ToArray();
    }

    public int RowCount { get; }

    /// <summary>Columns without the intercept.</summary>
    public int ColumnCount { get; }

    /// <summary>Intercept and columns, rounded up to whole eights.</summary>
    public int Width { get; }

    public bool HasOffsets { get; }

    /// <summary>Σ w.</summary>
    public double Observations { get; private set; }

    public double OutcomeMean { get; private set; }

    /// <summary>Population standard deviation of outcomes less offsets, which they have been divided by for least squares; else 1.</summary>
    public double Unit { get; private set; } = 1;

    /// <summary>Minus the mean log-likelihood of perfect probabilities.</summary>
    public double SaturatedLoss { get; private set; }

    public double[] Centers { get; }

    public double[] Scales { get; }

    /// <summary>False for columns that are constant, which stay out.</summary>
    public bool[] Varies { get; }

    /// <summary>The chosen columns, ascending.</summary>
    public int[] Chosen { get; private set; }

    public int PackedWidth { get; private set; }

    private int BlockCount => (RowCount + RowBlocks.BlockRows - 1) / RowBlocks.BlockRows;

    /// <summary>Chooses the columns that passes look at.</summary>
    public void Choose(int[] columns)
    {
        Chosen = columns;
        if (columns.Length == ColumnCount)
        {
            (packed, PackedWidth) = (z, Width);
            return;
        }

        var width = (columns.Length + 8) / 8 * 8;
        var chosen = new double[RowCount * width];
        for (var i = 0; i < RowCount; i++)
        {
            chosen[i * width] = 1;
            for (var c = 0; c < columns.Length; c++)
            {
                chosen[i * width + 1 + c] = z[i * Width + 1 + columns[c]];
            }
        }

        (packed, PackedWidth) = (chosen, width);
    }

    /// <summary>Loss, gradient, scores and curvatures at the coefficients of a point.</summary>
    public void Evaluate(PenalizedPoint point)
    {
        point.Loss = 0;
        point.Gradient = new double[PackedWidth];
        Pass(
            (slot, first, count) =>
            {
                slot.Reset(PackedWidth, 0);
                slot.Loss = EvaluateBlock(slot, point, first, count);
            },
            slot =>
            {
                point.Loss += slot.Loss;
                for (var j = 0; j < point.Gradient.Length; j++)
                {
                    point.Gradient[j] += slot.Sums[j];
                }
            });
    }

    /// <summary>The information matrix of the chosen columns at a point that was evaluated, symmetric, row-major with intercept first; of every so many tiles of rows alone, that share scaled up, where a glance is enough.</summary>
    public double[] Information(PenalizedPoint point, int every = 1)
    {
        var width = PackedWidth;
        var matrix = new double[width * width];
        Pass(
            (slot, first, count) =>
            {
                slot.Reset(0, width * width);
                slot.Scaled = slot.Scaled.Length >= TileRows * width ? slot.Scaled : new double[TileRows * width];
                for (var start = first; start < first + count; start += TileRows * every)
                {
                    var rows = Math.Min(TileRows, first + count - start);
                    var tile = packed.AsSpan(start * width, rows * width);
                    CrossProductKernel.Scale(point.Curvatures.AsSpan(start, rows), tile, rows, width, slot.Scaled);
                    CrossProductKernel.AddUpper(slot.Scaled, tile, rows, width, slot.Matrix, width);
                }
            },
            slot =>
            {
                for (var i = 0; i < matrix.Length; i++)
                {
                    matrix[i] += every * slot.Matrix[i];
                }
            });
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j < i; j++)
            {
                matrix[i * width + j] = matrix[j * width + i];
            }
        }

        return matrix;
    }

    /// <summary>The gradient for every column at a point that was evaluated, intercept first.</summary>
    public double[] FullGradient(PenalizedPoint point)
    {
        if (Chosen.Length == ColumnCount)
        {
            return point.Gradient;
        }

        var gradient = new double[Width];
        Pass(
            (slot, first, count) =>
            {
                slot.Reset(Width, 0);
                CrossProductKernel.AddWeighted(point.Scores.AsSpan(first, count), z.AsSpan(first * Width, count * Width), count, Width, slot.Sums);
            },
            slot =>
            {
                for (var j = 0; j < gradient.Length; j++)
                {
                    gradient[j] += slot.Sums[j];
                }
            });
        return gradient;
    }

    private double EvaluateBlock(Scratch slot, PenalizedPoint point, int first, int count)
    {
        var loss = 0.0;
        for (var start = first; start < first + count; start += TileRows)
        {
            var rows = Math.Min(TileRows, first + count - start);
            var tile = packed.AsSpan(start * PackedWidth, rows * PackedWidth);
            var eta = slot.Eta.AsSpan(0, rows);
            CrossProductKernel.Multiply(tile, point.Coefficients, rows, PackedWidth, eta);
            for (var i = 0; HasOffsets && i < rows; i++)
            {
                eta[i] += offsets[start + i];
            }

            var scores = point.Scores.AsSpan(start, rows);
            var curvatures = point.Curvatures.AsSpan(start, rows);
            var y = outcomes.AsSpan(start, rows);
            var w = weights.AsSpan(start, rows);
            loss += family == LinearFamily.Gaussian ? Squares(eta, y, w, scores, curvatures) : Logit(slot, eta, y, w, scores, curvatures);
            CrossProductKernel.AddWeighted(scores, tile, rows, PackedWidth, slot.Sums);
        }

        return loss;
    }

    private static double Squares(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> w, Span<double> scores, Span<double> curvatures)
    {
        var loss = 0.0;
        for (var i = 0; i < eta.Length; i++)
        {
            var residual = y[i] - eta[i];
            scores[i] = w[i] * residual;
            curvatures[i] = w[i];
            loss += 0.5 * w[i] * residual * residual;
        }

        return loss;
    }

    private double Logit(Scratch slot, ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> w, Span<double> scores, Span<double> curvatures)
    {
        var larger = slot.Larger.AsSpan(0, eta.Length);
        Elementary.Logistic(eta, larger);
        double linear = 0, product = 1;
        for (var i = 0; i < eta.Length; i++)
        {
            var p = larger[i];
            scores[i] = w[i] * (y[i] - p);
            curvatures[i] = w[i] * (p * (1 - p));
            larger[i] = Math.Max(p, 1 - p);
            linear += w[i] * (Math.Max(eta[i], 0) - y[i] * eta[i]);
            product *= larger[i];
        }

        // As in LinearWorkspace: max(p, 1 − p) ≥ ½, so that a product of 128 of them is far from 0.
        if (equalWeights)
        {
            return linear - w[0] * Elementary.Log(product);
        }

        Elementary.Log(larger, larger);
        for (var i = 0; i < eta.Length; i++)
        {
            linear -= w[i] * larger[i];
        }

        return linear;
    }

    private void Pass(Action<Scratch, int, int> work, Action<Scratch> combine)
    {
        for (var block = 0; block < BlockCount; block += scratch.Length)
        {
            var count = Math.Min(scratch.Length, BlockCount - block);
            if (count == 1)
            {
                One(0);
            }
            else
            {
                Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, One);
            }

            for (var s = 0; s < count; s++)
            {
                combine(scratch[s]);
            }

            void One(int slot)
            {
                var first = (block + slot) * RowBlocks.BlockRows;
                work(scratch[slot], first, Math.Min(RowBlocks.BlockRows, RowCount - first));
            }
        }
    }

    /// <summary>One block's sums.</summary>
    private sealed class Scratch
    {
        public double[] Eta { get; } = new double[TileRows];

        public double[] Larger { get; } = new double[TileRows];

        public double[] Scaled { get; set; } = [];

        public double[] Sums { get; private set; } = [];

        public double[] Matrix { get; private set; } = [];

        public double Loss { get; set; }

        public void Reset(int sums, int matrix)
        {
            Loss = 0;
            Sums = Sums.Length == sums ? Sums : new double[sums];
            Matrix = Matrix.Length == matrix || matrix == 0 ? Matrix : new double[matrix];
            Array.Clear(Sums, 0, Sums.Length);
            if (matrix > 0)
            {
                Array.Clear(Matrix, 0, Matrix.Length);
            }
        }
    }
}
