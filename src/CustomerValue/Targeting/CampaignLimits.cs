namespace CustomerValue.Targeting;

/// <summary>What a campaign may spend and whom it may contact how often; nothing is limited until it is said.</summary>
public sealed record CampaignLimits
{
    /// <summary>One offer per customer and no other limit.</summary>
    public static CampaignLimits None { get; } = new();

    /// <summary>Most that all contacts together may cost, ≥ 0, in the unit of the costs; null for no bound.</summary>
    public double? Budget { get; init => field = value is { } budget ? Guard.NonNegative(budget, nameof(Budget)) : null; }

    /// <summary>Most contacts by name of channel, each ≥ 0; channels that are not named are unlimited.</summary>
    public IReadOnlyDictionary<string, int> ChannelCapacities { get; init => field = Guard.NotNull(value, nameof(ChannelCapacities)); } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Most offers that one customer may get, 1 to 8.</summary>
    public int OffersPerCustomer { get; init => field = Guard.Between(value, 1, 8, nameof(OffersPerCustomer)); } = 1;

    /// <summary>Most offers that one customer may get through the same channel, ≥ 1; null for no bound of its own.</summary>
    public int? OffersPerCustomerAndChannel { get; init => field = value is { } most ? Guard.AtLeast(most, 1, nameof(OffersPerCustomerAndChannel)) : null; }

    /// <summary>Groups of offers, by index, of which one customer may get at most one.</summary>
    public IReadOnlyList<IReadOnlyList<int>> ExclusiveOffers { get; init => field = Guard.NotNull(value, nameof(ExclusiveOffers)); } = [];

    /// <summary>Hurdle: total value must be at least this many times total cost, ≥ 0; null for none. Value is taken before cost.</summary>
    public double? MinimumReturn { get; init => field = value is { } hurdle ? Guard.NonNegative(hurdle, nameof(MinimumReturn)) : null; }

    /// <summary>Bounds on contacts by segment, also by segment and offer; which customer is in which segment is an argument of <see cref="CampaignPlan.Allocate"/>.</summary>
    public IReadOnlyList<SegmentBound> SegmentBounds { get; init => field = Guard.NotNull(value, nameof(SegmentBounds)); } = [];
}
