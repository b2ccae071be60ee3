namespace CustomerValue.Experiments;

// Designs that take noise out: covariates, strata, earlier rounds. Each is a comparison of means with a smaller variance.
public static partial class Power
{
    /// <summary>Power of <see cref="Cuped"/>, or of analysis of covariance, with one covariate from before the campaign: the variance times 1 − ρ².</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="difference">Treatment minus control, in the outcome's unit; finite.</param>
    /// <param name="standardDeviation">Of the outcome itself, not adjusted, in both arms; finite and &gt; 0.</param>
    /// <param name="correlation">ρ of covariate and outcome within arms, above −1 and below 1; for several covariates √R².</param>
    /// <param name="options">Significance and method; the defaults when null. Its variance factor multiplies the covariate's.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfCuped(long control, long treatment, double difference, double standardDeviation, double correlation, DesignOptions? options = null) =>
        OfMeans(control, treatment, difference, standardDeviation, Times(options, DesignFactor.Covariate(correlation)));

    /// <summary>Power of a difference in differences of means over several rounds: the variance times <see cref="DesignFactor.DifferenceInDifferences"/>.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="difference">The effect, in the outcome's unit; finite.</param>
    /// <param name="standardDeviation">Of the outcome in one round, in both arms; finite and &gt; 0.</param>
    /// <param name="roundsBefore">Rounds before the campaign, ≥ 1.</param>
    /// <param name="roundsAfter">Rounds after it, ≥ 1.</param>
    /// <param name="correlation">ρ of a customer's outcomes in two rounds, above −1 and below 1.</param>
    /// <param name="options">Significance and method; the defaults when null. Its variance factor multiplies the design's.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfDifferenceInDifferences(
        long control, long treatment, double difference, double standardDeviation, int roundsBefore, int roundsAfter, double correlation, DesignOptions? options = null) =>
        OfMeans(control, treatment, difference, standardDeviation, Times(options, DesignFactor.DifferenceInDifferences(roundsBefore, roundsAfter, correlation)));

    /// <summary>Power of a comparison of means within strata (<see cref="StratifiedComparison"/>) whose customers are drawn in the same proportion: the variance times 1 − R².</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="difference">Treatment minus control, in the outcome's unit; finite.</param>
    /// <param name="standardDeviation">Of the outcome over all strata, in both arms; finite and &gt; 0.</param>
    /// <param name="explained">R², the share of the outcome's variance that lies between the strata; ≥ 0 and below 1.</param>
    /// <param name="options">Significance and method; the defaults when null. Its variance factor multiplies the strata's.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfStrata(long control, long treatment, double difference, double standardDeviation, double explained, DesignOptions? options = null) =>
        OfMeans(control, treatment, difference, standardDeviation, Times(options, DesignFactor.Strata(explained)));

    internal static DesignOptions Times(DesignOptions? options, double factor)
    {
        var o = options ?? DesignOptions.Default;
        return o with { VarianceFactor = o.VarianceFactor * factor };
    }
}
