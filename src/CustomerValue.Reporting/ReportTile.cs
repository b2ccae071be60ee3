namespace CustomerValue.Reporting;

/// <summary>A figure in large type with its words and its interval.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record ReportTile
{
    /// <summary>A tile.</summary>
    /// <param name="figure">The figure as text, such as <c>+3.4 pts</c>.</param>
    /// <param name="words">What it is, with its interval where it has one.</param>
    /// <param name="isShown">False for what is not shown yet: its rule is grey.</param>
    /// <exception cref="ArgumentNullException">A text is null.</exception>
    /// <exception cref="ArgumentException">A text is longer than 400 characters.</exception>
    public ReportTile(string figure, string words, bool isShown = true)
    {
        Figure = PlainText.Clean(figure, nameof(figure));
        Words = PlainText.Clean(words, nameof(words));
        IsShown = isShown;
    }

    /// <summary>The figure as text.</summary>
    public string Figure { get; }

    /// <summary>What it is, with its interval where it has one.</summary>
    public string Words { get; }

    /// <summary>False for what is not shown yet.</summary>
    public bool IsShown { get; }
}
