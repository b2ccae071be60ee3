using System.Text;

namespace CustomerValue.Reporting;

/// <summary>Series as lines of a terminal.</summary>
internal static class TextPlot
{
    private const int Wide = 100, Bar = 41;

    public static string Of(Words words, string title, string shows, IReadOnlyList<Series> all, IEnumerable<string> notes)
    {
        var text = new StringBuilder();
        Paragraph(text, title);
        Paragraph(text, shows);
        foreach (var series in all)
        {
            text.Append('\n');
            if (series.Name.Length > 0)
            {
                text.Append(series.Name).Append(series.Measure.Length > 0 && !string.Equals(series.Measure, series.Name, StringComparison.Ordinal) ? ", " + series.Measure : string.Empty).Append('\n');
            }

            Rows(text, words, series);
        }

        text.Append('\n');
        Paragraph(text, string.Join(" · ", notes));
        return text.ToString();
    }

    private static void Rows(StringBuilder text, Words words, Series series)
    {
        var step = Math.Max(1, (series.Points.Count + 20) / 21);
        var points = series.Points.Where((_, i) => i % step == 0 || i == series.Points.Count - 1).ToArray();
        var values = points.SelectMany(p => new[] { p.Value, p.Lower, p.Upper, series.Null }).Where(double.IsFinite).ToArray();
        double low = values.Length > 0 ? values.Min() : 0, high = values.Length > 0 ? values.Max() : 0;
        if (series.Kind is NumberKind.Share or NumberKind.Count or NumberKind.Money or NumberKind.Multiple)
        {
            low = Math.Min(0, low);
        }

        var labels = points.Select(p => Cut(p.Label, 28)).ToArray();
        var numbers = points.Select(p => Canvas.TextOf(words, series, p)).ToArray();
        var labelWidth = labels.Length > 0 ? labels.Max(l => l.Length) : 0;
        var numberWidth = numbers.Length > 0 ? numbers.Max(n => n.Length) : 0;
        for (var i = 0; i < points.Length; i++)
        {
            var bar = IntervalBar(points[i], low, high, series.Null);
            text.Append("  ").Append(labels[i].PadRight(labelWidth)).Append("  ").Append(numbers[i].PadRight(numberWidth)).Append("  ")
                .Append(bar.TrimEnd()).Append('\n');
        }
    }

    private static string IntervalBar(Datum point, double low, double high, double zero)
    {
        var cells = new char[Bar];
        for (var i = 0; i < Bar; i++)
        {
            cells[i] = ' ';
        }

        int At(double value) => high > low ? (int)Math.Round((Math.Max(low, Math.Min(high, value)) - low) / (high - low) * (Bar - 1), MidpointRounding.AwayFromZero) : 0;
        if (point.HasValue && point.HasInterval)
        {
            for (var i = At(point.Lower); i <= At(point.Upper); i++)
            {
                cells[i] = '─';
            }

            cells[At(point.Lower)] = double.IsInfinity(point.Lower) ? '◄' : '├';
            cells[At(point.Upper)] = double.IsInfinity(point.Upper) ? '►' : '┤';
        }

        if (double.IsFinite(zero))
        {
            cells[At(zero)] = cells[At(zero)] == ' ' ? '│' : '┼';
        }

        if (point.HasValue)
        {
            cells[At(point.Value)] = double.IsFinite(zero) && point.Contains(zero) ? '○' : '●';
        }

        return new string(cells);
    }

    public static string Cut(string label, int length) => label.Length <= length ? label : label.Remove(char.IsHighSurrogate(label[length - 2]) ? length - 2 : length - 1) + TextFit.Ellipsis;

    private static void Paragraph(StringBuilder text, string sentence)
    {
        var line = 0;
        foreach (var word in sentence.Split(' '))
        {
            if (line > 0 && line + 1 + word.Length > Wide)
            {
                text.Append('\n');
                line = 0;
            }

            text.Append(line > 0 ? " " : string.Empty).Append(word);
            line += word.Length + (line > 0 ? 1 : 0);
        }

        text.Append('\n');
    }
}
