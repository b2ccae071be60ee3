namespace CustomerValue.Reporting;

/// <summary>One part of a report, in the order of reading.</summary>
internal sealed class ReportPart
{
    public ReportPartKind Kind { get; init; }

    public string Heading { get; init; } = string.Empty;

    public IReadOnlyList<string> Lines { get; init; } = [];

    public IReadOnlyList<ReportTile> Tiles { get; init; } = [];

    public IReadOnlyList<(string Name, string Value)> Facts { get; init; } = [];

    public Chart? Chart { get; init; }

    /// <summary>For a pair of boxes: the second one.</summary>
    public ReportPart? Second { get; init; }
}

/// <summary>What a part is.</summary>
internal enum ReportPartKind
{
    /// <summary>Begins a new page.</summary>
    Page = 0,
    Lede,
    Tiles,
    Chart,

    /// <summary>Two boxes of lines side by side.</summary>
    Boxes,
    Facts,
    Lines,
    SignOff,
}
