using System.Text.Json;
using CustomerValue.Targeting;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Targeting;

/// <summary>A campaign to plan, with a check of a plan that shares no code with the library and an enumeration of all plans.</summary>
internal sealed record Instance(Offer[] Offers, double[] Values, double[] Costs, CampaignLimits Limits, bool NetOfCost, bool[] Eligible, int[] Segments)
{
    public int Customers => Values.Length / Offers.Length;

    public static Instance Read(JsonElement json)
    {
        var rows = json.GetProperty("value").EnumerateArray().Select(r => r.Numbers()).ToArray();
        var m = rows[0].Length;
        var channels = json.TryGetProperty("channel", out var c) ? c.EnumerateArray().Select(x => x.GetString()!).ToArray() : null;
        var least = json.TryGetProperty("offer_min", out var min) ? min.Numbers() : new double[m];
        var most = json.TryGetProperty("offer_max", out var max) ? max.Numbers() : null;
        var offers = Enumerable.Range(0, m).Select(j => new Offer($"offer {j}")
        {
            Channel = channels?[j],
            MinimumVolume = (int)least[j],
            MaximumVolume = most is null ? null : (int)most[j],
        }).ToArray();
        var segments = new int[rows.Length];
        segments.AsSpan().Fill(-1);
        var bounds = new List<SegmentBound>();
        if (json.TryGetProperty("segment_contact_bounds", out var b))
        {
            foreach (var bound in b.EnumerateArray())
            {
                foreach (var member in bound[0].EnumerateArray())
                {
                    segments[member.GetInt32()] = bounds.Count;
                }

                bounds.Add(new SegmentBound(bounds.Count) { Fewest = bound[1].GetInt32(), Most = bound[2].GetInt32() });
            }
        }

        var limits = new CampaignLimits
        {
            Budget = json.TryGetProperty("budget", out var budget) ? budget.GetDouble() : null,
            ChannelCapacities = json.TryGetProperty("channel_capacity", out var capacity) ? capacity.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt32()) : [],
            OffersPerCustomer = json.TryGetProperty("max_offers_per_customer", out var contacts) ? contacts.GetInt32() : 1,
            OffersPerCustomerAndChannel = json.TryGetProperty("max_per_customer_channel", out var perChannel) ? perChannel.GetInt32() : null,
            ExclusiveOffers = json.TryGetProperty("exclusive_offers", out var groups) ? groups.EnumerateArray().Select(g => (IReadOnlyList<int>)g.EnumerateArray().Select(x => x.GetInt32()).ToArray()).ToArray() : [],
            MinimumReturn = json.TryGetProperty("min_roi", out var hurdle) ? hurdle.GetDouble() : null,
            SegmentBounds = bounds,
        };
        var eligible = json.TryGetProperty("eligible", out var mask)
            ? mask.EnumerateArray().SelectMany(r => r.EnumerateArray().Select(x => x.ValueKind is JsonValueKind.True || x.ValueKind is JsonValueKind.Number && x.GetInt32() != 0)).ToArray()
            : [];
        return new Instance(
            offers,
            rows.SelectMany(r => r).ToArray(),
            json.GetProperty("cost").EnumerateArray().SelectMany(r => r.Numbers()).ToArray(),
            limits,
            json.TryGetProperty("net_objective", out var net) && net.GetBoolean(),
            eligible,
            bounds.Count > 0 ? segments : []);
    }

    public CampaignPlan Allocate(AllocationOptions? options = null) =>
        CampaignPlan.Allocate(Offers, Values, Costs, Limits, (options ?? AllocationOptions.Default) with { NetOfCost = NetOfCost }, Eligible, Segments);

    /// <summary>Adds up the plan again and checks every limit.</summary>
    public void Check(CampaignPlan plan)
    {
        var given = Enumerable.Range(0, Customers)
            .Select(i => plan.Offers.Slice(i * plan.OffersPerCustomer, plan.OffersPerCustomer).ToArray().Where(j => j >= 0).ToArray())
            .ToArray();
        var value = Worth(given);
        value.Should().NotBeNull("the plan must meet every limit");
        plan.TotalValue.Should().BeApproximately(value!.Value, 1e-9 * Math.Max(1, Math.Abs(value.Value)));
        plan.TotalCost.Should().BeApproximately(given.Select((o, i) => o.Sum(j => Cost(i, j))).Sum(), 1e-9 * Math.Max(1, plan.TotalCost));
        plan.UpperBound.Should().BeGreaterThanOrEqualTo(plan.TotalValue);
        plan.ContactCount.Should().Be(given.Sum(o => o.Length));
        for (var j = 0; j < Offers.Length; j++)
        {
            plan.Volume(j).Should().Be(given.Count(o => o.Contains(j)));
        }
    }

    /// <summary>The best value over all plans; null when none meets the limits.</summary>
    public double? BruteForce()
    {
        var sets = Enumerable.Range(0, 1 << Offers.Length)
            .Select(mask => Enumerable.Range(0, Offers.Length).Where(j => (mask >> j & 1) == 1).ToArray())
            .Where(set => set.Length <= Limits.OffersPerCustomer)
            .ToArray();
        double? best = null;
        var given = new int[Customers][];
        void Try(int customer)
        {
            if (customer == Customers)
            {
                var worth = Worth(given);
                best = worth is { } w && (best is null || w > best) ? w : best;
                return;
            }

            foreach (var set in sets)
            {
                given[customer] = set;
                Try(customer + 1);
            }
        }

        Try(0);
        return best;
    }

    private double Cost(int i, int j) => Costs.Length == Offers.Length ? Costs[j] : Costs[i * Offers.Length + j];

    // Null when a limit is broken.
    private double? Worth(int[][] given)
    {
        double value = 0, cost = 0;
        var volume = new int[Offers.Length];
        int Contacts(SegmentBound bound) => given.Select((set, i) => Segments[i] != bound.Segment ? 0 : bound.Offer is { } j ? set.Count(x => x == j) : set.Length).Sum();
        for (var i = 0; i < given.Length; i++)
        {
            foreach (var j in given[i])
            {
                value += Values[i * Offers.Length + j];
                cost += Cost(i, j);
                volume[j]++;
                if (Eligible.Length > 0 && !Eligible[i * Offers.Length + j])
                {
                    return null;
                }
            }

            if (given[i].Length > Limits.OffersPerCustomer
                || Limits.ExclusiveOffers.Any(g => given[i].Count(g.Contains) > 1)
                || Limits.OffersPerCustomerAndChannel is { } most && given[i].Where(j => Offers[j].Channel is not null).GroupBy(j => Offers[j].Channel).Any(g => g.Count() > most))
            {
                return null;
            }
        }

        var fits = !(cost > Limits.Budget + 1e-9 * Math.Max(1, Limits.Budget ?? 0))
            && Limits.ChannelCapacities.All(c => volume.Where((_, j) => Offers[j].Channel == c.Key).Sum() <= c.Value)
            && Offers.Select((o, j) => volume[j] >= o.MinimumVolume && !(volume[j] > o.MaximumVolume)).All(x => x)
            && Limits.SegmentBounds.All(s => Contacts(s) >= s.Fewest && !(Contacts(s) > s.Most))
            && !(value < Limits.MinimumReturn * cost - 1e-9 * Math.Max(1, Math.Abs(value)));
        return !fits ? null : NetOfCost ? value - cost : value;
    }
}
