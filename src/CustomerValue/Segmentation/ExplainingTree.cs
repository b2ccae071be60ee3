using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Segmentation;

/// <summary>A few rules that say, nearly, who is in which segment: a shallow classification tree and how faithful it is.</summary>
/// <remarks>
/// Splits by Gini impurity, the best leaf first (Breiman, Friedman, Olshen, Stone 1984), at half way between neighboring values; of equal splits the first column and the lowest value.
/// <see cref="Fidelity"/> says how many customers the rules place as the segments do, <see cref="CostRatio"/> how much looser the segments become by
/// them (Moshkovitz, Dasgupta, Rashtchian, Frost 2020, ICML). An explanation of the segments, not a second segmentation, though it can serve as one.
/// Memory: 12 bytes per value besides the rows. The same rows give the same rules. Immutable and thread-safe.
/// </remarks>
public sealed class ExplainingTree : ISegmenter
{
    private readonly TreeNode[] nodes;

    private ExplainingTree(TreeNode[] nodes, SegmentRule[] rules, int segmentCount, int featureCount)
    {
        this.nodes = nodes;
        Rules = rules;
        SegmentCount = segmentCount;
        FeatureCount = featureCount;
    }

    /// <summary>The rules; every customer meets exactly one.</summary>
    public IReadOnlyList<SegmentRule> Rules { get; }

    /// <inheritdoc/>
    public int SegmentCount { get; }

    /// <summary>Length of the rows the rules read.</summary>
    public int FeatureCount { get; }

    /// <summary>Share of the customers whom the rules put into their own segment, 0 to 1.</summary>
    public double Fidelity { get; private init; }

    /// <summary>
    /// Squared distances to the means of the customers as the rules place them ÷ those as the segments do, ≥ 1 for segments that k-means could not better; undefined where nobody differs from
    /// the mean of the segment.
    /// </summary>
    public Figure CostRatio { get; private init; }

    /// <summary>Rules for the segments of a batch of numeric columns.</summary>
    /// <param name="batch">The customers; no category columns, nothing missing. Give the columns as people read them: standardizing changes the bounds, not the rules.</param>
    /// <param name="segments">One segment per row.</param>
    /// <param name="segmentCount">Number of segments, 1 to 1000.</param>
    /// <param name="options">How simple; null for <see cref="ExplainOptions.Default"/>.</param>
    /// <param name="weights">Frequency weights ≥ 0, one per row; empty for 1 each.</param>
    /// <param name="cancellation">Stops between splits.</param>
    /// <exception cref="ArgumentException">A column is a category, a value is missing, or a span does not fit; the message names the row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of segments is out of range.</exception>
    public static ExplainingTree Fit(
        FeatureBatch batch,
        ReadOnlySpan<int> segments,
        int segmentCount,
        ExplainOptions? options = null,
        ReadOnlySpan<double> weights = default,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(batch);
        if (batch.Schema.NumericCount != batch.ColumnCount)
        {
            throw new ArgumentException($"Column '{batch.Schema.Columns[batch.Schema.NumericCount].Name}' is a category; the rules read numbers alone. Encode it as indicators.", nameof(batch));
        }

        return Fit(batch.Values, batch.ColumnCount, j => batch.Schema.Columns[j].Name, segments, segmentCount, options, weights, cancellation);
    }

    /// <summary>Rules for the segments of rows of numbers.</summary>
    /// <param name="rows">Row-major values, rows × <paramref name="featureCount"/>, finite.</param>
    /// <param name="featureCount">Number of columns, ≥ 1.</param>
    /// <param name="segments">One segment per row.</param>
    /// <param name="segmentCount">Number of segments, 1 to 1000.</param>
    /// <param name="options">How simple; null for <see cref="ExplainOptions.Default"/>.</param>
    /// <param name="weights">Frequency weights ≥ 0, one per row; empty for 1 each.</param>
    /// <param name="cancellation">Stops between splits.</param>
    /// <exception cref="ArgumentException">A value is not finite, or a span does not fit; the message names the row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of segments or columns is out of range.</exception>
    public static ExplainingTree Fit(
        ReadOnlySpan<double> rows,
        int featureCount,
        ReadOnlySpan<int> segments,
        int segmentCount,
        ExplainOptions? options = null,
        ReadOnlySpan<double> weights = default,
        CancellationToken cancellation = default) =>
        Fit(rows, Guard.AtLeast(featureCount, 1), j => "column " + Guard.Text(j), segments, segmentCount, options, weights, cancellation);

    /// <summary>A tree from its rules, as they were saved: it assigns every customer as the fitted one, with the same margin.</summary>
    /// <param name="rules">1 to 1000 rules, of which every customer meets exactly one.</param>
    /// <param name="segmentCount">Number of segments, 1 to 1000.</param>
    /// <param name="featureCount">Length of the rows, ≥ 1.</param>
    /// <exception cref="ArgumentException">There is no rule, some customer meets none or two, or a rule names a segment or column that does not exist.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of rules, segments or columns is out of range.</exception>
    /// <remarks><see cref="Fidelity"/> comes from the rules; <see cref="CostRatio"/> needs the customers and is undefined.</remarks>
    public static ExplainingTree FromParameters(IEnumerable<SegmentRule> rules, int segmentCount, int featureCount)
    {
        var list = Guard.NotNull(rules).ToArray();
        Guard.Between(list.Length, 1, 1000, nameof(rules));
        Guard.Between(segmentCount, 1, 1000);
        Guard.AtLeast(featureCount, 1);
        for (var i = 0; i < list.Length; i++)
        {
            if (Guard.NotNull(list[i], nameof(rules)).Segment >= segmentCount || list[i].Conditions.Any(c => c.Column >= featureCount))
            {
                throw Guard.BrokenRow(nameof(rules), i, $"segment < {Guard.Text(segmentCount)} and columns < {Guard.Text(featureCount)}", list[i].ToString());
            }
        }

        var (hits, all) = (0.0, list.Max(rule => rule.Count));
        var shares = list.Sum(rule => rule.Count / all);
        foreach (var rule in list)
        {
            hits += rule.Purity * (rule.Count / all / shares);
        }

        return new ExplainingTree(RulePartition.Of(list), list, segmentCount, featureCount) { Fidelity = Math.Min(hits, 1) };
    }

    /// <summary>The segment of one customer by the rules.</summary>
    /// <param name="features">One row of <see cref="FeatureCount"/> values.</param>
    /// <exception cref="ArgumentException">The row has another length, or a value the rules read is missing.</exception>
    public int Assign(ReadOnlySpan<double> features) => nodes[Leaf(features)].Segment;

    /// <summary>The segment of one customer by the rules, and the share of the rule's customers that is in it.</summary>
    /// <param name="features">One row of <see cref="FeatureCount"/> values.</param>
    /// <param name="margin">The purity of the rule that holds, above 0 and at most 1.</param>
    /// <exception cref="ArgumentException">The row has another length, or a value the rules read is missing.</exception>
    public int Assign(ReadOnlySpan<double> features, out double margin)
    {
        ref readonly var leaf = ref nodes[Leaf(features)];
        margin = leaf.Purity;
        return leaf.Segment;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The columns do not fit, the destination is too short, or a value is missing.</exception>
    public void Assign(FeatureBatch batch, Span<int> destination)
    {
        Guard.NotNull(batch);
        Guard.LongEnough(destination.Length, batch.RowCount, nameof(destination));
        for (var row = 0; row < batch.RowCount; row++)
        {
            destination[row] = Assign(batch.Row(row));
        }
    }

    /// <summary>The rules, one a line.</summary>
    public override string ToString() => string.Join("\n", Rules);

    private static ExplainingTree Fit(
        ReadOnlySpan<double> rows,
        int featureCount,
        Func<int, string> columnName,
        ReadOnlySpan<int> segments,
        int segmentCount,
        ExplainOptions? options,
        ReadOnlySpan<double> weights,
        CancellationToken cancellation)
    {
        options ??= ExplainOptions.Default;
        Guard.Between(segmentCount, 1, 1000);
        if (rows.Length == 0 || rows.Length % featureCount != 0)
        {
            throw new ArgumentException($"{Guard.Text(rows.Length)} values do not fill at least one row of {Guard.Text(featureCount)} columns.", nameof(rows));
        }

        Guard.AllFinite(rows, nameof(rows));
        Guard.SameLength(segments.Length, rows.Length / featureCount, nameof(segments));
        if (!(BinCounts.FromSegments(segments, segmentCount, weights).Total > 0))
        {
            throw new ArgumentException("All weights are 0.", nameof(weights));
        }

        var growth = new TreeGrowth(rows, featureCount, segments, segmentCount, weights, options.SmallestRule);
        var nodes = growth.Grow(options.Rules ?? Math.Max(segmentCount, 2), cancellation);
        var tree = new ExplainingTree(nodes, TreeRules.Of(nodes, columnName), segmentCount, featureCount);
        var (hits, all) = (0.0, 0.0);
        var placed = new int[segments.Length];
        for (var row = 0; row < placed.Length; row++)
        {
            placed[row] = tree.Assign(rows.Slice(row * featureCount, featureCount));
            var weight = weights.Length > 0 ? weights[row] : 1;
            hits += placed[row] == segments[row] ? weight : 0;
            all += weight;
        }

        var own = Inertia(rows, featureCount, segments, segmentCount, weights);
        return new ExplainingTree(nodes, tree.Rules.ToArray(), segmentCount, featureCount)
        {
            Fidelity = hits / all,
            CostRatio = own > 0
                ? Figure.Of(Inertia(rows, featureCount, placed, segmentCount, weights) / own)
                : Figure.Undefined(UndefinedReason.ZeroVariance),
        };
    }

    // Squares of amounts beyond 1e100 or below 1e−100 leave the range of a double: then the largest is the unit.
    private static double Unit(ReadOnlySpan<double> rows)
    {
        var largest = 0.0;
        foreach (var value in rows)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest is > 1e100 or (< 1e-100 and > 1e-300) ? 1 / largest : 1;
    }

    private static double Inertia(ReadOnlySpan<double> rows, int featureCount, ReadOnlySpan<int> segments, int segmentCount, ReadOnlySpan<double> weights)
    {
        var unit = Unit(rows);
        var (means, counts) = (new double[segmentCount * featureCount], new double[segmentCount]);
        for (var row = 0; row < segments.Length; row++)
        {
            var (weight, segment) = (weights.Length > 0 ? weights[row] : 1, segments[row]);
            counts[segment] += weight;
            for (var j = 0; weight > 0 && j < featureCount; j++)
            {
                ref var mean = ref means[segment * featureCount + j];
                mean += (rows[row * featureCount + j] * unit - mean) * (weight / counts[segment]);
            }
        }

        var sum = default(CompensatedSum);
        for (var row = 0; row < segments.Length; row++)
        {
            var square = 0.0;
            for (var j = 0; j < featureCount; j++)
            {
                var away = rows[row * featureCount + j] * unit - means[segments[row] * featureCount + j];
                square += away * away;
            }

            sum.Add(square * (weights.Length > 0 ? weights[row] : 1));
        }

        return sum.Value;
    }

    private int Leaf(ReadOnlySpan<double> features)
    {
        Guard.SameLength(features.Length, FeatureCount, nameof(features));
        var node = 0;
        while (nodes[node].Left >= 0)
        {
            var value = features[nodes[node].Column];
            if (double.IsNaN(value))
            {
                throw new ArgumentException($"Column {Guard.Text(nodes[node].Column)} is missing, and the rules read it.", nameof(features));
            }

            node = value <= nodes[node].Bound ? nodes[node].Left : nodes[node].Left + 1;
        }

        return node;
    }
}
