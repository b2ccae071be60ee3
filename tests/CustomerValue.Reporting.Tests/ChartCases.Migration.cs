using CustomerValue.Segmentation;

namespace CustomerValue.Reporting.Tests;

internal static partial class ChartCases
{
    private static readonly string[] Tiers = ["Entry", "Standard", "Preferred", "Premier", "Private"];

    internal static ChartCase Migration => new(
        "migration",
        text => TierMigrationChart.From(Moves(), text is null ? Tiers : [text, text, text, text, text], Origin(text), text is null
            ? new TierMigrationChartOptions { Basis = "average household financial assets" }
            : new TierMigrationChartOptions { Basis = text, Before = text, After = text }),
        new Dictionary<string, Func<Chart>>
        {
            ["empty"] = () => TierMigrationChart.From(TransitionCounts.From([], [], 3), ["a", "b", "c"], Origin()),
            ["two tiers"] = () => TierMigrationChart.From(TransitionCounts.FromCounts(2, [900, 40, 70, 1200]), ["low", "high"], Origin()),
            ["seven tiers"] = () => TierMigrationChart.From(Wide(7, 12_345_678), ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"], Origin()),
            ["billions"] = () => TierMigrationChart.From(Wide(5, 4e9), ["first", "second", "third", "fourth", "fifth"], Origin()),
            ["fractions"] = () => TierMigrationChart.From(TransitionCounts.FromCounts(2, [900.5, 40.25, 0.4, 1200.7], default, [0.2, 11.5]), ["low", "high"], Origin()),
            ["nobody moved"] = () => TierMigrationChart.From(TransitionCounts.FromCounts(3, [500, 0, 0, 0, 300, 0, 0, 0, 0]), ["a", "b", "c"], Origin()),
            ["small cells"] = () => TierMigrationChart.From(TransitionCounts.FromCounts(3, [120, 12, 3, 14, 90, 11, 2, 5, 60], default, [4, 12, 1]), ["a", "b", "c"], Origin()),
            ["mostly fell"] = () => TierMigrationChart.From(TransitionCounts.FromCounts(3, [800, 10, 0, 200, 700, 10, 30, 160, 400]), ["a", "b", "c"], Origin()),
        });

    /// <summary>91 050 customers of five tiers; the figures of the drawn example.</summary>
    internal static TransitionCounts Moves() => TransitionCounts.FromCounts(
        5,
        [
            33_455, 4_367, 577, 49, 0,
            1_792, 22_397, 3_150, 246, 12,
            161, 1_212, 11_562, 1_190, 38,
            16, 74, 466, 4_378, 258,
            0, 4, 12, 74, 944,
        ],
        [2_000, 800, 200, 40, 10],
        [2_752, 1_303, 437, 108, 16]);

    private static TransitionCounts Wide(int size, double scale)
    {
        var counts = new double[size * size];
        for (var i = 0; i < counts.Length; i++)
        {
            var distance = Math.Abs(i / size - i % size);
            counts[i] = Math.Round(scale / Math.Pow(7, distance));
        }

        return TransitionCounts.FromCounts(size, counts);
    }
}
