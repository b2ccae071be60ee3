namespace CustomerValue.Evaluation;

/// <summary>Customers with similar predicted probabilities.</summary>
public sealed class CalibrationBin
{
    internal CalibrationBin(int index, int rowCount, double weight, double meanProbability, double observedRate)
    {
        Index = index;
        RowCount = rowCount;
        Weight = weight;
        MeanProbability = meanProbability;
        ObservedRate = observedRate;
    }

    /// <summary>0 for the bin of the lowest probabilities.</summary>
    public int Index { get; }

    /// <summary>Rows in the bin.</summary>
    public int RowCount { get; }

    /// <summary>Customers in the bin, Σ of weights.</summary>
    public double Weight { get; }

    /// <summary>Mean predicted probability.</summary>
    public double MeanProbability { get; }

    /// <summary>Share of customers with the event.</summary>
    public double ObservedRate { get; }
}
