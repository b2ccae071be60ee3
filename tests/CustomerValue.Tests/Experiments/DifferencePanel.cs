using System.Globalization;
using CustomerValue.Experiments;

namespace CustomerValue.Tests.Experiments;

/// <summary>One group of golden/ab/data/bank_panel.csv against another, by column name.</summary>
internal sealed class DifferencePanel
{
    private readonly string[] header;
    private readonly string[][] rows;

    public DifferencePanel(string group, string control = "non_recommended")
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "ab", "data", "bank_panel.csv"));
        header = lines[0].Split(',');
        rows = [.. lines.Skip(1).Select(l => l.Split(',')).Where(r => r[3] == group || r[3] == control)];
        IsTreated = [.. rows.Select(r => r[3] == group)];
    }

    public static string[] CovariateNames { get; } = ["age", "digital", "products", "tenure_years", "ln aum_t1", "ln aum_before"];

    public bool[] IsTreated { get; }

    public int Count => rows.Length;

    public double[] Numbers(string column) => [.. rows.Select(r => double.Parse(r[Array.IndexOf(header, column)], CultureInfo.InvariantCulture))];

    public double[] Logs(string column) => [.. Numbers(column).Select(v => Math.Log(1 + v))];

    public long[] Keys(string column) => [.. rows.Select(r => long.Parse(r[Array.IndexOf(header, column)], CultureInfo.InvariantCulture))];

    /// <summary>age, digital, products, tenure_years, log1p(aum_t1), log1p(aum_before), row-major.</summary>
    public double[] Covariates()
    {
        double[][] values = [Numbers("age"), Numbers("digital"), Numbers("products"), Numbers("tenure_years"), Logs("aum_t1"), Logs("aum_before")];
        return [.. Enumerable.Range(0, Count).SelectMany(row => values.Select(v => v[row]))];
    }

    public DifferenceColumns Columns(bool logarithms, string? cluster, bool withCovariates) => new()
    {
        Before = logarithms ? Logs("aum_before") : Numbers("aum_before"),
        After = logarithms ? Logs("aum_after") : Numbers("aum_after"),
        IsTreated = IsTreated,
        Covariates = withCovariates ? Covariates() : [],
        CovariateNames = withCovariates ? CovariateNames : null,
        Clusters = cluster is null ? [] : Keys(cluster),
    };
}
