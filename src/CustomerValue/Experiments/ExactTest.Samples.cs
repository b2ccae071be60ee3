using System.Runtime.CompilerServices;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <content>The tests of two samples.</content>
public sealed partial class ExactTest
{
    /// <summary>Fisher's exact test of two samples.</summary>
    /// <param name="treatment">One outcome a customer.</param>
    /// <param name="control">One outcome a customer.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    [OverloadResolutionPriority(-1)]
    public static ExactTest Fisher(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double level = 0.95) =>
        Fisher(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), level);

    /// <summary>Fisher's test of two samples with the observed table counted half.</summary>
    /// <param name="treatment">One outcome a customer.</param>
    /// <param name="control">One outcome a customer.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    [OverloadResolutionPriority(-1)]
    public static ExactTest FisherMidP(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double level = 0.95) =>
        FisherMidP(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), level);

    /// <summary>Barnard's test of two samples.</summary>
    /// <param name="treatment">One outcome a customer.</param>
    /// <param name="control">One outcome a customer.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException"><paramref name="level"/> is not between 0 and 1, or there are more than <see cref="MostTrials"/> outcomes.</exception>
    [OverloadResolutionPriority(-1)]
    public static ExactTest Barnard(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double level = 0.95) =>
        Barnard(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), level);

    /// <summary>Boschloo's test of two samples.</summary>
    /// <param name="treatment">One outcome a customer.</param>
    /// <param name="control">One outcome a customer.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException"><paramref name="level"/> is not between 0 and 1, or there are more than <see cref="MostTrials"/> outcomes.</exception>
    [OverloadResolutionPriority(-1)]
    public static ExactTest Boschloo(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double level = 0.95) =>
        Boschloo(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), level);

    /// <summary>McNemar's exact test of the same customers twice, or of pairs.</summary>
    /// <param name="after">The outcome after (or of the treated one), one a pair.</param>
    /// <param name="before">The outcome before (or of the control one), in the same order.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the level is not between 0 and 1.</exception>
    [OverloadResolutionPriority(-1)]
    public static ExactTest McNemar(ReadOnlySpan<bool> after, ReadOnlySpan<bool> before, double level = 0.95)
    {
        Guard.SameLength(before.Length, after.Length, nameof(before));
        long gained = 0, lost = 0;
        for (var row = 0; row < after.Length; row++)
        {
            gained += after[row] && !before[row] ? 1 : 0;
            lost += before[row] && !after[row] ? 1 : 0;
        }

        return McNemar(gained, lost, level);
    }

    /// <summary>The exact binomial test of one sample's rate against a known one.</summary>
    /// <param name="outcomes">One outcome a customer.</param>
    /// <param name="rate">The rate under the hypothesis, between 0 and 1.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    [OverloadResolutionPriority(-1)]
    public static ExactTest Binomial(ReadOnlySpan<bool> outcomes, double rate, double level = 0.95) => Binomial(ProportionCounts.FromOutcomes(outcomes), rate, level);
}
