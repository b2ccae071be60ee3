using CustomerValue.Uplift;

namespace CustomerValue.Reporting;

/// <summary>Profit by depth: what contacting the best-ranked customers earns, with budget, highest point and break-even.</summary>
/// <remarks>
/// Profit is extra outcomes × their value − contacts × their cost: what the contact changed, not what those contacted bought. The band holds
/// at each depth by itself, given the ranking; the highest point was found on the same customers and so flatters. Immutable and thread-safe.
/// </remarks>
public sealed class ProfitChart : Chart
{
    private const double PlotLeft = 76, PlotRight = 696, Height = 288;

    private readonly UpliftDepths depths;
    private readonly ProfitChartOptions settings;
    private readonly Datum[] points;
    private readonly Datum budget;
    private readonly double value, cost, customers;

    private ProfitChart(UpliftRanking ranking, double value, double cost, Provenance provenance, ProfitChartOptions settings)
        : base(provenance)
    {
        depths = new UpliftDepths(ranking, settings.Budget, settings.Level);
        this.value = value;
        this.cost = cost;
        this.settings = settings;
        customers = settings.Customers ?? depths.Customers;
        points = [.. depths.Points.Select(Profit)];
        budget = Profit(depths.Budget);
    }

    /// <summary>The chart of a ranking.</summary>
    /// <param name="ranking">Customers ranked by a score they were not fitted to. Its rows are not kept.</param>
    /// <param name="valuePerOutcome">What one extra outcome is worth, in money, finite and &gt; 0; 1 where the outcome is money.</param>
    /// <param name="costPerContact">What one contact costs, in money, finite and ≥ 0.</param>
    /// <param name="provenance">Where scores and outcomes come from.</param>
    /// <param name="options">Budget and size; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Value or cost is out of range.</exception>
    public static ProfitChart From(UpliftRanking ranking, double valuePerOutcome, double costPerContact, Provenance provenance, ProfitChartOptions? options = null) =>
        new(Guard.NotNull(ranking), Guard.Positive(valuePerOutcome), Guard.NonNegative(costPerContact), provenance, options ?? ProfitChartOptions.Default);

    private bool IsSmall(Words words) => words.IsSmall(depths.Customers) || words.IsSmall(depths.Budget.N);

    private protected override string MakeFinding(Words words)
    {
        var share = ShareText.Of(words, settings.Budget);
        if (IsSmall(words) || !budget.HasInterval)
        {
            return words.Say("What contacting the best {0} of customers earns cannot be estimated", share);
        }

        var (size, range) = (words.Money(Math.Abs(budget.Value)), words.Numbers.Range(NumberKind.Money, budget.Lower, budget.Upper));
        return (budget.Contains(0), budget.Value > 0, settings.IsRandomized) switch
        {
            (true, _, true) => words.Say("No profit from contacting the best {0} of customers can be shown yet", share),
            (true, _, _) => words.Say("Like with like or not, no profit among the best {0} of customers can be shown yet", share),
            (_, true, true) => words.Say("Contacting the best {0} of customers is expected to earn {1} ({2})", share, size, range),
            (_, true, _) => words.Say("Contacting the best {0} of customers would earn {1} ({2}), if the groups were alike", share, size, range),
            (_, _, true) => words.Say("Contacting the best {0} of customers is expected to lose {1} ({2})", share, size, range),
            _ => words.Say("Contacting the best {0} of customers would lose {1} ({2}), if the groups were alike", share, size, range),
        };
    }

    private protected override string MakeShows(Words words) => words.Say(
        "Cumulative profit by customers contacted, best first, of {0}; band: {1} intervals", words.Count(customers), words.Level(settings.Level));

    private protected override IEnumerable<string> MakeNotes(Words words)
    {
        yield return words.Say("profit: extra outcomes at {0} each, less {1} a contact", words.Money(value), words.Money(cost));
        yield return words.Say("estimated from {0} treated customers and {1} others", words.Cell(depths.Treated), words.Cell(depths.Customers - depths.Treated));
        yield return words.Say("{0} intervals at each depth by itself, given the ranking", depths.Method);
        yield return words.Say("highest point found on the same customers: expect less");
        yield return settings.IsRandomized ? words.Say("treatment drawn by lot") : words.Say("treatment was not drawn by lot");
    }

    private protected override IReadOnlyList<Series> MakeSeries(Words words)
    {
        var curve = new Series(words.Say("profit"), words.Say("customers contacted"), words.Say("cumulative profit"), NumberKind.Money) { IsCurve = true };
        foreach (var point in points)
        {
            curve.AddPoint(words.Count(point.X), point.X, point.Value, point.Lower, point.Upper, point.N);
        }

        return [curve];
    }

    private protected override void Draw(Canvas canvas)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var shown = points.Where(p => p.HasValue && !words.IsSmall(p.N)).ToArray();
        if (shown.Length < 2 || words.IsSmall(depths.Customers))
        {
            canvas.Instead(words.Say("There are too few customers to draw."));
            return;
        }

        var top = canvas.Top + 33;
        var bottom = top + Height;
        var x = new Scale(0, customers, PlotLeft, PlotRight);
        var (y, ticks) = Scale.Enclosing(shown.SelectMany(p => new[] { p.Value, p.Lower, p.Upper }), bottom, top, 6, true, true);
        canvas.RowGrid(y, ticks, PlotLeft, PlotRight, NumberKind.Money);
        canvas.ColumnLabels(x, Ticks.Between(0, customers, 6), bottom + 17, NumberKind.Count);
        svg.Text((PlotLeft + PlotRight) / 2, bottom + 36, words.Say("customers contacted, best first"), 11.5, Ink.Muted, Anchor.Middle);
        canvas.Fitted(Canvas.Left, top - 12, words.Say("cumulative profit"), 300, 11.5, Ink.Muted);
        svg.Line(PlotLeft, y.At(0), PlotRight, y.At(0), Ink.Text, 1.3);

        var labels = new LabelPlaces(canvas, PlotLeft + 2, top - 4, PlotRight, bottom - 3);
        var banded = shown.Where(p => p.HasInterval).ToArray();
        svg.Area([.. banded.Select(p => (x.At(p.X), y.At(p.Upper)))], [.. banded.Select(p => (x.At(p.X), y.At(p.Lower)))], Ink.Blue);
        (double X, double Y)[] line = [(x.At(0), y.At(0)), .. shown.Select(p => (x.At(p.X), y.At(p.Value)))];
        svg.Curve(line, Ink.Blue);
        labels.Reserve(line);
        labels.Reserve(PlotLeft, y.At(0) - 2, PlotRight, y.At(0) + 2);
        DrawBudget(canvas, labels, x, y);
        DrawHighest(canvas, labels, shown, x, y);
        DrawBreakEven(canvas, labels, shown, x, y);
        canvas.Bottom = bottom + 42;
    }

    private void DrawBudget(Canvas canvas, LabelPlaces labels, Scale x, Scale y)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        if (!budget.HasValue || words.IsSmall(budget.N))
        {
            return;
        }

        var (atX, atY) = (x.At(budget.X), y.At(budget.Value));
        var text = words.Say("budget: {0} customers", words.Count(Math.Round(budget.X)));
        svg.Line(atX, atY, atX, y.From, Ink.Text, 1.3);
        svg.Open(text + ": " + words.Money(budget.Value));
        svg.Circle(atX, atY, 5.5, Ink.Blue, Ink.Paper, 2);
        svg.Close();
        labels.Reserve(atX - 2, atY, atX + 2, y.From);
        labels.Write(text, Canvas.BodySize, Ink.Text, true, [.. new[] { 8.0, 30, 52, 80 }.SelectMany(d => new[] { (atX + 7, y.From - d, Anchor.Start), (atX - 7, y.From - d, Anchor.End) })]);
        List<(string, double, Ink, bool)> lines = [(words.Money(budget.Value), 13.5, Ink.Text, true)];
        if (budget.HasInterval)
        {
            lines.Add((words.Say("{0} interval {1}", words.Level(settings.Level), words.Numbers.Range(NumberKind.Money, budget.Lower, budget.Upper)), Canvas.AxisSize, Ink.Text, false));
        }

        labels.Write(lines, [.. new[] { 14.0, 34, 60, 90, 125, 165 }.SelectMany(d => new[]
        {
            (atX + 13, atY + d, Anchor.Start), (atX - 13, atY - d, Anchor.End), (atX + 13, atY - d, Anchor.Start), (atX - 13, atY + d, Anchor.End),
        })]);
    }

    private void DrawHighest(Canvas canvas, LabelPlaces labels, Datum[] shown, Scale x, Scale y)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var highest = Highest(shown);
        if (highest.Value <= 0 || budget.Value >= highest.Value)
        {
            return;
        }

        var (atX, atY) = (x.At(highest.X), y.At(highest.Value));
        var text = words.Say("highest: {0} at {1} customers", words.Money(highest.Value), words.Count(Math.Round(highest.X)));
        svg.Open(text);
        svg.Circle(atX, atY, 4, Ink.Paper, Ink.Blue);
        svg.Close();
        labels.Write(text, Canvas.AxisSize, Ink.Muted, false, [.. new[] { -14.0, -30, -50, -75, 24, 44, 70 }
            .SelectMany(d => new[] { (atX, atY + d, Anchor.Middle), (PlotRight - 2, atY + d, Anchor.End), (atX + 10, atY + d, Anchor.Start), (atX - 10, atY + d, Anchor.End) })]);
    }

    private static void DrawBreakEven(Canvas canvas, LabelPlaces labels, Datum[] shown, Scale x, Scale y)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        if (BreakEven(shown) is not { } depth)
        {
            return;
        }

        var (atX, zero) = (x.At(depth), y.At(0));
        var text = words.Say("pays up to {0} customers", words.Count(Math.Round(depth)));
        svg.Open(text);
        svg.Line(atX, zero - 16, atX, zero + 16, Ink.Ochre, 1.6, "4 3");
        svg.Circle(atX, zero, 3.5, Ink.Ochre, Ink.Paper, 1.5);
        svg.Close();
        labels.Write(text, Canvas.AxisSize, Ink.Ochre, true, [.. new[] { 16.0, 30, -10, -26, 50, -46 }
            .SelectMany(d => new[] { (atX - 8, zero + d, Anchor.End), (atX + 8, zero + d, Anchor.Start) })]);
    }

    /// <summary>Where the curve comes down through zero for the last time after its highest point; null where it does not.</summary>
    private static double? BreakEven(Datum[] shown)
    {
        var highest = Highest(shown);
        for (var i = shown.Length - 1; i > 0; i--)
        {
            var (before, after) = (shown[i - 1], shown[i]);
            if (before.X >= highest.X && before.Value > 0 && after.Value <= 0)
            {
                return shown[shown.Length - 1].Value > 0 ? null : before.X + (after.X - before.X) * before.Value / (before.Value - after.Value);
            }
        }

        return null;
    }

    private static Datum Highest(Datum[] shown)
    {
        var highest = shown[0];
        foreach (var point in shown)
        {
            highest = point.Value > highest.Value ? point : highest;
        }

        return highest;
    }

    private Datum Profit(Datum depth)
    {
        var contacts = customers * depth.X;
        double Of(double gain) => customers * value * gain - contacts * cost;
        return new Datum(string.Empty, contacts, Of(depth.Value), Of(depth.Lower), Of(depth.Upper), depth.N);
    }
}
