using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>How alike the arms are in what was known before the campaign.</summary>
/// <remarks>
/// Read the sizes of the differences; after a proper draw the omnibus test finds one in twenty all by itself. It is about the drawing: of customers
/// drawn by cluster, report the clusters' means. With sampling weights (matching, inverse probabilities) means, variance ratios and distribution functions
/// are weighted, while the denominators of standardized differences stay those of the unweighted arms. Immutable and thread-safe.
/// </remarks>
public sealed class BalanceReport
{
    /// <summary>Standardized differences above this size are by custom noteworthy.</summary>
    public const double Noteworthy = 0.1;

    private readonly BalanceRow[] rows;
    private readonly double[] effectiveSizes;

    private BalanceReport(BalanceRow[] rows, double[] effectiveSizes, double distance, int degrees, Figure hotelling)
    {
        this.rows = rows;
        this.effectiveSizes = effectiveSizes;
        Distance = distance;
        DegreesOfFreedom = degrees;
        PValue = degrees == 0 ? Figure.Undefined(UndefinedReason.ZeroVariance) : Figure.Of(ChiSquaredDistribution.Survival(distance, degrees));
        LogPValue = degrees == 0 ? PValue : Figure.Of(ChiSquaredDistribution.LogSurvival(distance, degrees));
        HotellingPValue = hotelling;
    }

    /// <summary>One row for each covariate and arm other than the reference, covariates together.</summary>
    public IReadOnlyList<BalanceRow> Rows => rows;

    /// <summary>Customers in each arm; with weights the effective number (Σw)² / Σw².</summary>
    public ReadOnlySpan<double> EffectiveSizes => effectiveSizes;

    /// <summary>The omnibus statistic M over all covariates at once, unweighted: χ² when the arms were drawn at random; see <see cref="Rerandomization"/>.</summary>
    public double Distance { get; }

    /// <summary>Covariates that are not constant and not sums of others, times arms − 1.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>χ² p-value of <see cref="Distance"/> (Wald); undefined when every covariate is constant.</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>, kept where that underflows to 0.</summary>
    public Figure LogPValue { get; }

    /// <summary>p-value of Hotelling's T² (an F test), for two arms; undefined for more, or with too few customers.</summary>
    public Figure HotellingPValue { get; }

    /// <summary>The largest standardized difference in size; undefined where one of them is.</summary>
    public Figure Largest
    {
        get
        {
            var largest = 0.0;
            foreach (var row in rows)
            {
                if (!row.StandardizedDifference.IsDefined)
                {
                    return row.StandardizedDifference;
                }

                largest = Math.Max(largest, Math.Abs(row.StandardizedDifference.Value));
            }

            return Figure.Of(largest);
        }
    }

    /// <summary>The report.</summary>
    /// <param name="covariates">One row of finite numbers a customer, row-major.</param>
    /// <param name="names">One name a column.</param>
    /// <param name="arms">One arm ≥ 0 a customer; −1 leaves the customer out.</param>
    /// <param name="reference">The arm that the others are compared with.</param>
    /// <param name="samplingWeights">Inverse-probability or matching weights, finite and ≥ 0; empty for none.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a value breaks its rule, or fewer than two arms (or not the reference) have customers or weight.</exception>
    public static BalanceReport Of(
        ReadOnlySpan<double> covariates, IReadOnlyList<string> names, ReadOnlySpan<int> arms, int reference = 0, ReadOnlySpan<double> samplingWeights = default)
    {
        if (samplingWeights.Length > 0)
        {
            Guard.SameLength(samplingWeights.Length, arms.Length, nameof(samplingWeights));
        }

        return Of(covariates, names, arms, reference, [samplingWeights.ToArray()], default)[0];
    }

    /// <summary>The report of a trial's two arms: arm 1 treated, arm 0 control, the reference.</summary>
    /// <param name="columns">One row a customer, at least one covariate; outcomes are not read, frequency weights count rows.</param>
    /// <param name="samplingWeights">Inverse-probability or matching weights, finite and ≥ 0; empty for none.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a value breaks its rule, or an arm has no customer or no weight.</exception>
    public static BalanceReport Of(TrialColumns columns, ReadOnlySpan<double> samplingWeights = default)
    {
        columns.Check();
        if (samplingWeights.Length > 0)
        {
            Guard.SameLength(samplingWeights.Length, columns.IsTreated.Length, nameof(samplingWeights));
        }

        return Of(columns, Arms(columns), [samplingWeights.ToArray()])[0];
    }

    /// <summary>Before and after weighting; sorts are shared.</summary>
    internal static (BalanceReport Before, BalanceReport After) Pair(in TrialColumns columns, double[] samplingWeights)
    {
        var both = Of(columns, Arms(columns), [[], samplingWeights]);
        return (both[0], both[1]);
    }

    internal static BalanceReport Of(in GroupColumns columns, double[] samplingWeights) => Of(columns.Ungrouped, columns.Groups, [samplingWeights])[0];

    private static BalanceReport[] Of(in TrialColumns columns, ReadOnlySpan<int> arms, double[][] weightSets)
    {
        var names = new string[columns.CovariateCount];
        for (var j = 0; j < names.Length; j++)
        {
            names[j] = columns.NameOf(j);
        }

        return Of(columns.Covariates, names, arms, 0, weightSets, columns.Weights);
    }

    private static int[] Arms(in TrialColumns columns)
    {
        var arms = new int[columns.IsTreated.Length];
        for (var row = 0; row < arms.Length; row++)
        {
            arms[row] = columns.IsTreated[row] ? 1 : 0;
        }

        return arms;
    }

    private static BalanceReport[] Of(
        ReadOnlySpan<double> covariates, IReadOnlyList<string> names, ReadOnlySpan<int> arms, int reference, double[][] weightSets, ReadOnlySpan<double> frequencies)
    {
        var columns = Guard.AtLeast(Guard.NotNull(names).Count, 1, nameof(names));
        Guard.SameLength(covariates.Length, arms.Length * columns, nameof(covariates));
        Guard.AllFinite(covariates, nameof(covariates));
        var count = Mahalanobis.ArmsOf(arms, nameof(arms));
        foreach (var weights in weightSets)
        {
            CheckWeights(weights);
        }

        var members = Members(arms, count, reference);
        var sizes = Array.ConvertAll(weightSets, weights => new double[count]);
        for (var set = 0; set < weightSets.Length; set++)
        {
            for (var arm = 0; arm < count; arm++)
            {
                sizes[set][arm] = EffectiveSize(members[arm], arm, weightSets[set], frequencies);
            }
        }

        var rows = Array.ConvertAll(weightSets, _ => new List<BalanceRow>());
        for (var column = 0; column < columns; column++)
        {
            var of = ArmSample.Of(covariates, columns, column, members[reference], weightSets, frequencies);
            for (var arm = 0; arm < count; arm++)
            {
                if (arm == reference || members[arm].Length == 0)
                {
                    continue;
                }

                var samples = ArmSample.Of(covariates, columns, column, members[arm], weightSets, frequencies);
                for (var set = 0; set < samples.Length; set++)
                {
                    var (sample, other) = (samples[set], of[set]);
                    var ratio = sample.WeightedVariance > 0 && other.WeightedVariance > 0
                        ? Figure.Of(sample.WeightedVariance / other.WeightedVariance)
                        : Figure.Undefined(UndefinedReason.ZeroVariance);
                    rows[set].Add(new BalanceRow(names[column], arm, sample.Mean, other.Mean, sample.Variance, other.Variance, ratio, sample.LargestDistance(other)));
                }
            }
        }

        Omnibus(covariates, columns, arms, members, frequencies, out var distance, out var degrees, out var hotelling);
        var reports = new BalanceReport[weightSets.Length];
        for (var set = 0; set < reports.Length; set++)
        {
            reports[set] = new BalanceReport([.. rows[set]], sizes[set], distance, degrees, hotelling);
        }

        return reports;
    }

    private static double EffectiveSize(int[] members, int arm, double[] samplingWeights, ReadOnlySpan<double> frequencies)
    {
        double sum = 0, squares = 0, scale = samplingWeights.Length > 0 ? 0 : 1;
        foreach (var row in members)
        {
            scale = samplingWeights.Length > 0 ? Math.Max(scale, samplingWeights[row]) : scale;
        }

        foreach (var row in members)
        {
            // Scaled by the largest, so that no square overflows.
            var frequency = frequencies.Length > 0 ? frequencies[row] : 1;
            var w = frequency == 0 || scale == 0 ? 0 : samplingWeights.Length > 0 ? samplingWeights[row] / scale : 1;
            sum += frequency * w;
            squares += frequency * w * w;
        }

        return members.Length == 0 || sum > 0
            ? squares > 0 ? sum * sum / squares : 0
            : throw new ArgumentException($"The weights of arm {Guard.Text(arm)} are all 0; there is nothing to compare.", nameof(samplingWeights));
    }

    /// <summary>One line a row, then the omnibus test, in invariant text.</summary>
    public override string ToString() =>
        string.Join("\n", rows.Select(row => row.ToString())) + $"\nomnibus χ² {Guard.Text(Distance)}, df {Guard.Text(DegreesOfFreedom)}, p {PValue}";

    private static void Omnibus(
        ReadOnlySpan<double> covariates, int columns, ReadOnlySpan<int> arms, int[][] members, ReadOnlySpan<double> frequencies, out double distance, out int degrees, out Figure hotelling)
    {
        // Only the customers that were drawn.
        var drawnCount = members.Sum(m => m.Length);
        var drawn = new double[drawnCount * columns];
        var rows = new int[drawnCount];
        var counts = new double[frequencies.Length > 0 ? drawnCount : 0];
        double n = drawnCount;
        for (int row = 0, next = 0; row < arms.Length; row++)
        {
            if (arms[row] >= 0)
            {
                rows[next] = arms[row];
                if (counts.Length > 0)
                {
                    counts[next] = frequencies[row];
                }

                covariates.Slice(row * columns, columns).CopyTo(drawn.AsSpan(next++ * columns));
            }
        }

        n = counts.Length > 0 ? counts.Sum() : n;
        var white = Mahalanobis.Whiten(drawn, columns, nameof(covariates), out var used, counts);
        var groups = members.Count(m => m.Length > 0);
        distance = Mahalanobis.Imbalance(white, used.Length, rows, members.Length, counts);
        degrees = used.Length * (groups - 1);
        double k = used.Length, rest = n - k - 1;
        hotelling = Figure.Undefined(UndefinedReason.TooFewObservations);
        if (groups == 2 && k > 0 && rest > 0)
        {
            // Total = within + between, so T² = M (n − 2) / (n − 1 − M) and F = T² (n − k − 1) / (k (n − 2)).
            var left = n - 1 - distance;
            hotelling = Figure.Of(left <= 0 ? 0 : FDistribution.Survival(distance / left * rest / k, k, rest));
        }
    }

    private static int[][] Members(ReadOnlySpan<int> arms, int count, int reference)
    {
        var lists = new List<int>[count];
        for (var arm = 0; arm < count; arm++)
        {
            lists[arm] = [];
        }

        for (var row = 0; row < arms.Length; row++)
        {
            if (arms[row] >= 0)
            {
                lists[arms[row]].Add(row);
            }
        }

        return reference >= 0 && reference < count && lists[reference].Count > 0
            ? Array.ConvertAll(lists, list => list.ToArray())
            : throw new ArgumentException($"The reference arm {Guard.Text(reference)} has no customer.", nameof(reference));
    }

    private static void CheckWeights(double[] weights)
    {
        for (var row = 0; row < weights.Length; row++)
        {
            if (!(weights[row] >= 0) || double.IsInfinity(weights[row]))
            {
                throw Guard.BrokenRow("samplingWeights", row, "0 ≤ weight < ∞", $"weight {Guard.Text(weights[row])}");
            }
        }
    }
}
