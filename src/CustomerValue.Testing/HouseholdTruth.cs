using CustomerValue.Information;

namespace CustomerValue.Testing;

/// <summary>The truth about a synthetic household: its segment, its effect, its assets with and without the campaign.</summary>
public sealed class HouseholdTruth
{
    internal HouseholdTruth(HouseholdScript household, AssetScript assets)
    {
        Household = household.HouseholdId;
        Segment = household.Segment;
        Group = assets.Group;
        RecommendationProbability = assets.RecommendationProbability;
        MarketingProbability = assets.MarketingProbability;
        LogEffect = assets.LogEffect;
        AssetsBefore = SyntheticBank.Money(assets.CentsBefore);
        AssetsIfControl = SyntheticBank.Money(assets.CentsIfControl);
        AssetsIfTreated = SyntheticBank.Money(assets.CentsIfTreated);
        PromotionProbabilityIfControl = assets.PromotionProbability(false);
        PromotionProbabilityIfTreated = assets.PromotionProbability(true);
        var tier = SyntheticBank.TierOf(assets.CentsBefore);
        PromotedIfControl = SyntheticBank.TierOf(assets.CentsIfControl) > tier;
        PromotedIfTreated = SyntheticBank.TierOf(assets.CentsIfTreated) > tier;
    }

    /// <summary>The household's key.</summary>
    public RecordKey Household { get; }

    /// <summary>Its hidden segment.</summary>
    public HouseholdSegment Segment { get; }

    /// <summary>The group it was in.</summary>
    public CampaignGroup Group { get; }

    /// <summary>Probability of being recommended, given everything before the campaign.</summary>
    public double RecommendationProbability { get; }

    /// <summary>Probability of being marketed to when recommended: the propensity score of that contrast.</summary>
    public double MarketingProbability { get; }

    /// <summary>Effect of the campaign on the logarithm of assets at the end of the outcome months.</summary>
    public double LogEffect { get; }

    /// <summary>Assets at the end of the as-of day.</summary>
    public decimal AssetsBefore { get; }

    /// <summary>Assets at the end without the campaign.</summary>
    public decimal AssetsIfControl { get; }

    /// <summary>Assets at the end with it.</summary>
    public decimal AssetsIfTreated { get; }

    /// <summary>Probability of ending in a higher tier without the campaign, given everything before it.</summary>
    public double PromotionProbabilityIfControl { get; }

    /// <summary>Probability of ending in a higher tier with it.</summary>
    public double PromotionProbabilityIfTreated { get; }

    /// <summary>Whether it ends in a higher tier without the campaign.</summary>
    public bool PromotedIfControl { get; }

    /// <summary>Whether it ends in a higher tier with it.</summary>
    public bool PromotedIfTreated { get; }
}
