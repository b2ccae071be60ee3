namespace CustomerValue.Experiments;

/// <summary>A comparison of two samples, such as <c>MeanTest.Welch</c> or <c>RelativeLift.Fieller</c>.</summary>
/// <param name="treatment">One finite value a row.</param>
/// <param name="control">One finite value a row.</param>
/// <param name="level">Coverage of the intervals, between 0 and 1.</param>
/// <returns>The comparison at that level.</returns>
public delegate ArmComparison SampleComparison(ReadOnlySpan<double> treatment, ReadOnlySpan<double> control, double level);
