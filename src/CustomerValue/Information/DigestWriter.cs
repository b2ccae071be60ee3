namespace CustomerValue.Information;

/// <summary>SHA-256 over values written one after another in a form that no culture, machine or scale of a decimal changes.</summary>
/// <remarks>Blocks are chained: each begins with the digest of the one before, so that memory stays small however long the content.</remarks>
internal sealed class DigestWriter
{
    private const int BlockSize = 1 << 16;
    private readonly byte[] buffer = new byte[BlockSize];
    private int length = Sha256.Size;

    public void Write(int value)
    {
        var place = Take(sizeof(int));
        for (var i = 0; i < sizeof(int); i++)
        {
            buffer[place + i] = (byte)(value >> (8 * i));
        }
    }

    public void Write(long value)
    {
        Write((int)value);
        Write((int)(value >> 32));
    }

    public void Write(double value) => Write(BitConverter.DoubleToInt64Bits(value));

    public void Write(bool value) => buffer[Take(1)] = value ? (byte)1 : (byte)0;

    public void Write(Day day) => Write(day.Number);

    public void Write(Day? day) => Write(day is { } given ? given.Number : -1);

    /// <summary>By value: 1.0 and 1.00 are the same money.</summary>
    public void Write(decimal amount)
    {
        // The division by one of the longest scale drops trailing zeros.
        var bits = decimal.GetBits(amount == 0 ? 0 : amount / 1.0000000000000000000000000000m);
        foreach (var part in bits)
        {
            Write(part);
        }
    }

    public void Write(string? text)
    {
        text ??= string.Empty;
        Write(text.Length);
        foreach (var letter in text)
        {
            var place = Take(sizeof(char));
            buffer[place] = (byte)letter;
            buffer[place + 1] = (byte)(letter >> 8);
        }
    }

    public void Write(RecordKey key)
    {
        Write(key.IsNumber);
        if (key.TryGetNumber(out var number))
        {
            Write(number);
        }
        else
        {
            Write(key.ToString());
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            buffer[Take(1)] = value;
        }
    }

    /// <summary>The digest of all that was written; the writer goes on from there.</summary>
    public byte[] ToDigest()
    {
        Close();
        return buffer.AsSpan(0, Sha256.Size).ToArray();
    }

    public static string Text(ReadOnlySpan<byte> digest)
    {
        const string Digits = "0123456789abcdef";
        var text = new char[digest.Length * 2];
        for (var i = 0; i < digest.Length; i++)
        {
            text[2 * i] = Digits[digest[i] >> 4];
            text[2 * i + 1] = Digits[digest[i] & 15];
        }

        return new string(text);
    }

    private int Take(int count)
    {
        if (length + count > BlockSize)
        {
            Close();
        }

        var place = length;
        length += count;
        return place;
    }

    private void Close()
    {
        Span<byte> digest = stackalloc byte[Sha256.Size];
        Sha256.Hash(buffer.AsSpan(0, length), digest);
        digest.CopyTo(buffer);
        length = Sha256.Size;
    }
}
