using CustomerValue.Segmentation;

namespace CustomerValue.Tests.Segmentation;

public sealed class ExplainingTreeLaws
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_tree_rebuilt_from_its_rules_assigns_every_row_alike(int seed)
    {
        var random = new Random(20261124 + seed);
        const int Rows = 400;
        var rows = Enumerable.Range(0, Rows * 3).Select(_ => (double)random.Next(0, 30)).ToArray();
        var segments = Enumerable.Range(0, Rows).Select(i => (int)(rows[3 * i] + rows[3 * i + 1] * rows[3 * i + 2]) % 5).ToArray();
        var tree = ExplainingTree.Fit(rows, 3, segments, 5, new ExplainOptions { Rules = 40 });
        var rebuilt = ExplainingTree.FromParameters(
            tree.Rules.Select(rule => SegmentRule.FromParameters(
                rule.Segment, rule.Conditions.Select(c => SegmentCondition.FromParameters(c.Column, c.Name, c.Above, c.UpTo)), rule.Count, rule.Purity)),
            tree.SegmentCount,
            tree.FeatureCount);
        rebuilt.ToString().Should().Be(tree.ToString());
        rebuilt.Fidelity.Should().BeApproximately(tree.Fidelity, 1e-13);
        rebuilt.CostRatio.IsDefined.Should().BeFalse();
        for (var i = 0; i < 2000; i++)
        {
            double[] row = [random.Next(-5, 70) / 2.0, random.Next(-5, 70) / 2.0, random.Next(-5, 70) / 2.0];
            rebuilt.Assign(row, out var margin).Should().Be(tree.Assign(row, out var expected));
            margin.Should().Be(expected);
            var holding = tree.Rules.Where(rule => rule.Conditions.All(c => row[c.Column] > c.Above && row[c.Column] <= c.UpTo)).ToArray();
            holding.Should().ContainSingle().Which.Segment.Should().Be(rebuilt.Assign(row));
        }
    }

    [Fact]
    public void A_long_chain_of_rules_on_one_column_is_rebuilt()
    {
        var rows = Enumerable.Range(0, 1000).Select(i => (double)i).ToArray();
        var tree = ExplainingTree.Fit(rows, 1, Enumerable.Range(0, 1000).Select(i => i % 2).ToArray(), 2, new ExplainOptions { Rules = 1000 });
        tree.Rules.Should().HaveCount(1000);
        var rebuilt = ExplainingTree.FromParameters(tree.Rules, 2, 1);
        rows.Count(row => rebuilt.Assign([row]) != tree.Assign([row])).Should().Be(0);
        rebuilt.Fidelity.Should().Be(1);
    }

    [Fact]
    public void Rules_that_overlap_leave_a_gap_or_name_what_is_not_there_are_refused()
    {
        SegmentRule Rule(int segment, params (int Column, double Above, double UpTo)[] ranges) =>
            SegmentRule.FromParameters(segment, ranges.Select(r => SegmentCondition.FromParameters(r.Column, "c", r.Above, r.UpTo)), 1, 1);
        const double Less = double.NegativeInfinity, More = double.PositiveInfinity;

        ExplainingTree.FromParameters([Rule(0, (0, Less, 5)), Rule(1, (0, 5, More))], 2, 1).Assign([5]).Should().Be(0);
        var broken = new SegmentRule[][]
        {
            [Rule(0, (0, Less, 5)), Rule(1, (0, 4, More))],
            [Rule(0, (0, Less, 5)), Rule(1, (0, 6, More))],
            [Rule(0, (0, Less, 5)), Rule(1, (0, 5, 9))],
            [Rule(0, (0, Less, 5))],
            [Rule(0), Rule(1)],
            [Rule(0, (0, Less, 5)), Rule(1)],
            [Rule(0, (0, Less, 5)), Rule(1, (1, 5, More))],
            [Rule(0, (0, Less, 5)), Rule(0, (0, Less, 5)), Rule(1, (0, 5, More))],
        };
        foreach (var rules in broken)
        {
            ((Action)(() => ExplainingTree.FromParameters(rules, 2, 2))).Should().Throw<ArgumentException>().WithMessage("*do not divide*");
        }

        ((Action)(() => ExplainingTree.FromParameters([Rule(2)], 2, 2))).Should().Throw<ArgumentException>().WithMessage("Row 0*");
        ((Action)(() => ExplainingTree.FromParameters([Rule(0, (2, Less, 1)), Rule(0, (2, 1, More))], 2, 2))).Should().Throw<ArgumentException>().WithMessage("Row 0*");
        ((Action)(() => ExplainingTree.FromParameters([], 2, 2))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Rule(0, (1, 0, 1), (0, 0, 1)))).Should().Throw<ArgumentException>().WithMessage("*ascending*");
        ((Action)(() => Rule(0, (1, 2, 1)))).Should().Throw<ArgumentException>().WithMessage("*range*");
        ((Action)(() => Rule(0, (1, double.NaN, 1)))).Should().Throw<ArgumentException>();
        ((Action)(() => Rule(0, (1, Less, More)))).Should().Throw<ArgumentException>();
        ((Action)(() => SegmentRule.FromParameters(0, [], 1, 0))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => SegmentRule.FromParameters(0, [null!], 1, 1))).Should().Throw<ArgumentNullException>();
        ((Action)(() => SegmentCondition.FromParameters(0, "", 0, 1))).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(1e-200)]
    [InlineData(1024)]
    public void The_unit_of_a_column_changes_bounds_alone(double unit)
    {
        double[] rows = [1, 4, 2, 3, 3, 9, 4, 1, 5, 7, 6, 2];
        int[] segments = [0, 1, 1, 0, 1, 1];
        var (one, scaled) = (ExplainingTree.Fit(rows, 2, segments, 2), ExplainingTree.Fit(rows.Select(v => v * unit).ToArray(), 2, segments, 2));
        scaled.Fidelity.Should().Be(one.Fidelity);
        scaled.CostRatio.Value.Should().BeApproximately(one.CostRatio.Value, 1e-12);
        scaled.Rules.Select(r => r.Segment).Should().Equal(one.Rules.Select(r => r.Segment));
    }

    [Fact]
    public void Assigning_allocates_nothing()
    {
        var tree = ExplainingTree.Fit([1, 2, 3, 4, 5, 6, 7, 8], 2, [0, 1, 0, 1], 2, new ExplainOptions { Rules = 4 });
        double[] row = [3, 4];
        Zero.Bytes(() => tree.Assign(row, out _));
    }

    [Fact]
    [Trait("Category", "Bits")]
    public void Trees_profiles_and_chains_keep_their_bits()
    {
        var state = 7UL;
        double Next()
        {
            state = state * 6364136223846793005UL + 1442695040888963407UL;
            return (state >> 11) * (1.0 / (1UL << 53));
        }

        var rows = Enumerable.Range(0, 900).Select(_ => Next() * 100).ToArray();
        var segments = Enumerable.Range(0, 300).Select(i => rows[3 * i] + 0.3 * rows[3 * i + 1] > 60 ? 2 : rows[3 * i + 2] > 40 ? 1 : 0).ToArray();
        var tree = ExplainingTree.Fit(rows, 3, segments, 3, new ExplainOptions { Rules = 8 });
        var later = segments.Select((s, i) => (s + (rows[3 * i + 1] > 70 ? 1 : 0)) % 3).ToArray();
        var counts = TransitionCounts.From(segments, later, 3);
        var mobility = Mobility.Of(counts);
        var spread = Concentration.From(rows);
        var shift = StabilityIndex.Between(BinCounts.FromSegments(segments, 3), BinCounts.FromSegments(later, 3));
        double[] figures =
        [
            tree.Fidelity, tree.CostRatio.Value, .. tree.Rules.SelectMany(r => r.Conditions).Select(c => double.IsInfinity(c.UpTo) ? c.Above : c.UpTo),
            mobility.ShorrocksDeterminant.Value, mobility.SecondEigenvalue.Value, mobility.HalfLife.Value, mobility.SteadyState(1).Value, mobility.Entropy(0).Value,
            spread.Gini.Value, spread.Theil.Value, spread.Herfindahl.Value, spread.TopShare(0.1).Value, .. spread.DecileSums(),
            shift.Psi.Value, shift.JensenShannon, shift.Hellinger, shift.PValue.Value, counts.ProbabilityInterval(0, 1).Upper,
        ];
        var hash = 14695981039346656037UL;
        foreach (var figure in figures)
        {
            hash = (hash ^ (ulong)BitConverter.DoubleToInt64Bits(figure)) * 1099511628211UL;
        }

        hash.Should().Be(1970564003843372999UL);
    }
}
