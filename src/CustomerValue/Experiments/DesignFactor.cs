namespace CustomerValue.Experiments;

/// <summary>What a design multiplies the variance with, for <see cref="DesignOptions.VarianceFactor"/>.</summary>
public static class DesignFactor
{
    /// <summary>A covariate from before the campaign (CUPED, analysis of covariance): 1 − ρ².</summary>
    /// <param name="correlation">Of covariate and outcome, above −1 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The correlation is out of its range.</exception>
    public static double Covariate(double correlation) => 1 - Correlation(correlation) * correlation;

    /// <summary>Several covariates from before the campaign, or a model's prediction (CUPAC): 1 − R².</summary>
    /// <param name="explained">R², the share of the outcome's variance within arms that they explain; ≥ 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public static double Covariates(double explained) =>
        explained >= 0 && explained < 1 ? 1 - explained : throw Guard.OutOfRange(nameof(explained), explained, "must be ≥ 0 and < 1");

    /// <summary>Strata from before the campaign, drawn in proportion: 1 − R².</summary>
    /// <param name="explained">R², the share of the outcome's variance that lies between the strata; ≥ 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public static double Strata(double explained) => Covariates(explained);

    /// <summary>Pairs of correlated customers, against two independent arms of as many customers: 1 − ρ.</summary>
    /// <param name="correlation">Of the outcome within pairs, above −1 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The correlation is out of its range.</exception>
    public static double MatchedPairs(double correlation) => 1 - Correlation(correlation);

    /// <summary>Customers drawn in clusters of unequal size: 1 + ((1 + cv²) m − 1) ρ.</summary>
    /// <param name="meanSize">Mean cluster size m, ≥ 1.</param>
    /// <param name="intraclassCorrelation">ρ of the outcome within clusters, 0 to 1.</param>
    /// <param name="sizeVariation">Coefficient of variation of the sizes, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double Clusters(double meanSize, double intraclassCorrelation, double sizeVariation = 0)
    {
        Guard.AtLeast(meanSize, 1.0);
        Guard.NonNegative(sizeVariation);
        return 1 + ((1 + sizeVariation * sizeVariation) * meanSize - 1) * Guard.Unit(intraclassCorrelation);
    }

    /// <summary>The mean of several rounds after the campaign against one round: (1 + (r − 1) ρ) / r (McKenzie 2012).</summary>
    /// <param name="roundsAfter">r ≥ 1.</param>
    /// <param name="correlation">ρ between rounds, above −1 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double RoundsAfter(int roundsAfter, double correlation)
    {
        Correlation(correlation);
        return (1 + (Guard.AtLeast(roundsAfter, 1) - 1) * correlation) / roundsAfter;
    }

    /// <summary>Difference in differences of m rounds before and r rounds after (McKenzie 2012); with one of each, 2 (1 − ρ).</summary>
    /// <param name="roundsBefore">m ≥ 1.</param>
    /// <param name="roundsAfter">r ≥ 1.</param>
    /// <param name="correlation">ρ between rounds, above −1 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double DifferenceInDifferences(int roundsBefore, int roundsAfter, double correlation) =>
        RoundsAfter(roundsAfter, correlation) + RoundsAfter(Guard.AtLeast(roundsBefore, 1), correlation) - 2 * correlation;

    /// <summary>Analysis of covariance on the mean of m rounds before, of r rounds after (McKenzie 2012).</summary>
    /// <param name="roundsBefore">m ≥ 0.</param>
    /// <param name="roundsAfter">r ≥ 1.</param>
    /// <param name="correlation">ρ between rounds, above −1 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double Ancova(int roundsBefore, int roundsAfter, double correlation)
    {
        double m = Guard.AtLeast(roundsBefore, 0);
        return RoundsAfter(roundsAfter, correlation) - (m == 0 ? 0 : m * correlation * correlation / (1 + (m - 1) * correlation));
    }

    private static double Correlation(double correlation) =>
        correlation > -1 && correlation < 1 ? correlation : throw Guard.OutOfRange(nameof(correlation), correlation, "must be > −1 and < 1");
}
