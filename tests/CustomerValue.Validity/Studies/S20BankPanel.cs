using System.Text.Json;
using CustomerValue.Experiments;

namespace CustomerValue.Validity.Studies;

internal sealed class S20BankPanel : IStudy
{
    private const double Tolerance = 1e-8;

    public string Id => "S20";

    public string Title => "Chosen groups of the bank panel: every estimate equals the reference, and the adjusted ones hold the truth";

    public void Run(Ledger ledger)
    {
        var panel = BankPanel.Read();
        var study = ThreeGroupStudy.Analyze(new StudyPanel(
            new StudyColumns
            {
                Groups = panel.Groups,
                Households = panel.Households,
                AssetsBefore = panel.Before,
                AssetsAfter = panel.After,
                TiersBefore = panel.TiersBefore,
                TiersAfter = panel.TiersAfter,
                EarlierAssets = panel.First.Zip(panel.Second, (a, b) => new[] { a, b }).SelectMany(pair => pair).ToArray(),
                Covariates = panel.Covariates,
            },
            4));
        ArmComparison Of(StudyMeasure measure, StudyEstimator estimator, StudyGroup minuend = StudyGroup.Marketing) => study.Estimate(measure, minuend, StudyGroup.NonRecommended, estimator).Comparison;
        var naive = Case("26_bank_panel_estimates.json", "naive_pairwise", "expected").GetProperty("marketing_vs_non_recommended");
        var robust = Case("21_did.json", "drdid_bank", "expected_R");
        var promoted = Case("22_matching_weighting_aipw.json", "bank_marketing_vs_non_promoted", "expected");
        void Equal(string what, double actual, JsonElement expected) => ledger.Within(what + ": relative difference from golden, in 1e-8", Math.Abs(actual / expected.GetDouble() - 1) / Tolerance, 0, 1);
        Equal("naive level 5154", Of(StudyMeasure.Assets, StudyEstimator.Naive).Estimate.Value, naive.GetProperty("welch_aum_after").GetProperty("diff"));
        Equal("change against change 1670", Of(StudyMeasure.Assets, StudyEstimator.DifferenceInDifferences).Estimate.Value, naive.GetProperty("welch_change").GetProperty("diff"));
        foreach (var (name, measure, minuend) in new[]
        {
            ("marketing_level", StudyMeasure.Assets, StudyGroup.Marketing), ("marketing_log1p", StudyMeasure.LogAssets, StudyGroup.Marketing),
            ("recommended_level", StudyMeasure.Assets, StudyGroup.Recommended), ("recommended_log1p", StudyMeasure.LogAssets, StudyGroup.Recommended),
        })
        {
            Equal(name + ", doubly robust", Of(measure, StudyEstimator.DoublyRobust, minuend).Estimate.Value, robust.GetProperty(name + "_drdid_panel").GetProperty("att"));
            Equal(name + ", weighted", Of(measure, StudyEstimator.Weighted, minuend).Estimate.Value, robust.GetProperty(name + "_std_ipw_did_panel").GetProperty("att"));
        }

        Equal("promotion, weighted", Of(StudyMeasure.Promotion, StudyEstimator.Weighted).Estimate.Value, promoted.GetProperty("ipw_ATT").GetProperty("hajek"));
        Equal("promotion, doubly robust", Of(StudyMeasure.Promotion, StudyEstimator.DoublyRobust).Estimate.Value, promoted.GetProperty("aipw_ATT").GetProperty("est"));

        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "26_bank_panel_estimates.json")));
        var truth = golden.RootElement.GetProperty("truth").GetProperty("effects").GetProperty("marketing_vs_non_recommended");
        foreach (var (measure, name) in new[] { (StudyMeasure.Assets, "att_aum"), (StudyMeasure.LogAssets, "att_log1p"), (StudyMeasure.Promotion, "att_promotion"), (StudyMeasure.AssetEnhancement, "att_growth_of_mean") })
        {
            var c = Of(measure, StudyEstimator.DoublyRobust);
            ledger.Within($"{measure}, doubly robust minus truth, in its errors", (c.Estimate.Value - truth.GetProperty(name).GetDouble()) / c.StandardError.Value, -1.96, 1.96);
        }

        ledger.Bites("the naive level for the doubly robust change, as above", Math.Abs(Of(StudyMeasure.Assets, StudyEstimator.Naive).Estimate.Value / robust.GetProperty("marketing_level_drdid_panel").GetProperty("att").GetDouble() - 1) / Tolerance, 0, 1);
        foreach (var (measure, name) in new[] { (StudyMeasure.Assets, "att_aum"), (StudyMeasure.LogAssets, "att_log1p") })
        {
            var c = Of(measure, StudyEstimator.Naive);
            ledger.Bites($"{measure}, naive minus truth, in its errors", (c.Estimate.Value - truth.GetProperty(name).GetDouble()) / c.StandardError.Value, -1.96, 1.96);
        }
    }

    private static JsonElement Case(string file, string id, string expected) => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file))).RootElement
        .GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == id).GetProperty(expected);
}
