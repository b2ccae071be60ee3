using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>The chance that a test of given size finds a difference of given size.</summary>
/// <remarks>Ask before the campaign. Power at the observed difference is only the p-value in other words. Stateless and thread-safe.</remarks>
public static partial class Power
{
    /// <summary>Power to detect a difference of two means.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="difference">Treatment minus control, in the outcome's unit; finite. At 0 it is the significance.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="options">Significance and method; the defaults when null. Its power and allocation are not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfMeans(long control, long treatment, double difference, double standardDeviation, DesignOptions? options = null) =>
        OfMeans(control, treatment, difference, standardDeviation, standardDeviation, options);

    /// <summary>Power to detect a difference of two means with different spread.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="difference">Treatment minus control, in the outcome's unit; finite.</param>
    /// <param name="controlDeviation">Standard deviation in the control arm; finite and &gt; 0.</param>
    /// <param name="treatmentDeviation">Standard deviation in the treatment arm; finite and &gt; 0.</param>
    /// <param name="options">Significance and method; the defaults when null. Its power and allocation are not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfMeans(long control, long treatment, double difference, double controlDeviation, double treatmentDeviation, DesignOptions? options = null)
    {
        Guard.AtLeast(control, 2);
        Guard.AtLeast(treatment, 2);
        Guard.Finite(difference);
        Guard.Positive(controlDeviation);
        Guard.Positive(treatmentDeviation);
        return Means(control, treatment, Math.Abs(difference), controlDeviation, treatmentDeviation, options ?? DesignOptions.Default);
    }

    /// <summary>Power to detect a difference of two proportions.</summary>
    /// <param name="control">Control customers, ≥ 1.</param>
    /// <param name="treatment">Treated customers, ≥ 1.</param>
    /// <param name="controlRate">Rate in the control arm, between 0 and 1.</param>
    /// <param name="treatmentRate">Rate in the treatment arm, between 0 and 1.</param>
    /// <param name="options">Significance and method; the defaults when null. Its power and allocation are not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfProportions(long control, long treatment, double controlRate, double treatmentRate, DesignOptions? options = null)
    {
        Guard.AtLeast(control, 1);
        Guard.AtLeast(treatment, 1);
        Guard.OpenUnit(controlRate);
        Guard.OpenUnit(treatmentRate);
        var o = options ?? DesignOptions.Default;
        FisherPower.Check(control + treatment, o);
        return Proportions(control, treatment, controlRate, treatmentRate, o);
    }

    internal static double Means(double n, double m, double difference, double controlDeviation, double treatmentDeviation, DesignOptions o)
    {
        var shift = difference / Error(n, m, controlDeviation, treatmentDeviation, o, out var df);
        return OfShift(shift, df, m / n, o);
    }

    /// <summary>The error of a difference of means, and the degrees of freedom its test has; infinite on the normal curve.</summary>
    internal static double Error(double n, double m, double controlDeviation, double treatmentDeviation, DesignOptions o, out double df)
    {
        double v0 = controlDeviation * controlDeviation / n, v1 = treatmentDeviation * treatmentDeviation / m, v = v0 + v1;
        if (o.MeanMethod != MeanPowerMethod.NoncentralT)
        {
            df = double.PositiveInfinity;
        }
        else if (controlDeviation != treatmentDeviation)
        {
            df = 1 / (v0 / v * (v0 / v) / (n - 1) + v1 / v * (v1 / v) / (m - 1));
        }
        else
        {
            // Dunnett's test pools the variance of all treatments.
            df = o.IsDunnett ? n + o.Comparisons * m - o.Comparisons - 1 : n + m - 2;
        }

        return Math.Sqrt(v * o.VarianceFactor);
    }

    /// <summary>Power where the statistic's mean is <paramref name="shift"/> ≥ 0.</summary>
    internal static double OfShift(double shift, double df, double ratio, DesignOptions o) => Found(shift, df, o.Critical(df, ratio), o);

    /// <summary>The same with the critical value known.</summary>
    internal static double Found(double shift, double df, double critical, DesignOptions o)
    {
        if (double.IsPositiveInfinity(df))
        {
            return OfShift(shift, critical, o.OneSided || o.MeanMethod == MeanPowerMethod.NormalFormula);
        }

        var power = NoncentralTDistribution.Survival(critical, df, shift);
        return o.OneSided ? power : Math.Min(1, power + NoncentralTDistribution.Survival(critical, df, -shift));
    }

    internal static double Proportions(double n, double m, double p, double q, DesignOptions o)
    {
        if (o.ProportionMethod == ProportionPowerMethod.Exact)
        {
            return FisherPower.Of((long)n, (long)m, p, q, o);
        }

        var za = o.CriticalNormal(m / n);
        var own = Math.Sqrt((p * (1 - p) / n + q * (1 - q) / m) * o.VarianceFactor);
        var d = Math.Abs(q - p);
        switch (o.ProportionMethod)
        {
            case ProportionPowerMethod.Unpooled:
                return OfShift(d / own, za, o.OneSided);
            case ProportionPowerMethod.ArcSine:
                return OfShift(Math.Abs(EffectSize.CohenH(q, p)) / Math.Sqrt((1 / n + 1 / m) * o.VarianceFactor), za, o.OneSided);
            default:
                var mean = (n * p + m * q) / (n + m);
                var pooled = Math.Sqrt(mean * (1 - mean) * (1 / n + 1 / m) * o.VarianceFactor);
                var correction = o.ProportionMethod == ProportionPowerMethod.PooledNullContinuity ? (1 / n + 1 / m) / 2 : 0;
                var near = NormalDistribution.Survival((za * pooled + correction - d) / own);
                return o.OneSided ? near : near + NormalDistribution.Survival((za * pooled + correction + d) / own);
        }
    }

    internal static double OfShift(double shift, double critical, bool oneRegion)
    {
        var near = NormalDistribution.Survival(critical - shift);
        return oneRegion ? near : near + NormalDistribution.Survival(critical + shift);
    }
}
