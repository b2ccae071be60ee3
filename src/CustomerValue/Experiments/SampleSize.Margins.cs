using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

// Equivalence and non-inferiority.
public sealed partial class SampleSize
{
    /// <summary>The size that shows two means to be the same for all practical purposes.</summary>
    /// <param name="difference">The true treatment minus control, in the outcome's unit; finite, within the margins; often 0.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="low">Lower margin of the difference, finite.</param>
    /// <param name="high">Upper margin, finite, above <paramref name="low"/>.</param>
    /// <param name="options">Significance of each one-sided test, power, allocation, method; the defaults when null.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or the difference lies outside the margins: no sample shows what is not so.</exception>
    public static SampleSize ForEquivalence(double difference, double standardDeviation, double low, double high, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked().ForMargins();
        Guard.Finite(difference);
        Guard.Positive(standardDeviation);
        Power.CheckMargins(low, high);
        CheckWithin(difference, low, high, nameof(difference));
        var near = Math.Min(difference - low, high - difference);
        return ByPower(o, Guess(o, standardDeviation / near, standardDeviation / near), LeastOf(o), nameof(difference), (n, m) => Power.Equivalence(n, m, difference, standardDeviation, low, high, o));
    }

    /// <summary>The size that shows treatment not to be worse by the margin or more.</summary>
    /// <param name="difference">The true treatment minus control, in the outcome's unit; finite; often 0.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="margin">How much worse still passes; finite and &gt; 0. More is better unless the options' direction is a decrease.</param>
    /// <param name="options">Significance (one-sided), power, allocation, direction, method; the defaults when null.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or the treatment truly is worse by the margin.</exception>
    public static SampleSize ForNonInferiority(double difference, double standardDeviation, double margin, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked().ForMargins();
        Guard.Finite(difference);
        Guard.Positive(standardDeviation);
        Guard.Positive(margin);
        var near = Power.Signed(difference, o) + margin;
        CheckWithin(near, 0, double.PositiveInfinity, nameof(difference));
        return ByPower(o, Guess(o, standardDeviation / near, standardDeviation / near), LeastOf(o), nameof(difference), (n, m) => Power.NonInferiority(n, m, difference, standardDeviation, margin, o));
    }

    /// <summary>The size that shows two rates to be the same for all practical purposes, by the normal curve with each arm's own variance.</summary>
    /// <param name="controlRate">True rate in the control arm, between 0 and 1.</param>
    /// <param name="treatmentRate">True rate in the treatment arm, between 0 and 1.</param>
    /// <param name="low">Lower margin of the difference of rates, finite.</param>
    /// <param name="high">Upper margin, finite, above <paramref name="low"/>.</param>
    /// <param name="options">Significance of each one-sided test, power, allocation; the defaults when null.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or the difference lies outside the margins.</exception>
    public static SampleSize ForEquivalentRates(double controlRate, double treatmentRate, double low, double high, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked().ForMargins();
        Guard.OpenUnit(controlRate);
        Guard.OpenUnit(treatmentRate);
        Power.CheckMargins(low, high);
        var difference = treatmentRate - controlRate;
        CheckWithin(difference, low, high, nameof(treatmentRate));
        var near = Math.Min(difference - low, high - difference);
        return ByPower(o, Guess(o, Spread(controlRate) / near, Spread(treatmentRate) / near), 1e-12, nameof(treatmentRate), (n, m) => Power.EquivalentRates(n, m, controlRate, treatmentRate, low, high, o));
    }

    /// <summary>The size that shows the treatment's rate not to be worse by the margin or more, by the normal curve with each arm's own variance.</summary>
    /// <param name="controlRate">True rate in the control arm, between 0 and 1.</param>
    /// <param name="treatmentRate">True rate in the treatment arm, between 0 and 1.</param>
    /// <param name="margin">How much worse still passes, as a difference of rates; finite and &gt; 0.</param>
    /// <param name="options">Significance (one-sided), power, allocation, direction; the defaults when null.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or the treatment truly is worse by the margin.</exception>
    public static SampleSize ForNotInferiorRates(double controlRate, double treatmentRate, double margin, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked().ForMargins();
        Guard.OpenUnit(controlRate);
        Guard.OpenUnit(treatmentRate);
        Guard.Positive(margin);
        var near = Power.Signed(treatmentRate - controlRate, o) + margin;
        CheckWithin(near, 0, double.PositiveInfinity, nameof(treatmentRate));
        return ByPower(o, Guess(o, Spread(controlRate) / near, Spread(treatmentRate) / near), 1e-12, nameof(treatmentRate), (n, m) => Power.NotInferiorRates(n, m, controlRate, treatmentRate, margin, o));
    }

    private static SampleSize ByPower(DesignOptions o, double guess, double least, string name, Func<double, double, double> power)
    {
        var r = o.TreatmentPerControl;
        return Result(guess > Most ? guess : Solve(guess, least, o.Power, n => power(n, n * r)), r, name, SampleUnit.Customer, power);
    }

    private static double Guess(DesignOptions o, double control, double treatment)
    {
        var z = NormalDistribution.UpperQuantile(o.Tail) + NormalDistribution.UpperQuantile(1 - o.Power);
        return z * z * (control * control + treatment * treatment / o.TreatmentPerControl) * o.VarianceFactor;
    }

    private static double Spread(double rate) => Math.Sqrt(rate * (1 - rate));

    private static void CheckWithin(double value, double low, double high, string name)
    {
        if (!(value > low && value < high))
        {
            throw new ArgumentException($"{name} leaves a true difference on or beyond a margin; no sample is large enough to show what is not so.", name);
        }
    }
}
