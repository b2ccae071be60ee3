using CustomerValue.Lifetime;
using CustomerValue.Statistics;

namespace CustomerValue.Reporting;

/// <summary>Lifetime calibration: by tenth of the forecast, what was expected of a customer and what came.</summary>
/// <remarks>
/// Intervals of the mean are Student's, jointly for the tenths (Bonferroni); a tenth in which all customers did the same has none.
/// A dot is hollow where its interval holds the forecast. Immutable and thread-safe.
/// </remarks>
public sealed class ForecastChart : Chart
{
    private const double PanelLeft = 452, GapLeft = 500, GapRight = 640;

    private readonly HoldoutEvaluation evaluation;
    private readonly ForecastChartOptions settings;

    private ForecastChart(HoldoutEvaluation evaluation, Provenance provenance, ForecastChartOptions settings)
        : base(provenance)
    {
        this.evaluation = evaluation;
        this.settings = settings;
    }

    /// <summary>The chart of a forecast against what came.</summary>
    /// <param name="evaluation">Forecasts against a period held back.</param>
    /// <param name="provenance">Where forecast and actual come from.</param>
    /// <param name="options">Names and level; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    public static ForecastChart From(HoldoutEvaluation evaluation, Provenance provenance, ForecastChartOptions? options = null) =>
        new(Guard.NotNull(evaluation), provenance, options ?? ForecastChartOptions.Default);

    private protected override string MakeFinding(Words words)
    {
        var points = Dots(words).Points.Where(p => !words.IsSmall(p.N)).ToArray();
        if (points.Length == 0)
        {
            return words.Say("Too few customers to compare forecast and outcome");
        }

        var low = points.Count(p => p.HasInterval && p.Lower > p.X);
        var high = points.Count(p => p.HasInterval && p.Upper < p.X);
        var best = points[0];
        var text = (Expected: Number(words, best.X), Came: Number(words, best.Value));
        var tenths = words.Count(points.Length);
        return (low, high) switch
        {
            (0, 0) when points.All(p => !p.HasInterval) => words.Say("No tenth varies enough to compare forecast and outcome"),
            (0, 0) => words.Say("No tenth is shown to be off; the best was forecast {0} {1} a customer and had {2}", text.Expected, settings.Outcome, text.Came),
            (0, _) => words.Say("The forecast is too high in {0} of {1} tenths; the best was forecast {2} {3} a customer and had {4}", words.Count(high), tenths, text.Expected, settings.Outcome, text.Came),
            (_, 0) => words.Say("The forecast is too low in {0} of {1} tenths; the best was forecast {2} {3} a customer and had {4}", words.Count(low), tenths, text.Expected, settings.Outcome, text.Came),
            _ => words.Say("The forecast is too low in {0} and too high in {1} of {2} tenths; the best was forecast {3} {4} a customer and had {5}",
                words.Count(low), words.Count(high), tenths, text.Expected, settings.Outcome, text.Came),
        };
    }

    private protected override string MakeShows(Words words) => words.Say(
        "Mean {0} a customer by tenth of the forecast; bars: {1} intervals that hold jointly", settings.Outcome, words.Level(settings.Level));

    private protected override IEnumerable<string> MakeNotes(Words words)
    {
        yield return words.Say("{0} customers", words.Cell(evaluation.ByForecast.Sum(t => t.Customers)));
        yield return words.Say("in all {0} expected, {1} came", Total(words, evaluation.TotalExpected), Total(words, evaluation.TotalActual));
        yield return words.Say("mean absolute error {0} a customer", Number(words, evaluation.MeanAbsoluteError));
        yield return words.Say("Student intervals, Bonferroni over the tenths; hollow dot: interval holds the forecast");
    }

    private protected override IReadOnlyList<Series> MakeSeries(Words words) => [Dots(words), Gaps(words)];

    private protected override void Draw(Canvas canvas)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var (dots, gaps) = (Dots(words), Gaps(words));
        var shown = dots.Points.Where(p => !words.IsSmall(p.N)).ToArray();
        if (shown.Length == 0)
        {
            canvas.Instead(words.Say("There are too few customers to draw."));
            return;
        }

        var top = canvas.Top + DiagonalPlot.Top;
        var bottom = top + 312;
        var (x, y, ticks) = DiagonalPlot.Scales(shown, top, bottom);
        canvas.Fitted(Canvas.Left, top - 12, words.Say("{0} a customer that came", settings.Outcome), DiagonalPlot.Right - Canvas.Left, 11.5, Ink.Muted);
        DiagonalPlot.Draw(canvas, dots, x, y, ticks);
        canvas.ColumnLabels(x, ticks, bottom + 17, dots.Kind);
        canvas.Fitted((x.From + x.To) / 2, bottom + 36, words.Say("{0} a customer forecast", settings.Outcome), x.To - x.From, 11.5, Ink.Muted, Anchor.Middle);
        DrawGaps(canvas, gaps, top, bottom);
        canvas.Bottom = bottom + 42;
    }

    private static void DrawGaps(Canvas canvas, Series gaps, double top, double bottom)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var shown = gaps.Points.Where(p => !words.IsSmall(p.N)).SelectMany(p => new[] { p.Value, p.Lower, p.Upper }).Append(0);
        var (scale, ticks) = Scale.Enclosing(shown, GapLeft, GapRight, 2);
        canvas.Fitted(PanelLeft, top - 12, words.Say("came minus forecast, by tenth"), 190, 11.5, Ink.Muted);
        canvas.ColumnGrid(scale, ticks, top, bottom, gaps.Kind, bottom + 17);
        svg.Line(scale.At(0), top, scale.At(0), bottom, Ink.Text, 1.3);
        for (var i = 0; i < gaps.Points.Count; i++)
        {
            var point = gaps.Points[i];
            var y = top + (i + 0.5) * (bottom - top) / gaps.Points.Count;
            canvas.Fitted(GapLeft - 10, y + 4, point.Label, GapLeft - 10 - PanelLeft + 26, Canvas.AxisSize, Ink.Muted, Anchor.End);
            if (words.IsSmall(point.N))
            {
                svg.Text(GapLeft + 4, y + 4, words.Cell(point.N), Canvas.AxisSize, Ink.Muted);
                continue;
            }

            canvas.IntervalDot(scale, y, gaps, point, Ink.Blue, false, 3.2);
            var isOff = !point.Contains(0);
            canvas.Fitted(Canvas.Right - 4, y + 4, words.Numbers.Format(gaps.Kind, point.Value, gaps.Digits), Canvas.Right - GapRight - 8, Canvas.AxisSize, isOff ? Ink.Text : Ink.Muted, Anchor.End, isOff);
        }
    }

    private Series Dots(Words words)
    {
        var series = new Series(words.Say("tenths"), words.Say("forecast"), words.Say("mean that came"), settings.Kind, 2) { IsUpright = true };
        var tenths = evaluation.ByForecast;
        for (var i = 0; i < tenths.Count; i++)
        {
            var interval = Interval(tenths[i]);
            series.AddPoint(
                words.Say("tenth {0}, {1} forecast", Guard.Text(tenths[i].Number), Number(words, tenths[i].MeanExpected)), tenths[i].MeanExpected, tenths[i].Actual.Mean,
                interval.Lower, interval.Upper, tenths[i].Customers);
        }

        return series;
    }

    private Series Gaps(Words words)
    {
        var kind = settings.Kind == NumberKind.Money ? NumberKind.MoneyDifference : NumberKind.Difference;
        var series = new Series(words.Say("came minus forecast"), words.Say("tenth"), words.Say("difference of means"), kind, 2) { Null = 0 };
        foreach (var tenth in evaluation.ByForecast)
        {
            var interval = Interval(tenth);
            var label = tenth.Number == 1 ? words.Say("best") : tenth.Number == 10 ? words.Say("last") : Guard.Text(tenth.Number);
            series.Add(label, tenth.Actual.Mean - tenth.MeanExpected, interval.Lower - tenth.MeanExpected, interval.Upper - tenth.MeanExpected, tenth.Customers);
        }

        return series;
    }

    /// <summary>Student's interval at the level of one of all tenths; none where nothing varies.</summary>
    private (double Lower, double Upper) Interval(ForecastTenth tenth)
    {
        if (!tenth.Actual.StandardError.IsDefined || tenth.Actual.StandardError.Value == 0)
        {
            return (double.NaN, double.NaN);
        }

        var interval = MeanInterval.StudentT(tenth.Actual, 1 - (1 - settings.Level) / evaluation.ByForecast.Count);
        return (interval.Lower, interval.Upper);
    }

    private string Number(Words words, double value) => words.Numbers.Format(settings.Kind, value, 2);

    private string Total(Words words, double value) => settings.Kind == NumberKind.Money ? words.Money(value) : words.Count(Math.Round(value));
}
