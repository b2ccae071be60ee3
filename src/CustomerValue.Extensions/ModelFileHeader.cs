namespace CustomerValue.Extensions;

/// <summary>What a model file says of itself.</summary>
public sealed class ModelFileHeader
{
    internal ModelFileHeader(int version, string kind, string library, int algorithm)
    {
        Version = version;
        Kind = kind;
        LibraryVersion = library;
        AlgorithmVersion = algorithm;
    }

    /// <summary>Version of the file format, 1 or later.</summary>
    public int Version { get; }

    /// <summary>What model it holds, such as <c>bg-nbd</c>.</summary>
    public string Kind { get; }

    /// <summary>
    /// Version of the kind's algorithm, 1 or later: models of one kind and algorithm version give the same answers in every version of the library. A file without it is of
    /// version 1.
    /// </summary>
    public int AlgorithmVersion { get; }

    /// <summary>The version of the library that saved it.</summary>
    public string LibraryVersion { get; }
}
