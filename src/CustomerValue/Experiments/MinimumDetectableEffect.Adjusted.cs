namespace CustomerValue.Experiments;

// Designs that take noise out: covariates, strata, earlier rounds.
public static partial class MinimumDetectableEffect
{
    /// <summary>The smallest difference that <see cref="Cuped"/>, or analysis of covariance, detects; see <see cref="Power.OfCuped"/>.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="standardDeviation">Of the outcome itself, not adjusted, in both arms; finite and &gt; 0.</param>
    /// <param name="correlation">ρ of covariate and outcome within arms, above −1 and below 1; for several covariates √R².</param>
    /// <param name="options">Significance, power and method; the defaults when null. Its variance factor multiplies the covariate's.</param>
    /// <returns>&gt; 0, or &lt; 0 when a decrease is sought.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfCuped(long control, long treatment, double standardDeviation, double correlation, DesignOptions? options = null) =>
        OfMeans(control, treatment, standardDeviation, Power.Times(options, DesignFactor.Covariate(correlation)));

    /// <summary>The smallest effect that a difference in differences of means detects; see <see cref="Power.OfDifferenceInDifferences"/>.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="standardDeviation">Of the outcome in one round, in both arms; finite and &gt; 0.</param>
    /// <param name="roundsBefore">Rounds before the campaign, ≥ 1.</param>
    /// <param name="roundsAfter">Rounds after it, ≥ 1.</param>
    /// <param name="correlation">ρ of a customer's outcomes in two rounds, above −1 and below 1.</param>
    /// <param name="options">Significance, power and method; the defaults when null. Its variance factor multiplies the design's.</param>
    /// <returns>&gt; 0, or &lt; 0 when a decrease is sought.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfDifferenceInDifferences(
        long control, long treatment, double standardDeviation, int roundsBefore, int roundsAfter, double correlation, DesignOptions? options = null) =>
        OfMeans(control, treatment, standardDeviation, Power.Times(options, DesignFactor.DifferenceInDifferences(roundsBefore, roundsAfter, correlation)));

    /// <summary>The smallest difference that a comparison of means within strata detects; see <see cref="Power.OfStrata"/>.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="standardDeviation">Of the outcome over all strata, in both arms; finite and &gt; 0.</param>
    /// <param name="explained">R², the share of the outcome's variance that lies between the strata; ≥ 0 and below 1.</param>
    /// <param name="options">Significance, power and method; the defaults when null. Its variance factor multiplies the strata's.</param>
    /// <returns>&gt; 0, or &lt; 0 when a decrease is sought.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfStrata(long control, long treatment, double standardDeviation, double explained, DesignOptions? options = null) =>
        OfMeans(control, treatment, standardDeviation, Power.Times(options, DesignFactor.Strata(explained)));
}
