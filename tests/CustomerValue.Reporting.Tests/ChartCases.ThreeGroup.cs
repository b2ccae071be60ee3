using CustomerValue.Experiments;

namespace CustomerValue.Reporting.Tests;

internal static partial class ChartCases
{
    internal static ChartCase ThreeGroup => new(
        "three-groups",
        text => ThreeGroupChart.From(Study(1), Origin(text), new ThreeGroupChartOptions
        {
            LikeWithLike = Adjusted(),
            Adjustment = text ?? "11 known traits balanced",
            AssetTarget = 0.15,
        }),
        new Dictionary<string, Func<Chart>>
        {
            ["empty"] = () => ThreeGroupChart.From(StudyTable.Of(new StudyPanel(new StudyColumns(), 3)), Origin()),
            ["chosen, not adjusted"] = () => ThreeGroupChart.From(Study(1), Origin()),
            ["randomized"] = () => ThreeGroupChart.From(Study(1, StudyDesign.Randomized), Origin()),
            ["randomized campaign"] = () => ThreeGroupChart.From(Study(1, StudyDesign.RandomizedCampaign), Origin()),
            ["period before"] = () => ThreeGroupChart.From(Study(1, StudyDesign.Randomized, true), Origin()),
            ["small groups"] = () => ThreeGroupChart.From(Study(0.008), Origin(), new ThreeGroupChartOptions { LikeWithLike = Adjusted() }),
            ["study"] = () => ThreeGroupChart.From(WholeStudy.Value, Origin()),
            ["study by lot"] = () => ThreeGroupChart.From(DrawnStudy.Value, Origin(), new ThreeGroupChartOptions { AssetTarget = 0.15 }),
            ["study withheld"] = () => ThreeGroupChart.From(WithheldStudy.Value, Origin()),
            ["study of small groups"] = () => ThreeGroupChart.From(ThreeGroupStudy.Analyze(Panel(0.008)), Origin()),
            ["one measure adjusted"] = () => ThreeGroupChart.From(Study(1), Origin(), new ThreeGroupChartOptions
            {
                LikeWithLike = new Dictionary<StudyMeasure, EffectEstimate> { [StudyMeasure.AssetEnhancement] = Estimate(0.041, -0.029, 0.11) },
            }),
        });

    internal static EffectEstimate Estimate(double value, double lower, double upper) =>
        new(Figure.Of(value), new ConfidenceInterval(lower, upper, 0.95, "bootstrap"));

    internal static Dictionary<StudyMeasure, EffectEstimate> Adjusted() => new()
    {
        [StudyMeasure.Promotion] = Estimate(0.034, 0.003, 0.065),
        [StudyMeasure.AssetEnhancement] = Estimate(0.041, -0.029, 0.11),
        [StudyMeasure.PromotionOfEligible] = Estimate(0.037, 0.002, 0.072),
    };

    internal static readonly Lazy<ThreeGroupStudy> WholeStudy = new(() => ThreeGroupStudy.Analyze(Panel(1, false, ["log assets", "visits"]), new StudyOptions { Margin = 0.02, FixedCost = 20_000 }));

    internal static readonly Lazy<ThreeGroupStudy> DrawnStudy = new(() => ThreeGroupStudy.Analyze(
        Panel(1, false, ["log assets", "visits"]), new StudyOptions { Design = StudyDesign.Randomized, PlannedShares = [2, 1, 1] }));

    /// <summary>608 households of the first group were to be as many as the 304 of each other.</summary>
    internal static readonly Lazy<ThreeGroupStudy> WithheldStudy = new(() => ThreeGroupStudy.Analyze(
        Panel(1, false, ["log assets", "visits"]), new StudyOptions { Design = StudyDesign.Randomized, PlannedShares = [1, 1, 1] }));

    internal static StudyTable Study(double size, StudyDesign design = StudyDesign.Chosen, bool hasPeriodBefore = false) =>
        StudyTable.Of(Panel(size, hasPeriodBefore), new StudyOptions { Design = design });

    /// <summary>A branch with the published rates: 16.6, 10.5 and 5.9 % rose, assets grew 27.4, 19.8 and 11.2 %.</summary>
    internal static StudyPanel Panel(double size, bool hasPeriodBefore = false, IReadOnlyList<string>? covariates = null)
    {
        int[] counts = [(int)(1216 * size), (int)(607 * size), (int)(608 * size)];
        double[] rates = [0.059, 0.105, 0.166];
        double[] growth = [0.112, 0.198, 0.274];
        var n = counts.Sum();
        var groups = new StudyGroup[n];
        var households = new long[n];
        var before = new double[n];
        var after = new double[n];
        var tiersBefore = new int[n];
        var tiersAfter = new int[n];
        var promoted = new bool[hasPeriodBefore ? n : 0];
        var state = 417UL;
        double Next() => (state = unchecked(state * 6364136223846793005UL + 1442695040888963407UL)) / 18446744073709551616.0;
        var row = 0;
        for (var group = 0; group < 3; group++)
        {
            for (var i = 0; i < counts[group]; i++, row++)
            {
                groups[row] = (StudyGroup)group;
                households[row] = 10_000 * group + i / 2;
                before[row] = Math.Round(20_000 + 90_000 * Next() * Next(), 2);
                after[row] = Math.Round(before[row] * (1 + growth[group] + 0.9 * (Next() - 0.5)), 2);
                var rose = i * 7919L % Math.Max(1, counts[group]) < Math.Round(rates[group] * counts[group]);
                tiersBefore[row] = (int)((rose ? 3 : 3.2) * Next());
                tiersAfter[row] = tiersBefore[row] + (rose ? 1 : 0);
                if (hasPeriodBefore)
                {
                    promoted[row] = Next() < 0.06;
                }
            }
        }

        var isWhole = covariates is not null;
        return new StudyPanel(
            new StudyColumns
            {
                Groups = groups,
                Households = households,
                AssetsBefore = before,
                AssetsAfter = after,
                TiersBefore = tiersBefore,
                TiersAfter = tiersAfter,
                PromotedPeriodBefore = promoted,
                EarlierAssets = isWhole ? before.SelectMany((b, i) => new[] { b * (0.9 + 0.02 * (i % 5)), b * (0.95 + 0.02 * (i % 3)) }).ToArray() : [],
                Covariates = isWhole ? before.SelectMany((b, i) => new[] { Math.Log(1 + b), i % 7 + (int)groups[i] }).ToArray() : [],
                CovariateNames = covariates,
            },
            3);
    }
}
