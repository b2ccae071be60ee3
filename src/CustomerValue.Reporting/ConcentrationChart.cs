using CustomerValue.Segmentation;

namespace CustomerValue.Reporting;

/// <summary>How value is spread over customers, best first: a curve that passes 100 % where loss-makers take back what others bring.</summary>
/// <remarks>Figures of all customers, not of a sample: there is no interval. Immutable and thread-safe.</remarks>
public sealed class ConcentrationChart : Chart
{
    private const int Steps = 100;
    private const double PlotLeft = 64, PlotRight = 600, PlotHeight = 288;

    private static readonly int[] Strides = [1, 2, 4, 5, 10, 20, 25, 50];

    private readonly ConcentrationChartOptions settings;
    private readonly (double X, double Y)[] curve;
    private readonly double customers;
    private readonly double losers;

    private ConcentrationChart((double X, double Y)[] curve, double customers, double losers, Provenance provenance, ConcentrationChartOptions settings)
        : base(provenance)
    {
        this.curve = curve;
        this.customers = customers;
        this.losers = losers;
        this.settings = settings;
    }

    /// <summary>The chart of amounts that are all ≥ 0.</summary>
    /// <param name="values">The amounts' concentration.</param>
    /// <param name="provenance">Where the amounts come from.</param>
    /// <param name="options">What to mark; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    public static ConcentrationChart From(Concentration values, Provenance provenance, ConcentrationChartOptions? options = null) =>
        new(Points(Guard.NotNull(values), null), values.Count, 0, provenance, options ?? ConcentrationChartOptions.Default);

    /// <summary>The chart of gains and losses, which are listed apart.</summary>
    /// <param name="gains">Amounts ≥ 0 of the customers who bring value.</param>
    /// <param name="losses">What the others cost, as amounts ≥ 0.</param>
    /// <param name="provenance">Where the amounts come from.</param>
    /// <param name="options">What to mark; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">Losses are as large as gains or larger: shares of the rest would have no meaning.</exception>
    public static ConcentrationChart From(Concentration gains, Concentration losses, Provenance provenance, ConcentrationChartOptions? options = null)
    {
        if (Guard.NotNull(gains).Total > 0 && !(Guard.NotNull(losses).Total < gains.Total))
        {
            throw new ArgumentException($"Losses of {Guard.Text(losses.Total)} leave nothing of gains of {Guard.Text(gains.Total)}: there is no total to take shares of.", nameof(losses));
        }

        return new ConcentrationChart(
            Points(gains, Guard.NotNull(losses)), gains.Count + losses.Count, losses.Total > 0 ? losses.Count : 0, provenance, options ?? ConcentrationChartOptions.Default);
    }

    private bool IsEmpty => curve.Length == 0;

    /// <summary>The points that may be shown: no two closer than the minimum cell. Fewer than two where there are too few customers.</summary>
    private (double X, double Y)[] Shown(Words words)
    {
        var stride = Strides.FirstOrDefault(s => s * customers / Steps >= words.Options.MinimumCell);
        return stride == 0 ? [] : [.. curve.Where((_, i) => i % stride == 0)];
    }

    private protected override string MakeFinding(Words words)
    {
        if (IsEmpty)
        {
            return words.Say("There is no {0} to share", settings.Measure);
        }

        var shown = Shown(words);
        if (words.IsSmall(settings.Mark * customers) || shown.Length < 2)
        {
            return words.Say("Too few customers to say how {0} is spread", settings.Measure);
        }

        var (share, held) = (words.Share(settings.Mark, 0), words.Share(At(shown, settings.Mark), 0));
        return losers > 0 && !words.IsSmall(losers)
            ? words.Say("The best {0} of customers bring {1} of all {2}; {3} cost value", share, held, settings.Measure, words.Share(losers / customers, 0))
            : words.Say("The best {0} of customers hold {1} of all {2}", share, held, settings.Measure);
    }

    private protected override string MakeShows(Words words) =>
        words.Say("Share of all {0} held by the best customers, added up from the best to the last", settings.Measure);

    private protected override IEnumerable<string> MakeNotes(Words words)
    {
        yield return words.Say("{0} customers, each counted: no interval", words.Cell(customers));
    }

    private protected override IReadOnlyList<Series> MakeSeries(Words words)
    {
        var series = new Series(string.Empty, words.Say("share of customers, best first"), words.Say("share of {0}", settings.Measure), NumberKind.Share) { IsCurve = true };
        var shown = IsEmpty ? [] : Shown(words);
        var step = Math.Max(1, shown.Length / 20);
        for (var i = step; i < shown.Length; i += step)
        {
            series.AddPoint(words.Share(shown[i].X, 0), shown[i].X, shown[i].Y, n: shown[i].X * customers);
        }

        return [series];
    }

    private protected override void Draw(Canvas canvas)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        if (IsEmpty)
        {
            canvas.Instead(words.Say("There is no amount above zero."));
            return;
        }

        var points = Shown(words);
        if (points.Length < 2)
        {
            canvas.Instead(words.Say("A curve of so few would speak of single customers."));
            return;
        }

        var peak = points.OrderByDescending(p => p.Y).First();
        var top = canvas.Top + 46;
        var bottom = top + PlotHeight;
        var x = new Scale(0, 1, PlotLeft, PlotRight);
        var (y, ticks) = Scale.Enclosing(points.Select(p => p.Y).Append(1), bottom, top, 5, true, true);
        canvas.RowGrid(y, ticks, PlotLeft, PlotRight, NumberKind.Share);
        canvas.ColumnLabels(x, [0, 0.2, 0.4, 0.6, 0.8, 1], bottom + 17, NumberKind.Share);
        svg.Text((PlotLeft + PlotRight) / 2, bottom + 36, words.Say("share of customers, best first"), 11.5, Ink.Muted, Anchor.Middle);
        canvas.Fitted(Canvas.Left, top - 14, words.Say("share of all {0}", settings.Measure), PlotRight - Canvas.Left, 11.5, Ink.Muted);
        svg.Line(x.At(0), y.At(0), x.At(1), y.At(1), Ink.Grey, 1.2, "5 4");
        svg.Text(x.At(0.76), y.At(0.62), words.Say("all alike"), Canvas.AxisSize, Ink.Muted, hasHalo: true);
        if (peak.Y > 1.0005)
        {
            svg.Line(PlotLeft, y.At(1), PlotRight, y.At(1), Ink.Ochre, 1.4, "4 3");
        }

        var shown = points.Select(p => (x.At(p.X), y.At(p.Y))).ToArray();
        svg.Area(shown, [(x.At(1), y.At(0)), (x.At(0), y.At(0))], Ink.Blue, 0.08);
        svg.Curve(shown, Ink.Blue);
        if (!words.IsSmall(settings.Mark * customers))
        {
            DrawMark(canvas, points, x, y, bottom);
        }

        if (peak.Y > 1.0005)
        {
            DrawPeak(canvas, peak, x, y);
        }

        canvas.Bottom = bottom + 46;
    }

    private void DrawMark(Canvas canvas, (double X, double Y)[] points, Scale x, Scale y, double bottom)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var held = At(points, settings.Mark);
        var at = (X: x.At(settings.Mark), Y: y.At(held));
        var isLeft = settings.Mark > 0.6;
        svg.Line(at.X, at.Y, at.X, bottom, Ink.Text, 1.3);
        svg.Line(PlotLeft, at.Y, at.X, at.Y, Ink.Text, 1.2, "2 3");
        svg.Open(words.Share(settings.Mark, 0) + ": " + words.Share(held));
        svg.Circle(at.X, at.Y, 5.5, Ink.Blue, Ink.Paper, 2);
        svg.Close();
        var text = words.Say("{0} of customers: {1}", words.Share(settings.Mark, 0), words.Share(held, 0));
        canvas.Fitted(isLeft ? at.X - 12 : at.X + 12, Math.Min(at.Y + 22, bottom - 10), text, 190, 13.5, Ink.Text, isLeft ? Anchor.End : Anchor.Start, true, true);
    }

    private static void DrawPeak(Canvas canvas, (double X, double Y) peak, Scale x, Scale y)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        svg.Circle(x.At(peak.X), y.At(peak.Y), 4.5, Ink.Orange, Ink.Paper, 2);
        var text = words.Say("peak {0}", words.Share(peak.Y, 0));
        svg.Text(x.At(peak.X), y.At(peak.Y) - 10, text, Canvas.BodySize, Ink.Text, Anchor.Middle, true, true);
        canvas.Fitted(PlotRight + 8, y.At(1) + 4, words.Say("the total"), Canvas.Right - PlotRight - 8, Canvas.AxisSize, Ink.Ochre, isBold: true);
    }

    private static double At((double X, double Y)[] points, double share)
    {
        var place = share * (points.Length - 1);
        var i = Math.Min(points.Length - 2, (int)Math.Floor(place));
        return points[i].Y + (place - i) * (points[i + 1].Y - points[i].Y);
    }

    /// <summary>Points at each hundredth of the customers: gains from the best, then losses from the smallest.</summary>
    private static (double X, double Y)[] Points(Concentration gains, Concentration? losses)
    {
        if (!(gains.Total > 0))
        {
            return [];
        }

        var lost = losses is { Total: > 0 } ? losses : null;
        var all = gains.Count + (losses?.Count ?? 0);
        var net = gains.Total - (lost?.Total ?? 0);
        var points = new (double X, double Y)[Steps + 1];
        for (var i = 1; i <= Steps; i++)
        {
            var count = all * i / Steps;
            var won = gains.Total * Held(gains, Math.Min(1, count / gains.Count));
            var rest = count - gains.Count;

            // The smallest losses first: the total less what the largest, still to come, take.
            var taken = lost is null || rest <= 0 ? 0 : lost.Total * (1 - Held(lost, Math.Max(0, Math.Min(1, 1 - rest / lost.Count))));
            points[i] = ((double)i / Steps, (won - taken) / net);
        }

        points[Steps] = (1, 1);
        return points;
    }

    private static double Held(Concentration of, double share) => share > 0 ? of.TopShare(share).ValueOrNaN : 0;
}
