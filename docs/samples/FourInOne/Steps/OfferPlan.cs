using CustomerValue.Targeting;
using FourInOne.Banks;
using FourInOne.Output;

namespace FourInOne.Steps;

/// <summary>Which household gets which offer in the next campaign, within budget and capacities.</summary>
internal sealed record OfferPlan
{
    public required CampaignTerms Terms { get; init; }

    /// <summary>Responses that the full effect adds per household; NaN for one that is not to be contacted.</summary>
    public required double[] Lifts { get; init; }

    public required CampaignPlan Plan { get; init; }

    /// <param name="bank">The bank's terms.</param>
    /// <param name="lifts">Responses that the full effect adds per household; NaN for one that is not to be contacted.</param>
    /// <param name="screen">For progress.</param>
    public static OfferPlan Make(BankRecords bank, double[] lifts, Screen screen)
    {
        var terms = bank.Terms;
        var offers = terms.Offers.Select(o => new Offer(o.Name) { Channel = o.Channel }).ToArray();
        var values = new double[lifts.Length * offers.Length];
        var eligible = new bool[values.Length];
        for (var cell = 0; cell < values.Length; cell++)
        {
            var lift = lifts[cell / offers.Length];
            eligible[cell] = lift > 0;
            values[cell] = lift > 0 ? lift * terms.Offers[cell % offers.Length].Strength * terms.ValueOfResponse : 0;
        }

        var limits = new CampaignLimits
        {
            Budget = Math.Round(terms.BudgetPerHousehold * lifts.Length),
            ChannelCapacities = terms.Offers.ToDictionary(o => o.Channel, o => (int)(o.CapacityShare * lifts.Length), StringComparer.Ordinal),
        };
        double[] costs = [.. terms.Offers.Select(o => o.Cost)];
        var plan = screen.Work(
            "Allocating offers",
            progress => CampaignPlan.Allocate(offers, values, costs, limits, new AllocationOptions { NetOfCost = true, Gap = 1e-4 }, eligible, progress: progress));
        return new OfferPlan { Terms = terms, Lifts = lifts, Plan = plan };
    }

    /// <summary>Net value of an offer to a household.</summary>
    public double NetValue(int row, int offer) => Lifts[row] * Terms.Offers[offer].Strength * Terms.ValueOfResponse - Terms.Offers[offer].Cost;
}
