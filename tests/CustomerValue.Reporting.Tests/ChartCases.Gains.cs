using CustomerValue.Evaluation;

namespace CustomerValue.Reporting.Tests;

internal static partial class ChartCases
{
    internal static ChartCase Gains => new(
        "gains",
        text => GainsChart.From(Ranking(24_000, 50), Origin(text), text is null ? null : new GainsChartOptions { Outcome = text }),
        new Dictionary<string, Func<Chart>>
        {
            ["empty"] = () => GainsChart.From(Discrimination.Of([], new bool[0]).LiftTable(), Origin()),
            ["no events"] = () => GainsChart.From(Discrimination.Of([0.1, 0.2], [false, false]).LiftTable(), Origin()),
            ["one bin"] = () => GainsChart.From(Ranking(500, 1), Origin()),
            ["small bins"] = () => GainsChart.From(Ranking(60, 10), Origin()),
            ["few events"] = () => GainsChart.From(Discrimination.Of(Enumerable.Range(0, 300).Select(i => i / 300.0).ToArray(), Enumerable.Range(0, 300).Select(i => i > 295).ToArray()).LiftTable(50), Origin()),
            ["thin bins"] = () => GainsChart.From(Discrimination.Of(Enumerable.Range(0, 300).Select(i => i / 300.0).ToArray(), Enumerable.Range(0, 300).Select(i => i > 240).ToArray()).LiftTable(100), Origin()),
            ["late budget"] = () => GainsChart.From(Ranking(3_000, 10), Origin(), new GainsChartOptions { Budget = 0.8, Level = 0.999 }),
            ["all events"] = () => GainsChart.From(Discrimination.Of([0.1, 0.2, 0.3], [true, true, true]).LiftTable(3), Origin()),
        });

    /// <summary>Scores that know something, from a plain congruential generator: no clock, no library.</summary>
    private static LiftTable Ranking(int customers, int bins)
    {
        var state = 20261122UL;
        double Next() => (state = unchecked(state * 6364136223846793005UL + 1442695040888963407UL)) / 18446744073709551616.0;
        var scores = new double[customers];
        var bought = new bool[customers];
        for (var i = 0; i < customers; i++)
        {
            var latent = Next();
            scores[i] = Math.Round(latent * latent * latent * 0.13 + 0.0005, 6);
            bought[i] = Next() < 0.003 + latent * latent * latent * latent * 0.115;
        }

        return Discrimination.Of(scores, bought).LiftTable(bins);
    }
}
