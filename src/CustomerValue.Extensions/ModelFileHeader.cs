namespace CustomerValue.Extensions;

/// <summary>What a model file says of itself.</summary>
public sealed class ModelFileHeader
{
    internal ModelFileHeader(int version, string kind, string library)
    {
        Version = version;
        Kind = kind;
        LibraryVersion = library;
    }

    /// <summary>Version of the file format, 1 or later.</summary>
    public int Version { get; }

    /// <summary>What model it holds, such as <c>bg-nbd</c>.</summary>
    public string Kind { get; }

    /// <summary>The version of the library that saved it.</summary>
    public string LibraryVersion { get; }
}
