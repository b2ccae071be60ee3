namespace CustomerValue.Segmentation;

/// <summary>Value tiers at fixed thresholds: tier 0 below the first, one tier more for every threshold reached.</summary>
/// <remarks>
/// A tier is [its threshold, the next). The value is the caller's choice, such as household assets as of a day, in one currency.
/// For tiers that do not flicker from month to month see <see cref="TierTracker"/>. Immutable and thread-safe.
/// </remarks>
public sealed class ValueTiers
{
    private readonly double[] thresholds;
    private readonly string[] names;

    private ValueTiers(double[] thresholds, string[] names)
    {
        this.thresholds = thresholds;
        this.names = names;
    }

    /// <summary>Number of tiers, one more than thresholds.</summary>
    public int TierCount => names.Length;

    /// <summary>The lowest value of tier 1, 2, …, ascending.</summary>
    public ReadOnlySpan<double> Thresholds => thresholds;

    /// <summary>Names in tier order, lowest first.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Tiers from their thresholds.</summary>
    /// <param name="thresholds">At least one finite value, strictly ascending.</param>
    /// <param name="names">One name per tier, lowest first, none twice; null for <c>Tier 0</c>, <c>Tier 1</c>, ….</param>
    /// <exception cref="ArgumentException">The thresholds are not finite and strictly ascending, or the names do not fit.</exception>
    public static ValueTiers FromThresholds(ReadOnlySpan<double> thresholds, IEnumerable<string>? names = null)
    {
        CheckThresholds(thresholds, nameof(thresholds));
        var list = names?.ToArray() ?? [.. Enumerable.Range(0, thresholds.Length + 1).Select(tier => $"Tier {Guard.Text(tier)}")];
        Guard.SameLength(list.Length, thresholds.Length + 1, nameof(names));
        if (list.Any(string.IsNullOrEmpty) || list.Distinct(StringComparer.Ordinal).Count() != list.Length)
        {
            throw new ArgumentException("Every tier needs a name of its own.", nameof(names));
        }

        return new ValueTiers(thresholds.ToArray(), list);
    }

    /// <summary>The tier of a value.</summary>
    /// <param name="value">A finite number; negative values are in tier 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public int Of(double value) => TierOf(Guard.Finite(value));

    /// <summary>The tiers of many values.</summary>
    /// <param name="values">Finite numbers.</param>
    /// <param name="destination">Receives one tier per value.</param>
    /// <exception cref="ArgumentException">A value is not finite, or the destination is too short.</exception>
    public void Of(ReadOnlySpan<double> values, Span<int> destination)
    {
        Guard.LongEnough(destination.Length, values.Length, nameof(destination));
        Guard.AllFinite(values, nameof(values));
        for (var row = 0; row < values.Length; row++)
        {
            destination[row] = TierOf(values[row]);
        }
    }

    internal int TierOf(double value)
    {
        var tier = 0;
        foreach (var threshold in thresholds)
        {
            tier += value >= threshold ? 1 : 0;
        }

        return tier;
    }

    internal static void CheckThresholds(ReadOnlySpan<double> thresholds, string name)
    {
        if (thresholds.Length == 0)
        {
            throw new ArgumentException($"{name} is empty; tiers need at least one threshold.", name);
        }

        Guard.AllFinite(thresholds, name);
        for (var i = 1; i < thresholds.Length; i++)
        {
            if (!(thresholds[i] > thresholds[i - 1]))
            {
                throw Guard.BrokenRow(name, i, "strictly ascending thresholds", $"{Guard.Text(thresholds[i])} after {Guard.Text(thresholds[i - 1])}");
            }
        }
    }
}
