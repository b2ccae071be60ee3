namespace CustomerValue.Numerics;

/// <summary>Robust covariances of the coefficients of a generalized linear fit: V M V with V the inverse information and M a sum over rows or clusters.</summary>
/// <remarks>
/// Sources: White (1980) HC0; MacKinnon &amp; White (1985) HC1–HC3; Liang &amp; Zeger (1986) clusters. Frequency weights count rows:
/// weight 2 equals the row twice. Sampling weights weigh the scores instead, so their squares enter M.
/// </remarks>
internal static class LinearCovariance
{
    /// <param name="blocks">The rows of the fit.</param>
    /// <param name="fit">The fit.</param>
    /// <param name="kind">Which estimate.</param>
    /// <param name="clusters">One cluster 0…G−1 per row for the clustered kinds.</param>
    /// <param name="clusterCount">G.</param>
    /// <param name="samplingWeights">True when the weights are inverse inclusion probabilities, not frequencies.</param>
    public static double[] Estimate(
        RowBlocks blocks,
        GeneralizedLinearResult fit,
        CovarianceKind kind,
        ReadOnlySpan<int> clusters = default,
        int clusterCount = 0,
        bool samplingWeights = false)
    {
        if (kind == CovarianceKind.Model)
        {
            return fit.Covariance();
        }

        var layout = fit.Layout;
        var k = layout.ParameterCount;
        var clustered = kind >= CovarianceKind.CR0;
        var (meat, rows) = clustered
            ? ClusterMeat(blocks, fit, clusters, clusterCount)
            : RowMeat(blocks, fit, kind, samplingWeights);
        var n = samplingWeights ? rows : fit.Observations;
        var covariance = LinearMatrices.Sandwich(fit.Unscaled, meat, k);
        var factor = kind switch
        {
            CovarianceKind.HC1 => n / (n - k),
            CovarianceKind.CR1 => clusterCount / (clusterCount - 1.0) * (n - 1) / (n - k),
            CovarianceKind.CR1GroupsOnly => clusterCount / (clusterCount - 1.0),
            _ => 1,
        };
        for (var i = 0; i < covariance.Length; i++)
        {
            covariance[i] *= factor;
        }

        return covariance;
    }

    private static (double[] Meat, double Rows) RowMeat(RowBlocks blocks, GeneralizedLinearResult fit, CovarianceKind kind, bool samplingWeights)
    {
        var layout = fit.Layout;
        var k = layout.ParameterCount;
        var meat = new double[k * k];
        var rows = 0.0;
        ForEach(blocks, fit, (x, score, curvature, weight, _) =>
        {
            rows++;
            var square = score * score;
            if (kind is CovarianceKind.HC2 or CovarianceKind.HC3)
            {
                // With frequency weights each copy of a row has its own leverage.
                var leverage = curvature * Quadratic(x, fit.Unscaled) * (samplingWeights ? weight : 1);
                square /= kind == CovarianceKind.HC2 ? 1 - leverage : (1 - leverage) * (1 - leverage);
            }

            AddOuter(meat, x, square * (samplingWeights ? weight * weight : weight));
        });
        return (meat, rows);
    }

    private static (double[] Meat, double Rows) ClusterMeat(RowBlocks blocks, GeneralizedLinearResult fit, ReadOnlySpan<int> clusters, int clusterCount)
    {
        var k = fit.Layout.ParameterCount;
        var sums = new double[clusterCount * k];
        var ids = clusters.ToArray();
        var rows = 0.0;
        ForEach(blocks, fit, (x, score, _, weight, row) =>
        {
            rows++;
            var start = ids[row] * k;
            for (var j = 0; j < k; j++)
            {
                sums[start + j] += weight * score * x[j];
            }
        });
        var meat = new double[k * k];
        var total = new double[k];
        for (var g = 0; g < clusterCount; g++)
        {
            sums.AsSpan(g * k, k).CopyTo(total);
            AddOuter(meat, total, 1);
        }

        return (meat, rows);
    }

    private static double Quadratic(double[] x, double[] matrix)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var line = 0.0;
            for (var j = 0; j < x.Length; j++)
            {
                line += matrix[i * x.Length + j] * x[j];
            }

            sum += x[i] * line;
        }

        return sum;
    }

    private static void AddOuter(double[] matrix, double[] x, double factor)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var scaled = factor * x[i];
            if (scaled == 0)
            {
                continue;
            }

            for (var j = 0; j < x.Length; j++)
            {
                matrix[i * x.Length + j] += scaled * x[j];
            }
        }
    }

    /// <summary>Visits each row's expanded columns, its score and curvature per unit of weight, its weight and its index.</summary>
    private static void ForEach(RowBlocks blocks, GeneralizedLinearResult fit, Action<double[], double, double, double, int> visit)
    {
        var layout = fit.Layout;
        var scaling = LinearScaling.Identity(layout);
        var workspace = new LinearWorkspace(layout, scaling, fit.Options.Family);
        var coefficients = scaling.Scale(fit.Coefficients);
        var x = new double[layout.ParameterCount];
        var first = 0;
        for (var b = 0; b < blocks.BlockCount; b++)
        {
            var block = blocks[b];
            for (var start = 0; start < block.RowCount; start += LinearWorkspace.TileRows)
            {
                var rows = Math.Min(LinearWorkspace.TileRows, block.RowCount - start);
                workspace.Predict(block, start, rows, coefficients);
                workspace.Evaluate(block, start, rows, expected: true);
                for (var i = 0; i < rows; i++)
                {
                    workspace.Expand(i, x);
                    visit(x, workspace.Scores[i], workspace.Curvatures[i], block.WeightAt(start + i), first + start + i);
                }
            }

            first += block.RowCount;
        }
    }
}
