using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Covariates scaled so that plain distance is Mahalanobis distance: columns are combined to have unit covariance.</summary>
internal static class Mahalanobis
{
    /// <summary>Whitened rows, refusing columns that say nothing of their own.</summary>
    public static double[] WhitenAll(ReadOnlySpan<double> covariates, int columns, string name)
    {
        var white = Whiten(covariates, columns, name, out var used);
        return used.Length == columns
            ? white
            : throw new ArgumentException(
                $"Column {Guard.Text(Enumerable.Range(0, columns).Except(used).First())} of {name} is the same for all, or a sum of others; it says nothing of its own: leave it out.", name);
    }

    /// <summary>Whitened rows, row-major: L⁻¹ (x − mean) where L Lᵀ is the sample covariance (divisor n − 1); columns that are constant or depend on earlier ones are left out.</summary>
    public static double[] Whiten(ReadOnlySpan<double> covariates, int columns, string name, out int[] used, ReadOnlySpan<double> weights = default)
    {
        Guard.AtLeast(columns, 1);
        if (covariates.Length % columns != 0)
        {
            throw new ArgumentException($"{name} has length {Guard.Text(covariates.Length)}; it must be a multiple of the {Guard.Text(columns)} columns.", name);
        }

        Guard.AllFinite(covariates, name);
        var n = covariates.Length / columns;
        if (n < 2)
        {
            throw new ArgumentException($"{name} has {Guard.Text(n)} rows; two are the least.", name);
        }

        var moments = Statistics.MomentMatrix.FromRows(covariates, columns, weights);
        var scale = new double[columns];
        var kept = new List<int>();
        Cholesky? factor = null;
        for (var i = 0; i < columns; i++)
        {
            scale[i] = moments.Covariance(i, i) is { IsDefined: true } variance ? Math.Sqrt(variance.Value) : 0;
            if (scale[i] == 0)
            {
                continue;
            }

            // Correlations, so that units of money do not hide a dependent column.
            kept.Add(i);
            var correlations = new double[kept.Count * kept.Count];
            for (var a = 0; a < kept.Count; a++)
            {
                for (var b = 0; b < kept.Count; b++)
                {
                    correlations[a * kept.Count + b] = moments.Covariance(kept[a], kept[b]).Value / (scale[kept[a]] * scale[kept[b]]);
                }
            }

            if (Cholesky.Factor(correlations, kept.Count, 1e-10) is { } larger)
            {
                factor = larger;
            }
            else
            {
                kept.RemoveAt(kept.Count - 1);
            }
        }

        used = [.. kept];
        var white = new double[n * used.Length];
        for (var row = 0; row < n; row++)
        {
            for (var i = 0; i < used.Length; i++)
            {
                var value = (covariates[row * columns + used[i]] - moments.Means[used[i]]) / scale[used[i]];
                for (var j = 0; j < i; j++)
                {
                    value -= factor![i, j] * white[row * used.Length + j];
                }

                white[row * used.Length + i] = value / factor![i, i];
            }
        }

        return white;
    }

    /// <summary>The number of arms, checked: every arm ≥ −1, at least two drawn, none empty in between matters not.</summary>
    public static int ArmsOf(ReadOnlySpan<int> rows, string name)
    {
        int most = -1, least = int.MaxValue;
        for (var row = 0; row < rows.Length; row++)
        {
            if (rows[row] < -1)
            {
                throw Guard.BrokenRow(name, row, "arm ≥ −1", $"arm {Guard.Text(rows[row])}");
            }

            most = Math.Max(most, rows[row]);
            least = rows[row] >= 0 ? Math.Min(least, rows[row]) : least;
        }

        return most > least ? most + 1 : throw new ArgumentException($"{name} has fewer than two arms; there is nothing to compare.", name);
    }

    /// <summary>Σ over arms of n × squared distance of the arm's mean from the mean of all: χ² with columns × (arms − 1) when arms are drawn at random.</summary>
    public static double Imbalance(double[] white, int columns, ReadOnlySpan<int> rows, int arms, ReadOnlySpan<double> weights = default)
    {
        var sums = new double[arms * columns];
        var all = new double[columns];
        var counts = new double[arms];
        var total = 0.0;
        for (var row = 0; row < rows.Length; row++)
        {
            if (rows[row] < 0)
            {
                continue;
            }

            var w = weights.Length > 0 ? weights[row] : 1;
            total += w;
            counts[rows[row]] += w;
            for (var j = 0; j < columns; j++)
            {
                sums[rows[row] * columns + j] += w * white[row * columns + j];
                all[j] += w * white[row * columns + j];
            }
        }

        var sum = 0.0;
        for (var arm = 0; arm < arms; arm++)
        {
            for (var j = 0; j < columns && counts[arm] > 0; j++)
            {
                var d = sums[arm * columns + j] / counts[arm] - all[j] / total;
                sum += counts[arm] * d * d;
            }
        }

        return sum;
    }

    public static double Distance(double[] white, int columns, int a, int b)
    {
        var sum = 0.0;
        for (var j = 0; j < columns; j++)
        {
            var d = white[a * columns + j] - white[b * columns + j];
            sum += d * d;
        }

        return Math.Sqrt(sum);
    }
}
