using CustomerValue.Experiments;

namespace CustomerValue.Reporting;

/// <summary>The three-group study: each group's rates, and marketing minus recommended as the groups stand and like with like.</summary>
/// <remarks>
/// Where the groups were chosen, not drawn, the raw difference is never drawn without the adjusted one. Intervals of the raw differences
/// hold jointly for the three of a measure. A hollow dot's interval contains zero. Where the sizes of drawn groups contradict the plan, no
/// difference is drawn. Immutable and thread-safe.
/// </remarks>
public sealed class ThreeGroupChart : Chart
{
    private const double PanelWidth = 164, FirstPanel = 168, PanelStep = 186;

    private static readonly StudyGroup[] Order = [StudyGroup.Marketing, StudyGroup.Recommended, StudyGroup.NonRecommended];
    private static readonly Ink[] Inks = [Ink.Blue, Ink.Teal, Ink.Grey];

    private readonly StudyTable table;
    private readonly ThreeGroupChartOptions settings;
    private readonly StudyMeasure[] measures;
    private readonly ThreeGroupStudy? study;

    private ThreeGroupChart(StudyTable table, Provenance provenance, ThreeGroupChartOptions settings, ThreeGroupStudy? study = null)
        : base(provenance)
    {
        this.table = table;
        this.study = study;
        this.settings = settings;
        var hasChange = table.Contrasts.Any(c => c.Measure == StudyMeasure.PromotionChange);
        measures = [StudyMeasure.Promotion, StudyMeasure.AssetEnhancement, hasChange ? StudyMeasure.PromotionChange : StudyMeasure.PromotionOfEligible];
    }

    /// <summary>The chart of a study.</summary>
    /// <param name="table">The study's table.</param>
    /// <param name="provenance">Where the study's panel comes from.</param>
    /// <param name="options">Like-with-like differences and target; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    public static ThreeGroupChart From(StudyTable table, Provenance provenance, ThreeGroupChartOptions? options = null) =>
        new(Guard.NotNull(table), provenance, options ?? ThreeGroupChartOptions.Default);

    /// <summary>The chart of a study with its adjusted estimates: like with like is what <see cref="ThreeGroupStudy.Preferred"/> quotes.</summary>
    /// <param name="study">The study; of a withheld one the groups are drawn, no difference.</param>
    /// <param name="provenance">Where the study's panel comes from.</param>
    /// <param name="options">Target and wording of the adjustment; the defaults when null. Like-with-like differences are the study's.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">The options bring like-with-like differences of their own.</exception>
    public static ThreeGroupChart From(ThreeGroupStudy study, Provenance provenance, ThreeGroupChartOptions? options = null) =>
        new(Guard.NotNull(study).Table, provenance, StudyResults.Settings(study, options ?? ThreeGroupChartOptions.Default), study);

    internal bool IsChosen => table.Options.Design == StudyDesign.Chosen;

    private bool IsAdjusted => measures.Any(m => settings.LikeWithLike.ContainsKey(m));

    internal bool IsWithheld => study is { IsWithheld: true };

    private bool HasDifferences => !IsWithheld && (!IsChosen || IsAdjusted);

    internal StudyTable Table => table;

    internal ThreeGroupStudy? Study => study;

    internal ThreeGroupChartOptions Settings => settings;

    /// <summary>Where both gaps are shown and like with like leaves a part of the raw one: that part; else the headline.</summary>
    private protected override string MakeFinding(Words words)
    {
        if (IsChosen && !HasSmallGroup(words))
        {
            var measure = measures.FirstOrDefault(m => settings.LikeWithLike.ContainsKey(m));
            if (settings.LikeWithLike.TryGetValue(measure, out var like) && Raw(measure) is { Estimate.IsDefined: true } raw
                && Findings.OfEffect(like.Estimate, like.Interval) == EffectFinding.Above && Findings.OfEffect(raw.Estimate, raw.Interval) == EffectFinding.Above
                && like.Estimate.Value < raw.Estimate.Value)
            {
                return words.Say("Like with like, {0} of the gap in {1} remains", words.Share(like.Estimate.Value / raw.Estimate.Value, 0), Noun(words, measure));
            }
        }

        return Headline(words);
    }

    /// <summary>The like-with-like answer beside the raw one, in one sentence: the title of a study's report.</summary>
    internal string Headline(Words words)
    {
        if (IsWithheld)
        {
            return words.Say("The groups' sizes contradict the planned lots: no difference is shown");
        }

        if (!HasDifferences)
        {
            return words.Say("The groups were chosen, not drawn: the gap between them is not an effect");
        }

        foreach (var measure in measures)
        {
            if (IsChosen && !settings.LikeWithLike.ContainsKey(measure))
            {
                continue;
            }

            var raw = Raw(measure);
            var shown = Quoted(measure)!.Value;
            if (HasSmallGroup(words))
            {
                return words.Say("A group is too small to compare");
            }

            var finding = Findings.OfEffect(shown.Estimate, shown.Interval);
            var size = words.Say("{0} points", words.Plain(100 * Math.Abs(shown.Estimate.ValueOrNaN), 1));
            if (!IsChosen)
            {
                return Findings.Title(words, finding, true, words.Say("marketing"), Noun(words, measure), size);
            }

            var rawSize = raw.Estimate.IsDefined ? words.Plain(100 * raw.Estimate.Value, 1) : string.Empty;
            var isSame = string.Equals(rawSize, words.Plain(100 * shown.Estimate.ValueOrNaN, 1), StringComparison.Ordinal) || rawSize.Length == 0;
            return finding switch
            {
                EffectFinding.Unknown => words.Say("Like with like, no difference in {0} can be estimated", Noun(words, measure)),
                EffectFinding.NotShown => words.Say("Like with like, no difference in {0} can be shown yet", Noun(words, measure)),
                EffectFinding.Below => words.Say("Like with like, {0} of marketed customers is {1} lower", Noun(words, measure), size),
                _ when isSame => words.Say("Like with like, {0} of marketed customers is {1} higher", Noun(words, measure), size),
                _ => words.Say("Like with like, {0} of marketed customers is {1} higher, not {2}", Noun(words, measure), size, rawSize),
            };
        }

        return words.Say("The study shows no difference that can be judged");
    }

    private protected override string MakeShows(Words words) => words.Say(
        IsWithheld ? "Three groups whose sizes contradict the planned lots; bars: {0} intervals"
            : table.Options.Design == StudyDesign.RandomizedCampaign ? "Three groups; lots decided who of the recommended was marketed to; bars: {0} intervals"
            : IsChosen ? "Three groups; bars: {0} intervals. The groups were chosen, not drawn by lot" : "Three groups drawn by lot; bars: {0} intervals",
        words.Level(table.Options.Level));

    private protected override IEnumerable<string> MakeNotes(Words words)
    {
        yield return IsAnySmall(words) ? words.Say("errors are clustered by household")
            : words.Say("{0} customers in {1} households, which errors are clustered by", words.Cell(table.Customers), words.Cell(table.Households));
        if (table.CrossingHouseholds + table.ClosedHouseholds > 0)
        {
            yield return words.Say(
                "{0} households in two groups and {1} closed; {2} customers left out of differences",
                words.Cell(table.CrossingHouseholds), words.Cell(table.ClosedHouseholds), words.Cell(table.CustomersLeftOut));
        }

        if (HasDifferences)
        {
            yield return words.Say(study is null ? "raw differences hold jointly for the three of a measure" : "differences hold jointly for the three of a measure");
        }

        if (HasDifferences && IsAdjusted && Adjustment(words) is { Length: > 0 } adjustment)
        {
            yield return words.Say("like with like: {0}", adjustment);
        }

        if (study?.SampleRatio is { } ratio)
        {
            yield return words.Say("check of the lots: {0}", words.PValue(ratio.PValue));
        }

        if (HasDifferences)
        {
            yield return words.Say("hollow dot: interval contains zero");
        }
    }

    private protected override IReadOnlyList<Series> MakeSeries(Words words) =>
        HasDifferences ? [.. measures.Select(m => Rates(words, m)), .. measures.Select(m => Differences(words, m))] : [.. measures.Select(m => Rates(words, m))];

    private protected override void Draw(Canvas canvas)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var top = canvas.Top + 49;
        for (var i = 0; i < 3; i++)
        {
            var row = table.Group(Order[i]);
            canvas.Fitted(Canvas.Left, top + 20 + 40 * i, Name(words, Order[i]), 140, Canvas.HeadSize, isBold: true);
            svg.Text(Canvas.Left, top + 35 + 40 * i, words.IsSmall(row.Customers) ? words.Say("n {0}", words.Cell(row.Customers)) : words.Say("n = {0}", words.Count(row.Customers)), Canvas.SmallSize, Ink.Muted);
        }

        for (var panel = 0; panel < measures.Length; panel++)
        {
            DrawRates(canvas, measures[panel], FirstPanel + panel * PanelStep, top);
        }

        canvas.Bottom = top + 150;
        DrawDifferences(canvas, top + 156);
    }

    private void DrawRates(Canvas canvas, StudyMeasure measure, double left, double top)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        var series = Rates(words, measure);
        var shown = series.Points.Where(p => !words.IsSmall(p.N)).SelectMany(p => new[] { p.Value, p.Lower, p.Upper });
        var hasTarget = measure == StudyMeasure.AssetEnhancement && settings.AssetTarget is not null;
        var (scale, ticks) = Scale.Enclosing(hasTarget ? shown.Append(settings.AssetTarget!.Value) : shown, left, left + PanelWidth - 8, 4, true);
        canvas.Fitted(left, top - 18, series.Name, PanelWidth + 12, Canvas.HeadSize, isBold: true);
        canvas.ColumnGrid(scale, ticks, top, top + 124, series.Kind);
        if (scale.Low < 0)
        {
            svg.Line(scale.At(0), top, scale.At(0), top + 124, Ink.Rule, 1.3);
        }

        if (hasTarget)
        {
            canvas.Target(scale.At(settings.AssetTarget!.Value), top + 2, top + 124, words.Say("target {0}", words.Share(settings.AssetTarget.Value, 0)), left, left + PanelWidth);
        }

        for (var i = 0; i < 3; i++)
        {
            if (words.IsSmall(series.Points[i].N) || !series.Points[i].HasValue)
            {
                svg.Text(left + 6, top + 29 + 40 * i, words.Say("not shown"), Canvas.SmallSize, Ink.Muted);
                continue;
            }

            canvas.IntervalDot(scale, top + 25 + 40 * i, series, series.Points[i], Inks[i]);
        }
    }

    private void DrawDifferences(Canvas canvas, double top)
    {
        var (svg, words) = (canvas.Svg, canvas.Words);
        svg.Line(Canvas.Left, top, Canvas.Right, top, Ink.Rule);
        var small = HasSmallGroup(words);
        if (!HasDifferences || small)
        {
            svg.Text(Canvas.Left, top + 22, words.Say("Marketing minus recommended: not drawn"), Canvas.HeadSize, isBold: true);
            var why = IsWithheld ? words.Say("Lots were to be drawn, but the sizes contradict the plan: assignment, logging or filtering is broken.")
                : small ? words.Say("A group is smaller than {0} customers.", words.Count(words.Options.MinimumCell))
                : words.Say("The groups were chosen: their raw difference is shown only beside one that compares like with like.");
            canvas.Fitted(Canvas.Left, top + 40, why, Canvas.Right - Canvas.Left, Canvas.BodySize, Ink.Muted);
            canvas.Bottom = top + 46;
            return;
        }

        svg.Text(Canvas.Left, top + 20, words.Say("Marketing minus recommended, percentage points"), Canvas.HeadSize, isBold: true);
        var rows = IsAdjusted ? 2 : 1;
        var first = top + 34;
        svg.Text(Canvas.Left, first + 20, words.Say("as the groups stand"), Canvas.HeadSize, isBold: !IsAdjusted);
        svg.Text(Canvas.Left, first + 34, IsChosen ? words.Say("groups were chosen") : words.Say("groups drawn by lot"), Canvas.SmallSize, Ink.Muted);
        if (IsAdjusted)
        {
            svg.Text(Canvas.Left, first + 60, words.Say("like with like"), Canvas.HeadSize, isBold: true);
            canvas.Fitted(Canvas.Left, first + 74, Adjustment(words), 148, Canvas.SmallSize, Ink.Muted);
        }

        for (var panel = 0; panel < measures.Length; panel++)
        {
            var left = FirstPanel + panel * PanelStep;
            var series = Differences(words, measures[panel]);
            if (series.Points.All(p => !p.HasValue))
            {
                svg.Text(left, first + 29, words.Say("no like-with-like figure"), Canvas.SmallSize, Ink.Muted);
                continue;
            }

            var (scale, ticks) = Scale.Enclosing(series.Points.SelectMany(p => new[] { p.Value, p.Lower, p.Upper }), left, left + PanelWidth - 8, 4, true);
            canvas.ColumnGrid(scale, ticks, first, first + 40 * rows + 4, NumberKind.Points);
            svg.Line(scale.At(0), first, scale.At(0), first + 40 * rows + 4, Ink.Text, 1.3);
            for (var i = 0; i < series.Points.Count; i++)
            {
                var isLike = i == (IsChosen || (study is not null && series.Points.Count == 2) ? 1 : 0);
                canvas.IntervalDot(scale, first + 25 + 40 * i, series, series.Points[i], isLike ? Ink.Blue : Ink.Grey);
            }
        }

        canvas.Bottom = first + 40 * rows + 22;
    }

    private Series Rates(Words words, StudyMeasure measure)
    {
        var series = new Series(Heading(words, measure), words.Say("group"), words.Say("value"), measure == StudyMeasure.PromotionChange ? NumberKind.Points : NumberKind.Share);
        foreach (var group in Order)
        {
            var row = table.Group(group);
            var estimate = row.Measure(measure);
            series.Add(Name(words, group), estimate.Value, estimate.Interval, row.Customers);
        }

        return series;
    }

    private Series Differences(Words words, StudyMeasure measure)
    {
        var name = words.Say("{0}: marketing minus recommended", Heading(words, measure));
        var series = new Series(name, words.Say("group"), words.Say("percentage points"), NumberKind.Points) { Null = 0 };
        var isAdjusted = settings.LikeWithLike.TryGetValue(measure, out var adjusted);
        var small = HasSmallGroup(words);
        if (!small && HasDifferences && (!IsChosen || isAdjusted))
        {
            var raw = Raw(measure);
            series.Add(words.Say("as the groups stand"), raw.Estimate, raw.Interval);
        }

        if (!small && HasDifferences && isAdjusted)
        {
            series.Add(words.Say("like with like"), adjusted.Estimate, adjusted.Interval);
        }

        return series;
    }

    /// <summary>True where the total would give a small group away.</summary>
    internal bool IsAnySmall(Words words) => Order.Any(g => words.IsSmall(table.Group(g).Customers));

    internal bool HasSmallGroup(Words words) => words.IsSmall(table.Group(StudyGroup.Marketing).Customers) || words.IsSmall(table.Group(StudyGroup.Recommended).Customers);

    /// <summary>The difference that titles and tiles speak of; null where none may be spoken of.</summary>
    internal EffectEstimate? Quoted(StudyMeasure measure) => IsWithheld ? null
        : (IsChosen || study is not null) && settings.LikeWithLike.TryGetValue(measure, out var like) ? like
        : IsChosen ? null : Raw(measure);

    internal string Adjustment(Words words) => settings.Adjustment.Length > 0 || study is null ? settings.Adjustment : StudyResults.Adjustment(words, study);

    internal EffectEstimate Raw(StudyMeasure measure)
    {
        var contrast = table.Contrast(measure, StudyGroup.Marketing, StudyGroup.Recommended);
        return new EffectEstimate(contrast.Comparison.Estimate, contrast.SimultaneousInterval);
    }

    internal static string Name(Words words, StudyGroup group) => group switch
    {
        StudyGroup.Marketing => words.Say("Marketing"),
        StudyGroup.Recommended => words.Say("Recommended"),
        _ => words.Say("Non-recommended"),
    };

    private string Heading(Words words, StudyMeasure measure) => measure switch
    {
        StudyMeasure.Promotion => words.Say("Rose a value tier"),
        StudyMeasure.AssetEnhancement when Math.Abs(table.Options.Years - 1) < 0.02 => words.Say("Growth of assets, 1 year"),
        StudyMeasure.AssetEnhancement => words.Say("Growth of assets, {0} years", words.Plain(table.Options.Years, Math.Abs(table.Options.Years - Math.Round(table.Options.Years)) < 0.02 ? 0 : 1)),
        StudyMeasure.PromotionOfEligible => words.Say("Rose, of those able"),
        _ => words.Say("Change of rate, points"),
    };

    internal static string Noun(Words words, StudyMeasure measure) => measure switch
    {
        StudyMeasure.AssetEnhancement => words.Say("the growth of assets"),
        StudyMeasure.Promotion => words.Say("the promotion rate"),
        StudyMeasure.PromotionOfEligible => words.Say("the promotion rate of those able"),
        _ => words.Say("the change of the promotion rate"),
    };
}
