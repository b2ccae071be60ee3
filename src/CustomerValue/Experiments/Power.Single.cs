using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

// One sample: pairs, and a rate against a known one.
public static partial class Power
{
    /// <summary>Power to detect a mean difference within pairs: the same customers before and after, or matched ones.</summary>
    /// <param name="pairs">Pairs, ≥ 2.</param>
    /// <param name="difference">Mean of the differences; finite. At 0 it is the significance.</param>
    /// <param name="standardDeviation">Of the differences, not of the outcome: σ √(2 (1 − ρ)) for outcomes of spread σ and correlation ρ. Finite and &gt; 0.</param>
    /// <param name="options">Significance and method; the defaults when null. Its power and allocation are not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfPairs(long pairs, double difference, double standardDeviation, DesignOptions? options = null)
    {
        Guard.AtLeast(pairs, 2);
        Guard.Finite(difference);
        Guard.Positive(standardDeviation);
        return Pairs(pairs, Math.Abs(difference) / standardDeviation, options ?? DesignOptions.Default);
    }

    /// <summary>Power to detect that a rate is not the known one.</summary>
    /// <param name="customers">Customers, ≥ 1.</param>
    /// <param name="knownRate">The rate under the hypothesis, between 0 and 1.</param>
    /// <param name="rate">The true rate, between 0 and 1.</param>
    /// <param name="options">Significance and method; the defaults when null. Its power and allocation are not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or the method cannot serve the options.</exception>
    public static double OfProportion(long customers, double knownRate, double rate, DesignOptions? options = null)
    {
        Guard.AtLeast(customers, 1);
        Guard.OpenUnit(knownRate);
        Guard.OpenUnit(rate);
        var o = options ?? DesignOptions.Default;
        FisherPower.Check(0, o);
        return Proportion(customers, knownRate, rate, o);
    }

    internal static double Pairs(double n, double standardized, DesignOptions o)
    {
        var shift = standardized * Math.Sqrt(n / o.VarianceFactor);
        return OfShift(shift, o.MeanMethod == MeanPowerMethod.NoncentralT ? n - 1 : double.PositiveInfinity, 1, o);
    }

    internal static double Proportion(double n, double known, double rate, DesignOptions o)
    {
        if (o.ProportionMethod == ProportionPowerMethod.Exact)
        {
            return Binomial(n, known, rate, o);
        }

        double za = o.CriticalNormal(1), d = Math.Abs(rate - known);
        if (o.ProportionMethod == ProportionPowerMethod.ArcSine)
        {
            return OfShift(Math.Abs(EffectSize.CohenH(rate, known)) * Math.Sqrt(n / o.VarianceFactor), za, o.OneSided);
        }

        var own = Math.Sqrt(rate * (1 - rate) / n * o.VarianceFactor);
        var null0 = o.ProportionMethod == ProportionPowerMethod.Unpooled ? own : Math.Sqrt(known * (1 - known) / n * o.VarianceFactor);
        var correction = o.ProportionMethod == ProportionPowerMethod.PooledNullContinuity ? 0.5 / n : 0;
        var near = NormalDistribution.Survival((za * null0 + correction - d) / own);
        return o.OneSided ? near : near + NormalDistribution.Survival((za * null0 + correction + d) / own);
    }

    private static double Binomial(double n, double known, double rate, DesignOptions o)
    {
        // Reject at x ≥ upper or x ≤ lower: the first counts whose tails fit into the significance.
        var power = 0.0;
        if (!o.OneSided || rate >= known)
        {
            var upper = BinomialDistribution.UpperQuantile(o.Tail, n, known);
            while (upper <= n && BinomialDistribution.Survival(upper - 1, n, known) > o.Tail)
            {
                upper++;
            }

            power += upper > n ? 0 : BinomialDistribution.Survival(upper - 1, n, rate);
        }

        if (!o.OneSided || rate < known)
        {
            var lower = BinomialDistribution.Quantile(o.Tail, n, known);
            while (lower >= 0 && BinomialDistribution.Cdf(lower, n, known) > o.Tail)
            {
                lower--;
            }

            power += lower < 0 ? 0 : BinomialDistribution.Cdf(lower, n, rate);
        }

        return power;
    }
}
