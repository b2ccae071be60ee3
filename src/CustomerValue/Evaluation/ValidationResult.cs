namespace CustomerValue.Evaluation;

/// <summary>What scores of unseen customers are worth under one plan of folds.</summary>
public sealed class ValidationResult
{
    private readonly Figure[] foldAucs;

    internal ValidationResult(FoldPlan plan, double[] scores, double[] outcomes, double[] weights)
    {
        Plan = plan;
        var rows = plan.TestedRows;
        var (s, y, w) = (Pick(scores, rows), Pick(outcomes, rows), weights.Length == 0 ? [] : Pick(weights, rows));
        Ranking = Discrimination.Of(s, y, w);
        Quality = Array.TrueForAll(s, p => p >= 0 && p <= 1) ? ProbabilityQuality.Of(s, y, w) : null;
        foldAucs = new Figure[plan.FoldCount];
        for (var fold = 0; fold < foldAucs.Length; fold++)
        {
            var own = plan.Rows(fold, test: true);
            foldAucs[fold] = Discrimination.Of(Pick(scores, own), Pick(outcomes, own), weights.Length == 0 ? [] : Pick(weights, own)).Auc;
        }
    }

    /// <summary>The folds.</summary>
    public FoldPlan Plan { get; }

    /// <summary>Ranking of all rows that tested, whatever their fold.</summary>
    public Discrimination Ranking { get; }

    /// <summary>How true the probabilities are; null when a score is no probability.</summary>
    public ProbabilityQuality? Quality { get; }

    /// <summary>The AUC within each fold.</summary>
    public IReadOnlyList<Figure> FoldAucs => foldAucs;

    /// <summary>Mean AUC of the folds: ranks within one model only, where the pooled AUC also compares scores of different models.</summary>
    public Figure MeanFoldAuc => Array.TrueForAll(foldAucs, f => f.IsDefined)
        ? Figure.Of(foldAucs.Average(f => f.Value))
        : Array.Find(foldAucs, f => !f.IsDefined);

    private static double[] Pick(double[] values, IReadOnlyList<int> rows)
    {
        var picked = new double[rows.Count];
        for (var i = 0; i < picked.Length; i++)
        {
            picked[i] = values[rows[i]];
        }

        return picked;
    }
}
