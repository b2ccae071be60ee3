using System.Security.Cryptography;

namespace CustomerValue.Extensions;

/// <summary>The last member of a model file: SHA-256 over everything before it, whitespace between tokens not counted.</summary>
/// <remarks>It shows damage and careless edits. It is no signature: whoever can write the file can seal it anew.</remarks>
internal static class FileSeal
{
    public const string Member = "sha256";

    private const int HashDigits = 64;

    private static readonly byte[] Opening = Ascii(",\"" + Member + "\":\"");

    /// <summary>The bytes that close a file whose content, up to and without the last brace, is given: seal, brace.</summary>
    public static byte[] Close(ReadOnlySpan<byte> content) => [.. Opening, .. Ascii(Hash(content)), (byte)'"', (byte)'}'];

    /// <summary>True when the file ends in a seal that fits. The text must be valid JSON.</summary>
    public static bool Holds(ReadOnlySpan<byte> file)
    {
        var compact = Compact(file);
        var sealLength = Opening.Length + HashDigits + 2;
        if (compact.Length <= sealLength)
        {
            return false;
        }

        var content = compact.AsSpan(0, compact.Length - sealLength);
        return compact.AsSpan(content.Length).SequenceEqual(Close(content));
    }

    // Whitespace inside strings counts.
    private static byte[] Compact(ReadOnlySpan<byte> json)
    {
        var result = new byte[json.Length];
        var length = 0;
        var inText = false;
        for (var i = 0; i < json.Length; i++)
        {
            var b = json[i];
            if (inText && b == '\\' && i + 1 < json.Length)
            {
                result[length++] = b;
                b = json[++i];
            }
            else if (b == '"')
            {
                inText = !inText;
            }
            else if (!inText && b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            {
                continue;
            }

            result[length++] = b;
        }

        Array.Resize(ref result, length);
        return result;
    }

    private static string Hash(ReadOnlySpan<byte> content)
    {
        var digits = new char[HashDigits];
        var hash = SHA256.HashData(content.ToArray());
        for (var i = 0; i < hash.Length; i++)
        {
            digits[2 * i] = "0123456789abcdef"[hash[i] >> 4];
            digits[2 * i + 1] = "0123456789abcdef"[hash[i] & 15];
        }

        return new string(digits);
    }

    private static byte[] Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text);
}
