using CustomerValue.Information;

namespace CustomerValue.Reporting;

/// <summary>What became of the records: rows rejected by rule, and how often each column is missing, now and in the delivery before.</summary>
/// <remarks>Counts of all rows read, not of a sample: there is no interval. Immutable and thread-safe.</remarks>
public sealed class DataQualityChart : Chart
{
    private const double LabelWidth = 132, BarWidth = 120, SecondLeft = 372, RowStep = 22;

    private static readonly RejectionReason[] Reasons = [.. Enumerable.Range(0, (int)RejectionReason.Unreadable + 1).Select(i => (RejectionReason)i)];

    private readonly DataQuality[] loads;
    private readonly MissingShare[] columns;

    private DataQualityChart(DataQuality[] loads, MissingShare[] columns, Provenance provenance)
        : base(provenance)
    {
        this.loads = loads;
        this.columns = columns;
    }

    /// <summary>The chart of what was loaded.</summary>
    /// <param name="loads">Quality of up to 20 loads.</param>
    /// <param name="columns">Missing values of up to 30 columns, largest share first in the picture; may be empty.</param>
    /// <param name="provenance">Where the records come from.</param>
    /// <exception cref="ArgumentNullException">An argument or one of its items is null.</exception>
    /// <exception cref="ArgumentException">There are too many loads or columns.</exception>
    public static DataQualityChart From(IReadOnlyList<DataQuality> loads, IReadOnlyList<MissingShare> columns, Provenance provenance)
    {
        if (Guard.NotNull(loads).Count > 20 || Guard.NotNull(columns).Count > 30)
        {
            throw new ArgumentException($"There are {Guard.Text(loads.Count)} loads and {Guard.Text(columns.Count)} columns; 20 and 30 can be read.", nameof(loads));
        }

        return new DataQualityChart(
            [.. loads.Select(l => Guard.NotNull(l, nameof(loads)))],
            [.. columns.Select(c => Guard.NotNull(c, nameof(columns))).OrderByDescending(c => c.Rows > 0 ? (double)c.Missing / c.Rows : 0)],
            provenance);
    }

    private long Read => loads.Sum(l => l.RowsRead);

    private long Rejected => loads.Sum(l => l.RowsRejected);

    private protected override string MakeFinding(Words words)
    {
        if (Read == 0)
        {
            return words.Say("No row was read");
        }

        var worst = columns.FirstOrDefault(c => c.Rows > 0 && c.Missing > 0);
        if (Rejected == 0)
        {
            return columns.Length == 0 ? words.Say("Every row was accepted") : worst is null ? words.Say("Every row was accepted, and no column has gaps")
                : words.Say("Every row was accepted; {0} is missing most often, in {1}", worst.Column, words.Share((double)worst.Missing / worst.Rows));
        }

        var reason = Reasons.OrderByDescending(Count).First();
        return words.Say("{0} of {1} rows were rejected, most for: {2}", Small(words, (double)Rejected / Read), words.Count(Read), Name(words, reason));
    }

    private protected override string MakeShows(Words words) => columns.Any(c => c.Before is not null)
        ? words.Say("Rows rejected by rule, and share missing by column; mark: the delivery before")
        : words.Say("Rows rejected by rule, and share missing by column");

    private protected override IEnumerable<string> MakeNotes(Words words)
    {
        yield return words.Say("{0} rows read, {1} accepted, {2} duplicates, {3} corrections", words.Count(Read), words.Count(loads.Sum(l => l.RowsAccepted)), words.Count(loads.Sum(l => l.Duplicates)), words.Count(loads.Sum(l => l.Corrections)));
        yield return words.Say("all rows counted: no interval");
    }

    private protected override IReadOnlyList<Series> MakeSeries(Words words)
    {
        var rejected = new Series(words.Say("rejected by rule"), words.Say("rule"), words.Say("rows"), NumberKind.Count, 0);
        foreach (var reason in Reasons.Where(r => Count(r) > 0).OrderByDescending(Count))
        {
            rejected.Add(Name(words, reason), Count(reason));
        }

        var sources = new Series(words.Say("rejected by source"), words.Say("source"), words.Say("share rejected"), NumberKind.Share, 2);
        foreach (var load in loads)
        {
            sources.Add(PlainText.Clean(load.Source), load.RowsRead > 0 ? (double)load.RowsRejected / load.RowsRead : double.NaN, n: load.RowsRead);
        }

        var missing = new Series(words.Say("missing by column"), words.Say("column"), words.Say("share missing"), NumberKind.Share);
        var before = new Series(words.Say("missing in the delivery before"), words.Say("column"), words.Say("share missing"), NumberKind.Share);
        foreach (var column in columns)
        {
            missing.Add(column.Column, column.Rows > 0 ? (double)column.Missing / column.Rows : double.NaN, n: column.Rows);
            if (column.Before is { } share)
            {
                before.Add(column.Column, share);
            }
        }

        return before.Points.Count > 0 ? [rejected, sources, missing, before] : [rejected, sources, missing];
    }

    private protected override void Draw(Canvas canvas)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var all = MakeSeries(words);
        var top = canvas.Top + 30;
        var left = DrawBars(canvas, all[0], Canvas.Left, top, Ink.Orange, words.Say("nothing was rejected"));
        left = DrawBars(canvas, all[1], Canvas.Left, left + 34, Ink.Orange, words.Say("nothing was read"));
        var right = DrawBars(canvas, all[2], SecondLeft, top, Ink.Blue, words.Say("no column was looked at"));
        if (all.Count > 3)
        {
            svg.Line(SecondLeft, right + 12, SecondLeft, right + 24, Ink.Text, 2);
            svg.Text(SecondLeft + 8, right + 22, words.Say("the delivery before"), Canvas.AxisSize, Ink.Muted);
            right += 26;
        }

        canvas.Bottom = Math.Max(left, right) + 6;
    }

    private double DrawBars(Canvas canvas, Series series, double left, double top, Ink ink, string nothing)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        canvas.Fitted(left, top, series.Name, LabelWidth + BarWidth + 60, Canvas.HeadSize, isBold: true);
        if (series.Points.Count == 0)
        {
            svg.Text(left, top + 22, nothing, Canvas.BodySize, Ink.Muted);
            return top + 28;
        }

        var barLeft = left + LabelWidth + 8;
        var largest = series.Points.Where(p => p.HasValue).Select(p => p.Value).Concat(series.Kind == NumberKind.Share && ink == Ink.Blue ? columns.Select(c => c.Before ?? 0) : []).DefaultIfEmpty(0).Max();
        var y = top + 20;
        for (var i = 0; i < series.Points.Count; i++, y += RowStep)
        {
            var point = series.Points[i];
            canvas.Fitted(left, y + 4, point.Label, LabelWidth, Canvas.BodySize);
            if (!point.HasValue || words.IsSmall(point.N))
            {
                svg.Text(barLeft, y + 4, words.Say("not shown"), Canvas.AxisSize, Ink.Muted);
                continue;
            }

            var width = largest > 0 ? BarWidth * point.Value / largest : 0;
            svg.Open(canvas.TitleOf(series, point));
            svg.Rectangle(barLeft, y - 6, width, 12, ink, 0.75, 1.5);
            svg.Close();
            var end = width;
            if (ink == Ink.Blue && columns[i].Before is { } before)
            {
                var x = largest > 0 ? BarWidth * before / largest : 0;
                svg.Open(point.Label + ": " + words.Share(before));
                svg.Line(barLeft + x, y - 8, barLeft + x, y + 8, Ink.Text, 2);
                svg.Close();
                end = Math.Max(end, x + 1);
            }

            var text = series.Kind == NumberKind.Share ? Small(words, point.Value) : words.Count(point.Value);
            svg.Text(barLeft + end + 6, y + 4, text, Canvas.AxisSize, Ink.Text);
        }

        return y - 8;
    }

    private long Count(RejectionReason reason) => loads.Sum(l => l.Count(reason));

    /// <summary>A share that is never rounded to nothing or to all.</summary>
    private static string Small(Words words, double share) =>
        share > 0 && share < 0.0001 ? "<" + words.Share(0.0001, 2) : words.Share(share, share < 0.01 && share > 0 ? 2 : 1);

    private static string Name(Words words, RejectionReason reason) => reason switch
    {
        RejectionReason.NullRow => words.Say("row is null"),
        RejectionReason.MissingKey => words.Say("key missing"),
        RejectionReason.MissingDay => words.Say("day missing"),
        RejectionReason.NegativeDuration => words.Say("ends before it begins"),
        RejectionReason.NotFinite => words.Say("number not finite"),
        RejectionReason.UnknownCategory => words.Say("unknown category"),
        RejectionReason.Contradiction => words.Say("contradicts itself"),
        RejectionReason.OtherCurrency => words.Say("other currency"),
        _ => words.Say("cannot be read"),
    };
}
