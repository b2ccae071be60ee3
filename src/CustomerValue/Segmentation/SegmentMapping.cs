using CustomerValue.Numerics;

namespace CustomerValue.Segmentation;

/// <summary>Which segment of a refitted model is which of the old one: the matching under which most customers keep their segment.</summary>
/// <remarks>
/// A refit is a new version whose numbers mean nothing to the old one. Assign the same customers with both and match. The matching is one to one and best possible (Kuhn 1955,
/// Naval Research Logistics Quarterly 2); with more segments on one side some stay without a partner. Immutable and thread-safe.
/// </remarks>
public sealed class SegmentMapping
{
    private readonly double[] overlap;
    private readonly int[] newOf;
    private readonly int[] oldOf;

    private SegmentMapping(double[] overlap, int[] newOf, int[] oldOf)
    {
        this.overlap = overlap;
        this.newOf = newOf;
        this.oldOf = oldOf;
        var kept = 0.0;
        var (total, both, olds, news) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < newOf.Length; i++)
        {
            kept += newOf[i] >= 0 ? Overlap(i, newOf[i]) : 0;
        }

        for (var i = 0; i < newOf.Length; i++)
        {
            var row = 0.0;
            for (var j = 0; j < oldOf.Length; j++)
            {
                row += Overlap(i, j);
                both += Pairs(Overlap(i, j));
            }

            total += row;
            olds += Pairs(row);
        }

        for (var j = 0; j < oldOf.Length; j++)
        {
            var column = 0.0;
            for (var i = 0; i < newOf.Length; i++)
            {
                column += Overlap(i, j);
            }

            news += Pairs(column);
        }

        Count = total;
        Agreement = total > 0 ? Figure.Of(kept / total) : Figure.Undefined(UndefinedReason.NoObservations);
        var chance = total > 1 ? olds * (news / Pairs(total)) : double.NaN;
        var most = 0.5 * (olds + news);
        AdjustedRandIndex = !(total > 1) ? Figure.Undefined(UndefinedReason.TooFewObservations)
            : Figure.Of(most == chance ? 1 : (both - chance) / (most - chance));
    }

    /// <summary>Number of customers compared.</summary>
    public double Count { get; }

    /// <summary>Share of the customers whose new segment is the partner of their old one; undefined without customers.</summary>
    public Figure Agreement { get; }

    /// <summary>Agreement of the two partitions whatever the numbers, corrected for chance: 1 when equal, about 0 when unrelated (Hubert, Arabie 1985).</summary>
    public Figure AdjustedRandIndex { get; }

    /// <summary>Number of segments of the old model.</summary>
    public int OldCount => newOf.Length;

    /// <summary>Number of segments of the new model.</summary>
    public int NewCount => oldOf.Length;

    /// <summary>The matching of two assignments of the same customers.</summary>
    /// <param name="old">Segments by the old model, one per customer.</param>
    /// <param name="oldCount">Its number of segments, 1 to 1000.</param>
    /// <param name="renewed">Segments by the new model, in the same order.</param>
    /// <param name="newCount">Its number of segments, 1 to 1000.</param>
    /// <param name="weights">Frequency weights ≥ 0, one per row; empty for 1 each.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a row holds no such segment or weight.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of segments is out of range.</exception>
    public static SegmentMapping Match(ReadOnlySpan<int> old, int oldCount, ReadOnlySpan<int> renewed, int newCount, ReadOnlySpan<double> weights = default)
    {
        Guard.Between(oldCount, 1, 1000);
        Guard.Between(newCount, 1, 1000);
        Guard.SameLength(renewed.Length, old.Length, nameof(renewed));
        if (weights.Length > 0)
        {
            Guard.SameLength(weights.Length, old.Length, nameof(weights));
        }

        var overlap = new double[oldCount * newCount];
        for (var row = 0; row < old.Length; row++)
        {
            if ((uint)old[row] >= (uint)oldCount || (uint)renewed[row] >= (uint)newCount)
            {
                throw Guard.BrokenRow(
                    (uint)old[row] >= (uint)oldCount ? nameof(old) : nameof(renewed),
                    row,
                    $"0 ≤ old ≤ {Guard.Text(oldCount - 1)} and 0 ≤ new ≤ {Guard.Text(newCount - 1)}",
                    $"old {Guard.Text(old[row])}, new {Guard.Text(renewed[row])}");
            }

            var weight = weights.Length > 0 ? weights[row] : 1;
            if (!(weight >= 0 && weight <= double.MaxValue))
            {
                throw Guard.BrokenRow(nameof(weights), row, "weight finite and ≥ 0", Guard.Text(weight));
            }

            overlap[old[row] * newCount + renewed[row]] += weight;
        }

        var newOf = BestMatching.Largest(overlap, oldCount, newCount);
        var oldOf = new int[newCount];
        for (var j = 0; j < newCount; j++)
        {
            oldOf[j] = Array.IndexOf(newOf, j);
        }

        return new SegmentMapping(overlap, newOf, oldOf);
    }

    /// <summary>The new partner of an old segment, or −1 when it has none.</summary>
    /// <param name="old">The old segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public int NewOf(int old) => newOf[Guard.Between(old, 0, newOf.Length - 1)];

    /// <summary>The old partner of a new segment, or −1 when it has none.</summary>
    /// <param name="renewed">The new segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public int OldOf(int renewed) => oldOf[Guard.Between(renewed, 0, oldOf.Length - 1)];

    /// <summary>Customers in an old segment and in a new one.</summary>
    /// <param name="old">The old segment.</param>
    /// <param name="renewed">The new segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public double Overlap(int old, int renewed) =>
        overlap[Guard.Between(old, 0, newOf.Length - 1) * oldOf.Length + Guard.Between(renewed, 0, oldOf.Length - 1)];

    private static double Pairs(double n) => 0.5 * n * (n - 1);
}
