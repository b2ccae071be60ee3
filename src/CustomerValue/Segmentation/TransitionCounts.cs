namespace CustomerValue.Segmentation;

/// <summary>How many customers moved from each segment to each segment between two moments, and who came and left.</summary>
/// <remarks>
/// Only customers present at both moments are matched; entries and exits are counted apart and are in no rate. Rates of promotion
/// read a higher segment number as a higher tier. A mergeable summary: a warehouse makes it with a GROUP BY, and counts of two
/// branches add with <c>+</c>. Immutable and thread-safe.
/// </remarks>
public sealed class TransitionCounts
{
    /// <summary>The segment number of a customer who is absent.</summary>
    public const int Absent = -1;

    private readonly double[] counts;
    private readonly double[] entries;
    private readonly double[] exits;

    private TransitionCounts(double[] counts, double[] entries, double[] exits)
    {
        this.counts = counts;
        this.entries = entries;
        this.exits = exits;
        for (var from = 0; from < SegmentCount; from++)
        {
            for (var to = 0; to < SegmentCount; to++)
            {
                var count = counts[from * SegmentCount + to];
                Promotions += to > from ? count : 0;
                Demotions += to < from ? count : 0;
                Stayed += to == from ? count : 0;
            }
        }

        if (!(Matched + entries.Sum() + exits.Sum() <= double.MaxValue))
        {
            throw new ArgumentException("The counts add up to more than a double holds.", nameof(counts));
        }
    }

    /// <summary>Number of segments.</summary>
    public int SegmentCount => entries.Length;

    /// <summary>Customers present at both moments.</summary>
    public double Matched => Promotions + Demotions + Stayed;

    /// <summary>Matched customers who ended in a higher segment.</summary>
    public double Promotions { get; }

    /// <summary>Matched customers who ended in a lower segment.</summary>
    public double Demotions { get; }

    /// <summary>Matched customers who ended where they began.</summary>
    public double Stayed { get; }

    /// <summary>Promotions ÷ matched customers.</summary>
    public Figure PromotionRate => Ratio(Promotions, Matched);

    /// <summary>Promotions ÷ matched customers who did not begin in the top segment.</summary>
    public Figure PromotionRateBelowTop => Ratio(Promotions, Matched - From(SegmentCount - 1));

    /// <summary>Promotions less demotions ÷ matched customers: above 0 where more rise than fall.</summary>
    public Figure NetPromotionRate => Ratio(Promotions - Demotions, Matched);

    /// <summary>Demotions ÷ matched customers.</summary>
    public Figure DemotionRate => Ratio(Demotions, Matched);

    /// <summary>Demotions ÷ matched customers who did not begin in the bottom segment.</summary>
    public Figure DemotionRateAboveBottom => Ratio(Demotions, Matched - From(0));

    /// <summary>Counts from two assignments of the same customers, row for row.</summary>
    /// <param name="before">Segments at the first moment; <see cref="Absent"/> for those not yet there.</param>
    /// <param name="after">Segments at the second moment; <see cref="Absent"/> for those no longer there.</param>
    /// <param name="segmentCount">Number of segments, 1 to 1000.</param>
    /// <param name="weights">Frequency weights ≥ 0, one per row; empty for 1 each.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a row holds no such segment or weight.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of segments is out of range.</exception>
    public static TransitionCounts From(ReadOnlySpan<int> before, ReadOnlySpan<int> after, int segmentCount, ReadOnlySpan<double> weights = default)
    {
        Guard.Between(segmentCount, 1, 1000);
        Guard.SameLength(after.Length, before.Length, nameof(after));
        if (weights.Length > 0)
        {
            Guard.SameLength(weights.Length, before.Length, nameof(weights));
        }

        // Row and column 0 of the table are the absent.
        var stride = segmentCount + 1;
        var table = new double[stride * stride];
        if (weights.Length == 0)
        {
            CountRows(before, after, segmentCount, table);
        }
        else
        {
            WeighRows(before, after, weights, segmentCount, table);
        }

        var counts = new double[segmentCount * segmentCount];
        var entries = new double[segmentCount];
        var exits = new double[segmentCount];
        for (var from = 0; from < segmentCount; from++)
        {
            entries[from] = table[from + 1];
            exits[from] = table[(from + 1) * stride];
            Array.Copy(table, (from + 1) * stride + 1, counts, from * segmentCount, segmentCount);
        }

        return new TransitionCounts(counts, entries, exits);
    }

    /// <summary>Counts that were made elsewhere.</summary>
    /// <param name="segmentCount">Number of segments, 1 to 1000.</param>
    /// <param name="counts">Segments × segments counts ≥ 0, row-major: from, then to.</param>
    /// <param name="entries">Entries by segment at the second moment; empty for none.</param>
    /// <param name="exits">Exits by segment at the first moment; empty for none.</param>
    /// <exception cref="ArgumentException">A length does not fit, a count is negative or not finite, or the sum overflows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of segments is out of range.</exception>
    public static TransitionCounts FromCounts(int segmentCount, ReadOnlySpan<double> counts, ReadOnlySpan<double> entries = default, ReadOnlySpan<double> exits = default)
    {
        Guard.Between(segmentCount, 1, 1000);
        return new TransitionCounts(
            Checked(counts, segmentCount * segmentCount, nameof(counts)),
            entries.Length == 0 ? new double[segmentCount] : Checked(entries, segmentCount, nameof(entries)),
            exits.Length == 0 ? new double[segmentCount] : Checked(exits, segmentCount, nameof(exits)));
    }

    /// <summary>Matched customers who went from one segment to another.</summary>
    /// <param name="from">Segment at the first moment.</param>
    /// <param name="to">Segment at the second moment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public double Count(int from, int to) => counts[Segment(from, nameof(from)) * SegmentCount + Segment(to, nameof(to))];

    /// <summary>Matched customers who began in a segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public double From(int segment)
    {
        Segment(segment, nameof(segment));
        var sum = 0.0;
        for (var to = 0; to < SegmentCount; to++)
        {
            sum += counts[segment * SegmentCount + to];
        }

        return sum;
    }

    /// <summary>Matched customers who ended in a segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public double To(int segment)
    {
        Segment(segment, nameof(segment));
        var sum = 0.0;
        for (var from = 0; from < SegmentCount; from++)
        {
            sum += counts[from * SegmentCount + segment];
        }

        return sum;
    }

    /// <summary>Customers who were absent at the first moment and are in this segment at the second.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public double Entries(int segment) => entries[Segment(segment, nameof(segment))];

    /// <summary>Customers who were in this segment at the first moment and are absent at the second.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public double Exits(int segment) => exits[Segment(segment, nameof(segment))];

    /// <summary>Share of those who began in one segment that ended in another; undefined when nobody began there.</summary>
    /// <param name="from">Segment at the first moment.</param>
    /// <param name="to">Segment at the second moment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public Figure Probability(int from, int to) => Ratio(Count(from, to), From(from));

    /// <summary>Wilson's interval of <see cref="Probability"/>, taking customers as independent.</summary>
    /// <param name="from">Segment at the first moment; somebody began there.</param>
    /// <param name="to">Segment at the second moment.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment, or the level is out of range.</exception>
    /// <exception cref="InvalidOperationException">Nobody began in the segment.</exception>
    public ConfidenceInterval ProbabilityInterval(int from, int to, double level = 0.95)
    {
        Guard.OpenUnit(level);
        return WilsonRate.Of(Probability(from, to).Value * From(from), From(from), level);
    }

    /// <summary>The share with a pseudo-count in every cell, which is never 0 or 1: (count + a) ÷ (began + a · segments).</summary>
    /// <param name="from">Segment at the first moment.</param>
    /// <param name="to">Segment at the second moment.</param>
    /// <param name="pseudoCount">What is added to every cell, above 0; 0.5 is the choice of Jeffreys.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment, or the pseudo-count is out of range.</exception>
    public double SmoothedProbability(int from, int to, double pseudoCount = 0.5) =>
        (Count(from, to) + Guard.Positive(pseudoCount)) / (From(from) + pseudoCount * SegmentCount);

    /// <summary>Promotion, demotion, exits and entries of one segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public SegmentMoves Moves(int segment) => new(this, Segment(segment, nameof(segment)));

    /// <summary>The counts of both, as if all customers had been counted together.</summary>
    /// <param name="other">Counts over the same segments.</param>
    /// <exception cref="ArgumentException">The numbers of segments differ.</exception>
    public TransitionCounts Merge(TransitionCounts other)
    {
        Guard.NotNull(other);
        Guard.SameLength(other.SegmentCount, SegmentCount, nameof(other));
        return new TransitionCounts(Sum(counts, other.counts), Sum(entries, other.entries), Sum(exits, other.exits));
    }

    /// <summary>The counts of both, as <see cref="Merge"/>.</summary>
    public static TransitionCounts operator +(TransitionCounts left, TransitionCounts right) => Guard.NotNull(left).Merge(right);

    // Two tables in turn: adding to one cell need not wait for the addition before.
    private static void CountRows(ReadOnlySpan<int> before, ReadOnlySpan<int> after, int segmentCount, double[] table)
    {
        var stride = segmentCount + 1;
        var even = new long[table.Length];
        var odd = new long[table.Length];
        var to = after.Slice(0, before.Length);
        for (var row = 0; row < before.Length; row++)
        {
            var (i, j) = (before[row] + 1, to[row] + 1);
            if ((uint)i >= (uint)stride || (uint)j >= (uint)stride)
            {
                throw NoSegment(before[row], to[row], row, segmentCount);
            }

            ((row & 1) == 0 ? even : odd)[i * stride + j]++;
        }

        for (var cell = 0; cell < table.Length; cell++)
        {
            table[cell] = even[cell] + odd[cell];
        }
    }

    private static void WeighRows(ReadOnlySpan<int> before, ReadOnlySpan<int> after, ReadOnlySpan<double> weights, int segmentCount, double[] table)
    {
        var stride = segmentCount + 1;
        for (var row = 0; row < before.Length; row++)
        {
            var (i, j) = (before[row] + 1, after[row] + 1);
            if ((uint)i >= (uint)stride || (uint)j >= (uint)stride)
            {
                throw NoSegment(before[row], after[row], row, segmentCount);
            }

            if (!(weights[row] >= 0 && weights[row] <= double.MaxValue))
            {
                throw Guard.BrokenRow(nameof(weights), row, "weight finite and ≥ 0", Guard.Text(weights[row]));
            }

            table[i * stride + j] += weights[row];
        }
    }

    private static ArgumentException NoSegment(int before, int after, int row, int segmentCount) => Guard.BrokenRow(
        before < Absent || before >= segmentCount ? nameof(before) : nameof(after),
        row,
        $"−1 ≤ segment ≤ {Guard.Text(segmentCount - 1)}",
        $"before {Guard.Text(before)}, after {Guard.Text(after)}");

    private static Figure Ratio(double part, double whole) => whole > 0 ? Figure.Of(part / whole) : Figure.Undefined(UndefinedReason.NoObservations);

    private static double[] Sum(double[] left, double[] right)
    {
        var sum = new double[left.Length];
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] = left[i] + right[i];
        }

        return sum;
    }

    private static double[] Checked(ReadOnlySpan<double> values, int length, string name)
    {
        Guard.SameLength(values.Length, length, name);
        for (var i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= 0 && values[i] <= double.MaxValue))
            {
                throw Guard.BrokenRow(name, i, "count finite and ≥ 0", Guard.Text(values[i]));
            }
        }

        return values.ToArray();
    }

    private int Segment(int segment, string name) => Guard.Between(segment, 0, SegmentCount - 1, name);
}
