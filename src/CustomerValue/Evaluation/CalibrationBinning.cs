namespace CustomerValue.Evaluation;

/// <summary>How probabilities are cut into bins.</summary>
public enum CalibrationBinning
{
    /// <summary>Bins of equal width on 0…1; the last one is closed.</summary>
    EqualWidth = 0,

    /// <summary>Bins of equal numbers of rows in ascending order, ties in row order; the weights decide what is in a bin, not where it ends.</summary>
    EqualFrequency,

    /// <summary>
    /// Bins of equal weight in ascending order, ties in row order: a row of weight 2 counts as two. A row that an edge cuts is shared between
    /// the bins; where all weights are whole, edges are moved up to the next whole customer, so that equal weights give the bins of <see cref="EqualFrequency"/>.
    /// </summary>
    EqualWeight,
}
