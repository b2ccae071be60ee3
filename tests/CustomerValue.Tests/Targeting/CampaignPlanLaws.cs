using CustomerValue.Numerics;
using CustomerValue.Targeting;

namespace CustomerValue.Tests.Targeting;

public sealed class CampaignPlanLaws
{
    private static readonly double[] Values = Uniform(200 * 4, 1, -3, 20);

    private static readonly double[] Costs = Uniform(200 * 4, 2, 0.5, 6);

    private static readonly Offer[] Offers =
    [
        new("card") { Channel = "mail" }, new("fund") { Channel = "branch" }, new("loan") { Channel = "branch", MaximumVolume = 30 }, new("app") { Channel = "push" },
    ];

    private static readonly CampaignLimits Limits = new()
    {
        Budget = 250,
        ChannelCapacities = new Dictionary<string, int> { ["mail"] = 60, ["branch"] = 40 },
    };

    [Fact]
    public void The_same_input_gives_the_same_plan_for_any_number_of_threads()
    {
        var alone = Plan();
        var together = CampaignPlan.Allocate(Offers, Values, Costs, Limits, new AllocationOptions { Threads = 4 });
        together.Offers.ToArray().Should().Equal(alone.Offers.ToArray());
        var large = CampaignPlanCorrectness.Scale(9000, 1800, [1350, 900, 450, 180, 90]);
        var one = large.Allocate(new AllocationOptions { NodeLimit = 0 });
        var four = large.Allocate(new AllocationOptions { NodeLimit = 0, Threads = 4 });
        four.Offers.ToArray().Should().Equal(one.Offers.ToArray());
        four.UpperBound.Should().Be(one.UpperBound);
    }

    [Fact]
    public void The_order_of_customers_does_not_change_the_value()
    {
        var reversed = Plan(values: Reverse(Values), costs: Reverse(Costs));
        reversed.TotalValue.Should().BeApproximately(Plan().TotalValue, 1e-9 * reversed.TotalValue);
    }

    [Fact]
    public void The_unit_of_money_does_not_change_the_plan()
    {
        var scaled = Plan(values: Values.Select(v => v * 1024).ToArray(), costs: Costs.Select(c => c * 64).ToArray(), limits: Limits with { Budget = 250 * 64 });
        scaled.TotalValue.Should().BeApproximately(1024 * Plan().TotalValue, 1e-9 * scaled.TotalValue);
        scaled.TotalCost.Should().BeLessThanOrEqualTo(250 * 64);
    }

    [Fact]
    public void A_looser_limit_is_never_worth_less()
    {
        var value = 0.0;
        foreach (var budget in new[] { 0.0, 50, 100, 250, 700, 1e9 })
        {
            var plan = Plan(limits: Limits with { Budget = budget });
            plan.Status.Should().Be(PlanStatus.Optimal);
            plan.TotalCost.Should().BeLessThanOrEqualTo(budget * (1 + 1e-12));
            plan.TotalValue.Should().BeGreaterThanOrEqualTo(value - 1e-9);
            value = plan.TotalValue;
        }

        Plan(limits: Limits with { OffersPerCustomer = 2 }).TotalValue.Should().BeGreaterThanOrEqualTo(Plan().TotalValue);
    }

    [Fact]
    public void Without_limits_everybody_gets_the_best_offer_that_gains()
    {
        var plan = CampaignPlan.Allocate(Offers.Select(o => new Offer(o.Name)).ToArray(), Values, Costs);
        for (var i = 0; i < 200; i++)
        {
            var row = Values.AsSpan(i * 4, 4).ToArray();
            plan.OfferOf(i).Should().Be(row.Max() > 0 ? Array.IndexOf(row, row.Max()) : -1);
        }

        plan.Gap.Should().BeLessThan(1e-12);
    }

    [Fact]
    public void Nobody_gets_an_offer_without_gain_or_without_being_eligible()
    {
        var eligible = Enumerable.Range(0, 800).Select(i => i % 3 != 0).ToArray();
        var plan = CampaignPlan.Allocate(Offers, Values, Costs, Limits, eligible: eligible);
        for (var i = 0; i < 200; i++)
        {
            var j = plan.OfferOf(i);
            (j < 0 || Values[i * 4 + j] > 0 && eligible[i * 4 + j]).Should().BeTrue();
        }

        plan.ContactCount.Should().BeGreaterThan(0);
    }

    [Fact]
    public void Uses_of_limits_add_up_and_unused_limits_cost_nothing()
    {
        var plan = Plan();
        var budget = plan.Constraints.Single(c => c.Name == "budget");
        budget.Used.Should().BeApproximately(plan.TotalCost, 1e-9);
        budget.Price.Should().BePositive();
        plan.Constraints.Single(c => c.Name == "channel branch").Used.Should().Be(plan.Volume(1) + plan.Volume(2));
        foreach (var constraint in Plan(limits: Limits with { Budget = 1e9 }).Constraints.Where(c => c.Used < 0.9 * c.Limit))
        {
            constraint.Price.Should().BeApproximately(0, 1e-9, constraint.Name);
        }
    }

    [Fact]
    public void One_cost_per_offer_is_that_cost_for_everybody()
    {
        var perOffer = CampaignPlan.Allocate(Offers, Values, [1, 2, 3, 0.5], Limits);
        var perCustomer = Plan(costs: Enumerable.Range(0, 200).SelectMany(_ => new[] { 1, 2, 3, 0.5 }).ToArray());
        perOffer.Offers.ToArray().Should().Equal(perCustomer.Offers.ToArray());
    }

    [Fact]
    public void A_campaign_for_nobody_is_an_empty_plan()
    {
        var plan = CampaignPlan.Allocate(Offers, [], Costs.AsSpan(0, 4), Limits);
        plan.CustomerCount.Should().Be(0);
        plan.Status.Should().Be(PlanStatus.Optimal);
        plan.TotalValue.Should().Be(0);
    }

    [Fact]
    public void Minimum_volumes_that_cannot_be_met_are_named()
    {
        var offers = new[] { new Offer("card") { Channel = "mail", MinimumVolume = 3 }, new Offer("fund") };
        var plan = CampaignPlan.Allocate(offers, [1, 1, 1, 1, 1, 1, 1, 1], [1, 1], new CampaignLimits { ChannelCapacities = new Dictionary<string, int> { ["mail"] = 2 } });
        plan.Status.Should().Be(PlanStatus.Infeasible);
        plan.Conflicts.Should().BeEquivalentTo("channel mail", "minimum volume of card");
        plan.IsFeasible.Should().BeFalse();
        plan.Offers.ToArray().Should().OnlyContain(j => j == -1);
    }

    private static CampaignPlan Plan(double[]? values = null, double[]? costs = null, CampaignLimits? limits = null) =>
        CampaignPlan.Allocate(Offers, values ?? Values, costs ?? Costs, limits ?? Limits);

    private static double[] Reverse(double[] table) => Enumerable.Range(0, 200).Reverse().SelectMany(i => table.Skip(i * 4).Take(4)).ToArray();

    private static double[] Uniform(int count, int index, double low, double high)
    {
        var random = RandomStream.Open(9, "campaign", index);
        return Enumerable.Range(0, count).Select(_ => Math.Round(100 * (low + (high - low) * random.NextDouble())) / 100).ToArray();
    }
}
