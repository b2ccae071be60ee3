namespace CustomerValue.Experiments;

/// <summary>Turns the influence of every row on a figure into its error: squares of rows, or of clusters' sums, without small-sample factor.</summary>
/// <remarks>A row of frequency weight w is w equal rows: w ψ² by itself, w ψ within its cluster.</remarks>
internal static class InfluenceSums
{
    public static double Error(ReadOnlySpan<double> influence, ReadOnlySpan<double> weights, int[]? clusters, int clusterCount)
    {
        var sum = 0.0;
        if (clusters is null)
        {
            for (var row = 0; row < influence.Length; row++)
            {
                sum += (weights.Length > 0 ? weights[row] : 1) * influence[row] * influence[row];
            }

            return Math.Sqrt(sum);
        }

        var sums = new double[clusterCount];
        for (var row = 0; row < influence.Length; row++)
        {
            sums[clusters[row]] += (weights.Length > 0 ? weights[row] : 1) * influence[row];
        }

        foreach (var s in sums)
        {
            sum += s * s;
        }

        return Math.Sqrt(sum);
    }
}
