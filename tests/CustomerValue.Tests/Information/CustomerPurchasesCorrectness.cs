using System.Globalization;
using System.Text.Json;
using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

/// <summary>CDNOW against golden/clv/cdnow_rfm_summary.json (which agrees with BTYD's own summary).</summary>
public class CustomerPurchasesCorrectness
{
    private static JsonElement Golden() =>
        JsonDocument.Parse(File.ReadAllText(SharedData.Require("..", "golden", "clv", "cdnow_rfm_summary.json"))).RootElement;

    private static TransactionLedger Cdnow() => TransactionLedger.Load(
        File.ReadLines(SharedData.Require("cdnow", "cdnow_sample_transactions.csv")).Skip(1).Select(line => line.Split(',')).Select(f => new Transaction
        {
            Account = long.Parse(f[1], CultureInfo.InvariantCulture),
            ValueDay = Day.Parse(f[2]),
            Amount = decimal.Parse(f[4], CultureInfo.InvariantCulture),
        }));

    [SkippableFact]
    public void Cdnow_calibration_histories_are_the_reference_ones()
    {
        var golden = Golden();
        var purchases = CustomerPurchases.FromTransactions(
            Cdnow().AsOf(Day.Parse(golden.GetProperty("calibration_end").GetString()!)), new PurchaseOptions { Unit = TimeUnit.Day });
        var histories = purchases.Histories;

        histories.Count.Should().Be(golden.GetProperty("customers").GetInt32());
        histories.Repeats.ToArray().Sum().Should().Be(golden.GetProperty("sum_frequency").GetInt32());
        histories.Recency.ToArray().Sum().Should().Be(golden.GetProperty("sum_recency_days").GetDouble());
        histories.Age.ToArray().Sum().Should().Be(golden.GetProperty("sum_T_days").GetDouble());
        histories.AverageValue.ToArray().Sum().Should().BeApproximately(golden.GetProperty("sum_monetary_repeat_mean").GetDouble(), 1e-6);
        histories.Repeats.ToArray().Count(x => x > 0).Should().Be(golden.GetProperty("customers_with_repeat").GetInt32());
        foreach (var row in golden.GetProperty("rows").EnumerateObject())
        {
            var history = histories[purchases.FindRow(row.Name)!.Value];
            history.Repeats.Should().Be(row.Value.GetProperty("frequency").GetInt32());
            history.Recency.Should().Be(row.Value.GetProperty("recency_days").GetDouble());
            history.Age.Should().Be(row.Value.GetProperty("T_days").GetDouble());
            history.AverageValue.Should().BeApproximately(row.Value.GetProperty("monetary_repeat_mean").GetDouble(), 1e-9);
        }
    }

    [SkippableFact]
    public void Cdnow_whole_period_merges_223_rows_of_the_same_day()
    {
        var golden = Golden();
        var full = golden.GetProperty("full_period");
        var purchases = CustomerPurchases.FromTransactions(
            Cdnow().AsOf(Day.Parse(full.GetProperty("end").GetString()!)), new PurchaseOptions { Unit = TimeUnit.Day });

        purchases.RowsMerged.Should().Be(golden.GetProperty("same_day_duplicate_rows_merged_full").GetInt32());
        purchases.Histories.Repeats.ToArray().Sum().Should().Be(full.GetProperty("sum_frequency").GetInt32());
        purchases.Histories.Recency.ToArray().Sum().Should().Be(full.GetProperty("sum_recency_days").GetDouble());
        purchases.Histories.Age.ToArray().Sum().Should().Be(full.GetProperty("sum_T_days").GetDouble());
    }

    [SkippableFact]
    public void Cdnow_holdout_counts_the_active_days_after_calibration()
    {
        var golden = Golden();
        var outcomes = Cdnow().Outcomes(
            Day.Parse(golden.GetProperty("calibration_end").GetString()!),
            Day.Parse(golden.GetProperty("holdout_end").GetString()!),
            Day.Parse(golden.GetProperty("holdout_end").GetString()!));

        outcomes.Accounts.Sum(outcomes.ActiveDays).Should().Be(golden.GetProperty("sum_holdout_transactions").GetInt32());
    }
}
