namespace CustomerValue;

/// <summary>HMAC-SHA-256 (RFC 2104, FIPS 198-1) on our own SHA-256. What the key left on the stack is wiped.</summary>
internal static class HmacSha256
{
    private const int Block = 64;

    /// <summary>Writes the 32 bytes of the code.</summary>
    public static void Hash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> code)
    {
        Span<byte> pad = stackalloc byte[Block];
        Span<byte> outer = stackalloc byte[Block + Sha256.Size];
        Span<byte> inner = Block + message.Length <= 1024 ? stackalloc byte[1024] : new byte[Block + message.Length];
        inner = inner.Slice(0, Block + message.Length);
        pad.Clear();
        if (key.Length > Block)
        {
            Sha256.Hash(key, pad);
        }
        else
        {
            key.CopyTo(pad);
        }

        for (var i = 0; i < Block; i++)
        {
            inner[i] = (byte)(pad[i] ^ 0x36);
            outer[i] = (byte)(pad[i] ^ 0x5c);
        }

        message.CopyTo(inner.Slice(Block));
        Sha256.Hash(inner, outer.Slice(Block));
        Sha256.Hash(outer, code);
        pad.Clear();
        inner.Clear();
        outer.Clear();
    }
}
