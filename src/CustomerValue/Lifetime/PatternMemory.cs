using System.Buffers;
using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <summary>Remembers what was computed for the histories of one batch, in a rented table: most customers share theirs with others.</summary>
/// <remarks>A history always gets the same value, remembered or not, so the bits do not depend on the other customers.</remarks>
internal readonly ref struct PatternMemory
{
    private const int LargestBits = 15;
    private const int SmallestBits = 6;

    private readonly Entry[] entries;
    private readonly int shift;
    private readonly bool forgetsRecency;

    public PatternMemory(int customers, bool forgetsRecency)
    {
        this.forgetsRecency = forgetsRecency;
        var bits = SmallestBits;
        while (bits < LargestBits && 1 << bits < 2L * customers)
        {
            bits++;
        }

        shift = 64 - bits;
        entries = ArrayPool<Entry>.Shared.Rent(1 << bits);
        for (var i = 0; i < 1 << bits; i++)
        {
            entries[i].Repeats = -1;
        }
    }

    /// <summary>The place of a history; where it is not known yet, the caller must fill in the value.</summary>
    public ref Entry Find(PurchaseHistory h, out bool known)
    {
        var recency = forgetsRecency ? 0 : h.Recency;
        var bits = unchecked((ulong)BitConverter.DoubleToInt64Bits(h.Age) * 0x9E3779B97F4A7C15UL
            + (ulong)BitConverter.DoubleToInt64Bits(recency) * 0xC2B2AE3D27D4EB4FUL
            + (ulong)h.Repeats * 0xD6E8FEB86659FD93UL);
        ref var entry = ref entries[(int)(unchecked((bits ^ (bits >> 31)) * 0x9E3779B97F4A7C15UL) >> shift)];
        known = entry.Repeats == h.Repeats && entry.Age.Equals(h.Age) && entry.Recency.Equals(recency);
        entry.Repeats = h.Repeats;
        entry.Age = h.Age;
        entry.Recency = recency;
        return ref entry;
    }

    public void Dispose() => ArrayPool<Entry>.Shared.Return(entries);

    internal struct Entry
    {
        public int Repeats;
        public double Age;
        public double Recency;
        public double Value;
        public double Discounted;
    }
}
