using System.Globalization;
using CustomerValue.Information;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Lifetime;

/// <summary>Customers whose maximum likelihood estimates are known from elsewhere.</summary>
internal static class ReferenceCohorts
{
    /// <summary>The simulated BG/NBD cohort of golden/clv/simulated_cohorts.json, in weeks (days ÷ days per unit).</summary>
    public static PurchaseHistogram Simulated(double daysPerUnit = 7, string cohort = "bgnbd")
    {
        var rows = GoldenFile.Read("clv/simulated_cohorts.json").GetProperty("cohorts").GetProperty(cohort)
            .GetProperty("rows_x_txdays_Tdays_count").EnumerateArray().Select(row => row.Numbers()).ToArray();
        return PurchaseHistogram.FromCounts(
            rows.Select(row => (int)row[0]).ToArray(),
            rows.Select(row => row[1] / daysPerUnit).ToArray(),
            rows.Select(row => row[2] / daysPerUnit).ToArray(),
            rows.Select(row => (long)row[3]).ToArray(),
            TimeUnit.OfDays(daysPerUnit));
    }

    /// <summary>The apparel customers of CLVTools, 104 weeks, in exact weeks; skips where the data are absent.</summary>
    public static PurchaseHistories Apparel()
    {
        var lines = File.ReadAllLines(SharedData.Require("apparel", "apparel_cbs_104w.csv"));
        var names = lines[0].Split(',').Select(name => name.Trim('"')).ToArray();
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToArray();
        double[] Column(string name) => rows.Select(cells => double.Parse(cells[Array.IndexOf(names, name)], CultureInfo.InvariantCulture)).ToArray();
        return PurchaseHistories.FromColumns(
            Column("x").Select(x => (int)x).ToArray(),
            Column("t.x").Select(t => Math.Round(t * 7) / 7).ToArray(),
            Column("T.cal").Select(t => Math.Round(t * 7) / 7).ToArray(),
            TimeUnit.Week);
    }

    /// <summary>The simulated GGom/NBD cohort of golden/clv/data/ggom_sim.csv, in weeks.</summary>
    public static PurchaseHistories GGom()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "clv", "ggom_sim.csv"));
        var names = lines[0].Split(',').Select(name => name.Trim('"')).ToArray();
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToArray();
        double[] Column(string name) => rows.Select(cells => double.Parse(cells[Array.IndexOf(names, name)], CultureInfo.InvariantCulture)).ToArray();
        return PurchaseHistories.FromColumns(Column("x").Select(x => (int)x).ToArray(), Column("t_x"), Column("T"), TimeUnit.Week);
    }

    /// <summary>One row per customer.</summary>
    public static PurchaseHistories Rows(PurchaseHistogram histogram)
    {
        var x = new List<int>();
        var tx = new List<double>();
        var t = new List<double>();
        for (var i = 0; i < histogram.PatternCount; i++)
        {
            for (var k = 0; k < histogram.Counts[i]; k++)
            {
                x.Add(histogram.Repeats[i]);
                tx.Add(histogram.Recency[i]);
                t.Add(histogram.Age[i]);
            }
        }

        return PurchaseHistories.FromColumns(x.ToArray(), tx.ToArray(), t.ToArray(), histogram.Unit);
    }

    /// <summary>The CDNOW 1/10 sample in exact weeks, with the purchases of the 39 weeks that follow; skips where the data are absent.</summary>
    public static (PurchaseHistories Histories, double[] Holdout) Cdnow()
    {
        var lines = File.ReadAllLines(SharedData.Require("cdnow", "cdnow_summary_btyd.csv")).Skip(1).Select(line => line.Split(',')).ToArray();
        double Number(string[] cells, int column) => double.Parse(cells[column], CultureInfo.InvariantCulture);

        // The file prints 15 digits: whole days bring back the exact weeks.
        double Weeks(string[] cells, int column) => Math.Round(Number(cells, column) * 7) / 7;
        var histories = PurchaseHistories.FromColumns(
            lines.Select(cells => (int)Number(cells, 1)).ToArray(),
            lines.Select(cells => Weeks(cells, 2)).ToArray(),
            lines.Select(cells => Weeks(cells, 3)).ToArray(),
            lines.Select(cells => Number(cells, 5)).ToArray(),
            TimeUnit.Week);
        return (histories, lines.Select(cells => Number(cells, 4)).ToArray());
    }
}
