namespace FourInOne.Steps;

/// <summary>What step 3 hands on.</summary>
internal sealed record CustomerTargets
{
    public required LifetimeValues Lifetime { get; init; }

    /// <summary>Lifetime value of each household of the picture's features.</summary>
    public required double[] HouseholdValues { get; init; }

    public required PromotionPropensity Promotion { get; init; }

    /// <summary>What a campaign changed; null where none was run.</summary>
    public required CampaignUplift? Uplift { get; init; }

    public required OfferPlan Offers { get; init; }
}
