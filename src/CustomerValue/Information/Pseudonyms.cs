using System.Text;

namespace CustomerValue.Information;

/// <summary>Ids that stand for customers without naming them: HMAC-SHA-256 under a key that only the bank has.</summary>
/// <remarks>
/// The code of the UTF-8 text of the id, a whole number as its decimal text, so that <c>42</c> and <c>"42"</c> have one pseudonym and <c>"042"</c>
/// another; in Python <c>hmac.new(key, str(id).encode(), "sha256").hexdigest()</c>. The key comes with every call: it is neither kept nor part of
/// any message, and what it left in working memory is wiped. Whoever has the key can find an id by trying all of them, so this is pseudonymous,
/// not anonymous; another key per recipient keeps two extracts from being joined. Sources: RFC 2104, RFC 4231 (test vectors), RFC 4648.
/// Stateless and thread-safe.
/// </remarks>
public static class Pseudonyms
{
    /// <summary>Fewest bytes of a key.</summary>
    public const int LeastKeyBytes = 16;

    private const string HexDigits = "0123456789abcdef";
    private const string UrlDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>The pseudonym of one id.</summary>
    /// <param name="key">At least 16 random bytes, better 32, from the caller's vault.</param>
    /// <param name="id">The customer, household or account; a <c>long</c> or a text converts.</param>
    /// <param name="format">Hexadecimal or base64url.</param>
    /// <exception cref="ArgumentException">The key is too short, the id is missing or no Unicode text, or the format undefined.</exception>
    public static string Of(ReadOnlySpan<byte> key, RecordKey id, PseudonymFormat format = PseudonymFormat.Hex)
    {
        Check(key, format);
        return Of(key, id, 0, format);
    }

    /// <summary>The pseudonyms of many ids, in row order.</summary>
    /// <param name="key">At least 16 random bytes, better 32, from the caller's vault.</param>
    /// <param name="ids">The ids, such as <see cref="CustomerTable.Keys"/>; repeats give the same pseudonym.</param>
    /// <param name="format">Hexadecimal or base64url.</param>
    /// <exception cref="ArgumentException">The key is too short, an id is missing or no Unicode text (the message names the row, never the id), or the format undefined.</exception>
    public static IReadOnlyList<string> OfAll(ReadOnlySpan<byte> key, IEnumerable<RecordKey> ids, PseudonymFormat format = PseudonymFormat.Hex)
    {
        Check(key, format);
        List<string> all = [];
        foreach (var id in Guard.NotNull(ids))
        {
            all.Add(Of(key, id, all.Count, format));
        }

        return all;
    }

    private static string Of(ReadOnlySpan<byte> key, RecordKey id, long row, PseudonymFormat format)
    {
        if (id.IsMissing)
        {
            throw Guard.BrokenRow(nameof(id), row, "an id for every customer", "none");
        }

        byte[] message;
        try
        {
            message = Strict.GetBytes(id.ToString());
        }
        catch (EncoderFallbackException)
        {
            // The id itself is not for messages.
            throw Guard.BrokenRow(nameof(id), row, "an id of Unicode text", "half of a surrogate pair");
        }

        Span<byte> code = stackalloc byte[Sha256.Size];
        HmacSha256.Hash(key, message, code);
        return format == PseudonymFormat.Hex ? Hex(code) : Base64Url(code);
    }

    private static void Check(ReadOnlySpan<byte> key, PseudonymFormat format)
    {
        if (key.Length < LeastKeyBytes)
        {
            throw new ArgumentException($"key has {Guard.Text(key.Length)} bytes; at least {Guard.Text(LeastKeyBytes)} are needed.", nameof(key));
        }

        Guard.Between((int)format, 0, 1, nameof(format));
    }

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        var text = new char[2 * bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            text[2 * i] = HexDigits[bytes[i] >> 4];
            text[2 * i + 1] = HexDigits[bytes[i] & 15];
        }

        return new string(text);
    }

    private static string Base64Url(ReadOnlySpan<byte> bytes)
    {
        var text = new char[(bytes.Length * 8 + 5) / 6];
        for (var i = 0; i < text.Length; i++)
        {
            var bit = 6 * i;
            var pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            text[i] = UrlDigits[(pair >> (10 - bit % 8)) & 63];
        }

        return new string(text);
    }
}
