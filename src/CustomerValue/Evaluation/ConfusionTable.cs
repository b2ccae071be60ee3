namespace CustomerValue.Evaluation;

/// <summary>What a threshold gets right and wrong, in weights of customers.</summary>
public sealed class ConfusionTable
{
    internal ConfusionTable(double truePositives, double falsePositives, double falseNegatives, double trueNegatives)
    {
        TruePositives = truePositives;
        FalsePositives = falsePositives;
        FalseNegatives = falseNegatives;
        TrueNegatives = trueNegatives;
    }

    /// <summary>Chosen, with the event.</summary>
    public double TruePositives { get; }

    /// <summary>Chosen, without the event.</summary>
    public double FalsePositives { get; }

    /// <summary>Not chosen, with the event.</summary>
    public double FalseNegatives { get; }

    /// <summary>Not chosen, without the event.</summary>
    public double TrueNegatives { get; }

    /// <summary>All customers.</summary>
    public double Total => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>Share of the chosen with the event.</summary>
    public Figure Precision => Ratio(TruePositives, TruePositives + FalsePositives, UndefinedReason.NoObservations);

    /// <summary>Share of those with the event who are chosen.</summary>
    public Figure Recall => Ratio(TruePositives, TruePositives + FalseNegatives, UndefinedReason.OneClass);

    /// <summary>Share of those without the event who are not chosen.</summary>
    public Figure Specificity => Ratio(TrueNegatives, TrueNegatives + FalsePositives, UndefinedReason.OneClass);

    /// <summary>Mean of recall and specificity.</summary>
    public Figure BalancedAccuracy => Recall.IsDefined && Specificity.IsDefined
        ? Figure.Of((Recall.Value + Specificity.Value) / 2)
        : Figure.Undefined(UndefinedReason.OneClass);

    /// <summary>Correlation of choice and event (Matthews 1975).</summary>
    public Figure MatthewsCorrelation
    {
        get
        {
            var product = (TruePositives + FalsePositives) * (TruePositives + FalseNegatives) * (TrueNegatives + FalsePositives) * (TrueNegatives + FalseNegatives);
            return product > 0
                ? Figure.Of((TruePositives * TrueNegatives - FalsePositives * FalseNegatives) / Math.Sqrt(product))
                : Figure.Undefined(UndefinedReason.ZeroVariance);
        }
    }

    /// <summary>Agreement beyond chance (Cohen 1960).</summary>
    public Figure Kappa
    {
        get
        {
            var chosen = TruePositives + FalsePositives;
            var actual = TruePositives + FalseNegatives;
            var expected = chosen * actual + (Total - chosen) * (Total - actual);
            return Ratio(Total * (TruePositives + TrueNegatives) - expected, Total * Total - expected, UndefinedReason.ZeroVariance);
        }
    }

    /// <summary>Weighted harmonic mean of precision and recall.</summary>
    /// <param name="beta">Weight of recall, &gt; 0; 1 weighs both alike.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not positive and finite.</exception>
    public Figure FScore(double beta = 1)
    {
        var square = Guard.Positive(beta) * beta;
        return Ratio((1 + square) * TruePositives, (1 + square) * TruePositives + square * FalseNegatives + FalsePositives, UndefinedReason.ZeroBase);
    }

    /// <summary>What the wrong choices cost.</summary>
    /// <param name="costOfChoice">Cost of a chosen customer without the event, ≥ 0.</param>
    /// <param name="costOfMiss">Cost of a customer with the event who is not chosen, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cost is negative or not finite.</exception>
    public double Cost(double costOfChoice, double costOfMiss) =>
        FalsePositives * Guard.NonNegative(costOfChoice) + FalseNegatives * Guard.NonNegative(costOfMiss);

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"true positives {Guard.Text(TruePositives)}, false positives {Guard.Text(FalsePositives)}, false negatives {Guard.Text(FalseNegatives)}, true negatives {Guard.Text(TrueNegatives)}";

    private static Figure Ratio(double above, double below, UndefinedReason reason) =>
        below > 0 ? Figure.Of(above / below) : Figure.Undefined(reason);
}
