using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Least squares of several outcomes on one design in memory, in an orthonormal basis of its columns, with every robust error.</summary>
/// <remarks>Cholesky twice (CholeskyQR2), so that the basis is orthonormal to rounding. Columns should be centered by the caller where a constant is among them.</remarks>
internal sealed class RobustRegression
{
    private const double AliasTolerance = 1e-11;

    private readonly double[] basis, transform;
    private readonly double[] weights;
    private readonly int width;

    private RobustRegression(double[] basis, int width, int[] kept, double[] transform, double[] weights)
    {
        this.basis = basis;
        this.width = width;
        this.transform = transform;
        this.weights = weights;
        Kept = kept;
        Count = 0;
        for (var row = 0; row < Rows; row++)
        {
            Count += WeightAt(row);
        }
    }

    /// <summary>Columns of the design that say something new.</summary>
    public int[] Kept { get; }

    public int K => Kept.Length;

    public int Rows => basis.Length / width;

    /// <summary>Σ of weights.</summary>
    public double Count { get; }

    /// <summary>A design, row-major, which is overwritten.</summary>
    public static RobustRegression Of(double[] design, int width, double[] weights)
    {
        var n = design.Length / width;
        var kept = new List<int>();
        var first = Inverse(Gram(design, width, weights), width, kept);
        var columns = kept.ToArray();
        var k = columns.Length;
        Multiply(design, n, width, columns, first);
        var again = new List<int>();
        var second = Inverse(Gram(design, width, weights, k), k, again);
        var all = new int[k];
        for (var i = 0; i < k; i++)
        {
            all[i] = i;
        }

        Multiply(design, n, width, all, second);
        return new RobustRegression(design, width, columns, LinearMatrices.Multiply(first, second, k), weights);
    }

    public ReadOnlySpan<double> Row(int row) => basis.AsSpan(row * width, K);

    public double WeightAt(int row) => weights.Length > 0 ? weights[row] : 1;

    /// <summary>Where the column stands among the kept ones, or −1.</summary>
    public int IndexOf(int column) => Array.IndexOf(Kept, column);

    /// <summary>Row of the transform: the coefficient of a kept column as a combination of Qᵀy.</summary>
    public ReadOnlySpan<double> Contrast(int index) => transform.AsSpan(index * K, K);

    public double[] Contrasts => transform;

    /// <summary>The leverage of one copy of a row.</summary>
    public double Leverage(int row)
    {
        var h = 0.0;
        foreach (var q in Row(row))
        {
            h += q * q;
        }

        return h;
    }

    /// <summary>Coefficients of the kept columns; residuals, 0 where only rounding is left, go to <paramref name="residuals"/>.</summary>
    public double[] Fit(ReadOnlySpan<double> outcomes, Span<double> residuals)
    {
        var along = new double[K];
        outcomes.CopyTo(residuals);
        for (var pass = 0; pass < 2; pass++)
        {
            // The second pass takes up what rounding left of the first.
            var part = new double[K];
            for (var row = 0; row < Rows; row++)
            {
                var q = Row(row);
                var scaled = WeightAt(row) * residuals[row];
                for (var j = 0; j < part.Length; j++)
                {
                    part[j] += scaled * q[j];
                }
            }

            for (var row = 0; row < Rows; row++)
            {
                var q = Row(row);
                var scale = Math.Abs(outcomes[row]);
                for (var j = 0; j < part.Length; j++)
                {
                    residuals[row] -= q[j] * part[j];
                    scale += Math.Abs(q[j] * (along[j] + part[j]));
                }

                if (Math.Abs(residuals[row]) <= 8e-15 * scale && pass == 1)
                {
                    residuals[row] = 0;
                }
            }

            for (var j = 0; j < part.Length; j++)
            {
                along[j] += part[j];
            }
        }

        var coefficients = new double[K];
        for (var c = 0; c < K; c++)
        {
            for (var j = 0; j < K; j++)
            {
                coefficients[c] += transform[c * K + j] * along[j];
            }
        }

        return coefficients;
    }

    private static double[] Gram(double[] design, int width, double[] weights, int used = -1)
    {
        var k = used < 0 ? width : used;
        var gram = new double[k * k];
        for (var row = 0; row * width < design.Length; row++)
        {
            var x = design.AsSpan(row * width, k);
            var w = weights.Length > 0 ? weights[row] : 1;
            for (var i = 0; i < k; i++)
            {
                var scaled = w * x[i];
                if (scaled == 0)
                {
                    continue;
                }

                for (var j = 0; j <= i; j++)
                {
                    gram[i * k + j] += scaled * x[j];
                }
            }
        }

        return gram;
    }

    /// <summary>R⁻¹ of the Cholesky factor over the columns that are no combinations of earlier ones.</summary>
    private static double[] Inverse(double[] gram, int width, List<int> kept)
    {
        var lower = new List<double[]>();
        for (var c = 0; c < width; c++)
        {
            var line = new double[kept.Count + 1];
            var pivot = gram[c * width + c];
            for (var i = 0; i < kept.Count; i++)
            {
                var sum = gram[c * width + kept[i]];
                for (var j = 0; j < i; j++)
                {
                    sum -= line[j] * lower[i][j];
                }

                line[i] = sum / lower[i][i];
                pivot -= line[i] * line[i];
            }

            if (pivot > AliasTolerance * gram[c * width + c])
            {
                line[kept.Count] = Math.Sqrt(pivot);
                lower.Add(line);
                kept.Add(c);
            }
        }

        var k = kept.Count;
        var inverse = new double[k * k];
        for (var c = 0; c < k; c++)
        {
            // L u = e_c: column c of L⁻¹ is row c of R⁻¹.
            inverse[c * k + c] = 1 / lower[c][c];
            for (var i = c + 1; i < k; i++)
            {
                var sum = 0.0;
                for (var j = c; j < i; j++)
                {
                    sum -= lower[i][j] * inverse[c * k + j];
                }

                inverse[c * k + i] = sum / lower[i][i];
            }
        }

        return inverse;
    }

    private static void Multiply(double[] design, int n, int width, int[] columns, double[] inverse)
    {
        var k = columns.Length;
        var q = new double[k];
        for (var row = 0; row < n; row++)
        {
            Array.Clear(q, 0, k);
            for (var i = 0; i < k; i++)
            {
                var x = design[row * width + columns[i]];
                for (var j = i; j < k && x != 0; j++)
                {
                    q[j] += x * inverse[i * k + j];
                }
            }

            q.CopyTo(design, row * width);
        }
    }
}
