using System.Runtime.CompilerServices;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <content>The tests of two samples.</content>
public sealed partial class EquivalenceTest
{
    /// <summary>By Welch's t, from two samples.</summary>
    /// <param name="treatment">One finite value a row.</param>
    /// <param name="control">One finite value a row.</param>
    /// <param name="low">Lower margin of treatment − control; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite, the margins are not in order or both infinite, or the significance is out of its range.</exception>
    public static EquivalenceTest Welch(ReadOnlySpan<double> treatment, ReadOnlySpan<double> control, double low, double high, double significance = 0.05) =>
        Welch(SampleMoments.FromSample(treatment), SampleMoments.FromSample(control), low, high, significance);

    /// <summary>By Student's t with one variance for both arms, from two samples.</summary>
    /// <param name="treatment">One finite value a row.</param>
    /// <param name="control">One finite value a row.</param>
    /// <param name="low">Lower margin of treatment − control; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite, the margins are not in order or both infinite, or the significance is out of its range.</exception>
    public static EquivalenceTest Pooled(ReadOnlySpan<double> treatment, ReadOnlySpan<double> control, double low, double high, double significance = 0.05) =>
        Pooled(SampleMoments.FromSample(treatment), SampleMoments.FromSample(control), low, high, significance);

    /// <summary>Of the relative lift of two samples.</summary>
    /// <param name="treatment">One finite value a row.</param>
    /// <param name="control">One finite value a row.</param>
    /// <param name="low">Lower margin of the lift; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite, the margins are not in order or both infinite, or the significance is out of its range.</exception>
    public static EquivalenceTest Lift(ReadOnlySpan<double> treatment, ReadOnlySpan<double> control, double low, double high, double significance = 0.05) =>
        Lift(SampleMoments.FromSample(treatment), SampleMoments.FromSample(control), low, high, significance);

    /// <summary>Of rates, by the score test with the factor N / (N − 1), from two samples.</summary>
    /// <param name="treatment">One outcome a row.</param>
    /// <param name="control">One outcome a row.</param>
    /// <param name="low">Lower margin of treatment − control; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">The margins are out of order or both infinite, or the significance is out of its range.</exception>
    [OverloadResolutionPriority(-1)]
    public static EquivalenceTest MiettinenNurminen(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double low, double high, double significance = 0.05) =>
        MiettinenNurminen(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), low, high, significance);

    /// <summary>Of rates, by the score test, from two samples.</summary>
    /// <param name="treatment">One outcome a row.</param>
    /// <param name="control">One outcome a row.</param>
    /// <param name="low">Lower margin of treatment − control; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">The margins are out of order or both infinite, or the significance is out of its range.</exception>
    [OverloadResolutionPriority(-1)]
    public static EquivalenceTest FarringtonManning(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double low, double high, double significance = 0.05) =>
        FarringtonManning(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), low, high, significance);

    /// <summary>Of rates, by the unpooled z, from two samples.</summary>
    /// <param name="treatment">One outcome a row.</param>
    /// <param name="control">One outcome a row.</param>
    /// <param name="low">Lower margin of treatment − control; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">The margins are out of order or both infinite, or the significance is out of its range.</exception>
    [OverloadResolutionPriority(-1)]
    public static EquivalenceTest Unpooled(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double low, double high, double significance = 0.05) =>
        Unpooled(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), low, high, significance);

    /// <summary>Of the relative lift of a rate, from two samples.</summary>
    /// <param name="treatment">One outcome a row.</param>
    /// <param name="control">One outcome a row.</param>
    /// <param name="low">Lower margin of the lift; −∞ to ask for the upper one only.</param>
    /// <param name="high">Upper margin, above <paramref name="low"/>; +∞ for non-inferiority.</param>
    /// <param name="significance">Of each one-sided test, above 0 and below ½.</param>
    /// <exception cref="ArgumentException">The margins are out of order or both infinite, or the significance is out of its range.</exception>
    [OverloadResolutionPriority(-1)]
    public static EquivalenceTest Lift(ReadOnlySpan<bool> treatment, ReadOnlySpan<bool> control, double low, double high, double significance = 0.05) =>
        Lift(ProportionCounts.FromOutcomes(treatment), ProportionCounts.FromOutcomes(control), low, high, significance);
}
