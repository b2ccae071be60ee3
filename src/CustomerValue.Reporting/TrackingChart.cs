using CustomerValue.Lifetime;

namespace CustomerValue.Reporting;

/// <summary>Lifetime tracking: purchases of a cohort period by period, as they came and as the model expects them from the first purchases alone.</summary>
/// <remarks>The band holds the counts that chance alone gives about the expectation (Poisson), given the model. Immutable and thread-safe.</remarks>
public sealed class TrackingChart : Chart
{
    private const double PlotLeft = 64, PlotRight = 624, Height = 264;

    private readonly double[] actual;
    private readonly double[] expected;
    private readonly ConfidenceInterval[] limits;
    private readonly TrackingChartOptions settings;

    private TrackingChart(double[] actual, double[] expected, ConfidenceInterval[] limits, Provenance provenance, TrackingChartOptions settings)
        : base(provenance)
    {
        this.actual = actual;
        this.expected = expected;
        this.limits = limits;
        this.settings = settings;
    }

    /// <summary>The chart of a tracked cohort.</summary>
    /// <param name="tracking">What the model expects, of up to 400 periods.</param>
    /// <param name="actual">Repeat purchases of the same cohort in each period, finite and ≥ 0.</param>
    /// <param name="provenance">Where the purchases come from.</param>
    /// <param name="options">Where calibration ends; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">Lengths differ, there are more than 400 periods, or a count is out of range.</exception>
    public static TrackingChart From(PurchaseTracking tracking, IReadOnlyList<double> actual, Provenance provenance, TrackingChartOptions? options = null)
    {
        var settings = options ?? TrackingChartOptions.Default;
        var expected = Guard.NotNull(tracking).Incremental.ToArray();
        Guard.SameLength(Guard.NotNull(actual).Count, expected.Length, nameof(actual));
        if (expected.Length > 400)
        {
            throw new ArgumentException($"There are {Guard.Text(expected.Length)} periods; at most 400 can be read.", nameof(tracking));
        }

        for (var i = 0; i < actual.Count; i++)
        {
            if (!(actual[i] >= 0) || double.IsInfinity(actual[i]))
            {
                throw Guard.BrokenRow(nameof(actual), i, "actual ≥ 0, finite", Guard.Text(actual[i]));
            }
        }

        var limits = Enumerable.Range(0, expected.Length).Select(k => tracking.Interval(k, settings.Level)).ToArray();
        return new TrackingChart([.. actual], expected, limits, provenance, settings);
    }

    private int Fitted => Math.Min(settings.Fitted ?? actual.Length, actual.Length);

    private bool HasHoldout => Fitted < actual.Length;

    private protected override string MakeFinding(Words words)
    {
        var from = HasHoldout ? Fitted : 0;
        var (came, foreseen) = (actual.Skip(from).Sum(), expected.Skip(from).Sum());
        var periods = words.Say("{0} {1}", words.Count(actual.Length - from), actual.Length - from == 1 ? settings.Period : settings.Periods);
        if (!(came > 0))
        {
            return HasHoldout ? words.Say("Nobody bought in the {0} held back; the model expects {1} purchases", periods, words.Count(Math.Round(foreseen)))
                : words.Say("Nobody bought in {0}; the model expects {1} purchases", periods, words.Count(Math.Round(foreseen)));
        }

        var gap = foreseen / came - 1;
        var digits = Math.Abs(gap) < 0.0995 ? 1 : 0;
        var share = words.Share(Math.Abs(gap), digits);
        var isEven = string.Equals(share, words.Share(0, digits), StringComparison.Ordinal);
        return (HasHoldout, isEven, gap < 0) switch
        {
            (true, true, _) => words.Say("In the {0} held back, as many purchases came as the model expects", periods),
            (true, _, true) => words.Say("In the {0} held back, the model expects {1} fewer purchases than came", periods, share),
            (true, _, _) => words.Say("In the {0} held back, the model expects {1} more purchases than came", periods, share),
            (_, true, _) => words.Say("Over the {0} it was fitted to, as many purchases came as the model expects", periods),
            (_, _, true) => words.Say("Over the {0} it was fitted to, the model expects {1} fewer purchases than came", periods, share),
            _ => words.Say("Over the {0} it was fitted to, the model expects {1} more purchases than came", periods, share),
        };
    }

    private protected override string MakeShows(Words words) => words.Say(
        "Repeat purchases of the whole cohort per {0}; band: {1} limits of chance about the expectation", settings.Period, words.Level(settings.Level));

    private protected override IEnumerable<string> MakeNotes(Words words)
    {
        var from = HasHoldout ? Fitted : 0;
        var inside = Enumerable.Range(from, actual.Length - from).Count(k => limits[k].Contains(actual[k]));
        yield return HasHoldout
            ? words.Say("{0} of {1} {2} held back lie within the limits", words.Count(inside), words.Count(actual.Length - from), settings.Periods)
            : words.Say("{0} of {1} {2} lie within the limits", words.Count(inside), words.Count(actual.Length), settings.Periods);
        yield return words.Say("limits: Poisson, given the model; what all customers share, such as a holiday, is not in them");
        yield return words.Say("expected from the first purchases alone");
    }

    private protected override IReadOnlyList<Series> MakeSeries(Words words)
    {
        var came = new Series(words.Say("came"), settings.Period, words.Say("purchases"), NumberKind.Count) { IsCurve = true };
        var model = new Series(words.Say("expected"), settings.Period, words.Say("purchases"), NumberKind.Plain, expected.DefaultIfEmpty(0).Max() < 10 ? 2 : 1) { IsCurve = true };
        for (var k = 0; k < actual.Length; k++)
        {
            came.AddPoint(words.Count(k + 1), k + 1, actual[k]);
            model.AddPoint(words.Count(k + 1), k + 1, expected[k], limits[k].Lower, limits[k].Upper);
        }

        return [came, model];
    }

    private protected override void Draw(Canvas canvas)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        if (actual.Length < 2)
        {
            canvas.Instead(words.Say("There are too few periods to draw."));
            return;
        }

        var top = canvas.Top + (HasHoldout ? 56 : 33);
        var bottom = top + Height;
        var x = new Scale(1, actual.Length, PlotLeft, PlotRight);
        var (y, ticks) = Scale.Enclosing(actual.Concat(limits.Select(l => l.Upper)), bottom, top, 5, true, true);
        canvas.Fitted(Canvas.Left, canvas.Top + 21, words.Say("purchases per {0}", settings.Period), 250, 11.5, Ink.Muted);
        if (HasHoldout)
        {
            DrawZones(canvas, x, top, bottom);
        }

        canvas.RowGrid(y, ticks, PlotLeft, PlotRight, NumberKind.Count);
        canvas.ColumnLabels(x, [.. Ticks.Between(1, actual.Length, 8).Select(t => Math.Max(1, Math.Round(t))).Distinct()], bottom + 17, NumberKind.Count);
        canvas.Fitted((PlotLeft + PlotRight) / 2, bottom + 36, words.Say("{0} since the beginning", settings.Periods), PlotRight - PlotLeft, 11.5, Ink.Muted, Anchor.Middle);
        svg.Area([.. limits.Select((l, k) => (x.At(k + 1), y.At(l.Upper)))], [.. limits.Select((l, k) => (x.At(k + 1), y.At(l.Lower)))], Ink.Blue);
        svg.Curve([.. actual.Select((a, k) => (x.At(k + 1), y.At(a)))], Ink.Grey, 1.6);
        svg.Curve([.. expected.Select((e, k) => (x.At(k + 1), y.At(e)))], Ink.Blue);
        DrawNames(canvas, y);
        canvas.Bottom = bottom + 42;
    }

    private void DrawZones(Canvas canvas, Scale x, double top, double bottom)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var split = x.At(Fitted + 0.5);
        svg.Rectangle(split, top, PlotRight - split, bottom - top, Ink.Shade);
        svg.Line(split, top - 18, split, bottom, Ink.Text, 1.3);
        var held = words.Say("held back: {0} expected, {1} came", words.Count(Math.Round(expected.Skip(Fitted).Sum())), words.Count(actual.Skip(Fitted).Sum()));
        var wide = TextFit.Width(held, Canvas.AxisSize, true);

        // Beside the line where there is room, else before it, where the calibration's name then stays away.
        if (split + 6 + wide <= Canvas.Right)
        {
            svg.Text(split + 6, top - 8, held, Canvas.AxisSize, Ink.Text, isBold: true);
            canvas.Fitted(split - 6, top - 8, words.Say("fitted"), split - 6 - PlotLeft, Canvas.AxisSize, Ink.Muted, Anchor.End);
        }
        else
        {
            canvas.Fitted(split - 6, top - 8, held, split - 6 - Canvas.Left, Canvas.AxisSize, Ink.Text, Anchor.End, true);
        }
    }

    private void DrawNames(Canvas canvas, Scale y)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var (came, model) = (y.At(actual[actual.Length - 1]) + 4, y.At(expected[expected.Length - 1]) + 4);
        if (Math.Abs(came - model) < 16)
        {
            var middle = (came + model) / 2;
            (came, model) = came <= model ? (middle - 8, middle + 8) : (middle + 8, middle - 8);
            var over = Math.Max(came, model) - y.From - 2;
            (came, model) = over > 0 ? (came - over, model - over) : (came, model);
        }

        canvas.Fitted(PlotRight + 8, came, words.Say("came"), Canvas.Right - PlotRight - 8, Canvas.BodySize, Ink.Grey, isBold: true);
        canvas.Fitted(PlotRight + 8, model, words.Say("expected"), Canvas.Right - PlotRight - 8, Canvas.BodySize, Ink.Blue, isBold: true);
    }
}
