namespace CustomerValue.Numerics;

/// <summary>Row numbers in the order of their values; equal values keep their order, so the result does not depend on a library's sort.</summary>
internal static class StableOrder
{
    /// <summary>Row numbers by ascending value. −0 equals +0; no NaN.</summary>
    public static int[] Ascending(ReadOnlySpan<double> values)
    {
        var keys = new ulong[values.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = KeySort.Key(values[i]);
        }

        return ByKey(keys);
    }

    /// <summary>Row numbers by descending value; equal values keep their order.</summary>
    public static int[] Descending(ReadOnlySpan<double> values)
    {
        var keys = new ulong[values.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ~KeySort.Key(values[i]);
        }

        return ByKey(keys);
    }

    private static int[] ByKey(ulong[] keys)
    {
        // Radix sort from the low digit up: eleven bits a pass for many rows, eight for few.
        var digits = keys.Length > 20_000 ? 11 : 8;
        var buckets = 1 << digits;
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var (nextKeys, nextOrder) = (new ulong[keys.Length], new int[keys.Length]);
        var counts = new int[buckets];
        for (var shift = 0; shift < 64; shift += digits)
        {
            Array.Clear(counts, 0, buckets);
            foreach (var key in keys)
            {
                counts[(int)(key >> shift) & (buckets - 1)]++;
            }

            if (keys.Length == 0 || counts[(int)(keys[0] >> shift) & (buckets - 1)] == keys.Length)
            {
                continue;
            }

            var total = 0;
            for (var b = 0; b < buckets; b++)
            {
                (counts[b], total) = (total, total + counts[b]);
            }

            for (var i = 0; i < keys.Length; i++)
            {
                var at = counts[(int)(keys[i] >> shift) & (buckets - 1)]++;
                nextKeys[at] = keys[i];
                nextOrder[at] = order[i];
            }

            (keys, nextKeys) = (nextKeys, keys);
            (order, nextOrder) = (nextOrder, order);
        }

        return order;
    }
}
