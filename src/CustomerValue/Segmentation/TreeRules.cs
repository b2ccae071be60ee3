namespace CustomerValue.Segmentation;

/// <summary>The leaves of a tree as rules with one range per column.</summary>
internal static class TreeRules
{
    public static SegmentRule[] Of(TreeNode[] nodes, Func<int, string> columnName)
    {
        var rules = new List<SegmentRule>();
        Visit(0, new SortedDictionary<int, (double Above, double UpTo)>());
        return rules.ToArray();

        void Visit(int index, SortedDictionary<int, (double Above, double UpTo)> ranges)
        {
            var node = nodes[index];
            if (node.Left < 0)
            {
                var conditions = ranges.Select(range => new SegmentCondition(range.Key, columnName(range.Key), range.Value.Above, range.Value.UpTo)).ToArray();
                rules.Add(new SegmentRule(node.Segment, conditions, node.Count, node.Purity));
                return;
            }

            var before = ranges.TryGetValue(node.Column, out var known);
            var range = before ? known : (double.NegativeInfinity, double.PositiveInfinity);
            ranges[node.Column] = (range.Item1, node.Bound);
            Visit(node.Left, ranges);
            ranges[node.Column] = (node.Bound, range.Item2);
            Visit(node.Left + 1, ranges);
            if (before)
            {
                ranges[node.Column] = known;
            }
            else
            {
                ranges.Remove(node.Column);
            }
        }
    }
}
