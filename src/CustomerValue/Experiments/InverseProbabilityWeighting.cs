using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Compares groups that were chosen, not drawn, by weighting each customer so that both groups look alike in what was known before.</summary>
/// <remarks>
/// Rests on three assumptions: no reason for being chosen that also moves the outcome is missing among the covariates; whoever was treated might not have been, and
/// the reverse; the logit of treatment is right. Errors are those of M-estimation: the score of the logit is stacked with the means, since errors that take fitted
/// weights as known are far too wide; with clusters, sums of influences by cluster, without small-sample factor. No weight is trimmed unless asked, separated groups
/// are refused, and a low effective size is a warning. Memory: 8 bytes a covariate and 60 bytes a customer. Sources: Hirano, Imbens and Ridder (2003),
/// Econometrica 71; Lunceford and Davidian (2004), Statistics in Medicine 23; Li, Morgan and Zaslavsky (2018), JASA 113 (overlap weights).
/// </remarks>
public static class InverseProbabilityWeighting
{
    /// <summary>Fits the propensity to the covariates and compares.</summary>
    /// <param name="columns">One row a customer.</param>
    /// <param name="options">Estimand, limits, level; null for the defaults.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is out of its range, or options do not fit each other.</exception>
    /// <exception cref="ConvergenceException">The covariates separate the groups (the message names them), or the fit did not converge.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static WeightedComparison Fit(TrialColumns columns, WeightingOptions? options = null, CancellationToken cancellation = default)
    {
        options = Checked(columns, options);
        var arms = ConfoundedSample.ArmCounts(columns);
        if (arms.Treated == 0 || arms.Controls == 0)
        {
            return WeightedComparison.OfEmptyArm(columns, Name(options), options);
        }

        var fit = PropensityFit.Of(columns, options.Collinear, cancellation);
        return Compare(columns, fit.Score, fit, options);
    }

    /// <summary>Compares with propensities that another model has given; the errors count them as known, which makes them too wide as a rule.</summary>
    /// <param name="columns">One row a customer; covariates are read for the balance only.</param>
    /// <param name="scores">One probability of having been treated a row, in (0, 1).</param>
    /// <param name="options">Estimand, limits, level; null for the defaults.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is out of its range, or the propensities leave no overlap.</exception>
    public static WeightedComparison Fit(TrialColumns columns, ReadOnlySpan<double> scores, WeightingOptions? options = null)
    {
        options = Checked(columns, options);
        Guard.SameLength(scores.Length, columns.Outcomes.Length, nameof(scores));
        var propensity = PropensityScore.FromScores(scores);
        var arms = ConfoundedSample.ArmCounts(columns);
        return arms.Treated == 0 || arms.Controls == 0
            ? WeightedComparison.OfEmptyArm(columns, Name(options), options)
            : Compare(columns, propensity, null, options);
    }

    private static WeightingOptions Checked(in TrialColumns columns, WeightingOptions? options)
    {
        options ??= WeightingOptions.Default;
        ConfoundedSample.Check(columns);
        return options.Normalized || options.Estimand != Estimand.Overlap
            ? options
            : throw new ArgumentException("Weighted sums are not defined for the overlap: their divisor would be estimated too. Set Normalized.", nameof(options));
    }

    private static WeightedComparison Compare(in TrialColumns columns, PropensityScore score, PropensityFit? fit, WeightingOptions options)
    {
        var overlap = score.Overlap(columns.IsTreated);
        if (!overlap.HasOverlap)
        {
            throw new ArgumentException("No treated customer has the propensity of a control: the groups do not overlap, and nothing can be compared.", nameof(columns));
        }

        var (weights, slopes) = Weights(columns, score, options, out var limited);
        var warnings = new List<ComparisonWarning>();
        if (score.DroppedCovariates.Count > 0)
        {
            warnings.Add(ComparisonWarning.CovariatesDropped);
        }

        if (limited > 0)
        {
            warnings.Add(ComparisonWarning.ScoresLimited);
        }

        if (fit is null)
        {
            warnings.Add(ComparisonWarning.PropensityTakenAsKnown);
        }

        var totals = options.Estimand == Estimand.Overlap ? null : WeightedContrast.OfTotals(columns, weights, slopes, options.Estimand, options.Normalized ? null : fit);
        var contrast = options.Normalized ? WeightedContrast.OfMeans(columns, weights, slopes, fit) : totals!;
        if (options.Stabilized)
        {
            Stabilize(columns, weights);
        }

        return WeightedComparison.Of(columns, contrast, weights, warnings, Name(options), options, new WeightedComparison.Origin
        {
            Estimand = options.Estimand,
            Assumption = $"{ConfoundedSample.Unconfounded}; the {(fit is null ? "given propensities are" : "logit of treatment on the covariates is")} right",
            HorvitzThompson = totals is null ? Figure.Undefined(UndefinedReason.Infinite) : Figure.Of(totals.Treatment - totals.Control),
            Propensity = score,
            Overlap = overlap,
            LimitedCount = limited,
        });
    }

    private static (double[] Weights, double[] Slopes) Weights(in TrialColumns columns, PropensityScore score, WeightingOptions options, out int limited)
    {
        var n = columns.Outcomes.Length;
        var (weights, slopes) = (new double[n], new double[n]);
        var limit = options.ScoreLimit > 0 ? Elementary.Log1p(-options.ScoreLimit) - Elementary.Log(options.ScoreLimit) : double.PositiveInfinity;
        limited = 0;
        for (var row = 0; row < n; row++)
        {
            var logOdds = score.LogOdds[row];
            var isBeyond = Math.Abs(logOdds) > limit;
            limited += isBeyond ? 1 : 0;
            if (isBeyond && options.LimitRule == ScoreLimitRule.LeaveOut)
            {
                continue;
            }

            weights[row] = TiltedWeight.Of(options.Estimand, columns.IsTreated[row], isBeyond ? Math.Sign(logOdds) * limit : logOdds);
            if (double.IsInfinity(weights[row]))
            {
                throw Guard.BrokenRow(nameof(columns), row, "a weight is finite", $"log-odds {Guard.Text(logOdds)} of being treated: the other group has nobody like that");
            }

            slopes[row] = isBeyond ? 0 : TiltedWeight.Slope(options.Estimand, columns.IsTreated[row], weights[row]);
        }

        return (weights, slopes);
    }

    private static void Stabilize(in TrialColumns columns, double[] weights)
    {
        var (treated, controls) = ConfoundedSample.ArmCounts(columns);
        for (var row = 0; row < weights.Length; row++)
        {
            weights[row] *= (columns.IsTreated[row] ? treated : controls) / (treated + controls);
        }
    }

    private static string Name(WeightingOptions options) =>
        $"inverse probability weighting, {ConfoundedSample.NameOf(options.Estimand)}, {(options.Normalized ? "Hájek" : "Horvitz and Thompson")}";
}
