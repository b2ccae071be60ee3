using CustomerValue.Information;

namespace CustomerValue.Propensity;

/// <summary>Customers whose outcome is known: what a model is fitted to.</summary>
/// <remarks>Immutable; the outcomes, weights, offsets and clusters are copied, the features shared. Memory: 8 to 28 bytes a row on top of the features.</remarks>
public sealed class LabeledBatch
{
    private readonly double[] outcomes;
    private readonly double[] weights;
    private readonly double[] offsets;
    private readonly int[] clusters;

    private LabeledBatch(FeatureBatch features, double[] outcomes, double[] weights, double[] offsets, int[] clusters)
    {
        Features = features;
        this.outcomes = outcomes;
        this.weights = weights;
        this.offsets = offsets;
        this.clusters = clusters;
    }

    /// <summary>The customers.</summary>
    public FeatureBatch Features { get; }

    /// <summary>Number of customers.</summary>
    public int RowCount => outcomes.Length;

    /// <summary>One outcome per customer.</summary>
    public ReadOnlySpan<double> Outcomes => outcomes;

    /// <summary>Frequency weights, one per customer; empty when every customer counts once.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>Known addends of the linear predictor, one per customer; empty when there are none.</summary>
    public ReadOnlySpan<double> Offsets => offsets;

    /// <summary>The cluster (household, branch) of each customer; empty when customers are independent.</summary>
    public ReadOnlySpan<int> Clusters => clusters;


    /// <summary>Customers who did (true) or did not (false).</summary>
    /// <param name="features">The customers.</param>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static LabeledBatch Of(FeatureBatch features, ReadOnlySpan<bool> outcomes)
    {
        var numbers = new double[outcomes.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = outcomes[i] ? 1 : 0;
        }

        return Of(features, numbers);
    }

    /// <summary>Customers with a numeric outcome.</summary>
    /// <param name="features">The customers.</param>
    /// <param name="outcomes">One finite outcome per customer.</param>
    /// <exception cref="ArgumentException">The lengths differ, or an outcome is not finite.</exception>
    public static LabeledBatch Of(FeatureBatch features, ReadOnlySpan<double> outcomes)
    {
        Guard.SameLength(outcomes.Length, Guard.NotNull(features).RowCount, nameof(outcomes));
        Guard.AllFinite(outcomes, nameof(outcomes));
        return new LabeledBatch(features, outcomes.ToArray(), [], [], []);
    }

    /// <summary>Groups of customers with the same features, as counts: each group is its share of events, weighted by its customers.</summary>
    /// <param name="features">One row per group.</param>
    /// <param name="events">Customers of each group with the event, 0 ≤ events ≤ customers.</param>
    /// <param name="customers">Customers of each group, ≥ 0, at least one of them &gt; 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, a count is out of range, or all groups are empty; the message names the row.</exception>
    public static LabeledBatch OfCounts(FeatureBatch features, ReadOnlySpan<long> events, ReadOnlySpan<long> customers)
    {
        Guard.SameLength(events.Length, Guard.NotNull(features).RowCount, nameof(events));
        Guard.SameLength(customers.Length, features.RowCount, nameof(customers));
        var shares = new double[events.Length];
        var weights = new double[events.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            if (events[i] < 0 || events[i] > customers[i])
            {
                throw Guard.BrokenRow(nameof(events), i, "0 ≤ events ≤ customers", $"events {Guard.Text(events[i])}, customers {Guard.Text(customers[i])}");
            }

            weights[i] = customers[i];
            shares[i] = customers[i] > 0 ? (double)events[i] / customers[i] : 0;
        }

        return Of(features, shares).WithWeights(weights);
    }

    /// <summary>The same customers with frequency weights: weight 2 equals the row twice.</summary>
    /// <param name="weights">One finite weight ≥ 0 per customer, at least one of them &gt; 0; empty for none.</param>
    /// <exception cref="ArgumentException">The lengths differ, a weight is negative or not finite, or all are 0.</exception>
    public LabeledBatch WithWeights(ReadOnlySpan<double> weights)
    {
        if (weights.IsEmpty)
        {
            return new LabeledBatch(Features, outcomes, [], offsets, clusters);
        }

        Guard.SameLength(weights.Length, RowCount, nameof(weights));
        var any = false;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0) || double.IsInfinity(weights[i]))
            {
                throw Guard.BrokenRow(nameof(weights), i, "weight finite and ≥ 0", Guard.Text(weights[i]));
            }

            any |= weights[i] > 0;
        }

        return any
            ? new LabeledBatch(Features, outcomes, weights.ToArray(), offsets, clusters)
            : throw new ArgumentException("All weights are 0.", nameof(weights));
    }

    /// <summary>The same customers with known addends of the linear predictor.</summary>
    /// <param name="offsets">One finite offset per customer; empty for none.</param>
    /// <exception cref="ArgumentException">The lengths differ, or an offset is not finite.</exception>
    public LabeledBatch WithOffsets(ReadOnlySpan<double> offsets)
    {
        if (!offsets.IsEmpty)
        {
            Guard.SameLength(offsets.Length, RowCount, nameof(offsets));
            Guard.AllFinite(offsets, nameof(offsets));
        }

        return new LabeledBatch(Features, outcomes, weights, offsets.ToArray(), clusters);
    }

    /// <summary>The same customers grouped into clusters whose members may depend on each other.</summary>
    /// <param name="clusters">Any number naming the cluster of each customer; empty for none.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public LabeledBatch WithClusters(ReadOnlySpan<int> clusters)
    {
        if (!clusters.IsEmpty)
        {
            Guard.SameLength(clusters.Length, RowCount, nameof(clusters));
        }

        return new LabeledBatch(Features, outcomes, weights, offsets, clusters.ToArray());
    }

    /// <summary>Some of the customers, in the given order; a row may be taken more than once.</summary>
    /// <param name="rows">Row numbers, 0 ≤ row &lt; <see cref="RowCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public LabeledBatch Take(ReadOnlySpan<int> rows)
    {
        return new LabeledBatch(
            Features.Rows(rows),
            Pick(outcomes, rows),
            Pick(weights, rows),
            Pick(offsets, rows),
            Pick(clusters, rows));
    }

    private static T[] Pick<T>(T[] source, ReadOnlySpan<int> rows)
    {
        if (source.Length == 0)
        {
            return [];
        }

        var picked = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            picked[i] = source[rows[i]];
        }

        return picked;
    }
}
