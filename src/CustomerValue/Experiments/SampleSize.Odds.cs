using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

// Odds, strata of rates, growths of a rate.
public sealed partial class SampleSize
{
    /// <summary>The size that Woolf's test of the log odds ratio needs; see <see cref="Power.OfLogOdds"/>.</summary>
    /// <param name="controlRate">Rate in the control arm, between 0 and 1.</param>
    /// <param name="treatmentRate">Rate in the treatment arm, between 0 and 1, other than the control's.</param>
    /// <param name="options">Significance, power, allocation; the defaults when null. Method is not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or no sample attains the request.</exception>
    public static SampleSize ForLogOdds(double controlRate, double treatmentRate, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked();
        Guard.OpenUnit(controlRate);
        Guard.OpenUnit(treatmentRate);
        CheckDifference(treatmentRate - controlRate, nameof(treatmentRate));
        var odds = Math.Abs(Power.LogOdds(treatmentRate) - Power.LogOdds(controlRate));
        return ByNormal(o, odds / Power.LogOddsError(1, o.TreatmentPerControl, controlRate, treatmentRate, o), nameof(treatmentRate), (n, m, critical) =>
            Power.OfShift(odds / Power.LogOddsError(n, m, controlRate, treatmentRate, o), critical, o.OneSided));
    }

    /// <summary>The size that the test of <see cref="MantelHaenszel"/> needs; see <see cref="Power.OfMantelHaenszel"/>.</summary>
    /// <param name="controlRates">Rate in the control arm of each stratum, between 0 and 1; at least one.</param>
    /// <param name="shares">Share of each stratum's customers, &gt; 0; they are divided by their sum.</param>
    /// <param name="oddsRatio">Odds of treatment over those of control, finite and &gt; 0, not 1.</param>
    /// <param name="options">Significance, power, allocation; the defaults when null. Method is not read.</param>
    /// <returns>Customers of all strata, an arm.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule, lengths differ, or no sample attains the request.</exception>
    public static SampleSize ForMantelHaenszel(ReadOnlySpan<double> controlRates, ReadOnlySpan<double> shares, double oddsRatio, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked();
        var log = Elementary.Log(Guard.Positive(oddsRatio));
        var strata = new StrataOdds(controlRates, shares);
        CheckDifference(log, nameof(oddsRatio));

        // Power's own shape in n is that of Φ(√n a − b); a and b from two sizes bring the start near.
        var unit = Math.Abs(NormalDistribution.UpperQuantile(Math.Min(0.9999999, Math.Max(1e-300, strata.Power(1, o.TreatmentPerControl, log, 0, o with { OneSided = true })))));
        return ByNormal(o, Math.Max(unit, 1e-9), nameof(oddsRatio), (n, m, critical) => strata.Power(n, m, log, critical, o));
    }

    /// <summary>The size that detects a difference in the growth of a rate.</summary>
    /// <param name="difference">Treatment's growth minus control's, as a fraction; finite, not 0.</param>
    /// <param name="baseline">The growth of past customers: its variance is used for both arms. Where it is clustered, clusters are counted.</param>
    /// <param name="options">Significance, power, allocation; the defaults when null. The reference is the normal curve.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, the baseline has no variance, or no sample attains the request.</exception>
    public static SampleSize ForGrowths(double difference, GrowthOfRate baseline, DesignOptions? options = null) => OfRate(difference, Power.UnitDeviation(baseline), baseline, options);

    /// <summary>The size that detects a difference in the change of a rate, in points; see <see cref="Power.OfChanges"/>.</summary>
    /// <param name="difference">Treatment's change minus control's, as a fraction; finite, not 0.</param>
    /// <param name="baseline">The change of past customers: its variance is used for both arms. Where it is clustered, clusters are counted.</param>
    /// <param name="options">Significance, power, allocation; the defaults when null. The reference is the normal curve.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, the baseline has no variance, or no sample attains the request.</exception>
    public static SampleSize ForChanges(double difference, GrowthOfRate baseline, DesignOptions? options = null) => OfRate(difference, Power.ChangeDeviation(baseline), baseline, options);

    private static SampleSize OfRate(double difference, double deviation, GrowthOfRate baseline, DesignOptions? options)
    {
        var o = (options ?? DesignOptions.Default).OnNormalCurve().Checked();
        CheckDifference(difference, nameof(difference));
        var own = deviation / Math.Abs(difference);
        return Means(own, own, o, nameof(difference), baseline.IsClustered ? SampleUnit.Cluster : SampleUnit.Customer);
    }

    /// <summary>The least size at which a test on the normal curve attains the power; <paramref name="unit"/> is about its shift with one control customer.</summary>
    private static SampleSize ByNormal(DesignOptions o, double unit, string name, Func<double, double, double, double> power)
    {
        double r = o.TreatmentPerControl, critical = o.CriticalNormal(r), z = critical + NormalDistribution.UpperQuantile(1 - o.Power), guess = z * z / unit / unit;
        return Result(
            guess > Most ? guess : Solve(guess, 1e-12, o.Power, n => power(n, n * r, critical)), r, name, SampleUnit.Customer, (n, m) => power(n, m, critical));
    }
}
