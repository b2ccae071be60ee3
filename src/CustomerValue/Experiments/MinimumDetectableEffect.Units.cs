namespace CustomerValue.Experiments;

// Pairs, one rate, clusters, ratios, growths, lifts and margins.
public static partial class MinimumDetectableEffect
{
    /// <summary>The smallest detectable mean difference within pairs.</summary>
    /// <param name="pairs">Pairs, ≥ 2.</param>
    /// <param name="standardDeviation">Of the differences; finite and &gt; 0.</param>
    /// <param name="options">Significance, power and method; the defaults when null.</param>
    /// <returns>&gt; 0, or &lt; 0 when a decrease is sought.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfPairs(long pairs, double standardDeviation, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked();
        Guard.AtLeast(pairs, 2);
        Guard.Positive(standardDeviation);
        return standardDeviation * Power.Signed(Solve(50 / Math.Sqrt(pairs), d => Power.Pairs(pairs, d, o), o), o);
    }

    /// <summary>The smallest detectable distance of a rate from the known one.</summary>
    /// <param name="customers">Customers, ≥ 1.</param>
    /// <param name="knownRate">The rate under the hypothesis, between 0 and 1.</param>
    /// <param name="options">Significance, power and method; the defaults when null.</param>
    /// <returns>&gt; 0, or &lt; 0 when a decrease is sought.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule, or even a rate of 1 (or 0) would not be detected.</exception>
    public static double OfProportion(long customers, double knownRate, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked();
        Guard.AtLeast(customers, 1);
        Guard.OpenUnit(knownRate);
        FisherPower.Check(0, o);
        var room = o.Direction == EffectDirection.Increase ? 1 - knownRate : knownRate;

        // At the very end the rate has no variance and the normal curve no power below 1.
        double PowerAt(double d) => Power.Proportion(customers, knownRate, knownRate + Power.Signed(d, o), o);
        var most = room * (1 - 1e-12);
        return PowerAt(most) < o.Power
            ? throw new ArgumentException(
                $"No rate up to {(o.Direction == EffectDirection.Increase ? "1" : "0")} is detected with power {Guard.Text(o.Power)} by {Guard.Text(customers)} customers.", nameof(customers))
            : Power.Signed(Solve(most, PowerAt, o), o);
    }

    /// <summary>The smallest detectable difference of means where whole clusters are drawn.</summary>
    /// <param name="controlClusters">Control clusters, ≥ 2.</param>
    /// <param name="treatmentClusters">Treated clusters, ≥ 2.</param>
    /// <param name="standardDeviation">Of one customer's outcome; finite and &gt; 0.</param>
    /// <param name="clusters">Size and correlation.</param>
    /// <param name="options">Significance, power and method; the defaults when null.</param>
    /// <returns>&gt; 0, or &lt; 0 when a decrease is sought.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfClusters(long controlClusters, long treatmentClusters, double standardDeviation, ClusterDesign clusters, DesignOptions? options = null) =>
        OfMeans(controlClusters, treatmentClusters, clusters.Deviation(Guard.Positive(standardDeviation)), options);

    /// <summary>The smallest detectable difference of two ratios.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="baseline">The ratio in past customers: its variance is used for both arms.</param>
    /// <param name="options">Significance and power; the defaults when null. The reference is the normal curve.</param>
    /// <returns>&gt; 0, or &lt; 0 when a decrease is sought.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule, or the baseline has no variance.</exception>
    public static double OfRatios(long control, long treatment, RatioEstimate baseline, DesignOptions? options = null) =>
        OfMeans(control, treatment, Power.UnitDeviation(baseline), (options ?? DesignOptions.Default).OnNormalCurve());

    /// <summary>The smallest detectable difference in the growth of the average, as a fraction.</summary>
    /// <param name="control">Control customers, or clusters where the baseline is clustered; ≥ 2.</param>
    /// <param name="treatment">Treated ones; ≥ 2.</param>
    /// <param name="baseline">The growth of past customers: its variance is used for both arms.</param>
    /// <param name="options">Significance and power; the defaults when null. The reference is the normal curve.</param>
    /// <returns>&gt; 0, or &lt; 0 when a decrease is sought.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule, or the baseline has no variance.</exception>
    public static double OfGrowths(long control, long treatment, GrowthOfAverage baseline, DesignOptions? options = null) =>
        OfMeans(control, treatment, Power.UnitDeviation(baseline), (options ?? DesignOptions.Default).OnNormalCurve());

    /// <summary>The smallest detectable relative lift of a mean, as a fraction of the control's mean.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="controlMean">Mean of the outcome without treatment; finite, not 0.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="options">Significance, power and method; the defaults when null.</param>
    /// <returns>&gt; 0, or &lt; 0 when a decrease is sought.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfRelativeLift(long control, long treatment, double controlMean, double standardDeviation, DesignOptions? options = null) =>
        OfMeans(control, treatment, standardDeviation, options) / Math.Abs(Power.CheckBase(controlMean));

    /// <summary>The narrowest margins −m and m between which two equal means are shown to be the same.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="options">Significance of each one-sided test, power and method; the defaults when null.</param>
    /// <returns>m &gt; 0, in the outcome's unit.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double MarginOfEquivalence(long control, long treatment, double standardDeviation, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked().ForMargins();
        Guard.AtLeast(control, 2);
        Guard.AtLeast(treatment, 2);
        Guard.Positive(standardDeviation);
        return standardDeviation * Solve(Wide(control, treatment, o), m => Power.Equivalence(control, treatment, 0, 1, -m, m, o), o);
    }

    /// <summary>The narrowest margin by which a treatment that is no worse is shown not to be worse.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="options">Significance (one-sided), power and method; the defaults when null.</param>
    /// <returns>&gt; 0, in the outcome's unit.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double MarginOfNonInferiority(long control, long treatment, double standardDeviation, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked().ForMargins();
        Guard.AtLeast(control, 2);
        Guard.AtLeast(treatment, 2);
        Guard.Positive(standardDeviation);
        return standardDeviation * Solve(Wide(control, treatment, o), m => Power.NonInferiority(control, treatment, 0, 1, m, o), o);
    }

    private static double Wide(double control, double treatment, DesignOptions o) => 50 * Math.Sqrt((1 / control + 1 / treatment) * o.VarianceFactor);
}
