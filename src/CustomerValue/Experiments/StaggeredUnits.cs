namespace CustomerValue.Experiments;

/// <summary>Who belongs to which cohort and cluster.</summary>
internal sealed class StaggeredUnits(int[] cohorts, double[] weights, int[] unitOf, int count)
{
    public int Count => count;

    /// <summary>Clusters or Σ of weights: whose number less one are the degrees of freedom.</summary>
    public double Independent => unitOf.Length > 0 ? count : Total;

    public double Total { get; } = TotalOf(cohorts.Length, weights);

    public bool IsClustered => unitOf.Length > 0;

    /// <summary>Scores of a cohort's share of all customers.</summary>
    public double[] ShareScores(int cohort, double share)
    {
        var scores = new double[count];
        for (var row = 0; row < cohorts.Length; row++)
        {
            var w = weights.Length > 0 ? weights[row] : 1;
            scores[IsClustered ? unitOf[row] : row] += (IsClustered ? w : Math.Sqrt(w)) * ((cohorts[row] == cohort ? 1 : 0) - share) / Total;
        }

        return scores;
    }

    private static double TotalOf(int rows, double[] weights)
    {
        var total = weights.Length > 0 ? 0.0 : rows;
        foreach (var w in weights)
        {
            total += w;
        }

        return total;
    }
}
