namespace CustomerValue.Experiments;

/// <summary>Hashes that other experiment tools assign with: to recompute and check their groups. For our own draws use <see cref="Assignment"/>.</summary>
/// <remarks>32-bit hashes of invariant UTF-8 text. They are quick and coarse: a thousand or ten thousand buckets. Stateless and thread-safe.</remarks>
public static class ForeignHash
{
    /// <summary>FNV-1a (Fowler, Noll and Vo), 32 bits.</summary>
    /// <param name="text">Any text of whole characters.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static uint Fnv1a(string text)
    {
        var hash = 2166136261u;
        foreach (var b in System.Text.Encoding.UTF8.GetBytes(Guard.NotNull(text)))
        {
            hash = unchecked((hash ^ b) * 16777619u);
        }

        return hash;
    }

    /// <summary>MurmurHash3 x86 (Appleby), 32 bits.</summary>
    /// <param name="text">Any text of whole characters.</param>
    /// <param name="seed">The tool's seed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static uint Murmur3(string text, uint seed = 0)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(Guard.NotNull(text));
        unchecked
        {
            var hash = seed;
            var whole = bytes.Length / 4 * 4;
            for (var i = 0; i < whole; i += 4)
            {
                hash ^= Scramble((uint)(bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24)));
                hash = Rotate(hash, 13) * 5 + 0xE6546B64u;
            }

            var tail = 0u;
            for (var i = bytes.Length - 1; i >= whole; i--)
            {
                tail = (tail << 8) | bytes[i];
            }

            hash ^= Scramble(tail) ^ (uint)bytes.Length;
            hash = (hash ^ (hash >> 16)) * 0x85EBCA6Bu;
            hash = (hash ^ (hash >> 13)) * 0xC2B2AE35u;
            return hash ^ (hash >> 16);
        }
    }

    /// <summary>GrowthBook's number in [0, 1) of a value under a seed.</summary>
    /// <param name="value">The customer's key.</param>
    /// <param name="seed">The experiment's seed, by default its key.</param>
    /// <param name="version">1 (a thousand buckets) or 2 (ten thousand).</param>
    /// <exception cref="ArgumentException">A text is null, or there is no such version.</exception>
    public static double GrowthBook(string value, string seed, int version = 2)
    {
        Guard.NotNull(value);
        Guard.NotNull(seed);
        return Guard.Between(version, 1, 2) == 1
            ? Fnv1a(value + seed) % 1000 / 1000.0
            : Fnv1a(Guard.Text(Fnv1a(seed + value))) % 10_000 / 10_000.0;
    }

    private static uint Scramble(uint k) => unchecked(Rotate(k * 0xCC9E2D51u, 15) * 0x1B873593u);

    private static uint Rotate(uint x, int k) => (x << k) | (x >> (32 - k));
}
