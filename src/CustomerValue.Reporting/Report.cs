using System.Text;

namespace CustomerValue.Reporting;

/// <summary>A report as one self-contained page: no script, no request, dark on dark screens, A4 in print.</summary>
/// <remarks>The same bytes on every machine. Immutable and thread-safe.</remarks>
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed partial class Report
{
    private readonly string title;
    private readonly IReadOnlyList<ReportPart> parts;

    internal Report(string title, Provenance provenance, IReadOnlyList<ReportPart> parts, ReportOptions options)
    {
        this.title = title;
        this.parts = parts;
        Provenance = provenance;
        Options = options;
    }

    /// <summary>The finding: computed, or the author's where <see cref="ReportOptions.Title"/> is set.</summary>
    public string Title => Options.Title ?? title;

    /// <summary>Where the numbers come from.</summary>
    public Provenance Provenance { get; }

    /// <summary>How the report is written.</summary>
    public ReportOptions Options { get; }

    /// <summary>The charts in reading order, as the report shows them.</summary>
    public IReadOnlyList<Chart> Charts => [.. parts.Where(p => p.Chart is not null).Select(p => p.Chart!.With(Shown(p.Chart!)))];

    /// <summary>The whole document, with the policy that forbids script and requests inside.</summary>
    /// <exception cref="InvalidOperationException">It is larger than <see cref="ReportOptions.MaxBytes"/>.</exception>
    public string ToDocument() => Checked(HtmlPage.Document(this, parts));

    /// <summary>A fragment for notebooks and pages, with its own style.</summary>
    /// <exception cref="InvalidOperationException">It is larger than <see cref="ReportOptions.MaxBytes"/>.</exception>
    public string ToHtml() => Checked(HtmlPage.Fragment(this, parts));

    /// <summary>The body of a mail: tables and text only, styled inline; pictures do not survive mail programs, so attach the document.</summary>
    public string ToEmailHtml() => MailPage.Of(this, parts);

    /// <summary>Writes the document as UTF-8 without byte-order mark.</summary>
    /// <param name="path">Where to; a file there is replaced.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="InvalidOperationException">It is larger than <see cref="ReportOptions.MaxBytes"/>.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public ReportFile Save(string path)
    {
        if (string.IsNullOrEmpty(path))
        {
            throw new ArgumentException("path is empty; name the file to write.", nameof(path));
        }

        var bytes = new UTF8Encoding(false).GetBytes(ToDocument());
        return FileShelf.Write(path, bytes);
    }

    /// <summary>Writes each chart as a drawing of its own, <c>chart-01.svg</c> and so on: for gateways that hold back pages.</summary>
    /// <param name="folder">An existing folder; files of these names there are replaced.</param>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is null or empty.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public IReadOnlyList<ReportFile> SaveCharts(string folder)
    {
        if (string.IsNullOrEmpty(folder))
        {
            throw new ArgumentException("folder is empty; name the folder to write to.", nameof(folder));
        }

        return [.. Charts.Select((chart, i) => FileShelf.Write(Path.Combine(folder, "chart-" + Guard.Text(i + 1).PadLeft(2, '0') + ".svg"), new UTF8Encoding(false).GetBytes(chart.ToSvg())))];
    }

    /// <summary>The title.</summary>
    public override string ToString() => Title;

    internal ChartOptions Shown(Chart chart) => Options.Charts with { Width = 720, Finding = chart.Options.Finding };

    internal Words Words() => new(Options.Charts);

    private string Checked(string document)
    {
        var bytes = Encoding.UTF8.GetByteCount(document);
        return bytes <= Options.MaxBytes ? document
            : throw new InvalidOperationException($"The report has {Guard.Text(bytes)} bytes; {Guard.Text(Options.MaxBytes)} is the limit. Show fewer charts, or raise ReportOptions.MaxBytes.");
    }
}
