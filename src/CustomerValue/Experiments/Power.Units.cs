using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

// Clusters, ratios, growths and lifts: each is a comparison of means of something.
public static partial class Power
{
    /// <summary>Power to detect a difference of means where whole clusters are drawn: a comparison of cluster means, with as many degrees of freedom as clusters less two.</summary>
    /// <param name="controlClusters">Control clusters, ≥ 2.</param>
    /// <param name="treatmentClusters">Treated clusters, ≥ 2.</param>
    /// <param name="difference">Treatment minus control, in the outcome's unit; finite.</param>
    /// <param name="standardDeviation">Of one customer's outcome; finite and &gt; 0. For a rate p, √(p (1 − p)).</param>
    /// <param name="clusters">Size and correlation.</param>
    /// <param name="options">Significance and method; the defaults when null. Its power and allocation are not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfClusters(
        long controlClusters, long treatmentClusters, double difference, double standardDeviation, ClusterDesign clusters, DesignOptions? options = null)
    {
        Guard.AtLeast(controlClusters, 2);
        Guard.AtLeast(treatmentClusters, 2);
        Guard.Finite(difference);
        var deviation = clusters.Deviation(Guard.Positive(standardDeviation));
        return Means(controlClusters, treatmentClusters, Math.Abs(difference), deviation, deviation, options ?? DesignOptions.Default);
    }

    /// <summary>Power to detect a difference of two ratios (<see cref="RatioEstimate"/>), by the delta method.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="difference">Treatment's ratio minus control's; finite.</param>
    /// <param name="baseline">The ratio in past customers: its variance is used for both arms.</param>
    /// <param name="options">Significance; the defaults when null. Its power and allocation are not read; the reference is the normal curve.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or the baseline has no variance.</exception>
    public static double OfRatios(long control, long treatment, double difference, RatioEstimate baseline, DesignOptions? options = null) =>
        OfMeans(control, treatment, difference, UnitDeviation(baseline), (options ?? DesignOptions.Default).OnNormalCurve());

    /// <summary>Power to detect a difference in the growth of the average (<see cref="GrowthOfAverage"/>).</summary>
    /// <param name="control">Control customers, or clusters where the baseline is clustered; ≥ 2.</param>
    /// <param name="treatment">Treated ones; ≥ 2.</param>
    /// <param name="difference">Treatment's growth minus control's, as a fraction; finite.</param>
    /// <param name="baseline">The growth of past customers: its variance is used for both arms.</param>
    /// <param name="options">Significance; the defaults when null. Its power and allocation are not read; the reference is the normal curve.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or the baseline has no variance.</exception>
    public static double OfGrowths(long control, long treatment, double difference, GrowthOfAverage baseline, DesignOptions? options = null) =>
        OfMeans(control, treatment, difference, UnitDeviation(baseline), (options ?? DesignOptions.Default).OnNormalCurve());

    /// <summary>Power to detect a relative lift of a mean. Fieller's interval leaves out 0 exactly when the test of the difference finds it, so this is that test's power.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="lift">Treatment's mean over control's, less 1; finite.</param>
    /// <param name="controlMean">Mean of the outcome without treatment; finite, not 0.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="options">Significance and method; the defaults when null. Its power and allocation are not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfRelativeLift(long control, long treatment, double lift, double controlMean, double standardDeviation, DesignOptions? options = null) =>
        OfMeans(control, treatment, Guard.Finite(lift) * CheckBase(controlMean), standardDeviation, options);

    internal static double CheckBase(double controlMean) => Guard.Finite(controlMean) != 0
        ? controlMean
        : throw new ArgumentException("controlMean is 0; a lift needs a base.", nameof(controlMean));

    internal static double UnitDeviation(RatioEstimate baseline) => Root(Guard.NotNull(baseline).UnitVariance, nameof(baseline));

    internal static double UnitDeviation(GrowthOfAverage baseline)
    {
        var error = Guard.NotNull(baseline).StandardError;
        return Root(error.IsDefined ? Figure.Of(error.Value * error.Value * UnitsOf(baseline)) : error, nameof(baseline));
    }

    private static double UnitsOf(GrowthOfAverage baseline) => baseline.IsClustered ? baseline.Clusters : baseline.Count;

    private static double Root(Figure variance, string name) => variance is { IsDefined: true, Value: > 0 }
        ? Math.Sqrt(variance.Value)
        : throw new ArgumentException("baseline has no variance to plan with: it needs two different customers or more and a positive base.", name);
}
