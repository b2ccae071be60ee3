using System.Globalization;
using System.Text;

namespace CustomerValue.Evaluation;

/// <summary>One way of fitting judged twice, side by side: on customers held out at random and on customers of a later time.</summary>
/// <remarks>
/// The random figure says how well the past is described, the out-of-time figure what use next month will see; a wide gap means that customers,
/// offers or the market changed. Believe the second one. Immutable and thread-safe.
/// </remarks>
public sealed class ValidationComparison
{
    private ValidationComparison(ValidationResult atRandom, ValidationResult outOfTime)
    {
        AtRandom = atRandom;
        OutOfTime = outOfTime;
    }

    /// <summary>Judged on customers held out at random.</summary>
    public ValidationResult AtRandom { get; }

    /// <summary>Judged on customers dated after those that trained.</summary>
    public ValidationResult OutOfTime { get; }

    /// <summary>Mean AUC of the folds at random less that out of time: how much the random split flatters. Within folds, since a pooled AUC out of time also counts the change of the event rate.</summary>
    public Figure AucGap => AtRandom.MeanFoldAuc.IsDefined && OutOfTime.MeanFoldAuc.IsDefined
        ? Figure.Of(AtRandom.MeanFoldAuc.Value - OutOfTime.MeanFoldAuc.Value)
        : AtRandom.MeanFoldAuc.IsDefined ? OutOfTime.MeanFoldAuc : AtRandom.MeanFoldAuc;

    /// <summary>Runs the same scorer under both plans.</summary>
    /// <param name="atRandom">Folds at random, by household where these repeat.</param>
    /// <param name="outOfTime">Folds by time of the same rows.</param>
    /// <param name="scorer">Fits to some rows and scores the others.</param>
    /// <param name="outcomes">One outcome per row, 0 to 1.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <param name="cancellation">Stops between folds.</param>
    /// <exception cref="ArgumentException">The plans are of other rows, the lengths differ, or a value is not valid.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static ValidationComparison Run(
        FoldPlan atRandom,
        FoldPlan outOfTime,
        FoldScorer scorer,
        ReadOnlySpan<double> outcomes,
        ReadOnlySpan<double> weights = default,
        CancellationToken cancellation = default)
    {
        Guard.SameLength(Guard.NotNull(outOfTime).RowCount, Guard.NotNull(atRandom).RowCount, nameof(outOfTime));
        Guard.NotNull(scorer);
        Guard.SameLength(outcomes.Length, atRandom.RowCount, nameof(outcomes));
        var (y, w) = (outcomes.ToArray(), weights.ToArray());
        ScoredSample.Check(y, y, w);
        return new ValidationComparison(Judge(atRandom), Judge(outOfTime));

        ValidationResult Judge(FoldPlan plan)
        {
            var scores = new double[y.Length];
            CrossValidation.OutOfFold(plan, scorer, scores, cancellation);
            return new ValidationResult(plan, scores, y, w);
        }
    }

    /// <summary>The table, one line per figure, in invariant text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Line("", "at random", "out of time");
        Line("customers judged", Number(AtRandom.Ranking.Observations, "0.##"), Number(OutOfTime.Ranking.Observations, "0.##"));
        Row("event rate", r => r.Ranking.BaseRate, "0.0000");
        Row("AUC", r => r.Ranking.Auc, "0.0000");
        Line("  95 % DeLong", Interval(AtRandom), Interval(OutOfTime));
        Row("AUC, mean of folds", r => r.MeanFoldAuc, "0.0000");
        Row("KS", r => r.Ranking.KolmogorovSmirnov, "0.0000");
        Row("average precision", r => r.Ranking.AveragePrecision, "0.0000");
        Row("lift of the top tenth", r => r.Ranking.LiftTable().Rows is { Count: > 0 } rows ? rows[0].Lift : Figure.Undefined(UndefinedReason.NoObservations), "0.00");
        if (AtRandom.Quality is not null && OutOfTime.Quality is not null)
        {
            Row("log-loss", r => r.Quality!.LogLoss, "0.0000");
            Row("Brier", r => r.Quality!.Brier, "0.0000");
            Row("calibration error", r => r.Quality!.CalibrationTable().ExpectedError, "0.0000");
            Row("mean probability", r => r.Quality!.MeanProbability, "0.0000");
        }

        return text.ToString();

        void Row(string name, Func<ValidationResult, Figure> figure, string format) => Line(name, Text(figure(AtRandom), format), Text(figure(OutOfTime), format));

        void Line(string name, string left, string right) => text.AppendFormat(CultureInfo.InvariantCulture, "{0,-24} {1,16} {2,16}\n", name, left, right);
    }

    private static string Text(Figure figure, string format) => figure.IsDefined ? Number(figure.Value, format) : figure.Reason.ToString();

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Interval(ValidationResult result)
    {
        var interval = result.Ranking.AucInterval();
        return Number(interval.Lower, "0.0000") + "-" + Number(interval.Upper, "0.0000");
    }
}
