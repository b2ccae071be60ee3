using System.Globalization;
using CustomerValue.Experiments;

namespace CustomerValue.Tests.Experiments;

/// <summary>The marketing (treated) and non-recommended (control) rows of golden/ab/data/bank_panel.csv, by column name.</summary>
internal sealed class TrialPanel
{
    private readonly string[] header;
    private readonly string[][] rows;

    public TrialPanel()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "ab", "data", "bank_panel.csv"));
        header = lines[0].Split(',');
        rows = [.. lines.Skip(1).Select(l => l.Split(',')).Where(r => r[3] is "marketing" or "non_recommended")];
        IsTreated = [.. rows.Select(r => r[3] == "marketing")];
    }

    public bool[] IsTreated { get; }

    public int Count => rows.Length;

    public double[] Numbers(string column) => [.. rows.Select(r => double.Parse(r[Array.IndexOf(header, column)], CultureInfo.InvariantCulture))];

    public long[] Keys(string column) => [.. rows.Select(r => long.Parse(r[Array.IndexOf(header, column)], CultureInfo.InvariantCulture))];

    /// <summary>Row-major covariates.</summary>
    public double[] Covariates(params string[] columns)
    {
        var values = columns.Select(Numbers).ToArray();
        return [.. Enumerable.Range(0, Count).SelectMany(row => values.Select(v => v[row]))];
    }
}
