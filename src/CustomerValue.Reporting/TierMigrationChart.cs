using CustomerValue.Information;
using CustomerValue.Segmentation;
using CustomerValue.Statistics;

namespace CustomerValue.Reporting;

/// <summary>Where each value tier's customers went: a table of shares and counts colored by direction, those who left apart, and the share that rose.</summary>
/// <remarks>
/// Shares are of all who were in the tier at first, those who left included. Cells below the minimum are withheld together with the cells
/// that would give them away (<see cref="SuppressedTable"/>); so is the share that rose where it would. Immutable and thread-safe.
/// </remarks>
public sealed class TierMigrationChart : Chart
{
    private const double GridLeft = 148, GridRight = 518, RowStep = 54;

    private readonly TransitionCounts counts;
    private readonly string[] tiers;
    private readonly TierMigrationChartOptions settings;

    private TierMigrationChart(TransitionCounts counts, string[] tiers, Provenance provenance, TierMigrationChartOptions settings)
        : base(provenance)
    {
        this.counts = counts;
        this.tiers = tiers;
        this.settings = settings;
    }

    internal TransitionCounts Counts => counts;

    internal double Present => counts.Matched + Enumerable.Range(0, tiers.Length).Sum(i => counts.Exits(i));

    /// <summary>The chart of movements between tiers.</summary>
    /// <param name="counts">Movements between 2 to 7 tiers, the lowest tier first.</param>
    /// <param name="tiers">Names of the tiers, in the same order.</param>
    /// <param name="provenance">Where the counts come from.</param>
    /// <param name="options">Names of the moments; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument or a name is null.</exception>
    /// <exception cref="ArgumentException">There are fewer than 2 or more than 7 tiers, or another number of names.</exception>
    public static TierMigrationChart From(TransitionCounts counts, IReadOnlyList<string> tiers, Provenance provenance, TierMigrationChartOptions? options = null)
    {
        var size = Guard.NotNull(counts).SegmentCount;
        if (size is < 2 or > 7)
        {
            throw new ArgumentException($"There are {Guard.Text(size)} tiers; 2 to 7 fit the picture.", nameof(counts));
        }

        Guard.SameLength(Guard.NotNull(tiers).Count, size, nameof(tiers));
        return new TierMigrationChart(counts, [.. tiers.Select(t => PlainText.Clean(t, nameof(tiers)))], provenance, options ?? TierMigrationChartOptions.Default);
    }

    private protected override string MakeFinding(Words words)
    {
        var (up, down) = (counts.Promotions, counts.Demotions);
        if (!(Present > 0))
        {
            return words.Say("Nobody was in a tier {0}", settings.Before);
        }

        if (!(up + down > 0))
        {
            return words.Say("Nobody changed tier");
        }

        if (words.IsSmall(up) || words.IsSmall(down) || words.IsSmall(up + down))
        {
            return words.Say("Too few customers changed tier to say which way");
        }

        if (ShareDigits(words) is not { } digits)
        {
            return words.Say("Too few customers changed tier to say which way");
        }

        var (rose, fell) = (words.Share(up / Present, digits), words.Share(down / Present, digits));
        var share = ProportionInterval.Wilson(new ProportionCounts((long)Math.Round(up), (long)Math.Round(up) + (long)Math.Round(down)), settings.Level);
        if (share.Contains(0.5))
        {
            return words.Say("As far as can be told, as many customers rose a value tier as fell: {0} and {1}", rose, fell);
        }

        var isUp = up > down;
        var ratio = isUp ? up / down : down / up;
        if (double.IsInfinity(ratio) || ratio < 1.05)
        {
            return isUp ? words.Say("More customers rose a value tier than fell: {0} against {1}", rose, fell)
                : words.Say("More customers fell a value tier than rose: {0} against {1}", fell, rose);
        }

        var times = words.Plain(ratio, ratio < 9.95 ? 1 : 0);
        return isUp ? words.Say("{0} times as many customers rose a value tier as fell: {1} against {2}", times, rose, fell)
            : words.Say("{0} times as many customers fell a value tier as rose: {1} against {2}", times, fell, rose);
    }

    private protected override string MakeShows(Words words) => settings.Basis.Length == 0
        ? words.Say("Where the customers of each tier {0} are {1}", settings.Before, settings.After)
        : words.Say("Where the customers of each tier {0} are {1}, by {2}", settings.Before, settings.After, settings.Basis);

    private protected override IEnumerable<string> MakeNotes(Words words)
    {
        yield return words.Say("{0} customers in a tier {1}, or gone since; those who joined since: not shown", words.Cell(Present), settings.Before);
        yield return words.Say("{0} intervals by Wilson", words.Level(settings.Level));
        if (Suppressed(words) is { } table && table.SmallCount + table.ComplementaryCount > 0)
        {
            yield return words.Say("cells below {0} customers are withheld, and those that would give them away", words.Count(words.Options.MinimumCell));
        }
    }

    private protected override IReadOnlyList<Series> MakeSeries(Words words)
    {
        var table = Suppressed(words);
        var all = new List<Series>();
        for (var from = 0; from < tiers.Length; from++)
        {
            var whole = Whole(from);
            var row = new Series(words.Say("from {0}", tiers[from]), words.Say("to"), words.Say("share of the row"), NumberKind.Share);
            for (var to = 0; to <= tiers.Length && whole > 0; to++)
            {
                var isShown = table is null || table.Count(from, to) is not null;
                row.Add(Move(words, from, to), isShown ? Cell(from, to) / whole : double.NaN, n: isShown || words.IsSmall(Cell(from, to)) ? Cell(from, to) : double.NaN);
            }

            all.Add(row);
        }

        all.Add(Rates(words));
        return all;
    }

    private protected override void Draw(Canvas canvas)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        if (!(Present > 0))
        {
            canvas.Instead(words.Say("There is no customer to follow."));
            return;
        }

        var table = Suppressed(words);
        var top = canvas.Top + 68;
        var step = Math.Min(62, (GridRight - GridLeft - 13) / (tiers.Length + 1));
        canvas.Fitted(Canvas.Left, top - 34, words.Say("tier {0}", settings.Before), GridLeft - Canvas.Left - 8, 11.5, Ink.Muted);
        canvas.Fitted(GridLeft, top - 34, words.Say("tier {0}, % of the row", settings.After), GridRight - GridLeft, 11.5, Ink.Muted);
        for (var to = 0; to <= tiers.Length; to++)
        {
            var name = to < tiers.Length ? tiers[to] : words.Say("left");
            canvas.Fitted(X(to, step) + (step - 3) / 2, top - 9, name, step + 1, Canvas.BodySize, to < tiers.Length ? Ink.Text : Ink.Muted, Anchor.Middle, true);
        }

        for (var from = 0; from < tiers.Length; from++)
        {
            var y = top + from * RowStep;
            canvas.Fitted(Canvas.Left, y + 22, tiers[from], GridLeft - Canvas.Left - 8, Canvas.HeadSize, isBold: true);
            svg.Text(Canvas.Left, y + 38, Total(words, table, from, tiers.Length + 1, Whole(from)), Canvas.AxisSize, Ink.Muted);
            for (var to = 0; to <= tiers.Length; to++)
            {
                DrawCell(canvas, table, from, to, X(to, step), y, step - 3);
            }
        }

        var end = top + tiers.Length * RowStep;
        svg.Line(Canvas.Left, end + 8, X(tiers.Length, step) + step - 3, end + 8, Ink.Rule);
        DrawTotals(canvas, table, end, step);
        DrawRates(canvas, top, end);
        canvas.Bottom = end + 50;
    }

    private void DrawCell(Canvas canvas, SuppressedTable? table, int from, int to, double x, double y, double width)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var whole = Whole(from);
        if (!(whole > 0))
        {
            return;
        }

        var share = Cell(from, to) / whole;
        var isShown = table is null || table.Count(from, to) is not null;
        var step = !isShown || to == from || to == tiers.Length ? -1 : share < 0.005 ? -1 : share < 0.02 ? 0 : share < 0.05 ? 1 : share < 0.1 ? 2 : share < 0.2 ? 3 : 4;
        var isStill = to == from || to == tiers.Length;
        var ink = isStill ? Ink.Stay : step < 0 ? Ink.Paper : Theme.Step(to > from, step);
        var text = isStill && to == from ? Ink.Muted : step < 0 ? Ink.Text : Theme.OnStep(step);
        var number = !isShown ? words.IsSmall(Cell(from, to)) ? words.Cell(Cell(from, to)) : words.Say("hidden")
            : Cell(from, to) == 0 ? "·" : share < 0.0005 ? "<" + words.Plain(0.1, 1) : words.Plain(100 * share, 1);
        svg.Open(Move(words, from, to) + ": " + (isShown ? words.Share(share) : number));
        svg.Rectangle(x, y, width, 51, ink, 1, 3, step < 0 && !isStill ? Ink.Grid : Ink.None);
        var size = width > 50 ? 14 : 12.5;
        svg.Text(x + width / 2, y + (isShown ? 25 : 30), number, isShown ? size : Canvas.AxisSize, text, Anchor.Middle, isShown && to != from && share >= 0.02);
        if (isShown)
        {
            canvas.Fitted(x + width / 2, y + 41, Short(words, Cell(from, to), width), width, width > 50 ? Canvas.SmallSize : 9, text, Anchor.Middle);
        }

        svg.Close();
    }

    private void DrawTotals(Canvas canvas, SuppressedTable? table, double end, double step)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        canvas.Fitted(Canvas.Left, end + 27, settings.After, GridLeft - Canvas.Left - 8, Canvas.HeadSize, isBold: true);
        canvas.Fitted(Canvas.Left, end + 44, words.Say("net, no joiners"), GridLeft - Canvas.Left - 8, Canvas.AxisSize, Ink.Muted);
        for (var to = 0; to <= tiers.Length; to++)
        {
            var middle = X(to, step) + (step - 3) / 2;
            var total = to < tiers.Length ? counts.To(to) : Present - counts.Matched;
            var isShown = table is null || table.Count(tiers.Length, to) is not null;
            var shown = isShown ? words.Count(total) : words.IsSmall(total) ? words.Cell(total) : words.Say("hidden");
            canvas.Fitted(middle, end + 27, isShown ? Short(words, total, step - 12) : shown, step, step > 52 ? Canvas.BodySize : Canvas.SmallSize, to < tiers.Length ? Ink.Text : Ink.Muted, Anchor.Middle, to < tiers.Length);
            if (to < tiers.Length && isShown && Whole(to) > 0 && (table is null || table.Count(to, tiers.Length + 1) is not null))
            {
                var change = words.Points(total / Whole(to) - 1) + words.Numbers.PercentSign;
                svg.Text(middle, end + 44, TextFit.Shorten(change, step, Canvas.SmallSize), Canvas.SmallSize, Ink.Muted, Anchor.Middle);
            }
        }
    }

    private void DrawRates(Canvas canvas, double top, double end)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        const double from = 552, to = 690;
        var series = Rates(words);
        canvas.Fitted(from, top - 34, words.Say("rose a tier ({0} interval)", words.Level(settings.Level)), Canvas.Right - from, 11.5, Ink.Muted);
        var shown = series.Points.Where(p => !words.IsSmall(p.N)).SelectMany(p => new[] { p.Value, p.Upper });
        var (scale, ticks) = Scale.Enclosing(shown, from, to, 2, true);
        canvas.ColumnGrid(scale, ticks, top, end - 3, NumberKind.Share, top - 9);
        for (var i = 0; i < tiers.Length; i++)
        {
            var y = top + i * RowStep + 27;
            if (i == tiers.Length - 1 || words.IsSmall(series.Points[i].N) || !series.Points[i].HasValue)
            {
                var why = i == tiers.Length - 1 ? words.Say("top tier") : words.Say("not shown");
                svg.Text(from + 6, y + 1, why, Canvas.AxisSize, Ink.Muted, hasHalo: true);
                continue;
            }

            canvas.IntervalDot(scale, y, series, series.Points[i], Ink.Blue, true, 3.4);
        }

        Ink[] inks = [Theme.Step(true, 3), Ink.Stay, Theme.Step(false, 3)];
        string[] names = [words.Say("rose"), words.Say("stayed"), words.Say("fell")];
        var x = from;
        for (var i = 0; i < 3; i++)
        {
            svg.Rectangle(x, end + 17, 12, 12, inks[i], 1, 2);
            svg.Text(x + 17, end + 27, names[i], Canvas.AxisSize, Ink.Muted);
            x += 27 + TextFit.Width(names[i], Canvas.AxisSize);
        }
    }

    private Series Rates(Words words)
    {
        var table = Suppressed(words);
        var series = new Series(words.Say("rose a tier"), words.Say("tier {0}", settings.Before), words.Say("share that rose"), NumberKind.Share);
        for (var from = 0; from < tiers.Length - 1; from++)
        {
            var whole = Whole(from);
            if (!(whole > 0))
            {
                series.Add(tiers[from], double.NaN, n: 0);
                continue;
            }

            var up = Enumerable.Range(from + 1, tiers.Length - from - 1).Sum(to => counts.Count(from, to));
            var interval = ProportionInterval.Wilson(new ProportionCounts((long)Math.Min(Math.Round(up), Math.Max(1, Math.Round(whole))), (long)Math.Max(1, Math.Round(whole))), settings.Level);
            var rate = up / whole;
            if (GivesAway(table, from))
            {
                series.Add(tiers[from], double.NaN, n: whole);
                continue;
            }

            series.Add(tiers[from], rate, Math.Min(rate, interval.Lower), Math.Max(rate, interval.Upper), whole);
        }

        return series;
    }

    /// <summary>
    /// Decimals that an overall share may have: where withheld cells lie on both sides of the stayers, a total is one more equation for them, and its
    /// rounding must leave room for as many customers as a cell hides. Null where not even whole percent do.
    /// </summary>
    internal int? ShareDigits(Words words)
    {
        if (Suppressed(words) is not { } table)
        {
            return 1;
        }

        var (isUpHidden, isRestHidden) = (false, false);
        for (var from = 0; from < tiers.Length; from++)
        {
            for (var to = 0; to <= tiers.Length; to++)
            {
                var isHidden = table.Count(from, to) is null;
                isUpHidden |= isHidden && to > from && to < tiers.Length;
                isRestHidden |= isHidden && (to <= from || to == tiers.Length);
            }
        }

        var most = words.Options.MinimumCell;
        return !(isUpHidden || isRestHidden) || 0.001 * Present >= most ? 1 : 0.01 * Present >= most ? 0 : null;
    }

    /// <summary>True where the count that rose is not already known from the cells shown: withheld cells lie among those that rose and elsewhere, too.</summary>
    private bool GivesAway(SuppressedTable? table, int from)
    {
        if (table is null)
        {
            return false;
        }

        var hidden = Enumerable.Range(0, tiers.Length + 2).Where(to => table.Count(from, to) is null).ToArray();
        return hidden.Any(to => to > from && to < tiers.Length) && hidden.Any(to => to <= from || to >= tiers.Length);
    }

    private SuppressedTable? Suppressed(Words words)
    {
        if (words.Options.MinimumCell < 2)
        {
            return null;
        }

        var cells = new long[tiers.Length * (tiers.Length + 1)];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = (long)Math.Round(Math.Min(Cell(i / (tiers.Length + 1), i % (tiers.Length + 1)), 1e15));
        }

        return SuppressedTable.Create(cells, tiers.Length + 1, new SuppressionOptions { Smallest = words.Options.MinimumCell, ShowZeros = true });
    }

    private static string Total(Words words, SuppressedTable? table, int row, int column, double count) =>
        table is null || table.Count(row, column) is not null ? words.Count(count) : words.IsSmall(count) ? words.Cell(count) : words.Say("hidden");

    private string Move(Words words, int from, int to) => words.Say("{0} to {1}", tiers[from], to < tiers.Length ? tiers[to] : words.Say("left"));

    /// <summary>The whole count, or its thousands where the cell is too narrow.</summary>
    private static string Short(Words words, double count, double width)
    {
        var text = words.Count(count);
        return TextFit.Width(text, width > 50 ? Canvas.SmallSize : 9) <= width ? text : (words.Numbers with { Currency = string.Empty }).Format(NumberKind.Money, count);
    }

    private double Cell(int from, int to) => to < tiers.Length ? counts.Count(from, to) : counts.Exits(from);

    private double Whole(int tier) => counts.From(tier) + counts.Exits(tier);

    private double X(int to, double step) => GridLeft + to * step + (to == tiers.Length ? 10 : 0);
}
