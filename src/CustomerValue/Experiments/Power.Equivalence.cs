using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

// Equivalence and non-inferiority. Each one-sided test has the whole significance, as in EquivalenceTest.
public static partial class Power
{
    /// <summary>Power to show that two means are the same for all practical purposes (two one-sided tests).</summary>
    /// <remarks>
    /// Exact for the pooled test: the joint distribution of both statistics, integrated over the variance they share (Owen 1965; Phillips 1990). With
    /// <see cref="MeanPowerMethod.Normal"/> and its formula, the normal curve. Significance is each one-sided test's; one or two sides is not read.
    /// </remarks>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="difference">The true treatment minus control, in the outcome's unit; finite, often 0.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="low">Lower margin of the difference, finite.</param>
    /// <param name="high">Upper margin, finite, above <paramref name="low"/>.</param>
    /// <param name="options">Significance and method; the defaults when null. Its power and allocation are not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or the margins are out of order.</exception>
    public static double OfEquivalence(
        long control, long treatment, double difference, double standardDeviation, double low, double high, DesignOptions? options = null)
    {
        Guard.AtLeast(control, 2);
        Guard.AtLeast(treatment, 2);
        Guard.Finite(difference);
        Guard.Positive(standardDeviation);
        CheckMargins(low, high);
        return Equivalence(control, treatment, difference, standardDeviation, low, high, (options ?? DesignOptions.Default).ForMargins());
    }

    /// <summary>Power to show that treatment is not worse than control by the margin or more.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="difference">The true treatment minus control, in the outcome's unit; finite, often 0.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="margin">How much worse still passes, in the outcome's unit; finite and &gt; 0. More is better unless the options' direction is a decrease.</param>
    /// <param name="options">Significance (one-sided), direction and method; the defaults when null. Its power and allocation are not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfNonInferiority(long control, long treatment, double difference, double standardDeviation, double margin, DesignOptions? options = null)
    {
        Guard.AtLeast(control, 2);
        Guard.AtLeast(treatment, 2);
        Guard.Finite(difference);
        Guard.Positive(standardDeviation);
        Guard.Positive(margin);
        return NonInferiority(control, treatment, difference, standardDeviation, margin, (options ?? DesignOptions.Default).ForMargins());
    }

    /// <summary>Power to show that two rates are the same for all practical purposes, by the normal curve with each arm's own variance.</summary>
    /// <param name="control">Control customers, ≥ 1.</param>
    /// <param name="treatment">Treated customers, ≥ 1.</param>
    /// <param name="controlRate">True rate in the control arm, between 0 and 1.</param>
    /// <param name="treatmentRate">True rate in the treatment arm, between 0 and 1.</param>
    /// <param name="low">Lower margin of the difference of rates, finite.</param>
    /// <param name="high">Upper margin, finite, above <paramref name="low"/>.</param>
    /// <param name="options">Significance of each one-sided test; the defaults when null. Method, power and allocation are not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or the margins are out of order.</exception>
    public static double OfEquivalentRates(
        long control, long treatment, double controlRate, double treatmentRate, double low, double high, DesignOptions? options = null)
    {
        Guard.AtLeast(control, 1);
        Guard.AtLeast(treatment, 1);
        Guard.OpenUnit(controlRate);
        Guard.OpenUnit(treatmentRate);
        CheckMargins(low, high);
        return EquivalentRates(control, treatment, controlRate, treatmentRate, low, high, (options ?? DesignOptions.Default).ForMargins());
    }

    /// <summary>Power to show that the treatment's rate is not worse than the control's by the margin or more, by the normal curve with each arm's own variance.</summary>
    /// <param name="control">Control customers, ≥ 1.</param>
    /// <param name="treatment">Treated customers, ≥ 1.</param>
    /// <param name="controlRate">True rate in the control arm, between 0 and 1.</param>
    /// <param name="treatmentRate">True rate in the treatment arm, between 0 and 1.</param>
    /// <param name="margin">How much worse still passes, as a difference of rates; finite and &gt; 0.</param>
    /// <param name="options">Significance (one-sided) and direction; the defaults when null. Method, power and allocation are not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfNotInferiorRates(long control, long treatment, double controlRate, double treatmentRate, double margin, DesignOptions? options = null)
    {
        Guard.AtLeast(control, 1);
        Guard.AtLeast(treatment, 1);
        Guard.OpenUnit(controlRate);
        Guard.OpenUnit(treatmentRate);
        Guard.Positive(margin);
        return NotInferiorRates(control, treatment, controlRate, treatmentRate, margin, (options ?? DesignOptions.Default).ForMargins());
    }

    internal static double Equivalence(double n, double m, double difference, double deviation, double low, double high, DesignOptions o)
    {
        var error = Error(n, m, deviation, deviation, o, out var df);
        double below = (low - difference) / error, above = (high - difference) / error;
        if (double.IsPositiveInfinity(df))
        {
            return Between(below, above, NormalDistribution.UpperQuantile(o.Tail));
        }

        // Both tests reject where t s ≤ estimate − low and high − estimate, given s = √(χ²/df): the normal area between, over s.
        var critical = o.Critical(df, m / n);
        var from = Math.Sqrt(ChiSquaredDistribution.Quantile(1e-17, df) / df);
        var to = Math.Min((above - below) / (2 * critical), Math.Sqrt(ChiSquaredDistribution.UpperQuantile(1e-17, df) / df));
        return to <= from ? 0 : Math.Min(1, Quadrature.Panels(new SharedVariance(below, above, critical, df), from, to, 8));
    }

    internal static double NonInferiority(double n, double m, double difference, double deviation, double margin, DesignOptions o)
    {
        var shift = (Signed(difference, o) + margin) / Error(n, m, deviation, deviation, o, out var df);
        return OfShift(shift, df, m / n, o);
    }

    internal static double EquivalentRates(double n, double m, double p, double q, double low, double high, DesignOptions o)
    {
        var error = RateError(n, m, p, q, o);
        return Between((low - (q - p)) / error, (high - (q - p)) / error, NormalDistribution.UpperQuantile(o.Tail));
    }

    internal static double NotInferiorRates(double n, double m, double p, double q, double margin, DesignOptions o) =>
        OfShift((Signed(q - p, o) + margin) / RateError(n, m, p, q, o), NormalDistribution.UpperQuantile(o.Tail), oneRegion: true);

    internal static double Signed(double difference, DesignOptions o) => o.Direction == EffectDirection.Increase ? difference : -difference;

    internal static void CheckMargins(double low, double high)
    {
        Guard.Finite(low);
        Guard.Finite(high);
        if (low >= high)
        {
            throw new ArgumentException($"The margins are {Guard.Text(low)} and {Guard.Text(high)}; the lower one comes first.", nameof(low));
        }
    }

    private static double RateError(double n, double m, double p, double q, DesignOptions o) => Math.Sqrt((p * (1 - p) / n + q * (1 - q) / m) * o.VarianceFactor);

    private static double Between(double below, double above, double critical) =>
        above - critical <= below + critical ? 0 : Area(below + critical, above - critical);

    // Φ(b) − Φ(a), from the tails that are small.
    private static double Area(double a, double b) =>
        a > 0 ? NormalDistribution.Survival(a) - NormalDistribution.Survival(b)
        : b < 0 ? NormalDistribution.Cdf(b) - NormalDistribution.Cdf(a)
        : 1 - NormalDistribution.Cdf(a) - NormalDistribution.Survival(b);

    private readonly struct SharedVariance(double below, double above, double critical, double df) : IIntegrand
    {
        public double At(double s) =>
            2 * df * s * ChiSquaredDistribution.Density(df * s * s, df) * Math.Max(0, Area(below + critical * s, above - critical * s));
    }
}
