namespace CustomerValue.Reporting;

/// <summary>What a kernel asks for formatters of charts and reports.</summary>
internal sealed class NotebookFormatters
{
    private readonly object[] formatters = [new NotebookFormatter("text/html"), new NotebookFormatter("text/plain")];

    /// <summary>One formatter for pages, one for text.</summary>
    public IEnumerable<object> CreateTypeFormatters() => formatters;
}

/// <summary>Writes a chart or a report in one format; the kernel calls it by name.</summary>
internal sealed class NotebookFormatter(string mimeType)
{
    /// <summary>The format.</summary>
    public string MimeType => mimeType;

    /// <summary>Writes the object; false when it is neither chart nor report.</summary>
    public bool Format(object instance, TextWriter writer)
    {
        var isHtml = string.Equals(mimeType, "text/html", StringComparison.Ordinal);
        switch (instance)
        {
            case Chart chart:
                writer.Write(isHtml ? chart.ToHtml() : chart.ToText());
                return true;
            case Report report:
                writer.Write(isHtml ? report.ToHtml() : report.Title);
                return true;
            default:
                return false;
        }
    }
}
