using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CustomerValue.Tests.Architecture;

namespace CustomerValue.Reporting.Tests;

/// <summary>What holds for every chart in every state.</summary>
public sealed class ChartLaws
{
    private static readonly HashSet<string> AllowedElements = ["svg", "desc", "style", "rect", "line", "circle", "path", "text", "g", "title"];

    private static readonly HashSet<string> AllowedAttributes =
    [
        "xmlns", "class", "viewBox", "width", "height", "role", "aria-label", "data-title", "font-family", "font-size", "font-weight", "text-anchor", "fill", "fill-opacity",
        "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order", "x", "y", "x1", "y1", "x2", "y2", "rx", "cx", "cy", "r", "d",
    ];

    private static readonly string[] Hostile =
    [
        "</title><script>alert(1)</script>", "\"]]><!-- ", "<img src=x onerror=alert(1)>", "a\u0000b\u001b[31mc\u0007\u009b", "x\ud800y\udc00z\uffff", "\u202Eevil\u2066\u200F", "&amp;&lt;{0}{1}", "'\"`=;--",
    ];

    public static TheoryData<string> Names => [.. ChartCases.All.Select(c => c.Name)];

    public static TheoryData<string, string> States
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var chart in ChartCases.All)
            {
                foreach (var state in chart.States)
                {
                    data.Add(chart.Name, state);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(States))]
    public void A_drawing_holds_only_allowed_elements_and_attributes(string name, string state)
    {
        var drawing = new Drawing(ChartCases.Named(name).In(state).ToSvg());

        drawing.Elements.Select(e => e.Name.LocalName).Should().BeSubsetOf(AllowedElements);
        drawing.Elements.SelectMany(e => e.Attributes()).Select(a => a.Name.LocalName).Should().BeSubsetOf(AllowedAttributes);
        drawing.Source.Should().NotContain("url(").And.NotContain("href").And.NotContain("\r").And.NotContain("NaN").And.NotContain("Infinity");
        drawing.Root.Attribute("role")!.Value.Should().Be("img");
        drawing.Root.Attribute("aria-label")!.Value.Should().NotBeEmpty();
    }

    [Theory, MemberData(nameof(States))]
    public void Texts_neither_overlap_nor_leave_the_picture(string name, string state)
    {
        var drawing = new Drawing(ChartCases.Named(name).In(state).ToSvg());
        var (width, height) = drawing.Size;
        var texts = drawing.Texts.ToArray();

        texts.Where(t => t.Left < 0 || t.Top < 0 || t.Right > width || t.Bottom > height).Should().BeEmpty();
        for (var i = 0; i < texts.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                texts[i].Overlaps(texts[j]).Should().BeFalse("\"{0}\" at {1:0},{2:0} and \"{3}\" at {4:0},{5:0} share space", texts[i].Text, texts[i].X, texts[i].Y, texts[j].Text, texts[j].X, texts[j].Y);
            }
        }
    }

    [Theory, MemberData(nameof(States))]
    public void A_drawing_is_small(string name, string state) =>
        Encoding.UTF8.GetByteCount(ChartCases.Named(name).In(state).ToSvg()).Should().BeLessThanOrEqualTo(40_000);

    [Theory, MemberData(nameof(States))]
    public void Every_form_of_a_chart_can_be_had(string name, string state)
    {
        var chart = ChartCases.Named(name).In(state);

        chart.Finding.Should().NotBeEmpty();
        chart.Shows.Should().NotBeEmpty();
        var text = chart.ToText();
        text.Should().Contain(chart.Finding.Split(' ')[0]).And.NotContain("NaN");
        text.Split('\n').Max(l => l.Length).Should().BeLessThanOrEqualTo(140);
        using var json = JsonDocument.Parse(chart.ToVegaLite());
        json.RootElement.GetProperty("$schema").GetString().Should().Be("https://vega.github.io/schema/vega-lite/v5.json");
        var html = XDocument.Parse("<body>" + chart.ToHtml() + "</body>").Root!;
        html.Descendants("table").Should().ContainSingle();
        html.Descendants("figure").Should().ContainSingle();
        html.Descendants().Attributes("id").Should().BeEmpty();
        html.Descendants("script").Should().BeEmpty();
        chart.Phrases.Should().OnlyHaveUniqueItems().And.NotBeEmpty();
    }

    [Theory, MemberData(nameof(Names))]
    public void Text_of_the_caller_stays_text(string name)
    {
        foreach (var text in Hostile)
        {
            var hostile = ChartCases.Named(name).Make(text);
            var plain = ChartCases.Named(name).Make(new string('x', 12));

            var shapes = new Drawing(hostile.ToSvg()).Elements.Select(e => e.Name.LocalName).Where(n => n is not ("text" or "title" or "g" or "rect" or "circle")).Order();
            shapes.Should().Equal(new Drawing(plain.ToSvg()).Elements.Select(e => e.Name.LocalName).Where(n => n is not ("text" or "title" or "g" or "rect" or "circle")).Order());
            var html = XDocument.Parse("<body>" + hostile.ToHtml() + "</body>").Root!;
            html.Descendants().Select(e => e.Name.LocalName).Where(n => n is "script" or "img").Should().BeEmpty();
            hostile.ToText().Where(c => char.IsControl(c) && c != '\n').Should().BeEmpty();
            using var json = JsonDocument.Parse(hostile.ToVegaLite());
            hostile.ToVegaLite().Should().NotContain("</");
            hostile.ToTable().Rows.SelectMany(r => r).Select(c => c.Text).Where(t => t.Any(char.IsControl)).Should().BeEmpty();
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Titles_of_marks_say_the_numbers_of_the_table(string name)
    {
        var chart = ChartCases.Named(name).Ordinary;
        var words = new Words(chart.Options);
        var titles = new Drawing(chart.ToSvg()).Groups.Select(Drawing.TitleOf).ToHashSet(StringComparer.Ordinal);
        foreach (var series in chart.Numbers(words).Where(s => !s.IsCurve))
        {
            foreach (var point in series.Points.Where(p => p.HasValue))
            {
                titles.Should().Contain(point.Label + ": " + Canvas.TextOf(words, series, point));
            }
        }
    }

    /// <summary>Dots of a series lie on one line in their values, bars end at their limits, and tick labels lie on the same line.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Pixels_invert_to_the_numbers(string name)
    {
        var chart = ChartCases.Named(name).Ordinary;
        var words = new Words(chart.Options);
        var drawing = new Drawing(chart.ToSvg());
        var checkedSeries = 0;
        foreach (var series in chart.Numbers(words).Where(s => !s.IsCurve && s.Points.Count(p => p.HasValue) > 1))
        {
            var marks = new List<(double Value, double Pixel)>();
            var (at, start, extent) = series.IsUpright ? ("cy", "y", "height") : ("cx", "x", "width");
            var bars = new List<(double Value, double Length)>();
            foreach (var point in series.Points.Where(p => p.HasValue))
            {
                var group = drawing.Groups.First(g => Drawing.TitleOf(g) == point.Label + ": " + Canvas.TextOf(words, series, point));
                if (Drawing.Shape(group, "line") is { } line && Drawing.Shape(group, "rect") is { } square)
                {
                    marks.Add((point.Value, Drawing.Number(square, "x") + Drawing.Number(square, "width") / 2));
                    marks.Add((point.Lower, Drawing.Number(line, "x1")));
                    marks.Add((point.Upper, Drawing.Number(line, "x2")));
                    continue;
                }

                if (Drawing.Shape(group, "circle") is not { } dot)
                {
                    if (Drawing.Shape(group, "rect") is { } length && !group.Elements().Any(e => e.Name.LocalName is "line" or "path"))
                    {
                        bars.Add((point.Value, Drawing.Number(length, "width")));
                    }

                    continue;
                }

                marks.Add((point.Value, Drawing.Number(dot, at)));
                if (Drawing.Shape(group, "rect") is { } bar && point.HasInterval && Drawing.Number(bar, extent) > 1)
                {
                    var ends = (Drawing.Number(bar, start), Drawing.Number(bar, start) + Drawing.Number(bar, extent));
                    marks.Add((point.Lower, series.IsUpright ? ends.Item2 : ends.Item1));
                    marks.Add((point.Upper, series.IsUpright ? ends.Item1 : ends.Item2));
                }
            }

            // Bars begin at zero: their lengths are in proportion, their numbers beside them.
            if (bars.Count > 1 && bars.Any(b => b.Length > 1) && bars.DistinctBy(b => Math.Round(b.Length, 1)).Count() > 1 && series.Points.All(p => double.IsNaN(p.Lower)))
            {
                var longest = bars.MaxBy(b => b.Value);
                if (bars.Any(b => Math.Abs(b.Length - longest.Length) > 0.1))
                {
                    bars.Where(b => Math.Abs(b.Length - b.Value / longest.Value * longest.Length) > 0.05).Should().BeEmpty("bars of {0} are as long as their numbers", series.Name);
                    checkedSeries++;
                }
            }

            if (marks.Count < 3)
            {
                continue;
            }

            var (low, high) = (marks.MinBy(m => m.Value), marks.MaxBy(m => m.Value));
            (high.Pixel > low.Pixel).Should().Be(!series.IsUpright, "{0} grows rightward, or upward", series.Name);
            double Pixel(double value) => low.Pixel + (value - low.Value) / (high.Value - low.Value) * (high.Pixel - low.Pixel);
            marks.Where(m => Math.Abs(m.Pixel - Pixel(m.Value)) > 0.05).Should().BeEmpty("marks of {0} lie on one scale", series.Name);
            var unit = series.Kind == NumberKind.Points ? 0.01 : 1;
            drawing.Texts.Count(t => Drawing.Read(t.Text) is { } tick && Math.Abs((series.IsUpright ? t.Y - 4 : t.X) - Pixel(tick * unit)) < 0.2).Should().BeGreaterThan(1, "ticks of {0} stand where their numbers are", series.Name);
            checkedSeries++;
        }

        if (chart.Numbers(words).Any(s => !s.IsCurve))
        {
            checkedSeries.Should().BePositive();
        }
    }

    /// <summary>Every curve of the numbers is a path of the drawing: one straight way from x to pixels and one from values to pixels.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Curves_invert_to_the_numbers(string name)
    {
        var chart = ChartCases.Named(name).Ordinary;
        var drawing = new Drawing(chart.ToSvg());
        if (name == "concentration")
        {
            // Its curve has more corners than its table has rows.
            return;
        }

        var paths = drawing.Of("path").Where(p => p.Attribute("fill")!.Value == "none").Select(Drawing.Vertices).ToArray();
        foreach (var series in chart.Numbers(new Words(chart.Options)).Where(s => s.IsCurve && s.Points.Count(p => p.HasValue) > 1))
        {
            var points = series.Points.Where(p => p.HasValue).ToArray();
            paths.Any(path => Follows(path, points)).Should().BeTrue("the curve of {0} is drawn", series.Name);
        }
    }

    private static bool Follows((double X, double Y)[] path, Datum[] points)
    {
        for (var skip = 0; skip + points.Length <= path.Length; skip++)
        {
            var part = path.AsSpan(skip, points.Length);
            int first = 0, last = points.Length - 1, low = 0, high = 0;
            for (var i = 0; i < points.Length; i++)
            {
                low = points[i].Value < points[low].Value ? i : low;
                high = points[i].Value > points[high].Value ? i : high;
            }

            var isSame = true;
            for (var i = 0; i < points.Length; i++)
            {
                var x = part[first].X + (points[i].X - points[first].X) / (points[last].X - points[first].X) * (part[last].X - part[first].X);
                var y = points[high].Value == points[low].Value ? part[low].Y : part[low].Y + (points[i].Value - points[low].Value) / (points[high].Value - points[low].Value) * (part[high].Y - part[low].Y);
                isSame &= Math.Abs(part[i].X - x) <= 0.03 && Math.Abs(part[i].Y - y) <= 0.03;
            }

            if (isSame && part[first].X < part[last].X && part[high].Y <= part[low].Y)
            {
                return true;
            }
        }

        return false;
    }

    [Theory, MemberData(nameof(Names))]
    public void The_table_and_the_specification_hold_the_unrounded_numbers(string name)
    {
        var chart = ChartCases.Named(name).Ordinary;
        var numbers = chart.Numbers(new Words(chart.Options)).SelectMany(s => s.Points).Where(p => p.HasValue).Select(p => p.Value).ToArray();
        var cells = chart.ToTable().Rows.SelectMany(r => r).Where(c => c.Value is not null).Select(c => c.Value!.Value).ToHashSet();
        using var json = JsonDocument.Parse(chart.ToVegaLite());
        var specified = json.RootElement.GetProperty("vconcat").EnumerateArray()
            .SelectMany(v => v.GetProperty("data").GetProperty("values").EnumerateArray())
            .Where(v => v.TryGetProperty("value", out _)).Select(v => v.GetProperty("value").GetDouble()).ToArray();

        numbers.Should().OnlyContain(n => cells.Contains(n));
        specified.Should().HaveSameCount(numbers);
        specified.Zip(numbers).Should().OnlyContain(p => Math.Abs(p.First - p.Second) <= 1e-11 * Math.Max(1e-3, Math.Abs(p.Second)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Bytes_are_the_same_in_every_culture(string name)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            string Every()
            {
                var chart = ChartCases.Named(name).Ordinary;
                return chart.ToSvg() + chart.ToHtml() + chart.ToText() + chart.ToVegaLite() + chart.ToTable();
            }

            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var invariant = Every();
            foreach (var culture in (string[])["de-DE", "tr-TR", "ar-SA", "fa-IR"])
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Every().Should().Be(invariant, "{0} changes nothing", culture);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_title_by_the_author_is_marked(string name)
    {
        var chart = ChartCases.Named(name).Ordinary;
        var retitled = chart.With(new ChartOptions { Finding = "As the author says" });

        retitled.Finding.Should().Be("As the author says");
        retitled.ToSvg().Should().Contain("data-title=\"by author\"").And.Contain(">As the author says<");
        chart.ToSvg().Should().NotContain("by author");
    }

    [Theory, MemberData(nameof(Names))]
    public void Nothing_is_left_in_English_once_all_phrases_are_translated(string name)
    {
        var chart = ChartCases.Named(name).Ordinary;
        var reversed = chart.Phrases.ToDictionary(p => p, p => "§" + p);

        var svg = new Drawing(chart.With(new ChartOptions { Wording = Wording.From(reversed) }).ToSvg());

        svg.Texts.First().Text.Should().StartWith("§");
        chart.Phrases.Should().HaveCountGreaterThan(5);
    }

    /// <summary>The approved drawing is kept whole for a look, those of the other states by their hash.</summary>
    [Theory, MemberData(nameof(States))]
    [Trait("Category", "Bits")]
    public void A_drawing_is_the_approved_one(string name, string state)
    {
        var svg = ChartCases.Named(name).In(state).ToSvg();
        Approved.Check(name, state, svg);
    }
}
