using System.Text;

namespace CustomerValue.Reporting;

/// <summary>The only writer of drawings: literal colors in attributes, classes that dark screens override, no script, no ids, no links.</summary>
internal sealed class SvgWriter(ColorScheme scheme)
{
    public const int MaxMarks = 2000;

    private readonly StringBuilder body = new(12_000);
    private readonly bool isDark = scheme == ColorScheme.Dark;
    private readonly bool isAdaptive = scheme == ColorScheme.Adaptive;
    private ulong filled;
    private ulong stroked;
    private int open;

    public int Marks { get; private set; }

    public void Rectangle(double x, double y, double width, double height, Ink fill, double opacity = 1, double radius = 0, Ink stroke = Ink.None)
    {
        Start("rect", fill, stroke);
        body.Attribute("x", x).Attribute("y", y).Attribute("width", Math.Max(0, width)).Attribute("height", Math.Max(0, height));
        if (radius > 0)
        {
            body.Attribute("rx", radius);
        }

        Paint(fill, stroke, 1, opacity);
        body.Append("/>\n");
    }

    public void Line(double x1, double y1, double x2, double y2, Ink stroke, double width = 1, string? dash = null)
    {
        Start("line", Ink.None, stroke);
        body.Attribute("x1", x1).Attribute("y1", y1).Attribute("x2", x2).Attribute("y2", y2);
        Paint(Ink.None, stroke, width, 1, dash);
        body.Append("/>\n");
    }

    public void Circle(double x, double y, double radius, Ink fill, Ink stroke = Ink.None, double width = 1.8)
    {
        Start("circle", fill, stroke);
        body.Attribute("cx", x).Attribute("cy", y).Attribute("r", radius);
        Paint(fill, stroke, width);
        body.Append("/>\n");
    }

    /// <summary>A line through the points; not finite ones break it.</summary>
    public void Curve(IReadOnlyList<(double X, double Y)> points, Ink stroke, double width = 2.2, string? dash = null)
    {
        if (points.Count < 2)
        {
            return;
        }

        Start("path", Ink.None, stroke, points.Count);
        body.Append(" d=\"");
        Route(points, true);
        body.Append("\" fill=\"none\" stroke-linejoin=\"round\"");
        Paint(Ink.None, stroke, width, 1, dash);
        body.Append("/>\n");
    }

    /// <summary>The space between two lines over the same x; or a closed shape when <paramref name="back"/> is empty.</summary>
    public void Area(IReadOnlyList<(double X, double Y)> there, IReadOnlyList<(double X, double Y)> back, Ink fill, double opacity = 0.2)
    {
        if (there.Count + back.Count < 3)
        {
            return;
        }

        Start("path", fill, Ink.None, there.Count + back.Count);
        body.Append(" d=\"");
        Route(there, true);
        Route([.. back.Reverse()], false);
        body.Append("Z\"");
        Paint(fill, Ink.None, 0, opacity);
        body.Append("/>\n");
    }

    /// <summary>A text on its baseline; the halo keeps it readable over lines.</summary>
    public void Text(double x, double y, string text, double size = 12, Ink ink = Ink.Text, Anchor anchor = Anchor.Start, bool isBold = false, bool hasHalo = false)
    {
        if (text.Length == 0)
        {
            return;
        }

        Start("text", ink, hasHalo ? Ink.Paper : Ink.None);
        body.Attribute("x", x).Attribute("y", y);
        Paint(ink, hasHalo ? Ink.Paper : Ink.None, 4);
        body.Attribute("font-size", size);
        body.Append(isBold ? " font-weight=\"600\"" : string.Empty);
        body.Append(anchor switch { Anchor.Middle => " text-anchor=\"middle\"", Anchor.End => " text-anchor=\"end\"", _ => string.Empty });
        body.Append(hasHalo ? " stroke-linejoin=\"round\" paint-order=\"stroke\"" : string.Empty);
        body.Append('>').Escaped(text).Append("</text>\n");
    }

    /// <summary>Begins a group whose title says its numbers.</summary>
    public void Open(string title)
    {
        open++;
        body.Append("<g><title>").Escaped(title).Append("</title>\n");
    }

    public void Close()
    {
        open--;
        body.Append("</g>\n");
    }

    /// <summary>The whole drawing. Drawings inside a report share the report's style.</summary>
    public string Finish(double width, double height, double shownWidth, string label, string description, bool hasStyle, bool isTitleByAuthor)
    {
        System.Diagnostics.Debug.Assert(open == 0, "a group stays open");
        var svg = new StringBuilder(body.Length + 2500);
        svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"cv\" viewBox=\"0 0 ").Number(width).Append(' ').Number(height).Append('"');
        svg.Attribute("width", shownWidth).Attribute("height", height * shownWidth / width).Append(" role=\"img\"").Attribute("aria-label", label);
        svg.Append(isTitleByAuthor ? " data-title=\"by author\"" : string.Empty);
        svg.Attribute("font-family", Theme.Fonts).Append(" fill=\"#").Append(Theme.Hex(Ink.Text, isDark)).Append("\">\n");
        svg.Append("<desc>").Escaped(description).Append("</desc>\n");
        if (hasStyle)
        {
            svg.Append("<style>").Append(Theme.Style(i => i == 0 || (filled >> i & 1) != 0, i => (stroked >> i & 1) != 0, isAdaptive)).Append("</style>\n");
        }

        svg.Append("<rect").Append(isAdaptive ? " class=\"f0\"" : string.Empty).Append(" width=\"").Number(width).Append("\" height=\"").Number(height)
            .Append("\" fill=\"#").Append(Theme.Hex(Ink.Paper, isDark)).Append("\"/>\n");
        return svg.Append(body).Append("</svg>\n").ToString();
    }

    private void Start(string element, Ink fill, Ink stroke, int marks = 1)
    {
        Marks += marks;
        body.Append('<').Append(element);
        if (fill != Ink.None)
        {
            filled |= 1UL << (int)fill;
        }

        if (stroke != Ink.None)
        {
            stroked |= 1UL << (int)stroke;
        }

        if (!isAdaptive)
        {
            return;
        }

        body.Append(" class=\"");
        if (fill != Ink.None)
        {
            body.Append('f').Append(Guard.Text((int)fill)).Append(stroke != Ink.None ? " " : string.Empty);
        }

        if (stroke != Ink.None)
        {
            body.Append('s').Append(Guard.Text((int)stroke));
        }

        body.Append('"');
    }

    private void Paint(Ink fill, Ink stroke, double width, double opacity = 1, string? dash = null)
    {
        if (fill != Ink.None)
        {
            body.Append(" fill=\"#").Append(Theme.Hex(fill, isDark)).Append('"');
        }

        if (stroke != Ink.None)
        {
            body.Append(" stroke=\"#").Append(Theme.Hex(stroke, isDark)).Append('"').Attribute("stroke-width", width);
        }

        if (opacity < 1)
        {
            body.Attribute("fill-opacity", opacity);
        }

        if (dash is not null)
        {
            body.Append(" stroke-dasharray=\"").Append(dash).Append('"');
        }
    }

    private void Route(IReadOnlyList<(double X, double Y)> points, bool isFirst)
    {
        var isNew = isFirst;
        foreach (var (x, y) in points)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                isNew = isFirst;
                continue;
            }

            body.Append(isNew ? 'M' : 'L').Number(x).Append(' ').Number(y);
            isNew = false;
        }
    }
}
