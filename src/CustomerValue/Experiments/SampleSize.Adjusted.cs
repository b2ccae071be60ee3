namespace CustomerValue.Experiments;

// Designs that take noise out: covariates, strata, earlier rounds.
public sealed partial class SampleSize
{
    /// <summary>The size that <see cref="Cuped"/>, or analysis of covariance, needs; see <see cref="Power.OfCuped"/>.</summary>
    /// <param name="difference">Treatment minus control, in the outcome's unit; finite, not 0.</param>
    /// <param name="standardDeviation">Of the outcome itself, not adjusted, in both arms; finite and &gt; 0.</param>
    /// <param name="correlation">ρ of covariate and outcome within arms, above −1 and below 1; for several covariates √R².</param>
    /// <param name="options">Significance, power, allocation; the defaults when null. Its variance factor multiplies the covariate's.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or no sample attains the request.</exception>
    public static SampleSize ForCuped(double difference, double standardDeviation, double correlation, DesignOptions? options = null) =>
        ForMeans(difference, standardDeviation, Power.Times(options, DesignFactor.Covariate(correlation)));

    /// <summary>The size that a difference in differences of means needs; see <see cref="Power.OfDifferenceInDifferences"/>.</summary>
    /// <param name="difference">The effect, in the outcome's unit; finite, not 0.</param>
    /// <param name="standardDeviation">Of the outcome in one round, in both arms; finite and &gt; 0.</param>
    /// <param name="roundsBefore">Rounds before the campaign, ≥ 1.</param>
    /// <param name="roundsAfter">Rounds after it, ≥ 1.</param>
    /// <param name="correlation">ρ of a customer's outcomes in two rounds, above −1 and below 1.</param>
    /// <param name="options">Significance, power, allocation; the defaults when null. Its variance factor multiplies the design's.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or no sample attains the request.</exception>
    public static SampleSize ForDifferenceInDifferences(
        double difference, double standardDeviation, int roundsBefore, int roundsAfter, double correlation, DesignOptions? options = null) =>
        ForMeans(difference, standardDeviation, Power.Times(options, DesignFactor.DifferenceInDifferences(roundsBefore, roundsAfter, correlation)));

    /// <summary>The size that a comparison of means within strata needs; see <see cref="Power.OfStrata"/>.</summary>
    /// <param name="difference">Treatment minus control, in the outcome's unit; finite, not 0.</param>
    /// <param name="standardDeviation">Of the outcome over all strata, in both arms; finite and &gt; 0.</param>
    /// <param name="explained">R², the share of the outcome's variance that lies between the strata; ≥ 0 and below 1.</param>
    /// <param name="options">Significance, power, allocation; the defaults when null. Its variance factor multiplies the strata's.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or no sample attains the request.</exception>
    public static SampleSize ForStrata(double difference, double standardDeviation, double explained, DesignOptions? options = null) =>
        ForMeans(difference, standardDeviation, Power.Times(options, DesignFactor.Strata(explained)));
}
