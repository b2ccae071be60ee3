namespace CustomerValue.Reporting;

/// <summary>The only place of the package that opens a file: one that the caller names.</summary>
internal static class FileShelf
{
    public static ReportFile Write(string path, byte[] bytes)
    {
        var full = Path.GetFullPath(path);
#pragma warning disable RS0030 // The core opens nothing; a report is written where its caller says.
        File.WriteAllBytes(full, bytes);
#pragma warning restore RS0030
        Span<byte> digest = stackalloc byte[Sha256.Size];
        Sha256.Hash(bytes, digest);
        return new ReportFile(full, bytes.Length, Hex(digest));
    }

    private static string Hex(ReadOnlySpan<byte> hash)
    {
        var text = new char[2 * hash.Length];
        for (var i = 0; i < hash.Length; i++)
        {
            text[2 * i] = "0123456789abcdef"[hash[i] >> 4];
            text[2 * i + 1] = "0123456789abcdef"[hash[i] & 15];
        }

        return new string(text);
    }
}
