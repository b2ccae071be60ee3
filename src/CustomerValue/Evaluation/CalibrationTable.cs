namespace CustomerValue.Evaluation;

/// <summary>Predicted and observed rates by bins of the predicted probability.</summary>
public sealed class CalibrationTable
{
    private readonly CalibrationBin[] bins;

    internal CalibrationTable(BinSums sums)
    {
        bins = sums.Bins();
        var total = bins.Sum(b => b.Weight);
        var none = Figure.Undefined(UndefinedReason.NoObservations);
        ExpectedError = bins.Length == 0 ? none : Figure.Of(bins.Sum(b => b.Weight * Math.Abs(b.ObservedRate - b.MeanProbability)) / total);
        MaximumError = bins.Length == 0 ? none : Figure.Of(bins.Max(b => Math.Abs(b.ObservedRate - b.MeanProbability)));
        RequestedBins = sums.Count;
    }

    /// <summary>The bins that hold customers, lowest probabilities first.</summary>
    public IReadOnlyList<CalibrationBin> Bins => bins;

    /// <summary>Expected calibration error: mean distance of predicted and observed rate, by weight.</summary>
    public Figure ExpectedError { get; }

    /// <summary>Largest distance of predicted and observed rate.</summary>
    public Figure MaximumError { get; }

    internal int RequestedBins { get; }
}
