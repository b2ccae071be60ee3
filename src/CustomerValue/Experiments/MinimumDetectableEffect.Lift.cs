namespace CustomerValue.Experiments;

// Margins of a relative lift.
public static partial class MinimumDetectableEffect
{
    /// <summary>The narrowest margins −m and m between which the lift of two equal means is shown to lie; see <see cref="Power.OfEquivalentLift"/>.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="controlMean">Mean of the outcome without treatment; finite, not 0.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="options">Significance of each one-sided test and power; the defaults when null.</param>
    /// <returns>m between 0 and 1, as a fraction of the control's mean.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule, or even margins of ±100 % would not do.</exception>
    public static double MarginOfEquivalentLift(long control, long treatment, double controlMean, double standardDeviation, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked().ForMargins();
        Guard.AtLeast(control, 2);
        Guard.AtLeast(treatment, 2);
        var deviation = Guard.Positive(standardDeviation) / Math.Abs(Power.CheckBase(controlMean));
        return Margin(control, 1, m => Power.EquivalentLift(control, treatment, 0, deviation, -m, m, o), o);
    }

    /// <summary>The narrowest margin by which a treatment of no lift is shown not to be worse; see <see cref="Power.OfNotInferiorLift"/>.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="controlMean">Mean of the outcome without treatment; finite, not 0.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="options">Significance (one-sided), power and direction; the defaults when null.</param>
    /// <returns>&gt; 0, as a fraction of the control's mean.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule, or no margin would do: a decrease of 100 %, or a base too uncertain to measure an increase with.</exception>
    public static double MarginOfNotInferiorLift(long control, long treatment, double controlMean, double standardDeviation, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked().ForMargins();
        Guard.AtLeast(control, 2);
        Guard.AtLeast(treatment, 2);
        var deviation = Guard.Positive(standardDeviation) / Math.Abs(Power.CheckBase(controlMean));
        return Margin(control, o.Direction == EffectDirection.Increase ? 1 : 1e6, m => Power.NotInferiorLift(control, treatment, 0, deviation, m, o), o);
    }

    private static double Margin(long control, double most, Func<double, double> power, DesignOptions o) => power(most) < o.Power
        ? throw new ArgumentException($"No margin up to {Guard.Text(100 * most)} % attains power {Guard.Text(o.Power)}: the base is too uncertain for {Guard.Text(control)} control customers.", nameof(control))
        : Solve(most, power, o);
}
