namespace CustomerValue.Reporting;

/// <summary>What every chart draws with: a writer, words, margins, and the marks that all charts share.</summary>
internal sealed class Canvas(SvgWriter svg, Words words, double top)
{
    public const double Width = 720, Left = 16, Right = 704;

    /// <summary>Type sizes of the style: title, shows and headings, body, axis, small.</summary>
    public const double TitleSize = 18, HeadSize = 12.5, BodySize = 12, AxisSize = 11, SmallSize = 10.5;

    public SvgWriter Svg { get; } = svg;

    public Words Words { get; } = words;

    /// <summary>The pixel below title and subtitle, where the drawing may begin.</summary>
    public double Top { get; } = top;

    /// <summary>The lowest pixel drawn; the footer begins below. Set by the chart.</summary>
    public double Bottom { get; set; }

    /// <summary>Light vertical lines with their numbers below.</summary>
    public void ColumnGrid(Scale scale, double[] ticks, double top, double bottom, NumberKind kind, double labelY = double.NaN)
    {
        var digits = Reporting.Ticks.Digits(ticks, kind is NumberKind.Share or NumberKind.Points ? 0.01 : 1);
        var step = EveryHow(scale, ticks, kind, digits, SmallSize);
        for (var i = 0; i < ticks.Length; i++)
        {
            var x = scale.At(ticks[i]);
            Svg.Line(x, top, x, bottom, Ink.Grid);
            if (i % step == 0)
            {
                Svg.Text(x, double.IsNaN(labelY) ? bottom + 15 : labelY, Tick(kind, ticks[i], digits), SmallSize, Ink.Muted, Anchor.Middle);
            }
        }
    }

    /// <summary>Light horizontal lines with their numbers to the left; the lowest is the axis.</summary>
    public void RowGrid(Scale scale, double[] ticks, double left, double right, NumberKind kind)
    {
        var digits = Reporting.Ticks.Digits(ticks, kind is NumberKind.Share or NumberKind.Points ? 0.01 : 1);
        for (var i = 0; i < ticks.Length; i++)
        {
            var y = scale.At(ticks[i]);
            Svg.Line(left, y, right, y, i == 0 ? Ink.Rule : Ink.Grid);
            Svg.Text(left - 8, y + 4, Tick(kind, ticks[i], digits), AxisSize, Ink.Muted, Anchor.End);
        }
    }

    /// <summary>Numbers below a plot, without lines.</summary>
    public void ColumnLabels(Scale scale, double[] ticks, double y, NumberKind kind)
    {
        var digits = Reporting.Ticks.Digits(ticks, kind is NumberKind.Share or NumberKind.Points ? 0.01 : 1);
        foreach (var tick in ticks)
        {
            Svg.Text(scale.At(tick), y, Tick(kind, tick, digits), AxisSize, Ink.Muted, Anchor.Middle);
        }
    }

    /// <summary>An interval as a soft bar under a dot, hollow where it holds the null, with its number above.</summary>
    public void IntervalDot(Scale scale, double y, Series series, Datum datum, Ink ink, bool hasText = true, double radius = 4)
    {
        if (!datum.HasValue)
        {
            return;
        }

        Svg.Open(TitleOf(series, datum));
        if (datum.HasInterval)
        {
            var from = scale.At(datum.Lower);
            Svg.Rectangle(from, y - 4.5, Math.Max(1, scale.At(datum.Upper) - from), 9, ink, 0.28, 2);
        }

        var isHollow = !double.IsNaN(series.Null) && datum.Contains(series.Null);
        Svg.Circle(scale.At(datum.Value), y, radius, isHollow ? Ink.Paper : ink, ink);
        if (hasText)
        {
            var text = Words.Numbers.Format(series.Kind, datum.Value, series.Digits);
            var half = TextFit.Width(text, BodySize, true) / 2;
            Svg.Text(Math.Max(half + 2, Math.Min(Right - half, scale.At(datum.Value))), y - 9, text, BodySize, Ink.Text, Anchor.Middle, true, true);
        }

        Svg.Close();
    }

    /// <summary>A dashed reference line with its name above.</summary>
    public void Target(double x, double top, double bottom, string name, double left, double right)
    {
        Svg.Line(x, top, x, bottom, Ink.Ochre, 1.4, "4 3");
        var half = TextFit.Width(name, SmallSize, true) / 2;
        Svg.Text(Math.Max(left + half, Math.Min(right - half, x)), top - 4, name, SmallSize, Ink.Ochre, Anchor.Middle, true);
    }

    /// <summary>Label, number and interval of a mark, as its group's title says them.</summary>
    public string TitleOf(Series series, Datum datum) => datum.Label + ": " + TextOf(Words, series, datum);

    public static string TextOf(Words words, Series series, Datum datum) => !datum.HasValue ? words.Say("not shown")
        : words.Numbers.Format(series.Kind, datum.Value, series.Digits)
            + (datum.HasInterval ? " (" + words.Numbers.Range(series.Kind, datum.Lower, datum.Upper, series.Digits) + ")" : string.Empty);

    /// <summary>A text cut to the space there is.</summary>
    public void Fitted(double x, double y, string text, double width, double size = BodySize, Ink ink = Ink.Text, Anchor anchor = Anchor.Start, bool isBold = false, bool hasHalo = false) =>
        Svg.Text(x, y, TextFit.Shorten(text, width, size, isBold), size, ink, anchor, isBold, hasHalo);

    /// <summary>A sentence in place of a drawing that cannot be drawn.</summary>
    public void Instead(string sentence)
    {
        var y = Top + 40;
        foreach (var line in TextFit.Wrap(sentence, Right - Left - 120, 13, maxLines: 4))
        {
            Svg.Text(Width / 2, y, line, 13, Ink.Muted, Anchor.Middle);
            y += 19;
        }

        Bottom = y + 12;
    }

    /// <summary>Every how many ticks a number has room.</summary>
    private int EveryHow(Scale scale, double[] ticks, NumberKind kind, int digits, double size)
    {
        if (ticks.Length < 2)
        {
            return 1;
        }

        var widest = ticks.Max(t => TextFit.Width(Tick(kind, t, digits), size)) + 4;
        var apart = Math.Abs(scale.At(ticks[1]) - scale.At(ticks[0]));
        return apart > 0 ? (int)Math.Max(1, Math.Ceiling(widest / apart)) : ticks.Length;
    }

    private string Tick(NumberKind kind, double tick, int digits) => Words.Numbers.Format(kind, tick, tick == 0 ? 0 : digits);
}
