using System.Globalization;
using System.Xml.Linq;

namespace CustomerValue.Reporting.Tests;

/// <summary>A drawing read back: elements, texts with their boxes from the width table, groups with their titles.</summary>
internal sealed class Drawing
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public Drawing(string svg)
    {
        Source = svg;
        Root = XDocument.Parse(svg).Root!;
    }

    public string Source { get; }

    public XElement Root { get; }

    public IEnumerable<XElement> Elements => Root.DescendantsAndSelf();

    public IEnumerable<XElement> Of(string name) => Root.Descendants(Svg + name);

    public (double Width, double Height) Size
    {
        get
        {
            var parts = Root.Attribute("viewBox")!.Value.Split(' ');
            return (Parse(parts[2]), Parse(parts[3]));
        }
    }

    public IEnumerable<TextBox> Texts => Of("text").Select(t =>
    {
        var size = Number(t, "font-size");
        var width = TextFit.Width(t.Value, size, t.Attribute("font-weight") is not null);
        var x = Number(t, "x");
        var left = t.Attribute("text-anchor")?.Value switch { "middle" => x - width / 2, "end" => x - width, _ => x };
        var y = Number(t, "y");
        return new TextBox(t.Value, left, y - 0.74 * size, left + width, y + 0.2 * size, x, y);
    });

    /// <summary>Groups whose title begins with the label: the title and the group's shapes.</summary>
    public IEnumerable<XElement> Groups => Of("g").Where(g => g.Element(Svg + "title") is not null);

    public static string TitleOf(XElement group) => group.Element(Svg + "title")!.Value;

    public static XElement? Shape(XElement group, string name) => group.Elements(Svg + name).FirstOrDefault();

    /// <summary>The corners of a path of straight lines.</summary>
    public static (double X, double Y)[] Vertices(XElement path) => [.. path.Attribute("d")!.Value.TrimEnd('Z').Split('M', 'L').Where(p => p.Length > 0)
        .Select(p => p.Split(' ')).Select(p => (Parse(p[0]), Parse(p[1])))];

    public static double Number(XElement element, string attribute) => Parse(element.Attribute(attribute)?.Value ?? "0");

    public static double Parse(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>A number as people read it, back as a number: thin spaces, U+2212, percent.</summary>
    public static double? Read(string text)
    {
        var plain = text.Replace("\u2009", string.Empty, StringComparison.Ordinal).Replace('\u2212', '-').Replace("+", string.Empty, StringComparison.Ordinal);
        var isPercent = plain.EndsWith('%');
        var unit = isPercent ? 0.01 : plain.EndsWith('k') ? 1e3 : plain.EndsWith("bn", StringComparison.Ordinal) ? 1e9 : plain.EndsWith('m') ? 1e6 : 1;
        plain = plain.TrimEnd('%', '×', 'k', 'm', 'b', 'n');
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value * unit : null;
    }
}

/// <summary>A text and the rectangle it needs.</summary>
internal sealed record TextBox(string Text, double Left, double Top, double Right, double Bottom, double X, double Y)
{
    public bool Overlaps(TextBox other) =>
        Math.Min(Right, other.Right) - Math.Max(Left, other.Left) > 0.5 && Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top) > 0.5;
}
