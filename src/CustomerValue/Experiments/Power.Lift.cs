using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

// Margins of a relative lift, as EquivalenceTest.Lift tests them: treatment − (1 + margin) × control, on the normal curve.
public static partial class Power
{
    /// <summary>Power to show that a mean's relative lift lies between two margins (<see cref="EquivalenceTest"/>'s lift), the joint power of both tests.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="lift">The true lift: treatment's mean over control's, less 1; finite, often 0.</param>
    /// <param name="controlMean">Mean of the outcome without treatment; finite, not 0.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="low">Lower margin of the lift, such as −0.05; finite, ≥ −1.</param>
    /// <param name="high">Upper margin, finite, above <paramref name="low"/>.</param>
    /// <param name="options">Significance of each one-sided test; the defaults when null. Its power and allocation are not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or the margins are out of order.</exception>
    public static double OfEquivalentLift(
        long control, long treatment, double lift, double controlMean, double standardDeviation, double low, double high, DesignOptions? options = null)
    {
        Guard.AtLeast(control, 2);
        Guard.AtLeast(treatment, 2);
        Guard.Finite(lift);
        CheckBase(controlMean);
        Guard.Positive(standardDeviation);
        CheckMargins(low, high);
        Guard.AtLeast(low, -1.0);
        return EquivalentLift(control, treatment, lift, standardDeviation / Math.Abs(controlMean), low, high, (options ?? DesignOptions.Default).ForMargins());
    }

    /// <summary>Power to show that a mean's relative lift is not worse than the margin.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="lift">The true lift; finite, often 0.</param>
    /// <param name="controlMean">Mean of the outcome without treatment; finite, not 0.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="margin">How much worse still passes, as a fraction of the control's mean; finite and &gt; 0. More is better unless the options' direction is a decrease.</param>
    /// <param name="options">Significance (one-sided) and direction; the defaults when null. Its power and allocation are not read.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfNotInferiorLift(
        long control, long treatment, double lift, double controlMean, double standardDeviation, double margin, DesignOptions? options = null)
    {
        Guard.AtLeast(control, 2);
        Guard.AtLeast(treatment, 2);
        Guard.Finite(lift);
        CheckBase(controlMean);
        Guard.Positive(standardDeviation);
        Guard.Positive(margin);
        return NotInferiorLift(control, treatment, lift, standardDeviation / Math.Abs(controlMean), margin, (options ?? DesignOptions.Default).ForMargins());
    }

    /// <summary>With the control's mean as unit.</summary>
    internal static double EquivalentLift(double n, double m, double lift, double deviation, double low, double high, DesignOptions o)
    {
        double treated = deviation * Math.Sqrt(o.VarianceFactor / m), control = deviation * Math.Sqrt(o.VarianceFactor / n), z = NormalDistribution.UpperQuantile(o.Tail);
        double below = z * Length(treated, (1 + low) * control), above = z * Length(treated, (1 + high) * control);

        // Given the control's mean, both tests find it where treatment's mean lies between two limits; below this there is no room between them.
        double from = Math.Max(-10, ((below + above) / (high - low) - 1) / control), to = 10;
        return from >= to ? 0 : Math.Min(1, Quadrature.Panels(new BetweenMargins(1 + lift, treated, control, 1 + low, below, 1 + high, above), from, to, 8));
    }

    internal static double NotInferiorLift(double n, double m, double lift, double deviation, double margin, DesignOptions o)
    {
        // From the margin to the true lift, in the direction that is better.
        double slope = 1 - Signed(margin, o), room = Signed(lift, o) + margin;
        var error = Length(deviation * Math.Sqrt(o.VarianceFactor / m), slope * deviation * Math.Sqrt(o.VarianceFactor / n));
        return OfShift(room / error, NormalDistribution.UpperQuantile(o.Tail), oneRegion: true);
    }

    private static double Length(double a, double b) => Math.Sqrt(a * a + b * b);

    private readonly struct BetweenMargins(double mean, double treated, double control, double low, double below, double high, double above) : IIntegrand
    {
        public double At(double s)
        {
            var b = 1 + control * s;
            return NormalDistribution.Density(s) * Math.Max(0, Area((low * b + below - mean) / treated, (high * b - above - mean) / treated));
        }
    }
}
