using CustomerValue.Experiments;
using CustomerValue.Information;
using CustomerValue.Testing;
using FourInOne.Banks;

namespace FourInOne.Steps;

/// <summary>The three-group study of one campaign of a synthetic bank, and what it should have found.</summary>
internal sealed record CampaignStudy
{
    public required StudyTable Table { get; init; }

    /// <summary>What the campaign truly added to the asset enhancement rate and to the promotion rate of those compared.</summary>
    public required double TrueEnhancement { get; init; }

    public required double TruePromotion { get; init; }

    /// <summary>Marketed and held back at equal known traits.</summary>
    public required LikeWithLike Like { get; init; }

    public static CampaignStudy Of(SyntheticBank campaign, StudyDesign design, CustomerPicture picture)
    {
        var bank = picture.Bank;
        var rows = campaign.EnumerateCampaignHouseholds().ToArray();
        var before = Array.ConvertAll(rows, row => (double)row.AssetsBefore);
        var after = Array.ConvertAll(rows, row => (double)row.AssetsAfter);
        int[] tiersBefore = Array.ConvertAll(before, bank.Tiers.Of), tiersAfter = Array.ConvertAll(after, bank.Tiers.Of);
        var panel = new StudyPanel(
            new StudyColumns
            {
                Groups = Array.ConvertAll(rows, row => (StudyGroup)row.Group),
                Households = Array.ConvertAll(rows, row => Number(row.Household)),
                AssetsBefore = before,
                AssetsAfter = after,
                TiersBefore = tiersBefore,
                TiersAfter = tiersAfter,
                PromotedPeriodBefore = Array.ConvertAll(rows, row => RoseBefore(row.Household, picture)),
            },
            bank.Tiers.TierCount - 1);

        // Lots: what the campaign would have added to all recommended. Choice: what it added to those who were chosen.
        var compared = campaign.Truth.EnumerateHouseholds()
            .Where(h => h.Group == CampaignGroup.Marketing || (design != StudyDesign.Chosen && h.Group == CampaignGroup.Recommended))
            .ToArray();
        return new CampaignStudy
        {
            Table = StudyTable.Of(panel, new StudyOptions { Design = design, Years = bank.Calendar.OutcomeYears }),
            TrueEnhancement = (double)(compared.Sum(h => h.AssetsIfTreated - h.AssetsIfControl) / compared.Sum(h => h.AssetsBefore)),
            Like = LikeWithLike.Of(rows, tiersBefore, tiersAfter),
            TruePromotion = compared.Average(h => (h.PromotedIfTreated ? 1.0 : 0) - (h.PromotedIfControl ? 1.0 : 0)),
        };
    }

    private static bool RoseBefore(RecordKey household, CustomerPicture picture) =>
        picture.Features.FindRow(household) is { } row && picture.Standings.TierBefore[row] >= 0 && picture.Standings.Tier[row] > picture.Standings.TierBefore[row];

    private static long Number(RecordKey key) => key.TryGetNumber(out var number) ? number : throw new ArgumentException($"'{key}' is no number.", nameof(key));
}
