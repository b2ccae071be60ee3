using CustomerValue.Numerics;

namespace CustomerValue.Evaluation;

/// <summary>What a bootstrap draws: rows or clusters, stratum by stratum.</summary>
internal sealed class BootstrapUnits
{
    // Unit u holds the rows members[starts[u]…starts[u + 1]); units of one stratum stand together.
    private readonly int[] members;
    private readonly int[] starts;
    private readonly int[] strataEnds;

    private BootstrapUnits(int[] members, int[] starts, int[] strataEnds)
    {
        this.members = members;
        this.starts = starts;
        this.strataEnds = strataEnds;
        var (first, largest) = (0, 0L);
        foreach (var end in strataEnds)
        {
            var most = 0;
            for (var u = first; u < end; u++)
            {
                most = Math.Max(most, starts[u + 1] - starts[u]);
            }

            largest += (long)most * (end - first);
            first = end;
        }

        LargestDraw = checked((int)largest);
    }

    public int Count => starts.Length - 1;

    /// <summary>Rows that the largest possible draw holds.</summary>
    public int LargestDraw { get; }

    public static BootstrapUnits Make(int rows, ReadOnlySpan<int> strata, ReadOnlySpan<int> clusters)
    {
        if (!strata.IsEmpty)
        {
            Guard.SameLength(strata.Length, rows, nameof(strata));
        }

        if (!clusters.IsEmpty)
        {
            Guard.SameLength(clusters.Length, rows, nameof(clusters));
        }

        // Units and strata are numbered as they appear, so their names do not matter.
        var (unitOf, stratumOf) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        var (units, strataUnits) = (new List<List<int>>(), new List<List<int>>());
        var stratumOfUnit = new List<int>();
        for (var row = 0; row < rows; row++)
        {
            var stratum = 0;
            if (strata.IsEmpty ? strataUnits.Count == 0 : !stratumOf.TryGetValue(strata[row], out stratum))
            {
                stratum = strataUnits.Count;
                strataUnits.Add([]);
                if (!strata.IsEmpty)
                {
                    stratumOf.Add(strata[row], stratum);
                }
            }

            if (clusters.IsEmpty || !unitOf.TryGetValue(clusters[row], out var unit))
            {
                unit = units.Count;
                units.Add([]);
                strataUnits[stratum].Add(unit);
                stratumOfUnit.Add(stratum);
                if (!clusters.IsEmpty)
                {
                    unitOf.Add(clusters[row], unit);
                }
            }
            else if (stratumOfUnit[unit] != stratum)
            {
                throw Guard.BrokenRow(nameof(clusters), row, "a cluster in one stratum", $"cluster {Guard.Text(clusters[row])} is in stratum {Guard.Text(strata[row])} and another");
            }

            units[unit].Add(row);
        }

        if (units.Count < 2)
        {
            throw new ArgumentException("A bootstrap needs at least two clusters.", nameof(clusters));
        }

        var (members, starts, ends) = (new List<int>(rows), new List<int> { 0 }, new List<int>());
        foreach (var unit in strataUnits.SelectMany(own => own))
        {
            members.AddRange(units[unit]);
            starts.Add(members.Count);
        }

        foreach (var own in strataUnits)
        {
            ends.Add(own.Count + (ends.Count == 0 ? 0 : ends[ends.Count - 1]));
        }

        return new BootstrapUnits([.. members], [.. starts], [.. ends]);
    }

    /// <summary>Draws as many units of each stratum as it has; the number of rows written.</summary>
    public int Draw(RandomStream random, int[] destination)
    {
        var (first, count) = (0, 0);
        foreach (var end in strataEnds)
        {
            for (var draw = first; draw < end; draw++)
            {
                var unit = first + random.NextInt(end - first);
                for (var m = starts[unit]; m < starts[unit + 1]; m++)
                {
                    destination[count++] = members[m];
                }
            }

            first = end;
        }

        return count;
    }

    /// <summary>The units to leave out together, one jackknife value each: single units, or even blocks of units at random when there are many.</summary>
    public int[][] Blocks(int most, ulong seed)
    {
        var order = Enumerable.Range(0, Count).ToArray();
        if (Count > most)
        {
            RandomStream.Open(seed, "jackknife").Shuffle<int>(order);
        }

        var blocks = new int[Math.Min(most, Count)][];
        for (var b = 0; b < blocks.Length; b++)
        {
            var (first, end) = ((int)((long)b * Count / blocks.Length), (int)((long)(b + 1) * Count / blocks.Length));
            blocks[b] = order.AsSpan(first, end - first).ToArray();
        }

        return blocks;
    }

    /// <summary>All rows but those of some units; the number written.</summary>
    public int Without(int[] leftOut, int[] destination)
    {
        var isLeftOut = new bool[Count];
        foreach (var unit in leftOut)
        {
            isLeftOut[unit] = true;
        }

        var count = 0;
        for (var unit = 0; unit < Count; unit++)
        {
            if (!isLeftOut[unit])
            {
                for (var m = starts[unit]; m < starts[unit + 1]; m++)
                {
                    destination[count++] = members[m];
                }
            }
        }

        return count;
    }
}
