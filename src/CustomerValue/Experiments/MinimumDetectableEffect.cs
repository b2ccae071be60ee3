using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>The smallest difference that a test of given size finds with the asked power.</summary>
/// <remarks>The variance is the one *at* the effect, not at the baseline: the baseline alone understates it (0.0479 for 0.0526 at 10.54 % and 645 an arm). Stateless and thread-safe.</remarks>
public static partial class MinimumDetectableEffect
{
    /// <summary>The smallest detectable difference of two means, in the outcome's unit.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="options">Significance, power and method; the defaults when null. Its allocation is not read.</param>
    /// <returns>&gt; 0, or &lt; 0 when a decrease is sought.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static double OfMeans(long control, long treatment, double standardDeviation, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked();
        Guard.AtLeast(control, 2);
        Guard.AtLeast(treatment, 2);
        Guard.Positive(standardDeviation);
        return standardDeviation * Power.Signed(Means(control, treatment, o), o);
    }

    /// <summary>The smallest detectable difference of two proportions, as a fraction.</summary>
    /// <param name="control">Control customers, ≥ 1.</param>
    /// <param name="treatment">Treated customers, ≥ 1.</param>
    /// <param name="controlRate">Rate in the control arm, between 0 and 1.</param>
    /// <param name="options">Significance, power and method; the defaults when null. Its allocation is not read.</param>
    /// <returns>&gt; 0, or &lt; 0 when a decrease is sought.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule, or even a rate of 1 (or 0) would not be detected.</exception>
    public static double OfProportions(long control, long treatment, double controlRate, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked();
        Guard.AtLeast(control, 1);
        Guard.AtLeast(treatment, 1);
        Guard.OpenUnit(controlRate);
        FisherPower.Check(control + treatment, o);
        var sign = o.Direction == EffectDirection.Increase ? 1 : -1;
        var room = sign > 0 ? 1 - controlRate : controlRate;
        double PowerAt(double d) => Power.Proportions(control, treatment, controlRate, Math.Min(1, Math.Max(0, controlRate + sign * d)), o);
        if (PowerAt(room) < o.Power)
        {
            throw new ArgumentException(
                $"No rate up to {(sign > 0 ? "1" : "0")} is detected with power {Guard.Text(o.Power)} by {Guard.Text(control)} control and {Guard.Text(treatment)} treated customers.", nameof(control));
        }

        return sign * Solve(room, PowerAt, o);
    }

    /// <summary>In standard deviations, &gt; 0.</summary>
    private static double Means(long control, long treatment, DesignOptions o)
    {
        // Dunnett's critical value is dear: once, not at every step.
        var error = Power.Error(control, treatment, 1, 1, o, out var df);
        var critical = o.Critical(df, (double)treatment / control);
        return o.MeanMethod == MeanPowerMethod.NormalFormula
            ? error * (critical + NormalDistribution.UpperQuantile(1 - o.Power))
            : Solve(error * 50, d => Power.Found(d / error, df, critical, o), o);
    }

    private static double Solve(double high, Func<double, double> power, DesignOptions o)
    {
        var low = 0.0;
        while (power(high) < o.Power)
        {
            high *= 2;
        }

        for (var step = 0; step < 200 && high - low > 4e-16 * high; step++)
        {
            var middle = (low + high) / 2;
            if (middle == low || middle == high)
            {
                break;
            }

            if (power(middle) < o.Power)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }
}
