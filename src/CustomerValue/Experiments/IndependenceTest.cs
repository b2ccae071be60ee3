using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>A χ² test of "the rate is the same in all arms".</summary>
/// <remarks>Undefined where fewer than two arms have trials, or all outcomes are of one class. Immutable and thread-safe.</remarks>
public sealed class IndependenceTest
{
    private IndependenceTest(string method, Figure statistic, int degreesOfFreedom, double smallestExpectedCount)
    {
        Method = method;
        Statistic = statistic;
        DegreesOfFreedom = degreesOfFreedom;
        SmallestExpectedCount = smallestExpectedCount;
        PValue = statistic.IsDefined ? Figure.Of(ChiSquaredDistribution.Survival(statistic.Value, degreesOfFreedom)) : statistic;
        LogPValue = statistic.IsDefined ? Figure.Of(ChiSquaredDistribution.LogSurvival(statistic.Value, degreesOfFreedom)) : statistic;
    }

    /// <summary>The test, such as <c>Pearson χ²</c>.</summary>
    public string Method { get; }

    /// <summary>The statistic, χ²-distributed when all rates are equal.</summary>
    public Figure Statistic { get; }

    /// <summary>Arms with trials − 1.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>p-value, the upper tail.</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of the p-value: exact where the p-value itself underflows.</summary>
    public Figure LogPValue { get; }

    /// <summary>The smallest count expected in a cell; below about five the approximation is rough.</summary>
    public double SmallestExpectedCount { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Method}: {Statistic}, df {Guard.Text(DegreesOfFreedom)}, {ArmComparison.TextOf(PValue, LogPValue)}";

    internal static IndependenceTest Of(ReadOnlySpan<ProportionCounts> arms, string method, double correction, bool likelihoodRatio)
    {
        if (arms.Length < 2)
        {
            throw new ArgumentException($"arms has length {Guard.Text(arms.Length)}; at least two are needed.", nameof(arms));
        }

        double successes = 0, trials = 0;
        var filled = 0;
        foreach (var arm in arms)
        {
            successes += arm.Successes;
            trials += arm.Trials;
            filled += arm.Trials > 0 ? 1 : 0;
        }

        if (filled < 2 || successes == 0 || successes == trials)
        {
            return new IndependenceTest(method, Figure.Undefined(filled < 2 ? UndefinedReason.EmptyArm : UndefinedReason.OneClass), Math.Max(0, filled - 1), 0);
        }

        // Both shares from counts: 1 − rate would lose the rarer cell.
        double success = successes / trials, failure = (trials - successes) / trials, sum = 0, least = double.PositiveInfinity;
        foreach (var arm in arms)
        {
            if (arm.Trials > 0)
            {
                double expected = arm.Trials * success, others = arm.Trials * failure;
                least = Math.Min(least, Math.Min(expected, others));
                sum += Cell(arm.Successes, expected, correction, likelihoodRatio) + Cell(arm.Trials - arm.Successes, others, correction, likelihoodRatio);
            }
        }

        return new IndependenceTest(method, Figure.Of(Math.Max(0, sum)), filled - 1, least);
    }

    private static double Cell(double observed, double expected, double correction, bool likelihoodRatio)
    {
        if (likelihoodRatio)
        {
            // 2 (o ln(o/e) − (o − e)): the terms sum to G and none cancels.
            var d = observed - expected;
            return 2 * ((observed == 0 ? 0 : observed * Elementary.Log1p(d / expected)) - d);
        }

        var distance = Math.Max(0, Math.Abs(observed - expected) - correction);
        return distance * distance / expected;
    }
}
