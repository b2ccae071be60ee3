namespace CustomerValue.Reporting.Tests;

internal static partial class ChartCases
{
    internal static ChartCase Effects => new(
        "effects",
        text => EffectsChart.From(EffectRows(text), Origin(text), new EffectsChartOptions
        {
            Treatment = text ?? "the campaign", Outcome = text ?? "the promotion rate", BreakEven = 0.011, IsRandomized = true, Design = text ?? "randomized 3 : 1 within branch", Adjustment = text ?? string.Empty,
        }),
        new Dictionary<string, Func<Chart>>
        {
            ["empty"] = () => EffectsChart.From([], Origin()),
            ["undefined"] = () => EffectsChart.From([new EffectRow("All", default) { N = 0 }], Origin()),
            ["one row"] = () => EffectsChart.From([new EffectRow("All customers", Estimate(0.02, -0.01, 0.05)) { N = 4_000 }], Origin()),
            ["outcomes in money"] = () => EffectsChart.From(
                [
                    new EffectRow("Deposits", Estimate(1_250, 300, 2_200)) { Group = "A year later", N = 900 },
                    new EffectRow("Loans", Estimate(-400, -900, 100)) { Group = "A year later", N = 900 },
                    new EffectRow("Fees", Estimate(12, 4, double.PositiveInfinity)) { Group = "A year later", N = 5 },
                ],
                Origin(),
                new EffectsChartOptions { Kind = NumberKind.MoneyDifference, Outcome = "balances" }),
            ["huge"] = () => EffectsChart.From([new EffectRow("All", Estimate(1.5e12, -2e11, 3e12)) { N = 4_000_000_000 }, new EffectRow("part", Estimate(-4e12, -9e12, 1e12)) { N = 30, Group = "Parts" }], Origin(), new EffectsChartOptions { Kind = NumberKind.Difference }),
            ["tiny"] = () => EffectsChart.From([new EffectRow("All", Estimate(1.5e-8, 1e-9, 3e-8)) { N = 4_000 }, new EffectRow("part", Estimate(2e-8, 1e-8, 9e-8)) { Group = "Parts" }], Origin(), new EffectsChartOptions { Kind = NumberKind.Difference }),
            ["no width"] = () => EffectsChart.From([new EffectRow("All", Estimate(0.02, 0.02, 0.02)) { N = 4_000 }, new EffectRow("unbounded", Estimate(0.02, double.NegativeInfinity, double.PositiveInfinity)) { N = 4_000 }], Origin()),
            ["all below"] = () => EffectsChart.From([new EffectRow("All customers", Estimate(-0.02, -0.03, -0.01)) { N = 4_000 }, new EffectRow("young", Estimate(-0.05, -0.09, -0.01)) { N = 8, Group = "Age" }], Origin(), new EffectsChartOptions { IsRandomized = true }),
        });

    internal static EffectRow[] EffectRows(string? text = null) =>
    [
        Row(text ?? "All customers", string.Empty, 13_100, 1.7, 0.6, 2.7),
        Row(text ?? "Entry", text ?? "Value tier", 5_200, 0.6, -0.9, 1.9),
        Row(text ?? "Standard", text ?? "Value tier", 4_600, 1.7, -0.2, 3.5),
        Row(text ?? "Preferred", text ?? "Value tier", 2_400, 2.2, -1.0, 5.1),
        Row(text ?? "Premier", text ?? "Value tier", 900, 6.1, 0.3, 11.0),
        Row(text ?? "one", text ?? "Products held", 4_900, -0.7, -2.4, 0.8),
        Row(text ?? "two or three", text ?? "Products held", 5_600, 1.9, 0.1, 3.6),
        Row(text ?? "four or more", text ?? "Products held", 2_600, 0.1, -3.0, 2.9),
        Row(text ?? "branch call", text ?? "Contact channel", 6_300, 2.7, 1.1, 4.2),
        Row(text ?? "e-mail only", text ?? "Contact channel", 6_800, 1.9, 0.4, 3.3),
    ];

    private static EffectRow Row(string label, string group, long n, double value, double lower, double upper) =>
        new(label, new EffectEstimate(Figure.Of(value / 100), new ConfidenceInterval(lower / 100, upper / 100, 0.95, "Newcombe"))) { Group = group, N = n };
}
