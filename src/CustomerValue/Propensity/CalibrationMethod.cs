namespace CustomerValue.Propensity;

/// <summary>How scores are turned into probabilities that come true.</summary>
public enum CalibrationMethod
{
    /// <summary>A logistic curve of the score: <see cref="PlattCalibrator"/>. Two parameters; enough for hundreds of customers.</summary>
    Platt = 0,

    /// <summary>A rising step curve: <see cref="IsotonicCalibrator"/>. Needs a thousand events or more.</summary>
    Isotonic,

    /// <summary>A beta curve of a probability: <see cref="BetaCalibrator"/>. Three parameters; the identity is one of its curves.</summary>
    Beta,

    /// <summary>One divisor of the log-odds: <see cref="TemperatureCalibrator"/>. Mends overconfidence only.</summary>
    Temperature,

    /// <summary>A pair of step curves that brackets the probability: <see cref="VennAbersCalibrator"/>.</summary>
    VennAbers,
}
