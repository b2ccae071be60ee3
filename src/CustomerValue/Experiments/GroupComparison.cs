namespace CustomerValue.Experiments;

/// <summary>Several chosen groups compared pair by pair: weighted, and doubly robust.</summary>
/// <remarks>Immutable and thread-safe. Holds 8 bytes a customer and group.</remarks>
public sealed class GroupComparison
{
    private readonly ArmComparison[] weighted, robust;
    private readonly double[] scores, weights, means, robustMeans, effective, covariance;
    private readonly int groups;

    private GroupComparison(ArmComparison[] weighted, ArmComparison[] robust, GroupPropensity fit, GroupSums sums, double[] effective, double[] covariance)
    {
        this.weighted = weighted;
        this.robust = robust;
        groups = fit.Groups;
        scores = fit.Scores;
        weights = sums.Weights;
        means = sums.Means;
        robustMeans = sums.AugmentedMeans;
        this.effective = effective;
        this.covariance = covariance;
        Report = fit.Report;
        DroppedCovariates = fit.Frame.Dropped;
    }

    /// <summary>Groups.</summary>
    public int GroupCount => groups;

    /// <summary>Weighted mean of each group.</summary>
    public ReadOnlySpan<double> WeightedMeans => means;

    /// <summary>Doubly robust mean of each group.</summary>
    public ReadOnlySpan<double> DoublyRobustMeans => robustMeans;

    /// <summary>Covariance of the doubly robust means, row-major: for simultaneous intervals of their contrasts.</summary>
    public ReadOnlySpan<double> Covariance => covariance;

    /// <summary>Propensity of each group, row-major.</summary>
    public ReadOnlySpan<double> Scores => scores;

    /// <summary>One weight a customer, without his frequency weight.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>(Σw)² / Σw² of each group.</summary>
    public ReadOnlySpan<double> EffectiveSizes => effective;

    /// <summary>The covariates of every group against group 0 after weighting; null without covariates.</summary>
    public BalanceReport? Balance { get; private init; }

    /// <summary>The multinomial logit of group: coefficients of each group but the first.</summary>
    public FitReport Report { get; }

    /// <summary>Covariates left out because they were constant or combinations of earlier ones.</summary>
    public IReadOnlyList<string> DroppedCovariates { get; }

    /// <summary>The group whose customers the effects are averaged over; null for all.</summary>
    public int? TargetGroup { get; private init; }

    /// <summary>What must be true for the contrasts to be effects.</summary>
    public string Assumption { get; private init; } = string.Empty;

    /// <summary>Clusters; 0 without.</summary>
    public int Clusters { get; private init; }

    /// <summary>The doubly robust contrast of two groups.</summary>
    /// <param name="minuend">The group from which is subtracted.</param>
    /// <param name="subtrahend">The group that is subtracted; another.</param>
    /// <exception cref="ArgumentException">There is no such group, or both are the same.</exception>
    public ArmComparison DoublyRobustContrast(int minuend, int subtrahend) => robust[Place(minuend, subtrahend)];

    /// <summary>The contrast of two groups' weighted means.</summary>
    /// <param name="minuend">The group from which is subtracted.</param>
    /// <param name="subtrahend">The group that is subtracted; another.</param>
    /// <exception cref="ArgumentException">There is no such group, or both are the same.</exception>
    public ArmComparison WeightedContrast(int minuend, int subtrahend) => weighted[Place(minuend, subtrahend)];

    /// <summary>Every doubly robust contrast of a later group with an earlier one, in invariant text.</summary>
    public override string ToString() =>
        string.Join("\n", Enumerable.Range(0, groups).SelectMany(b => Enumerable.Range(b + 1, groups - b - 1).Select(a => $"{Guard.Text(a)} − {Guard.Text(b)}: {DoublyRobustContrast(a, b)}")));

    internal static GroupComparison Of(in GroupColumns columns, GroupPropensity fit, GroupSums sums, GroupWeightingOptions options)
    {
        var groups = fit.Groups;
        var plain = columns.Ungrouped;
        var counts = Counts(columns, sums.Weights, out var effective);
        var balance = columns.Covariates.Length == 0 ? null : BalanceReport.Of(columns, sums.Weights);
        var n = counts.Sum();
        var factor = options.TargetGroup is null && n > 1 ? n / (n - 1) : 1;
        var target = options.TargetGroup is { } group ? $"effect on {columns.NameOf(group)}" : "effect on all";
        var (weighted, robust) = (new ArmComparison[groups * groups], new ArmComparison[groups * groups]);
        for (var a = 0; a < groups; a++)
        {
            for (var b = 0; b < groups; b++)
            {
                if (a != b)
                {
                    weighted[a * groups + b] = Contrast(columns, a, b, sums.Means, sums.Influence, 1, "generalized propensity weighting, " + target, options, Warnings());
                    robust[a * groups + b] = Contrast(columns, a, b, sums.AugmentedMeans, sums.AugmentedInfluence, factor, "augmented generalized propensity weighting, " + target, options, Warnings());
                }
            }
        }

        var clusters = ConfoundedSample.Clusters(plain, out var clusterCount);
        return new GroupComparison(weighted, robust, fit, sums, effective, Covariances(columns, sums.AugmentedInfluence, clusters, clusterCount, clusters is null ? factor : 1))
        {
            Balance = balance,
            TargetGroup = options.TargetGroup,
            Assumption = "no reason for being in a group that also moves the outcome is missing among the covariates; each customer might have been in every group; "
                + "the multinomial logit of group (for doubly robust contrasts: or the outcome models) is right",
            Clusters = clusterCount,
        };

        List<ComparisonWarning> Warnings()
        {
            var warnings = new List<ComparisonWarning>();
            if (fit.Frame.Dropped.Length > 0)
            {
                warnings.Add(ComparisonWarning.CovariatesDropped);
            }

            if (Enumerable.Range(0, groups).Any(g => effective[g] < counts[g] / 2))
            {
                warnings.Add(ComparisonWarning.FewEffectiveCustomers);
            }

            if (balance is not null && (!balance.Largest.IsDefined || balance.Largest.Value > BalanceReport.Noteworthy))
            {
                warnings.Add(ComparisonWarning.ImbalanceRemains);
            }

            return warnings;
        }
    }

    private static ArmComparison Contrast(
        in GroupColumns columns, int a, int b, double[] means, double[][] influence, double factor, string method, GroupWeightingOptions options, List<ComparisonWarning> warnings)
    {
        var difference = new double[influence[a].Length];
        for (var row = 0; row < difference.Length; row++)
        {
            difference[row] = influence[a][row] - influence[b][row];
        }

        // Only the rows' groups matter to how many units a contrast has: those of the two groups.
        var plain = columns.Ungrouped;
        return ConfoundedSample.Compare(plain, means[a], means[b], difference, factor, method, options.Reference, options.Level, warnings, LeastUnits(columns, a, b));
    }

    private static double LeastUnits(in GroupColumns columns, int a, int b)
    {
        var clusters = ConfoundedSample.Clusters(columns.Ungrouped, out var count);
        var units = new double[2];
        var seen = new byte[count];
        for (var row = 0; row < columns.Groups.Length; row++)
        {
            var arm = columns.Groups[row] == a ? 1 : columns.Groups[row] == b ? 2 : 0;
            var w = columns.Weights.Length > 0 ? columns.Weights[row] : 1;
            if (arm == 0 || w == 0)
            {
                continue;
            }

            if (clusters is null)
            {
                units[arm - 1] += w;
            }
            else if ((seen[clusters[row]] & arm) == 0)
            {
                seen[clusters[row]] |= (byte)arm;
                units[arm - 1]++;
            }
        }

        return Math.Min(units[0], units[1]);
    }

    private static double[] Counts(in GroupColumns columns, double[] weights, out double[] effective)
    {
        var groups = columns.GroupCount;
        double[] counts = new double[groups], largest = new double[groups], sums = new double[groups], squares = new double[groups];
        for (var row = 0; row < weights.Length; row++)
        {
            largest[columns.Groups[row]] = Math.Max(largest[columns.Groups[row]], weights[row]);
        }

        for (var row = 0; row < weights.Length; row++)
        {
            var g = columns.Groups[row];
            var (frequency, w) = (columns.Weights.Length > 0 ? columns.Weights[row] : 1, weights[row] / largest[g]);
            counts[g] += frequency;
            sums[g] += frequency * w;
            squares[g] += frequency * w * w;
        }

        effective = sums.Zip(squares, (s, q) => s * s / q).ToArray();
        return counts;
    }

    private static double[] Covariances(in GroupColumns columns, double[][] influence, int[]? clusters, int count, double factor)
    {
        var groups = influence.Length;
        var covariance = new double[groups * groups];
        for (var a = 0; a < groups; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var value = factor * InfluenceSums.Product(influence[a], influence[b], columns.Weights, clusters, count);
                covariance[a * groups + b] = covariance[b * groups + a] = value;
            }
        }

        return covariance;
    }

    private int Place(int minuend, int subtrahend)
    {
        Guard.Between(minuend, 0, groups - 1);
        Guard.Between(subtrahend, 0, groups - 1);
        return minuend != subtrahend ? minuend * groups + subtrahend : throw new ArgumentException("A group is not compared with itself.", nameof(subtrahend));
    }
}
