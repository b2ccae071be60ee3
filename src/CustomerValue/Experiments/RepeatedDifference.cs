using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>The four cells of repeated cross sections by least squares.</summary>
internal static class RepeatedDifference
{
    private static readonly string[] CellNames = ["(Intercept)", "after", "treatment", "treatment:after"];

    public static DifferenceEstimate Estimate(in RepeatedColumns columns, DifferenceOptions options, string assumption)
    {
        var n = columns.Outcomes.Length;
        int p = columns.CovariateCount, width = 4 + p;
        var isClustered = columns.Clusters.Length > 0;
        var error = options.Error != RobustError.Automatic ? options.Error : isClustered ? RobustError.CR2 : RobustError.HC2;
        if (n > 0 && isClustered != error >= RobustError.CR0)
        {
            throw new ArgumentException($"Error {error} {(isClustered ? "ignores the clusters that are given" : "needs clusters")}.", nameof(options));
        }

        var rule = options.DegreesOfFreedom;
        if ((rule == DegreesOfFreedomRule.Clusters && !isClustered) || (rule == DegreesOfFreedomRule.Satterthwaite && error == RobustError.Classical))
        {
            throw new ArgumentException($"Degrees of freedom {rule} are not defined for {error} {(isClustered ? "with" : "without")} clusters.", nameof(options));
        }

        var cells = Cells(columns);
        var method = $"difference in differences, {error}" + (isClustered ? ", clustered" : string.Empty);
        if (cells[0].Count == 0 || cells[1].Count == 0 || cells[2].Count == 0 || cells[3].Count == 0)
        {
            var why = Figure.Undefined(UndefinedReason.EmptyArm);
            return Result(new ArmComparison(method, why, why, why, why, double.PositiveInfinity, options.Level), assumption, [], [], cells);
        }

        var regression = RobustRegression.Of(Design(columns, width), width, columns.Weights.ToArray());
        var (dropped, names) = Names(columns, regression);
        if (dropped.Length > 0 && options.Collinear == CollinearRule.Refuse)
        {
            throw new ArgumentException($"Covariates {string.Join(", ", dropped)} are constant or combinations of earlier ones.", nameof(columns));
        }

        var residuals = new double[n];
        var coefficients = regression.Fit(columns.Outcomes, residuals);
        var count = 0;
        var codes = isClustered ? KeyNumbers.Number(columns.Clusters, out count) : [];
        var errors = RobustRegressionErrors.Of(regression, residuals, error, rule, codes, count);
        var arms = Arms(columns, codes, count);
        var k = regression.K;
        var cannot = isClustered ? Math.Min(arms[0], arms[1]) < 2 : columns.Outcomes.Length == 0 || regression.Count <= k || LeastCell(cells) <= 1;
        var warnings = new List<ComparisonWarning>();
        if (dropped.Length > 0)
        {
            warnings.Add(ComparisonWarning.CovariatesDropped);
        }

        if (isClustered && Math.Min(arms[0], arms[1]) < ClusterSums.Few)
        {
            warnings.Add(ComparisonWarning.FewClusters);
        }

        if (errors.AloneCount > 0)
        {
            warnings.Add(ComparisonWarning.FullLeverage);
        }

        // Differences of cell means where there is nothing else: exact, also where they are equal.
        var effect = p == 0 ? cells[3].Mean - cells[2].Mean - (cells[1].Mean - cells[0].Mean) : coefficients[3];
        var degrees = options.IsWelch(error, p)
            ? DifferenceInDifferences.FromCrossSections(cells[2], cells[3], cells[0], cells[1]).Comparison.DegreesOfFreedom.ValueOrNaN
            : errors.DegreesOfFreedom[3];
        var control = p == 0 ? cells[1].Mean - cells[0].Mean : coefficients[1];
        var comparison = new ArmComparison(
            method, Figure.Of(control + effect), Figure.Of(control), Figure.Of(effect), ErrorOf(errors, k, 3, cannot), degrees > 0 ? degrees : double.PositiveInfinity, options.Level, null, warnings);
        var all = new AdjustedCoefficient[k];
        for (var c = 0; c < k; c++)
        {
            all[c] = new AdjustedCoefficient(names[c], coefficients[c], ErrorOf(errors, k, c, false), errors.DegreesOfFreedom[c], options.Level, method);
        }

        return Result(comparison, assumption, all, dropped, cells, errors.Clusters, arms);
    }

    private static Figure ErrorOf(RobustRegressionErrors errors, int k, int c, bool cannot)
    {
        var variance = errors.Covariance[c * k + c];
        return cannot || !double.IsFinite(variance) ? Figure.Undefined(UndefinedReason.TooFewObservations) : Figure.Of(Math.Sqrt(Math.Max(0, variance)));
    }

    private static double LeastCell(SampleMoments[] cells)
    {
        var least = double.PositiveInfinity;
        foreach (var cell in cells)
        {
            least = Math.Min(least, cell.Count);
        }

        return least;
    }

    /// <summary>Constant, after, treated, treated and after; covariates about their mean.</summary>
    private static double[] Design(in RepeatedColumns columns, int width)
    {
        int n = columns.Outcomes.Length, p = width - 4;
        var design = new double[n * width];
        var means = Centers.Of(columns.Covariates, p, columns.Weights);
        for (var row = 0; row < n; row++)
        {
            var x = design.AsSpan(row * width, width);
            x[0] = 1;
            x[1] = columns.IsAfter[row] ? 1 : 0;
            x[2] = columns.IsTreated[row] ? 1 : 0;
            x[3] = x[1] * x[2];
            for (var j = 0; j < p; j++)
            {
                x[4 + j] = columns.Covariates[row * p + j] - means[j];
            }
        }

        return design;
    }

    private static (string[] Dropped, string[] Names) Names(in RepeatedColumns columns, RobustRegression regression)
    {
        var dropped = new List<string>();
        var names = new List<string>(CellNames);
        for (var j = 0; j < columns.CovariateCount; j++)
        {
            var name = columns.CovariateNames?[j] ?? "x" + Guard.Text(j + 1);
            (regression.IndexOf(4 + j) < 0 ? dropped : names).Add(name);
        }

        return ([.. dropped], [.. names]);
    }

    private static SampleMoments[] Cells(in RepeatedColumns columns)
    {
        var cells = new SampleMoments[4];
        for (var row = 0; row < columns.Outcomes.Length; row++)
        {
            var cell = columns.Cell(row);
            cells[cell] = cells[cell].Add(columns.Outcomes[row], columns.Weights.Length > 0 ? columns.Weights[row] : 1);
        }

        return cells;
    }

    /// <summary>Clusters with treated observations, and with controls.</summary>
    private static int[] Arms(in RepeatedColumns columns, int[] codes, int count)
    {
        var seen = new byte[count];
        for (var row = 0; row < codes.Length; row++)
        {
            if (columns.Weights.Length == 0 || columns.Weights[row] > 0)
            {
                seen[codes[row]] |= columns.IsTreated[row] ? (byte)1 : (byte)2;
            }
        }

        var arms = new int[2];
        foreach (var arm in seen)
        {
            arms[0] += arm & 1;
            arms[1] += arm >> 1;
        }

        return arms;
    }

    private static DifferenceEstimate Result(
        ArmComparison comparison, string assumption, AdjustedCoefficient[] coefficients, string[] dropped, SampleMoments[] cells, int clusters = 0, int[]? arms = null) => new(comparison, assumption, coefficients, dropped)
        {
            TreatmentBefore = DifferenceInDifferences.MeanOf(cells[2]),
            TreatmentAfter = DifferenceInDifferences.MeanOf(cells[3]),
            ControlBefore = DifferenceInDifferences.MeanOf(cells[0]),
            ControlAfter = DifferenceInDifferences.MeanOf(cells[1]),
            TreatmentCount = cells[2].Count + cells[3].Count,
            ControlCount = cells[0].Count + cells[1].Count,
            Clusters = clusters,
            TreatmentClusters = clusters > 0 ? arms![0] : 0,
            ControlClusters = clusters > 0 ? arms![1] : 0,
        };
}
