namespace CustomerValue.Targeting;

/// <summary>The arguments of an allocation, checked before any work.</summary>
internal static class AllocationChecks
{
    public static void Check(IReadOnlyList<Offer> offers, ReadOnlySpan<double> values, ReadOnlySpan<double> costs, CampaignLimits limits, ReadOnlySpan<bool> eligible, ReadOnlySpan<int> segments)
    {
        CheckOffers(offers);
        if (values.Length % offers.Count != 0)
        {
            throw new ArgumentException($"{Guard.Text(values.Length)} values do not fill rows of {Guard.Text(offers.Count)} offers.", nameof(values));
        }

        if (costs.Length != offers.Count && costs.Length != values.Length)
        {
            throw new ArgumentException($"costs has length {Guard.Text(costs.Length)}; expected one per offer ({Guard.Text(offers.Count)}) or one per value ({Guard.Text(values.Length)}).", nameof(costs));
        }

        if (eligible.Length > 0)
        {
            Guard.SameLength(eligible.Length, values.Length, nameof(eligible));
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!(Math.Abs(values[i]) <= 1e100))
            {
                throw Guard.BrokenRow(nameof(values), i / offers.Count, $"value of {offers[i % offers.Count].Name} finite and within ±1e100", Guard.Text(values[i]));
            }
        }

        for (var i = 0; i < costs.Length; i++)
        {
            if (!(costs[i] >= 0 && costs[i] <= 1e100))
            {
                throw Guard.BrokenRow(nameof(costs), i / offers.Count, $"cost of {offers[i % offers.Count].Name} finite, ≥ 0 and at most 1e100", Guard.Text(costs[i]));
            }
        }

        CheckLimits(offers, limits);
        CheckSegments(limits, segments, values.Length / offers.Count);
    }

    private static void CheckOffers(IReadOnlyList<Offer> offers)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (Guard.NotNull(offers).Count == 0)
        {
            throw new ArgumentException("A campaign needs at least one offer.", nameof(offers));
        }

        foreach (var offer in offers)
        {
            if (!names.Add(Guard.NotNull(offer, nameof(offers)).Name))
            {
                throw new ArgumentException($"Offer '{offer.Name}' appears twice.", nameof(offers));
            }

            if (offer.MaximumVolume is { } most && most < offer.MinimumVolume)
            {
                throw new ArgumentException($"Offer '{offer.Name}' breaks minimum ≤ maximum volume: minimum {Guard.Text(offer.MinimumVolume)}, maximum {Guard.Text(most)}.", nameof(offers));
            }
        }
    }

    private static void CheckLimits(IReadOnlyList<Offer> offers, CampaignLimits limits)
    {
        foreach (var channel in limits.ChannelCapacities)
        {
            Guard.AtLeast(channel.Value, 0, nameof(limits));
            if (!offers.Any(o => string.Equals(o.Channel, channel.Key, StringComparison.Ordinal)))
            {
                throw new ArgumentException($"No offer goes through channel '{channel.Key}'.", nameof(limits));
            }
        }

        foreach (var group in limits.ExclusiveOffers)
        {
            foreach (var offer in Guard.NotNull(group, nameof(limits)))
            {
                Guard.Between(offer, 0, offers.Count - 1, nameof(limits));
            }
        }

        foreach (var bound in limits.SegmentBounds)
        {
            Guard.Between(Guard.NotNull(bound, nameof(limits)).Segment, 0, 9_999, nameof(limits));
            if (bound.Offer is { } offer)
            {
                Guard.Between(offer, 0, offers.Count - 1, nameof(limits));
            }

            if (bound.Most is { } most && most < bound.Fewest)
            {
                throw new ArgumentException($"Segment {Guard.Text(bound.Segment)} breaks fewest ≤ most contacts: fewest {Guard.Text(bound.Fewest)}, most {Guard.Text(most)}.", nameof(limits));
            }
        }
    }

    private static void CheckSegments(CampaignLimits limits, ReadOnlySpan<int> segments, int customers)
    {
        if (limits.SegmentBounds.Count == 0 && segments.Length == 0)
        {
            return;
        }

        Guard.SameLength(segments.Length, customers, nameof(segments));
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i] < -1)
            {
                throw Guard.BrokenRow(nameof(segments), i, "−1 ≤ segment", Guard.Text(segments[i]));
            }
        }
    }
}
