using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Are two means the same for all practical purposes, or is treatment at least not worse by more than a margin?</summary>
/// <remarks>
/// Two one-sided tests (Schuirmann 1987): equivalence is shown at significance α when the interval of level 1 − 2α lies between the margins. A large
/// p-value of a test of difference shows nothing of the kind. Margins are set before the campaign. Immutable and thread-safe.
/// </remarks>
public sealed class EquivalenceTest
{
    private EquivalenceTest(ArmComparison comparison, double low, double high, double significance)
    {
        Comparison = comparison;
        Low = low;
        High = high;
        Significance = significance;
        PValueLower = Tail(comparison, low, 1);
        PValueUpper = Tail(comparison, high, -1);
        PValue = PValueLower.IsDefined && PValueUpper.IsDefined ? Figure.Of(Math.Max(PValueLower.Value, PValueUpper.Value)) : PValueLower;
    }

    /// <summary>The difference itself, with the interval of level 1 − 2 significance that belongs to the test.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>The lower margin of the difference.</summary>
    public double Low { get; }

    /// <summary>The upper margin of the difference.</summary>
    public double High { get; }

    /// <summary>Significance of each one-sided test.</summary>
    public double Significance { get; }

    /// <summary>p-value against "the difference is at or below the lower margin": the test of non-inferiority.</summary>
    public Figure PValueLower { get; }

    /// <summary>p-value against "the difference is at or above the upper margin".</summary>
    public Figure PValueUpper { get; }

    /// <summary>The larger of the two: the p-value of equivalence.</summary>
    public Figure PValue { get; }

    /// <summary>True when the difference is shown to lie between the margins.</summary>
    public bool IsEquivalent => PValue.IsDefined && PValue.Value < Significance;

    /// <summary>True when treatment is shown not to fall below the lower margin.</summary>
    public bool IsNotInferior => PValueLower.IsDefined && PValueLower.Value < Significance;

    /// <summary>By Welch's t.</summary>
    /// <param name="treatment">Moments of the treatment arm.</param>
    /// <param name="control">Moments of the control arm.</param>
    /// <param name="low">Lower margin of treatment − control, finite.</param>
    /// <param name="high">Upper margin, finite, above <paramref name="low"/>.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">The margins are out of order or a number is out of its range.</exception>
    public static EquivalenceTest Welch(SampleMoments treatment, SampleMoments control, double low, double high, double significance = 0.05)
    {
        Check(low, high, significance);
        return new EquivalenceTest(MeanTest.Welch(treatment, control, 1 - 2 * significance), low, high, significance);
    }

    /// <summary>By Student's t with one variance for both arms.</summary>
    /// <param name="treatment">Moments of the treatment arm.</param>
    /// <param name="control">Moments of the control arm.</param>
    /// <param name="low">Lower margin of treatment − control, finite.</param>
    /// <param name="high">Upper margin, finite, above <paramref name="low"/>.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">The margins are out of order or a number is out of its range.</exception>
    public static EquivalenceTest Pooled(SampleMoments treatment, SampleMoments control, double low, double high, double significance = 0.05)
    {
        Check(low, high, significance);
        return new EquivalenceTest(MeanTest.Pooled(treatment, control, 1 - 2 * significance), low, high, significance);
    }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"equivalence in [{Guard.Text(Low)}, {Guard.Text(High)}]: p {PValue}, {Comparison.Interval}";

    private static Figure Tail(ArmComparison comparison, double margin, int sign)
    {
        if (!comparison.PValue.IsDefined)
        {
            return comparison.PValue;
        }

        var distance = sign * (comparison.Estimate.Value - margin);
        return comparison.StandardError.Value == 0
            ? Figure.Of(distance == 0 ? 0.5 : distance > 0 ? 0 : 1)
            : Figure.Of(new ReferenceCurve(comparison.DegreesOfFreedom.Value).Survival(distance / comparison.StandardError.Value));
    }

    private static void Check(double low, double high, double significance)
    {
        Guard.Finite(low);
        Guard.Finite(high);
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
