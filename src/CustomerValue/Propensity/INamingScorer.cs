namespace CustomerValue.Propensity;

/// <summary>A scorer that can blame the right row when it is given rows one at a time.</summary>
internal interface INamingScorer
{
    double Score(ReadOnlySpan<double> features, long row);
}
