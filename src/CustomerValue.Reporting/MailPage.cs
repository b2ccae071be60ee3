using System.Text;

namespace CustomerValue.Reporting;

/// <summary>A report as a mail body: tables and text with inline style, for programs that show neither SVG nor style sheets.</summary>
internal static class MailPage
{
    private const string Cell = "padding:3px 12px 3px 0;border-bottom:1px solid #E6EBEF;text-align:";

    public static string Of(Report report, IReadOnlyList<ReportPart> parts)
    {
        var words = report.Words();
        var html = new StringBuilder(24_000);
        html.Append("<table role=\"presentation\" width=\"640\" cellpadding=\"0\" cellspacing=\"0\" style=\"font-family:Segoe UI,Arial,sans-serif;font-size:14px;line-height:1.45;color:#16212C\">\n");
        Row(html, report.Options.Eyebrow, "font-size:12px;color:#55636F;font-weight:600");
        Row(html, report.Title, "font-size:21px;font-weight:600;padding:4px 0 8px");
        foreach (var part in parts)
        {
            Part(html, report, part);
        }

        Row(html, string.Join(" · ", report.Provenance.Notes(words)), "font-size:11px;color:#55636F;border-top:1px solid #E6EBEF;padding:8px 0");
        Row(html, words.Say("Charts are in the attached document."), "font-size:11px;color:#55636F");
        return html.Append("</table>\n").ToString();
    }

    private static void Part(StringBuilder html, Report report, ReportPart part)
    {
        switch (part.Kind)
        {
            case ReportPartKind.Page:
                Row(html, part.Heading, "font-size:17px;font-weight:600;padding:22px 0 6px;border-top:2px solid #B9C3CC");
                break;
            case ReportPartKind.Lede:
                Row(html, part.Lines[0], "font-size:15px;padding:0 0 8px");
                break;
            case ReportPartKind.Tiles:
                foreach (var tile in part.Tiles)
                {
                    html.Append("<tr><td style=\"padding:4px 0\"><b style=\"font-size:19px\">").Escaped(tile.Figure).Append("</b> ").Escaped(tile.Words).Append("</td></tr>\n");
                }

                break;
            case ReportPartKind.Chart:
                var chart = part.Chart!.With(report.Shown(part.Chart!));
                Row(html, chart.Finding, "font-size:15px;font-weight:600;padding:14px 0 2px");
                Row(html, chart.Shows, "font-size:12px;color:#55636F");
                Table(html, chart.ToTable());
                break;
            case ReportPartKind.Facts:
                Row(html, part.Heading, "font-weight:600;padding:12px 0 2px");
                html.Append("<tr><td><table cellpadding=\"0\" cellspacing=\"0\" style=\"font-size:12px\">\n");
                foreach (var (name, value) in part.Facts)
                {
                    html.Append("<tr><td style=\"").Append(Cell).Append("left;color:#55636F\">").Escaped(name).Append("</td><td style=\"").Append(Cell).Append("left\">").Escaped(value).Append("</td></tr>\n");
                }

                html.Append("</table></td></tr>\n");
                break;
            default:
                List(html, part);
                if (part.Second is not null)
                {
                    List(html, part.Second);
                }

                break;
        }
    }

    private static void List(StringBuilder html, ReportPart part)
    {
        Row(html, part.Heading, "font-weight:600;padding:12px 0 2px");
        foreach (var line in part.Lines)
        {
            Row(html, "• " + line, "padding:1px 0");
        }
    }

    private static void Table(StringBuilder html, ChartTable table)
    {
        html.Append("<tr><td><table cellpadding=\"0\" cellspacing=\"0\" style=\"font-size:12px\">\n<tr>");
        foreach (var column in table.Columns)
        {
            html.Append("<td style=\"").Append(Cell).Append("left;color:#55636F\">").Escaped(column).Append("</td>");
        }

        html.Append("</tr>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            foreach (var cell in row)
            {
                html.Append("<td style=\"").Append(Cell).Append(cell.Value is null ? "left\">" : "right\">").Escaped(cell.Text).Append("</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</table></td></tr>\n");
    }

    private static void Row(StringBuilder html, string text, string style)
    {
        if (text.Length > 0)
        {
            html.Append("<tr><td style=\"").Append(style).Append("\">").Escaped(text).Append("</td></tr>\n");
        }
    }
}
