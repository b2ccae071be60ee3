using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>One arm against another: estimate, error, interval, p-values and what to be warned of. Treatment minus control, always.</summary>
/// <remarks>Immutable and thread-safe. An empty arm, a single observation or no variation is a reason inside a figure, never an exception or NaN.</remarks>
public sealed class ArmComparison
{
    private readonly ComparisonWarning[] warnings;
    private readonly ReferenceCurve curve;
    private readonly bool isDegenerate;
    private readonly Func<double, ConfidenceInterval>? intervalAt;

    internal ArmComparison(
        string method,
        Figure treatment,
        Figure control,
        Figure estimate,
        Figure standardError,
        double degreesOfFreedom,
        double level,
        Func<double, ConfidenceInterval>? interval = null,
        IEnumerable<ComparisonWarning>? warnings = null,
        Figure? statistic = null)
    {
        Method = method;
        Treatment = treatment;
        Control = control;
        Estimate = estimate;
        StandardError = standardError;
        Level = level;
        intervalAt = interval;
        IsSymmetric = interval is null && statistic is null;
        curve = new ReferenceCurve(degreesOfFreedom);
        var isTested = estimate.IsDefined && standardError.IsDefined;
        isDegenerate = isTested && (statistic is { } given ? !given.IsDefined : standardError.Value == 0);
        var why = estimate.IsDefined ? standardError.Reason : estimate.Reason;
        Statistic = !isTested ? Figure.Undefined(why)
            : isDegenerate ? Figure.Undefined(UndefinedReason.ZeroVariance)
            : statistic ?? Figure.Of(estimate.Value / standardError.Value);
        DegreesOfFreedom = !isTested ? Figure.Undefined(why)
            : isDegenerate ? Figure.Undefined(UndefinedReason.ZeroVariance)
            : double.IsPositiveInfinity(degreesOfFreedom) ? Figure.Undefined(UndefinedReason.Infinite)
            : Figure.Of(degreesOfFreedom);
        PValue = isTested ? Figure.Of(TwoSided()) : Figure.Undefined(why);
        LogPValue = !isTested ? Figure.Undefined(why)
            : !isDegenerate ? Figure.Of(curve.LogTwoSided(Statistic.Value))
            : estimate.Value == 0 ? Figure.Of(0) : Figure.Undefined(UndefinedReason.Infinite);
        Interval = interval?.Invoke(level) ?? Symmetric();
        this.warnings = Complete(warnings, why);
    }

    /// <summary>The test, such as <c>Welch t</c>.</summary>
    public string Method { get; private set; }

    /// <summary>The treatment arm's own figure: its mean or rate.</summary>
    public Figure Treatment { get; }

    /// <summary>The control arm's own figure.</summary>
    public Figure Control { get; }

    /// <summary>Treatment minus control, or the lift where the method says so.</summary>
    public Figure Estimate { get; }

    /// <summary>Standard error of the estimate as the test uses it.</summary>
    public Figure StandardError { get; }

    /// <summary>Estimate over standard error (or the difference over its own, where the method says so); undefined without variation.</summary>
    public Figure Statistic { get; }

    /// <summary>Degrees of freedom of Student's t; undefined with reason <see cref="UndefinedReason.Infinite"/> where the normal curve is used.</summary>
    public Figure DegreesOfFreedom { get; }

    /// <summary>Two-sided p-value; 0 where it underflows (see <see cref="LogPValue"/>).</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of the two-sided p-value: exact where the p-value itself underflows.</summary>
    public Figure LogPValue { get; }

    /// <summary>p-value against "treatment is not greater".</summary>
    public Figure PValueGreater => OneSided(1);

    /// <summary>p-value against "treatment is not less".</summary>
    public Figure PValueLess => OneSided(-1);

    /// <summary>Natural logarithm of <see cref="PValueGreater"/>: exact where that underflows.</summary>
    public Figure LogPValueGreater => LogOneSided(1);

    /// <summary>Natural logarithm of <see cref="PValueLess"/>: exact where that underflows.</summary>
    public Figure LogPValueLess => LogOneSided(-1);

    /// <summary>Two-sided interval of the estimate; the whole line when no error can be given.</summary>
    public ConfidenceInterval Interval { get; private set; }

    /// <summary>Coverage of the intervals.</summary>
    public double Level { get; }

    /// <summary>The one-sided interval from a lower limit to +∞.</summary>
    public ConfidenceInterval GreaterInterval => new(Limit(-1), double.PositiveInfinity, Level, Method + ", one-sided");

    /// <summary>The one-sided interval from −∞ to an upper limit.</summary>
    public ConfidenceInterval LessInterval => new(double.NegativeInfinity, Limit(1), Level, Method + ", one-sided");

    /// <summary>What to know before believing it; empty when nothing was found.</summary>
    public IReadOnlyList<ComparisonWarning> Warnings => warnings;

    /// <summary>True when the two-sided p-value is below 1 − <see cref="Level"/>; false when there is none.</summary>
    public bool IsSignificant => PValue.IsDefined && PValue.Value < 1 - Level;

    /// <summary>True when interval and test both follow from estimate, error and curve.</summary>
    internal bool IsSymmetric { get; }

    internal ReferenceCurve Curve => curve;

    /// <summary>The same comparison under another name.</summary>
    internal ArmComparison Named(string method)
    {
        var copy = (ArmComparison)MemberwiseClone();
        copy.Method = method;
        copy.Interval = new ConfidenceInterval(Interval.Lower, Interval.Upper, Level, string.Equals(Interval.Method, Method, StringComparison.Ordinal) ? method : Interval.Method);
        return copy;
    }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() =>
        $"{Method}: {Estimate}, se {StandardError}, {Interval}, {TextOf(PValue, LogPValue)}" + (warnings.Length == 0 ? string.Empty : $" ({string.Join(", ", warnings)})");

    /// <summary>A p-value for people: never a bare 0 where it has underflowed.</summary>
    internal static string TextOf(Figure p, Figure logP) =>
        p is not { IsDefined: true, Value: 0 } ? $"p {p}" : logP.IsDefined ? $"p < 1E-307 (ln p {logP})" : "p zero by convention";

    private double TwoSided() => !isDegenerate ? curve.TwoSided(Statistic.Value) : Estimate.Value == 0 ? 1 : 0;

    private Figure OneSided(int sign)
    {
        if (!PValue.IsDefined)
        {
            return PValue;
        }

        return isDegenerate
            ? Figure.Of(Estimate.Value == 0 ? 0.5 : Estimate.Value * sign > 0 ? 0 : 1)
            : Figure.Of(curve.Survival(sign * Statistic.Value));
    }

    private Figure LogOneSided(int sign)
    {
        if (!PValue.IsDefined)
        {
            return LogPValue;
        }

        return !isDegenerate ? Figure.Of(curve.LogSurvival(sign * Statistic.Value))
            : Estimate.Value == 0 ? Figure.Of(Elementary.Log(0.5))
            : Estimate.Value * sign > 0 ? Figure.Undefined(UndefinedReason.Infinite) : Figure.Of(0);
    }

    private double Limit(int sign)
    {
        // One tail of level L is a limit of the two-sided interval of level 2L − 1.
        if (intervalAt is not null && Level > 0.5)
        {
            var both = intervalAt(2 * Level - 1);
            return sign > 0 ? both.Upper : both.Lower;
        }

        if (!PValue.IsDefined)
        {
            return sign > 0 ? double.PositiveInfinity : double.NegativeInfinity;
        }

        return isDegenerate ? Estimate.Value : Estimate.Value + sign * curve.UpperQuantile(1 - Level) * StandardError.Value;
    }

    private ConfidenceInterval Symmetric()
    {
        if (!PValue.IsDefined)
        {
            return new ConfidenceInterval(double.NegativeInfinity, double.PositiveInfinity, Level, Method);
        }

        var half = isDegenerate ? 0 : curve.Critical(Level) * StandardError.Value;
        return new ConfidenceInterval(Estimate.Value - half, Estimate.Value + half, Level, Method);
    }

    private ComparisonWarning[] Complete(IEnumerable<ComparisonWarning>? given, UndefinedReason why)
    {
        var all = new List<ComparisonWarning>(given ?? []);
        if (isDegenerate)
        {
            all.Add(ComparisonWarning.Degenerate);
        }
        else if (PValue.IsDefined && PValue.Value == 0)
        {
            all.Add(ComparisonWarning.PValueUnderflow);
        }
        else if (why == UndefinedReason.EmptyArm)
        {
            all.Add(ComparisonWarning.EmptyArm);
        }
        else if (why == UndefinedReason.TooFewObservations)
        {
            all.Add(ComparisonWarning.TooFewObservations);
        }

        return [.. all];
    }
}
