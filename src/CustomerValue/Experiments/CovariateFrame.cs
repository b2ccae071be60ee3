using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>A copy of the covariates that say something new, each with mean 0 and variance 1: fits then do not depend on units.</summary>
/// <remarks>8 bytes a value. Affine changes of a column change nothing but rounding.</remarks>
internal sealed class CovariateFrame
{
    // A pivot of the correlations below this: the column is constant or a combination of earlier ones.
    private const double AliasTolerance = 1e-10;

    private readonly double[] means, scales;

    private CovariateFrame(double[] values, int rows, int[] kept, double[] means, double[] scales, string[] names, string[] dropped)
    {
        Values = values;
        Rows = rows;
        Kept = kept;
        this.means = means;
        this.scales = scales;
        Names = names;
        Dropped = dropped;
    }

    /// <summary>Row-major.</summary>
    public double[] Values { get; }

    public int Rows { get; }

    /// <summary>Columns of the caller that are kept.</summary>
    public int[] Kept { get; }

    public int Columns => Kept.Length;

    public string[] Names { get; }

    public string[] Dropped { get; }

    public ReadOnlySpan<double> this[int row] => Values.AsSpan(row * Kept.Length, Kept.Length);

    public static CovariateFrame Of(ReadOnlySpan<double> covariates, int columns, int rows, Func<int, string> name, ReadOnlySpan<double> weights)
    {
        if (columns == 0)
        {
            return new CovariateFrame([], rows, [], [], [], [], []);
        }

        var moments = MomentMatrix.FromRows(covariates, columns, weights);
        var kept = Independent(moments, columns);
        var (means, scales) = (new double[kept.Length], new double[kept.Length]);
        for (var j = 0; j < kept.Length; j++)
        {
            means[j] = moments.Means[kept[j]];
            scales[j] = Math.Sqrt(moments.Covariance(kept[j], kept[j]).Value);
        }

        var values = new double[rows * kept.Length];
        for (var row = 0; row < rows; row++)
        {
            var from = covariates.Slice(row * columns, columns);
            var to = values.AsSpan(row * kept.Length, kept.Length);
            for (var j = 0; j < to.Length; j++)
            {
                to[j] = (from[kept[j]] - means[j]) / scales[j];
            }
        }

        return new CovariateFrame(
            values, rows, kept, means, scales, Array.ConvertAll(kept, j => name(j)), [.. Enumerable.Range(0, columns).Except(kept).Select(name)]);
    }

    /// <summary>Columns that are neither constant nor combinations of earlier ones.</summary>
    public static int[] Independent(MomentMatrix moments, int columns)
    {
        var kept = new List<int>();
        for (var i = 0; i < columns && moments.Count > 1; i++)
        {
            // Rounding of a mean leaves a constant of 0.1 a variance near 1e-33: that is none.
            var (variance, mean) = (moments.Covariance(i, i).Value, moments.Means[i]);
            if (!(variance > 1e-30 * mean * mean))
            {
                continue;
            }

            kept.Add(i);
            var k = kept.Count;
            var correlations = new double[k * k];
            for (var a = 0; a < k; a++)
            {
                for (var b = 0; b < k; b++)
                {
                    correlations[a * k + b] = moments.Covariance(kept[a], kept[b]).Value
                        / (Math.Sqrt(moments.Covariance(kept[a], kept[a]).Value) * Math.Sqrt(moments.Covariance(kept[b], kept[b]).Value));
                }
            }

            if (Cholesky.Factor(correlations, k, AliasTolerance) is null)
            {
                kept.RemoveAt(k - 1);
            }
        }

        return [.. kept];
    }

    /// <summary>Intercept and slopes on the caller's columns, from those on the standardized ones.</summary>
    public double[] Unscale(ReadOnlySpan<double> coefficients)
    {
        var unscaled = coefficients.ToArray();
        for (var j = 0; j < Columns; j++)
        {
            unscaled[j + 1] /= scales[j];
            unscaled[0] -= unscaled[j + 1] * means[j];
        }

        return unscaled;
    }

    /// <summary>Standard errors on the caller's columns, from the covariance on the standardized ones.</summary>
    public double[] UnscaledErrors(ReadOnlySpan<double> covariance)
    {
        var k = Columns + 1;
        var errors = new double[k];
        var row = new double[k];
        row[0] = 1;
        for (var j = 1; j < k; j++)
        {
            errors[j] = Math.Sqrt(covariance[j * k + j]) / scales[j - 1];
            row[j] = -means[j - 1] / scales[j - 1];
        }

        var variance = 0.0;
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                variance += row[i] * row[j] * covariance[i * k + j];
            }
        }

        errors[0] = Math.Sqrt(Math.Max(0, variance));
        return errors;
    }

    /// <summary>β₀ + βᵀx of a row.</summary>
    public double Predict(int row, double[] coefficients)
    {
        var sum = coefficients[0];
        var x = this[row];
        for (var j = 0; j < x.Length; j++)
        {
            sum += coefficients[j + 1] * x[j];
        }

        return sum;
    }

    /// <summary>Adds a multiple of (1, x) of a row.</summary>
    public void AddTo(double[] sums, int row, double factor)
    {
        sums[0] += factor;
        var x = this[row];
        for (var j = 0; j < x.Length; j++)
        {
            sums[j + 1] += factor * x[j];
        }
    }
}
