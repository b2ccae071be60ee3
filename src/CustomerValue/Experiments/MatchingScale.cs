namespace CustomerValue.Experiments;

/// <summary>On which scale propensities are near each other.</summary>
public enum MatchingScale
{
    /// <summary>The probability itself.</summary>
    Probability = 0,

    /// <summary>Its log-odds: 1 % and 2 % are then further apart than 50 % and 51 %.</summary>
    LogOdds,
}
