using CustomerValue.Experiments;

namespace CustomerValue.Reporting.Tests;

internal static partial class ChartCases
{
    internal static ChartCase Power => new(
        "power",
        text => PowerChart.From(
            DesignCurve.DetectableRateOverSizes([.. Enumerable.Range(1, 40).Select(k => 100.0 * k)], 0.1054), Origin(text),
            new PowerChartOptions { Planned = 608, BreakEven = 0.03, Outcome = text ?? "the promotion rate" }),
        new Dictionary<string, Func<Chart>>
        {
            ["empty"] = () => PowerChart.From(DesignCurve.Trace("n", "effect", [], _ => 1), Origin()),
            ["one size"] = () => PowerChart.From(DesignCurve.Trace("n", "effect", [100], _ => 0.1), Origin(), new PowerChartOptions { Planned = 100 }),
            ["plain"] = () => PowerChart.From(DesignCurve.DetectableOverSizes([50, 100, 200, 400, 800, 1600], 40), Origin(), new PowerChartOptions { Kind = NumberKind.Difference }),
            ["enough"] = () => PowerChart.From(DesignCurve.DetectableOverSizes([.. Enumerable.Range(1, 50).Select(k => 400.0 * k)], 1_800), Origin(), new PowerChartOptions { Kind = NumberKind.MoneyDifference, Planned = 12_000, BreakEven = 90 }),
            ["out of reach"] = () => PowerChart.From(DesignCurve.DetectableRateOverSizes([200, 400, 600, 800], 0.1), Origin(), new PowerChartOptions { Planned = 700, BreakEven = 0.001 }),
            ["several arms"] = () => PowerChart.From(
                DesignCurve.DetectableRateOverSizes([500, 1000, 2000, 4000, 8000], 0.04, new DesignOptions { Comparisons = 3, Power = 0.9, TreatmentPerControl = 0.5, OneSided = true }), Origin(),
                new PowerChartOptions { BreakEven = 0.012, Design = new DesignOptions { Comparisons = 3, Power = 0.9, TreatmentPerControl = 0.5, OneSided = true } }),
        });
}
