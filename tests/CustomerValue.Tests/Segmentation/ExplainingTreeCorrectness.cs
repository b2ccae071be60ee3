using System.Globalization;
using System.Text.Json;
using CustomerValue.Segmentation;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Segmentation;

public sealed class ExplainingTreeCorrectness
{
    private static readonly JsonElement Golden = GoldenFile.Read("segmentation/explain_tree.json").GetProperty("results");
    private static readonly JsonElement Inputs = GoldenFile.Read("segmentation/cluster_inputs.json").GetProperty("sets");
    private static readonly JsonElement Best = GoldenFile.Read("segmentation/kmeans.json").GetProperty("results");

    public static TheoryData<string> Cases()
    {
        var data = new TheoryData<string>();
        foreach (var item in Golden.EnumerateObject())
        {
            data.Add(item.Name);
        }

        return data;
    }

    // scikit-learn's CART reads floats: bounds agree to their printed digits.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Rules_fidelity_and_cost_agree(string name)
    {
        var golden = Golden.GetProperty(name);
        var cut = name.IndexOf("_leaves", StringComparison.Ordinal);
        var set = name.Substring(0, cut);
        var (rows, columns) = KMeansModelCorrectness.Load(Inputs.GetProperty(set.Substring(0, set.LastIndexOf("_k", StringComparison.Ordinal))));
        var labels = Best.GetProperty(set).Numbers("labels_first_appearance").Select(v => (int)v).ToArray();
        var leaves = int.Parse(name.Substring(cut + 7), CultureInfo.InvariantCulture);
        var tree = ExplainingTree.Fit(rows, columns, labels, labels.Max() + 1, new ExplainOptions { Rules = leaves });
        tree.Fidelity.Should().BeApproximately(golden.Number("accuracy"), 1e-12);
        tree.CostRatio.Value.Should().BeApproximately(golden.Number("tree_cost_over_kmeans_cost"), 1e-9);
        tree.Rules.Count.Should().BeLessThanOrEqualTo(leaves, "pure leaves are not split");

        // Where columns split equally well scikit-learn draws one at random; ours takes the first.
        if (name is not ("iris_k3_leaves3" or "iris_k3_leaves6" or "usarrests_z_k4_leaves8"))
        {
            Bounds(golden).Should().BeEquivalentTo(
                tree.Rules.SelectMany(rule => rule.Conditions).SelectMany(c => new[] { (c.Column, c.Above), (c.Column, c.UpTo) })
                    .Where(bound => !double.IsInfinity(bound.Item2))
                    .Select(bound => FormattableString.Invariant($"{bound.Column} {bound.Item2:F6}"))
                    .Distinct());
        }
    }

    [Fact]
    public void Assigning_gives_the_rule_that_holds_and_its_purity()
    {
        double[] rows = [1, 0, 2, 0, 3, 0, 10, 0, 11, 0, 12, 5];
        var tree = ExplainingTree.Fit(rows, 2, [0, 0, 0, 1, 1, 0], 2);
        tree.Rules.Should().HaveCount(2);
        tree.Assign([11.5, 5], out var margin).Should().Be(1);
        margin.Should().BeApproximately(2 / 3.0, 1e-15);
        tree.Fidelity.Should().BeApproximately(5 / 6.0, 1e-15);
        tree.Rules[0].ToString().Should().Be("column 0 ≤ 6.5 → segment 0");
        tree.Rules.Sum(rule => rule.Count).Should().Be(6);
        var finer = ExplainingTree.Fit(rows, 2, [0, 0, 0, 1, 1, 0], 2, new ExplainOptions { Rules = 3 });
        finer.Fidelity.Should().Be(1);
        finer.CostRatio.Value.Should().BeApproximately(1, 1e-14);
        ExplainingTree.Fit(rows, 2, [0, 0, 0, 1, 1, 0], 2, new ExplainOptions { Rules = 3, SmallestRule = 2 }).Fidelity.Should().BeApproximately(5 / 6.0, 1e-15);
    }

    [Fact]
    public void Weights_are_repeated_rows_and_the_order_of_rows_is_nothing()
    {
        double[] rows = [1, 4, 2, 3, 3, 9, 4, 1, 5, 7, 6, 2];
        int[] segments = [0, 1, 1, 0, 2, 2];
        double[] weights = [1, 2, 1, 3, 2, 1];
        double[] repeated = [1, 4, 2, 3, 2, 3, 3, 9, 4, 1, 4, 1, 4, 1, 5, 7, 5, 7, 6, 2];
        int[] repeatedSegments = [0, 1, 1, 1, 0, 0, 0, 2, 2, 2];
        var weighted = ExplainingTree.Fit(rows, 2, segments, 3, weights: weights);
        ExplainingTree.Fit(repeated, 2, repeatedSegments, 3).ToString().Should().Be(weighted.ToString());
        var backwards = Enumerable.Range(0, 6).Reverse().ToArray();
        var turned = ExplainingTree.Fit(
            backwards.SelectMany(i => new[] { rows[2 * i], rows[2 * i + 1] }).ToArray(), 2, backwards.Select(i => segments[i]).ToArray(), 3, weights: backwards.Select(i => weights[i]).ToArray());
        turned.ToString().Should().Be(weighted.ToString());
    }

    [Fact]
    public void One_segment_is_one_rule_for_everybody()
    {
        var tree = ExplainingTree.Fit([1, 2, 3], 1, [0, 0, 0], 1);
        tree.Rules.Single().ToString().Should().Be("everybody → segment 0");
        tree.Fidelity.Should().Be(1);
        ExplainingTree.Fit([5, 5], 1, [0, 1], 2).Rules.Should().HaveCount(1);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        ((Action)(() => ExplainingTree.Fit([], 1, [], 1))).Should().Throw<ArgumentException>();
        ((Action)(() => ExplainingTree.Fit([1, double.NaN], 1, [0, 0], 1))).Should().Throw<ArgumentException>();
        ((Action)(() => ExplainingTree.Fit([1, 2], 1, [0, 1], 1))).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        ((Action)(() => ExplainingTree.Fit([1, 2], 1, [0, 0], 1, weights: [0, 0]))).Should().Throw<ArgumentException>().WithMessage("*weights*");
        ((Action)(() => _ = new ExplainOptions { Rules = 1 })).Should().Throw<ArgumentOutOfRangeException>();
        var tree = ExplainingTree.Fit([1, 2], 1, [0, 1], 2);
        ((Action)(() => tree.Assign([double.NaN]))).Should().Throw<ArgumentException>().WithMessage("*missing*");
    }

    private static IEnumerable<string> Bounds(JsonElement golden) => golden.GetProperty("rules").EnumerateArray()
        .Select(line => line.GetString()!)
        .Where(line => line.Contains("<="))
        .Select(line => line.Substring(line.IndexOf("feature_", StringComparison.Ordinal) + 8).Replace("<= ", string.Empty));
}
