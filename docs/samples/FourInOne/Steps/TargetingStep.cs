using FourInOne.Output;

namespace FourInOne.Steps;

/// <summary>Step 3: what each household is worth, what it will do, what it will do because of us, and what to offer whom.</summary>
internal static class TargetingStep
{
    public static CustomerTargets Run(CustomerPicture picture, ulong seed, Screen screen)
    {
        var bank = picture.Bank;
        var lifetime = LifetimeValues.Estimate(picture.Purchases, bank.PurchasePenalty, screen);
        var promotion = PromotionPropensity.Fit(picture, seed, screen);
        var uplift = bank.Campaigns is { } campaigns ? CampaignUplift.Learn(campaigns.Drawn, seed, screen) : null;
        var lifts = uplift is null ? Assumed(promotion, bank.Terms.AssumedLogOdds) : Learned(picture, uplift);
        return new CustomerTargets
        {
            Lifetime = lifetime,
            HouseholdValues = lifetime.ByHousehold(picture.Households, picture.Features.Keys),
            Promotion = promotion,
            Uplift = uplift,
            Offers = OfferPlan.Make(bank, lifts, screen),
        };
    }

    private static double[] Learned(CustomerPicture picture, CampaignUplift uplift) =>
        [.. picture.Features.Keys.Select(household => uplift.ByHousehold.TryGetValue(household, out var lift) ? lift : double.NaN)];

    // Without a campaign nobody knows what an offer changes: a shift of the log-odds is assumed, which moves the undecided most.
    private static double[] Assumed(PromotionPropensity promotion, double shift)
    {
        var lifts = Enumerable.Repeat(double.NaN, promotion.Probabilities.Length).ToArray();
        foreach (var row in promotion.Rows)
        {
            var p = promotion.Probabilities[row];
            var odds = p / (1 - p) * Math.Exp(shift);
            lifts[row] = odds / (1 + odds) - p;
        }

        return lifts;
    }
}
