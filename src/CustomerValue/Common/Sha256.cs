using System.Runtime.CompilerServices;

namespace CustomerValue;

/// <summary>SHA-256 (FIPS 180-4) of a span, without an object and without allocation: both targets run the same code.</summary>
internal static class Sha256
{
    public const int Size = 32;

    // FIPS 180-4 §4.2.2.
    private static readonly uint[] K =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private static readonly uint[] Start =
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    /// <summary>Writes the 32 bytes of the digest.</summary>
    public static void Hash(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        Span<uint> state = stackalloc uint[8];
        Digest(message, state);
        for (var i = 0; i < 8; i++)
        {
            digest[4 * i] = (byte)(state[i] >> 24);
            digest[4 * i + 1] = (byte)(state[i] >> 16);
            digest[4 * i + 2] = (byte)(state[i] >> 8);
            digest[4 * i + 3] = (byte)state[i];
        }
    }

    /// <summary>The first eight bytes of the digest, big-endian.</summary>
    public static ulong First64(ReadOnlySpan<byte> message)
    {
        Span<uint> state = stackalloc uint[8];
        Digest(message, state);
        return ((ulong)state[0] << 32) | state[1];
    }

    private static void Digest(ReadOnlySpan<byte> message, Span<uint> state)
    {
        Start.CopyTo(state);
        Span<uint> w = stackalloc uint[64];
        var whole = message.Length / 64;
        for (var block = 0; block < whole; block++)
        {
            Compress(message.Slice(block * 64, 64), w, state);
        }

        // The padding: 1 bit, zeros, the length in bits as 64-bit big-endian.
        Span<byte> tail = stackalloc byte[128];
        tail.Clear();
        var rest = message.Slice(whole * 64);
        rest.CopyTo(tail);
        tail[rest.Length] = 0x80;
        var padded = rest.Length < 56 ? 64 : 128;
        var bits = (ulong)message.Length * 8;
        for (var i = 0; i < 8; i++)
        {
            tail[padded - 1 - i] = (byte)(bits >> (8 * i));
        }

        for (var from = 0; from < padded; from += 64)
        {
            Compress(tail.Slice(from, 64), w, state);
        }
    }

    private static void Compress(ReadOnlySpan<byte> block, Span<uint> w, Span<uint> state)
    {
        unchecked
        {
            for (var t = 0; t < 16; t++)
            {
                w[t] = ((uint)block[4 * t] << 24) | ((uint)block[4 * t + 1] << 16) | ((uint)block[4 * t + 2] << 8) | block[4 * t + 3];
            }

            for (var t = 16; t < 64; t++)
            {
                uint x = w[t - 15], y = w[t - 2];
                w[t] = w[t - 16] + (Right(x, 7) ^ Right(x, 18) ^ (x >> 3)) + w[t - 7] + (Right(y, 17) ^ Right(y, 19) ^ (y >> 10));
            }

            uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
            var k = K;
            for (var t = 0; t < 64; t++)
            {
                var t1 = h + (Right(e, 6) ^ Right(e, 11) ^ Right(e, 25)) + ((e & f) ^ (~e & g)) + k[t] + w[t];
                var t2 = (Right(a, 2) ^ Right(a, 13) ^ Right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
                h = g;
                g = f;
                f = e;
                e = d + t1;
                d = c;
                c = b;
                b = a;
                a = t1 + t2;
            }

            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
            state[4] += e;
            state[5] += f;
            state[6] += g;
            state[7] += h;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Right(uint x, int k) => (x >> k) | (x << (32 - k));
}
