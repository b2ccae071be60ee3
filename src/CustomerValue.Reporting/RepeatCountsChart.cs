using CustomerValue.Lifetime;

namespace CustomerValue.Reporting;

/// <summary>Repeat-purchase counts: how many customers bought 0, 1, 2, … times again, and how many the model expects to.</summary>
/// <remarks>The limits are binomial and hold jointly for all counts (Bonferroni), given the model. Immutable and thread-safe.</remarks>
public sealed class RepeatCountsChart : Chart
{
    private const double PlotLeft = 60, PlotRight = 448, RowStep = 27, CameRight = 520, ExpectedRight = 590;

    private readonly RepeatCountsChartOptions settings;
    private readonly FrequencyTable whole;

    private RepeatCountsChart(FrequencyTable table, Provenance provenance, RepeatCountsChartOptions settings)
        : base(provenance)
    {
        whole = table;
        this.settings = settings;
    }

    /// <summary>The chart of a table of frequencies.</summary>
    /// <param name="table">Up to 21 classes; ten and an open one read best.</param>
    /// <param name="provenance">Where the customers come from.</param>
    /// <param name="options">Level and number of parameters; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">The table has more than 21 classes.</exception>
    public static RepeatCountsChart From(FrequencyTable table, Provenance provenance, RepeatCountsChartOptions? options = null) =>
        Guard.NotNull(table).Actual.Length <= 21 ? new RepeatCountsChart(table, provenance, options ?? RepeatCountsChartOptions.Default)
            : throw new ArgumentException($"The table has {Guard.Text(table.Actual.Length)} classes; at most 21 can be read.", nameof(table));

    private protected override string MakeFinding(Words words)
    {
        if (Shown(words) is not { } table)
        {
            return words.Say("There are too few customers: no counts to show");
        }

        var limits = Limits(table);

        int missed = 0, worst = -1;
        var most = 0.0;
        for (var n = 0; n < limits.Length; n++)
        {
            if (limits[n].Contains(table.Actual[n]))
            {
                continue;
            }

            missed++;
            var gap = Math.Abs(table.Actual[n] - table.Expected[n]) / Math.Sqrt(Math.Max(1e-9, table.Expected[n]));
            if (gap > most)
            {
                (worst, most) = (n, gap);
            }
        }

        var classes = words.Count(limits.Length);
        return missed == 0 ? words.Say("No misfit is shown: all {0} counts lie within the model's limits", classes)
            : worst < 0 ? words.Say("The model misses {0} of {1} counts", words.Count(missed), classes)
            : words.Say("The model misses {0} of {1} counts, most where customers bought {2} times again: {3} did, {4} were expected",
                words.Count(missed), classes, Name(table, worst), words.Count(table.Actual[worst]), words.Count(Math.Round(table.Expected[worst])));
    }

    private protected override string MakeShows(Words words) => words.Say(
        "Customers by number of repeat purchases, with {0} limits about the expectation that hold jointly", words.Level(settings.Level));

    private protected override IEnumerable<string> MakeNotes(Words words)
    {
        yield return words.Say("{0} customers", words.Cell(whole.Customers));
        if (Shown(words) is not { } table)
        {
            yield break;
        }

        yield return words.Say("hollow dot: the count lies within the limits");
        yield return words.Say("limits: binomial, given the model, Bonferroni over {0} counts", words.Count(table.Actual.Length));
        var distance = double.IsInfinity(table.ChiSquare) ? words.Plain(table.ChiSquare, 0) : words.Plain(table.ChiSquare, 1);
        if (settings.FittedParameters is not { } fitted || !table.PValue(fitted).IsDefined)
        {
            yield return words.Say("χ² = {0}, a distance and not a test", distance);
            yield break;
        }

        var (low, high) = (words.PValue(table.PValue(fitted).Value), words.PValue(table.PValue(0).Value));
        yield return string.Equals(low, high, StringComparison.Ordinal)
            ? words.Say("χ² = {0}, {1}", distance, low)
            : words.Say("χ² = {0}, between {1} and {2}: {3} parameters were fitted to the same customers", distance, low, high, words.Count(fitted));
    }

    private protected override IReadOnlyList<Series> MakeSeries(Words words)
    {
        var came = new Series(words.Say("customers counted"), words.Say("repeats"), words.Say("customers"), NumberKind.Count);
        var model = new Series(words.Say("expected by the model"), words.Say("repeats"), words.Say("customers"), NumberKind.Count);
        if (Shown(words) is { } table)
        {
            var limits = Limits(table);
            for (var n = 0; n < limits.Length; n++)
            {
                came.Add(Name(table, n), table.Actual[n], n: table.Actual[n]);
                model.Add(Name(table, n), table.Expected[n], limits[n].Lower, limits[n].Upper);
            }
        }

        return [came, model];
    }

    private protected override void Draw(Canvas canvas)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var (series, top) = (MakeSeries(words), canvas.Top + 50);
        var classes = series[0].Points.Count;
        if (classes == 0)
        {
            canvas.Instead(words.Say("There are too few customers to count."));
            return;
        }

        var bottom = top + RowStep * classes + 4;
        var (scale, ticks) = Scale.Enclosing(series.SelectMany(s => s.Points).SelectMany(p => new[] { p.Value, p.Upper }), PlotLeft, PlotRight, 5, true);
        canvas.Fitted(Canvas.Left, top - 10, words.Say("repeat purchases"), PlotRight - Canvas.Left, 11.5, Ink.Muted);
        canvas.Fitted(CameRight, top - 10, words.Say("counted"), CameRight - PlotRight - 4, 11.5, Ink.Muted, Anchor.End);
        canvas.Fitted(ExpectedRight, top - 10, words.Say("expected"), ExpectedRight - CameRight - 6, 11.5, Ink.Blue, Anchor.End);
        canvas.Fitted(Canvas.Right, top - 10, words.Say("limits"), Canvas.Right - ExpectedRight - 6, 11.5, Ink.Blue, Anchor.End);
        canvas.ColumnGrid(scale, ticks, top, bottom, NumberKind.Count);
        svg.Line(scale.At(0), top, scale.At(0), bottom, Ink.Rule, 1.3);
        for (var n = 0; n < classes; n++)
        {
            DrawRow(canvas, scale, top + 2 + (n + 0.5) * RowStep, series[0], series[1], n);
        }

        svg.Text((PlotLeft + PlotRight) / 2, bottom + 34, words.Say("customers"), 11.5, Ink.Muted, Anchor.Middle);
        canvas.Bottom = bottom + 38;
    }

    private static void DrawRow(Canvas canvas, Scale scale, double y, Series came, Series model, int n)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var (actual, expected) = (came.Points[n], model.Points[n]);
        var isInside = expected.Contains(actual.Value);
        svg.Text(PlotLeft - 10, y + 4, actual.Label, Canvas.BodySize, Ink.Text, Anchor.End);
        svg.Open(canvas.TitleOf(came, actual));
        svg.Rectangle(scale.At(0), y - 8, scale.At(actual.Value) - scale.At(0), 16, Ink.Grey, 0.35);
        svg.Close();

        svg.Open(canvas.TitleOf(model, expected));
        svg.Rectangle(scale.At(expected.Lower), y - 4.5, Math.Max(1, scale.At(expected.Upper) - scale.At(expected.Lower)), 9, Ink.Blue, 0.28, 2);
        svg.Circle(scale.At(expected.Value), y, 4, isInside ? Ink.Paper : Ink.Blue, Ink.Blue);
        svg.Close();
        svg.Text(CameRight, y + 4, words.Count(actual.Value), Canvas.BodySize, Ink.Text, Anchor.End, !isInside);
        svg.Text(ExpectedRight, y + 4, words.Count(Math.Round(expected.Value)), Canvas.BodySize, Ink.Muted, Anchor.End);
        canvas.Fitted(Canvas.Right, y + 4, words.Numbers.Range(NumberKind.Count, expected.Lower, expected.Upper), Canvas.Right - ExpectedRight - 8, Canvas.AxisSize, Ink.Muted, Anchor.End);
    }

    private ConfidenceInterval[] Limits(FrequencyTable table)
    {
        var count = table.Actual.Length;
        return [.. Enumerable.Range(0, count).Select(n => table.Interval(n, 1 - (1 - settings.Level) / count))];
    }

    /// <summary>The table with small classes folded into the open one: a class hidden alone could be worked out of the others. Null where nothing can be shown.</summary>
    private FrequencyTable? Shown(Words words)
    {
        for (var last = whole.Actual.Length - 1; last > 0 && whole.Customers > 0; last--)
        {
            var table = whole.Fold(last);
            if (!table.Actual.ToArray().Any(n => words.IsSmall(n)))
            {
                return table;
            }
        }

        return null;
    }

    private static string Name(FrequencyTable table, int n) => n == table.Actual.Length - 1 ? Guard.Text(n) + "+" : Guard.Text(n);
}
