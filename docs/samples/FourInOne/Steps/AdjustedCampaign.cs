using CustomerValue.Experiments;
using CustomerValue.Information;
using CustomerValue.Testing;

namespace FourInOne.Steps;

/// <summary>The study of a synthetic bank's campaign with everything that was known of its households before.</summary>
internal static class AdjustedCampaign
{
    public static ThreeGroupStudy Study(SyntheticBank campaign, StudyDesign design, CustomerPicture picture)
    {
        var bank = picture.Bank;
        var rows = campaign.EnumerateCampaignHouseholds().ToArray();
        double[] before = Array.ConvertAll(rows, row => (double)row.AssetsBefore), after = Array.ConvertAll(rows, row => (double)row.AssetsAfter);
        var earlier = Array.ConvertAll(rows, row => (double)row.AssetsSixMonthsBefore);
        return ThreeGroupStudy.Analyze(
            new StudyPanel(
                new StudyColumns
                {
                    Groups = Array.ConvertAll(rows, row => (StudyGroup)row.Group),
                    Households = Enumerable.Range(0, rows.Length).Select(row => (long)row).ToArray(),
                    AssetsBefore = before,
                    AssetsAfter = after,
                    EarlierAssets = earlier,
                    TiersBefore = Array.ConvertAll(before, bank.Tiers.Of),
                    TiersAfter = Array.ConvertAll(after, bank.Tiers.Of),
                    Covariates = rows.SelectMany((row, at) => new[] { Log(before[at]), Log(before[at]) - Log(earlier[at]), row.DigitalUse, row.ClientCount }).ToArray(),
                    CovariateNames = ["log assets", "growth of the half-year before", "digital use", "clients"],
                },
                bank.Tiers.TierCount - 1),
            new StudyOptions { Design = design, Years = bank.Calendar.OutcomeYears });
    }

    private static double Log(double assets) => Math.Log(1 + Math.Max(0, assets));
}
