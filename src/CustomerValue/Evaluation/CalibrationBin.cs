using CustomerValue.Statistics;

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

    /// <summary>Wilson's interval of <see cref="ObservedRate"/>, with the weight as the number of customers.</summary>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ConfidenceInterval Interval(double level = 0.95)
    {
        var (lower, upper) = ProportionInterval.WilsonLimits(ObservedRate, Weight, ProportionInterval.Critical(level));
        return new ConfidenceInterval(lower, upper, level, "Wilson");
    }
}
