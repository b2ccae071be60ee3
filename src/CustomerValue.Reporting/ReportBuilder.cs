namespace CustomerValue.Reporting;

/// <summary>Makes a report of one's own: parts are read in the order in which they were added.</summary>
/// <remarks>Not thread-safe; the report it makes is.</remarks>
public sealed class ReportBuilder
{
    private readonly List<ReportPart> parts = [];
    private readonly string title;
    private readonly Provenance provenance;

    /// <summary>Begins a report.</summary>
    /// <param name="title">The finding, in one sentence.</param>
    /// <param name="provenance">Where its numbers come from; printed at the end of the first page.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The title is empty or longer than 400 characters.</exception>
    public ReportBuilder(string title, Provenance provenance)
    {
        this.title = PlainText.Clean(title, nameof(title));
        this.provenance = Guard.NotNull(provenance);
        if (this.title.Trim().Length == 0)
        {
            throw new ArgumentException("A report needs a title that says its finding.", nameof(title));
        }
    }

    /// <summary>Adds the sentences below the title.</summary>
    /// <param name="text">Two or three sentences.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="ArgumentException">The text is longer than 400 characters.</exception>
    public ReportBuilder Lede(string text) => Add(new ReportPart { Kind = ReportPartKind.Lede, Lines = [PlainText.Clean(text, nameof(text))] });

    /// <summary>Adds up to four tiles in a row.</summary>
    /// <param name="tiles">The tiles.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tiles"/> is null.</exception>
    /// <exception cref="ArgumentException">There are none or more than four.</exception>
    public ReportBuilder Tiles(params IReadOnlyList<ReportTile> tiles) => Guard.NotNull(tiles).Count is >= 1 and <= 4
        ? Add(new ReportPart { Kind = ReportPartKind.Tiles, Tiles = [.. tiles] })
        : throw new ArgumentException($"A row holds 1 to 4 tiles, not {Guard.Text(tiles.Count)}.", nameof(tiles));

    /// <summary>Adds a chart over the full width, with its table folded below.</summary>
    /// <param name="chart">The chart.</param>
    /// <exception cref="ArgumentNullException"><paramref name="chart"/> is null.</exception>
    public ReportBuilder Chart(Chart chart) => Add(new ReportPart { Kind = ReportPartKind.Chart, Chart = Guard.NotNull(chart) });

    /// <summary>Adds a list under a heading.</summary>
    /// <param name="heading">The heading.</param>
    /// <param name="lines">The lines, at least one.</param>
    /// <exception cref="ArgumentNullException">An argument or a line is null.</exception>
    /// <exception cref="ArgumentException">There is no line, or a text is longer than 400 characters.</exception>
    public ReportBuilder List(string heading, IReadOnlyList<string> lines) =>
        Add(new ReportPart { Kind = ReportPartKind.Lines, Heading = PlainText.Clean(heading, nameof(heading)), Lines = Lines(lines, nameof(lines)) });

    /// <summary>Adds a table of names and values.</summary>
    /// <param name="heading">The heading.</param>
    /// <param name="facts">The names with their values.</param>
    /// <exception cref="ArgumentNullException">An argument or a text is null.</exception>
    /// <exception cref="ArgumentException">A text is longer than 400 characters.</exception>
    public ReportBuilder Facts(string heading, IReadOnlyList<KeyValuePair<string, string>> facts) => Add(new ReportPart
    {
        Kind = ReportPartKind.Facts,
        Heading = PlainText.Clean(heading, nameof(heading)),
        Facts = [.. Guard.NotNull(facts).Select(f => (PlainText.Clean(f.Key, nameof(facts)), PlainText.Clean(f.Value, nameof(facts))))],
    });

    /// <summary>Begins a new page.</summary>
    /// <param name="heading">What the page is about.</param>
    /// <exception cref="ArgumentNullException"><paramref name="heading"/> is null.</exception>
    /// <exception cref="ArgumentException">The heading is longer than 400 characters.</exception>
    public ReportBuilder Page(string heading) => Add(new ReportPart { Kind = ReportPartKind.Page, Heading = PlainText.Clean(heading, nameof(heading)) });

    /// <summary>The report of what was added so far.</summary>
    /// <param name="options">How it is written; the defaults when null.</param>
    public Report Build(ReportOptions? options = null) => new(title, provenance, [.. parts], options ?? ReportOptions.Default);

    internal ReportBuilder Boxes(string heading, IReadOnlyList<string> lines, string second, IReadOnlyList<string> secondLines) => Add(new ReportPart
    {
        Kind = ReportPartKind.Boxes,
        Heading = heading,
        Lines = Lines(lines, nameof(lines)),
        Second = new ReportPart { Heading = second, Lines = Lines(secondLines, nameof(secondLines)) },
    });

    internal ReportBuilder SignOff(string heading, IReadOnlyList<string> names) => Add(new ReportPart { Kind = ReportPartKind.SignOff, Heading = heading, Lines = names });

    internal static IReadOnlyList<string> Lines(IReadOnlyList<string> lines, string name) => Guard.NotNull(lines, name).Count > 0
        ? [.. lines.Select(l => PlainText.Clean(l, name))]
        : throw new ArgumentException($"{name} is empty; at least one line is needed.", name);

    private ReportBuilder Add(ReportPart part)
    {
        parts.Add(part);
        return this;
    }
}
