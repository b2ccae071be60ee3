using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Least squares of every period's change on one design, and the joint covariance of the treatment coefficients.</summary>
internal static class EventStudyFit
{
    public static EventStudyFigures Estimate(in EventStudyColumns columns, int firstTreatedPeriod, EventStudyOptions options)
    {
        var (first, reference) = EventStudyFigures.Place(columns.Periods, firstTreatedPeriod, options.ReferencePeriod);
        int n = columns.Rows, m = columns.Periods.Length, p = columns.CovariateCount;
        var weights = columns.Weights.ToArray();
        var arms = new InfluenceErrors(columns.Clusters, columns.IsTreated.ToArray(), weights);
        if (!(arms.TreatmentCount > 0) || !(arms.Rows > arms.TreatmentCount))
        {
            throw new ArgumentException($"There are {(arms.TreatmentCount > 0 ? "no controls" : "no treated customers")}: nothing can be compared.", nameof(columns));
        }

        var isClustered = columns.Clusters.Length > 0;
        var error = options.Error != RobustError.Automatic ? options.Error : isClustered ? RobustError.CR1S : RobustError.HC2;
        if (isClustered != error >= RobustError.CR0)
        {
            throw new ArgumentException($"Error {error} {(isClustered ? "ignores the clusters that are given" : "needs clusters")}.", nameof(options));
        }

        if (options.DegreesOfFreedom == DegreesOfFreedomRule.Clusters && !isClustered)
        {
            throw new ArgumentException("Degrees of freedom Clusters need clusters.", nameof(options));
        }

        var regression = RobustRegression.Of(Design(columns, p), 2 + p, weights);
        var k = regression.K;
        var estimates = new double[m];
        var controls = new double[m];
        var influence = new double[n * m];
        var change = new double[n];
        var residuals = new double[n];
        for (var t = 0; t < m; t++)
        {
            if (t == reference)
            {
                continue;
            }

            for (var row = 0; row < n; row++)
            {
                change[row] = columns.Outcomes[row * m + t] - columns.Outcomes[row * m + reference];
            }

            var coefficients = regression.Fit(change, residuals);
            controls[t] = coefficients[0];
            estimates[t] = coefficients[1];
            for (var row = 0; row < n; row++)
            {
                influence[row * m + t] = residuals[row] * Along(regression, row, error);
            }
        }

        var isTooFew = arms.IsTooFew || regression.Count <= k;
        var covariance = isTooFew ? Unknown(m, reference) : arms.Covariance(influence, m, Factor(error, arms, regression.Count, k));
        return new EventStudyFigures
        {
            Periods = columns.Periods.ToArray(),
            First = first,
            Reference = reference,
            Estimates = estimates,
            Controls = controls,
            Covariance = covariance,
            DegreesOfFreedom = options.DegreesOfFreedom == DegreesOfFreedomRule.Normal || isTooFew ? double.PositiveInfinity
                : options.DegreesOfFreedom == DegreesOfFreedomRule.Residual || !isClustered ? regression.Count - k : arms.Clusters - 1,
            Level = options.Level,
            Method = $"event study, {error}" + (isClustered ? ", clustered" : string.Empty),
            Clusters = arms.Clusters,
            CovariateCount = p,
            Dropped = Dropped(columns, regression),
            Warnings = Warnings(arms, regression, p),
        };
    }

    /// <summary>Constant, treatment; covariates about their mean, so that the constant is the controls' change at average covariates.</summary>
    private static double[] Design(in EventStudyColumns columns, int p)
    {
        var width = 2 + p;
        var design = new double[columns.Rows * width];
        var standard = Centers.Standardize(columns.Covariates, p, columns.Weights);
        for (var row = 0; row < columns.Rows; row++)
        {
            design[row * width] = 1;
            design[row * width + 1] = columns.IsTreated[row] ? 1 : 0;
            standard.AsSpan(row * p, p).CopyTo(design.AsSpan(row * width + 2));
        }

        return design;
    }

    /// <summary>What a unit of residual does to the treatment coefficient.</summary>
    private static double Along(RobustRegression regression, int row, RobustError error)
    {
        var along = 0.0;
        var q = regression.Row(row);
        var contrast = regression.Contrast(1);
        for (var j = 0; j < q.Length; j++)
        {
            along += contrast[j] * q[j];
        }

        if (error is RobustError.HC2 or RobustError.HC3)
        {
            var left = 1 - regression.Leverage(row);
            along = left < 1e-10 ? 0 : error == RobustError.HC3 ? along / left : along / Math.Sqrt(left);
        }

        return along;
    }

    private static double Factor(RobustError error, InfluenceErrors arms, double n, int k)
    {
        var groups = arms.Clusters > 1 ? (double)arms.Clusters / (arms.Clusters - 1) : 1;
        return error switch
        {
            RobustError.HC1 => n / (n - k),
            RobustError.CR1 => groups,
            RobustError.CR1S => groups * (n - 1) / (n - k),
            _ => 1,
        };
    }

    private static double[] Unknown(int m, int reference)
    {
        var covariance = new double[m * m];
        for (var t = 0; t < m; t++)
        {
            for (var s = 0; s < m; s++)
            {
                covariance[t * m + s] = t == reference || s == reference ? 0 : double.NaN;
            }
        }

        return covariance;
    }

    private static string[] Dropped(in EventStudyColumns columns, RobustRegression regression)
    {
        var dropped = new List<string>();
        for (var j = 0; j < columns.CovariateCount; j++)
        {
            if (regression.IndexOf(2 + j) < 0)
            {
                dropped.Add(columns.CovariateNames?[j] ?? "x" + Guard.Text(j + 1));
            }
        }

        return [.. dropped];
    }

    private static ComparisonWarning[] Warnings(InfluenceErrors arms, RobustRegression regression, int p)
    {
        var warnings = new List<ComparisonWarning>();
        if (regression.K < 2 + p)
        {
            warnings.Add(ComparisonWarning.CovariatesDropped);
        }

        if (arms.IsClustered && Math.Min(arms.TreatmentClusters, arms.ControlClusters) < ClusterSums.Few)
        {
            warnings.Add(ComparisonWarning.FewClusters);
        }

        return [.. warnings];
    }
}
