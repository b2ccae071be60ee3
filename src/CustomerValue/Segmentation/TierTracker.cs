namespace CustomerValue.Segmentation;

/// <summary>Value tiers that do not flicker: a customer moves up at one threshold, down at a lower one, and only after a while.</summary>
/// <remarks>
/// A period wants a higher tier when the value reaches the next threshold, a lower one when it falls below the down threshold of
/// the tier held. A move needs <see cref="Dwell"/> consecutive periods that want the same direction and then goes straight to
/// the tier wanted in the last of them. The first value sets the tier at once. Immutable and thread-safe.
/// </remarks>
public sealed class TierTracker
{
    private readonly double[] down;

    private TierTracker(ValueTiers tiers, double[] down, int dwell)
    {
        Tiers = tiers;
        this.down = down;
        Dwell = dwell;
    }

    /// <summary>The tiers; their thresholds are those for moving up.</summary>
    public ValueTiers Tiers { get; }

    /// <summary>Below this value tier 1, 2, … is lost.</summary>
    public ReadOnlySpan<double> DownThresholds => down;

    /// <summary>Consecutive periods that a move needs.</summary>
    public int Dwell { get; }

    /// <summary>A tracker.</summary>
    /// <param name="tiers">The tiers, with the thresholds for moving up.</param>
    /// <param name="downThresholds">One value per threshold, strictly ascending, none above it.</param>
    /// <param name="dwell">Consecutive periods that a move needs, ≥ 1.</param>
    /// <exception cref="ArgumentException">The down thresholds do not fit the tiers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The dwell is below 1.</exception>
    public static TierTracker FromParameters(ValueTiers tiers, ReadOnlySpan<double> downThresholds, int dwell = 1)
    {
        Guard.NotNull(tiers);
        ValueTiers.CheckThresholds(downThresholds, nameof(downThresholds));
        Guard.SameLength(downThresholds.Length, tiers.Thresholds.Length, nameof(downThresholds));
        for (var i = 0; i < downThresholds.Length; i++)
        {
            if (downThresholds[i] > tiers.Thresholds[i])
            {
                throw Guard.BrokenRow(nameof(downThresholds), i, "down ≤ up", $"down {Guard.Text(downThresholds[i])}, up {Guard.Text(tiers.Thresholds[i])}");
            }
        }

        return new TierTracker(tiers, downThresholds.ToArray(), Guard.AtLeast(dwell, 1));
    }

    /// <summary>The state after a customer's first value.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public TierState Start(double value) => new(Tiers.Of(value), 0);

    /// <summary>The state one period later.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="value">The period's value, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite, or the state's tier does not exist.</exception>
    public TierState Next(TierState state, double value)
    {
        Guard.Finite(value);
        var tier = Guard.Between(state.Tier, 0, Tiers.TierCount - 1, nameof(state));
        var wanted = Wanted(tier, value);
        if (wanted == tier)
        {
            return new TierState(tier, 0);
        }

        var pending = wanted > tier ? Math.Max(state.Pending, 0) + 1 : Math.Min(state.Pending, 0) - 1;
        return Math.Abs(pending) >= Dwell ? new TierState(wanted, 0) : new TierState(tier, pending);
    }

    /// <summary>The tiers of one customer through consecutive periods.</summary>
    /// <param name="values">One finite value per period, in order of time.</param>
    /// <param name="destination">Receives one tier per period.</param>
    /// <exception cref="ArgumentException">A value is not finite, or the destination is too short.</exception>
    public void Follow(ReadOnlySpan<double> values, Span<int> destination)
    {
        Guard.LongEnough(destination.Length, values.Length, nameof(destination));
        Guard.AllFinite(values, nameof(values));
        var state = default(TierState);
        for (var period = 0; period < values.Length; period++)
        {
            state = period == 0 ? Start(values[0]) : Next(state, values[period]);
            destination[period] = state.Tier;
        }
    }

    private int Wanted(int tier, double value)
    {
        var up = Tiers.Thresholds;
        while (tier < up.Length && value >= up[tier])
        {
            tier++;
        }

        while (tier > 0 && value < down[tier - 1])
        {
            tier--;
        }

        return tier;
    }
}
