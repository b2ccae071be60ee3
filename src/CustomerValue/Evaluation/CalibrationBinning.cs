namespace CustomerValue.Evaluation;

/// <summary>How probabilities are cut into bins.</summary>
public enum CalibrationBinning
{
    /// <summary>Bins of equal width on 0…1; the last one is closed.</summary>
    EqualWidth = 0,

    /// <summary>Bins of equal numbers of rows in ascending order, ties in row order.</summary>
    EqualFrequency,
}
