namespace CustomerValue.Experiments;

// Margins of a relative lift.
public sealed partial class SampleSize
{
    /// <summary>The size that shows a mean's relative lift to lie between two margins; see <see cref="Power.OfEquivalentLift"/>.</summary>
    /// <param name="lift">The true lift: treatment's mean over control's, less 1; finite, within the margins; often 0.</param>
    /// <param name="controlMean">Mean of the outcome without treatment; finite, not 0.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="low">Lower margin of the lift, such as −0.05; finite, ≥ −1.</param>
    /// <param name="high">Upper margin, finite, above <paramref name="low"/>.</param>
    /// <param name="options">Significance of each one-sided test, power, allocation; the defaults when null.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or the lift lies outside the margins: no sample shows what is not so.</exception>
    public static SampleSize ForEquivalentLift(double lift, double controlMean, double standardDeviation, double low, double high, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked().ForMargins();
        Guard.Finite(lift);
        var deviation = Guard.Positive(standardDeviation) / Math.Abs(Power.CheckBase(controlMean));
        Power.CheckMargins(low, high);
        Guard.AtLeast(low, -1.0);
        CheckWithin(lift, low, high, nameof(lift));
        var near = Math.Min(lift - low, high - lift);
        return ByPower(o, Guess(o, deviation / near, deviation / near), 1e-12, nameof(lift), (n, m) => Power.EquivalentLift(n, m, lift, deviation, low, high, o));
    }

    /// <summary>The size that shows a mean's relative lift not to be worse than the margin; see <see cref="Power.OfNotInferiorLift"/>.</summary>
    /// <param name="lift">The true lift; finite, often 0.</param>
    /// <param name="controlMean">Mean of the outcome without treatment; finite, not 0.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="margin">How much worse still passes, as a fraction of the control's mean; finite and &gt; 0. More is better unless the options' direction is a decrease.</param>
    /// <param name="options">Significance (one-sided), power, allocation, direction; the defaults when null.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or the treatment truly is worse by the margin.</exception>
    public static SampleSize ForNotInferiorLift(double lift, double controlMean, double standardDeviation, double margin, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked().ForMargins();
        Guard.Finite(lift);
        var deviation = Guard.Positive(standardDeviation) / Math.Abs(Power.CheckBase(controlMean));
        Guard.Positive(margin);
        var near = Power.Signed(lift, o) + margin;
        CheckWithin(near, 0, double.PositiveInfinity, nameof(lift));
        return ByPower(o, Guess(o, deviation / near, deviation / near), 1e-12, nameof(lift), (n, m) => Power.NotInferiorLift(n, m, lift, deviation, margin, o));
    }
}
