using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Experiments;

/// <summary>The two chosen groups of golden/ab/22 with its six covariates.</summary>
internal sealed class ConfoundedPanel
{
    public static readonly string[] Names = ["age", "digital", "products", "tenure_years", "l1", "l3"];

    public ConfoundedPanel()
    {
        double[][] columns =
            [Trial.Numbers("age"), Trial.Numbers("digital"), Trial.Numbers("products"), Trial.Numbers("tenure_years"), Logs("aum_t1"), Logs("aum_before")];
        Covariates = [.. Enumerable.Range(0, Trial.Count).SelectMany(row => columns.Select(c => c[row]))];
    }

    public TrialPanel Trial { get; } = new();

    public double[] Covariates { get; }

    /// <summary>The golden cases of two groups: id, expected, and the outcome's column.</summary>
    public static IEnumerable<(string Id, JsonElement Expected, string Outcome)> Cases()
    {
        foreach (var c in GoldenFile.Read("ab/22_matching_weighting_aipw.json").GetProperty("cases").EnumerateArray())
        {
            if (c.GetProperty("expected").TryGetProperty("ps_coef", out _))
            {
                var input = c.GetProperty("input").GetString()!;
                yield return (c.GetProperty("id").GetString()!, c.GetProperty("expected"), input.Substring(input.IndexOf("y=", StringComparison.Ordinal) + 2));
            }
        }
    }

    public TrialColumns Columns(string outcome, bool isClustered = false) => new()
    {
        Outcomes = Trial.Numbers(outcome),
        IsTreated = Trial.IsTreated,
        Covariates = Covariates,
        CovariateNames = Names,
        Clusters = isClustered ? Trial.Keys("household_id") : [],
    };

    private double[] Logs(string column) => [.. Trial.Numbers(column).Select(v => Math.Log(1 + v))];
}
