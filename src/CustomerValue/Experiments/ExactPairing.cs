namespace CustomerValue.Experiments;

/// <summary>The pairing of least total distance by dynamic programming over sets: for few units.</summary>
internal static class ExactPairing
{
    /// <summary>The partner of each unit; −1 for the one left out of an odd number. Of equal totals, the one whose first units have the lowest partners.</summary>
    public static int[] Of(double[][] distances)
    {
        // Of an odd number a last unit at distance 0 from all stands for being left out.
        var n = distances.Length;
        var size = n + n % 2;
        var best = new double[1 << size];
        var choice = new byte[1 << size];
        for (var set = 1; set < best.Length; set++)
        {
            best[set] = double.PositiveInfinity;
            var i = LowestBit(set);
            for (var j = i + 1; j < size; j++)
            {
                if ((set & (1 << j)) == 0)
                {
                    continue;
                }

                var total = best[set & ~(1 << i) & ~(1 << j)] + (j < n ? distances[i][j] : 0);
                if (total < best[set])
                {
                    best[set] = total;
                    choice[set] = (byte)j;
                }
            }
        }

        var partner = new int[n];
        for (var set = best.Length - 1; set != 0;)
        {
            int i = LowestBit(set), j = choice[set];
            partner[i] = j < n ? j : -1;
            if (j < n)
            {
                partner[j] = i;
            }

            set &= ~(1 << i) & ~(1 << j);
        }

        return partner;
    }

    private static int LowestBit(int set)
    {
        var bit = 0;
        while ((set & (1 << bit)) == 0)
        {
            bit++;
        }

        return bit;
    }
}
