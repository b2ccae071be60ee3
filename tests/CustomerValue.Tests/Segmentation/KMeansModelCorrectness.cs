using System.Text.Json;
using CustomerValue.Information;
using CustomerValue.Segmentation;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Segmentation;

public sealed class KMeansModelCorrectness
{
    private static readonly JsonElement Inputs = GoldenFile.Read("segmentation/cluster_inputs.json").GetProperty("sets");

    private static readonly JsonElement Best = GoldenFile.Read("segmentation/kmeans.json").GetProperty("results");

    public static TheoryData<string> Cases()
    {
        var data = new TheoryData<string>();
        foreach (var item in Best.EnumerateObject())
        {
            data.Add(item.Name);
        }

        return data;
    }

    private const ulong Seed = 1;

    // R: kmeans(x, k, nstart = 4000) (Hartigan-Wong), sum of squares re-added with fsum.
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_best_known_inertia_is_reached(string name)
    {
        var golden = Best.GetProperty(name);
        var cut = name.LastIndexOf("_k", StringComparison.Ordinal);
        var (rows, columns) = Load(Inputs.GetProperty(name.Substring(0, cut)));
        var model = KMeansModel.Fit(rows, columns, int.Parse(name.Substring(cut + 2), System.Globalization.CultureInfo.InvariantCulture), Seed);
        var expected = golden.Number("inertia_best_known");
        model.Inertia.Should().BeLessThanOrEqualTo(expected * (1 + 1e-12));
        if (model.Inertia > expected * (1 - 1e-12))
        {
            model.Sizes.ToArray().OrderBy(s => s).Should().Equal(golden.Numbers("sizes_sorted"));
            FirstAppearance(Assign(model, rows)).Should().Equal(golden.Numbers("labels_first_appearance").Select(v => (int)v));
        }
    }

    // Every partition of twelve rows was tried.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_exact_optimum_of_twelve_rows_is_found_by_default(int k)
    {
        var golden = GoldenFile.Read("segmentation/kmeans_exact_small.json");
        var (rows, columns) = Load(golden.GetProperty("z"));
        var result = golden.GetProperty("results").GetProperty($"k{k}");
        var model = KMeansModel.Fit(rows, columns, k, 7);
        model.Inertia.Should().BeApproximately(result.Number("optimal_inertia"), 1e-12);
        FirstAppearance(Assign(model, rows)).Should().Equal(FirstAppearance(result.Numbers("labels").Select(v => (int)v).ToArray()));
    }

    [Fact]
    public void A_batch_and_its_values_give_one_model()
    {
        var (rows, columns) = Load(Inputs.GetProperty("iris"));
        var schema = new FeatureSchema(Enumerable.Range(0, columns).Select(j => FeatureColumn.Number($"x{j}")));
        var batch = FeatureBatch.FromRows(schema, rows);
        var model = KMeansModel.Fit(batch, 3, 1);
        var other = KMeansModel.Fit(rows, columns, 3, 1);
        model.Inertia.Should().Be(other.Inertia);
        var assigned = new int[batch.RowCount];
        ((ISegmenter)model).Assign(batch, assigned);
        assigned.Should().Equal(Assign(other, rows));
        assigned[5].Should().Be(model.Assign(batch.Row(5)));
        model.SegmentCount.Should().Be(3);
    }

    [Fact]
    public void The_margin_is_how_much_nearer_the_own_center_is()
    {
        var model = KMeansModel.FromParameters([0, 0, 10, 0, 0, 30], 2);
        model.Assign([4, 0], out var margin).Should().Be(0);
        margin.Should().BeApproximately(1 - 4 / 6.0, 1e-15);
        model.Assign([5, 0], out margin).Should().Be(0);
        margin.Should().Be(0);
        model.Assign([0, 30], out margin).Should().Be(2);
        margin.Should().Be(1);
        KMeansModel.FromParameters([1, 1], 2).Assign([7, 7], out margin).Should().Be(0);
        margin.Should().Be(1);
        KMeansModel.FromParameters([1, 1, 1, 1], 2).Assign([1, 1], out margin).Should().Be(0);
        margin.Should().Be(0);
        model.Invoking(m => m.Assign([double.NaN, 0], out _)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Asking_for_the_margin_changes_no_segment()
    {
        var (rows, columns) = Load(Inputs.GetProperty("ruspini"));
        var model = KMeansModel.Fit(rows, columns, 4, Seed);
        var segments = Assign(model, rows);
        for (var row = 0; row < segments.Length; row++)
        {
            model.Assign(rows.AsSpan(row * columns, columns), out var margin).Should().Be(segments[row]);
            margin.Should().BeInRange(0, 1);
        }
    }

    internal static (double[] Rows, int Columns) Load(JsonElement table) =>
        (table.EnumerateArray().SelectMany(r => r.Numbers()).ToArray(), table[0].GetArrayLength());

    internal static int[] Assign(KMeansModel model, double[] rows)
    {
        var segments = new int[rows.Length / model.FeatureCount];
        model.Assign(rows, segments);
        return segments;
    }

    private static int[] FirstAppearance(int[] labels)
    {
        var seen = labels.Distinct().ToList();
        return labels.Select(label => seen.IndexOf(label)).ToArray();
    }
}
