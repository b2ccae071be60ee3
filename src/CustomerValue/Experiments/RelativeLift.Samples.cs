using System.Runtime.CompilerServices;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <content>The lifts of two samples.</content>
public static partial class RelativeLift
{
    /// <summary>Fieller's interval from two samples.</summary>
    /// <param name="treatment">One finite value a row.</param>
    /// <param name="control">One finite value a row.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite, or the level is not between 0 and 1.</exception>
    public static ArmComparison Fieller(ReadOnlySpan<double> treatment, ReadOnlySpan<double> control, double level = 0.95) =>
        Fieller(SampleMoments.FromSample(treatment), SampleMoments.FromSample(control), level);

    /// <summary>The linearized lift of two samples.</summary>
    /// <param name="treatment">One finite value a row.</param>
    /// <param name="control">One finite value a row.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite, or the level is not between 0 and 1.</exception>
    public static ArmComparison Delta(ReadOnlySpan<double> treatment, ReadOnlySpan<double> control, double level = 0.95) =>
        Delta(SampleMoments.FromSample(treatment), SampleMoments.FromSample(control), level);

    /// <summary>The log method from two samples.</summary>
    /// <param name="treatment">One finite value a row.</param>
    /// <param name="control">One finite value a row.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite, or the level is not between 0 and 1.</exception>
    public static ArmComparison Log(ReadOnlySpan<double> treatment, ReadOnlySpan<double> control, double level = 0.95) =>
        Log(SampleMoments.FromSample(treatment), SampleMoments.FromSample(control), level);

    /// <summary>Fieller's interval for the lift of a rate, from two samples.</summary>
    /// <param name="treatment">One outcome a customer.</param>
    /// <param name="control">One outcome a customer.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    [OverloadResolutionPriority(-1)]
    public static ArmComparison Fieller(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double level = 0.95) =>
        Fieller(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), level);

    /// <summary>The linearized lift of a rate, from two samples.</summary>
    /// <param name="treatment">One outcome a customer.</param>
    /// <param name="control">One outcome a customer.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    [OverloadResolutionPriority(-1)]
    public static ArmComparison Delta(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double level = 0.95) =>
        Delta(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), level);

    /// <summary>The log method for the lift of a rate, from two samples.</summary>
    /// <param name="treatment">One outcome a customer.</param>
    /// <param name="control">One outcome a customer.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    [OverloadResolutionPriority(-1)]
    public static ArmComparison Log(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double level = 0.95) =>
        Log(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), level);

    /// <summary>The lift of a rate by the score test, from two samples.</summary>
    /// <param name="treatment">One outcome a customer.</param>
    /// <param name="control">One outcome a customer.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    [OverloadResolutionPriority(-1)]
    public static ArmComparison Koopman(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double level = 0.95) =>
        Koopman(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), level);
}
