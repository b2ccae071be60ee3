using CustomerValue.Numerics;
using CustomerValue.Targeting;

namespace CustomerValue.Tests.Targeting;

public sealed class CampaignPlanConsistency
{
    // Every plan is tried: up to 6 customers × 3 offers, or 4 × 3 with two offers each, under a random mix of limits.
    [Fact]
    public void Small_random_campaigns_agree_with_trying_every_plan()
    {
        var infeasible = 0;
        for (var index = 0; index < 100; index++)
        {
            var instance = Draw(RandomStream.Open(20, "allocation", index));
            var expected = instance.BruteForce();
            var plan = instance.Allocate();
            if (expected is null)
            {
                infeasible++;
                plan.Status.Should().Be(PlanStatus.Infeasible, "instance {0}", index);
                continue;
            }

            plan.IsFeasible.Should().BeTrue("instance {0}: {1}", index, plan.Status);
            plan.TotalValue.Should().BeApproximately(expected.Value, 1e-9 * Math.Max(1, Math.Abs(expected.Value)), "instance {0}", index);
            plan.Status.Should().Be(PlanStatus.Optimal, "instance {0}", index);
            instance.Check(plan);
        }

        infeasible.Should().BeInRange(1, 40);
    }

    [Fact]
    public void A_bound_without_search_holds_on_random_campaigns()
    {
        for (var index = 0; index < 60; index++)
        {
            var instance = Draw(RandomStream.Open(21, "allocation", index));
            var plan = instance.Allocate(new AllocationOptions { NodeLimit = 0 });
            if (plan.IsFeasible && instance.BruteForce() is { } best)
            {
                instance.Check(plan);
                plan.UpperBound.Should().BeGreaterThanOrEqualTo(best - 1e-9);
                plan.TotalValue.Should().BeLessThanOrEqualTo(best + 1e-9);
            }
        }
    }

    internal static Instance Draw(RandomStream random)
    {
        var m = 1 + random.NextInt(3);
        var two = random.NextInt(4) == 0 && m > 1;
        var n = two ? 4 : 2 + random.NextInt(5);
        double Round(double x) => Math.Round(x * 8) / 8;
        bool Chance(int oneIn) => random.NextInt(oneIn) == 0;
        var channels = new[] { "mail", "branch", null };
        var offers = Enumerable.Range(0, m).Select(j => new Offer($"offer {j}")
        {
            Channel = channels[random.NextInt(3)],
            MinimumVolume = Chance(4) ? random.NextInt(3) : 0,
            MaximumVolume = Chance(3) ? 2 + random.NextInt(2) : null,
        }).ToArray();
        var values = Enumerable.Range(0, n * m).Select(_ => Round(random.NextDouble() * 10 - 2)).ToArray();
        var costs = Enumerable.Range(0, Chance(3) ? m : n * m).Select(_ => Chance(6) ? 0 : Round(random.NextDouble() * 4)).ToArray();
        var capacities = new Dictionary<string, int>();
        foreach (var name in offers.Select(o => o.Channel).OfType<string>().Distinct())
        {
            if (Chance(2))
            {
                capacities[name] = random.NextInt(3);
            }
        }

        var bounds = Chance(4) ? new[] { new SegmentBound(0) { Fewest = random.NextInt(2), Most = 2 }, new SegmentBound(2) { Fewest = random.NextInt(3) }, new SegmentBound(2) { Offer = random.NextInt(m), Most = 1 } } : [];
        return new Instance(
            offers, values, costs,
            new CampaignLimits
            {
                Budget = Chance(5) ? null : Round(random.NextDouble() * 2 * n),
                ChannelCapacities = capacities,
                OffersPerCustomer = two ? 2 : 1,
                OffersPerCustomerAndChannel = two && Chance(2) ? 1 : null,
                ExclusiveOffers = two && Chance(2) ? [[0, m - 1]] : [],
                MinimumReturn = Chance(4) ? 1 + random.NextDouble() * 3 : null,
                SegmentBounds = bounds,
            },
            Chance(3),
            Chance(2) ? Enumerable.Range(0, n * m).Select(_ => !Chance(4)).ToArray() : [],
            bounds.Length > 0 ? Enumerable.Range(0, n).Select(_ => random.NextInt(5) - 1).ToArray() : []);
    }
}
