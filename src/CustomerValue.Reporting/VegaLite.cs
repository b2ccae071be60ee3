using System.Text;

namespace CustomerValue.Reporting;

/// <summary>Series as a Vega-Lite specification: data inline, a line with its band for curves, points with intervals for rows.</summary>
internal static class VegaLite
{
    public const string Schema = "https://vega.github.io/schema/vega-lite/v5.json";

    public static string Of(Words words, string title, string shows, IReadOnlyList<Series> all)
    {
        var json = new StringBuilder("{\n");
        json.Append("  \"$schema\": ").Json(Schema).Append(",\n  \"title\": {\"text\": ").Json(title).Append(", \"subtitle\": ").Json(shows)
            .Append(", \"anchor\": \"start\"},\n  \"vconcat\": [");
        for (var i = 0; i < all.Count; i++)
        {
            json.Append(i > 0 ? ",\n" : "\n");
            View(json, words, all[i]);
        }

        return json.Append("\n  ]\n}\n").ToString();
    }

    private static void View(StringBuilder json, Words words, Series series)
    {
        json.Append("    {\"title\": ").Json(series.Name.Length > 0 ? series.Name : series.Measure).Append(", \"width\": 500,\n     \"data\": {\"values\": [");
        for (var i = 0; i < series.Points.Count; i++)
        {
            var point = series.Points[i];
            json.Append(i > 0 ? ",\n       " : "\n       ").Append("{\"label\": ").Json(point.Label);
            Field(json, "x", point.X);
            Field(json, "value", point.Value);
            Field(json, "lower", point.HasInterval ? point.Lower : double.NaN);
            Field(json, "upper", point.HasInterval ? point.Upper : double.NaN);
            if (!words.IsSmall(point.N))
            {
                Field(json, "n", point.N);
            }

            json.Append('}');
        }

        var (along, across) = series.IsCurve || series.IsUpright ? ("y", "x") : ("x", "y");
        var position = series.IsCurve || series.Points.Any(p => double.IsFinite(p.X)) ? "{\"field\": \"x\", \"type\": \"quantitative\", \"title\": " : "{\"field\": \"label\", \"type\": \"nominal\", \"sort\": null, \"title\": ";
        json.Append("]},\n     \"encoding\": {\"").Append(across).Append("\": ").Append(position).Json(series.RowHead).Append("}},\n     \"layer\": [\n");
        json.Append("       {\"mark\": ").Append(series.IsCurve ? "{\"type\": \"area\", \"opacity\": 0.2}" : "\"rule\"").Append(", \"encoding\": {\"").Append(along)
            .Append("\": {\"field\": \"lower\", \"type\": \"quantitative\", \"title\": ").Json(series.Measure).Append("}, \"").Append(along).Append("2\": {\"field\": \"upper\"}}},\n");
        json.Append("       {\"mark\": ").Append(series.IsCurve ? "\"line\"" : "{\"type\": \"point\", \"filled\": true}").Append(", \"encoding\": {\"").Append(along)
            .Append("\": {\"field\": \"value\", \"type\": \"quantitative\"}}}]}");
    }

    private static void Field(StringBuilder json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.Append(", \"").Append(name).Append("\": ").Append(NumberText.Plain(value));
        }
    }

    private static StringBuilder Json(this StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in PlainText.Clean(text))
        {
            switch (c)
            {
                case '"' or '\\':
                    json.Append('\\').Append(c);
                    break;
                case '<' or '>' or '&' or '\'':
                    // A specification may be pasted into a page: nothing in it may end a script there.
                    json.Append("\\u00").Append(((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
                    break;
                default:
                    json.Append(c);
                    break;
            }
        }

        return json.Append('"');
    }
}
