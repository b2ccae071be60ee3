namespace CustomerValue;

/// <summary>A number in [0, 1) that belongs to a key under a salt: the same on every machine, in every language, for ever.</summary>
/// <remarks>
/// SHA-256 of UTF-8 text; its first eight bytes, big-endian, shifted right by 11 and divided by 2⁵³. The text is
/// <c>salt:key</c>; a salt may not contain a colon, so that no two pairs of salt and key share a text. A <c>long</c> key is its
/// decimal text (<c>-</c> only when negative). In SQL or Python: <c>int.from_bytes(sha256(f"{salt}:{key}".encode()).digest()[:8], "big") &gt;&gt; 11</c>,
/// divided by 2⁵³. Salt campaigns apart: under one salt every draw of a customer is the same draw. It spreads keys, it does not hide
/// them: short ids can be found by trying. Nothing is allocated for texts of up to 512 bytes. Stateless and thread-safe.
/// </remarks>
public static class KeyedHash
{
    private const int StackBytes = 512;
    private const double Scale = 1.0 / (1UL << 53);

    /// <summary>The number of a bare text.</summary>
    /// <param name="text">Any text, also empty, of whole characters.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="text"/> holds half of a surrogate pair and is no Unicode text.</exception>
    public static double Unit(string text) => Unit(default, Guard.NotNull(text), nameof(text));

    /// <summary>The number of a key under a salt.</summary>
    /// <param name="key">The customer, household or account.</param>
    /// <param name="salt">What is drawn, such as <c>mortgage-2026-q3</c>; without a colon.</param>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> or <paramref name="salt"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="salt"/> contains a colon, or one of them is no Unicode text.</exception>
    public static double Unit(string key, string salt)
    {
        Guard.NotNull(key);
        CheckSalt(salt);
        Span<byte> buffer = stackalloc byte[StackBytes];
        var prefix = Prefix(salt, buffer);
        return Unit(prefix, key, nameof(key));
    }

    /// <summary>The number of a key under a salt.</summary>
    /// <param name="key">The customer, household or account; hashed as its invariant decimal text.</param>
    /// <param name="salt">What is drawn, such as <c>mortgage-2026-q3</c>; without a colon.</param>
    /// <exception cref="ArgumentNullException"><paramref name="salt"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="salt"/> contains a colon or is no Unicode text.</exception>
    public static double Unit(long key, string salt)
    {
        CheckSalt(salt);
        Span<byte> buffer = stackalloc byte[StackBytes];
        return Unit(Prefix(salt, buffer), key);
    }

    /// <summary>The numbers of many keys under one salt, in row order.</summary>
    /// <param name="keys">One key a row.</param>
    /// <param name="salt">What is drawn; without a colon.</param>
    /// <param name="destination">Receives one number in [0, 1) a row; at least as long as <paramref name="keys"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="salt"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="salt"/> contains a colon or is no Unicode text, or <paramref name="destination"/> is too short.</exception>
    public static void Units(ReadOnlySpan<long> keys, string salt, Span<double> destination)
    {
        CheckSalt(salt);
        Guard.LongEnough(destination.Length, keys.Length, nameof(destination));
        Span<byte> buffer = stackalloc byte[StackBytes];
        var prefix = Prefix(salt, buffer);
        for (var row = 0; row < keys.Length; row++)
        {
            destination[row] = Unit(prefix, keys[row]);
        }
    }

    /// <summary>The bytes of <c>salt:</c> for repeated use.</summary>
    internal static byte[] PrefixOf(string salt)
    {
        CheckSalt(salt);
        return Prefix(salt, default).ToArray();
    }

    internal static double Unit(ReadOnlySpan<byte> prefix, long key)
    {
        Span<byte> buffer = stackalloc byte[StackBytes];
        var text = prefix.Length + 20 <= StackBytes ? buffer : new byte[prefix.Length + 20];
        prefix.CopyTo(text);
        var length = prefix.Length + WriteDecimal(key, text.Slice(prefix.Length));
        return (Sha256.First64(text.Slice(0, length)) >> 11) * Scale;
    }

    internal static double Unit(ReadOnlySpan<byte> prefix, string key, string name)
    {
        Span<byte> buffer = stackalloc byte[StackBytes];
        var bound = prefix.Length + 3 * key.Length;
        var text = bound <= StackBytes ? buffer : new byte[bound];
        prefix.CopyTo(text);
        var length = prefix.Length + WriteUtf8(key, text.Slice(prefix.Length), name);
        return (Sha256.First64(text.Slice(0, length)) >> 11) * Scale;
    }

    private static void CheckSalt(string salt)
    {
        Guard.NotNull(salt);
        if (salt.Contains(':'))
        {
            throw new ArgumentException($"salt is '{salt}'; it must not contain ':', which parts salt and key.", nameof(salt));
        }
    }

    private static ReadOnlySpan<byte> Prefix(string salt, Span<byte> buffer)
    {
        var bound = 3 * salt.Length + 1;
        var bytes = bound <= buffer.Length ? buffer : new byte[bound];
        var length = WriteUtf8(salt, bytes, nameof(salt));
        bytes[length] = (byte)':';
        return bytes.Slice(0, length + 1);
    }

    private static int WriteDecimal(long value, Span<byte> destination)
    {
        Span<byte> reversed = stackalloc byte[20];
        var magnitude = value < 0 ? unchecked(0UL - (ulong)value) : (ulong)value;
        var digits = 0;
        do
        {
            reversed[digits++] = (byte)('0' + (int)(magnitude % 10));
            magnitude /= 10;
        }
        while (magnitude != 0);

        var length = 0;
        if (value < 0)
        {
            destination[length++] = (byte)'-';
        }

        while (digits > 0)
        {
            destination[length++] = reversed[--digits];
        }

        return length;
    }

    private static int WriteUtf8(string text, Span<byte> destination, string name)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            int c = text[i];
            if (c < 0x80)
            {
                destination[length++] = (byte)c;
                continue;
            }

            if (char.IsSurrogate((char)c))
            {
                if (!char.IsHighSurrogate((char)c) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                {
                    throw new ArgumentException($"{name} holds half of a surrogate pair at position {Guard.Text(i)}; it must be Unicode text.", name);
                }

                c = char.ConvertToUtf32((char)c, text[++i]);
                destination[length++] = (byte)(0xF0 | (c >> 18));
                destination[length++] = (byte)(0x80 | ((c >> 12) & 0x3F));
            }
            else if (c < 0x800)
            {
                destination[length++] = (byte)(0xC0 | (c >> 6));
                destination[length++] = (byte)(0x80 | (c & 0x3F));
                continue;
            }
            else
            {
                destination[length++] = (byte)(0xE0 | (c >> 12));
            }

            destination[length++] = (byte)(0x80 | ((c >> 6) & 0x3F));
            destination[length++] = (byte)(0x80 | (c & 0x3F));
        }

        return length;
    }
}
