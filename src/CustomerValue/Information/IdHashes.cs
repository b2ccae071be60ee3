namespace CustomerValue.Information;

/// <summary>Which ids were seen, and with what content: 12 bytes an id and an eighth of slack, 64-bit hashes of ids cut over sorted parts.</summary>
/// <remarks>
/// Whole-number ids hash one to one, so they are told apart exactly; of text ids two in 2⁶⁴ share a hash. The content keeps 46 bits, and only tells a repeat
/// from a correction.
/// </remarks>
internal sealed class IdHashes
{
    private const int PartBits = 14;
    private const int ContentBits = 46;
    private readonly Entry[]?[] parts = new Entry[1 << PartBits][];
    private readonly int[] counts = new int[1 << PartBits];

    public enum Seen
    {
        Never,
        WithSameContent,
        WithOtherContent,
    }

    public Seen Add(RecordKey id, ulong content)
    {
        var hash = Mix((ulong)id.SortCode() ^ (id.IsNumber ? 0 : 0x9E3779B97F4A7C15));
        var part = (int)(hash >> (64 - PartBits));
        var entry = new Entry(hash << PartBits >> PartBits, content >> (64 - ContentBits));
        var entries = parts[part] ?? [];
        var place = Find(entries, counts[part], entry);
        if (place >= 0)
        {
            return entries[place].HasContentOf(entry) ? Seen.WithSameContent : Seen.WithOtherContent;
        }

        parts[part] = Insert(entries, counts[part]++, ~place, entry);
        return Seen.Never;
    }

    /// <summary>The finalizer of SplitMix64: one to one.</summary>
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    private static int Find(Entry[] entries, int count, Entry sought)
    {
        int low = 0, high = count - 1;
        while (low <= high)
        {
            var middle = low + (high - low) / 2;
            var order = entries[middle].CompareId(sought);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    private static Entry[] Insert(Entry[] entries, int count, int place, Entry entry)
    {
        var target = entries;
        if (count == entries.Length)
        {
            target = new Entry[count + Math.Max(2, count / 8)];
            Array.Copy(entries, target, place);
        }

        Array.Copy(entries, place, target, place + 1, count - place);
        target[place] = entry;
        return target;
    }

    // 50 bits of id, the rest is the part's number; 46 bits of content.
    private readonly struct Entry(ulong id, ulong content)
    {
        private readonly uint first = (uint)(id >> 18);
        private readonly uint middle = ((uint)(id & 0x3FFFF) << 14) | (uint)(content >> 32);
        private readonly uint last = (uint)content;

        public int CompareId(Entry other) => first != other.first ? first.CompareTo(other.first) : (middle >> 14).CompareTo(other.middle >> 14);

        public bool HasContentOf(Entry other) => middle == other.middle && last == other.last;
    }
}
