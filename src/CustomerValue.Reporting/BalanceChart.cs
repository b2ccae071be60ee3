using CustomerValue.Experiments;

namespace CustomerValue.Reporting;

/// <summary>How alike two groups are on what is known of them: standardized differences before and after, largest first.</summary>
/// <remarks>What is not recorded cannot be balanced, and the chart says so. Immutable and thread-safe.</remarks>
public sealed class BalanceChart : Chart
{
    private const double PlotLeft = 236, PlotRight = 620, RowStep = 24;

    private readonly BalanceChartOptions settings;
    private readonly (string Name, double Before, double After)[] rows;
    private readonly bool hasAfter;
    private readonly double[] sizes;

    private BalanceChart((string Name, double Before, double After)[] rows, bool hasAfter, double[] sizes, Provenance provenance, BalanceChartOptions settings)
        : base(provenance)
    {
        this.rows = rows;
        this.hasAfter = hasAfter;
        this.sizes = sizes;
        this.settings = settings;
    }

    /// <summary>The chart of a balance report.</summary>
    /// <param name="before">The arms as they stand, up to 40 covariates.</param>
    /// <param name="after">The same covariates after weighting or matching; null for none.</param>
    /// <param name="provenance">Where the arms come from.</param>
    /// <param name="options">Names and limit; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">The arm has no row, there are more than 40 covariates, or those of <paramref name="after"/> differ.</exception>
    public static BalanceChart From(BalanceReport before, BalanceReport? after, Provenance provenance, BalanceChartOptions? options = null)
    {
        var settings = options ?? BalanceChartOptions.Default;
        var first = Guard.NotNull(before).Rows.Where(r => r.Arm == settings.Arm).ToArray();
        if (first.Length is 0 or > 40)
        {
            throw new ArgumentException($"Arm {Guard.Text(settings.Arm)} has {Guard.Text(first.Length)} covariates; 1 to 40 can be read.", nameof(before));
        }

        var second = after?.Rows.Where(r => r.Arm == settings.Arm).ToArray();
        if (second is not null && !second.Select(r => r.Covariate).SequenceEqual(first.Select(r => r.Covariate), StringComparer.Ordinal))
        {
            throw new ArgumentException("The covariates after are not those before, in the same order.", nameof(after));
        }

        var rows = first.Select((r, i) => (PlainText.Clean(r.Covariate), Number(r), second is null ? double.NaN : Number(second[i])))
            .OrderByDescending(r => Math.Abs(r.Item2)).ToArray();
        return new BalanceChart(rows, second is not null, (after ?? before).EffectiveSizes.ToArray(), provenance, settings);
    }

    private protected override string MakeFinding(Words words)
    {
        var last = rows.Select(r => hasAfter ? r.After : r.Before).ToArray();
        var apart = last.Count(d => !(Math.Abs(d) <= settings.Limit));
        var before = rows.Count(r => !(Math.Abs(r.Before) <= settings.Limit));
        var (count, all) = (words.Count(apart), words.Count(rows.Length));
        if (apart == 0)
        {
            var largest = words.Plain(last.Max(Math.Abs), 2);
            return !hasAfter || before == 0 ? words.Say("The groups are alike on all {0} known traits: the largest difference is {1} standard deviations", all, largest)
                : words.Say("{0} removes the known differences: from {1} of {2} traits apart to none, the largest {3} standard deviations", Findings.Capital(settings.Method), words.Count(before), all, largest);
        }

        return hasAfter ? words.Say("After {0}, {1} of {2} known traits still differ by more than {3} standard deviations", settings.Method, count, all, words.Plain(settings.Limit, 1))
            : words.Say("The groups differ on {0} of {1} known traits by more than {2} standard deviations", count, all, words.Plain(settings.Limit, 1));
    }

    private protected override string MakeShows(Words words) => hasAfter
        ? words.Say("Difference of the two groups on each trait, before and after {0}; zone: up to {1} standard deviations", settings.Method, words.Plain(settings.Limit, 1))
        : words.Say("Difference of the two groups on each trait; zone: up to {0} standard deviations", words.Plain(settings.Limit, 1));

    private protected override IEnumerable<string> MakeNotes(Words words)
    {
        if (settings.Arm < sizes.Length)
        {
            yield return hasAfter ? words.Say("effective sizes after {0}: {1}", settings.Method, string.Join(", ", sizes.Select(words.Cell)))
                : words.Say("sizes: {0}", string.Join(", ", sizes.Select(words.Cell)));
        }

        yield return words.Say("what is not recorded cannot be balanced");
    }

    private protected override IReadOnlyList<Series> MakeSeries(Words words)
    {
        var before = new Series(words.Say("before"), words.Say("trait"), words.Say("standardized difference"), NumberKind.Difference, 2);
        var after = new Series(words.Say("after"), words.Say("trait"), words.Say("standardized difference"), NumberKind.Difference, 2);
        foreach (var row in rows)
        {
            before.Add(row.Name, row.Before);
            after.Add(row.Name, row.After);
        }

        return hasAfter ? [before, after] : [before];
    }

    private protected override void Draw(Canvas canvas)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var top = canvas.Top + 24;
        var bottom = top + 8 + rows.Length * RowStep;
        var values = rows.SelectMany(r => new[] { r.Before, r.After }).Where(double.IsFinite).Concat([-1.4 * settings.Limit, 1.4 * settings.Limit]);
        var (scale, ticks) = Scale.Enclosing(values, PlotLeft, PlotRight, 5);
        svg.Rectangle(scale.At(-settings.Limit), top, scale.At(settings.Limit) - scale.At(-settings.Limit), bottom - top, Ink.Zone);
        canvas.ColumnGrid(scale, ticks, top, bottom, NumberKind.Difference, bottom + 16);
        svg.Line(scale.At(0), top, scale.At(0), bottom, Ink.Text, 1.3);
        canvas.Fitted((PlotLeft + PlotRight) / 2, bottom + 35, words.Say("standardized mean difference, {0} minus {1}", settings.ArmName, settings.ReferenceName), 470, 11.5, Ink.Muted, Anchor.Middle);
        var series = MakeSeries(words);
        for (var i = 0; i < rows.Length; i++)
        {
            var y = top + 16 + i * RowStep;
            canvas.Fitted(Canvas.Left, y + 4, rows[i].Name, PlotLeft - Canvas.Left - 12);
            if (hasAfter && !double.IsNaN(rows[i].Before) && !double.IsNaN(rows[i].After))
            {
                svg.Line(scale.At(rows[i].Before), y, scale.At(rows[i].After), y, Ink.Rule, 1.5);
            }

            DrawDot(canvas, scale, y, series[0], series[0].Points[i], hasAfter ? Ink.Orange : Ink.Blue, hasAfter);
            if (hasAfter)
            {
                DrawDot(canvas, scale, y, series[1], series[1].Points[i], Ink.Blue, false);
            }
        }

        if (hasAfter)
        {
            svg.Circle(644, top + 16, 4.5, Ink.Paper, Ink.Orange);
            canvas.Fitted(654, top + 20, words.Say("before"), 48, Canvas.AxisSize, Ink.Muted);
            svg.Circle(644, top + 40, 4.5, Ink.Blue);
            canvas.Fitted(654, top + 44, words.Say("after"), 48, Canvas.AxisSize, Ink.Muted);
        }

        canvas.Bottom = bottom + 44;
    }

    private static void DrawDot(Canvas canvas, Scale scale, double y, Series series, Datum point, Ink ink, bool isHollow)
    {
        if (double.IsNaN(point.Value))
        {
            return;
        }

        // An infinite difference (constants that differ) stands at the edge, as an arrow.
        if (double.IsInfinity(point.Value))
        {
            canvas.Svg.Text(scale.At(point.Value), y + 4, point.Value > 0 ? "→" : "←", Canvas.BodySize, ink, Anchor.Middle, true);
            return;
        }

        canvas.Svg.Open(canvas.TitleOf(series, point));
        canvas.Svg.Circle(scale.At(point.Value), y, 4.5, isHollow ? Ink.Paper : ink, ink);
        canvas.Svg.Close();
    }

    private static double Number(BalanceRow row) => row.StandardizedDifference.IsDefined ? row.StandardizedDifference.Value
        : row.Difference == 0 ? 0 : row.Difference > 0 ? double.PositiveInfinity : double.NegativeInfinity;
}
