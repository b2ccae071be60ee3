namespace CustomerValue.Reporting;

/// <summary>A report as it was written.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class ReportFile
{
    internal ReportFile(string path, int bytes, string hash)
    {
        Path = path;
        Bytes = bytes;
        Sha256 = hash;
    }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>The file as a link that editors and terminals open.</summary>
    public Uri Link => new(Path);

    /// <summary>Size in bytes.</summary>
    public int Bytes { get; }

    /// <summary>SHA-256 of the file in lower-case hexadecimal: what an archive notes.</summary>
    public string Sha256 { get; }

    /// <summary>Link, size and hash, in invariant text.</summary>
    public override string ToString() => $"{Link.AbsoluteUri} ({Guard.Text(Bytes)} bytes, sha256 {Sha256})";
}
