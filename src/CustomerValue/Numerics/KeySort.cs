namespace CustomerValue.Numerics;

/// <summary>Doubles as unsigned keys in the same order, and their sort: radix from the high digit down, over the range that is there.</summary>
/// <remarks>Each level cuts by at most eleven bits of the range of its own keys, so close and tied values cost no empty digits; about two passes of memory for ten million scores.</remarks>
internal static class KeySort
{
    private const int MostBits = 11;
    private const int Few = 24;

    /// <summary>Order of the keys as numbers = order of the doubles; −0 equals +0. No NaN.</summary>
    public static ulong Key(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value + 0.0);
        return (bits >> 63) != 0 ? ~bits : bits | 0x8000000000000000UL;
    }

    /// <summary>The double of a key.</summary>
    public static double Value(ulong key) =>
        BitConverter.Int64BitsToDouble((long)((key >> 63) != 0 ? key & 0x7FFFFFFFFFFFFFFFUL : ~key));

    /// <summary>Sorts keys ascending.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="scratch">As many; overwritten.</param>
    public static void Ascending(Span<ulong> keys, Span<ulong> scratch)
    {
        if (keys.Length <= Few)
        {
            Insert(keys);
        }
        else if (Spread(keys, out var lowest, out var shift, out var bits))
        {
            Span<int> ends = stackalloc int[1 << bits];
            Scatter(keys, scratch, lowest, shift, ends);
            for (int b = 0, start = 0; b < ends.Length; start = ends[b++])
            {
                if (ends[b] > start)
                {
                    AscendingInto(scratch.Slice(start, ends[b] - start), keys.Slice(start, ends[b] - start));
                }
            }
        }
    }

    // The sorted keys go to the other memory; the source is overwritten.
    private static void AscendingInto(Span<ulong> source, Span<ulong> destination)
    {
        if (source.Length <= Few || !Spread(source, out var lowest, out var shift, out var bits))
        {
            source.CopyTo(destination);
            if (source.Length <= Few)
            {
                Insert(destination);
            }

            return;
        }

        Span<int> ends = stackalloc int[1 << bits];
        Scatter(source, destination, lowest, shift, ends);
        for (int b = 0, start = 0; b < ends.Length; start = ends[b++])
        {
            if (ends[b] - start > 1)
            {
                Ascending(destination.Slice(start, ends[b] - start), source.Slice(start, ends[b] - start));
            }
        }
    }

    /// <summary>False when all keys are equal; otherwise how to cut their range into about as many buckets as keys.</summary>
    private static bool Spread(ReadOnlySpan<ulong> keys, out ulong lowest, out int shift, out int bits)
    {
        var (low, high) = (keys[0], keys[0]);
        foreach (var key in keys)
        {
            low = key < low ? key : low;
            high = key > high ? key : high;
        }

        lowest = low;
        (bits, shift) = (0, 0);
        while (bits < MostBits && keys.Length >> bits > 2)
        {
            bits++;
        }

        for (var range = (high - low) >> bits; range != 0; range >>= 1)
        {
            shift++;
        }

        return high > low;
    }

    // Stable; afterwards ends[b] is where bucket b ends.
    private static void Scatter(ReadOnlySpan<ulong> source, Span<ulong> destination, ulong lowest, int shift, Span<int> ends)
    {
        ends.Clear();
        foreach (var key in source)
        {
            ends[(int)((key - lowest) >> shift)]++;
        }

        var total = 0;
        for (var b = 0; b < ends.Length; b++)
        {
            (ends[b], total) = (total, total + ends[b]);
        }

        foreach (var key in source)
        {
            destination[ends[(int)((key - lowest) >> shift)]++] = key;
        }
    }

    private static void Insert(Span<ulong> keys)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            var key = keys[i];
            var at = i;
            while (at > 0 && keys[at - 1] > key)
            {
                keys[at] = keys[at - 1];
                at--;
            }

            keys[at] = key;
        }
    }
}
