using System.Text.Json;
using CustomerValue.Segmentation;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Segmentation;

public sealed class QuantilesCorrectness
{
    // R: quantile(x, p, type = t); dplyr: ntile(x, 5), cume_dist(x), percent_rank(x); base: rank(x).
    private static readonly JsonElement Golden = GoldenFile.Read("segmentation/quantiles.json");

    public static TheoryData<string> Vectors()
    {
        var data = new TheoryData<string>();
        foreach (var vector in Golden.GetProperty("vectors").EnumerateObject())
        {
            data.Add(vector.Name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void All_nine_types_agree_with_R(string name)
    {
        var vector = Golden.GetProperty("vectors").GetProperty(name);
        var x = Values(vector, "x");
        var p = Golden.Numbers("p").Select(q => q == 0.333333333333333 ? 1.0 / 3 : q).ToArray();
        for (var type = 1; type <= 9; type++)
        {
            var expected = vector.GetProperty("types").Numbers($"type{type}");
            var actual = new double[p.Length];
            Quantiles.Of(x, p, actual, (QuantileType)type);
            for (var i = 0; i < p.Length; i++)
            {
                actual[i].Should().BeApproximately(expected[i], 1e-11 * Math.Max(1, Math.Abs(expected[i])), "type {0} at p = {1}", type, p[i]);
                Quantiles.Of(x, p[i], (QuantileType)type).Should().Be(actual[i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Ranks_agree_with_R_and_dplyr(string name)
    {
        var vector = Golden.GetProperty("vectors").GetProperty(name);
        var x = Values(vector, "x");
        if (x.Length > 1)
        {
            var groups = new int[x.Length];
            Ranks.Ntile(x, 5, groups, TieRule.RowOrder);
            groups.Should().Equal(vector.Numbers("ntile5").Select(v => (int)v));
            var percent = new double[x.Length];
            Ranks.PercentRank(x, percent);
            Close(percent, Values(vector, "percent_rank"));
        }

        var shares = new double[x.Length];
        Ranks.CumulativeShare(x, shares);
        Close(shares, Values(vector, "cume_dist"));
        var ranks = new double[x.Length];
        Ranks.Average(x, ranks);
        Close(ranks, Values(vector, "rank_average"));
    }

    [Fact]
    public void A_population_of_one_has_no_percent_rank()
    {
        var rank = new double[1];
        Ranks.PercentRank([42], rank);
        rank[0].Should().Be(double.NaN);
    }

    // R writes a vector of one as a bare number.
    private static double[] Values(JsonElement vector, string property) =>
        vector.GetProperty(property).ValueKind == JsonValueKind.Array ? vector.Numbers(property) : [vector.Number(property)];

    private static void Close(double[] actual, double[] expected)
    {
        actual.Should().HaveSameCount(expected);
        for (var i = 0; i < actual.Length; i++)
        {
            actual[i].Should().BeApproximately(expected[i], 1e-14);
        }
    }
}
