namespace CustomerValue.Propensity;

/// <summary>What the scores are that a calibrator reads.</summary>
public enum ScoreScale
{
    /// <summary>Any real score, such as log-odds, read as it is.</summary>
    AsIs = 0,

    /// <summary>A probability, read as its log-odds; closer than 2⁻⁵² to 0 or 1 counts as that.</summary>
    Probability,
}
