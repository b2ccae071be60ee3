using CustomerValue.Segmentation;

namespace CustomerValue.Reporting;

/// <summary>What each segment is like: its size, and its mean in a few columns beside the mean of the bank.</summary>
/// <remarks>A description: segments made from the same customers differ by construction, so nothing is said of chance. Immutable and thread-safe.</remarks>
public sealed class SegmentProfileChart : Chart
{
    private const double SizeLeft = 150, SizeRight = 214, FirstPanel = 244, RowStep = 36;

    private readonly SegmentProfile profile;
    private readonly SegmentProfileChartOptions settings;
    private readonly string[] columns;

    private SegmentProfileChart(SegmentProfile profile, string[] columns, Provenance provenance, SegmentProfileChartOptions settings)
        : base(provenance)
    {
        this.profile = profile;
        this.columns = columns;
        this.settings = settings;
    }

    /// <summary>The chart of a profile.</summary>
    /// <param name="profile">Up to 12 segments with at least one numeric column.</param>
    /// <param name="provenance">Where the customers come from.</param>
    /// <param name="options">Which columns; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">There are more than 12 segments, or a named column is not there.</exception>
    public static SegmentProfileChart From(SegmentProfile profile, Provenance provenance, SegmentProfileChartOptions? options = null)
    {
        var settings = options ?? SegmentProfileChartOptions.Default;
        if (Guard.NotNull(profile).SegmentCount > 12)
        {
            throw new ArgumentException($"There are {Guard.Text(profile.SegmentCount)} segments; at most 12 can be read.", nameof(profile));
        }

        var known = profile.SegmentCount == 0 ? [] : profile.Numbers(0).Select(n => n.Column).ToArray();
        var columns = settings.Columns.Count > 0 ? settings.Columns.ToArray() : known.Take(4).ToArray();
        var unknown = columns.FirstOrDefault(c => !known.Contains(c, StringComparer.Ordinal));
        return unknown is null ? new SegmentProfileChart(profile, columns, provenance, settings)
            : throw new ArgumentException($"The profile has no numeric column \"{unknown}\".", nameof(options));
    }

    private protected override string MakeFinding(Words words)
    {
        var best = Enumerable.Range(0, profile.SegmentCount).Where(s => !words.IsSmall(profile.Size(s)))
            .SelectMany(s => Columns(s).Select(n => (Segment: s, Number: n))).Where(p => p.Number.Z.IsDefined)
            .OrderByDescending(p => Math.Abs(p.Number.Z.Value)).Select(p => ((int Segment, NumberInSegment Number)?)p).FirstOrDefault();
        if (best is not { } found || Math.Abs(found.Number.Z.Value) < 2)
        {
            return words.Say("No segment stands out from the bank in what is drawn");
        }

        var (name, column) = (Name(found.Segment), PlainText.Clean(found.Number.Column));
        return found.Number.Lift.IsDefined && found.Number.Lift.Value > 0
            ? words.Say("Most unlike the bank: {0}, mean {1} {2} the bank's", name, column, words.Numbers.Format(NumberKind.Multiple, found.Number.Lift.Value, found.Number.Lift.Value < 10 ? 1 : 0))
            : found.Number.Z.Value > 0 ? words.Say("Most unlike the bank: {0}, mean {1} above the bank's", name, column)
            : words.Say("Most unlike the bank: {0}, mean {1} below the bank's", name, column);
    }

    private protected override string MakeShows(Words words) => words.Say("Mean of each segment with {0} interval; line: mean of the bank; bar: share of customers", words.Level(Level));

    private protected override IEnumerable<string> MakeNotes(Words words)
    {
        yield return HasSmall(words) ? words.Say("{0} customers in the segments shown", words.Cell(Enumerable.Range(0, profile.SegmentCount).Select(profile.Size).Where(n => !words.IsSmall(n)).Sum()))
            : words.Say("{0} customers in {1} segments", words.Cell(profile.Count), words.Count(profile.SegmentCount));
        yield return words.Say("segments were made from these customers: a description, not a test");
        yield return words.Say("Student's intervals");
    }

    private protected override IReadOnlyList<Series> MakeSeries(Words words)
    {
        var sizes = new Series(words.Say("size"), words.Say("segment"), words.Say("share of customers"), NumberKind.Share, 0);
        var isRounded = HasSmall(words);
        for (var s = 0; s < profile.SegmentCount; s++)
        {
            // Exact shares beside exact sizes would give the total away, and with it the small segment.
            var share = profile.Share(s).ValueOrNaN;
            sizes.Add(Name(s), isRounded ? Math.Round(100 * share, MidpointRounding.AwayFromZero) / 100 : share, n: profile.Size(s));
        }

        return [sizes, .. columns.Select(c => Panel(words, c))];
    }

    private protected override void Draw(Canvas canvas)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        if (profile.SegmentCount == 0 || !(profile.Count > 0))
        {
            canvas.Instead(words.Say("There is no customer to describe."));
            return;
        }

        var all = MakeSeries(words);
        var top = canvas.Top + 44;
        var bottom = top + profile.SegmentCount * RowStep + 8;
        var largest = all[0].Points.Where(p => p.HasValue).Select(p => p.Value).DefaultIfEmpty(1).Max();
        canvas.Fitted(SizeLeft, top - 14, words.Say("customers"), 80, 11.5, Ink.Muted);
        for (var s = 0; s < profile.SegmentCount; s++)
        {
            var y = top + 22 + s * RowStep;
            var size = all[0].Points[s];
            canvas.Fitted(Canvas.Left, y + 4, size.Label, SizeLeft - Canvas.Left - 10, Canvas.HeadSize, isBold: true);
            if (words.IsSmall(size.N) || !size.HasValue)
            {
                svg.Text(SizeLeft, y + 4, words.Cell(size.N), Canvas.AxisSize, Ink.Muted);
                continue;
            }

            svg.Open(canvas.TitleOf(all[0], size));
            svg.Rectangle(SizeLeft, y - 6, 44 * size.Value / largest, 12, Ink.Grey, 0.45, 2);
            svg.Text(SizeRight + 14, y + 4, words.Share(size.Value, 0), Canvas.AxisSize, Ink.Muted, Anchor.End);
            svg.Close();
        }

        var step = columns.Length == 0 ? 0 : (Canvas.Right - FirstPanel + 14) / columns.Length;
        for (var c = 0; c < columns.Length; c++)
        {
            DrawPanel(canvas, all[c + 1], columns[c], FirstPanel + c * step, step - 14, top, bottom);
        }

        canvas.Bottom = bottom + 24;
    }

    private void DrawPanel(Canvas canvas, Series series, string column, double left, double width, double top, double bottom)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var bank = BankMean(column);
        var shown = series.Points.Where(p => !words.IsSmall(p.N));
        var values = shown.Select(p => p.Value).Append(bank.ValueOrNaN).ToArray();
        var spread = values.Where(double.IsFinite).DefaultIfEmpty(0).Max() - values.Where(double.IsFinite).DefaultIfEmpty(0).Min();

        // Very wide intervals of small segments would flatten all others: they run off the panel.
        var ends = shown.SelectMany(p => new[] { Math.Max(p.Lower, p.Value - spread), Math.Min(p.Upper, p.Value + spread) });
        var (scale, ticks) = Scale.Enclosing(values.Concat(ends), left + 8, left + width - 10, 2);
        canvas.Fitted(left, top - 14, series.Name, width, Canvas.BodySize, isBold: true);
        canvas.ColumnGrid(scale, ticks, top, bottom, series.Kind);
        if (bank.IsDefined)
        {
            svg.Line(scale.At(bank.Value), top, scale.At(bank.Value), bottom, Ink.Text, 1.3);
        }

        for (var s = 0; s < series.Points.Count; s++)
        {
            var point = series.Points[s];
            var y = top + 27 + s * RowStep;
            if (words.IsSmall(point.N) || !point.HasValue)
            {
                svg.Text(left + 8, y, words.Say("not shown"), Canvas.SmallSize, Ink.Muted, hasHalo: true);
                continue;
            }

            var ink = point.Contains(bank.ValueOrNaN) ? Ink.Grey : point.Value > bank.ValueOrNaN ? Ink.Blue : Ink.Orange;
            svg.Open(canvas.TitleOf(series, point));
            if (point.HasInterval)
            {
                svg.Rectangle(scale.At(point.Lower), y - 4.5, Math.Max(1, scale.At(point.Upper) - scale.At(point.Lower)), 9, ink, 0.28, 2);
            }

            svg.Circle(scale.At(point.Value), y, 3.6, ink, ink);
            var text = words.Numbers.Format(series.Kind, point.Value, series.Digits);
            var half = TextFit.Width(text, Canvas.SmallSize, true) / 2;
            svg.Text(Math.Max(left + half, Math.Min(left + width - half, scale.At(point.Value))), y - 8, text, Canvas.SmallSize, Ink.Text, Anchor.Middle, true, true);
            svg.Close();
        }
    }

    private Series Panel(Words words, string column)
    {
        var numbers = Enumerable.Range(0, profile.SegmentCount).Select(s => Columns(s, column)).ToArray();
        var isMoney = settings.Money.Contains(column, StringComparer.Ordinal);
        var error = numbers.Where(n => n.Mean.IsDefined && !double.IsInfinity(n.MeanInterval.Width)).Select(n => n.MeanInterval.Width / 4).DefaultIfEmpty(double.NaN).Min();
        var largest = numbers.Where(n => n.Mean.IsDefined).Select(n => Math.Abs(n.Mean.Value)).DefaultIfEmpty(0).Max();
        var digits = largest >= 1000 ? 0 : Math.Min(largest >= 100 ? 0 : largest >= 10 ? 1 : 2, NumberStyle.DigitsFor(NumberKind.Plain, error));
        var kind = isMoney || largest >= 10_000 ? NumberKind.Money : NumberKind.Plain;
        var series = new Series(PlainText.Clean(column), words.Say("segment"), words.Say("mean"), kind, digits);
        for (var s = 0; s < numbers.Length; s++)
        {
            series.Add(Name(s), numbers[s].Mean, numbers[s].MeanInterval, numbers[s].Count);
        }

        return series;
    }

    private bool HasSmall(Words words) => Enumerable.Range(0, profile.SegmentCount).Any(s => words.IsSmall(profile.Size(s)));

    private double Level => Enumerable.Range(0, profile.SegmentCount).SelectMany(Columns).Select(n => n.MeanInterval.Level).FirstOrDefault(l => l > 0) is var l and > 0 ? l : 0.95;

    private string Name(int segment) => PlainText.Clean(profile.Names[segment]);

    private IEnumerable<NumberInSegment> Columns(int segment) => columns.Select(c => Columns(segment, c));

    private NumberInSegment Columns(int segment, string column) => profile.Numbers(segment).First(n => string.Equals(n.Column, column, StringComparison.Ordinal));

    private Figure BankMean(string column) => Columns(0, column).BankMean;
}
