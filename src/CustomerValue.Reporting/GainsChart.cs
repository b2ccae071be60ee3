using CustomerValue.Evaluation;
using CustomerValue.Statistics;

namespace CustomerValue.Reporting;

/// <summary>Gains and lift: what share of all buyers the best-scored customers hold, and the response rate by tenth.</summary>
/// <remarks>
/// The band is Wilson's at each point, given where the scores cut: each buyer lies above the cut or below. Tenths carry Wilson intervals of
/// their rates. Where ties share customers between bins, intervals are taken at the nearest whole counts. Immutable and thread-safe.
/// </remarks>
public sealed class GainsChart : Chart
{
    private const double PlotLeft = 56, PlotRight = 412, PanelLeft = 452;

    private static readonly double[] Beside = [0.74, 0.86, 0.5, 0.3];

    private readonly GainsChartOptions settings;
    private readonly LiftTable table;
    private readonly double events;
    private readonly double customers;

    private GainsChart(LiftTable table, Provenance provenance, GainsChartOptions settings)
        : base(provenance)
    {
        this.table = table;
        this.settings = settings;
        events = table.Rows.Sum(r => r.Events);
        customers = table.Rows.Sum(r => r.Weight);
    }

    /// <summary>The chart of a lift table.</summary>
    /// <param name="table">A table of up to 10 bins, or of a multiple of 10 up to 200 (a finer curve).</param>
    /// <param name="provenance">Where the scores come from.</param>
    /// <param name="options">Budget and names; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">The table has another number of bins.</exception>
    public static GainsChart From(LiftTable table, Provenance provenance, GainsChartOptions? options = null)
    {
        var count = Guard.NotNull(table).Rows.Count;
        if (count > 10 && (count % 10 != 0 || count > 200))
        {
            throw new ArgumentException($"The table has {Guard.Text(count)} bins; up to 10, or a multiple of 10 up to 200, make a gains chart.", nameof(table));
        }

        return new GainsChart(table, provenance, options ?? GainsChartOptions.Default);
    }

    private bool IsEmpty => table.Rows.Count == 0 || !(events > 0);

    /// <summary>True where each step of the curve would speak of single buyers.</summary>
    private bool IsSmall(Words words) => words.IsSmall(events) || words.IsSmall(customers);

    /// <summary>Every so many bins: no two points of the curve are closer than the minimum cell.</summary>
    private int Stride(Words words) => table.Rows.Count == 0 ? 1 : (int)Math.Max(1, Math.Min(table.Rows.Count, Math.Ceiling(words.Options.MinimumCell * table.Rows.Count / customers - 1e-9)));

    private protected override string MakeFinding(Words words)
    {
        if (IsEmpty)
        {
            return words.Say("No {0} among the customers scored: no ranking to show", settings.Outcome);
        }

        if (IsSmall(words) || BudgetPoint(words) is not { } point)
        {
            return words.Say("Too few customers or {0} to show a ranking", settings.Outcome);
        }

        var share = ShareText.Of(words, settings.Budget);
        var gain = words.Share(point.Value, 0);
        return point.Lower > settings.Budget ? words.Say("Contacting the best {0} of customers reaches {1} of all {2}", share, gain, settings.Outcome)
            : point.Upper < settings.Budget ? words.Say("The best-scored {0} of customers hold only {1} of all {2}: fewer than at random", share, gain, settings.Outcome)
            : words.Say("The ranking is not shown to beat chance: the best {0} of customers hold {1} of all {2}", share, gain, settings.Outcome);
    }

    private protected override string MakeShows(Words words) =>
        words.Say("Cumulative gains and response rate by score; band and bars: {0} intervals", words.Level(settings.Level));

    private protected override IEnumerable<string> MakeNotes(Words words)
    {
        yield return words.Say("{0} customers, {1} {2}", words.Cell(customers), words.Cell(events), settings.Outcome);
        yield return words.Say("Wilson intervals, given where the scores cut");
    }

    private protected override IReadOnlyList<Series> MakeSeries(Words words)
    {
        var gains = new Series(words.Say("gains"), words.Say("share of customers"), words.Say("share of {0} reached", settings.Outcome), NumberKind.Share) { IsCurve = true };
        foreach (var row in Shown(words))
        {
            var point = Gain(row.CumulativeShare, row.CumulativeGain.Value);
            gains.AddPoint(words.Share(row.CumulativeShare, table.Rows.Count > 100 ? 1 : 0), point.X, point.Value, point.Lower, point.Upper, row.CumulativeShare * customers);
        }

        return [gains, Rates(words)];
    }

    private protected override void Draw(Canvas canvas)
    {
        if (IsEmpty || IsSmall(canvas.Words))
        {
            canvas.Instead(IsEmpty ? canvas.Words.Say("Nobody of the customers scored had the event, or nobody was scored.")
                : canvas.Words.Say("A curve of so few would speak of single customers."));
            return;
        }

        var top = canvas.Top + 33;
        DrawCurve(canvas, top, top + 312);
        DrawRates(canvas, top, top + 312);
        canvas.Bottom = top + 348;
    }

    private void DrawCurve(Canvas canvas, double top, double bottom)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var x = new Scale(0, 1, PlotLeft, PlotRight);
        var y = new Scale(0, 1, bottom, top);
        double[] ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
        canvas.RowGrid(y, ticks, PlotLeft, PlotRight, NumberKind.Share);
        canvas.ColumnLabels(x, ticks, bottom + 17, NumberKind.Share);
        svg.Text((PlotLeft + PlotRight) / 2, bottom + 36, words.Say("share of customers contacted, best score first"), 11.5, Ink.Muted, Anchor.Middle);
        canvas.Fitted(Canvas.Left, top - 12, words.Say("share of {0} reached", settings.Outcome), PlotRight - Canvas.Left, 11.5, Ink.Muted);

        var rate = events / customers;
        svg.Curve([(x.At(0), y.At(0)), (x.At(rate), y.At(1)), (x.At(1), y.At(1))], Ink.Rule, 1.2, "1 3");
        svg.Line(x.At(0), y.At(0), x.At(1), y.At(1), Ink.Grey, 1.2, "5 4");

        var curve = Curve(words).ToArray();
        svg.Area([.. curve.Select(p => (x.At(p.X), y.At(p.Upper)))], [.. curve.Select(p => (x.At(p.X), y.At(p.Lower)))], Ink.Blue);
        svg.Curve([.. curve.Select(p => (x.At(p.X), y.At(p.Value)))], Ink.Blue);
        if (rate < 0.5 && !curve.Any(p => p.X > rate && p.X < rate + 0.27 && p.Upper > 0.92))
        {
            svg.Text(x.At(rate) + 8, top + 15, words.Say("perfect ranking"), AxisText, Ink.Muted, hasHalo: true);
        }

        // Beside the diagonal, away from the words at the budget's mark.
        var beside = x.At(0.74);
        if (!words.IsSmall(settings.Budget * customers))
        {
            var (left, right, height) = DrawBudget(canvas, x, y, bottom);
            beside = x.At(Beside.First(t => t < 0.4 || Math.Abs(y.At(t - 0.08) - height) > 40 || x.At(t) > right || x.At(t) + 60 < left));
        }

        svg.Text(beside, y.At((beside - PlotLeft) / (PlotRight - PlotLeft) - 0.08), words.Say("at random"), AxisText, Ink.Muted, hasHalo: true);
    }

    private const double AxisText = Canvas.AxisSize;

    private (double Left, double Right, double Height) DrawBudget(Canvas canvas, Scale x, Scale y, double bottom)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var point = AtBudget(words);
        var at = (X: x.At(settings.Budget), Y: y.At(point.Value));
        svg.Line(at.X, at.Y, at.X, bottom, Ink.Text, 1.3);
        svg.Line(PlotLeft, at.Y, at.X, at.Y, Ink.Text, 1.2, "2 3");
        var budget = words.Say("budget: {0}", words.Share(settings.Budget, ShareText.Digits(settings.Budget)));
        var reach = words.Say("{0} of {1}", words.Share(point.Value, 0), settings.Outcome);
        var range = words.Say("{0} interval {1}", words.Level(settings.Level), words.Numbers.Range(NumberKind.Share, point.Lower, point.Upper));
        var isLeft = settings.Budget > 0.55;
        var (textX, anchor) = isLeft ? (at.X - 13, Anchor.End) : (at.X + 13, Anchor.Start);
        var room = isLeft ? at.X - 13 - PlotLeft : PlotRight - at.X - 13;
        var textY = Math.Min(bottom - 48, Math.Max(at.Y + 8, y.At(1) + 34));
        canvas.Fitted(isLeft ? at.X - 7 : at.X + 7, bottom - 8, budget, room, Canvas.BodySize, Ink.Text, anchor, true, true);
        svg.Open(words.Say("budget: {0}", words.Share(settings.Budget)) + ": " + words.Share(point.Value) + " (" + words.Numbers.Range(NumberKind.Share, point.Lower, point.Upper, 1) + ")");
        svg.Circle(at.X, at.Y, 5.5, Ink.Blue, Ink.Paper, 2);
        svg.Close();
        canvas.Fitted(textX, textY, reach, room, 13.5, Ink.Text, anchor, true, true);
        canvas.Fitted(textX, textY + 17, range, room, Canvas.AxisSize, Ink.Text, anchor, false, true);
        var wide = Math.Min(room, Math.Max(TextFit.Width(reach, 13.5, true), TextFit.Width(range, Canvas.AxisSize)));
        return isLeft ? (textX - wide, textX, textY + 6) : (textX, textX + wide, textY + 6);
    }

    private void DrawRates(Canvas canvas, double top, double bottom)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var series = Rates(words);
        var count = series.Points.Count;
        const double from = 524, to = 640;
        var (scale, ticks) = Scale.Enclosing(series.Points.SelectMany(p => new[] { p.Value, p.Upper }), from, to, 2, true);
        canvas.ColumnGrid(scale, ticks, top, bottom, NumberKind.Share, bottom + 17);
        canvas.Fitted(PanelLeft, top - 12, series.Measure, 180, 11.5, Ink.Muted);
        svg.Text(Canvas.Right - 4, top - 12, words.Say("lift"), 11.5, Ink.Muted, Anchor.End);
        var rate = events / customers;
        svg.Line(scale.At(rate), top, scale.At(rate), bottom, Ink.Grey, 1.3, "5 4");
        var all = words.Say("all: {0}", words.Share(rate));
        svg.Text(scale.At(rate), bottom + 36, all, 11.5, Ink.Muted, Anchor.Middle);
        for (var i = 0; i < count; i++)
        {
            var point = series.Points[i];
            var y = top + (i + 0.5) * (bottom - top) / count;
            var isAbove = point.HasInterval && point.Lower > rate;
            canvas.Fitted(from - 12, y + 4, point.Label, from - 12 - PanelLeft + 8, Canvas.AxisSize, Ink.Muted, Anchor.End);
            if (words.IsSmall(point.N))
            {
                svg.Text(from + 4, y + 4, words.Cell(point.N), Canvas.AxisSize, Ink.Muted);
                continue;
            }

            canvas.IntervalDot(scale, y, series, point, isAbove ? Ink.Blue : Ink.Grey, false, 3.2);
            svg.Text(Canvas.Right - 4, y + 4, words.Numbers.Format(NumberKind.Multiple, point.Value / rate, 1), Canvas.AxisSize, isAbove ? Ink.Text : Ink.Muted, Anchor.End, isAbove);
        }
    }

    private Series Rates(Words words)
    {
        var parts = Math.Min(10, table.Rows.Count);
        var name = parts == 10 ? words.Say("response rate by tenth") : words.Say("response rate by bin");
        var series = new Series(name, parts == 10 ? words.Say("tenth") : words.Say("bin"), name, NumberKind.Share);
        for (var i = 0; i < parts && !IsEmpty && !IsSmall(words); i++)
        {
            var step = table.Rows.Count / parts;
            double weight = 0, hits = 0;
            for (var k = i * step; k < (i + 1) * step; k++)
            {
                weight += table.Rows[k].Weight;
                hits += table.Rows[k].Events;
            }

            var interval = Wilson(hits, weight);
            var label = parts < 2 || (i > 0 && i < parts - 1) ? Guard.Text(i + 1)
                : i == 0 ? parts == 10 ? words.Say("best tenth") : words.Say("best bin")
                : parts == 10 ? words.Say("last tenth") : words.Say("last bin");
            series.Add(label, hits / weight, Math.Min(interval.Lower, hits / weight), Math.Max(interval.Upper, hits / weight), weight);
        }

        return series;
    }

    private IEnumerable<LiftRow> Shown(Words words)
    {
        var stride = Stride(words);
        return IsEmpty || IsSmall(words) ? [] : table.Rows.Where((_, i) => (i + 1) % stride == 0 || i == table.Rows.Count - 1);
    }

    private IEnumerable<Datum> Curve(Words words)
    {
        yield return new Datum(string.Empty, 0, 0, 0, 0, 0);
        foreach (var row in Shown(words))
        {
            yield return Gain(row.CumulativeShare, row.CumulativeGain.Value);
        }
    }

    private Datum Gain(double share, double gain)
    {
        if (share >= 1)
        {
            return new Datum(string.Empty, 1, 1, 1, 1, customers);
        }

        var interval = Wilson(gain * events, events);
        return new Datum(string.Empty, share, gain, Math.Min(interval.Lower, gain), Math.Max(interval.Upper, gain), share * customers);
    }

    internal GainsChartOptions Settings => settings;

    internal double Customers => customers;

    internal double Events => events;

    internal Datum? BudgetPoint(Words words) => IsEmpty || IsSmall(words) || words.IsSmall(settings.Budget * customers) ? null : AtBudget(words);

    private Datum AtBudget(Words words)
    {
        double share = 0, gain = 0;
        foreach (var row in Shown(words))
        {
            if (row.CumulativeShare >= settings.Budget)
            {
                var part = (settings.Budget - share) / (row.CumulativeShare - share);
                return Gain(settings.Budget, gain + part * (row.CumulativeGain.Value - gain));
            }

            (share, gain) = (row.CumulativeShare, row.CumulativeGain.Value);
        }

        return Gain(1, 1);
    }

    private ConfidenceInterval Wilson(double hits, double of)
    {
        var trials = (long)Math.Max(1, Math.Round(of, MidpointRounding.AwayFromZero));
        return ProportionInterval.Wilson(new ProportionCounts(Math.Min(trials, (long)Math.Round(hits, MidpointRounding.AwayFromZero)), trials), settings.Level);
    }
}
