namespace CustomerValue.Segmentation;

/// <summary>How many customers are in each bin or segment: a mergeable summary, as a warehouse makes it with a GROUP BY.</summary>
/// <remarks>
/// In SQL: <c>SELECT bin, COUNT(*) FROM customer GROUP BY bin</c>, with 0 for a bin that returns no row. Counts of branches add with <c>+</c>. Immutable and thread-safe.
/// </remarks>
public sealed class BinCounts
{
    private readonly double[] counts;

    private BinCounts(double[] counts)
    {
        this.counts = counts;
        foreach (var count in counts)
        {
            Total += count;
        }

        if (!(Total <= double.MaxValue))
        {
            throw new ArgumentException("The counts add up to more than a double holds.", nameof(counts));
        }
    }

    /// <summary>Number of bins, used or not.</summary>
    public int BinCount => counts.Length;

    /// <summary>Customers in all bins.</summary>
    public double Total { get; }

    /// <summary>Customers per bin, in bin order.</summary>
    public ReadOnlySpan<double> Counts => counts;

    /// <summary>Counts that were made elsewhere.</summary>
    /// <param name="counts">At least one finite count ≥ 0, in bin order.</param>
    /// <exception cref="ArgumentException">There is no bin, a count is negative or not finite, or the sum overflows; the message names it.</exception>
    public static BinCounts FromCounts(ReadOnlySpan<double> counts)
    {
        if (counts.Length == 0)
        {
            throw new ArgumentException("There is no bin.", nameof(counts));
        }

        for (var bin = 0; bin < counts.Length; bin++)
        {
            if (!(counts[bin] >= 0 && counts[bin] <= double.MaxValue))
            {
                throw Guard.BrokenRow(nameof(counts), bin, "count finite and ≥ 0", Guard.Text(counts[bin]));
            }
        }

        return new BinCounts(counts.ToArray());
    }

    /// <summary>Counts of assigned segments or tiers.</summary>
    /// <param name="segments">Segments 0 … <paramref name="segmentCount"/> − 1, one per customer.</param>
    /// <param name="segmentCount">Number of segments, ≥ 1.</param>
    /// <param name="weights">Frequency weights ≥ 0, one per row; empty for 1 each.</param>
    /// <exception cref="ArgumentException">A row holds no such segment or weight.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no segment.</exception>
    public static BinCounts FromSegments(ReadOnlySpan<int> segments, int segmentCount, ReadOnlySpan<double> weights = default)
    {
        var counts = new double[Guard.AtLeast(segmentCount, 1)];
        CheckWeights(weights, segments.Length);
        for (var row = 0; row < segments.Length; row++)
        {
            if ((uint)segments[row] >= (uint)segmentCount)
            {
                throw Guard.BrokenRow(nameof(segments), row, $"0 ≤ segment ≤ {Guard.Text(segmentCount - 1)}", Guard.Text(segments[row]));
            }

            counts[segments[row]] += weights.Length > 0 ? weights[row] : 1;
        }

        return new BinCounts(counts);
    }

    /// <summary>Counts of values by frozen cuts, as for a characteristic stability index.</summary>
    /// <param name="values">Finite values, one per customer.</param>
    /// <param name="cuts">The cuts, of the reference population.</param>
    /// <param name="weights">Frequency weights ≥ 0, one per row; empty for 1 each.</param>
    /// <exception cref="ArgumentException">A value is not finite, or a weight does not fit.</exception>
    public static BinCounts FromValues(ReadOnlySpan<double> values, ScoreCuts cuts, ReadOnlySpan<double> weights = default)
    {
        var counts = new double[Guard.NotNull(cuts).BinCount];
        Guard.AllFinite(values, nameof(values));
        CheckWeights(weights, values.Length);
        for (var row = 0; row < values.Length; row++)
        {
            counts[cuts.Bin(values[row]) - 1] += weights.Length > 0 ? weights[row] : 1;
        }

        return new BinCounts(counts);
    }

    /// <summary>Share of the customers in a bin; undefined when there is nobody.</summary>
    /// <param name="bin">The bin, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bin.</exception>
    public Figure Share(int bin) => counts[Guard.Between(bin, 0, counts.Length - 1)] is var count && Total > 0
        ? Figure.Of(count / Total)
        : Figure.Undefined(UndefinedReason.NoObservations);

    /// <summary>The counts of both, as if all customers had been counted together.</summary>
    /// <param name="other">Counts over the same bins.</param>
    /// <exception cref="ArgumentException">The numbers of bins differ.</exception>
    public BinCounts Merge(BinCounts other)
    {
        Guard.NotNull(other);
        Guard.SameLength(other.BinCount, BinCount, nameof(other));
        var sum = new double[counts.Length];
        for (var bin = 0; bin < sum.Length; bin++)
        {
            sum[bin] = counts[bin] + other.counts[bin];
        }

        return new BinCounts(sum);
    }

    /// <summary>The counts of both, as <see cref="Merge"/>.</summary>
    public static BinCounts operator +(BinCounts left, BinCounts right) => Guard.NotNull(left).Merge(right);

    private static void CheckWeights(ReadOnlySpan<double> weights, int rows)
    {
        if (weights.Length == 0)
        {
            return;
        }

        Guard.SameLength(weights.Length, rows, nameof(weights));
        for (var row = 0; row < weights.Length; row++)
        {
            if (!(weights[row] >= 0 && weights[row] <= double.MaxValue))
            {
                throw Guard.BrokenRow(nameof(weights), row, "weight finite and ≥ 0", Guard.Text(weights[row]));
            }
        }
    }
}
