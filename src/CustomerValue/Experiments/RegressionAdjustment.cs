using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Compares two arms by least squares on covariates measured before treatment: less noise, the same effect.</summary>
/// <remarks>
/// By default Lin's (2013) regression: each arm has its own slopes on covariates centered at their average over both arms, so that the coefficient of
/// treatment is the average effect however wrong the line is, and large samples never lose. Without covariates this is the difference of
/// means; with clusters it is the clustered difference. Two passes over the rows: moments of each arm, then residuals in an
/// orthonormal basis, so that leverages and clusters' corrections are exact. Memory: a copy of the columns, and with clusters 12 bytes a row.
/// Covariates do not mend arms that were chosen instead of drawn. Sources: Lin (2013), Annals of Applied Statistics 7; MacKinnon and White (1985), J. Econometrics
/// 29; Bell and McCaffrey (2002), Survey Methodology 28; Pustejovsky and Tipton (2018), JBES 36; Cameron, Gelbach and Miller (2011), JBES 29.
/// </remarks>
public static class RegressionAdjustment
{
    /// <summary>Balance of covariates is called broken below this p-value, as a mismatch of sizes is.</summary>
    private const double BalanceThreshold = 0.001;

    /// <summary>Compares the arms.</summary>
    /// <param name="columns">One row a customer.</param>
    /// <param name="options">Slopes, errors, level; null for the defaults.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is out of its range, the error does not fit the clusters, or a covariate is collinear and the options refuse it.</exception>
    public static AdjustedComparison Fit(TrialColumns columns, AdjustmentOptions? options = null)
    {
        options ??= AdjustmentOptions.Default;
        columns.Check();
        var error = Checked(columns, options);
        MomentMatrix treatment = columns.Moments(true), control = columns.Moments(false);
        if (treatment.Count == 0 || control.Count == 0)
        {
            return Empty(treatment, control, Name(options, error, columns, true), options.Level);
        }

        var design = AdjustmentDesign.Of(treatment, control, options.Interacted, options.CenterCovariates, out var droppedColumns);
        var dropped = new string[droppedColumns.Count];
        for (var i = 0; i < dropped.Length; i++)
        {
            dropped[i] = columns.NameOf(droppedColumns[i]);
        }

        if (dropped.Length > 0 && options.Collinear == CollinearRule.Refuse)
        {
            throw new ArgumentException($"Covariates {string.Join(", ", dropped)} are constant within arms or combinations of earlier ones.", nameof(columns));
        }

        var warnings = Warnings(treatment, control, dropped.Length > 0);
        var adjusted = Compare(columns, design, error, options, warnings, out var errors);
        var plain = design.Kept.Length == 0
            ? adjusted
            : Compare(columns, AdjustmentDesign.Of(treatment.First(), control.First(), options.Interacted, true, out _), error, options, [], out _);
        return new AdjustedComparison(adjusted, plain, Coefficients(columns, design, errors, options.Level, adjusted.Method), dropped)
        {
            Count = treatment.Count + control.Count,
            ResidualVariance = Residual(design, errors),
            SuperpopulationError = Superpopulation(adjusted, design, treatment + control),
            Clusters = errors.Clusters,
            TreatmentClusters = errors.TreatmentClusters,
            ControlClusters = errors.ControlClusters,
            SecondClusters = errors.SecondClusters,
        };
    }

    /// <summary>The warnings that the moments of both arms give.</summary>
    internal static List<ComparisonWarning> Warnings(MomentMatrix treatment, MomentMatrix control, bool isDropped)
    {
        var warnings = new List<ComparisonWarning>();
        if (isDropped)
        {
            warnings.Add(ComparisonWarning.CovariatesDropped);
        }

        for (var j = 1; j < treatment.Size; j++)
        {
            var balance = MeanTest.Welch(treatment.Of(j), control.Of(j));
            if (balance.PValue.IsDefined && balance.PValue.Value * (treatment.Size - 1) < BalanceThreshold)
            {
                warnings.Add(ComparisonWarning.CovariateImbalance);
                break;
            }
        }

        return warnings;
    }

    internal static RobustError Checked(in TrialColumns columns, AdjustmentOptions options)
    {
        var isClustered = columns.Clusters.Length > 0;
        var error = options.Error != RobustError.Automatic ? options.Error
            : !isClustered ? RobustError.HC2
            : columns.SecondClusters.Length > 0 ? RobustError.CR1S : RobustError.CR2;
        if (isClustered != error >= RobustError.CR0 && columns.Outcomes.Length > 0)
        {
            throw new ArgumentException($"Error {error} {(isClustered ? "ignores the clusters that are given" : "needs clusters")}.", nameof(options));
        }

        var rule = options.DegreesOfFreedom;
        if ((rule == DegreesOfFreedomRule.Satterthwaite && (columns.SecondClusters.Length > 0 || error == RobustError.Classical)) || (rule == DegreesOfFreedomRule.Clusters && !isClustered))
        {
            throw new ArgumentException($"Degrees of freedom {rule} are not defined for {error} with {(columns.SecondClusters.Length > 0 ? "two kinds of" : isClustered ? "one kind of" : "no")} clusters.", nameof(options));
        }

        return error;
    }

    private static ArmComparison Compare(in TrialColumns columns, AdjustmentDesign design, RobustError error, AdjustmentOptions options, List<ComparisonWarning> warnings, out AdjustmentErrors errors)
    {
        errors = AdjustmentErrors.Of(columns, design, error, options.DegreesOfFreedom);
        var isClustered = error >= RobustError.CR0;
        if (isClustered && Math.Min(errors.TreatmentClusters, errors.ControlClusters) < ClusterSums.Few)
        {
            warnings.Add(ComparisonWarning.FewClusters);
        }

        if (errors.WasRaised)
        {
            warnings.Add(ComparisonWarning.NegativeVarianceRaised);
        }

        if (errors.AloneCount > 0)
        {
            warnings.Add(ComparisonWarning.FullLeverage);
        }

        // One cluster in an arm says nothing of how clusters differ: a sandwich of zero there is no certainty.
        var cannot = isClustered ? Math.Min(errors.TreatmentClusters, errors.ControlClusters) < 2 : IsSaturated(design, options.Interacted);
        var degrees = errors.DegreesOfFreedom[1];
        var variance = errors.Covariance[design.Basis + 1];
        cannot |= errors.WasRaised && !(variance > 0);
        var standardError = cannot ? Figure.Undefined(UndefinedReason.TooFewObservations) : Figure.Of(Math.Sqrt(Math.Max(0, variance)));
        degrees = degrees > 0 ? degrees : double.PositiveInfinity;
        var effect = design.Effect();
        var name = Name(options, error, columns, design.Kept.Length > 0) + (errors.WasRaised ? ", negative eigenvalues raised to 0" : string.Empty);
        return new ArmComparison(name, Figure.Of(design.Mean(1) + effect), Figure.Of(design.Mean(1)), Figure.Of(effect), standardError, degrees, options.Level, null, warnings);
    }

    private static bool IsSaturated(AdjustmentDesign design, bool interacted)
    {
        var p = design.Kept.Length;
        return interacted
            ? Math.Min(design.Counts[0], design.Counts[1]) <= 1 + p
            : design.Counts[0] + design.Counts[1] <= 2 + p || Math.Min(design.Counts[0], design.Counts[1]) <= 1;
    }

    private static AdjustedCoefficient[] Coefficients(in TrialColumns columns, AdjustmentDesign design, AdjustmentErrors errors, double level, string method)
    {
        var coefficients = new AdjustedCoefficient[design.Basis];
        for (var c = 0; c < coefficients.Length; c++)
        {
            var p = design.Kept.Length;
            var name = c == 0 ? "(Intercept)" : c == 1 ? "treatment" : (c < 2 + p ? string.Empty : "treatment:") + columns.NameOf(design.Kept[(c - 2) % p]);
            var variance = errors.Covariance[c * design.Basis + c];
            var error = double.IsFinite(variance) ? Figure.Of(Math.Sqrt(Math.Max(0, variance))) : Figure.Undefined(UndefinedReason.TooFewObservations);
            coefficients[c] = new AdjustedCoefficient(name, design.Coefficient(c), error, errors.DegreesOfFreedom[c], level, method);
        }

        return coefficients;
    }

    private static Figure Residual(AdjustmentDesign design, AdjustmentErrors errors)
    {
        var df = design.Counts[0] + design.Counts[1] - design.Basis;
        return df > 0 ? Figure.Of(errors.ResidualSquares / df) : Figure.Undefined(UndefinedReason.TooFewObservations);
    }

    /// <summary>Adds (θ₁ − θ₀)ᵀ Cov(x) (θ₁ − θ₀) / n, divisor n − 1.</summary>
    private static Figure Superpopulation(ArmComparison adjusted, AdjustmentDesign design, MomentMatrix all)
    {
        if (!adjusted.StandardError.IsDefined)
        {
            return adjusted.StandardError;
        }

        var extra = SlopeVariance(design, all);
        return Figure.Of(Math.Sqrt(adjusted.StandardError.Value * adjusted.StandardError.Value + Math.Max(0, extra)));
    }

    internal static double SlopeVariance(AdjustmentDesign design, MomentMatrix all)
    {
        var extra = 0.0;
        for (var i = 0; i < design.Kept.Length; i++)
        {
            for (var j = 0; j < design.Kept.Length; j++)
            {
                extra += (design.Slopes(0)[i] - design.Slopes(1)[i]) * (design.Slopes(0)[j] - design.Slopes(1)[j])
                    * all.Covariance(design.Kept[i] + 1, design.Kept[j] + 1).Value;
            }
        }

        return extra / all.Count;
    }

    private static string Name(AdjustmentOptions options, RobustError error, in TrialColumns columns, bool isAdjusted) =>
        (!isAdjusted ? "difference of means" : options.Interacted ? "Lin's regression" : "analysis of covariance")
        + $", {error}" + (columns.SecondClusters.Length > 0 ? ", two-way clustered" : columns.Clusters.Length > 0 ? ", clustered" : string.Empty);

    private static AdjustedComparison Empty(MomentMatrix treatment, MomentMatrix control, string method, double level)
    {
        var why = Figure.Undefined(UndefinedReason.EmptyArm);
        var comparison = new ArmComparison(
            method, treatment.Count > 0 ? Figure.Of(treatment.Means[0]) : why, control.Count > 0 ? Figure.Of(control.Means[0]) : why, why, why, double.PositiveInfinity, level);
        return new AdjustedComparison(comparison, comparison, [], [])
        {
            Count = treatment.Count + control.Count,
            ResidualVariance = why,
            SuperpopulationError = why,
        };
    }
}
