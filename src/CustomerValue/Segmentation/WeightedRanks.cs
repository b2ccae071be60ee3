using CustomerValue.Numerics;

namespace CustomerValue.Segmentation;

/// <summary>The ranks of customers with whole frequency weights, as if each were there that many times.</summary>
internal sealed class WeightedRanks
{
    private const double Most = 9007199254740992;

    private readonly double[] values;
    private readonly long[] upTo;

    private WeightedRanks(double[] values, long[] upTo)
    {
        this.values = values;
        this.upTo = upTo;
    }

    private long Count => upTo[upTo.Length - 1];

    /// <exception cref="ArgumentException">A weight is negative, no whole number, or too large, or all are 0.</exception>
    public static WeightedRanks Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, string name)
    {
        Guard.SameLength(weights.Length, values.Length, nameof(weights));
        var total = 0.0;
        for (var row = 0; row < weights.Length; row++)
        {
            total += weights[row];
            if (!(weights[row] >= 0 && total <= Most && weights[row] == Math.Floor(weights[row])))
            {
                throw Guard.BrokenRow(nameof(weights), row, "weight a whole number ≥ 0, all together at most 2^53", Guard.Text(weights[row]));
            }
        }

        if (total == 0)
        {
            throw new ArgumentException($"All weights are 0; the cuts of {name} need at least one customer.", nameof(weights));
        }

        var (distinct, ranks) = (new List<double>(), new List<long>());
        var seen = 0L;
        foreach (var row in StableOrder.Ascending(values))
        {
            if (weights[row] > 0)
            {
                seen += (long)weights[row];
                if (distinct.Count > 0 && distinct[distinct.Count - 1] == values[row])
                {
                    ranks[ranks.Count - 1] = seen;
                }
                else
                {
                    distinct.Add(values[row]);
                    ranks.Add(seen);
                }
            }
        }

        return new WeightedRanks(distinct.ToArray(), ranks.ToArray());
    }

    /// <summary>Cuts at quantiles or between groups by rank.</summary>
    public double[] FindCuts(ScoreBinning binning)
    {
        var found = new double[binning.BinCount - 1];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = binning.Method == BinningMethod.Quantile
                ? SampleQuantile.OfRanks(Count, rank => values[Place(rank)], (i + 1.0) / binning.BinCount, binning.QuantileType)
                : RankCut(Ranks.FirstOfGroup(i + 2, Count, binning.BinCount));
        }

        return found;
    }

    // The smallest value all of whose customers are in the group or above, of which the lowest has this rank from 0; beyond the largest value when there is none.
    private double RankCut(long first)
    {
        var place = first < Count ? Place(first + 1) : values.Length;
        place += place < values.Length && first > 0 && Place(first) == place ? 1 : 0;
        return place < values.Length ? values[place] : ScoreCuts.Above(values[values.Length - 1]);
    }

    // The place of the value at a rank from 1.
    private int Place(long rank)
    {
        var place = Array.BinarySearch(upTo, rank);
        return place >= 0 ? place : ~place;
    }
}
