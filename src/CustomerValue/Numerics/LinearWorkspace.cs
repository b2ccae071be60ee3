namespace CustomerValue.Numerics;

/// <summary>The sums of one pass over some rows at given coefficients, and the scratch to make them.</summary>
internal sealed class LinearWorkspace
{
    public const int TileRows = 128;

    private readonly DesignLayout layout;
    private readonly LinearScaling scaling;
    private readonly LinearFamily family;
    private readonly double[] z;
    private readonly double[] scaled;
    private readonly double[] eta = new double[TileRows];
    private readonly double[] mean = new double[TileRows];
    private readonly double[] score = new double[TileRows];
    private readonly double[] curvature = new double[TileRows];
    private readonly double[] scratch = new double[TileRows];
    private readonly int[] levels;

    public LinearWorkspace(DesignLayout layout, LinearScaling scaling, LinearFamily family)
    {
        this.layout = layout;
        this.scaling = scaling;
        this.family = family;
        z = new double[TileRows * layout.Width];
        scaled = new double[TileRows * layout.Width];
        levels = new int[TileRows * layout.CategoryCount];
        Gradient = new double[layout.PaddedCount];
        Hessian = new double[layout.PaddedCount * layout.PaddedCount];
    }

    /// <summary>Σ w ∂ℓ/∂γ, padded.</summary>
    public double[] Gradient { get; }

    /// <summary>Σ w h z zᵀ, padded; numbers on and above the diagonal, levels below it.</summary>
    public double[] Hessian { get; }

    public double LogLikelihood { get; private set; }

    public ReadOnlySpan<double> Z => z;

    public ReadOnlySpan<double> Scores => score;

    public ReadOnlySpan<double> Curvatures => curvature;

    public ReadOnlySpan<int> Levels => levels;

    public void Clear()
    {
        Array.Clear(Gradient, 0, Gradient.Length);
        Array.Clear(Hessian, 0, Hessian.Length);
        LogLikelihood = 0;
    }

    /// <summary>Adds another workspace's sums to this one.</summary>
    public void Add(LinearWorkspace other)
    {
        LogLikelihood += other.LogLikelihood;
        for (var i = 0; i < Gradient.Length; i++)
        {
            Gradient[i] += other.Gradient[i];
        }

        for (var i = 0; i < Hessian.Length; i++)
        {
            Hessian[i] += other.Hessian[i];
        }
    }

    /// <summary>Log-likelihood, gradient and information of a block.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="coefficients">Padded, in scaled units.</param>
    /// <param name="expected">True for the expected information, false for the observed one; they differ off the canonical link.</param>
    public void AddBlock(RowBlock block, ReadOnlySpan<double> coefficients, bool expected)
    {
        for (var start = 0; start < block.RowCount; start += TileRows)
        {
            var rows = Math.Min(TileRows, block.RowCount - start);
            Predict(block, start, rows, coefficients);
            LogLikelihood += Evaluate(block, start, rows, expected);
            if (!block.Weights.IsEmpty)
            {
                for (var i = 0; i < rows; i++)
                {
                    score[i] *= block.Weights[start + i];
                    curvature[i] *= block.Weights[start + i];
                }
            }

            AddScores(score, rows, Gradient);
            AddCurvature(curvature, rows, Hessian);
        }
    }

    /// <summary>Packs a tile's scaled rows and levels, and computes its linear predictor.</summary>
    public void Predict(RowBlock block, int start, int rows, ReadOnlySpan<double> coefficients)
    {
        Pack(block, start, rows);
        Multiply(rows, coefficients, eta);
        for (var i = 0; i < rows; i++)
        {
            eta[i] += block.OffsetAt(start + i);
        }
    }

    /// <summary>The linear predictor of the packed tile, without offsets.</summary>
    public void Multiply(int rows, ReadOnlySpan<double> coefficients, Span<double> destination)
    {
        CrossProductKernel.Multiply(z, coefficients.Slice(0, layout.Width), rows, layout.Width, destination);
        var categories = layout.CategoryCount;
        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < categories; k++)
            {
                var level = levels[i * categories + k];
                if (level >= 0)
                {
                    destination[i] += coefficients[level];
                }
            }
        }
    }

    /// <summary>Adds Σ s z over the packed tile, numbers and levels.</summary>
    public void AddScores(ReadOnlySpan<double> scores, int rows, Span<double> gradient)
    {
        CrossProductKernel.AddWeighted(scores, z, rows, layout.Width, gradient);
        var categories = layout.CategoryCount;
        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < categories; k++)
            {
                var level = levels[i * categories + k];
                if (level >= 0)
                {
                    gradient[level] += scores[i];
                }
            }
        }
    }

    /// <summary>Fills per-row scores ∂ℓ/∂η and curvatures, per unit of weight; returns Σ w ℓ.</summary>
    public double Evaluate(RowBlock block, int start, int rows, bool expected) => family switch
    {
        LinearFamily.Gaussian => Gaussian(block, start, rows),
        LinearFamily.Logit => Logit(block, start, rows),
        _ => ComplementaryLogLog(block, start, rows, expected),
    };

    /// <summary>Adds Σ d z zᵀ over a tile, numbers and levels.</summary>
    public void AddCurvature(ReadOnlySpan<double> d, int rows, Span<double> matrix)
    {
        var width = layout.Width;
        var stride = layout.PaddedCount;
        CrossProductKernel.Scale(d, z, rows, width, scaled);
        CrossProductKernel.AddUpper(scaled, z, rows, width, matrix, stride);
        var categories = layout.CategoryCount;
        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < categories; k++)
            {
                var level = levels[i * categories + k];
                if (level < 0)
                {
                    continue;
                }

                var target = matrix.Slice(level * stride, stride);
                var source = scaled.AsSpan(i * width, width);
                for (var j = 0; j < source.Length; j++)
                {
                    target[j] += source[j];
                }

                for (var l = 0; l <= k; l++)
                {
                    var other = levels[i * categories + l];
                    if (other >= 0)
                    {
                        target[other] += d[i];
                    }
                }
            }
        }
    }

    /// <summary>A packed row with its levels spread out, one entry per parameter.</summary>
    public void Expand(int row, double[] x)
    {
        Array.Clear(x, 0, x.Length);
        z.AsSpan(row * layout.Width, layout.PackedCount).CopyTo(x);
        for (var k = 0; k < layout.CategoryCount; k++)
        {
            var level = levels[row * layout.CategoryCount + k];
            if (level >= 0)
            {
                x[level - layout.Width + layout.PackedCount] = 1;
            }
        }
    }

    /// <summary>Scales a tile's rows and looks up its levels.</summary>
    public void Pack(RowBlock block, int start, int rows)
    {
        var width = layout.Width;
        var shift = layout.Intercept ? 1 : 0;
        var count = layout.NumericCount;
        var categories = layout.CategoryCount;
        for (var i = 0; i < rows; i++)
        {
            var row = block.Features.Slice((start + i) * block.Stride, layout.ColumnCount);
            var target = z.AsSpan(i * width, width);
            if (shift == 1)
            {
                target[0] = 1;
            }

            scaling.Apply(row.Slice(0, count), target.Slice(shift, count));
            for (var k = 0; k < categories; k++)
            {
                var parameter = layout.Parameter(k, (int)row[count + k]);
                levels[i * categories + k] = parameter < 0 ? -1 : layout.Padded(parameter);
            }
        }
    }

    private double Gaussian(RowBlock block, int start, int rows)
    {
        var sum = 0.0;
        for (var i = 0; i < rows; i++)
        {
            var residual = block.Outcomes[start + i] - eta[i];
            mean[i] = eta[i];
            score[i] = residual;
            curvature[i] = 1;
            sum -= 0.5 * block.WeightAt(start + i) * residual * residual;
        }

        return sum;
    }

    private double Logit(RowBlock block, int start, int rows)
    {
        Elementary.Logistic(eta.AsSpan(0, rows), mean.AsSpan(0, rows));
        var sum = 0.0;
        for (var i = 0; i < rows; i++)
        {
            var p = mean[i];
            score[i] = block.Outcomes[start + i] - p;
            curvature[i] = p * (1 - p);
            scratch[i] = Math.Max(p, 1 - p);
        }

        // ℓ = yη − max(η, 0) + ln max(p, 1 − p): no cancellation, and max(p, 1 − p) ≥ ½ keeps a product of 128 of them far from 0.
        if (block.Weights.IsEmpty)
        {
            var product = 1.0;
            for (var i = 0; i < rows; i++)
            {
                sum += block.Outcomes[start + i] * eta[i] - Math.Max(eta[i], 0);
                product *= scratch[i];
            }

            return sum + Elementary.Log(product);
        }

        Elementary.Log(scratch.AsSpan(0, rows), scratch.AsSpan(0, rows));
        for (var i = 0; i < rows; i++)
        {
            sum += block.Weights[start + i] * (block.Outcomes[start + i] * eta[i] - Math.Max(eta[i], 0) + scratch[i]);
        }

        return sum;
    }

    private double ComplementaryLogLog(RowBlock block, int start, int rows, bool expected)
    {
        var sum = 0.0;
        for (var i = 0; i < rows; i++)
        {
            // The hazard e^η; beyond 700 the event is certain to double precision either way.
            var hazard = Elementary.Exp(Math.Min(eta[i], 700));
            var y = block.Outcomes[start + i];
            var p = -Elementary.Expm1(-hazard);

            // q = h/(e^h − 1) = d ln p/dη.
            var q = hazard > 700 ? 0 : hazard < 1e-300 ? 1 : hazard / Elementary.Expm1(hazard);
            var logP = hazard > 1 ? Elementary.Log1p(-Elementary.Exp(-hazard)) : hazard < 1e-300 ? eta[i] : Elementary.Log(p);
            mean[i] = p;
            score[i] = y * q - (1 - y) * hazard;

            // Expected: h²·(1 − p)/p = h·q. Observed: −d score/dη = y·q·(h + q − 1) + (1 − y)·h.
            curvature[i] = expected ? hazard * q : y * q * (hazard + q - 1) + (1 - y) * hazard;
            sum += block.WeightAt(start + i) * (y * logP - (1 - y) * hazard);
        }

        return sum;
    }
}
