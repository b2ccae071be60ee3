using CustomerValue.Numerics;

namespace CustomerValue.Segmentation;

/// <summary>Grows a classification tree leaf by leaf, the leaf whose split lowers the Gini impurity most first.</summary>
internal ref struct TreeGrowth
{
    private readonly ReadOnlySpan<double> rows;
    private readonly ReadOnlySpan<int> segments;
    private readonly ReadOnlySpan<double> weights;
    private readonly int featureCount;
    private readonly int segmentCount;
    private readonly double smallest;

    // For every column the rows by ascending value; the rows of a leaf stand together, in the same places in all of them.
    private readonly int[][] orders;
    private readonly bool[] goesLeft;
    private readonly int[] spare;

    public TreeGrowth(ReadOnlySpan<double> rows, int featureCount, ReadOnlySpan<int> segments, int segmentCount, ReadOnlySpan<double> weights, double smallest)
    {
        this.rows = rows;
        this.segments = segments;
        this.weights = weights;
        this.featureCount = featureCount;
        this.segmentCount = segmentCount;
        this.smallest = smallest;
        orders = new int[featureCount][];
        goesLeft = new bool[segments.Length];
        spare = new int[segments.Length];
        var column = new double[segments.Length];
        for (var j = 0; j < featureCount; j++)
        {
            for (var row = 0; row < column.Length; row++)
            {
                column[row] = rows[row * featureCount + j];
            }

            orders[j] = StableOrder.Ascending(column);
        }
    }

    public TreeNode[] Grow(int mostLeaves, CancellationToken cancellation)
    {
        var nodes = new List<TreeNode>();
        var leaves = new List<Leaf>();
        Add(nodes, leaves, 0, segments.Length, cancellation);
        while (leaves.Count < mostLeaves)
        {
            var best = -1;
            for (var i = 0; i < leaves.Count; i++)
            {
                best = leaves[i].Gain > (best < 0 ? 0 : leaves[best].Gain) ? i : best;
            }

            if (best < 0)
            {
                break;
            }

            var leaf = leaves[best];
            leaves.RemoveAt(best);
            var node = nodes[leaf.Node];
            node.Left = nodes.Count;
            node.Column = leaf.Column;
            node.Bound = leaf.Bound;
            nodes[leaf.Node] = node;
            Part(leaf);
            Add(nodes, leaves, leaf.First, leaf.Split, cancellation);
            Add(nodes, leaves, leaf.Split, leaf.End, cancellation);
        }

        return nodes.ToArray();
    }

    private readonly void Add(List<TreeNode> nodes, List<Leaf> leaves, int first, int end, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var counts = new double[segmentCount];
        for (var i = first; i < end; i++)
        {
            counts[segments[orders[0][i]]] += Weight(orders[0][i]);
        }

        var total = counts.Sum();
        var largest = Array.IndexOf(counts, counts.Max());
        leaves.Add(BestSplit(counts, total, first, end, nodes.Count));
        nodes.Add(new TreeNode { Left = -1, Segment = largest, Count = total, Purity = counts[largest] / total });
    }

    private readonly Leaf BestSplit(double[] counts, double total, int first, int end, int node)
    {
        var best = new Leaf { Node = node, First = first, End = end };
        var squares = counts.Sum(count => count * count);
        var left = new double[segmentCount];
        for (var j = 0; j < featureCount; j++)
        {
            Array.Clear(left, 0, left.Length);
            var (leftTotal, leftSquares, rightSquares) = (0.0, 0.0, squares);
            for (var i = first; i < end - 1; i++)
            {
                var row = orders[j][i];
                var (segment, weight) = (segments[row], Weight(row));
                leftSquares += weight * (2 * left[segment] + weight);
                rightSquares -= weight * (2 * (counts[segment] - left[segment]) - weight);
                left[segment] += weight;
                leftTotal += weight;
                var (value, next) = (rows[row * featureCount + j], rows[orders[j][i + 1] * featureCount + j]);
                if (next == value || leftTotal < smallest || total - leftTotal < smallest)
                {
                    continue;
                }

                // Weighted Gini before − after = Σ squares of the parts ÷ their totals − the whole's.
                var gain = leftSquares / leftTotal + rightSquares / (total - leftTotal) - squares / total;
                if (gain > best.Gain * (1 + 1e-12) + 1e-12 * total)
                {
                    var bound = 0.5 * value + 0.5 * next;
                    best.Gain = gain;
                    best.Column = j;
                    best.Bound = bound < next ? bound : value;
                    best.Split = i + 1;
                }
            }
        }

        return best;
    }

    private readonly void Part(Leaf leaf)
    {
        for (var i = leaf.First; i < leaf.End; i++)
        {
            goesLeft[orders[leaf.Column][i]] = i < leaf.Split;
        }

        foreach (var order in orders)
        {
            var (left, right) = (leaf.First, 0);
            for (var i = leaf.First; i < leaf.End; i++)
            {
                if (goesLeft[order[i]])
                {
                    order[left++] = order[i];
                }
                else
                {
                    spare[right++] = order[i];
                }
            }

            Array.Copy(spare, 0, order, left, right);
        }
    }

    private readonly double Weight(int row) => weights.Length > 0 ? weights[row] : 1;

    private struct Leaf
    {
        public int Node;
        public int First;
        public int Split;
        public int End;
        public int Column;
        public double Bound;
        public double Gain;
    }
}
