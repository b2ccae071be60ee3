using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>One coefficient of a regression of two arms, with its robust error.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class AdjustedCoefficient
{
    internal AdjustedCoefficient(string name, double value, Figure error, double degreesOfFreedom, double level, string method)
    {
        Name = name;
        Value = value;
        StandardError = error;
        var isTested = error.IsDefined && error.Value > 0 && degreesOfFreedom > 0;
        var why = error.IsDefined ? UndefinedReason.ZeroVariance : error.Reason;
        DegreesOfFreedom = !isTested ? Figure.Undefined(why)
            : double.IsPositiveInfinity(degreesOfFreedom) ? Figure.Undefined(UndefinedReason.Infinite) : Figure.Of(degreesOfFreedom);
        var half = error.IsDefined && error.Value == 0 ? 0 : double.PositiveInfinity;
        PValue = LogPValue = Figure.Undefined(why);
        if (isTested)
        {
            var curve = new ReferenceCurve(degreesOfFreedom);
            half = curve.Critical(level) * error.Value;
            PValue = Figure.Of(curve.TwoSided(value / error.Value));
            LogPValue = Figure.Of(curve.LogTwoSided(value / error.Value));
        }

        Interval = new ConfidenceInterval(value - half, value + half, level, method);
    }

    /// <summary><c>(Intercept)</c>, <c>treatment</c>, the covariate's name, or <c>treatment:</c> and that name for the difference of the arms' slopes.</summary>
    public string Name { get; }

    /// <summary>The coefficient, on the scale of its covariate.</summary>
    public double Value { get; }

    /// <summary>Standard error, of the kind the comparison names.</summary>
    public Figure StandardError { get; }

    /// <summary>Degrees of freedom of Student's t; undefined with reason <see cref="UndefinedReason.Infinite"/> for the normal curve.</summary>
    public Figure DegreesOfFreedom { get; }

    /// <summary>Two-sided p-value against a coefficient of zero.</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>.</summary>
    public Figure LogPValue { get; }

    /// <summary>Interval of the coefficient; the whole line when no error can be given.</summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Name}: {Guard.Text(Value)}, se {StandardError}, p {PValue}";
}
