using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

// Odds: Woolf's test of one table, Cochran, Mantel and Haenszel's of several strata; and growths of a rate.
public static partial class Power
{
    /// <summary>Power of Woolf's test (<see cref="ProportionTest"/>'s log odds ratio), by the normal curve.</summary>
    /// <remarks>Rates near 0 and 1 make the logarithm of the odds uncertain: power rises with the odds ratio, then falls again. The score test (<see cref="OfProportions"/>) does not suffer from it.</remarks>
    /// <param name="control">Control customers, ≥ 1.</param>
    /// <param name="treatment">Treated customers, ≥ 1.</param>
    /// <param name="controlRate">True rate in the control arm, between 0 and 1.</param>
    /// <param name="treatmentRate">True rate in the treatment arm, between 0 and 1.</param>
    /// <param name="options">Significance; the defaults when null. Method, power and allocation are not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfLogOdds(long control, long treatment, double controlRate, double treatmentRate, DesignOptions? options = null)
    {
        Guard.AtLeast(control, 1);
        Guard.AtLeast(treatment, 1);
        Guard.OpenUnit(controlRate);
        Guard.OpenUnit(treatmentRate);
        var o = options ?? DesignOptions.Default;
        var odds = Math.Abs(LogOdds(treatmentRate) - LogOdds(controlRate));
        return OfShift(odds / LogOddsError(control, treatment, controlRate, treatmentRate, o), o.CriticalNormal((double)treatment / control), o.OneSided);
    }

    /// <summary>Power of the test of <see cref="MantelHaenszel"/> where treatment multiplies the odds of every stratum alike, by the normal curve with the variance under the hypothesis pooled.</summary>
    /// <remarks>Strata have the same share of both arms. With one stratum it is the pooled test of two rates. Without continuity correction.</remarks>
    /// <param name="control">Control customers of all strata, ≥ 2.</param>
    /// <param name="treatment">Treated customers of all strata, ≥ 2.</param>
    /// <param name="controlRates">Rate in the control arm of each stratum, between 0 and 1; at least one.</param>
    /// <param name="shares">Share of each stratum's customers, &gt; 0; they are divided by their sum.</param>
    /// <param name="oddsRatio">Odds of treatment over those of control, finite and &gt; 0.</param>
    /// <param name="options">Significance; the defaults when null. Method, power and allocation are not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or lengths differ.</exception>
    public static double OfMantelHaenszel(
        long control, long treatment, ReadOnlySpan<double> controlRates, ReadOnlySpan<double> shares, double oddsRatio, DesignOptions? options = null)
    {
        Guard.AtLeast(control, 2);
        Guard.AtLeast(treatment, 2);
        Guard.Positive(oddsRatio);
        var o = options ?? DesignOptions.Default;
        return new StrataOdds(controlRates, shares).Power(control, treatment, Elementary.Log(oddsRatio), o.CriticalNormal((double)treatment / control), o);
    }

    /// <summary>Power to detect a difference in the growth of a rate (<see cref="GrowthOfRate"/>).</summary>
    /// <param name="control">Control customers, or clusters where the baseline is clustered; ≥ 2.</param>
    /// <param name="treatment">Treated ones; ≥ 2.</param>
    /// <param name="difference">Treatment's growth minus control's, as a fraction; finite.</param>
    /// <param name="baseline">The growth of past customers: its variance is used for both arms.</param>
    /// <param name="options">Significance; the defaults when null. Its power and allocation are not read; the reference is the normal curve.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or the baseline has no variance.</exception>
    public static double OfGrowths(long control, long treatment, double difference, GrowthOfRate baseline, DesignOptions? options = null) =>
        OfMeans(control, treatment, difference, UnitDeviation(baseline), (options ?? DesignOptions.Default).OnNormalCurve());

    /// <summary>Power to detect a difference in the change of a rate, in points: difference in differences of rates (<see cref="GrowthOfRate.CompareChanges"/>).</summary>
    /// <param name="control">Control customers, or clusters where the baseline is clustered; ≥ 2.</param>
    /// <param name="treatment">Treated ones; ≥ 2.</param>
    /// <param name="difference">Treatment's change minus control's, as a fraction; finite.</param>
    /// <param name="baseline">The change of past customers: its variance is used for both arms.</param>
    /// <param name="options">Significance; the defaults when null. Its power and allocation are not read; the reference is the normal curve.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or the baseline has no variance.</exception>
    public static double OfChanges(long control, long treatment, double difference, GrowthOfRate baseline, DesignOptions? options = null) =>
        OfMeans(control, treatment, difference, ChangeDeviation(baseline), (options ?? DesignOptions.Default).OnNormalCurve());

    internal static double UnitDeviation(GrowthOfRate baseline) => UnitDeviation(Guard.NotNull(baseline).StandardError, baseline);

    internal static double ChangeDeviation(GrowthOfRate baseline) => UnitDeviation(Guard.NotNull(baseline).ChangeStandardError, baseline);

    internal static double LogOdds(double rate) => Elementary.Log(rate) - Elementary.Log1p(-rate);

    internal static double LogOddsError(double n, double m, double p, double q, DesignOptions o) =>
        Math.Sqrt((1 / (n * p * (1 - p)) + 1 / (m * q * (1 - q))) * o.VarianceFactor);

    private static double UnitDeviation(Figure error, GrowthOfRate baseline) =>
        Root(error.IsDefined ? Figure.Of(error.Value * error.Value * baseline.Clusters) : error, nameof(baseline));
}
