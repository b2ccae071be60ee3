using CustomerValue.Experiments;

namespace CustomerValue.Reporting;

/// <summary>Power curve: the smallest effect that groups of each size show, with the planned size and the effect that pays for itself.</summary>
/// <remarks>Between the points of the curve the effect is read on 1/√n, on which it is nearly straight. Immutable and thread-safe.</remarks>
public sealed class PowerChart : Chart
{
    private const double PlotLeft = 64, PlotRight = 696, Height = 280;

    private readonly double[] sizes;
    private readonly double[] effects;
    private readonly PowerChartOptions settings;

    private PowerChart(double[] sizes, double[] effects, Provenance provenance, PowerChartOptions settings)
        : base(provenance)
    {
        this.sizes = sizes;
        this.effects = effects;
        this.settings = settings;
    }

    /// <summary>The chart of a design.</summary>
    /// <param name="curve">Detectable effect over control customers, such as <see cref="DesignCurve.DetectableRateOverSizes"/> makes: sizes rising, up to 200.</param>
    /// <param name="provenance">Where the baseline comes from.</param>
    /// <param name="options">Plan, break-even and names; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">Sizes are not positive and rising, an effect is not finite, or there are more than 200.</exception>
    public static PowerChart From(DesignCurve curve, Provenance provenance, PowerChartOptions? options = null)
    {
        var (x, y) = (Guard.NotNull(curve).X.ToArray(), curve.Y.ToArray());
        if (x.Length > 200)
        {
            throw new ArgumentException($"The curve has {Guard.Text(x.Length)} points; at most 200 can be read.", nameof(curve));
        }

        for (var i = 0; i < x.Length; i++)
        {
            if (!(x[i] > (i == 0 ? 0 : x[i - 1])) || !double.IsFinite(y[i]))
            {
                throw Guard.BrokenRow(nameof(curve), i, "sizes > 0 and rising, effects finite", $"size {Guard.Text(x[i])}, effect {Guard.Text(y[i])}");
            }
        }

        return new PowerChart(x, [.. y.Select(Math.Abs)], provenance, options ?? PowerChartOptions.Default);
    }

    private double Planned => settings.Planned ?? double.NaN;

    /// <summary>What the planned size shows; NaN beyond the curve.</summary>
    private double Shown => EffectAt(Planned);

    private protected override string MakeFinding(Words words)
    {
        if (sizes.Length == 0)
        {
            return words.Say("No size was looked at");
        }

        var (shown, needed) = (Shown, settings.BreakEven is { } limit ? SizeFor(limit) : double.NaN);
        var (planned, pays) = (words.Count(Planned), settings.BreakEven is { } even ? Effect(words, even) : string.Empty);
        if (!double.IsNaN(shown))
        {
            return settings.BreakEven is not { } worth ? words.Say("Groups of {0} show effects from {1}", planned, Effect(words, shown))
                : shown <= worth ? words.Say("Groups of {0} show effects from {1}: enough for the {2} that pay", planned, Effect(words, shown), pays)
                : double.IsNaN(needed) ? words.Say("Groups of {0} show effects from {1}: too few for the {2} that pay", planned, Effect(words, shown), pays)
                : words.Say("Groups of {0} show effects from {1}: the {2} that pay need {3}", planned, Effect(words, shown), pays, words.Count(needed));
        }

        return !double.IsNaN(needed) ? words.Say("The {0} that pay need groups of {1}", pays, words.Count(needed))
            : words.Say("Groups of {0} show effects from {1}, groups of {2} from {3}",
                words.Count(sizes[0]), Effect(words, effects[0]), words.Count(sizes[sizes.Length - 1]), Effect(words, effects[effects.Length - 1]));
    }

    private protected override string MakeShows(Words words) => words.Say(
        "Smallest effect on {0} that is shown with {1} power, by customers in the control group", settings.Outcome, words.Level(settings.Design.Power));

    private protected override IEnumerable<string> MakeNotes(Words words)
    {
        yield return settings.Design.OneSided ? words.Say("one-sided test at {0}", words.Level(settings.Design.Significance)) : words.Say("two-sided test at {0}", words.Level(settings.Design.Significance));
        if (settings.Design.Comparisons > 1)
        {
            yield return words.Say("shared by {0} comparisons", words.Count(settings.Design.Comparisons));
        }

        if (settings.Design.TreatmentPerControl != 1)
        {
            yield return words.Say("{0} treated customers for each of the control group", words.Plain(settings.Design.TreatmentPerControl, 2));
        }

        yield return words.Say("a smaller effect may be there and stay unseen");
    }

    private protected override IReadOnlyList<Series> MakeSeries(Words words)
    {
        var curve = new Series(words.Say("smallest effect shown"), words.Say("control customers"), words.Say("smallest effect shown"), settings.Kind, Digits + 1) { IsCurve = true };
        for (var i = 0; i < sizes.Length; i++)
        {
            curve.AddPoint(words.Count(sizes[i]), sizes[i], effects[i]);
        }

        return [curve];
    }

    private protected override void Draw(Canvas canvas)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        if (sizes.Length < 2)
        {
            canvas.Instead(words.Say("There are too few sizes to draw."));
            return;
        }

        var top = canvas.Top + 33;
        var bottom = top + Height;
        var x = new Scale(sizes[0], sizes[sizes.Length - 1], PlotLeft, PlotRight);
        var (y, ticks) = Scale.Enclosing(settings.BreakEven is { } even ? effects.Append(even) : effects, bottom, top, 5, true, true);
        canvas.RowGrid(y, ticks, PlotLeft, PlotRight, settings.Kind);
        canvas.ColumnLabels(x, Ticks.Between(sizes[0], sizes[sizes.Length - 1], 6), bottom + 17, NumberKind.Count);
        svg.Text((PlotLeft + PlotRight) / 2, bottom + 36, words.Say("customers in the control group"), 11.5, Ink.Muted, Anchor.Middle);
        var unit = settings.Kind == NumberKind.Points ? words.Say("smallest effect shown, percentage points") : words.Say("smallest effect shown");
        canvas.Fitted(Canvas.Left, top - 12, unit, 500, 11.5, Ink.Muted);

        (double X, double Y)[] line = [.. sizes.Select((n, i) => (x.At(n), y.At(effects[i])))];
        svg.Area(line, [(x.From, top), (x.To, top)], Ink.Blue, 0.08);
        svg.Curve(line, Ink.Blue, 2.4);
        var labels = new LabelPlaces(canvas, PlotLeft + 2, top - 4, PlotRight, bottom - 3);
        labels.Reserve(line);
        DrawPlan(canvas, labels, x, y);
        DrawBreakEven(canvas, labels, x, y);
        labels.Write(words.Say("shown"), Canvas.HeadSize, Ink.Blue, true, (PlotRight - 8, top + 20, Anchor.End), (PlotRight - 120, top + 40, Anchor.End));
        labels.Write(words.Say("too small to be shown"), Canvas.HeadSize, Ink.Muted, false, (PlotLeft + 10, bottom - 12, Anchor.Start), (PlotRight - 8, bottom - 12, Anchor.End), (PlotLeft + 10, bottom - 40, Anchor.Start));
        canvas.Bottom = bottom + 42;
    }

    private void DrawPlan(Canvas canvas, LabelPlaces labels, Scale x, Scale y)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        if (double.IsNaN(Shown))
        {
            return;
        }

        var (atX, atY) = (x.At(Planned), y.At(Shown));
        var (plan, effect) = (words.Say("planned: {0}", words.Count(Planned)), words.Numbers.Format(settings.Kind, Shown, Digits));
        svg.Line(atX, atY, atX, y.From, Ink.Text, 1.3);
        svg.Line(PlotLeft, atY, atX, atY, Ink.Text, 1.2, "2 3");
        svg.Open(plan + ": " + effect);
        svg.Circle(atX, atY, 5.5, Ink.Blue, Ink.Paper, 2);
        svg.Close();
        labels.Reserve(atX - 2, atY, atX + 2, y.From);
        labels.Reserve(PlotLeft, atY - 2, atX, atY + 2);
        labels.Write(effect, 13.5, Ink.Text, true, (atX + 12, atY - 12, Anchor.Start), (atX + 20, atY - 26, Anchor.Start), (atX - 12, atY + 18, Anchor.End), (atX - 12, atY - 14, Anchor.End));
        labels.Write(plan, Canvas.BodySize, Ink.Text, true, (atX + 7, y.From - 10, Anchor.Start), (atX - 7, y.From - 10, Anchor.End), (atX + 7, y.From - 30, Anchor.Start), (atX - 7, y.From - 30, Anchor.End));
    }

    private void DrawBreakEven(Canvas canvas, LabelPlaces labels, Scale x, Scale y)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        if (settings.BreakEven is not { } limit)
        {
            return;
        }

        var atY = y.At(limit);
        svg.Line(PlotLeft, atY, PlotRight, atY, Ink.Ochre, 1.4, "4 3");
        labels.Reserve(PlotLeft, atY - 2, PlotRight, atY + 2);
        var needed = SizeFor(limit);
        if (!double.IsNaN(needed))
        {
            var text = words.Say("needs {0}", words.Count(needed));
            svg.Open(text);
            svg.Circle(x.At(needed), atY, 4, Ink.Paper, Ink.Ochre);
            svg.Close();
            labels.Reserve(x.At(needed) - 6, atY - 6, x.At(needed) + 6, atY + 6);
            labels.Write(text, Canvas.AxisSize, Ink.Ochre, true, (x.At(needed) + 4, atY - 12, Anchor.Start), (x.At(needed) - 4, atY + 18, Anchor.End), (x.At(needed) - 4, atY + 34, Anchor.End), (x.At(needed) + 4, atY - 28, Anchor.Start));
        }

        labels.Write(words.Say("pays for itself from {0}", words.Numbers.Format(settings.Kind, limit, Digits)), Canvas.AxisSize, Ink.Ochre, true,
            (PlotRight - 4, atY - 8, Anchor.End), (PlotRight - 4, atY + 16, Anchor.End), (PlotLeft + 8, atY - 8, Anchor.Start), (PlotLeft + 8, atY + 16, Anchor.Start), (PlotRight - 4, atY - 26, Anchor.End));
    }

    private double EffectAt(double size)
    {
        for (var i = 1; i < sizes.Length; i++)
        {
            if (size >= sizes[i - 1] && size <= sizes[i])
            {
                var (from, to) = (1 / Math.Sqrt(sizes[i - 1]), 1 / Math.Sqrt(sizes[i]));
                return effects[i - 1] + (effects[i] - effects[i - 1]) * (1 / Math.Sqrt(size) - from) / (to - from);
            }
        }

        return sizes.Length == 1 && size == sizes[0] ? effects[0] : double.NaN;
    }

    /// <summary>The smallest size that shows an effect, rounded up; NaN beyond the curve.</summary>
    private double SizeFor(double effect)
    {
        for (var i = 1; i < sizes.Length; i++)
        {
            if (effects[i - 1] > effect && effects[i] <= effect)
            {
                var (from, to) = (1 / Math.Sqrt(sizes[i - 1]), 1 / Math.Sqrt(sizes[i]));
                var root = from + (to - from) * (effect - effects[i - 1]) / (effects[i] - effects[i - 1]);
                return Math.Ceiling(1 / (root * root) - 1e-9);
            }
        }

        return double.NaN;
    }

    private int Digits => settings.Kind == NumberKind.Points || effects.DefaultIfEmpty(0).Max() < 10 ? 1 : 0;

    private string Effect(Words words, double effect) => settings.Kind switch
    {
        NumberKind.Points => words.Say("{0}\u00A0points", words.Plain(100 * effect, Digits)),
        NumberKind.MoneyDifference => words.Money(effect),
        _ => words.Plain(effect, Digits),
    };
}
