namespace CustomerValue.Statistics;

/// <summary>So many of so many: promoted of eligible, sold of called. Two numbers that merge.</summary>
/// <remarks>From a warehouse: <c>SELECT SUM(promoted), COUNT(*) FROM … GROUP BY arm</c>. <c>default</c> is none of none.</remarks>
public readonly struct ProportionCounts : IEquatable<ProportionCounts>
{
    /// <summary>Counts.</summary>
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or more succeeded than tried.</exception>
    public ProportionCounts(long successes, long trials)
    {
        Trials = Guard.AtLeast(trials, 0);
        Successes = Guard.AtLeast(successes, 0);
        if (successes > trials)
        {
            throw Guard.OutOfRange(nameof(successes), successes, $"must be ≤ trials, {Guard.Text(trials)}");
        }
    }

    /// <summary>How many had the outcome.</summary>
    public long Successes { get; }

    /// <summary>How many there were.</summary>
    public long Trials { get; }

    /// <summary>Successes over trials; undefined without trials.</summary>
    public Figure Rate => Trials > 0 ? Figure.Of((double)Successes / Trials) : Figure.Undefined(UndefinedReason.NoObservations);

    /// <summary>Counts the true outcomes.</summary>
    /// <param name="outcomes">One outcome a row.</param>
    public static ProportionCounts FromOutcomes(ReadOnlySpan<bool> outcomes)
    {
        var successes = 0L;
        foreach (var outcome in outcomes)
        {
            successes += outcome ? 1 : 0;
        }

        return new ProportionCounts(successes, outcomes.Length);
    }

    /// <summary>Counts the true outcomes where row i stands for <paramref name="weights"/>[i] equal rows.</summary>
    /// <param name="outcomes">One outcome a row.</param>
    /// <param name="weights">Frequency weight a row, ≥ 0; as long as <paramref name="outcomes"/>.</param>
    /// <exception cref="ArgumentException">Lengths differ or a weight is negative.</exception>
    /// <exception cref="OverflowException">The counts exceed 2⁶³ − 1.</exception>
    public static ProportionCounts FromOutcomes(ReadOnlySpan<bool> outcomes, ReadOnlySpan<long> weights)
    {
        Guard.SameLength(weights.Length, outcomes.Length, nameof(weights));
        long successes = 0, trials = 0;
        for (var row = 0; row < outcomes.Length; row++)
        {
            if (weights[row] < 0)
            {
                throw Guard.BrokenRow(nameof(weights), row, "weight ≥ 0", $"weight {Guard.Text(weights[row])}");
            }

            trials = checked(trials + weights[row]);
            successes += outcomes[row] ? weights[row] : 0;
        }

        return new ProportionCounts(successes, trials);
    }

    /// <summary>The counts of both together.</summary>
    /// <param name="other">Counts of other rows.</param>
    /// <exception cref="OverflowException">The counts exceed 2⁶³ − 1.</exception>
    public ProportionCounts Merge(ProportionCounts other) =>
        new(checked(Successes + other.Successes), checked(Trials + other.Trials));

    /// <summary>Trials that had no success.</summary>
    internal long Failures => Trials - Successes;

    /// <summary>The first rate minus the second as one fraction: equal rates differ by exactly zero.</summary>
    internal static double Difference(ProportionCounts first, ProportionCounts second)
    {
        double n = first.Trials, m = second.Trials;
        if (Math.Max(n, m) > 2e14)
        {
            return first.Successes / n - second.Successes / m;
        }

        // Exact to twenty-eight digits: rates near one of 10⁹ customers would leave eight otherwise.
        return Math.Max(n, m) < 9e7
            ? (first.Successes * m - second.Successes * n) / (n * m)
            : (double)((decimal)first.Successes * second.Trials - (decimal)second.Successes * first.Trials) / (n * m);
    }

    /// <inheritdoc/>
    public bool Equals(ProportionCounts other) => Successes == other.Successes && Trials == other.Trials;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ProportionCounts other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Successes, Trials);

    /// <summary>The counts as <c>3 of 20</c>, in invariant text.</summary>
    public override string ToString() => $"{Guard.Text(Successes)} of {Guard.Text(Trials)}";

    /// <summary>The counts of both together.</summary>
    public static ProportionCounts operator +(ProportionCounts left, ProportionCounts right) => left.Merge(right);

    /// <summary>True when both counts are equal.</summary>
    public static bool operator ==(ProportionCounts left, ProportionCounts right) => left.Equals(right);

    /// <summary>True when one differs.</summary>
    public static bool operator !=(ProportionCounts left, ProportionCounts right) => !left.Equals(right);
}
