namespace CustomerValue.Experiments;

/// <summary>Turns the influence of every row on a figure into its error: squares of rows, or of clusters' sums, without small-sample factor.</summary>
/// <remarks>A row of frequency weight w is w equal rows: w ψ² by itself, w ψ within its cluster.</remarks>
internal static class InfluenceSums
{
    public static double Error(ReadOnlySpan<double> influence, ReadOnlySpan<double> weights, int[]? clusters, int clusterCount) =>
        Math.Sqrt(Product(influence, influence, weights, clusters, clusterCount));

    /// <summary>The covariance of two figures.</summary>
    public static double Product(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> weights, int[]? clusters, int clusterCount)
    {
        var sum = 0.0;
        if (clusters is null)
        {
            for (var row = 0; row < first.Length; row++)
            {
                sum += (weights.Length > 0 ? weights[row] : 1) * first[row] * second[row];
            }

            return sum;
        }

        double[] a = Sums(first, weights, clusters, clusterCount), b = first == second ? a : Sums(second, weights, clusters, clusterCount);
        for (var cluster = 0; cluster < clusterCount; cluster++)
        {
            sum += a[cluster] * b[cluster];
        }

        return sum;
    }

    private static double[] Sums(ReadOnlySpan<double> influence, ReadOnlySpan<double> weights, int[] clusters, int clusterCount)
    {
        var sums = new double[clusterCount];
        for (var row = 0; row < influence.Length; row++)
        {
            sums[clusters[row]] += (weights.Length > 0 ? weights[row] : 1) * influence[row];
        }

        return sums;
    }
}
