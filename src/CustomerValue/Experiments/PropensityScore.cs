using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Each customer's probability of having been treated, given what was known before: what stands between a chosen group and a fair comparison.</summary>
/// <remarks>
/// Fitted as a logit of treatment on the covariates, or taken from the caller's own model. Nothing is clipped: where a rule of the covariates separates the
/// groups there is no such probability, and the fit says which covariates do it. 16 bytes a customer, and 8 bytes a covariate while
/// fitting. Source: Rosenbaum and Rubin (1983), Biometrika 70. Immutable and thread-safe.
/// </remarks>
public sealed class PropensityScore
{
    private readonly double[] scores, logOdds;
    private readonly string[] dropped;

    internal PropensityScore(double[] logOdds, double[] scores, FitReport report, string[] dropped)
    {
        this.logOdds = logOdds;
        this.scores = scores;
        Report = report;
        this.dropped = dropped;
    }

    /// <summary>One probability a customer, strictly between 0 and 1 unless it underflows.</summary>
    public ReadOnlySpan<double> Scores => scores;

    /// <summary>ln(p / (1 − p)) a customer: exact where the probability itself rounds to 0 or 1.</summary>
    public ReadOnlySpan<double> LogOdds => logOdds;

    /// <summary>Intercept and slopes with their model-based errors; not fitted when the scores were given.</summary>
    public FitReport Report { get; }

    /// <summary>True when the errors of estimates can allow for the score having been estimated.</summary>
    public bool IsFitted => Report.Stop != StopReason.NotFitted;

    /// <summary>Covariates left out because they were constant or combinations of earlier ones.</summary>
    public IReadOnlyList<string> DroppedCovariates => dropped;

    /// <summary>Fits the logit of treatment on the covariates.</summary>
    /// <param name="columns">One row a customer; outcomes and clusters are not read.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is out of its range, or a group is empty.</exception>
    /// <exception cref="ConvergenceException">The covariates separate the groups (the message names them), or the fit did not converge.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static PropensityScore Fit(TrialColumns columns, CancellationToken cancellation = default)
    {
        columns.Check();
        return PropensityFit.Of(columns, CollinearRule.Drop, cancellation).Score;
    }

    /// <summary>Takes probabilities that another model has given; estimates then count them as known.</summary>
    /// <param name="scores">One a customer, in (0, 1).</param>
    /// <exception cref="ArgumentException">A score is not strictly between 0 and 1.</exception>
    public static PropensityScore FromScores(ReadOnlySpan<double> scores)
    {
        var logOdds = new double[scores.Length];
        for (var row = 0; row < logOdds.Length; row++)
        {
            var p = scores[row];
            if (!(p > 0 && p < 1))
            {
                throw Guard.BrokenRow(nameof(scores), row, "0 < propensity < 1", $"propensity {Guard.Text(p)}");
            }

            logOdds[row] = Elementary.Log(p) - Elementary.Log1p(-p);
        }

        return new PropensityScore(logOdds, scores.ToArray(), new FitReport("given propensity scores", StopReason.NotFitted, 0, 0, 0, scores.Length), []);
    }

    /// <summary>Where both groups have customers: read before any estimate.</summary>
    /// <param name="isTreated">True for a customer of the treatment group; one a score.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a group is empty.</exception>
    public OverlapReport Overlap(ReadOnlySpan<bool> isTreated) => OverlapReport.Of(logOdds, scores, isTreated);

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => Report.ToString();
}
