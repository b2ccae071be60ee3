using System.Text;

namespace CustomerValue.Reporting;

/// <summary>A report as a page.</summary>
internal static class HtmlPage
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private const string Style =
        ".cvr{box-sizing:border-box;max-width:784px;margin:0 auto;padding:28px 32px 40px;background:#FFF;color:#16212C;font:15px/1.5 " + Theme.Fonts
        + "}.cvr *{box-sizing:border-box}.cvr h1{font-size:25px;line-height:1.25;margin:6px 0;letter-spacing:-.01em}.cvr h2{font-size:16px;margin:26px 0 4px}.cvr p{margin:6px 0}"
        + ".cvr .eyebrow{font-size:12px;letter-spacing:.06em;text-transform:uppercase;color:#55636F;font-weight:600}.cvr .lede{font-size:16.5px;color:#2B3945;max-width:62ch}"
        + ".cvr .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:14px;margin:18px 0 8px}.cvr .tile{border-top:3px solid #0B62A8;padding:8px 0 0}.cvr .tile.q{border-color:#B9C3CC}"
        + ".cvr .tile b{display:block;font-size:28px;line-height:1.15;font-variant-numeric:tabular-nums;letter-spacing:-.02em}.cvr .tile span{font-size:12.5px;color:#55636F;display:block}"
        + ".cvr .cvf{margin:18px -16px 0}.cvr .cvf svg{width:100%}.cvr .cvf details{margin:2px 16px 12px}"
        + ".cvr .two{display:grid;grid-template-columns:1fr 1fr;gap:24px;margin-top:14px}.cvr .box{border-left:3px solid #726721;padding:2px 0 2px 14px}.cvr .box.do{border-color:#0B62A8}.cvr .box h2{margin-top:0}"
        + ".cvr ul{margin:4px 0;padding-left:18px}.cvr li{margin:3px 0}.cvr .facts{border-collapse:collapse;width:100%;font-size:13px;font-variant-numeric:tabular-nums}"
        + ".cvr .facts th,.cvr .facts td{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid #E6EBEF}.cvr .facts th{font-weight:600;color:#55636F;width:46%}"
        + ".cvr .foot{margin-top:22px;border-top:1px solid #E6EBEF;padding-top:8px;font-size:11.5px;color:#55636F}.cvr .page{border-top:2px solid #B9C3CC;margin-top:36px;padding-top:10px;font-size:19px}"
        + ".cvr .sign{display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:24px;margin-top:44px}.cvr .sign span{border-top:1px solid #55636F;padding-top:4px;font-size:12.5px;color:#55636F}"
        + "@media screen and (prefers-color-scheme:dark){.cvr{background:#12181F;color:#EAF0F5}.cvr .lede{color:#CBD6DF}.cvr .eyebrow,.cvr .tile span,.cvr .facts th,.cvr .foot,.cvr .sign span{color:#A3B1BD}"
        + ".cvr .facts th,.cvr .facts td,.cvr .foot{border-color:#27313B}.cvr .tile{border-color:#5AA9F0}.cvr .tile.q,.cvr .page{border-color:#4C5966}.cvr .box{border-color:#F5DC3A}.cvr .box.do{border-color:#5AA9F0}}"
        + "@media(max-width:640px){.cvr .two{grid-template-columns:1fr}.cvr{padding:16px}}"
        + "@media print{.cvr{max-width:none;padding:0;font-size:12.5px}.cvr h1{font-size:21px}.cvr .lede{font-size:13.5px;max-width:none}.cvr .tiles{margin:10px 0 0}.cvr .tile b{font-size:22px}"
        + ".cvr .cvf{margin:8px 0}.cvr .cvf details{display:none}.cvr .box ul{font-size:12px}.cvr .facts{font-size:11px}.cvr .facts th,.cvr .facts td{padding:2px 10px 2px 0}.cvr h2{margin-top:14px}.cvr .page{break-before:page;border-top:0;margin-top:0}.cvr .two,.cvr .tiles,.cvr .facts tr,.cvr .sign{break-inside:avoid}"
        + ".cvr .appendix{break-before:page}}@media screen{.cvr .appendix{display:none}}";

    private const string PageStyle =
        "html{color-scheme:light dark;-webkit-text-size-adjust:100%}body{margin:0;background:#F4F6F8}@media screen and (prefers-color-scheme:dark){body{background:#0B1016}}@page{size:A4;margin:14mm 14mm 16mm}@media print{body{background:#FFF}}";

    public static string Document(Report report, IReadOnlyList<ReportPart> parts)
    {
        var html = new StringBuilder(64_000);
        html.Append("<!DOCTYPE html>\n<html lang=\"").Escaped(report.Options.Language).Append("\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(Policy)
            .Append("\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
            .Escaped(report.Title).Append("</title>\n<style>").Append(PageStyle).Append('\n').Append(Styles(report)).Append("</style>\n</head>\n<body>\n");
        Main(html, report, parts, true);
        return html.Append("</body>\n</html>\n").ToString();
    }

    public static string Fragment(Report report, IReadOnlyList<ReportPart> parts)
    {
        var html = new StringBuilder(64_000);
        html.Append("<div>\n<style>").Append(Styles(report)).Append("</style>\n");
        Main(html, report, parts, false);
        return html.Append("</div>\n").ToString();
    }

    private static string Styles(Report report) =>
        HtmlTable.FigureStyle + "\n" + Theme.Style(static _ => true, static _ => true, report.Options.Charts.Scheme == ColorScheme.Adaptive) + "\n" + Style;

    private static void Main(StringBuilder html, Report report, IReadOnlyList<ReportPart> parts, bool hasAppendix)
    {
        var words = report.Words();
        html.Append("<main class=\"cvr\"").Append(report.Options.Title is null ? ">\n" : " data-title=\"by author\">\n");
        if (report.Options.Eyebrow.Length > 0)
        {
            html.Append("<div class=\"eyebrow\">").Escaped(report.Options.Eyebrow).Append("</div>\n");
        }

        html.Append("<h1>").Escaped(report.Title).Append("</h1>\n");
        var isFirst = true;
        foreach (var part in parts)
        {
            if (part.Kind == ReportPartKind.Page && isFirst)
            {
                Foot(html, report, words);
                isFirst = false;
            }

            Part(html, report, part);
        }

        if (isFirst)
        {
            Foot(html, report, words);
        }

        if (hasAppendix && report.Charts.Count > 0)
        {
            html.Append("<section class=\"appendix\">\n<h2>").Escaped(words.Say("The numbers behind the charts")).Append("</h2>\n");
            foreach (var chart in report.Charts)
            {
                html.Append("<div class=\"cvf\"><h2>").Escaped(chart.Finding).Append("</h2>\n");
                HtmlTable.Append(html, chart.ToTable());
                html.Append("</div>\n");
            }

            html.Append("</section>\n");
        }

        html.Append("</main>\n");
    }

    private static void Foot(StringBuilder html, Report report, Words words) =>
        html.Append("<div class=\"foot\">").Escaped(string.Join(" · ", report.Provenance.Notes(words))).Append("</div>\n");

    private static void Part(StringBuilder html, Report report, ReportPart part)
    {
        switch (part.Kind)
        {
            case ReportPartKind.Page:
                html.Append("<h2 class=\"page\">").Escaped(part.Heading).Append("</h2>\n");
                break;
            case ReportPartKind.Lede:
                html.Append("<p class=\"lede\">").Escaped(part.Lines[0]).Append("</p>\n");
                break;
            case ReportPartKind.Tiles:
                html.Append("<div class=\"tiles\">");
                foreach (var tile in part.Tiles)
                {
                    html.Append(tile.IsShown ? "<div class=\"tile\"><b>" : "<div class=\"tile q\"><b>").Escaped(tile.Figure).Append("</b><span>").Escaped(tile.Words).Append("</span></div>");
                }

                html.Append("</div>\n");
                break;
            case ReportPartKind.Chart:
                part.Chart!.With(report.Shown(part.Chart!)).Fragment(html, false);
                break;
            case ReportPartKind.Boxes:
                html.Append("<div class=\"two\"><div class=\"box do\">");
                List(html, part);
                html.Append("</div><div class=\"box\">");
                List(html, part.Second!);
                html.Append("</div></div>\n");
                break;
            case ReportPartKind.Facts:
                html.Append("<h2>").Escaped(part.Heading).Append("</h2>\n<table class=\"facts\"><tbody>\n");
                foreach (var (name, value) in part.Facts)
                {
                    html.Append("<tr><th scope=\"row\">").Escaped(name).Append("</th><td>").Escaped(value).Append("</td></tr>\n");
                }

                html.Append("</tbody></table>\n");
                break;
            case ReportPartKind.SignOff:
                html.Append("<h2>").Escaped(part.Heading).Append("</h2>\n<div class=\"sign\">");
                foreach (var name in part.Lines)
                {
                    html.Append("<span>").Escaped(name).Append("</span>");
                }

                html.Append("</div>\n");
                break;
            default:
                List(html, part);
                break;
        }
    }

    private static void List(StringBuilder html, ReportPart part)
    {
        html.Append("<h2>").Escaped(part.Heading).Append("</h2><ul>");
        foreach (var line in part.Lines)
        {
            html.Append("<li>").Escaped(line).Append("</li>");
        }

        html.Append("</ul>\n");
    }
}
