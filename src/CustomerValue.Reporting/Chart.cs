using System.Text;

namespace CustomerValue.Reporting;

/// <summary>A picture of a result: a finding as its title, what is drawn below it, and a footer with method and origin.</summary>
/// <remarks>
/// A closed family, one type a result. Made from results and summaries, never from rows of customers. The same chart gives the same
/// bytes on every machine and in every culture: no ids, no dates, no random parts, no script. Immutable and thread-safe.
/// </remarks>
[TypeFormatterSource(typeof(NotebookFormatters))]
public abstract class Chart
{
    private ChartOptions options = ChartOptions.Default;

    private protected Chart(Provenance provenance) => Provenance = Guard.NotNull(provenance);

    /// <summary>The title: computed from the numbers by rule, or the author's where <see cref="ChartOptions.Finding"/> is set.</summary>
    public string Finding => Title(new Words(options));

    /// <summary>What is drawn: measure, customers, and what bars and bands mean.</summary>
    public string Shows => MakeShows(new Words(options));

    /// <summary>Where the numbers come from.</summary>
    public Provenance Provenance { get; }

    /// <summary>How the chart is shown.</summary>
    public ChartOptions Options => options;

    /// <summary>The English phrases the chart uses: what a <see cref="Wording"/> translates.</summary>
    public IReadOnlyList<string> Phrases
    {
        get
        {
            var words = new Words(options);
            Svg(words, true);
            Table(words);
            return words.Phrases;
        }
    }

    /// <summary>The same chart, shown otherwise.</summary>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public Chart With(ChartOptions options)
    {
        var copy = (Chart)MemberwiseClone();
        copy.options = Guard.NotNull(options);
        return copy;
    }

    /// <summary>The drawing as a standalone SVG document: style and paper inside.</summary>
    /// <exception cref="InvalidOperationException">The chart has more than 2 000 marks.</exception>
    public string ToSvg() => Svg(new Words(options), true);

    /// <summary>A fragment for pages and notebooks: the drawing, its style, and the table of its numbers.</summary>
    /// <exception cref="InvalidOperationException">The chart has more than 2 000 marks.</exception>
    public string ToHtml()
    {
        var html = new StringBuilder();
        Fragment(html, true);
        return html.ToString();
    }

    /// <summary>The chart for a terminal or a log: rows with intervals as ├──●──┤, 100 characters wide.</summary>
    public string ToText()
    {
        var words = new Words(options);
        return TextPlot.Of(words, Title(words), MakeShows(words), Guarded(words), Notes(words));
    }

    /// <summary>The numbers and plain marks as a Vega-Lite v5 specification, for those who restyle; its look is not promised.</summary>
    public string ToVegaLite()
    {
        var words = new Words(options);
        return VegaLite.Of(words, Title(words), MakeShows(words), Guarded(words));
    }

    /// <summary>The numbers behind the picture.</summary>
    public ChartTable ToTable() => Table(new Words(options));

    /// <summary>The finding.</summary>
    public override string ToString() => Finding;

    /// <summary>Drawing and folded table as a figure; inside a report without its own style.</summary>
    internal void Fragment(StringBuilder html, bool hasStyle)
    {
        var words = new Words(options);
        html.Append("<figure class=\"cvf\">\n");
        if (hasStyle)
        {
            html.Append("<style>").Append(HtmlTable.FigureStyle).Append("</style>\n");
        }

        html.Append(Svg(words, hasStyle));
        html.Append("<details><summary>").Escaped(words.Say("The numbers")).Append("</summary>\n");
        HtmlTable.Append(html, Table(words));
        html.Append("</details>\n</figure>\n");
    }

    /// <summary>The drawing with words that remember what was said.</summary>
    internal string Svg(Words words, bool hasStyle)
    {
        var svg = new SvgWriter(options.Scheme);
        var title = Title(words);
        var shows = MakeShows(words);
        var y = 35.0;
        foreach (var line in TextFit.Wrap(title, Canvas.Right - Canvas.Left, Canvas.TitleSize, true))
        {
            svg.Text(Canvas.Left, y, line, Canvas.TitleSize, Ink.Text, isBold: true);
            y += 22;
        }

        y -= 3;
        foreach (var line in TextFit.Wrap(shows, Canvas.Right - Canvas.Left, Canvas.HeadSize))
        {
            svg.Text(Canvas.Left, y, line, Canvas.HeadSize, Ink.Muted);
            y += 17;
        }

        var canvas = new Canvas(svg, words, y - 5);
        Draw(canvas);
        y = canvas.Bottom + 14;
        svg.Line(Canvas.Left, y, Canvas.Right, y, Ink.Grid);
        y += 16.5;
        foreach (var line in TextFit.Wrap(string.Join(" · ", Notes(words)), Canvas.Right - Canvas.Left, Canvas.SmallSize, maxLines: 8, isBalanced: false))
        {
            svg.Text(Canvas.Left, y, line, Canvas.SmallSize, Ink.Muted);
            y += 13.5;
        }

        if (svg.Marks > SvgWriter.MaxMarks)
        {
            throw new InvalidOperationException($"The chart has {Guard.Text(svg.Marks)} marks; {Guard.Text(SvgWriter.MaxMarks)} is the limit. Summarize before drawing.");
        }

        return svg.Finish(Canvas.Width, Math.Ceiling(y), options.Width, title + ". " + shows, Description(words), hasStyle, options.Finding is not null);
    }

    /// <summary>The numbers as shown: small groups hidden.</summary>
    internal IReadOnlyList<Series> Numbers(Words words) => Guarded(words);

    /// <summary>The finding, by rule.</summary>
    private protected abstract string MakeFinding(Words words);

    /// <summary>The subtitle: measure, population, meaning of bars and bands.</summary>
    private protected abstract string MakeShows(Words words);

    /// <summary>Method notes of the footer, before the provenance.</summary>
    private protected abstract IEnumerable<string> MakeNotes(Words words);

    /// <summary>The numbers; small groups are hidden afterwards for every form but the drawing, which asks <see cref="Words.IsSmall"/>.</summary>
    private protected abstract IReadOnlyList<Series> MakeSeries(Words words);

    /// <summary>The drawing between title and footer; sets <see cref="Canvas.Bottom"/>.</summary>
    private protected abstract void Draw(Canvas canvas);

    /// <summary>The series without the figures of groups below the minimum cell.</summary>
    private IReadOnlyList<Series> Guarded(Words words)
    {
        var guarded = new List<Series>();
        foreach (var series in MakeSeries(words))
        {
            var copy = new Series(series.Name, series.RowHead, series.Measure, series.Kind, series.Digits) { Null = series.Null, IsCurve = series.IsCurve, IsUpright = series.IsUpright };
            foreach (var point in series.Points)
            {
                var shown = words.IsSmall(point.N) ? point.Hidden() : point;
                copy.AddPoint(shown.Label, shown.X, shown.Value, shown.Lower, shown.Upper, shown.N);
            }

            guarded.Add(copy);
        }

        return guarded;
    }

    private string Title(Words words) => options.Finding ?? words.Title(MakeFinding);

    private IEnumerable<string> Notes(Words words) => MakeNotes(words).Concat(Provenance.Notes(words)).Where(n => n.Length > 0);

    private ChartTable Table(Words words) => SeriesTable.Of(words, Title(words), Guarded(words));

    private string Description(Words words)
    {
        var text = new StringBuilder();
        foreach (var series in Guarded(words))
        {
            var step = Math.Max(1, (series.Points.Count + 11) / 12);
            text.Append(text.Length > 0 ? "; " : string.Empty).Append(series.Name.Length > 0 ? series.Name + ": " : string.Empty);
            text.Append(string.Join(", ", series.Points.Where((_, i) => i % step == 0).Select(p => p.Label + " " + Canvas.TextOf(words, series, p))));
            if (text.Length > 2500)
            {
                break;
            }
        }

        return text.ToString();
    }
}
