using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>What the comparisons of chosen groups share: checks, arms' sizes, errors and words.</summary>
internal static class ConfoundedSample
{
    public const string Unconfounded =
        "no reason for being chosen that also moves the outcome is missing among the covariates; each customer might have been in either group";

    /// <summary>Checks the columns; one kind of cluster is the most.</summary>
    public static void Check(in TrialColumns columns)
    {
        columns.Check();
        if (columns.SecondClusters.Length > 0)
        {
            throw new ArgumentException("Two kinds of clusters are not defined for comparisons of chosen groups; give the larger one.", nameof(columns));
        }
    }

    /// <summary>Σ of frequency weights of either group.</summary>
    public static (double Treated, double Controls) ArmCounts(in TrialColumns columns)
    {
        double treated = 0, controls = 0;
        for (var row = 0; row < columns.IsTreated.Length; row++)
        {
            var w = columns.Weights.Length > 0 ? columns.Weights[row] : 1;
            if (columns.IsTreated[row])
            {
                treated += w;
            }
            else
            {
                controls += w;
            }
        }

        return (treated, controls);
    }

    public static string NameOf(Estimand estimand) => estimand switch
    {
        Estimand.All => "effect on all",
        Estimand.Treated => "effect on the treated",
        Estimand.Controls => "effect on the controls",
        Estimand.Overlap => "effect on the overlap",
        _ => throw Guard.OutOfRange(nameof(estimand), (int)estimand, "must be a defined estimand"),
    };

    public static int[]? Clusters(in TrialColumns columns, out int count)
    {
        count = 0;
        return columns.Clusters.Length > 0 ? KeyNumbers.Number(columns.Clusters, out count) : null;
    }

    /// <summary>Estimate, error from influences, and the warnings that clusters and sizes give.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="treatment">The treatment arm's figure.</param>
    /// <param name="control">The control arm's figure.</param>
    /// <param name="influence">Of every row on the difference.</param>
    /// <param name="factor">On the variance, without clusters only.</param>
    /// <param name="method">Its name.</param>
    /// <param name="reference">The curve.</param>
    /// <param name="level">Coverage.</param>
    /// <param name="warnings">Those already found.</param>
    /// <param name="units">Customers, or clusters, of the group that has fewer; null to count them.</param>
    public static ArmComparison Compare(
        in TrialColumns columns, double treatment, double control, double[] influence, double factor, string method, ReferenceDistribution reference, double level, List<ComparisonWarning> warnings, double? units = null)
    {
        var clusters = Clusters(columns, out var count);
        var least = units ?? LeastUnits(columns, clusters, count);
        if (clusters is not null && least is > 1 and < ClusterSums.Few)
        {
            warnings.Add(ComparisonWarning.FewClusters);
        }

        var error = least > 1
            ? Figure.Of(InfluenceSums.Error(influence, columns.Weights, clusters, count) * (clusters is null ? Math.Sqrt(factor) : 1))
            : Figure.Undefined(UndefinedReason.TooFewObservations);
        var (treated, controls) = ArmCounts(columns);
        var degrees = reference == ReferenceDistribution.Normal ? double.PositiveInfinity : (clusters is null ? treated + controls : count) - 1;
        return new ArmComparison(
            method + (clusters is null ? string.Empty : ", clustered"), Figure.Of(treatment), Figure.Of(control), Figure.Of(treatment - control), error, degrees, level, null, warnings);
    }

    /// <summary>Customers, or clusters, of the group that has fewer.</summary>
    private static double LeastUnits(in TrialColumns columns, int[]? clusters, int count)
    {
        if (clusters is null)
        {
            var (treated, controls) = ArmCounts(columns);
            return Math.Min(treated, controls);
        }

        var seen = new byte[count];
        var units = new int[2];
        for (var row = 0; row < clusters.Length; row++)
        {
            var arm = columns.IsTreated[row] ? 1 : 0;
            if ((columns.Weights.Length == 0 || columns.Weights[row] > 0) && (seen[clusters[row]] & (1 << arm)) == 0)
            {
                seen[clusters[row]] |= (byte)(1 << arm);
                units[arm]++;
            }
        }

        return Math.Min(units[0], units[1]);
    }

    /// <summary>The difference of plain means with the same kind of error: what the groups differ by, not an effect.</summary>
    public static ArmComparison Unadjusted(in TrialColumns columns, double level, ReferenceDistribution reference)
    {
        var ones = new double[columns.Outcomes.Length];
        ones.AsSpan().Fill(1);
        var contrast = WeightedContrast.OfMeans(columns, ones, [], null);
        return Compare(columns, contrast.Treatment, contrast.Control, contrast.Influence, 1, "difference of means", reference, level, [ComparisonWarning.GroupsWereChosen]);
    }

    /// <summary>Covariates of treated against controls before and after weighting; null without covariates.</summary>
    public static (BalanceReport? Before, BalanceReport? After) Balance(in TrialColumns columns, double[] weights) =>
        columns.CovariateCount == 0 ? (null, null) : BalanceReport.Pair(columns, weights);

    /// <summary>(Σw)² / Σw² of either group, the largest weight, and the largest share of a group's weight; scaled first, so that no square overflows.</summary>
    public static (double Treated, double Controls, double Largest, double Share) EffectiveSizes(in TrialColumns columns, double[] weights)
    {
        var (largest, sums, squares) = (new double[2], new double[2], new double[2]);
        for (var row = 0; row < weights.Length; row++)
        {
            var arm = columns.IsTreated[row] ? 1 : 0;
            largest[arm] = columns.Weights.Length == 0 || columns.Weights[row] > 0 ? Math.Max(largest[arm], weights[row]) : largest[arm];
        }

        for (var row = 0; row < weights.Length; row++)
        {
            var arm = columns.IsTreated[row] ? 1 : 0;
            var (frequency, w) = (columns.Weights.Length > 0 ? columns.Weights[row] : 1, weights[row] / largest[arm]);
            sums[arm] += frequency > 0 ? frequency * w : 0;
            squares[arm] += frequency > 0 ? frequency * w * w : 0;
        }

        return (Effective(1), Effective(0), Math.Max(largest[0], largest[1]), Math.Max(1 / sums[0], 1 / sums[1]));

        double Effective(int arm) => squares[arm] > 0 ? sums[arm] * sums[arm] / squares[arm] : 0;
    }

    /// <summary>Nothing to compare: the mean of the group that is there.</summary>
    public static ArmComparison EmptyArm(in TrialColumns columns, string method, double level)
    {
        var (sums, counts) = (new double[2], new double[2]);
        for (var row = 0; row < columns.Outcomes.Length; row++)
        {
            var w = columns.Weights.Length > 0 ? columns.Weights[row] : 1;
            var arm = columns.IsTreated[row] ? 1 : 0;
            counts[arm] += w;
            sums[arm] += counts[arm] > 0 ? (columns.Outcomes[row] - sums[arm]) * (w / counts[arm]) : 0;
        }

        var why = Figure.Undefined(UndefinedReason.EmptyArm);
        return new ArmComparison(method, counts[1] > 0 ? Figure.Of(sums[1]) : why, counts[0] > 0 ? Figure.Of(sums[0]) : why, why, why, double.PositiveInfinity, level);
    }
}
