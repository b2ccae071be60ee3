namespace CustomerValue.Numerics;

/// <summary>Random numbers from a seed: xoshiro256** (Blackman and Vigna 2021) whose state SplitMix64 fills from seed, purpose and index.</summary>
/// <remarks>One stream per replicate: more replicates never change the earlier ones, and threads never matter. Not thread-safe.</remarks>
internal sealed partial class RandomStream
{
    private ulong s0, s1, s2, s3;

    private RandomStream(ulong state)
        : this(Mix(ref state), Mix(ref state), Mix(ref state), Mix(ref state))
    {
    }

    /// <summary>The generator with this state, not all zero.</summary>
    internal RandomStream(ulong s0, ulong s1, ulong s2, ulong s3)
    {
        this.s0 = s0;
        this.s1 = s1;
        this.s2 = s2;
        this.s3 = s3;
    }

    /// <summary>The stream of one purpose ("restart", "fold", …) and index under a seed.</summary>
    public static RandomStream Open(ulong seed, string purpose, long index = 0)
    {
        // FNV-1a over the purpose's UTF-16 code units, then one SplitMix64 step each: near seeds give far streams.
        var hash = 14695981039346656037UL;
        foreach (var c in purpose)
        {
            hash = unchecked((hash ^ c) * 1099511628211UL);
        }

        var state = seed;
        var a = Mix(ref state);
        state = unchecked(a ^ hash);
        var b = Mix(ref state);
        state = unchecked(b ^ (ulong)index);
        return new RandomStream(Mix(ref state));
    }

    public ulong NextUInt64()
    {
        unchecked
        {
            var result = Rotate(s1 * 5, 7) * 9;
            var t = s1 << 17;
            s2 ^= s0;
            s3 ^= s1;
            s1 ^= s2;
            s0 ^= s3;
            s2 ^= t;
            s3 = Rotate(s3, 45);
            return result;
        }
    }

    /// <summary>Uniform on [0, 1) with 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform on (0, 1) with 52 bits: never 0, so that its logarithm is finite, and never rounded up to 1.</summary>
    public double NextOpen() => ((NextUInt64() >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>Uniform on 0 … n − 1, without bias (Lemire).</summary>
    public int NextInt(int n)
    {
        var bound = (ulong)n;
        var high = Math.BigMul(NextUInt64(), bound, out var low);
        if (low < bound)
        {
            var threshold = unchecked(0UL - bound) % bound;
            while (low < threshold)
            {
                high = Math.BigMul(NextUInt64(), bound, out low);
            }
        }

        return (int)high;
    }

    /// <summary>Fisher–Yates, from the end.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Rotate(ulong x, int k) => (x << k) | (x >> (64 - k));

    /// <summary>The next output of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    internal static ulong Mix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
