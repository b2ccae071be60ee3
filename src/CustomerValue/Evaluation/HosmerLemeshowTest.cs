using CustomerValue.Numerics;

namespace CustomerValue.Evaluation;

/// <summary>Hosmer and Lemeshow's goodness of fit: χ² over groups of predicted probability.</summary>
/// <remarks>Groups hold equal weights: weight 2 equals the row twice. Depends on the grouping and on the order of tied rows; prefer <see cref="ProbabilityQuality.CalibrationLine"/>.</remarks>
public sealed class HosmerLemeshowTest
{
    internal HosmerLemeshowTest(CalibrationTable table)
    {
        DegreesOfFreedom = table.RequestedBins - 2;
        if (table.Bins.Count < table.RequestedBins)
        {
            Statistic = PValue = LogPValue = Figure.Undefined(UndefinedReason.TooFewObservations);
            return;
        }

        var sum = 0.0;
        foreach (var bin in table.Bins)
        {
            var gap = bin.ObservedRate - bin.MeanProbability;
            sum += gap == 0 ? 0 : bin.Weight * gap * gap / (bin.MeanProbability * (1 - bin.MeanProbability));
        }

        Statistic = double.IsFinite(sum) ? Figure.Of(sum) : Figure.Undefined(UndefinedReason.Infinite);
        PValue = Statistic.IsDefined ? Figure.Of(ChiSquaredDistribution.Survival(sum, DegreesOfFreedom)) : Statistic;
        LogPValue = Statistic.IsDefined ? Figure.Of(ChiSquaredDistribution.LogSurvival(sum, DegreesOfFreedom)) : Statistic;
    }

    /// <summary>Σ (observed − expected)²/(n p (1 − p)) over the groups.</summary>
    public Figure Statistic { get; }

    /// <summary>Groups less two.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>Upper tail of χ².</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>, exact where the p-value underflows.</summary>
    public Figure LogPValue { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"Hosmer–Lemeshow: χ² {Statistic}, df {Guard.Text(DegreesOfFreedom)}, p {PValue}";
}
