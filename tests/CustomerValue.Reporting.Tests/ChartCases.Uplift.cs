using CustomerValue.Uplift;

namespace CustomerValue.Reporting.Tests;

internal static partial class ChartCases
{
    internal static ChartCase Uplift => new(
        "uplift",
        text => UpliftChart.From(Ranked(24_000, 0.9), Origin(text), text is null ? new UpliftChartOptions { Budget = 0.3, IsRandomized = true } : new UpliftChartOptions { Budget = 0.3, IsRandomized = true, Outcome = text }),
        new Dictionary<string, Func<Chart>>
        {
            ["two customers"] = () => UpliftChart.From(UpliftRanking.Of([1, 0], [true, false], [1, 0]), Origin()),
            ["nothing happens"] = () => UpliftChart.From(UpliftRanking.Of(Enumerable.Range(0, 200).Select(i => i * 1.0).ToArray(), Enumerable.Range(0, 200).Select(i => i % 2 == 0).ToArray(), new double[200]), Origin()),
            ["one score"] = () => UpliftChart.From(UpliftRanking.Of(new double[400], Enumerable.Range(0, 400).Select(i => i % 2 == 0).ToArray(), Enumerable.Range(0, 400).Select(i => i % 3 == 0 ? 1.0 : 0).ToArray()), Origin()),
            ["small tenths"] = () => UpliftChart.From(Ranked(70, 1), Origin(), new UpliftChartOptions { IsRandomized = true }),
            ["chosen"] = () => UpliftChart.From(Ranked(30_000, 1), Origin(), new UpliftChartOptions { Budget = 0.5 }),
            ["harm"] = () => UpliftChart.From(Ranked(30_000, -1), Origin(), new UpliftChartOptions { Budget = 0.9, IsRandomized = true }),
            ["open"] = () => UpliftChart.From(Ranked(2_000, 0.1), Origin(), new UpliftChartOptions { Budget = 0.05, IsRandomized = true }),
            ["amounts"] = () => UpliftChart.From(Ranked(9_000, 1, 40), Origin(), new UpliftChartOptions { Outcome = "euros of margin", IsRandomized = true, Level = 0.9 }),
        });

    internal static ChartCase Profit => new(
        "profit",
        text => ProfitChart.From(Ranked(24_000, 0.9), 240, 2.5, Origin(text), new ProfitChartOptions { Customers = 180_000, IsRandomized = true, Budget = 0.25 })
            .With(new ChartOptions { Numbers = NumberStyle.Default with { Currency = "€" } }),
        new Dictionary<string, Func<Chart>>
        {
            ["two customers"] = () => ProfitChart.From(UpliftRanking.Of([1, 0], [true, false], [1, 0]), 10, 1, Origin()),
            ["nothing happens"] = () => ProfitChart.From(UpliftRanking.Of(Enumerable.Range(0, 200).Select(i => i * 1.0).ToArray(), Enumerable.Range(0, 200).Select(i => i % 2 == 0).ToArray(), new double[200]), 10, 1, Origin()),
            ["always pays"] = () => ProfitChart.From(Ranked(20_000, 1), 900, 0, Origin(), new ProfitChartOptions { Budget = 0.9 }),
            ["never pays"] = () => ProfitChart.From(Ranked(20_000, 0.2), 20, 12, Origin(), new ProfitChartOptions { Budget = 0.5, IsRandomized = true }),
            ["small"] = () => ProfitChart.From(Ranked(70, 1), 240, 2.5, Origin()),
            ["open"] = () => ProfitChart.From(Ranked(1_500, 0.3), 240, 1.5, Origin(), new ProfitChartOptions { IsRandomized = true }),
            ["chosen"] = () => ProfitChart.From(Ranked(40_000, 1), 240, 0.9, Origin(), new ProfitChartOptions { Budget = 0.1 }),
            ["all at the end"] = () => ProfitChart.From(Ranked(40_000, -0.6), 100, 1, Origin(), new ProfitChartOptions { Budget = 0.97 }),
        });

    /// <summary>A randomized campaign: the effect is largest for the best scores, and turns around for the last.</summary>
    internal static UpliftRanking Ranked(int customers, double strength, double unit = 1)
    {
        var next = Generator(2007);
        var (scores, treated, outcomes) = (new double[customers], new bool[customers], new double[customers]);
        for (var i = 0; i < customers; i++)
        {
            var latent = next();
            scores[i] = Math.Round(latent, 4);
            treated[i] = next() < 0.5;
            var effect = strength * (0.075 * latent * latent * latent - 0.006);
            outcomes[i] = next() < 0.03 + 0.04 * latent + (treated[i] ? effect : 0) ? unit == 1 ? 1 : Math.Round(unit * (0.5 + next()), 2) : 0;
        }

        return UpliftRanking.Of(scores, treated, outcomes);
    }
}
