using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>One effect that all strata share: a ratio tested on its logarithm, or a difference.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CommonEffect
{
    private CommonEffect(string name, Figure value, Figure error, Figure statistic, ConfidenceInterval interval)
    {
        Name = name;
        Value = value;
        StandardError = error;
        Statistic = statistic;
        Interval = interval;
        var curve = new ReferenceCurve(double.PositiveInfinity);
        PValue = statistic.IsDefined ? Figure.Of(curve.TwoSided(statistic.Value)) : statistic;
        LogPValue = statistic.IsDefined ? Figure.Of(curve.LogTwoSided(statistic.Value)) : statistic;
    }

    /// <summary>The effect and its method.</summary>
    public string Name { get; }

    /// <summary>The ratio (1 for no effect) or the difference (0).</summary>
    public Figure Value { get; }

    /// <summary>Standard error: of the logarithm for a ratio, of the value for a difference.</summary>
    public Figure StandardError { get; }

    /// <summary>Logarithm of the ratio, or the difference, over <see cref="StandardError"/>.</summary>
    public Figure Statistic { get; }

    /// <summary>Two-sided p-value against no effect.</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>.</summary>
    public Figure LogPValue { get; }

    /// <summary>Interval of <see cref="Value"/>; 0 to ∞ or the whole line where there is no error.</summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Name}: {Value}, {Interval}, p {PValue}";

    /// <summary>Numerator over denominator, with the variance of its logarithm; <paramref name="none"/> where both are 0.</summary>
    internal static CommonEffect Ratio(string name, double numerator, double denominator, double variance, double level, Figure none)
    {
        var isBounded = numerator > 0 && denominator > 0;
        var value = isBounded || denominator > 0 ? Figure.Of(numerator / denominator) : numerator > 0 ? Figure.Undefined(UndefinedReason.Infinite) : none;
        if (!isBounded)
        {
            var why = value.IsDefined ? Figure.Undefined(UndefinedReason.Infinite) : value;
            return new CommonEffect(name, value, why, why, new ConfidenceInterval(0, double.PositiveInfinity, level, name));
        }

        double error = Math.Sqrt(Math.Max(0, variance)), log = Elementary.Log(numerator / denominator), half = ProportionInterval.Critical(level) * error;
        var statistic = error > 0 ? Figure.Of(log / error) : Figure.Undefined(UndefinedReason.ZeroVariance);
        return new CommonEffect(name, value, Figure.Of(error), statistic, new ConfidenceInterval(Elementary.Exp(log - half), Elementary.Exp(log + half), level, name));
    }

    /// <summary>A difference with its variance; undefined with a reason when there is none.</summary>
    internal static CommonEffect Difference(string name, Figure value, double variance, double level)
    {
        if (!value.IsDefined)
        {
            return new CommonEffect(name, value, value, value, new ConfidenceInterval(double.NegativeInfinity, double.PositiveInfinity, level, name));
        }

        double error = Math.Sqrt(Math.Max(0, variance)), half = ProportionInterval.Critical(level) * error;
        var statistic = error > 0 ? Figure.Of(value.Value / error) : Figure.Undefined(UndefinedReason.ZeroVariance);
        return new CommonEffect(name, value, Figure.Of(error), statistic, new ConfidenceInterval(value.Value - half, value.Value + half, level, name));
    }
}
