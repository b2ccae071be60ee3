using CustomerValue.Experiments;

namespace CustomerValue.Reporting.Tests;

internal static partial class ChartCases
{
    private static readonly string[] Traits =
    [
        "Household financial assets", "Asset growth, year before", "Products held", "Tier a year ago", "Branch visits", "Age", "Salary account", "Tenure", "Digital log-ins", "Mortgage", "Household size",
    ];

    internal static ChartCase Balance => new(
        "balance",
        text => BalanceChart.From(Arms(text, false), Arms(text, true), Origin(text), text is null ? null : new BalanceChartOptions { ArmName = text, ReferenceName = text, Method = text }),
        new Dictionary<string, Func<Chart>>
        {
            ["before only"] = () => BalanceChart.From(Arms(null, false), null, Origin()),
            ["one trait, alike"] = () => BalanceChart.From(BalanceReport.Of([1, 2, 3, 1, 2, 3], ["age"], [0, 0, 0, 1, 1, 1]), null, Origin()),
            ["infinitely apart"] = () => BalanceChart.From(BalanceReport.Of([1, 5, 1, 5, 2, 6, 2, 7], ["kind", "age"], [0, 0, 1, 1]), null, Origin()),
        });

    private static BalanceReport Arms(string? text, bool isWeighted)
    {
        double[] shifts = [0.48, 0.41, 0.37, 0.33, 0.29, 0.22, 0.18, -0.15, 0.12, 0.08, -0.05];
        const int n = 1600;
        var state = 11UL;
        double Next() => (state = unchecked(state * 6364136223846793005UL + 1442695040888963407UL)) / 18446744073709551616.0;
        var covariates = new double[n * shifts.Length];
        var arms = new int[n];
        var weights = new double[n];
        for (var i = 0; i < n; i++)
        {
            arms[i] = i % 2;
            var logRatio = 0.0;
            for (var j = 0; j < shifts.Length; j++)
            {
                // Near-normal by twelve uniforms: no transcendental function, the same bits everywhere.
                var x = Enumerable.Range(0, 12).Sum(_ => Next()) - 6 + arms[i] * shifts[j];
                covariates[i * shifts.Length + j] = Math.Round(x, 4);
                logRatio += shifts[j] * x - shifts[j] * shifts[j] / 2;
            }

            weights[i] = arms[i] == 1 ? 1 : Math.Round(Math.Pow(1 + logRatio / 64, 64), 3);
        }

        return BalanceReport.Of(covariates, text is null ? Traits : [.. Traits.Select((_, i) => text + i)], arms, 0, isWeighted ? weights : default);
    }
}
