using CustomerValue.Information;

namespace CustomerValue.Testing;

/// <summary>A household in the synthetic campaign, as the bank sees it.</summary>
public sealed class CampaignHousehold
{
    internal CampaignHousehold(HouseholdScript household, AssetScript assets, SyntheticBankOptions options)
    {
        Household = household.HouseholdId;
        Group = assets.Group;
        ClientCount = household.MemberCount;
        DigitalUse = household.DigitalUse;
        AssetsBefore = SyntheticBank.Money(assets.CentsBefore);
        AssetsSixMonthsBefore = SyntheticBank.Money(assets.Cents[options.HistoryMonths - 6]);
        AssetsAfter = SyntheticBank.Money(assets.Cents[assets.Cents.Length - 1]);
    }

    /// <summary>The household's key.</summary>
    public RecordKey Household { get; }

    /// <summary>Its group.</summary>
    public CampaignGroup Group { get; }

    /// <summary>Number of clients, minors included, 1 to 4.</summary>
    public int ClientCount { get; }

    /// <summary>Mean share of the adults' business done digitally, 0 to 1.</summary>
    public double DigitalUse { get; }

    /// <summary>Financial assets at the end of the as-of day.</summary>
    public decimal AssetsBefore { get; }

    /// <summary>Financial assets six months before that.</summary>
    public decimal AssetsSixMonthsBefore { get; }

    /// <summary>Financial assets at the end of the outcome months.</summary>
    public decimal AssetsAfter { get; }
}
