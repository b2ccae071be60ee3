using System.Text.Json;
using CustomerValue.Targeting;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Targeting;

public sealed class CampaignPlanCorrectness
{
    // scipy 1.10 (HiGHS) milp with mip_rel_gap = 0; brute force where there are at most 16 pairs.
    private static readonly JsonElement Golden = GoldenFile.Read("uplift/allocation.json").GetProperty("instances");

    public static TheoryData<string> Instances()
    {
        var data = new TheoryData<string>();
        foreach (var instance in Golden.EnumerateObject())
        {
            data.Add(instance.Name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Instances))]
    public void The_exact_optimum_is_found_and_proven(string name)
    {
        var instance = Instance.Read(Golden.GetProperty(name).GetProperty("instance"));
        var solution = Golden.GetProperty(name).GetProperty("solution");
        var plan = instance.Allocate();
        if (solution.GetProperty("status").GetString() != "optimal")
        {
            plan.Status.Should().Be(PlanStatus.Infeasible);
            plan.Conflicts.Should().NotBeEmpty();
            ((Action)(() => _ = plan.TotalValue)).Should().Throw<InvalidOperationException>().WithMessage("*no plan can meet*");
            return;
        }

        var expected = solution.Number("mip_objective");
        plan.TotalValue.Should().BeApproximately(expected, 1e-9 * Math.Max(1, Math.Abs(expected)));
        plan.Status.Should().Be(PlanStatus.Optimal);
        plan.Gap.Should().BeLessThanOrEqualTo(1e-9);
        instance.Check(plan);
    }

    // The formula of allocation_scale.json, in 64-bit whole numbers.
    [Theory]
    [InlineData("1000")]
    [InlineData("10000")]
    public void A_large_campaign_is_certified_by_its_bound(string size)
    {
        var golden = GoldenFile.Read("uplift/allocation_scale.json").GetProperty("instances").GetProperty(size);
        var instance = Scale(golden.GetProperty("n").GetInt32(), golden.Number("budget"), golden.Numbers("offer_caps"));
        var plan = instance.Allocate();
        instance.Check(plan);
        var relaxed = golden.Number("lp_objective");
        plan.Gap.Should().BeLessThanOrEqualTo(1e-4);
        plan.UpperBound.Should().BeLessThanOrEqualTo(relaxed * (1 + 1e-9));
        if (golden.TryGetProperty("mip_gap", out var gap) && gap.GetDouble() == 0)
        {
            plan.UpperBound.Should().BeGreaterThanOrEqualTo(golden.Number("mip_objective") * (1 - 1e-12));
            plan.TotalValue.Should().BeLessThanOrEqualTo(golden.Number("mip_objective") * (1 + 1e-12));
        }
    }

    // scipy 1.10 (HiGHS) milp, mip_rel_gap = 0: 3116. Few kinds of customers: at any price all alike want the same.
    [Fact]
    public void Customers_who_are_alike_are_told_apart_where_only_some_of_them_can_be_served()
    {
        const int Customers = 2000;
        var values = new double[Customers * 5];
        var costs = new double[values.Length];
        for (var i = 0; i < Customers; i++)
        {
            for (var j = 0; j < 5; j++)
            {
                values[i * 5 + j] = (i * i * 7 + i * j * 3 + j) % 11 % 5 - 1;
                costs[i * 5 + j] = (i * 5 + j * j * 2 + i * j) % 7 % 3;
            }
        }

        var offers = Enumerable.Range(0, 5).Select(j => new Offer($"offer {j}") { Channel = j % 2 == 0 ? "mail" : "branch", MinimumVolume = 100, MaximumVolume = 500 }).ToArray();
        var limits = new CampaignLimits { Budget = 600.5, ChannelCapacities = new Dictionary<string, int> { ["mail"] = 400 }, MinimumReturn = 2 };
        foreach (var options in new[] { AllocationOptions.Default, new AllocationOptions { NodeLimit = 0, Threads = 2 } })
        {
            var plan = CampaignPlan.Allocate(offers, values, costs, limits, options);
            plan.TotalValue.Should().Be(3116);
            plan.Status.Should().Be(PlanStatus.Optimal);
            plan.TotalCost.Should().BeLessThanOrEqualTo(600.5);
        }
    }

    // By hand: 3 of 4 customers can be afforded, the most valuable ones. Amounts far below 1 are amounts, not zeros.
    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-5)]
    [InlineData(1e-9)]
    [InlineData(1e6)]
    public void Amounts_far_from_one_are_planned_like_any_other(double unit)
    {
        double[] values = [2 * unit, 5 * unit, 4 * unit, 3 * unit];
        var plan = CampaignPlan.Allocate([new Offer("text message") { MinimumVolume = 1 }], values, [2 * unit], new CampaignLimits { Budget = 7 * unit });
        plan.Status.Should().Be(PlanStatus.Optimal);
        plan.Offers.ToArray().Should().Equal(-1, 0, 0, 0);
        plan.TotalValue.Should().BeApproximately(12 * unit, 1e-12 * unit);
        plan.UpperBound.Should().BeApproximately(12 * unit, 1e-9 * unit);
    }

    [Fact]
    public void Prices_alone_give_the_bound_of_the_linear_relaxation()
    {
        foreach (var item in Golden.EnumerateObject())
        {
            var solution = item.Value.GetProperty("solution");
            if (!solution.TryGetProperty("lp_objective", out var relaxed) || relaxed.ValueKind != JsonValueKind.Number)
            {
                continue;
            }

            var instance = Instance.Read(item.Value.GetProperty("instance"));
            var plan = instance.Allocate(new AllocationOptions { NodeLimit = 0 });
            if (plan.IsFeasible)
            {
                // Offers dearer than the whole budget are out before, and sets of offers are whole: the bound may be tighter.
                plan.UpperBound.Should().BeLessThanOrEqualTo(relaxed.GetDouble() + 1e-7 * Math.Max(1, Math.Abs(relaxed.GetDouble())), item.Name);
                plan.UpperBound.Should().BeGreaterThanOrEqualTo(solution.Number("mip_objective") - 1e-9, item.Name);
                instance.Check(plan);
            }
        }
    }

    internal static Instance Scale(int n, double budget, double[] caps)
    {
        var values = new double[n * 5];
        var costs = new double[n * 5];
        for (long i = 0; i < n; i++)
        {
            for (var j = 0; j < 5; j++)
            {
                var h = (i * 2654435761L + j * 40503L + i * j * 97L) % 1000003L;
                values[i * 5 + j] = h % 2003 / 100.0 - 3;
                costs[i * 5 + j] = h / 7 % 400 / 100.0 + 0.10;
            }
        }

        return new Instance(
            Enumerable.Range(0, 5).Select(j => new Offer($"offer {j}") { MaximumVolume = (int)caps[j] }).ToArray(),
            values, costs, new CampaignLimits { Budget = budget }, false, [], []);
    }
}
