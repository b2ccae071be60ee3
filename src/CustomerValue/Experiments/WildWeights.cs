namespace CustomerValue.Experiments;

/// <summary>By what each cluster's residuals are multiplied in a wild bootstrap.</summary>
public enum WildWeights
{
    /// <summary>−1 or 1: two to the clusters patterns.</summary>
    Rademacher = 0,

    /// <summary>±√½, ±1, ±√1½ (Webb 2014): six to the clusters patterns; for fewer than ten clusters or so.</summary>
    Webb,
}
