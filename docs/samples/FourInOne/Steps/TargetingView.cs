using CustomerValue;
using FourInOne.Output;

namespace FourInOne.Steps;

/// <summary>Step 3 on the screen and in <c>lifetime-values.csv</c>, <c>scores.csv</c> and <c>campaign-plan.csv</c>.</summary>
internal static class TargetingView
{
    private const int CoefficientsShown = 5;

    public static void Show(CustomerPicture picture, CustomerTargets targets, Screen screen)
    {
        screen.Step(3, "Targeting and positioning");
        ShowLifetime(picture, targets.Lifetime, screen);
        ShowPromotion(targets.Promotion, screen);
        if (targets.Uplift is { } uplift)
        {
            ShowUplift(picture.Bank.Campaigns!, uplift, screen);
        }
        else
        {
            screen.Fact("uplift", "no campaign was run at this bank, so nobody knows yet what an offer changes");
        }

        ShowPlan(picture, targets.Offers, screen);
    }

    public static void Write(CustomerPicture picture, CustomerTargets targets, ResultFolder results)
    {
        var (keys, lifetime, promotion, offers) = (picture.Features.Keys, targets.Lifetime, targets.Promotion, targets.Offers);
        results.Write(
            "lifetime-values.csv",
            Enumerable.Range(0, lifetime.Values.Length),
            ("account", row => lifetime.Purchases.Customers[row]),
            ("repeat_purchases", row => lifetime.Purchases.Histories.Repeats[row]),
            ("recency_weeks", row => lifetime.Purchases.Histories.Recency[row]),
            ("age_weeks", row => lifetime.Purchases.Histories.Age[row]),
            ("average_value", row => lifetime.Purchases.Histories.AverageValue[row]),
            ("probability_alive", row => lifetime.ProbabilityAlive[row]),
            ("expected_purchases", row => lifetime.ExpectedPurchases[row]),
            ("value_next_year", row => lifetime.Values[row]));
        results.Write(
            "scores.csv",
            Enumerable.Range(0, keys.Count),
            ("household", row => keys[row]),
            ("promotion_probability", row => promotion.Probabilities[row]),
            ("lift", row => offers.Lifts[row]),
            ("value_next_year", row => targets.HouseholdValues[row]));
        results.Write(
            "campaign-plan.csv",
            Enumerable.Range(0, keys.Count).Where(row => offers.Plan.OfferOf(row) >= 0),
            ("household", row => keys[row]),
            ("offer", row => offers.Terms.Offers[offers.Plan.OfferOf(row)].Name),
            ("channel", row => offers.Terms.Offers[offers.Plan.OfferOf(row)].Channel),
            ("cost", row => offers.Terms.Offers[offers.Plan.OfferOf(row)].Cost),
            ("lift", row => offers.Lifts[row]),
            ("net_value", row => offers.NetValue(row, offers.Plan.OfferOf(row))));
    }

    private static void ShowLifetime(CustomerPicture picture, LifetimeValues lifetime, Screen screen)
    {
        var model = lifetime.Frequency;
        string[] names = ["r", "α (weeks)", "a", "b"];
        double[] estimates = [model.R, model.Alpha, model.A, model.B];
        var truth = picture.Bank.Campaigns?.Chosen.Options;
        double[]? known = truth is null ? null : [truth.PurchaseR, truth.PurchaseAlpha, truth.PurchaseA, truth.PurchaseB];
        var total = lifetime.Values.Sum();
        screen.Fact(
            "lifetime",
            $"{Text.Count(lifetime.Values.Length)} accounts are expected to spend {Text.Count(total)} {picture.Bank.Currency} in the next year, in today's money");
        screen.Fact(
            "purchases",
            "BG/NBD " + string.Join(", ", names.Select((name, i) => $"{name} {Text.Number(estimates[i], 2)} ± {Text.Number(Math.Sqrt(model.Covariance[5 * i]), 2)}"
                + (known is null ? string.Empty : $" (true {Text.Number(known[i], 1)})"))));
    }

    private static void ShowPromotion(PromotionPropensity promotion, Screen screen)
    {
        screen.Table(
            ["Promotion depends on", ">Log-odds", ">Std. error", ">z", ">p"],
            promotion.Model.Coefficients
                .Skip(1)
                .OrderByDescending(c => Math.Abs(c.Statistic.ValueOrNaN))
                .Take(CoefficientsShown)
                .Select(c => new[]
                {
                    c.Name.Replace('_', ' '),
                    Text.Number(c.Estimate, 2),
                    Text.Number(c.StandardError.ValueOrNaN, 2),
                    Text.Number(c.Statistic.ValueOrNaN, 1),
                    Text.PValue(c.PValue.ValueOrNaN),
                }));
        screen.Fact(
            "promotion",
            $"{Text.Count(promotion.Rows.Length)} households could rise, {Text.Count(promotion.Rose.Count(rose => rose))} did; AUC on unseen ones {Text.Number(promotion.UnseenAuc.Average(), 3)}, mean of {Text.Plain(promotion.UnseenAuc.Length)} fold seeds:");
        screen.Fact("", string.Join(' ', promotion.UnseenAuc.Select(auc => Text.Number(auc, 3))));
    }

    private static void ShowUplift(Banks.SyntheticCampaigns campaigns, CampaignUplift uplift, Screen screen)
    {
        var average = uplift.Ranking.AverageEffect;
        var best = uplift.Ranking.Best(0.2);
        var truth = campaigns.Drawn.Truth.ResponseProbabilityEffect.Recommended;
        screen.Fact(
            "uplift",
            $"the campaign added {Points(average)} (true {Text.Points(truth)}) among all recommended, {Points(best)} in the best fifth; Qini {Text.Number(uplift.Ranking.QiniCoefficient().ValueOrNaN, 3)}");
    }

    private static string Points(CustomerValue.Uplift.UpliftBin bin) =>
        $"{Text.Points(bin.Uplift.ValueOrNaN)} ± {Text.Number(100 * bin.StandardError.ValueOrNaN, 1)} points";

    private static void ShowPlan(CustomerPicture picture, OfferPlan offers, Screen screen)
    {
        var (plan, terms) = (offers.Plan, offers.Terms);
        screen.Table(
            ["Offer", "Channel", ">Contacts", ">At most", ">Cost", ">Value added", ">One contact more"],
            Enumerable.Range(0, terms.Offers.Count).Select(offer =>
            {
                var rows = Enumerable.Range(0, plan.CustomerCount).Where(row => plan.OfferOf(row) == offer).ToArray();
                var channel = plan.Constraints.Single(c => c.Name == "channel " + terms.Offers[offer].Channel);
                return new[]
                {
                    terms.Offers[offer].Name,
                    terms.Offers[offer].Channel,
                    Text.Count(rows.Length),
                    Text.Count(channel.Limit),
                    Text.Count(rows.Length * terms.Offers[offer].Cost),
                    Text.Count(rows.Sum(row => offers.NetValue(row, offer) + terms.Offers[offer].Cost)),
                    Text.Number(channel.Price, 1),
                };
            }));
        var budget = plan.Constraints.Single(c => c.Name == "budget");
        screen.Fact(
            "plan",
            $"{Text.Count(plan.ContactCount)} contacts cost {Text.Count(plan.TotalCost)} of {Text.Count(budget.Limit)} {picture.Bank.Currency} and leave {Text.Count(plan.TotalValue)} net; no plan can leave more than {Text.Count(plan.UpperBound)} (gap {Text.Percent(plan.Gap, 3)})");
        var basis = picture.Bank.Campaigns is null ? "assumed, not measured" : "measured on a campaign whose customers were drawn by lot";
        screen.Meaning($"The plan contacts {Text.Percent((double)plan.ContactCount / plan.CustomerCount, 0)} of the households, where an offer is expected to bring more than it costs; what an offer changes is {basis}.");
    }
}
