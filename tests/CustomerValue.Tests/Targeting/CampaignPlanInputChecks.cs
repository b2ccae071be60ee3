using CustomerValue.Targeting;

namespace CustomerValue.Tests.Targeting;

public sealed class CampaignPlanInputChecks
{
    private static readonly Offer[] Two = [new("card") { Channel = "mail" }, new("fund")];

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Refused(() => CampaignPlan.Allocate(Two, [1, 2, 3], [1, 1]), "3 values do not fill rows of 2*");
        Refused(() => CampaignPlan.Allocate(Two, [1, 2, 3, 4], [1, 1, 1]), "costs has length 3*");
        Refused(() => CampaignPlan.Allocate(Two, [1, 2, 3, 4], [1, 1], eligible: [true]), "eligible has length 1*");
        Refused(() => CampaignPlan.Allocate(Two, [1, 2, 3, 4], [1, 1], segments: [0]), "segments has length 1*");
        Refused(() => CampaignPlan.Allocate([], [], []), "A campaign needs*");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Values_and_costs_that_are_not_finite_are_named(double bad)
    {
        Refused(() => CampaignPlan.Allocate(Two, [1, 2, 3, bad], [1, 1]), "Row 1 breaks value of fund finite*");
        Refused(() => CampaignPlan.Allocate(Two, [1, 2, 3, 4], [1, 1, bad, 1]), "Row 1 breaks cost of card finite*");
    }

    [Fact]
    public void A_negative_cost_is_refused() =>
        Refused(() => CampaignPlan.Allocate(Two, [1, 2], [1, -1]), "Row 0 breaks cost of fund finite, ≥ 0*");

    [Fact]
    public void Limits_that_name_nothing_are_refused()
    {
        Refused(() => CampaignPlan.Allocate(Two, [1, 2], [1, 1], new CampaignLimits { ChannelCapacities = new Dictionary<string, int> { ["phone"] = 1 } }), "No offer goes through channel 'phone'*");
        Refused(() => CampaignPlan.Allocate(Two, [1, 2], [1, 1], new CampaignLimits { ChannelCapacities = new Dictionary<string, int> { ["mail"] = -1 } }), "limits is -1*");
        Refused(() => CampaignPlan.Allocate(Two, [1, 2], [1, 1], new CampaignLimits { ExclusiveOffers = [[0, 2]] }), "limits is 2*");
        Refused(() => CampaignPlan.Allocate(Two, [1, 2], [1, 1], new CampaignLimits { SegmentBounds = [new SegmentBound(0)] }), "segments has length 0*");
        Refused(() => CampaignPlan.Allocate(Two, [1, 2], [1, 1], new CampaignLimits { SegmentBounds = [new SegmentBound(0)] }, segments: [-2]), "Row 0 breaks −1 ≤ segment*");
        Refused(() => CampaignPlan.Allocate(Two, [1, 2], [1, 1], new CampaignLimits { SegmentBounds = [new SegmentBound(0) { Offer = 2 }] }, segments: [0]), "limits is 2*");
        Refused(() => new SegmentBound(-1), "segment is -1*");
        Refused(() => CampaignPlan.Allocate(Two, [1, 2], [1, 1], new CampaignLimits { SegmentBounds = [new SegmentBound(0) { Fewest = 2, Most = 1 }] }, segments: [0]), "Segment 0 breaks*");
    }

    [Fact]
    public void Offers_that_contradict_themselves_are_refused()
    {
        Refused(() => CampaignPlan.Allocate([new("card"), new("card")], [1, 2], [1, 1]), "Offer 'card' appears twice*");
        Refused(() => CampaignPlan.Allocate([new("card") { MinimumVolume = 2, MaximumVolume = 1 }], [1], [1]), "Offer 'card' breaks minimum ≤ maximum*");
        Refused(() => new Offer(""), "An offer needs a name*");
        Refused(() => new Offer("card") { MinimumVolume = -1 }, "MinimumVolume*");
        Refused(() => new CampaignLimits { Budget = double.PositiveInfinity }, "Budget*");
        Refused(() => new CampaignLimits { Budget = -1 }, "Budget*");
        Refused(() => new CampaignLimits { OffersPerCustomer = 0 }, "OffersPerCustomer*");
        Refused(() => new AllocationOptions { Gap = 2 }, "Gap*");
    }

    [Fact]
    public void Too_many_sets_of_offers_are_refused()
    {
        var offers = Enumerable.Range(0, 40).Select(j => new Offer($"offer {j}")).ToArray();
        Refused(() => CampaignPlan.Allocate(offers, new double[40], new double[40], new CampaignLimits { OffersPerCustomer = 8 }), "One customer may get more than 20000 sets*");
    }

    [Fact]
    public void Customers_out_of_range_are_refused()
    {
        var plan = CampaignPlan.Allocate(Two, [1, 2], [1, 1]);
        Refused(() => plan.OfferOf(1), "customer is 1*");
        Refused(() => plan.Volume(2), "offer is 2*");
    }

    [Fact]
    public void Cancellation_is_honored_and_progress_told()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        ((Action)(() => CampaignPlan.Allocate(Two, [1, 2], [1, 1], new CampaignLimits { Budget = 1 }, cancellation: source.Token))).Should().Throw<OperationCanceledException>();
        var heard = new Heard();
        CampaignPlan.Allocate(Two, [1, 2, 3, 1], [1, 1], new CampaignLimits { Budget = 1 }, progress: heard);
        heard.Stages.Should().Contain("prices");
    }

    private static void Refused(Func<object> act, string message) => act.Should().Throw<ArgumentException>().WithMessage(message);

    private sealed class Heard : IProgress<FitProgress>
    {
        public List<string> Stages { get; } = [];

        public void Report(FitProgress value) => Stages.Add(value.Stage);
    }
}
