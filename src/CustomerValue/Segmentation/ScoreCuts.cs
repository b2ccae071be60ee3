using CustomerValue.Numerics;

namespace CustomerValue.Segmentation;

/// <summary>Frozen cuts that turn a value into a bin 1 … K, the same way for every customer and month.</summary>
/// <remarks>
/// Equal values always get equal bins. Where ties make cuts coincide, bins stay empty: <see cref="EffectiveBinCount"/> and
/// <see cref="Warnings"/> say so; nothing is renumbered. Immutable and thread-safe.
/// </remarks>
public sealed class ScoreCuts
{
    private readonly double[] cuts;
    private readonly double[] strict;
    private readonly long[] counts;
    private readonly string[] warnings;

    private ScoreCuts(double[] cuts, CutSide side, long[] counts, string[] warnings)
    {
        this.cuts = cuts;
        strict = side == CutSide.Below ? cuts : cuts.Select(Below).ToArray();
        Side = side;
        this.counts = counts;
        this.warnings = warnings;
    }

    /// <summary>The cuts in ascending order, one fewer than bins.</summary>
    public ReadOnlySpan<double> Cuts => cuts;

    /// <summary>The bin of a value exactly at a cut.</summary>
    public CutSide Side { get; }

    /// <summary>Number of bins, used or not.</summary>
    public int BinCount => cuts.Length + 1;

    /// <summary>Customers of the fitted population in each bin, in bin order; empty when rebuilt from parameters.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>Number of bins that hold anybody of the fitted population; when rebuilt from parameters, the number that can hold anybody.</summary>
    public int EffectiveBinCount
    {
        get
        {
            var used = 0;
            for (var bin = 0; bin < BinCount; bin++)
            {
                used += counts.Length > 0 ? (counts[bin] > 0 ? 1 : 0) : (bin == 0 || bin == BinCount - 1 || cuts[bin] > cuts[bin - 1] ? 1 : 0);
            }

            return used;
        }
    }

    /// <summary>One sentence per empty bin of the fit; empty when all is well.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>Cuts from a population.</summary>
    /// <param name="values">At least one finite value.</param>
    /// <param name="binning">How to cut.</param>
    /// <param name="weights">Frequency weights, whole numbers ≥ 0, one per row: 2 is the customer twice; empty for 1 each.</param>
    /// <exception cref="ArgumentException">There is no customer, a value is not finite, or a weight does not fit; the message names the row.</exception>
    public static ScoreCuts Fit(ReadOnlySpan<double> values, ScoreBinning binning, ReadOnlySpan<double> weights = default)
    {
        Guard.NotNull(binning);
        return Fit(values, binning, weights, "values");
    }

    /// <summary>The same cuts again, from their numbers.</summary>
    /// <param name="cuts">1 to 99 finite cuts in ascending order.</param>
    /// <param name="side">The bin of a value exactly at a cut.</param>
    /// <exception cref="ArgumentException">There is no cut, there are too many, or they are not finite and ascending.</exception>
    public static ScoreCuts FromParameters(ReadOnlySpan<double> cuts, CutSide side) => new(CheckedCuts(cuts), side, [], []);

    /// <summary>The bin of a value, from 1 for the smallest.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public int Bin(double value) => BinOf(Guard.Finite(value));

    /// <summary>The bins of many values.</summary>
    /// <param name="values">Finite numbers.</param>
    /// <param name="destination">Receives one bin per value.</param>
    /// <exception cref="ArgumentException">A value is not finite, or the destination is too short.</exception>
    public void Bin(ReadOnlySpan<double> values, Span<int> destination)
    {
        Guard.LongEnough(destination.Length, values.Length, nameof(destination));
        Guard.AllFinite(values, nameof(values));
        for (var i = 0; i < values.Length; i++)
        {
            destination[i] = BinOf(values[i]);
        }
    }

    internal static ScoreCuts Fit(ReadOnlySpan<double> values, ScoreBinning binning, ReadOnlySpan<double> weights, string name)
    {
        if (values.Length == 0)
        {
            throw new ArgumentException($"{name} is empty; cuts need at least one customer.", name);
        }

        Guard.AllFinite(values, name);
        var weighted = weights.Length > 0 ? WeightedRanks.Of(values, weights, name) : null;
        var found = binning.Method == BinningMethod.FixedCuts ? binning.Cuts.ToArray()
            : weighted is not null ? weighted.FindCuts(binning)
            : FindCuts(values, binning);
        var counts = new long[found.Length + 1];
        var fitted = new ScoreCuts(found, binning.Side, counts, []);
        for (var row = 0; row < values.Length; row++)
        {
            counts[fitted.BinOf(values[row]) - 1] += weighted is null ? 1 : (long)weights[row];
        }

        return new ScoreCuts(found, binning.Side, counts, Warn(name, counts, found));
    }

    internal static double[] CheckedCuts(ReadOnlySpan<double> cuts)
    {
        if (cuts.Length is < 1 or > 99)
        {
            throw new ArgumentException($"There are {Guard.Text(cuts.Length)} cuts; expected 1 to 99.", nameof(cuts));
        }

        Guard.AllFinite(cuts, nameof(cuts));
        for (var i = 1; i < cuts.Length; i++)
        {
            if (cuts[i] < cuts[i - 1])
            {
                throw Guard.BrokenRow(nameof(cuts), i, "ascending order of cuts", $"{Guard.Text(cuts[i])} after {Guard.Text(cuts[i - 1])}");
            }
        }

        return cuts.ToArray();
    }

    // A count of the cuts passed: no branch depends on the value, and there are few cuts.
    internal int BinOf(double value)
    {
        var bin = 1;
        foreach (var cut in strict)
        {
            bin += value > cut ? 1 : 0;
        }

        return bin;
    }

    // The next double, as far as there is one.
    internal static double Above(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var next = value == 0 ? double.Epsilon : BitConverter.Int64BitsToDouble(value > 0 ? bits + 1 : bits - 1);
        return double.IsFinite(next) ? next : value;
    }

    private static double[] FindCuts(ReadOnlySpan<double> values, ScoreBinning binning)
    {
        var partly = values.ToArray();
        var found = new double[binning.BinCount - 1];
        var ranks = new List<int>();
        for (var i = 0; i < found.Length; i++)
        {
            if (binning.Method == BinningMethod.Quantile)
            {
                // A quantile reads two neighbors around n·p; the definitions differ by at most two ranks.
                var near = (int)((i + 1.0) / binning.BinCount * partly.Length);
                ranks.AddRange(Enumerable.Range(near - 3, 7));
            }
            else
            {
                var first = (int)Ranks.FirstOfGroup(i + 2, partly.Length, binning.BinCount);
                ranks.AddRange([first - 1, first]);
            }
        }

        OrderStatistics.Select(partly, ranks.Concat([0, partly.Length - 1]).Where(r => r >= 0 && r < partly.Length).Distinct().OrderBy(r => r).ToArray());
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = binning.Method == BinningMethod.Quantile
                ? Quantiles.OfSorted(partly, (i + 1.0) / binning.BinCount, binning.QuantileType)
                : RankCut(partly, (int)Ranks.FirstOfGroup(i + 2, partly.Length, binning.BinCount));
        }

        return found;
    }

    // The smallest value all of whose rows fall in the group or above; beyond the largest value when there is none.
    private static double RankCut(double[] partly, int first)
    {
        var largest = partly[partly.Length - 1];
        if (first >= partly.Length)
        {
            return Above(largest);
        }

        if (first == 0 || partly[first] > partly[first - 1])
        {
            return partly[first];
        }

        var next = double.PositiveInfinity;
        foreach (var value in partly)
        {
            next = value > partly[first] && value < next ? value : next;
        }

        return double.IsFinite(next) ? next : Above(largest);
    }

    // value ≥ cut is value > the number below cut.
    private static double Below(double cut) => -Above(-cut);

    private static string[] Warn(string name, long[] counts, double[] cuts)
    {
        var found = new List<string>();
        for (var bin = 0; bin < counts.Length; bin++)
        {
            if (counts[bin] == 0)
            {
                var low = bin == 0 ? "−∞" : Guard.Text(cuts[bin - 1]);
                var high = bin == cuts.Length ? "∞" : Guard.Text(cuts[bin]);
                found.Add($"Bin {Guard.Text(bin + 1)} of {name} is empty: its limits are {low} and {high}.");
            }
        }

        return found.ToArray();
    }
}
