using System.Text;

namespace CustomerValue.Reporting;

/// <summary>A chart's table as markup.</summary>
internal static class HtmlTable
{
    public const string FigureStyle =
        ".cvf{margin:0;break-inside:avoid}.cvf svg{display:block;max-width:100%;height:auto}.cvf details{font:12.5px/1.5 " + Theme.Fonts
        + ";margin:2px 0 12px}.cvf summary{cursor:pointer;color:#55636F}.cvf table{border-collapse:collapse;margin:6px 0;font-variant-numeric:tabular-nums}"
        + ".cvf th,.cvf td{padding:3px 12px 3px 0;text-align:right;border-bottom:1px solid #E6EBEF}.cvf .w{text-align:left}.cvf th{font-weight:600;color:#55636F}"
        + "@media screen and (prefers-color-scheme:dark){.cvf summary,.cvf th{color:#A3B1BD}.cvf th,.cvf td{border-color:#27313B}}";

    public static void Append(StringBuilder html, ChartTable table)
    {
        html.Append("<table>\n<thead><tr>");
        for (var i = 0; i < table.Columns.Count; i++)
        {
            html.Append(IsWords(table, i) ? "<th class=\"w\" scope=\"col\">" : "<th scope=\"col\">").Escaped(table.Columns[i]).Append("</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Count; i++)
            {
                html.Append(IsWords(table, i) ? "<td class=\"w\">" : "<td>").Escaped(row[i].Text).Append("</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
    }

    private static bool IsWords(ChartTable table, int column) => table.Rows.All(r => r[column].Value is null && (column < 2));
}
