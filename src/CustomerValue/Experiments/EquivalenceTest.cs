using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Are two arms the same for all practical purposes, or is treatment at least not worse by more than a margin?</summary>
/// <remarks>
/// Two one-sided tests (Schuirmann 1987): equivalence is shown at significance α when the interval of level 1 − 2α lies between the margins. A large
/// p-value of a test of difference shows nothing of the kind. Margins are set before the campaign; an infinite one asks for the other side only
/// (non-inferiority, or non-superiority). Immutable and thread-safe.
/// </remarks>
public sealed partial class EquivalenceTest
{
    private EquivalenceTest(ArmComparison comparison, double low, double high, double significance, Func<double, int, (Figure P, Figure LogP)> tail)
    {
        Comparison = comparison;
        Low = low;
        High = high;
        Significance = significance;
        var certain = (Figure.Of(0), Figure.Undefined(UndefinedReason.Infinite));
        var (lower, logLower) = double.IsInfinity(low) ? certain : tail(low, 1);
        var (upper, logUpper) = double.IsInfinity(high) ? certain : tail(high, -1);
        PValueLower = lower;
        PValueUpper = upper;
        LogPValueLower = logLower;
        LogPValueUpper = logUpper;
        var isLower = !lower.IsDefined || (upper.IsDefined && (double.IsInfinity(high) || (!double.IsInfinity(low) && IsLarger(lower, logLower, upper, logUpper))));
        PValue = isLower ? lower : upper;
        LogPValue = isLower ? logLower : logUpper;
    }

    /// <summary>The difference itself, with the interval of level 1 − 2 significance that belongs to the test.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>The lower margin of the difference; −∞ where only the upper one is asked.</summary>
    public double Low { get; }

    /// <summary>The upper margin of the difference; +∞ where only the lower one is asked: non-inferiority.</summary>
    public double High { get; }

    /// <summary>Significance of each one-sided test.</summary>
    public double Significance { get; }

    /// <summary>p-value against "the difference is at or below the lower margin": the test of non-inferiority.</summary>
    public Figure PValueLower { get; }

    /// <summary>p-value against "the difference is at or above the upper margin".</summary>
    public Figure PValueUpper { get; }

    /// <summary>Natural logarithm of <see cref="PValueLower"/>; undefined where that is 0 by convention.</summary>
    public Figure LogPValueLower { get; }

    /// <summary>Natural logarithm of <see cref="PValueUpper"/>; undefined where that is 0 by convention.</summary>
    public Figure LogPValueUpper { get; }

    /// <summary>The larger of the two: the p-value of equivalence.</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>: right where the p-value underflows; undefined where it is 0 by convention.</summary>
    public Figure LogPValue { get; }

    /// <summary>True when the difference is shown to lie between the margins.</summary>
    public bool IsEquivalent => PValue.IsDefined && PValue.Value < Significance;

    /// <summary>True when treatment is shown not to fall below the lower margin.</summary>
    public bool IsNotInferior => PValueLower.IsDefined && PValueLower.Value < Significance;

    /// <summary>By Welch's t.</summary>
    /// <param name="treatment">Moments of the treatment arm.</param>
    /// <param name="control">Moments of the control arm.</param>
    /// <param name="low">Lower margin of treatment − control; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">The margins are out of order or a number is out of its range.</exception>
    public static EquivalenceTest Welch(SampleMoments treatment, SampleMoments control, double low, double high, double significance = 0.05)
    {
        Check(low, high, significance);
        return Wald(MeanTest.Welch(treatment, control, 1 - 2 * significance), low, high, significance);
    }

    /// <summary>By Student's t with one variance for both arms.</summary>
    /// <param name="treatment">Moments of the treatment arm.</param>
    /// <param name="control">Moments of the control arm.</param>
    /// <param name="low">Lower margin of treatment − control; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">The margins are out of order or a number is out of its range.</exception>
    public static EquivalenceTest Pooled(SampleMoments treatment, SampleMoments control, double low, double high, double significance = 0.05)
    {
        Check(low, high, significance);
        return Wald(MeanTest.Pooled(treatment, control, 1 - 2 * significance), low, high, significance);
    }

    /// <summary>Of rates, by the score test at each margin with the factor N / (N − 1) (Miettinen and Nurminen 1985): the default for rates.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="low">Lower margin of treatment − control; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">The margins are out of order or a number is out of its range.</exception>
    public static EquivalenceTest MiettinenNurminen(ProportionCounts treatment, ProportionCounts control, double low, double high, double significance = 0.05)
    {
        Check(low, high, significance);
        var n = (double)treatment.Trials + control.Trials;
        return Score(ProportionTest.Score(treatment, control, 1 - 2 * significance), treatment, control, low, high, significance, n / (n - 1));
    }

    /// <summary>Of rates, by the score test at each margin (Farrington and Manning 1990).</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="low">Lower margin of treatment − control; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">The margins are out of order or a number is out of its range.</exception>
    public static EquivalenceTest FarringtonManning(ProportionCounts treatment, ProportionCounts control, double low, double high, double significance = 0.05)
    {
        Check(low, high, significance);
        ConfidenceInterval Interval(double at) => ProportionDifferenceInterval.Mee(treatment, control, at);
        return Score(ProportionTest.PooledWith("Farrington–Manning", Interval, treatment, control, 1 - 2 * significance), treatment, control, low, high, significance, 1);
    }

    /// <summary>Of rates, by the unpooled z; without variation where each arm's outcomes are all alike.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="low">Lower margin of treatment − control; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">The margins are out of order or a number is out of its range.</exception>
    public static EquivalenceTest Unpooled(ProportionCounts treatment, ProportionCounts control, double low, double high, double significance = 0.05)
    {
        Check(low, high, significance);
        return Wald(ProportionTest.Wald(treatment, control, 1 - 2 * significance), low, high, significance);
    }

    /// <summary>Of ratios of sums, by the delta method.</summary>
    /// <param name="treatment">The treatment arm's ratio.</param>
    /// <param name="control">The control arm's ratio.</param>
    /// <param name="low">Lower margin of treatment − control; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">The margins are out of order or a number is out of its range.</exception>
    public static EquivalenceTest Ratio(RatioEstimate treatment, RatioEstimate control, double low, double high, double significance = 0.05)
    {
        Check(low, high, significance);
        return Wald(RatioEstimate.Compare(treatment, control, 1 - 2 * significance), low, high, significance);
    }

    /// <summary>Of the relative lift of a mean, margins as fractions: treatment − (1 + margin) × control over its error, as Fieller's interval has it.</summary>
    /// <param name="treatment">Moments of the treatment arm.</param>
    /// <param name="control">Moments of the control arm.</param>
    /// <param name="low">Lower margin of the lift, such as −0.05; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">The margins are out of order or a number is out of its range.</exception>
    public static EquivalenceTest Lift(SampleMoments treatment, SampleMoments control, double low, double high, double significance = 0.05)
    {
        Check(low, high, significance);
        return Lift(RelativeLift.Fieller(treatment, control, 1 - 2 * significance), treatment.StandardError, control.StandardError, low, high, significance);
    }

    /// <summary>Of the relative lift of a ratio of sums, margins as fractions.</summary>
    /// <param name="treatment">The treatment arm's ratio.</param>
    /// <param name="control">The control arm's ratio.</param>
    /// <param name="low">Lower margin of the lift, such as −0.05; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">The margins are out of order or a number is out of its range.</exception>
    public static EquivalenceTest Lift(RatioEstimate treatment, RatioEstimate control, double low, double high, double significance = 0.05)
    {
        Check(low, high, significance);
        return Lift(RelativeLift.Fieller(treatment, control, 1 - 2 * significance), treatment.StandardError, control.StandardError, low, high, significance);
    }

    /// <summary>Of the relative lift of a rate, margins as fractions: the score test of the ratio at each margin, which Koopman's interval inverts and which holds at zero cells and where all succeeded.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="low">Lower margin of the lift, such as −0.05; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">The margins are out of order or a number is out of its range.</exception>
    public static EquivalenceTest Lift(ProportionCounts treatment, ProportionCounts control, double low, double high, double significance = 0.05)
    {
        Check(low, high, significance);
        var comparison = RelativeLift.Koopman(treatment, control, 1 - 2 * significance);
        var score = new ScoreRatio(treatment, control, 1);
        return new EquivalenceTest(comparison, low, high, significance, (margin, sign) =>
        {
            if (treatment.Trials == 0 || control.Trials == 0)
            {
                return (comparison.Estimate, comparison.Estimate);
            }

            // A ratio is never at or below 0.
            var z = margin <= -1 ? double.PositiveInfinity : score.Statistic(Elementary.Log1p(margin));
            return double.IsInfinity(z) ? Certain(sign * z) : Tail(comparison.Curve, sign * z);
        });
    }

    /// <summary>Of any comparison whose interval is estimate ± critical × error: growth of an average, clustered or adjusted differences. Significance is (1 − its level) / 2.</summary>
    /// <param name="comparison">A comparison at level 1 − 2 significance, such as 0.90 for 5 %; above 0.</param>
    /// <param name="low">Lower margin of the estimate; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <exception cref="ArgumentException">The margins are out of order, or the comparison has another kind of interval (proportions, lifts): those have tests of their own here.</exception>
    public static EquivalenceTest Of(ArmComparison comparison, double low, double high)
    {
        Guard.NotNull(comparison);
        var significance = (1 - comparison.Level) / 2;
        Check(low, high, significance);
        return comparison.IsSymmetric
            ? Wald(comparison, low, high, significance)
            : throw new ArgumentException($"comparison is \"{comparison.Method}\", whose test and interval do not follow from one error; use the test of its own kind.", nameof(comparison));
    }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"equivalence in [{Guard.Text(Low)}, {Guard.Text(High)}]: {ArmComparison.TextOf(PValue, LogPValue)}, {Comparison.Interval}";

    private static EquivalenceTest Wald(ArmComparison comparison, double low, double high, double significance) =>
        new(comparison, low, high, significance, (margin, sign) =>
        {
            if (!comparison.PValue.IsDefined)
            {
                return (comparison.PValue, comparison.PValue);
            }

            var distance = sign * (comparison.Estimate.Value - margin);
            return comparison.StandardError.Value == 0 ? Certain(distance) : Tail(comparison.Curve, distance / comparison.StandardError.Value);
        });

    private static EquivalenceTest Score(
        ArmComparison comparison, ProportionCounts treatment, ProportionCounts control, double low, double high, double significance, double factor)
    {
        var score = new ScoreDifference(treatment, control, factor);
        return new EquivalenceTest(comparison, low, high, significance, (margin, sign) =>
        {
            // A margin beyond ±1 is never reached.
            var z = !comparison.Estimate.IsDefined ? double.NaN : margin <= -1 ? double.PositiveInfinity : margin >= 1 ? double.NegativeInfinity : score.Statistic(margin);
            return double.IsNaN(z) ? (comparison.Estimate, comparison.Estimate)
                : double.IsInfinity(z) ? Certain(sign * z)
                : Tail(comparison.Curve, sign * z);
        });
    }

    private static EquivalenceTest Lift(ArmComparison comparison, Figure treatmentError, Figure controlError, double low, double high, double significance) =>
        new(comparison, low, high, significance, (margin, sign) =>
        {
            if (!comparison.PValue.IsDefined)
            {
                return (comparison.PValue, comparison.PValue);
            }

            // The lift beyond the margin, in the outcome's unit: treatment − (1 + margin) × control times the sign of the base.
            double a = treatmentError.Value, b = (1 + margin) * controlError.Value, error = Math.Sqrt(a * a + b * b);
            var distance = sign * Math.Abs(comparison.Control.Value) * (comparison.Estimate.Value - margin);
            return error == 0 ? Certain(distance) : Tail(comparison.Curve, distance / error);
        });

    private static (Figure P, Figure LogP) Tail(ReferenceCurve curve, double statistic) => (Figure.Of(curve.Survival(statistic)), Figure.Of(curve.LogSurvival(statistic)));

    /// <summary>Without variation: beyond doubt on one side of the margin, and a coin's toss on it.</summary>
    private static (Figure P, Figure LogP) Certain(double distance) => distance == 0 ? (Figure.Of(0.5), Figure.Of(Elementary.Log(0.5)))
        : distance > 0 ? (Figure.Of(0), Figure.Undefined(UndefinedReason.Infinite)) : (Figure.Of(1), Figure.Of(0));

    private static bool IsLarger(Figure lower, Figure logLower, Figure upper, Figure logUpper) =>
        lower.Value != upper.Value ? lower.Value > upper.Value : logLower.IsDefined && (!logUpper.IsDefined || logLower.Value >= logUpper.Value);

    private static void Check(double low, double high, double significance)
    {
        if (double.IsNaN(low) || double.IsNaN(high) || low == double.PositiveInfinity || high == double.NegativeInfinity || (double.IsInfinity(low) && double.IsInfinity(high)))
        {
            throw new ArgumentException($"The margins are {Guard.Text(low)} and {Guard.Text(high)}; at least one is finite, and neither is NaN.", nameof(low));
        }

        if (low >= high)
        {
            throw new ArgumentException($"The margins are {Guard.Text(low)} and {Guard.Text(high)}; the lower one comes first.", nameof(low));
        }

        if (!(significance > 0 && significance < 0.5))
        {
            throw Guard.OutOfRange(nameof(significance), significance, "must be > 0 and < 0.5");
        }
    }
}
