using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Difference in differences of two groups and two periods: how much more the treated changed than the controls did.</summary>
/// <remarks>
/// For groups that were chosen, not drawn: a constant difference between them cancels. The effect on the treated if both would have changed alike without
/// treatment. A panel is compared by its changes, so that a customer's own level never enters the error; repeated cross sections by four cell means.
/// Covariates enter by least squares with common slopes; for covariates that the groups differ much in, <see cref="DoublyRobustDifference"/> is the better
/// choice. Clustered errors as in <see cref="RegressionAdjustment"/>. Thread-safe. Memory: 8 bytes a row, and a copy of the covariates. Sources: Ashenfelter and Card (1985), REStat 67;
/// Bertrand, Duflo and Mullainathan (2004), QJE 119.
/// </remarks>
public static class DifferenceInDifferences
{
    private const string Trends = "Parallel trends: without treatment the treated would on average have changed as the controls did";
    private const string Rest = "; nobody reacted before treatment, and no treated customer changed a control.";

    /// <summary>Compares the changes of customers seen both before and after.</summary>
    /// <param name="columns">One row a customer.</param>
    /// <param name="options">Error and level; null for the defaults.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is out of its range, the error does not fit the clusters, or a covariate is collinear and the options refuse it.</exception>
    public static DifferenceEstimate Panel(DifferenceColumns columns, DifferenceOptions? options = null)
    {
        options ??= DifferenceOptions.Default;
        var changes = columns.Changes();
        var trial = columns.Of(changes);
        var adjustment = new AdjustmentOptions { Interacted = false, Error = options.Error, DegreesOfFreedom = options.DegreesOfFreedom, Level = options.Level, Collinear = options.Collinear };
        var adjusted = RegressionAdjustment.Fit(trial, adjustment);
        var c = adjusted.Comparison;
        var kept = new List<ComparisonWarning>();
        foreach (var warning in c.Warnings)
        {
            // Groups that were not drawn differ; the rest is found anew.
            if (warning is ComparisonWarning.CovariatesDropped or ComparisonWarning.FewClusters or ComparisonWarning.FullLeverage)
            {
                kept.Add(warning);
            }
        }

        var error = RegressionAdjustment.Checked(trial, adjustment);
        var degrees = c.DegreesOfFreedom.IsDefined ? c.DegreesOfFreedom.Value : double.PositiveInfinity;
        if (c.DegreesOfFreedom.IsDefined && options.IsWelch(error, trial.CovariateCount))
        {
            var moments = Moments(columns, changes);
            degrees = MeanTest.Welch(moments[0], moments[1]).DegreesOfFreedom.ValueOrNaN;
            degrees = degrees > 0 ? degrees : c.DegreesOfFreedom.Value;
        }

        var name = $"difference in differences, {error}" + (trial.Clusters.Length > 0 ? ", clustered" : string.Empty);
        var comparison = new ArmComparison(name, c.Treatment, c.Control, c.Estimate, c.StandardError, degrees, options.Level, null, kept);
        SampleMoments[] before = Moments(columns, columns.Before), after = Moments(columns, columns.After);
        return new DifferenceEstimate(comparison, Assumption(trial.CovariateCount), [.. adjusted.Coefficients], [.. adjusted.DroppedCovariates])
        {
            TreatmentBefore = MeanOf(before[0]),
            TreatmentAfter = MeanOf(after[0]),
            ControlBefore = MeanOf(before[1]),
            ControlAfter = MeanOf(after[1]),
            TreatmentCount = before[0].Count,
            ControlCount = before[1].Count,
            Clusters = adjusted.Clusters,
            TreatmentClusters = adjusted.TreatmentClusters,
            ControlClusters = adjusted.ControlClusters,
        };
    }

    /// <summary>Compares four cells of observations: least squares on group, period and their product.</summary>
    /// <remarks>Where the same customers stand in both periods, cluster by customer (or household); else the error takes them for strangers.</remarks>
    /// <param name="columns">One row an observation.</param>
    /// <param name="options">Error and level; null for the defaults.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is out of its range, the error does not fit the clusters, or a covariate is collinear and the options refuse it.</exception>
    public static DifferenceEstimate RepeatedCrossSections(RepeatedColumns columns, DifferenceOptions? options = null)
    {
        columns.Check();
        return RepeatedDifference.Estimate(columns, options ?? DifferenceOptions.Default, Assumption(columns.CovariateCount));
    }

    /// <summary>Compares customers seen both before and after from the moments of their changes: Welch's test, without clusters.</summary>
    /// <param name="treatment">Moments of after − before of the treated.</param>
    /// <param name="control">Moments of after − before of the controls.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException">The level is not between 0 and 1.</exception>
    public static DifferenceEstimate FromChanges(SampleMoments treatment, SampleMoments control, double level = 0.95)
    {
        var welch = MeanTest.Welch(treatment, control, level);
        return new DifferenceEstimate(welch, Assumption(0), [], []) { TreatmentCount = treatment.Count, ControlCount = control.Count };
    }

    /// <summary>Compares four cells of different customers from their moments: four variances, degrees of freedom of Welch and Satterthwaite.</summary>
    /// <param name="treatmentBefore">The treated group before.</param>
    /// <param name="treatmentAfter">The treated group after.</param>
    /// <param name="controlBefore">The controls before.</param>
    /// <param name="controlAfter">The controls after.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException">The level is not between 0 and 1.</exception>
    public static DifferenceEstimate FromCrossSections(
        SampleMoments treatmentBefore, SampleMoments treatmentAfter, SampleMoments controlBefore, SampleMoments controlAfter, double level = 0.95)
    {
        Guard.OpenUnit(level);
        SampleMoments[] cells = [controlBefore, controlAfter, treatmentBefore, treatmentAfter];
        double variance = 0, squares = 0;
        var why = UndefinedReason.None;
        foreach (var cell in cells)
        {
            why = cell.Count == 0 ? UndefinedReason.EmptyArm : cell.Count <= 1 && why == UndefinedReason.None ? UndefinedReason.TooFewObservations : why;
            if (cell.Count > 1)
            {
                var own = cell.Variance.Value / cell.Count;
                variance += own;
                squares += own * own / (cell.Count - 1);
            }
        }

        var error = why == UndefinedReason.None ? Figure.Of(Math.Sqrt(variance)) : Figure.Undefined(why);
        Figure treated = Difference(treatmentAfter, treatmentBefore), control = Difference(controlAfter, controlBefore);
        var estimate = !treated.IsDefined ? treated : !control.IsDefined ? control : Figure.Of(treated.Value - control.Value);
        var comparison = new ArmComparison(
            "difference in differences, four cells", treated, control, estimate, error, squares > 0 ? variance * variance / squares : double.PositiveInfinity, level);
        return new DifferenceEstimate(comparison, Assumption(0), [], [])
        {
            TreatmentBefore = MeanOf(treatmentBefore),
            TreatmentAfter = MeanOf(treatmentAfter),
            ControlBefore = MeanOf(controlBefore),
            ControlAfter = MeanOf(controlAfter),
            TreatmentCount = treatmentBefore.Count + treatmentAfter.Count,
            ControlCount = controlBefore.Count + controlAfter.Count,
        };
    }

    internal static string Assumption(int covariates) => Trends + (covariates > 0 ? ", given the covariates (on one line for both)" : string.Empty) + Rest;

    internal static Figure MeanOf(SampleMoments moments) => moments.Count > 0 ? Figure.Of(moments.Mean) : Figure.Undefined(UndefinedReason.EmptyArm);

    private static Figure Difference(SampleMoments after, SampleMoments before) =>
        after.Count > 0 && before.Count > 0 ? Figure.Of(after.Mean - before.Mean) : Figure.Undefined(UndefinedReason.EmptyArm);

    /// <summary>Of the treated, then of the controls.</summary>
    private static SampleMoments[] Moments(in DifferenceColumns columns, ReadOnlySpan<double> outcomes)
    {
        var moments = new SampleMoments[2];
        for (var row = 0; row < outcomes.Length; row++)
        {
            var arm = columns.IsTreated[row] ? 0 : 1;
            moments[arm] = moments[arm].Add(outcomes[row], columns.Weights.Length > 0 ? columns.Weights[row] : 1);
        }

        return moments;
    }
}
