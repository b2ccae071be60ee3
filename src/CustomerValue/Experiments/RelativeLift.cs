using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>By what fraction treatment exceeds control: treatment ÷ control − 1.</summary>
/// <remarks>
/// Three conventions give three intervals; this library's default is Fieller (1954), which tests as the difference does and admits when the
/// base may be zero. The delta method is too narrow on skewed balances (coverage .933 for .95 at n = 100), the log method
/// needs both means of one sign. Normal reference, independent arms. A negative base keeps its sign: from −10 to −9 is a lift of −10 %.
/// </remarks>
public static partial class RelativeLift
{
    /// <summary>Fieller's interval; the test is that of the difference. The default of this library.</summary>
    /// <param name="treatment">Moments of the treatment arm.</param>
    /// <param name="control">Moments of the control arm.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Fieller(SampleMoments treatment, SampleMoments control, double level = 0.95) =>
        Fieller(MeanOf(treatment), treatment.StandardError, MeanOf(control), control.StandardError, level, MeanTest.SkewWarning(treatment, control), SampleMoments.Difference(treatment, control));

    /// <summary>Fieller's interval for the lift of a ratio.</summary>
    /// <param name="treatment">The treatment arm's ratio.</param>
    /// <param name="control">The control arm's ratio.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Fieller(RatioEstimate treatment, RatioEstimate control, double level = 0.95) =>
        Fieller(Guard.NotNull(treatment).Ratio, treatment.StandardError, Guard.NotNull(control).Ratio, control.StandardError, level, []);

    /// <summary>Lift ± z standard errors of the linearized ratio.</summary>
    /// <param name="treatment">Moments of the treatment arm.</param>
    /// <param name="control">Moments of the control arm.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Delta(SampleMoments treatment, SampleMoments control, double level = 0.95) =>
        Delta(MeanOf(treatment), treatment.StandardError, MeanOf(control), control.StandardError, level, MeanTest.SkewWarning(treatment, control), SampleMoments.Difference(treatment, control));

    /// <summary>The linearized lift of a ratio.</summary>
    /// <param name="treatment">The treatment arm's ratio.</param>
    /// <param name="control">The control arm's ratio.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Delta(RatioEstimate treatment, RatioEstimate control, double level = 0.95) =>
        Delta(Guard.NotNull(treatment).Ratio, treatment.StandardError, Guard.NotNull(control).Ratio, control.StandardError, level, []);

    /// <summary>The interval and test of the logarithm of the ratio, carried back; undefined unless both means have one sign.</summary>
    /// <param name="treatment">Moments of the treatment arm.</param>
    /// <param name="control">Moments of the control arm.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Log(SampleMoments treatment, SampleMoments control, double level = 0.95) =>
        Log(MeanOf(treatment), treatment.StandardError, MeanOf(control), control.StandardError, level, MeanTest.SkewWarning(treatment, control), SampleMoments.Difference(treatment, control));

    /// <summary>The log method for the lift of a ratio.</summary>
    /// <param name="treatment">The treatment arm's ratio.</param>
    /// <param name="control">The control arm's ratio.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Log(RatioEstimate treatment, RatioEstimate control, double level = 0.95) =>
        Log(Guard.NotNull(treatment).Ratio, treatment.StandardError, Guard.NotNull(control).Ratio, control.StandardError, level, []);

    /// <summary>Fieller's interval for the lift of a rate: the risk ratio minus 1.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Fieller(ProportionCounts treatment, ProportionCounts control, double level = 0.95) =>
        Fieller(RateOf(treatment), ErrorOf(treatment), RateOf(control), ErrorOf(control), level, ProportionTest.SmallCounts(treatment, control), DifferenceOf(treatment, control));

    /// <summary>The linearized lift of a rate.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Delta(ProportionCounts treatment, ProportionCounts control, double level = 0.95) =>
        Delta(RateOf(treatment), ErrorOf(treatment), RateOf(control), ErrorOf(control), level, ProportionTest.SmallCounts(treatment, control), DifferenceOf(treatment, control));

    /// <summary>The log method for the lift of a rate: Katz's interval of the risk ratio, minus 1; undefined without successes in both arms.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Log(ProportionCounts treatment, ProportionCounts control, double level = 0.95) =>
        Log(RateOf(treatment), ErrorOf(treatment), RateOf(control), ErrorOf(control), level, ProportionTest.SmallCounts(treatment, control), DifferenceOf(treatment, control));

    /// <summary>The lift of a rate by the score test: pooled z and Koopman's interval, which hold at zero cells. The default for rates.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Koopman(ProportionCounts treatment, ProportionCounts control, double level = 0.95)
    {
        Guard.OpenUnit(level);
        const string Method = "lift, Koopman";
        ConfidenceInterval Interval(double at)
        {
            if (treatment.Trials == 0 || control.Trials == 0)
            {
                return new ConfidenceInterval(-1, double.PositiveInfinity, at, Method);
            }

            var (lower, upper) = new ScoreRatio(treatment, control, 1).LogLimits(ProportionInterval.Critical(at));
            return new ConfidenceInterval(Elementary.Expm1(lower), Elementary.Expm1(upper), at, Method);
        }

        Figure a = RateOf(treatment), b = RateOf(control);
        var why = !a.IsDefined ? a : !b.IsDefined ? b : b.Value == 0 ? Figure.Undefined(UndefinedReason.ZeroBase) : b;
        var warnings = ProportionTest.SmallCounts(treatment, control);

        // The pooled error over the base: lift over error is the pooled z.
        return why.IsDefined
            ? new ArmComparison(Method, a, b, Lift(a, b, DifferenceOf(treatment, control)), Figure.Of(ProportionTest.Pooled(treatment, control).StandardError.Value / b.Value), double.PositiveInfinity, level, Interval, warnings)
            : new ArmComparison(Method, a, b, why, why, double.PositiveInfinity, level, Interval, warnings);
    }

    internal static Figure ErrorOf(ProportionCounts counts) =>
        counts.Trials > 0 ? Figure.Of(Math.Sqrt(ProportionTest.VarianceOfRate(counts))) : Figure.Undefined(UndefinedReason.EmptyArm);

    private static Figure RateOf(ProportionCounts counts) => counts.Trials > 0 ? counts.Rate : Figure.Undefined(UndefinedReason.EmptyArm);

    private static ArmComparison Delta(Figure a, Figure aError, Figure b, Figure bError, double level, IEnumerable<ComparisonWarning> warnings, double? difference = null)
    {
        Guard.OpenUnit(level);
        return Undefined("lift, delta", a, aError, b, bError, level)
            ?? new ArmComparison("lift, delta", a, b, Lift(a, b, difference), LinearError(a, aError, b, bError), double.PositiveInfinity, level, null, warnings);
    }

    private static ArmComparison Log(Figure a, Figure aError, Figure b, Figure bError, double level, IEnumerable<ComparisonWarning> warnings, double? difference = null)
    {
        const string Method = "lift, log";
        Guard.OpenUnit(level);
        if (Undefined(Method, a, aError, b, bError, level) is { } undefined)
        {
            return undefined;
        }

        var ratio = a.Value / b.Value;
        if (ratio <= 0)
        {
            var why = Figure.Undefined(UndefinedReason.NegativeBase);
            return new ArmComparison(Method, a, b, why, why, double.PositiveInfinity, level);
        }

        var lift = Lift(a, b, difference);
        double x = aError.Value / a.Value, y = bError.Value / b.Value, error = Math.Sqrt(x * x + y * y), log = Math.Abs(lift.Value) < 0.5 ? Elementary.Log1p(lift.Value) : Elementary.Log(ratio);
        ConfidenceInterval Interval(double at)
        {
            var half = ProportionInterval.Critical(at) * error;
            return new ConfidenceInterval(Elementary.Expm1(log - half), Elementary.Expm1(log + half), at, Method);
        }

        var statistic = error > 0 ? Figure.Of(log / error) : Figure.Undefined(UndefinedReason.ZeroVariance);
        return new ArmComparison(Method, a, b, lift, Figure.Of(ratio * error), double.PositiveInfinity, level, Interval, warnings, statistic);
    }

    private static ArmComparison Fieller(Figure a, Figure aError, Figure b, Figure bError, double level, IEnumerable<ComparisonWarning> warnings, double? difference = null)
    {
        const string Method = "lift, Fieller";
        Guard.OpenUnit(level);
        if (Undefined(Method, a, aError, b, bError, level) is { } undefined)
        {
            return undefined;
        }

        double va = aError.Value * aError.Value, vb = bError.Value * bError.Value, ratio = a.Value / b.Value;
        var lift = Lift(a, b, difference);
        ConfidenceInterval Interval(double at)
        {
            var z = ProportionInterval.Critical(at);
            var g = z * z * vb / (b.Value * b.Value);
            if (g >= 1)
            {
                return new ConfidenceInterval(double.NegativeInfinity, double.PositiveInfinity, at, Method);
            }

            // ratio / (1 − g) − 1, without the digits that the 1 would take.
            var half = z / Math.Abs(b.Value) * Math.Sqrt(Math.Max(0, va * (1 - g) + ratio * ratio * vb)) / (1 - g);
            var center = (lift.Value + g) / (1 - g);
            return new ConfidenceInterval(center - half, center + half, at, Method);
        }

        var error = Math.Sqrt(va + vb);
        var statistic = error > 0 ? Figure.Of((difference ?? a.Value - b.Value) / error * Math.Sign(b.Value)) : Figure.Undefined(UndefinedReason.ZeroVariance);
        warnings = double.IsInfinity(Interval(level).Upper) ? [.. warnings, ComparisonWarning.UnboundedRatio] : warnings;
        return new ArmComparison(Method, a, b, lift, LinearError(a, aError, b, bError), double.PositiveInfinity, level, Interval, warnings, statistic);
    }

    private static ArmComparison? Undefined(string method, Figure a, Figure aError, Figure b, Figure bError, double level)
    {
        var why = !a.IsDefined ? a : !b.IsDefined ? b : b.Value == 0 ? Figure.Undefined(UndefinedReason.ZeroBase) : !aError.IsDefined ? aError : bError;
        return why.IsDefined ? null : new ArmComparison(method, a, b, why, why, double.PositiveInfinity, level);
    }

    private static Figure MeanOf(SampleMoments sample) => sample.Count > 0 ? Figure.Of(sample.Mean) : Figure.Undefined(UndefinedReason.EmptyArm);

    private static double? DifferenceOf(ProportionCounts treatment, ProportionCounts control) =>
        treatment.Trials > 0 && control.Trials > 0 ? ProportionCounts.Difference(treatment, control) : null;

    private static Figure Lift(Figure a, Figure b, double? difference) => Figure.Of((difference ?? a.Value - b.Value) / b.Value);

    private static Figure LinearError(Figure a, Figure aError, Figure b, Figure bError)
    {
        double x = aError.Value / b.Value, y = a.Value / b.Value * (bError.Value / b.Value);
        return Figure.Of(Math.Sqrt(x * x + y * y));
    }
}
