using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

// Pairs, one rate, clusters, ratios, growths and lifts.
public sealed partial class SampleSize
{
    /// <summary>The number of pairs that detects a mean difference within pairs.</summary>
    /// <param name="difference">Mean of the differences; finite, not 0.</param>
    /// <param name="standardDeviation">Of the differences: σ √(2 (1 − ρ)) for outcomes of spread σ and correlation ρ. Finite and &gt; 0.</param>
    /// <param name="options">Significance and power; the defaults when null. Its allocation is not read.</param>
    /// <returns>Pairs, in <see cref="Treatment"/>.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule, or no sample attains the request.</exception>
    public static SampleSize ForPairs(double difference, double standardDeviation, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked();
        CheckDifference(difference, nameof(difference));
        var d = Math.Abs(difference) / Guard.Positive(standardDeviation);
        var z = o.CriticalNormal(1) + NormalDistribution.UpperQuantile(1 - o.Power);
        var formula = z * z / d / d * o.VarianceFactor;
        var least = o.MeanMethod == MeanPowerMethod.NoncentralT ? 1 + 1e-9 : 1e-12;
        var exact = o.MeanMethod == MeanPowerMethod.NormalFormula ? formula : formula > Most ? formula : Solve(formula, least, o.Power, n => Power.Pairs(n, d, o));
        return Result(exact, 1, nameof(difference), SampleUnit.Pair, (n, _) => Power.Pairs(n, d, o), single: true);
    }

    /// <summary>The number of customers that detects that a rate is not the known one.</summary>
    /// <param name="knownRate">The rate under the hypothesis, between 0 and 1.</param>
    /// <param name="rate">The true rate, between 0 and 1, other than the known one.</param>
    /// <param name="options">Significance, power and method; the defaults when null. Its allocation is not read.</param>
    /// <returns>Customers, in <see cref="Treatment"/>.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule, or no sample attains the request.</exception>
    public static SampleSize ForProportion(double knownRate, double rate, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked();
        Guard.OpenUnit(knownRate);
        Guard.OpenUnit(rate);
        CheckDifference(rate - knownRate, nameof(rate));
        FisherPower.Check(0, o);
        double za = o.CriticalNormal(1), zb = NormalDistribution.UpperQuantile(1 - o.Power), d = Math.Abs(rate - knownRate);
        var known = o.ProportionMethod == ProportionPowerMethod.Unpooled ? Spread(rate) : Spread(knownRate);
        var root = (za * known + zb * Spread(rate)) / d;
        var n = root * root;
        switch (o.ProportionMethod)
        {
            case ProportionPowerMethod.PooledNullContinuity:
                // √n d − ½/√n = za known + zb own: a quadratic in √n.
                var half = root * d;
                var side = (half + Math.Sqrt(half * half + 2 * d)) / (2 * d);
                n = side * side;
                break;
            case ProportionPowerMethod.ArcSine:
                var h = EffectSize.CohenH(rate, knownRate);
                n = (za + zb) * (za + zb) / h / h;
                break;
            case ProportionPowerMethod.Exact:
                n = Whole(n, FisherPower.Most, o, customers => Power.Proportion(customers, knownRate, rate, o));
                break;
        }

        return Result(n * o.VarianceFactor, 1, nameof(rate), SampleUnit.Customer, (customers, _) => Power.Proportion(customers, knownRate, rate, o), single: true);
    }

    /// <summary>The number of clusters that detects a difference of means where whole clusters are drawn; few clusters pay for their few degrees of freedom.</summary>
    /// <param name="difference">Treatment minus control, in the outcome's unit; finite, not 0.</param>
    /// <param name="standardDeviation">Of one customer's outcome; finite and &gt; 0. For a rate p, √(p (1 − p)).</param>
    /// <param name="clusters">Size and correlation.</param>
    /// <param name="options">Significance, power, allocation; the defaults when null.</param>
    /// <returns>Clusters an arm; customers are so many times the mean size.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule, or no sample attains the request.</exception>
    public static SampleSize ForClusters(double difference, double standardDeviation, ClusterDesign clusters, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked();
        CheckDifference(difference, nameof(difference));
        var deviation = clusters.Deviation(Guard.Positive(standardDeviation)) / Math.Abs(difference);
        return Means(deviation, deviation, o, nameof(difference), SampleUnit.Cluster);
    }

    /// <summary>The mean cluster size that a fixed number of clusters needs. More customers in the same clusters help only down to the clusters' own variance.</summary>
    /// <param name="controlClusters">Control clusters, ≥ 2.</param>
    /// <param name="treatmentClusters">Treated clusters, ≥ 2.</param>
    /// <param name="difference">Treatment minus control, in the outcome's unit; finite, not 0.</param>
    /// <param name="standardDeviation">Of one customer's outcome; finite and &gt; 0.</param>
    /// <param name="intraclassCorrelation">Of the outcome within clusters, 0 to 1.</param>
    /// <param name="options">Significance and power; the defaults when null. Its allocation is not read.</param>
    /// <returns>Customers in each cluster, ≥ 1, before rounding.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule, or clusters of any size would not do.</exception>
    public static double ClusterSize(
        long controlClusters, long treatmentClusters, double difference, double standardDeviation, double intraclassCorrelation, DesignOptions? options = null)
    {
        Guard.Unit(intraclassCorrelation);
        CheckDifference(difference, nameof(difference));

        // Var of a cluster mean is σ² (ρ + (1 − ρ) / m): what is detectable gives it, and it gives m.
        var effect = Math.Abs(MinimumDetectableEffect.OfMeans(controlClusters, treatmentClusters, Guard.Positive(standardDeviation), options));
        var share = difference / effect * (difference / effect);
        return share >= 1 ? 1
            : share > intraclassCorrelation ? (1 - intraclassCorrelation) / (share - intraclassCorrelation)
            : throw new ArgumentException(
                $"Clusters of no size attain the request: {Guard.Text(controlClusters)} and {Guard.Text(treatmentClusters)} clusters detect {Guard.Text(effect * Math.Sqrt(intraclassCorrelation))} at best; draw more clusters.", nameof(difference));
    }

    /// <summary>The size that detects a difference of two ratios, by the delta method.</summary>
    /// <param name="difference">Treatment's ratio minus control's; finite, not 0.</param>
    /// <param name="baseline">The ratio in past customers: its variance is used for both arms.</param>
    /// <param name="options">Significance, power, allocation; the defaults when null. The reference is the normal curve.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, the baseline has no variance, or no sample attains the request.</exception>
    public static SampleSize ForRatios(double difference, RatioEstimate baseline, DesignOptions? options = null) =>
        ForMeans(difference, Power.UnitDeviation(baseline), (options ?? DesignOptions.Default).OnNormalCurve());

    /// <summary>The size that detects a difference in the growth of the average.</summary>
    /// <param name="difference">Treatment's growth minus control's, as a fraction; finite, not 0.</param>
    /// <param name="baseline">The growth of past customers: its variance is used for both arms. Where it is clustered, clusters are counted.</param>
    /// <param name="options">Significance, power, allocation; the defaults when null. The reference is the normal curve.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, the baseline has no variance, or no sample attains the request.</exception>
    public static SampleSize ForGrowths(double difference, GrowthOfAverage baseline, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).OnNormalCurve().Checked();
        CheckDifference(difference, nameof(difference));
        var deviation = Power.UnitDeviation(baseline) / Math.Abs(difference);
        return Means(deviation, deviation, o, nameof(difference), baseline.IsClustered ? SampleUnit.Cluster : SampleUnit.Customer);
    }

    /// <summary>The size that detects a relative lift of a mean; see <see cref="Power.OfRelativeLift"/>.</summary>
    /// <param name="lift">Treatment's mean over control's, less 1; finite, not 0.</param>
    /// <param name="controlMean">Mean of the outcome without treatment; finite, not 0.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="options">Significance, power, allocation; the defaults when null.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or no sample attains the request.</exception>
    public static SampleSize ForRelativeLift(double lift, double controlMean, double standardDeviation, DesignOptions? options = null)
    {
        CheckDifference(lift, nameof(lift));
        return ForMeans(lift * Power.CheckBase(controlMean), standardDeviation, options);
    }
}
