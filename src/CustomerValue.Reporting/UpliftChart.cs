using CustomerValue.Uplift;

namespace CustomerValue.Reporting;

/// <summary>Uplift curve: the extra outcomes that treating the best-ranked customers brings, and the uplift by tenth.</summary>
/// <remarks>
/// The straight line is treating as many at random, by theory. The band holds at each depth by itself, given the ranking; the highest point
/// was found on the same customers and so flatters. Immutable and thread-safe.
/// </remarks>
public sealed class UpliftChart : Chart
{
    private const double PlotLeft = 56, PlotRight = 412, PanelLeft = 452, BinLeft = 524, BinRight = 640, PerThousand = 1000;

    private static readonly double[] Along = [0.84, 0.74, 0.6, 0.45, 0.3];

    private static readonly double[] Beside = [16, -10, 34, -28, 52];

    private readonly UpliftDepths depths;
    private readonly UpliftChartOptions settings;
    private readonly UpliftBin[] bins;
    private readonly bool isBinary;

    private UpliftChart(UpliftRanking ranking, Provenance provenance, UpliftChartOptions settings)
        : base(provenance)
    {
        depths = new UpliftDepths(ranking, settings.Budget, settings.Level);
        bins = [.. ranking.Bins()];
        isBinary = ranking.IsBinary;
        this.settings = settings;
    }

    /// <summary>The chart of a ranking.</summary>
    /// <param name="ranking">Customers ranked by a score they were not fitted to. Its rows are not kept.</param>
    /// <param name="provenance">Where scores and outcomes come from.</param>
    /// <param name="options">Budget and names; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    public static UpliftChart From(UpliftRanking ranking, Provenance provenance, UpliftChartOptions? options = null) =>
        new(Guard.NotNull(ranking), provenance, options ?? UpliftChartOptions.Default);

    private NumberKind BinKind => isBinary ? NumberKind.Points : NumberKind.Difference;

    private protected override string MakeFinding(Words words)
    {
        var (point, share) = (depths.Budget, ShareText.Of(words, settings.Budget));
        if (words.IsSmall(depths.Customers) || words.IsSmall(point.N) || !point.HasValue || !point.HasInterval)
        {
            return words.Say("The effect among the best {0} of customers cannot be estimated", share);
        }

        var (size, random) = (PerThousandText(words, Math.Abs(point.Value)), PerThousandText(words, depths.RandomAt(settings.Budget)));
        return (point.Contains(0), point.Value > 0, settings.IsRandomized) switch
        {
            (true, _, true) => words.Say("No extra {0} from treating the best {1} of customers can be shown yet", settings.Outcome, share),
            (true, _, _) => words.Say("Among the best {1} of customers, no more {0} can be shown yet with treatment", settings.Outcome, share),
            (_, true, true) => words.Say("Treating the best {0} of customers gains {1} {2} per {3}, against {4} at random", share, size, settings.Outcome, words.Count(PerThousand), random),
            (_, true, _) => words.Say("Among the best {0} of customers, there are {1} more {2} per {3} with treatment, against {4} at random", share, size, settings.Outcome, words.Count(PerThousand), random),
            (_, _, true) => words.Say("Treating the best {0} of customers loses {1} {2} per {3}", share, size, settings.Outcome, words.Count(PerThousand)),
            _ => words.Say("Among the best {0} of customers, there are {1} fewer {2} per {3} with treatment", share, size, settings.Outcome, words.Count(PerThousand)),
        };
    }

    private protected override string MakeShows(Words words) => words.Say(
        "Extra {0} by share of customers treated, per {1} of all, and uplift by tenth; band and bars: {2} intervals", settings.Outcome, words.Count(PerThousand), words.Level(settings.Level));

    private protected override IEnumerable<string> MakeNotes(Words words)
    {
        yield return words.Say("{0} treated customers, {1} others", words.Cell(depths.Treated), words.Cell(depths.Customers - depths.Treated));
        yield return words.Say("{0} intervals at each depth by itself, given the ranking", depths.Method);
        yield return words.Say("hollow dot: interval contains zero");
        yield return settings.IsRandomized ? words.Say("treatment drawn by lot") : words.Say("treatment was not drawn by lot");
    }

    private protected override IReadOnlyList<Series> MakeSeries(Words words)
    {
        var curve = new Series(words.Say("uplift"), words.Say("share of customers"), words.Say("extra {0} per {1}", settings.Outcome, words.Count(PerThousand)), NumberKind.Plain, Digits) { IsCurve = true };
        foreach (var point in depths.Points)
        {
            curve.AddPoint(words.Share(point.X, 0), point.X, PerThousand * point.Value, PerThousand * point.Lower, PerThousand * point.Upper, point.N);
        }

        return [curve, Tenths(words)];
    }

    private protected override void Draw(Canvas canvas)
    {
        var (words, curve) = (canvas.Words, MakeSeries(canvas.Words)[0]);
        var shown = curve.Points.Where(p => p.HasValue && !words.IsSmall(p.N)).ToArray();
        if (shown.Length < 2 || words.IsSmall(depths.Customers))
        {
            canvas.Instead(words.Say("There are too few customers to draw."));
            return;
        }

        var top = canvas.Top + 33;
        DrawCurve(canvas, shown, top, top + 312);
        DrawTenths(canvas, top, top + 312);
        canvas.Bottom = top + 354;
    }

    private void DrawCurve(Canvas canvas, Datum[] shown, double top, double bottom)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var x = new Scale(0, 1, PlotLeft, PlotRight);
        var (y, ticks) = Scale.Enclosing(shown.SelectMany(p => new[] { p.Value, p.Lower, p.Upper }), bottom, top, 5, true, true);
        double[] shares = [0, 0.2, 0.4, 0.6, 0.8, 1];
        canvas.RowGrid(y, ticks, PlotLeft, PlotRight, NumberKind.Plain);
        canvas.ColumnLabels(x, shares, bottom + 17, NumberKind.Share);
        svg.Text((PlotLeft + PlotRight) / 2, bottom + 36, words.Say("share of customers treated, best first"), 11.5, Ink.Muted, Anchor.Middle);
        canvas.Fitted(Canvas.Left, top - 12, words.Say("extra {0} per {1} customers", settings.Outcome, words.Count(PerThousand)), PlotRight - Canvas.Left, 11.5, Ink.Muted);
        svg.Line(PlotLeft, y.At(0), PlotRight, y.At(0), Ink.Text, 1.3);

        var labels = new LabelPlaces(canvas, PlotLeft + 2, top - 4, PlotRight, bottom - 3);
        (double X, double Y)[] random = [(x.At(0), y.At(0)), (x.At(1), y.At(PerThousand * depths.End.Value))];
        svg.Line(random[0].X, random[0].Y, random[1].X, random[1].Y, Ink.Grey, 1.2, "5 4");
        var banded = shown.Where(p => p.HasInterval).ToArray();
        svg.Area([.. banded.Select(p => (x.At(p.X), y.At(p.Upper)))], [.. banded.Select(p => (x.At(p.X), y.At(p.Lower)))], Ink.Blue);
        (double X, double Y)[] line = [(x.At(0), y.At(0)), .. shown.Select(p => (x.At(p.X), y.At(p.Value)))];
        svg.Curve(line, Ink.Blue);
        labels.Reserve(line);
        labels.Reserve(random);
        labels.Reserve(PlotLeft, y.At(0) - 2, PlotRight, y.At(0) + 2);
        DrawBudget(canvas, labels, x, y);
        DrawHighest(canvas, labels, shown, x, y);
        labels.Write(words.Say("at random"), Canvas.AxisSize, Ink.Muted, false, [.. Along
            .SelectMany(t => Beside.Select(d => (x.At(t), random[0].Y + t * (random[1].Y - random[0].Y) + d, Anchor.Middle)))]);
    }

    private void DrawBudget(Canvas canvas, LabelPlaces labels, Scale x, Scale y)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var point = depths.Budget;
        if (!point.HasValue || words.IsSmall(point.N))
        {
            return;
        }

        var at = (X: x.At(point.X), Y: y.At(PerThousand * point.Value));
        svg.Line(at.X, at.Y, at.X, y.From, Ink.Text, 1.3);
        var budget = words.Say("budget: {0}", words.Share(settings.Budget, ShareText.Digits(settings.Budget)));
        svg.Open(budget + ": " + PerThousandText(words, point.Value));
        svg.Circle(at.X, at.Y, 5.5, Ink.Blue, Ink.Paper, 2);
        svg.Close();
        labels.Reserve(at.X - 2, at.Y, at.X + 2, y.From);
        labels.Write(budget, Canvas.BodySize, Ink.Text, true, (at.X + 7, y.From - 8, Anchor.Start), (at.X - 7, y.From - 8, Anchor.End), (at.X + 7, y.From - 40, Anchor.Start), (at.X - 7, y.From - 40, Anchor.End));
        List<(string, double, Ink, bool)> lines = [(TextFit.Shorten(words.Say("{0} extra {1}", PerThousandText(words, point.Value), settings.Outcome), 170, 13.5, true), 13.5, Ink.Text, true)];
        if (point.HasInterval)
        {
            lines.Add((words.Say("{0} interval {1}", words.Level(settings.Level), words.Numbers.Range(NumberKind.Plain, PerThousand * point.Lower, PerThousand * point.Upper, Digits)), Canvas.AxisSize, Ink.Text, false));
        }

        labels.Write(lines, [.. Around(at.X, at.Y)]);
    }

    /// <summary>Places about a point, nearest first: right and below, left and above, farther away.</summary>
    private static IEnumerable<(double X, double Y, Anchor Anchor)> Around(double x, double y)
    {
        foreach (var far in (double[])[12, 34, 60, 90, 125, 165, 205])
        {
            yield return (x + 13, y + far, Anchor.Start);
            yield return (x - 13, y - far, Anchor.End);
            yield return (x - 13, y + far, Anchor.End);
            yield return (x + 13, y - far, Anchor.Start);
        }
    }

    private void DrawHighest(Canvas canvas, LabelPlaces labels, Datum[] shown, Scale x, Scale y)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var highest = shown[0];
        foreach (var point in shown)
        {
            highest = point.Value > highest.Value ? point : highest;
        }

        // Nothing to mark where treating all is best, or where the budget's own point is the highest.
        if (highest.X >= 1 || highest.Value <= 0 || PerThousand * depths.Budget.Value >= highest.Value)
        {
            return;
        }

        var text = words.Say("highest at {0}: {1}", words.Share(highest.X, 0), words.Plain(highest.Value, Digits));
        svg.Open(text);
        svg.Circle(x.At(highest.X), y.At(highest.Value), 4, Ink.Paper, Ink.Blue);
        svg.Close();
        var (atX, atY) = (x.At(highest.X), y.At(highest.Value));
        labels.Write(text, Canvas.AxisSize, Ink.Muted, false, [.. new[] { -12.0, -28, -46, -66, 22, 40 }
            .SelectMany(d => new[] { (atX, atY + d, Anchor.Middle), (PlotRight - 2, atY + d, Anchor.End), (atX - 8, atY + d, Anchor.End) })]);
    }

    private void DrawTenths(Canvas canvas, double top, double bottom)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var series = Tenths(words);
        var shown = series.Points.Where(p => p.HasValue && !words.IsSmall(p.N)).ToArray();
        canvas.Fitted(PanelLeft, top - 12, isBinary ? words.Say("uplift by tenth, percentage points") : words.Say("uplift by tenth"), Canvas.Right - PanelLeft, 11.5, Ink.Muted);
        var (scale, ticks) = Scale.Enclosing(shown.SelectMany(p => new[] { p.Value, p.Lower, p.Upper }).Append(0), BinLeft, BinRight, 3);
        canvas.ColumnGrid(scale, ticks, top, bottom, series.Kind, bottom + 17);
        svg.Line(scale.At(0), top, scale.At(0), bottom, Ink.Text, 1.3);
        for (var i = 0; i < series.Points.Count; i++)
        {
            var point = series.Points[i];
            var y = top + (i + 0.5) * (bottom - top) / series.Points.Count;
            canvas.Fitted(BinLeft - 12, y + 4, point.Label, BinLeft - 12 - PanelLeft + 8, Canvas.AxisSize, Ink.Muted, Anchor.End);
            if (words.IsSmall(point.N) || !point.HasValue)
            {
                svg.Text(BinLeft + 4, y + 4, words.IsSmall(point.N) ? words.Cell(point.N) : words.Say("not shown"), Canvas.AxisSize, Ink.Muted);
                continue;
            }

            canvas.IntervalDot(scale, y, series, point, Ink.Blue, false, 3.2);
            svg.Text(Canvas.Right - 4, y + 4, words.Numbers.Format(series.Kind, point.Value, series.Digits), Canvas.AxisSize, point.Contains(0) ? Ink.Muted : Ink.Text, Anchor.End, !point.Contains(0));
        }
    }

    private Series Tenths(Words words)
    {
        var series = new Series(words.Say("uplift by tenth"), words.Say("tenth"), words.Say("treated minus others"), BinKind, isBinary ? 1 : 2) { Null = 0 };
        foreach (var bin in bins)
        {
            var label = bin.Number == 1 ? words.Say("best tenth") : bin.Number == bins.Length ? words.Say("last tenth") : Guard.Text(bin.Number);
            var interval = bin.StandardError.IsDefined && bin.StandardError.Value > 0 ? bin.Interval(settings.Level) : default;
            var hasInterval = interval.Level > 0;
            series.Add(label, bin.Uplift.ValueOrNaN, hasInterval ? interval.Lower : double.NaN, hasInterval ? interval.Upper : double.NaN, bin.TreatedCustomers + bin.OtherCustomers);
        }

        return series;
    }

    /// <summary>Decimals of a count per thousand: none finer than the interval deserves.</summary>
    private int Digits => depths.End.HasInterval && PerThousand * (depths.End.Upper - depths.End.Lower) > 40 ? 0 : 1;

    private string PerThousandText(Words words, double value) => words.Plain(PerThousand * value, Digits);
}
