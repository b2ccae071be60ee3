using CustomerValue.Evaluation;

namespace CustomerValue.Reporting;

/// <summary>Calibration: do as many have the event as the probabilities say, and where do the customers lie.</summary>
/// <remarks>
/// Dots are bins of the predicted probability with Wilson intervals of their observed rate, hollow where the interval holds the diagonal; below,
/// how many customers each bin has. The title comes from Cox's slope and intercept, not from the bins. Immutable and thread-safe.
/// </remarks>
public sealed class CalibrationChart : Chart
{
    private const double PanelLeft = 452;

    private readonly CalibrationChartOptions settings;
    private readonly CalibrationTable table;
    private readonly CalibrationLine line;
    private readonly double customers;

    private CalibrationChart(CalibrationTable table, CalibrationLine line, Provenance provenance, CalibrationChartOptions settings)
        : base(provenance)
    {
        this.table = table;
        this.line = line;
        this.settings = settings;
        customers = table.Bins.Sum(b => b.Weight);
    }

    /// <summary>The chart of a calibration table and line.</summary>
    /// <param name="table">Up to 20 bins; equal numbers of customers show most where the event is rare.</param>
    /// <param name="line">Slope and intercept of the same probabilities.</param>
    /// <param name="provenance">Where the probabilities come from.</param>
    /// <param name="options">Names and level; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">The table has more than 20 bins.</exception>
    public static CalibrationChart From(CalibrationTable table, CalibrationLine line, Provenance provenance, CalibrationChartOptions? options = null)
    {
        if (Guard.NotNull(table).Bins.Count > 20)
        {
            throw new ArgumentException($"The table has {Guard.Text(table.Bins.Count)} bins; at most 20 can be read.", nameof(table));
        }

        return new CalibrationChart(table, Guard.NotNull(line), provenance, options ?? CalibrationChartOptions.Default);
    }

    private double Predicted => table.Bins.Sum(b => b.Weight * b.MeanProbability) / customers;

    private double Observed => table.Bins.Sum(b => b.Weight * b.ObservedRate) / customers;

    private protected override string MakeFinding(Words words)
    {
        if (!(customers > 0))
        {
            return words.Say("Nobody was scored: no calibration to show");
        }

        if (words.IsSmall(customers) || !line.InTheLarge.IsDefined)
        {
            return words.Say("Calibration cannot be judged from these outcomes");
        }

        var (slope, level) = (line.SlopeInterval(settings.Level), line.InTheLargeInterval(settings.Level));
        var (predicted, observed) = Apart(words, Predicted, Observed);
        var (isExtreme, isTimid) = (line.Slope.IsDefined && slope.Upper < 1, line.Slope.IsDefined && slope.Lower > 1);
        if (level.Upper < 0)
        {
            return isExtreme ? words.Say("Probabilities are too high ({0} predicted, {1} observed) and too extreme", predicted, observed)
                : isTimid ? words.Say("Probabilities are too high ({0} predicted, {1} observed) and too timid", predicted, observed)
                : words.Say("Probabilities are too high: {0} predicted, {1} observed", predicted, observed);
        }

        if (level.Lower > 0)
        {
            return isExtreme ? words.Say("Probabilities are too low ({0} predicted, {1} observed) and too extreme", predicted, observed)
                : isTimid ? words.Say("Probabilities are too low ({0} predicted, {1} observed) and too timid", predicted, observed)
                : words.Say("Probabilities are too low: {0} predicted, {1} observed", predicted, observed);
        }

        return isExtreme ? words.Say("Probabilities are too extreme: the high ones too high, the low ones too low")
            : isTimid ? words.Say("Probabilities are too timid: the high ones too low, the low ones too high")
            : words.Say("No miscalibration can be shown: {0} predicted, {1} observed", predicted, observed);
    }

    private protected override string MakeShows(Words words) => words.Say(
        "Observed rate of {0} against the predicted probability, in {1} bins; bars: {2} intervals", settings.Outcome, words.Count(table.Bins.Count), words.Level(settings.Level));

    private protected override IEnumerable<string> MakeNotes(Words words)
    {
        yield return words.Say("{0} customers, {1} {2}", words.Cell(customers), words.Cell(Math.Round(customers * (customers > 0 ? Observed : 0))), settings.Outcome);
        yield return words.Say("bins: Wilson intervals; slope and intercept: logistic fit on the predicted log-odds, Wald intervals");
        yield return words.Say("hollow dot: interval holds the diagonal");
        if (table.ExpectedError.IsDefined)
        {
            yield return words.Say("mean distance from the diagonal {0} points", words.Plain(100 * table.ExpectedError.Value, 2));
        }
    }

    private protected override IReadOnlyList<Series> MakeSeries(Words words)
    {
        var slope = new Series(words.Say("slope"), words.Say("figure"), words.Say("slope, ideal 1"), NumberKind.Plain, 2) { Null = 1 };
        var level = new Series(words.Say("intercept"), words.Say("figure"), words.Say("intercept at slope 1, ideal 0"), NumberKind.Difference, 2) { Null = 0 };
        slope.Add(words.Say("slope"), line.Slope, line.SlopeInterval(settings.Level), customers);
        level.Add(words.Say("intercept"), line.InTheLarge, line.InTheLargeInterval(settings.Level), customers);
        return [Bins(words), slope, level];
    }

    private protected override void Draw(Canvas canvas)
    {
        if (!(customers > 0) || canvas.Words.IsSmall(customers))
        {
            canvas.Instead(canvas.Words.Say("There are too few customers to draw."));
            return;
        }

        var (top, series) = (canvas.Top + DiagonalPlot.Top, MakeSeries(canvas.Words));
        DrawBins(canvas, series[0], top, top + 268);
        DrawFigure(canvas, series[1], top + 16, canvas.Words.Say("below 1: too extreme, above 1: too timid"));
        DrawFigure(canvas, series[2], top + 132, canvas.Words.Say("below 0: too high, above 0: too low"));
        DrawMeans(canvas, top + 268);
        canvas.Bottom = top + 356;
    }

    private Series Bins(Words words)
    {
        var series = new Series(words.Say("bins"), words.Say("predicted"), words.Say("observed rate"), NumberKind.Share) { IsUpright = true };
        for (var i = 0; i < table.Bins.Count; i++)
        {
            var bin = table.Bins[i];
            var interval = bin.Interval(settings.Level);
            series.AddPoint(words.Say("bin {0}, {1} predicted", Guard.Text(i + 1), words.Share(bin.MeanProbability)), bin.MeanProbability, bin.ObservedRate, interval.Lower, interval.Upper, bin.Weight);
        }

        return series;
    }

    private void DrawBins(Canvas canvas, Series series, double top, double bottom)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var shown = series.Points.Where(p => !words.IsSmall(p.N)).ToArray();
        var (x, y, ticks) = DiagonalPlot.Scales(shown, top, bottom);
        canvas.Fitted(Canvas.Left, top - 12, words.Say("observed rate of {0}", settings.Outcome), DiagonalPlot.Right - Canvas.Left, 11.5, Ink.Muted);
        DiagonalPlot.Draw(canvas, series, x, y, ticks);
        const double height = 34;
        var floor = bottom + 12 + height;
        var most = shown.Select(p => p.N).DefaultIfEmpty(1).Max();
        foreach (var point in shown)
        {
            svg.Open(words.Say("{0}: {1} customers", point.Label, words.Count(point.N)));
            svg.Rectangle(x.At(point.X) - 2.5, floor - height * point.N / most, 5, height * point.N / most, Ink.Grey, 0.55);
            svg.Close();
        }

        svg.Line(x.From, floor, x.To, floor, Ink.Rule);
        svg.Text(x.From - 8, floor - height + 8, words.Count(most), Canvas.SmallSize, Ink.Muted, Anchor.End);
        svg.Text(x.From - 8, floor + 3, "n", Canvas.SmallSize, Ink.Muted, Anchor.End);
        canvas.ColumnLabels(x, ticks, floor + 17, NumberKind.Share);
        svg.Text((x.From + x.To) / 2, floor + 36, words.Say("predicted probability"), 11.5, Ink.Muted, Anchor.Middle);
    }

    private static void DrawFigure(Canvas canvas, Series series, double top, string meaning)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var point = series.Points[0];
        canvas.Fitted(PanelLeft, top - 8, series.Measure, Canvas.Right - PanelLeft, Canvas.HeadSize, isBold: true);
        canvas.Fitted(PanelLeft, top + 8, meaning, Canvas.Right - PanelLeft, Canvas.AxisSize, Ink.Muted);
        if (!point.HasValue)
        {
            svg.Text(PanelLeft, top + 36, words.Say("not estimated"), Canvas.BodySize, Ink.Muted);
            return;
        }

        var (scale, ticks) = Scale.Enclosing([point.Value, point.Lower, point.Upper, series.Null], PanelLeft + 12, Canvas.Right - 16, 4);
        canvas.ColumnGrid(scale, ticks, top + 18, top + 56, series.Kind);
        svg.Line(scale.At(series.Null), top + 18, scale.At(series.Null), top + 56, Ink.Text, 1.3);
        canvas.IntervalDot(scale, top + 44, series, point, Ink.Blue);
    }

    private void DrawMeans(Canvas canvas, double bottom)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var (predicted, observed) = Apart(words, Predicted, Observed);
        svg.Line(PanelLeft, bottom - 22, Canvas.Right, bottom - 22, Ink.Grid);
        svg.Text(PanelLeft, bottom, words.Say("predicted on average"), Canvas.BodySize, Ink.Muted);
        svg.Text(Canvas.Right, bottom, predicted, Canvas.BodySize, Ink.Text, Anchor.End, true);
        svg.Text(PanelLeft, bottom + 20, words.Say("observed"), Canvas.BodySize, Ink.Muted);
        svg.Text(Canvas.Right, bottom + 20, observed, Canvas.BodySize, Ink.Text, Anchor.End, true);
        svg.Text(PanelLeft, bottom + 40, words.Say("mean distance, points"), Canvas.BodySize, Ink.Muted);
        svg.Text(Canvas.Right, bottom + 40, words.Plain(100 * table.ExpectedError.ValueOrNaN, 2), Canvas.BodySize, Ink.Text, Anchor.End, true);
    }

    /// <summary>Two shares with as many decimals as tell them apart, at most four.</summary>
    private static (string First, string Second) Apart(Words words, double first, double second)
    {
        var digits = 1;
        while (digits < 4 && first != second && string.Equals(words.Share(first, digits), words.Share(second, digits), StringComparison.Ordinal))
        {
            digits++;
        }

        return (words.Share(first, digits), words.Share(second, digits));
    }
}
