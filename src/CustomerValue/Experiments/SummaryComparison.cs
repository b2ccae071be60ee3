using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>A comparison of two samples by their moments, such as <c>MeanTest.Welch</c> or <c>RelativeLift.Fieller</c>.</summary>
/// <param name="treatment">Moments of the treatment arm.</param>
/// <param name="control">Moments of the control arm.</param>
/// <param name="level">Coverage of the intervals, between 0 and 1.</param>
/// <returns>The comparison at that level.</returns>
public delegate ArmComparison SummaryComparison(SampleMoments treatment, SampleMoments control, double level);
