namespace CustomerValue.Targeting;

/// <summary>Reads offers, values and limits into choices, rows and cells.</summary>
internal static class AllocationModel
{
    private const int MostChoices = 20_000;

    public static AllocationCells Build(
        IReadOnlyList<Offer> offers,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> costs,
        CampaignLimits limits,
        bool netOfCost,
        ReadOnlySpan<bool> eligible,
        ReadOnlySpan<int> segments)
    {
        var choices = Choices(offers, limits);
        var customers = values.Length / offers.Count;
        var keepLosses = offers.Any(o => o.MinimumVolume > 0) || limits.SegmentBounds.Any(s => s.Fewest > 0);
        var gains = new Gains(values, costs, eligible, offers.Count, netOfCost, keepLosses, limits.Budget is { } most ? most * (1 + 1e-12) : double.PositiveInfinity);

        // Counted first, so that the arrays are made once and in their size.
        var start = new int[customers + 1];
        for (var i = 0; i < customers; i++)
        {
            start[i + 1] = start[i];
            foreach (var choice in choices)
            {
                start[i + 1] = checked(start[i + 1] + (gains.Of(i, choice, out _, out _) ? 1 : 0));
            }
        }

        var chosen = new int[start[customers]];
        var value = new double[chosen.Length];
        var cost = new double[chosen.Length];
        var scale = 0.0;
        for (int i = 0, cell = 0; i < customers; i++)
        {
            var best = 0.0;
            for (var c = 0; c < choices.Length; c++)
            {
                if (gains.Of(i, choices[c], out var worth, out var price))
                {
                    (chosen[cell], value[cell], cost[cell]) = (c, worth, price);
                    cell++;
                    best = Math.Max(best, keepLosses ? Math.Abs(worth) : worth);
                }
            }

            scale += best;
        }

        var rules = Rules(offers, limits, choices, cost, netOfCost, scale);
        return new AllocationCells
        {
            Rules = rules,
            Start = start,
            Choice = chosen,
            Value = value,
            Cost = cost,
            Segment = BoundedSegments(limits, segments),
            Limits = Whole(rules, cost),
            ValueScale = scale,
            ValueUnits = DecimalUnits.Find(value, scale),
        };
    }

    // A budget between two sums of costs is the lower of them.
    private static double[] Whole(AllocationRules rules, double[] costs)
    {
        var limits = (double[])rules.Limits.Clone();
        if (rules.BudgetRow >= 0)
        {
            limits[rules.BudgetRow] = DecimalUnits.Floor(limits[rules.BudgetRow], DecimalUnits.Find(costs, limits[rules.BudgetRow]));
        }

        return limits;
    }

    // Every set of offers that one customer may get, smaller sets first, each in order.
    private static int[][] Choices(IReadOnlyList<Offer> offers, CampaignLimits limits)
    {
        var found = new List<int[]>();
        IEnumerable<int[]> sets = [[]];
        for (var size = 1; size <= Math.Min(limits.OffersPerCustomer, offers.Count); size++)
        {
            var larger = new List<int[]>();
            foreach (var set in sets)
            {
                for (var j = set.Length > 0 ? set[set.Length - 1] + 1 : 0; j < offers.Count; j++)
                {
                    if (IsCompatible(set, j, offers, limits))
                    {
                        larger.Add([.. set, j]);
                    }
                }

                if (found.Count + larger.Count > MostChoices)
                {
                    throw new ArgumentException($"One customer may get more than {Guard.Text(MostChoices)} sets of offers; lower OffersPerCustomer or exclude more offers.", nameof(limits));
                }
            }

            found.AddRange(larger);
            sets = larger;
        }

        return found.ToArray();
    }

    private static bool IsCompatible(int[] set, int offer, IReadOnlyList<Offer> offers, CampaignLimits limits)
    {
        if (limits.OffersPerCustomerAndChannel is { } most && offers[offer].Channel is { } channel
            && set.Count(j => string.Equals(offers[j].Channel, channel, StringComparison.Ordinal)) >= most)
        {
            return false;
        }

        foreach (var group in limits.ExclusiveOffers)
        {
            if (group.Contains(offer) && set.Any(group.Contains))
            {
                return false;
            }
        }

        return true;
    }

    private static AllocationRules Rules(IReadOnlyList<Offer> offers, CampaignLimits limits, int[][] choices, double[] costs, bool netOfCost, double valueScale)
    {
        var rows = new RowList();
        var budgetRow = limits.Budget is { } budget ? rows.Add("budget", budget, false, Math.Max(Math.Min(budget, costs.Sum()), costs.DefaultIfEmpty(0).Max()), null) : -1;
        foreach (var channel in limits.ChannelCapacities.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            rows.Add($"channel {channel.Key}", channel.Value, false, channel.Value, j => string.Equals(offers[j].Channel, channel.Key, StringComparison.Ordinal));
        }

        for (var k = 0; k < offers.Count; k++)
        {
            var index = k;
            if (offers[k].MaximumVolume is { } most)
            {
                rows.Add($"maximum volume of {offers[k].Name}", most, false, most, j => j == index);
            }

            if (offers[k].MinimumVolume > 0)
            {
                rows.Add($"minimum volume of {offers[k].Name}", offers[k].MinimumVolume, true, offers[k].MinimumVolume, j => j == index);
            }
        }

        var returnRow = limits.MinimumReturn is not null ? rows.Add("minimum return", 0, true, valueScale, null) : -1;
        var segmentRows = SegmentRows(offers, limits, rows);
        var use = new double[choices.Length * rows.Count];
        for (var c = 0; c < choices.Length; c++)
        {
            for (var r = 0; r < rows.Count; r++)
            {
                var counted = rows.Counts[r];
                use[c * rows.Count + r] = counted is null ? 0 : (rows.IsMinimum[r] ? -1 : 1) * choices[c].Count(counted);
            }
        }

        return new AllocationRules
        {
            Names = rows.Names.ToArray(),
            IsMinimum = rows.IsMinimum.ToArray(),
            Limits = rows.Limits.ToArray(),
            Scales = rows.Scales.ToArray(),
            Choices = choices,
            ChoiceUse = use,
            BudgetRow = budgetRow,
            ReturnRow = returnRow,
            Hurdle = (limits.MinimumReturn ?? 0) - (netOfCost ? 1 : 0),
            SegmentRows = segmentRows,
        };
    }

    private static SegmentRow[][] SegmentRows(IReadOnlyList<Offer> offers, CampaignLimits limits, RowList rows)
    {
        var found = new List<SegmentRow>[SegmentCount(limits)];
        for (var s = 0; s < found.Length; s++)
        {
            found[s] = [];
        }

        foreach (var bound in limits.SegmentBounds)
        {
            var what = bound.Offer is { } j ? offers[j].Name : "contacts";
            if (bound.Most is { } most)
            {
                found[bound.Segment].Add(new SegmentRow(rows.Add($"most {what} in segment {Guard.Text(bound.Segment)}", most, false, most, null), bound.Offer ?? -1, 1));
            }

            if (bound.Fewest > 0)
            {
                found[bound.Segment].Add(new SegmentRow(rows.Add($"fewest {what} in segment {Guard.Text(bound.Segment)}", bound.Fewest, true, bound.Fewest, null), bound.Offer ?? -1, -1));
            }
        }

        return found.Select(list => list.ToArray()).ToArray();
    }

    private static int SegmentCount(CampaignLimits limits) => limits.SegmentBounds.Select(bound => bound.Segment + 1).DefaultIfEmpty(0).Max();

    private static int[] BoundedSegments(CampaignLimits limits, ReadOnlySpan<int> segments)
    {
        var count = SegmentCount(limits);
        var bounded = count > 0 ? segments.ToArray() : [];
        for (var i = 0; i < bounded.Length; i++)
        {
            bounded[i] = bounded[i] < count ? bounded[i] : -1;
        }

        return bounded;
    }

    // What a set of offers brings a customer and costs; false when he may not get it, or it cannot help.
    private readonly ref struct Gains(ReadOnlySpan<double> values, ReadOnlySpan<double> costs, ReadOnlySpan<bool> eligible, int offers, bool netOfCost, bool keepLosses, double budget)
    {
        private readonly ReadOnlySpan<double> values = values;
        private readonly ReadOnlySpan<double> costs = costs;
        private readonly ReadOnlySpan<bool> eligible = eligible;

        public bool Of(int customer, int[] choice, out double worth, out double price)
        {
            (worth, price) = (0, 0);
            var row = customer * offers;
            foreach (var j in choice)
            {
                var cost = costs[costs.Length == offers ? j : row + j];
                var gain = netOfCost ? values[row + j] - cost : values[row + j];
                if ((eligible.Length > 0 && !eligible[row + j]) || (gain <= 0 && !keepLosses))
                {
                    return false;
                }

                worth += gain;
                price += cost;
            }

            return price <= budget;
        }
    }

    private sealed class RowList
    {
        public List<string> Names { get; } = [];

        public List<double> Limits { get; } = [];

        public List<double> Scales { get; } = [];

        public List<bool> IsMinimum { get; } = [];

        public List<Func<int, bool>?> Counts { get; } = [];

        public int Count => Names.Count;

        public int Add(string name, double limit, bool isMinimum, double scale, Func<int, bool>? counts)
        {
            Names.Add(name);
            Limits.Add(isMinimum ? -limit : limit);
            Scales.Add(scale > 0 ? scale : 1);
            IsMinimum.Add(isMinimum);
            Counts.Add(counts);
            return Names.Count - 1;
        }
    }
}
