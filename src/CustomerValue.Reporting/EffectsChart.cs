namespace CustomerValue.Reporting;

/// <summary>Effects as a forest: a diamond for all customers, squares for subgroups or outcomes, with the lines of zero and of break-even.</summary>
/// <remarks>A square's area grows with precision; hollow means that the interval contains zero. Every interval is printed. Immutable and thread-safe.</remarks>
public sealed class EffectsChart : Chart
{
    private const double PlotLeft = 270, PlotRight = 556, CountRight = 252, RowStep = 22;

    private readonly EffectRow[] rows;
    private readonly EffectsChartOptions settings;

    private EffectsChart(EffectRow[] rows, Provenance provenance, EffectsChartOptions settings)
        : base(provenance)
    {
        this.rows = rows;
        this.settings = settings;
    }

    /// <summary>The chart of some effects.</summary>
    /// <param name="rows">Up to 40 rows, those of one heading together; the first without heading is the effect on all and gives the title.</param>
    /// <param name="provenance">Where the effects come from.</param>
    /// <param name="options">What is compared; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument or a row is null.</exception>
    /// <exception cref="ArgumentException">There are more than 40 rows.</exception>
    public static EffectsChart From(IReadOnlyList<EffectRow> rows, Provenance provenance, EffectsChartOptions? options = null)
    {
        if (Guard.NotNull(rows).Count > 40)
        {
            throw new ArgumentException($"There are {Guard.Text(rows.Count)} rows; at most 40 can be read.", nameof(rows));
        }

        return new EffectsChart([.. rows.Select(r => Guard.NotNull(r, nameof(rows)))], provenance, options ?? EffectsChartOptions.Default);
    }

    private EffectRow? Whole => rows.Length > 0 && rows[0].Group.Length == 0 ? rows[0] : null;

    private protected override string MakeFinding(Words words)
    {
        if (rows.Length == 0)
        {
            return words.Say("No effect was estimated");
        }

        if (Whole is { } whole && !(whole.N is { } n && words.IsSmall(n)))
        {
            var size = SizeOf(words, Math.Abs(whole.Effect.Estimate.ValueOrNaN), Digits(whole));
            return Findings.Title(words, Findings.OfEffect(whole.Effect.Estimate, whole.Effect.Interval, settings.BreakEven), settings.IsRandomized, settings.Treatment, settings.Outcome, size);
        }

        var shown = rows.Count(r => Findings.OfEffect(r.Effect.Estimate, r.Effect.Interval) is not (EffectFinding.NotShown or EffectFinding.Unknown) && !(r.N is { } k && words.IsSmall(k)));
        return shown == 1 && rows.Length > 1 ? words.Say("1 of {0} differences can be shown: its interval excludes zero", words.Count(rows.Length))
            : shown == 0 ? words.Say("None of {0} differences can be shown yet", words.Count(rows.Length))
            : words.Say("{0} of {1} differences can be shown: their intervals exclude zero", words.Count(shown), words.Count(rows.Length));
    }

    private protected override string MakeShows(Words words)
    {
        var level = words.Level(rows.Select(r => r.Effect.Interval.Level).FirstOrDefault(l => l > 0) is var l and > 0 ? l : 0.95);
        return settings.Kind == NumberKind.Points ? words.Say("Differences in {0}, in percentage points with {1} intervals", settings.Outcome, level)
            : words.Say("Differences in {0} with {1} intervals", settings.Outcome, level);
    }

    private protected override IEnumerable<string> MakeNotes(Words words)
    {
        yield return settings.Design;
        yield return string.Join(", ", rows.Where(r => r.Effect.Estimate.IsDefined).Select(r => r.Effect.Interval.Method).Distinct(StringComparer.Ordinal).Take(3));
        if (rows.Length > 1)
        {
            yield return settings.Adjustment.Length > 0 ? settings.Adjustment : words.Say("intervals not adjusted for {0} rows", words.Count(rows.Length));
        }

        yield return words.Say("filled: interval excludes zero");
        if (!settings.IsRandomized)
        {
            yield return words.Say("groups were not drawn by lot");
        }
    }

    private protected override IReadOnlyList<Series> MakeSeries(Words words)
    {
        var all = new List<Series>();
        foreach (var row in rows)
        {
            var group = row.Group.Length > 0 ? row.Group : words.Say("overall");
            if (all.Count == 0 || !string.Equals(all[all.Count - 1].Name, group, StringComparison.Ordinal))
            {
                all.Add(new Series(group, words.Say("customers"), words.Say("difference"), settings.Kind, rows.Max(Digits)) { Null = 0 });
            }

            all[all.Count - 1].Add(row.Label, row.Effect.Estimate, row.Effect.Interval, row.N ?? double.NaN);
        }

        // The n of the others and of all would give a single small row away: where one row of a heading is hidden, no n of that heading is shown.
        foreach (var series in all)
        {
            if (series.Points.Count(p => words.IsSmall(p.N)) == 1 && series.Points.Count > 1)
            {
                series.ForgetCounts(p => !words.IsSmall(p.N));
            }
        }

        return all;
    }

    private protected override void Draw(Canvas canvas)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var all = MakeSeries(words);
        var visible = all.SelectMany(s => s.Points).Where(p => p.HasValue && !words.IsSmall(p.N)).ToArray();
        if (visible.Length == 0)
        {
            canvas.Instead(words.Say("There is no effect to draw."));
            return;
        }

        var top = canvas.Top + 44;
        var bottom = top + 16 + all.Sum(s => s.Points.Count * RowStep + (IsOverall(s, all) ? 14 : 34));
        var numbers = visible.SelectMany(p => new[] { p.Value, p.Lower, p.Upper }).Append(0);
        var (scale, ticks) = Scale.Enclosing(settings.BreakEven is { } b ? numbers.Append(b) : numbers, PlotLeft, PlotRight, 6);
        svg.Text(Canvas.Left, top - 8, words.Say("customers"), 11.5, Ink.Muted);
        svg.Text(CountRight, top - 8, "n", 11.5, Ink.Muted, Anchor.End);
        svg.Text(Canvas.Right, top - 8, words.Say("difference (interval)"), 11.5, Ink.Muted, Anchor.End);
        if (settings.BreakEven is { } limit)
        {
            svg.Rectangle(PlotLeft, top, scale.At(limit) - PlotLeft, bottom - top, Ink.Shade);
        }

        canvas.ColumnGrid(scale, ticks, top, bottom, settings.Kind, bottom + 16);
        svg.Line(PlotLeft, bottom, PlotRight, bottom, Ink.Rule);
        svg.Line(scale.At(0), top, scale.At(0), bottom, Ink.Text, 1.3);
        if (settings.BreakEven is { } even)
        {
            svg.Line(scale.At(even), top, scale.At(even), bottom, Ink.Ochre, 1.4, "4 3");
        }

        if (Whole is { } whole && whole.Effect.Estimate.IsDefined && rows.Length > 1)
        {
            svg.Line(scale.At(whole.Effect.Estimate.Value), top, scale.At(whole.Effect.Estimate.Value), bottom, Ink.Blue, 1.2, "1 3");
        }

        var narrowest = visible.Where(p => p.HasInterval && p.Upper > p.Lower).Select(p => p.Upper - p.Lower).DefaultIfEmpty(1).Min();
        var y = top + 18;
        foreach (var series in all)
        {
            var isOverall = IsOverall(series, all);
            if (!isOverall)
            {
                svg.Line(Canvas.Left, y - 12, Canvas.Right, y - 12, Ink.Grid);
                canvas.Fitted(Canvas.Left, y + 6, series.Name, CountRight - Canvas.Left, Canvas.BodySize, isBold: true);
                y += RowStep;
            }

            foreach (var point in series.Points)
            {
                DrawRow(canvas, scale, y, series, point, isOverall, narrowest);
                y += RowStep;
            }

            y += isOverall ? 14 : 12;
        }

        DrawBelow(canvas, scale, bottom);
        canvas.Bottom = bottom + 42;
    }

    private static void DrawRow(Canvas canvas, Scale scale, double y, Series series, Datum point, bool isOverall, double narrowest)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        canvas.Fitted(Canvas.Left + (isOverall ? 0 : 12), y + 4, point.Label, 176 - (isOverall ? 0 : 12), isOverall ? Canvas.HeadSize : Canvas.BodySize, isBold: isOverall);
        if (!double.IsNaN(point.N))
        {
            svg.Text(CountRight, y + 4, words.Cell(point.N), Canvas.AxisSize, isOverall ? Ink.Text : Ink.Muted, Anchor.End, isOverall);
        }

        if (words.IsSmall(point.N) || !point.HasValue)
        {
            svg.Text(Canvas.Right, y + 4, words.Say("not shown"), Canvas.AxisSize, Ink.Muted, Anchor.End);
            return;
        }

        var isHollow = point.Contains(0);
        var text = words.Numbers.Format(series.Kind, point.Value, series.Digits) + (point.HasInterval ? " (" + words.Numbers.Range(series.Kind, point.Lower, point.Upper, series.Digits) + ")" : string.Empty);
        canvas.Fitted(Canvas.Right, y + 4, text, Canvas.Right - PlotRight - 6, Canvas.AxisSize, isHollow ? Ink.Muted : Ink.Text, Anchor.End, isOverall);
        svg.Open(canvas.TitleOf(series, point));
        var (from, at, to) = (scale.At(point.Lower), scale.At(point.Value), scale.At(point.Upper));
        if (isOverall && point.HasInterval && !double.IsInfinity(point.Lower) && !double.IsInfinity(point.Upper) && to - from > 4)
        {
            svg.Area([(from, y), (at, y - 7), (to, y), (at, y + 7)], [], isHollow ? Ink.Paper : Ink.Blue, 1);
            svg.Curve([(from, y), (at, y - 7), (to, y), (at, y + 7), (from, y)], Ink.Blue, 1.2);
        }
        else
        {
            if (point.HasInterval)
            {
                svg.Line(from, y, to, y, Ink.Blue, 2);
            }

            var side = point.HasInterval && point.Upper > point.Lower ? Math.Max(6, 16 * Math.Sqrt(narrowest / (point.Upper - point.Lower))) : 8;
            svg.Rectangle(at - side / 2, y - side / 2, side, side, isHollow ? Ink.Paper : Ink.Blue, 1, 1.5, Ink.Blue);
        }

        svg.Close();
    }

    private void DrawBelow(Canvas canvas, Scale scale, double bottom)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var zero = scale.At(0);
        var lower = words.Say("← lower");
        var higher = words.Say("higher →");
        svg.Text(Math.Max(zero - 8, PlotLeft + TextFit.Width(lower, Canvas.AxisSize)), bottom + 35, lower, Canvas.AxisSize, Ink.Muted, Anchor.End);
        var x = Math.Max(zero + 8, PlotLeft + TextFit.Width(lower, Canvas.AxisSize) + 12);
        svg.Text(x, bottom + 35, higher, Canvas.AxisSize, Ink.Muted);
        if (settings.BreakEven is { } limit)
        {
            x += TextFit.Width(higher, Canvas.AxisSize) + 18;
            var text = words.Say("pays for itself from {0}", words.Numbers.Format(settings.Kind, limit, Math.Max(1, rows.Max(Digits))));
            x = Math.Min(x, Canvas.Right - 20 - TextFit.Width(text, Canvas.AxisSize, true));
            svg.Line(x, bottom + 31, x + 15, bottom + 31, Ink.Ochre, 1.4, "4 3");
            svg.Text(x + 20, bottom + 35, text, Canvas.AxisSize, Ink.Ochre, isBold: true);
        }
    }

    private bool IsOverall(Series series, IReadOnlyList<Series> all) => Whole is not null && ReferenceEquals(series, all[0]);

    private int Digits(EffectRow row) => row.Effect.Estimate.IsDefined && !double.IsInfinity(row.Effect.Interval.Width)
        ? Math.Min(settings.Kind == NumberKind.Points ? 2 : 6, Math.Max(settings.Kind == NumberKind.Points ? 1 : 0, NumberStyle.DigitsFor(settings.Kind, row.Effect.Interval.Width / 4) - 1)) : 1;

    /// <summary>The size of an effect; one that rounds to nothing is said to be less than what can be written.</summary>
    private string SizeOf(Words words, double size, int digits)
    {
        if (settings.Kind == NumberKind.MoneyDifference)
        {
            return words.Money(size);
        }

        var shown = settings.Kind == NumberKind.Points ? 100 * size : size;
        var least = 1.0;
        for (var i = 0; i < digits; i++)
        {
            least /= 10;
        }

        var text = shown > 0 && shown < least / 2 ? words.Say("less than {0}", words.Plain(least, digits)) : words.Plain(shown, digits);
        return settings.Kind == NumberKind.Points ? words.Say("{0} points", text) : text;
    }
}
