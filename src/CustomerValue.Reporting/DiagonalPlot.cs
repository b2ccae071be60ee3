namespace CustomerValue.Reporting;

/// <summary>What was forecast against what came: dots with intervals about the diagonal on which both are equal.</summary>
internal static class DiagonalPlot
{
    public const double Left = 56, Right = 412, Top = 33;

    private static readonly double[] Along = [0.8, 0.7, 0.6, 0.9, 0.5, 0.4, 0.3];

    /// <summary>One scale for both axes, with zero.</summary>
    public static (Scale X, Scale Y, double[] Ticks) Scales(IEnumerable<Datum> points, double top, double bottom)
    {
        var (y, ticks) = Scale.Enclosing(points.SelectMany(p => new[] { p.X, p.Value, p.Upper }), bottom, top, 5, true, true);
        return (new Scale(y.Low, y.High, Left, Right), y, ticks);
    }

    /// <summary>Grid, diagonal, dots. A dot is hollow where its interval holds the diagonal.</summary>
    public static void Draw(Canvas canvas, Series series, Scale x, Scale y, double[] ticks)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        canvas.RowGrid(y, ticks, Left, Right, series.Kind);
        svg.Line(x.From, y.From, x.To, y.To, Ink.Grey, 1.2, "5 4");
        var labels = new LabelPlaces(canvas, Left, y.To - 6, Right, y.From);
        foreach (var point in series.Points.Where(p => p.HasValue && !words.IsSmall(p.N)))
        {
            Dot(canvas, x, y, series, point);
            labels.Reserve(x.At(point.X) - 6, y.At(point.HasInterval ? point.Upper : point.Value) - 6, x.At(point.X) + 6, y.At(point.HasInterval ? point.Lower : point.Value) + 6);
        }

        labels.Reserve([(x.From, y.From), (x.To, y.To)]);
        (double, double, Anchor)[] below = [.. Along.Select(t => (Left + t * (Right - Left) + 12, y.From + t * (y.To - y.From) + 18, Anchor.Start))];
        labels.Write(words.Say("as forecast"), Canvas.AxisSize, Ink.Muted, false, below);
        labels.Write(words.Say("more came"), Canvas.AxisSize, Ink.Muted, false, [(Left + 8, y.To + 10, Anchor.Start), (Left + 8, y.To + 40, Anchor.Start)]);
        labels.Write(words.Say("fewer came"), Canvas.AxisSize, Ink.Muted, false, [(Right - 8, y.From - 10, Anchor.End), (Right - 8, y.From - 40, Anchor.End)]);
    }

    /// <summary>An interval as a soft upright bar under a dot.</summary>
    public static void Dot(Canvas canvas, Scale x, Scale y, Series series, Datum point)
    {
        var svg = canvas.Svg;
        svg.Open(canvas.TitleOf(series, point));
        if (point.HasInterval)
        {
            var high = y.At(point.Upper);
            svg.Rectangle(x.At(point.X) - 4, high, 8, Math.Max(1, y.At(point.Lower) - high), Ink.Blue, 0.28, 2);
        }

        svg.Circle(x.At(point.X), y.At(point.Value), 4, point.Contains(point.X) ? Ink.Paper : Ink.Blue, Ink.Blue);
        svg.Close();
    }
}
