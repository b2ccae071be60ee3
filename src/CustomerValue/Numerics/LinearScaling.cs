namespace CustomerValue.Numerics;

/// <summary>Center and scale of the numeric columns during a fit, so that the information matrix is well conditioned whatever the units.</summary>
internal sealed class LinearScaling
{
    private readonly DesignLayout layout;
    private readonly double[] centers;
    private readonly double[] inverse;
    private readonly double[] levelWeights;

    private LinearScaling(DesignLayout layout, double[] centers, double[] scales, double[] levelWeights)
    {
        this.layout = layout;
        this.centers = centers;
        this.levelWeights = levelWeights;
        Scales = scales;
        inverse = scales.Select(s => 1 / s).ToArray();
    }

    /// <summary>Population standard deviation of each numeric column (root mean square without an intercept).</summary>
    public double[] Scales { get; }

    /// <summary>Σ w.</summary>
    public double Observations { get; private set; }

    /// <summary>Weighted mean of the outcomes.</summary>
    public double OutcomeMean { get; private set; }

    /// <summary>Σ w (y ln y + (1 − y) ln (1 − y)): 0 for outcomes 0 and 1.</summary>
    public double SaturatedBinomial { get; private set; }

    public bool HasOffsets { get; private set; }

    /// <summary>Index of the first parameter whose column never varies, or −1.</summary>
    public int Constant { get; private set; } = -1;

    /// <summary>Columns as they are.</summary>
    public static LinearScaling Identity(DesignLayout layout) => new(
        layout,
        new double[layout.NumericCount],
        Enumerable.Repeat(1.0, layout.NumericCount).ToArray(),
        new double[layout.ParameterCount]);

    /// <summary>Measures the columns.</summary>
    /// <param name="blocks">The rows.</param>
    /// <param name="layout">The parameters.</param>
    /// <param name="family">The family.</param>
    /// <param name="center">False to leave columns where they are, so that the intercept keeps its meaning.</param>
    public static LinearScaling Measure(RowBlocks blocks, DesignLayout layout, LinearFamily family, bool center = true)
    {
        var n = layout.NumericCount;
        var sums = new double[n];
        var minimum = new double[n];
        var maximum = new double[n];
        var levels = new double[layout.ParameterCount];
        var first = true;
        double weight = 0, outcome = 0, saturated = 0;
        var offsets = false;
        for (var b = 0; b < blocks.BlockCount; b++)
        {
            var block = blocks[b];
            offsets |= !block.Offsets.IsEmpty;
            for (var i = 0; i < block.RowCount; i++)
            {
                var row = block.Features.Slice(i * block.Stride, layout.ColumnCount);
                var w = block.WeightAt(i);
                if (w == 0)
                {
                    continue;
                }

                if (first)
                {
                    row.Slice(0, n).CopyTo(minimum);
                    row.Slice(0, n).CopyTo(maximum);
                    first = false;
                }

                weight += w;
                var y = block.Outcomes[i];
                outcome += w * y;
                if (family != LinearFamily.Gaussian && y > 0 && y < 1)
                {
                    saturated += w * (y * Elementary.Log(y) + (1 - y) * Elementary.Log1p(-y));
                }

                for (var j = 0; j < n; j++)
                {
                    sums[j] += w * row[j];
                    minimum[j] = Math.Min(minimum[j], row[j]);
                    maximum[j] = Math.Max(maximum[j], row[j]);
                }

                for (var k = 0; k < layout.CategoryCount; k++)
                {
                    var parameter = layout.Parameter(k, (int)row[n + k]);
                    if (parameter >= 0)
                    {
                        levels[parameter] += w;
                    }
                }
            }
        }

        var centers = sums.Select(s => layout.Intercept && center ? s / weight : 0).ToArray();
        var scales = Spread(blocks, layout, centers, weight);
        var constant = -1;
        for (var j = n - 1; j >= 0; j--)
        {
            if (layout.Intercept ? !(maximum[j] > minimum[j]) : minimum[j] == 0 && maximum[j] == 0)
            {
                constant = j + (layout.Intercept ? 1 : 0);
                scales[j] = 1;
            }
        }

        return new LinearScaling(layout, centers, scales, levels)
        {
            Observations = weight,
            OutcomeMean = outcome / weight,
            SaturatedBinomial = saturated,
            HasOffsets = offsets,
            Constant = constant,
        };
    }

    public void Apply(ReadOnlySpan<double> row, Span<double> destination)
    {
        for (var j = 0; j < row.Length; j++)
        {
            destination[j] = (row[j] - centers[j]) * inverse[j];
        }
    }

    /// <summary>λ of each padded parameter in scaled units.</summary>
    public double[] Penalties(double ridge, bool standardized)
    {
        var penalties = new double[layout.PaddedCount];
        for (var p = layout.Intercept ? 1 : 0; p < layout.ParameterCount; p++)
        {
            var numeric = p < layout.PackedCount;
            var share = numeric ? 0 : levelWeights[p] / Observations;
            var scale = numeric ? Scales[p - (layout.Intercept ? 1 : 0)] : 1;

            // A level that never occurs has no spread; any positive penalty keeps it at 0.
            var variance = numeric ? scale * scale : share > 0 && share < 1 ? share * (1 - share) : 1;
            penalties[layout.Padded(p)] = numeric
                ? standardized ? ridge : ridge / variance
                : standardized ? ridge * variance : ridge;
        }

        return penalties;
    }

    /// <summary>Coefficients on the scale of the columns from padded scaled ones.</summary>
    public double[] Unscale(ReadOnlySpan<double> scaled)
    {
        var result = new double[layout.ParameterCount];
        var shift = layout.Intercept ? 1 : 0;
        for (var p = 0; p < result.Length; p++)
        {
            result[p] = scaled[layout.Padded(p)];
        }

        var moved = 0.0;
        for (var j = 0; j < layout.NumericCount; j++)
        {
            result[j + shift] *= inverse[j];
            moved += result[j + shift] * centers[j];
        }

        if (layout.Intercept)
        {
            result[0] -= moved;
        }

        return result;
    }

    /// <summary>Padded scaled coefficients from coefficients on the scale of the columns.</summary>
    public double[] Scale(ReadOnlySpan<double> coefficients)
    {
        var result = new double[layout.PaddedCount];
        var shift = layout.Intercept ? 1 : 0;
        var moved = 0.0;
        for (var p = 0; p < coefficients.Length; p++)
        {
            result[layout.Padded(p)] = coefficients[p];
        }

        for (var j = 0; j < layout.NumericCount; j++)
        {
            moved += coefficients[j + shift] * centers[j];
            result[j + shift] = coefficients[j + shift] * Scales[j];
        }

        if (layout.Intercept)
        {
            result[0] += moved;
        }

        return result;
    }

    /// <summary>T C Tᵀ for a compact covariance C of scaled coefficients, in place.</summary>
    public void UnscaleCovariance(double[] covariance)
    {
        var size = layout.ParameterCount;
        var shift = layout.Intercept ? 1 : 0;
        for (var pass = 0; pass < 2; pass++)
        {
            // First the rows, then the columns.
            for (var other = 0; other < size; other++)
            {
                var moved = 0.0;
                for (var j = 0; j < layout.NumericCount; j++)
                {
                    var at = pass == 0 ? (j + shift) * size + other : other * size + j + shift;
                    covariance[at] *= inverse[j];
                    moved += covariance[at] * centers[j];
                }

                if (layout.Intercept)
                {
                    covariance[pass == 0 ? other : other * size] -= moved;
                }
            }
        }
    }

    private static double[] Spread(RowBlocks blocks, DesignLayout layout, double[] centers, double weight)
    {
        var squares = new double[centers.Length];
        for (var b = 0; b < blocks.BlockCount; b++)
        {
            var block = blocks[b];
            for (var i = 0; i < block.RowCount; i++)
            {
                var row = block.Features.Slice(i * block.Stride, centers.Length);
                var w = block.WeightAt(i);
                for (var j = 0; j < row.Length; j++)
                {
                    var d = row[j] - centers[j];
                    squares[j] += w * d * d;
                }
            }
        }

        return squares.Select(s => s > 0 ? Math.Sqrt(s / weight) : 1).ToArray();
    }
}
