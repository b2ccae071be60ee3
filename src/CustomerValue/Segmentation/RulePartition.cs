namespace CustomerValue.Segmentation;

/// <summary>The tree behind rules that divide the customers: the way back from <see cref="TreeRules"/>.</summary>
internal sealed class RulePartition
{
    private readonly SegmentRule[] rules;
    private readonly List<TreeNode> nodes = [default];

    // The bounds of the part that is being divided, as far as it has any.
    private readonly Dictionary<int, (double Above, double UpTo)> part = [];

    private RulePartition(SegmentRule[] rules)
    {
        this.rules = rules;
    }

    /// <summary>Nodes under which every customer reaches the rule that holds.</summary>
    /// <param name="rules">At least one rule.</param>
    /// <exception cref="ArgumentException">Rules overlap, or leave a gap.</exception>
    public static TreeNode[] Of(SegmentRule[] rules)
    {
        var partition = new RulePartition(rules);
        partition.Divide(0, [.. Enumerable.Range(0, rules.Length)]);
        return partition.nodes.ToArray();
    }

    private void Divide(int node, int[] held)
    {
        if (held.Length == 1)
        {
            var rule = rules[held[0]];
            if (rule.Conditions.Count != part.Count || rule.Conditions.Any(c => !part.TryGetValue(c.Column, out var range) || range != (c.Above, c.UpTo)))
            {
                throw Broken(rule);
            }

            nodes[node] = new TreeNode { Left = -1, Segment = rule.Segment, Count = rule.Count, Purity = rule.Purity };
            return;
        }

        var (column, bound) = Split(held);
        var left = nodes.Count;
        nodes[node] = new TreeNode { Left = left, Column = column, Bound = bound };
        nodes.AddRange([default, default]);
        var known = part.TryGetValue(column, out var before);
        var (above, upTo) = known ? before : (double.NegativeInfinity, double.PositiveInfinity);
        part[column] = (above, bound);
        Divide(left, Array.FindAll(held, rule => Range(rule, column).UpTo <= bound));
        part[column] = (bound, upTo);
        Divide(left + 1, Array.FindAll(held, rule => Range(rule, column).UpTo > bound));
        if (known)
        {
            part[column] = before;
        }
        else
        {
            part.Remove(column);
        }
    }

    // The bound that no rule straddles, the one with the most even halves, of the first column that has one.
    private (int Column, double Bound) Split(int[] held)
    {
        var columns = held.SelectMany(rule => rules[rule].Conditions).GroupBy(c => c.Column).Where(g => g.Count() == held.Length).OrderBy(g => g.Key);
        foreach (var column in columns)
        {
            var ranges = column.OrderBy(c => c.Above).ToArray();
            var (best, reach) = (-1, ranges[0].UpTo);
            for (var i = 1; i < ranges.Length; i++)
            {
                best = reach <= ranges[i].Above && (best < 0 || Math.Abs(2 * i - ranges.Length) < Math.Abs(2 * best - ranges.Length)) ? i : best;
                reach = Math.Max(reach, ranges[i].UpTo);
            }

            if (best > 0)
            {
                return (column.Key, ranges[best].Above);
            }
        }

        throw Broken(rules[held[0]]);
    }

    private SegmentCondition Range(int rule, int column) => rules[rule].Conditions.First(c => c.Column == column);

    private static ArgumentException Broken(SegmentRule rule, string name = "rules") =>
        new($"The rules do not divide the customers: beside '{rule}' some meet no rule or two.", name);
}
