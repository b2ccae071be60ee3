using System.Runtime.CompilerServices;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <content>The tests of samples.</content>
public static partial class ProportionTest
{
    /// <summary>The pooled z test of two samples.</summary>
    /// <param name="treatment">One outcome a customer.</param>
    /// <param name="control">One outcome a customer.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    [OverloadResolutionPriority(-1)]
    public static ArmComparison Pooled(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double level = 0.95) =>
        Pooled(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), level);

    /// <summary>The score test of two samples.</summary>
    /// <param name="treatment">One outcome a customer.</param>
    /// <param name="control">One outcome a customer.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    [OverloadResolutionPriority(-1)]
    public static ArmComparison Score(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double level = 0.95) =>
        Score(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), level);

    /// <summary>The unpooled z test of two samples.</summary>
    /// <param name="treatment">One outcome a customer.</param>
    /// <param name="control">One outcome a customer.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    [OverloadResolutionPriority(-1)]
    public static ArmComparison Unpooled(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double level = 0.95) =>
        Unpooled(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), level);

    /// <summary>The logarithm of the odds ratio of two samples.</summary>
    /// <param name="treatment">One outcome a customer.</param>
    /// <param name="control">One outcome a customer.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    [OverloadResolutionPriority(-1)]
    public static ArmComparison LogOdds(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double level = 0.95) =>
        LogOdds(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), level);

    /// <summary>Pearson's χ² of two samples with Yates's continuity correction.</summary>
    /// <param name="treatment">One outcome a customer.</param>
    /// <param name="control">One outcome a customer.</param>
    [OverloadResolutionPriority(-1)]
    public static IndependenceTest Yates(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control) =>
        Yates(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control));

    /// <summary>Pearson's χ² of the arms that customers were drawn into.</summary>
    /// <param name="outcomes">One outcome a customer.</param>
    /// <param name="arms">The customer's arm, 0 … <paramref name="armCount"/> − 1; a negative one (not in the campaign) takes no part.</param>
    /// <param name="armCount">Number of arms, ≥ 2.</param>
    /// <exception cref="ArgumentException">Lengths differ, or an arm is beyond the last.</exception>
    [OverloadResolutionPriority(-1)]
    public static IndependenceTest ChiSquared(ReadOnlySpan<bool> outcomes, ReadOnlySpan<int> arms, int armCount) => ChiSquared(Counts(outcomes, arms, armCount));

    /// <summary>The likelihood-ratio test G of the arms that customers were drawn into.</summary>
    /// <param name="outcomes">One outcome a customer.</param>
    /// <param name="arms">The customer's arm, 0 … <paramref name="armCount"/> − 1; a negative one (not in the campaign) takes no part.</param>
    /// <param name="armCount">Number of arms, ≥ 2.</param>
    /// <exception cref="ArgumentException">Lengths differ, or an arm is beyond the last.</exception>
    [OverloadResolutionPriority(-1)]
    public static IndependenceTest LikelihoodRatio(ReadOnlySpan<bool> outcomes, ReadOnlySpan<int> arms, int armCount) => LikelihoodRatio(Counts(outcomes, arms, armCount));

    private static ProportionCounts[] Counts(ReadOnlySpan<bool> outcomes, ReadOnlySpan<int> arms, int armCount)
    {
        Guard.AtLeast(armCount, 2);
        Guard.SameLength(arms.Length, outcomes.Length, nameof(arms));
        var counts = new (long Successes, long Trials)[armCount];
        for (var row = 0; row < arms.Length; row++)
        {
            if (arms[row] >= armCount)
            {
                throw Guard.BrokenRow(nameof(arms), row, $"arm < {Guard.Text(armCount)}", $"arm {Guard.Text(arms[row])}");
            }

            if (arms[row] >= 0)
            {
                counts[arms[row]].Trials++;
                counts[arms[row]].Successes += outcomes[row] ? 1 : 0;
            }
        }

        return [.. counts.Select(c => new ProportionCounts(c.Successes, c.Trials))];
    }
}
