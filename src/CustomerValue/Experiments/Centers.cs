namespace CustomerValue.Experiments;

/// <summary>Weighted means and spreads of covariates, so that a fit does not depend on their origin and unit.</summary>
internal static class Centers
{
    public static double[] Of(ReadOnlySpan<double> covariates, int p, ReadOnlySpan<double> weights)
    {
        var means = new double[p];
        var total = 0.0;
        for (var row = 0; row * p < covariates.Length && p > 0; row++)
        {
            var w = weights.Length > 0 ? weights[row] : 1;
            if (w == 0)
            {
                continue;
            }

            total += w;
            for (var j = 0; j < p; j++)
            {
                means[j] += w / total * (covariates[row * p + j] - means[j]);
            }
        }

        return means;
    }

    /// <summary>Covariates less their means, over their population spread; a column that does not vary is left at 0.</summary>
    public static double[] Standardize(ReadOnlySpan<double> covariates, int p, ReadOnlySpan<double> weights)
    {
        var means = Of(covariates, p, weights);
        var spreads = new double[p];
        var sizes = new double[p];
        var total = 0.0;
        for (var row = 0; row * p < covariates.Length && p > 0; row++)
        {
            var w = weights.Length > 0 ? weights[row] : 1;
            total += w;
            for (var j = 0; j < p; j++)
            {
                var d = covariates[row * p + j] - means[j];
                spreads[j] += w * d * d;
                sizes[j] = Math.Max(sizes[j], Math.Abs(covariates[row * p + j]));
            }
        }

        for (var j = 0; j < p; j++)
        {
            spreads[j] = Math.Sqrt(spreads[j] / total);
        }

        var standard = new double[covariates.Length];
        for (var row = 0; row * p < covariates.Length && p > 0; row++)
        {
            for (var j = 0; j < p; j++)
            {
                // A spread of nothing but rounding is none.
                standard[row * p + j] = spreads[j] > 4e-16 * sizes[j] ? (covariates[row * p + j] - means[j]) / spreads[j] : 0;
            }
        }

        return standard;
    }
}
