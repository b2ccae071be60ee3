using System.Globalization;
using System.Text.Json;
using CustomerValue.Segmentation;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Segmentation;

public sealed class RfmModelCorrectness
{
    // rsquaredacademy/rfm 0.3.0: rfm_table_order(orders, customer_id, order_date, revenue, analysis_date, ...).
    private static readonly JsonElement Small = GoldenFile.Read("segmentation/rfm_small.json");

    [Theory]
    [InlineData("quintiles", 5)]
    [InlineData("tertiles", 3)]
    public void Quantile_bins_reproduce_the_R_package(string part, int bins)
    {
        var golden = Small.GetProperty(part);
        var customers = Customers();
        var model = WithQuirk(customers, bins);
        CheckThresholds(model, golden.GetProperty("threshold"));
        CheckTable(model, customers, golden.GetProperty("table"));
    }

    [Fact]
    public void Fixed_cuts_reproduce_the_R_package()
    {
        var golden = Small.GetProperty("custom_bins");
        var customers = Customers();
        var model = RfmModel.Fit(customers.Recency, customers.Frequency, customers.Monetary, new RfmOptions
        {
            Recency = ScoreBinning.FixedCuts(golden.Numbers("recency_bins")),
            Frequency = ScoreBinning.FixedCuts(golden.Numbers("frequency_bins")),
            Monetary = ScoreBinning.FixedCuts(golden.Numbers("monetary_bins")),
        });
        CheckThresholds(model, golden.GetProperty("threshold"));
        CheckTable(model, customers, golden.GetProperty("table"));
    }

    [SkippableFact]
    public void Scores_and_segments_of_CDNOW_reproduce_the_R_package()
    {
        var file = SharedData.Require("..", "golden", "segmentation", "rfm_cdnow.json");
        var rows = File.ReadLines(SharedData.Require("cdnow", "cdnow_master_transactions.csv")).Skip(1).Select(line => line.Split(','));
        var customers = Roll(rows.Select(r => (r[0], Day.Parse(r[1]), double.Parse(r[3], CultureInfo.InvariantCulture))), new Day(1998, 6, 30));
        var golden = JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("quintiles");
        customers.Ids.Should().HaveCount(golden.GetProperty("n").GetInt32());

        var model = WithQuirk(customers, 5);
        CheckThresholds(model, golden.GetProperty("threshold"));
        var scores = Score(model, customers);
        var segments = Segments();
        Count(scores.Select(s => $"{s.Recency}{s.Frequency}{s.Monetary}")).Should().Equal(Counts(golden.GetProperty("rfm_score_counts")));
        Count(scores.Select(s => segments.Names[segments.Assign(s)])).Should().Equal(Counts(golden.GetProperty("segment_counts")));
        Count(scores.Select(s => $"{s.Recency}")).Should().Equal(Counts(golden.GetProperty("R")));
        Count(scores.Select(s => $"{s.Frequency}")).Should().Equal(Counts(golden.GetProperty("F")));
        Count(scores.Select(s => $"{s.Monetary}")).Should().Equal(Counts(golden.GetProperty("M")));

        // Nobody scores F = 2 there: the cuts coincide, and the model says so.
        model.Frequency.EffectiveBinCount.Should().Be(4);
        model.Warnings.Should().ContainSingle().Which.Should().Contain("Bin 2 of frequency is empty");
    }

    // The package adds 1 to each quantile and counts lower ≤ x < upper: "x ≤ quantile" for whole numbers, a quirk for money.
    private static RfmModel WithQuirk(Population customers, int bins)
    {
        ScoreBinning Cuts(double[] values)
        {
            var p = Enumerable.Range(1, bins - 1).Select(i => (double)i / bins).ToArray();
            var cuts = new double[p.Length];
            Quantiles.Of(values, p, cuts);
            return ScoreBinning.FixedCuts(cuts.Select(c => c + 1).ToArray());
        }

        return RfmModel.Fit(customers.Recency, customers.Frequency, customers.Monetary, new RfmOptions
        {
            Recency = Cuts(customers.Recency),
            Frequency = Cuts(customers.Frequency),
            Monetary = Cuts(customers.Monetary),
        });
    }

    private static void CheckThresholds(RfmModel model, JsonElement threshold)
    {
        var rows = threshold.EnumerateArray().ToArray();
        for (var i = 0; i < rows.Length - 1; i++)
        {
            model.Recency.Cuts[i].Should().BeApproximately(rows[i].Number("recency_upper"), 1e-10);
            model.Frequency.Cuts[i].Should().BeApproximately(rows[i].Number("frequency_upper"), 1e-10);
            model.Monetary.Cuts[i].Should().BeApproximately(rows[i].Number("monetary_upper"), 1e-10);
        }

        rows.Should().HaveCount(model.Monetary.BinCount);
    }

    private static void CheckTable(RfmModel model, Population customers, JsonElement table)
    {
        var scores = Score(model, customers);
        var segments = Segments();
        var rows = table.EnumerateArray().ToDictionary(row => row.GetProperty("customer_id").GetString()!);
        rows.Should().HaveCount(customers.Ids.Length);
        for (var i = 0; i < customers.Ids.Length; i++)
        {
            var row = rows[customers.Ids[i]];
            customers.Recency[i].Should().Be(row.Number("recency_days"));
            customers.Frequency[i].Should().Be(row.Number("transaction_count"));
            customers.Monetary[i].Should().BeApproximately(row.Number("amount"), 1e-9);
            scores[i].Should().Be(new RfmScore(row.GetProperty("recency_score").GetInt32(), row.GetProperty("frequency_score").GetInt32(), row.GetProperty("monetary_score").GetInt32()), "customer {0}", customers.Ids[i]);
            segments.Names[segments.Assign(scores[i])].Should().Be(row.GetProperty("segment").GetString());
        }
    }

    private static RfmScore[] Score(RfmModel model, Population customers)
    {
        var scores = new RfmScore[customers.Ids.Length];
        model.Score(customers.Recency, customers.Frequency, customers.Monetary, scores);
        return scores;
    }

    private static RfmSegments Segments()
    {
        var rules = Small.GetProperty("provenance").GetProperty("segment_rules");
        int At(string name, int i) => rules.GetProperty(name)[i].GetInt32();
        return RfmSegments.FromRules(rules.GetProperty("n").EnumerateArray().Select((name, i) => new RfmRule(name.GetString()!)
        {
            Recency = (At("rl", i), At("ru", i)),
            Frequency = (At("fl", i), At("fu", i)),
            Monetary = (At("ml", i), At("mu", i)),
        }));
    }

    private static Population Customers() => Roll(
        Small.GetProperty("input").EnumerateArray().Select(o => (o.GetProperty("customer_id").GetString()!, Day.Parse(o.GetProperty("order_date").GetString()!), o.Number("revenue"))),
        Day.Parse(Small.GetProperty("analysis_date").GetString()!));

    private static Population Roll(IEnumerable<(string Id, Day Day, double Amount)> orders, Day asOf)
    {
        var groups = orders.GroupBy(o => o.Id).ToArray();
        return new Population(
            groups.Select(g => g.Key).ToArray(),
            groups.Select(g => (double)g.Min(o => asOf.DaysSince(o.Day))).ToArray(),
            groups.Select(g => (double)g.Count()).ToArray(),
            groups.Select(g => g.Sum(o => o.Amount)).ToArray());
    }

    private static SortedDictionary<string, int> Count(IEnumerable<string> values) =>
        new(values.GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count()), StringComparer.Ordinal);

    private static SortedDictionary<string, int> Counts(JsonElement element) =>
        new(element.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt32()), StringComparer.Ordinal);

    private sealed record Population(string[] Ids, double[] Recency, double[] Frequency, double[] Monetary);
}
