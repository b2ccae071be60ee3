using CustomerValue.Experiments;

namespace CustomerValue.Reporting;

/// <summary>The pages of a study's report.</summary>
internal static class StudyPages
{
    private static readonly StudyGroup[] Order = [StudyGroup.Marketing, StudyGroup.Recommended, StudyGroup.NonRecommended];
    private static readonly StudyMeasure[] Told = [StudyMeasure.Promotion, StudyMeasure.AssetEnhancement];

    public static Report Make(ThreeGroupChart chart, IReadOnlyList<string> doesNotShow, Provenance provenance, StudyReportParts parts, ReportOptions options)
    {
        var words = new Words(options.Charts);
        var table = chart.Table;
        IReadOnlyList<Chart> further = parts.Further;
        if (chart.Study is { } study && !chart.HasSmallGroup(words))
        {
            parts = parts with
            {
                Balance = parts.Balance ?? StudyResults.Balance(words, study, provenance),
                Effects = parts.Effects ?? StudyResults.Effects(words, study, StudyMeasure.Promotion, provenance),
            };
            further = StudyResults.Effects(words, study, StudyMeasure.Assets, provenance) is { } assets ? [assets, .. further] : further;
        }

        var report = new ReportBuilder(words.Title(chart.Headline), provenance);
        report.Lede(Lede(words, chart));
        var tiles = Tiles(words, chart).ToArray();
        if (tiles.Length > 0)
        {
            report.Tiles(tiles);
        }

        report.Chart(chart);
        report.Boxes(words.Say("What to do"), parts.WhatToDo.Count > 0 ? parts.WhatToDo : [.. WhatToDo(words, chart)], words.Say("What this does not show"), [.. Limits(words, chart), .. doesNotShow]);

        report.Page(words.Say("For the auditor: the groups as they stood"));
        report.Facts(words.Say("Groups"), [.. GroupFacts(words, table)]);
        Optional(report, words, parts.Balance, words.Say("Balance of the groups was not looked at."));
        report.Page(words.Say("For the auditor: differences"));
        report.Facts(words.Say("Every difference, with intervals that hold jointly for the three of a measure"), [.. Differences(words, chart)]);
        if (chart.Study is { IsWithheld: false } estimated)
        {
            report.Facts(words.Say("Estimates that allow for how the groups came about"), [.. StudyResults.Estimates(words, estimated)]);
        }

        Optional(report, words, chart.IsWithheld ? null : parts.Effects, words.Say(chart.IsWithheld ? "Effects are withheld: the groups are not the lots that were planned." : "No effects by subgroup were estimated."));
        report.Page(words.Say("For the auditor: movements and sensitivity"));
        Optional(report, words, parts.Migration, words.Say("Movements between tiers were not counted."));
        if (chart.Study is { IsWithheld: false } checkedStudy && StudyResults.Sensitivity(words, checkedStudy).ToArray() is { Length: > 0 } facts)
        {
            report.Facts(words.Say("Before the campaign, sensitivity and return"), facts);
        }
        else if (further.Count == 0)
        {
            report.List(words.Say("Sensitivity"), [words.Say("No analysis of sensitivity or power was added.")]);
        }

        foreach (var one in further)
        {
            report.Chart(Guard.NotNull(one, nameof(parts)));
        }

        if (chart.Study is { } told)
        {
            report.List(words.Say("The study in its own words"), StudyResults.Verdict(words, told));
        }

        report.Page(words.Say("For the auditor: design and records"));
        report.Facts(words.Say("Design"), [.. Design(words, chart, provenance), .. parts.Facts]);
        Optional(report, words, parts.Quality, words.Say("What became of the records was not handed in."));
        return report.Build(options);
    }

    private static void Optional(ReportBuilder report, Words words, Chart? chart, string missing)
    {
        if (chart is not null)
        {
            report.Chart(chart);
        }
        else
        {
            report.List(words.Say("Not part of this report"), [missing]);
        }
    }

    private static string Lede(Words words, ThreeGroupChart chart)
    {
        if (chart.IsWithheld)
        {
            return words.Say("Lots were to be drawn, but the groups' sizes contradict the plan. Until the fault in assignment, logging or filtering is found, no difference of these groups means anything.");
        }

        var (marketing, recommended) = (chart.Table.Group(StudyGroup.Marketing), chart.Table.Group(StudyGroup.Recommended));
        if (chart.HasSmallGroup(words) || !marketing.Promotion.Value.IsDefined || !recommended.Promotion.Value.IsDefined)
        {
            return words.Say("A group is empty or too small to compare.");
        }

        var first = words.Say(
            "Of the customers marketed to, {0} rose a value tier; of those recommended but not marketed to, {1} did.",
            words.Share(marketing.Promotion.Value.Value), words.Share(recommended.Promotion.Value.Value));
        if (!chart.IsChosen)
        {
            return first + " " + words.Say("Lots decided who was marketed to: the difference is an effect, as far as its interval goes.");
        }

        if (!chart.Settings.LikeWithLike.TryGetValue(StudyMeasure.Promotion, out var like) || !like.Estimate.IsDefined)
        {
            return first + " " + words.Say("The groups were chosen, not drawn: the gap mixes what was done with how they were picked.");
        }

        var range = words.Numbers.Range(NumberKind.Points, like.Interval.Lower, like.Interval.Upper, 1);
        return first + " " + words.Say("The groups were chosen, not drawn.") + " "
            + words.Say("Comparing like with like, the gap is {0} points ({1} interval {2}).", words.Points(like.Estimate.Value), words.Level(like.Interval.Level), range);
    }

    private static IEnumerable<ReportTile> Tiles(Words words, ThreeGroupChart chart)
    {
        if (chart.HasSmallGroup(words) || chart.IsWithheld)
        {
            yield break;
        }

        foreach (var measure in Told)
        {
            if (chart.Quoted(measure) is not { Estimate.IsDefined: true } effect)
            {
                continue;
            }

            var range = words.Numbers.Range(NumberKind.Points, effect.Interval.Lower, effect.Interval.Upper, 1);
            var what = chart.IsChosen ? words.Say("{0}, like with like ({1} interval {2})", ThreeGroupChart.Noun(words, measure), words.Level(effect.Interval.Level), range)
                : words.Say("{0} ({1} interval {2})", ThreeGroupChart.Noun(words, measure), words.Level(effect.Interval.Level), range);
            var isShown = !effect.Interval.Contains(0);
            yield return new ReportTile(words.Say("{0} pts", words.Points(effect.Estimate.Value)), isShown ? what : what + ": " + words.Say("not shown yet"), isShown);
        }

        // The effect in heads, only where it is shown and above zero.
        if (chart.Quoted(StudyMeasure.Promotion) is { Estimate.IsDefined: true } rose && rose.Interval.Lower > 0)
        {
            var group = chart.Table.Group(StudyGroup.Marketing);
            var (n, all) = ((double)group.Customers, (double)group.PromotionCounts.Successes);
            if (all >= rose.Estimate.Value * n && !words.IsSmall(all))
            {
                yield return new ReportTile(
                    words.Say("{0} of {1}", words.Count(rose.Estimate.Value * n), words.Count(all)),
                    words.Say(chart.IsChosen ? "rises in the marketing group are more than like customers had, by this estimate ({0})" : "rises in the marketing group would not have come anyway, by this estimate ({0})", words.Numbers.Range(NumberKind.Count, rose.Interval.Lower * n, rose.Interval.Upper * n)));
            }
        }
    }

    private static IEnumerable<string> WhatToDo(Words words, ThreeGroupChart chart)
    {
        if (chart.IsWithheld)
        {
            yield return words.Say("Find what broke the lots: assignment, logging or filtering.");
            yield return words.Say("Quote no difference of these groups until then.");
            yield break;
        }

        if (chart.Quoted(StudyMeasure.Promotion) is { } rose && !chart.HasSmallGroup(words))
        {
            yield return Findings.OfEffect(rose.Estimate, rose.Interval) switch
            {
                EffectFinding.Above => words.Say("Keep the program for the next wave: the interval of the promotion rate lies above zero."),
                EffectFinding.Below => words.Say("Stop and look: the interval of the promotion rate lies below zero."),
                _ => words.Say("Do not decide on promotions yet: the interval holds zero. A larger wave can tell."),
            };
        }

        if (chart.IsChosen)
        {
            yield return words.Say("Draw the next groups by lot: then the difference is an effect.");
        }

        var (marketing, recommended) = (chart.Table.Group(StudyGroup.Marketing).AssetEnhancement.Value, chart.Table.Group(StudyGroup.Recommended).AssetEnhancement.Value);
        if (marketing.IsDefined && recommended is { IsDefined: true, Value: > 0 } && !chart.HasSmallGroup(words))
        {
            yield return words.Say(
                "Do not book the {0} growth of assets as the campaign's: customers not marketed to grew by {1}.", words.Share(marketing.Value), words.Share(recommended.Value));
        }

        yield return words.Say("Keep the groups as they are until the outcomes of the next period are in.");
    }

    private static IEnumerable<string> Limits(Words words, ThreeGroupChart chart)
    {
        if (chart.IsWithheld)
        {
            yield return words.Say("Any effect: the groups are not the lots that were planned.");
            yield break;
        }

        if (chart.IsChosen)
        {
            yield return words.Say("The groups were chosen, not drawn: unrecorded reasons may explain the rest.");
        }

        if (chart.Study is { } study)
        {
            foreach (var line in StudyResults.Limits(words, study))
            {
                yield return line;
            }
        }

        var open = Told.Count(m => chart.Quoted(m) is not { Estimate.IsDefined: true } effect || effect.Interval.Contains(0));
        if (open > 0)
        {
            yield return words.Say("Not shown to differ: {0} of {1} outcomes; that is not \u201Cno effect\u201D.", words.Count(open), words.Count(Told.Length));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> GroupFacts(Words words, StudyTable study)
    {
        foreach (var group in Order)
        {
            var row = study.Group(group);
            var name = ThreeGroupChart.Name(words, group);
            if (words.IsSmall(row.Customers) || row.Customers == 0)
            {
                yield return Fact(name, words.Say("{0} customers", words.Cell(row.Customers)));
                continue;
            }

            yield return Fact(name, words.Say("{0} customers in {1} households", words.Count(row.Customers), words.Cell(row.Households)));
            yield return Fact(words.Say("average assets of a customer, before and after"), words.Say("{0} and {1}", words.Money(row.AssetsBefore.Value.ValueOrNaN), words.Money(row.AssetsAfter.Value.ValueOrNaN)));
            yield return Fact(words.Say("growth of average assets"), Estimate(words, row.AssetEnhancement, NumberKind.Share));
            yield return Fact(words.Say("average of growths, another figure"), words.Share(row.MeanOfGrowths.ValueOrNaN));
            yield return Fact(words.Say("rose a value tier, of all and of those able"), Estimate(words, row.Promotion, NumberKind.Share) + "; " + Estimate(words, row.PromotionOfEligible, NumberKind.Share));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Differences(Words words, ThreeGroupChart chart)
    {
        foreach (var contrast in chart.Table.Contrasts)
        {
            var name = words.Say("{0}: {1} minus {2}", ThreeGroupChart.Noun(words, contrast.Measure), ThreeGroupChart.Name(words, contrast.Minuend), ThreeGroupChart.Name(words, contrast.Subtrahend));
            var isSmall = words.IsSmall(chart.Table.Group(contrast.Minuend).Customers) || words.IsSmall(chart.Table.Group(contrast.Subtrahend).Customers);
            var estimate = contrast.Comparison.Estimate;
            if (isSmall || chart.IsWithheld || !estimate.IsDefined)
            {
                yield return Fact(name, words.Say("not shown"));
                continue;
            }

            var text = words.Points(estimate.Value) + " (" + words.Numbers.Range(NumberKind.Points, contrast.SimultaneousInterval.Lower, contrast.SimultaneousInterval.Upper, 1) + ")";
            yield return Fact(name, contrast.AdjustedPValue.IsDefined ? text + ", " + words.Say("adjusted {0}", words.PValue(contrast.AdjustedPValue.Value)) : text);
        }

        foreach (var pair in chart.Settings.LikeWithLike.OrderBy(p => (int)p.Key))
        {
            var text = pair.Value.Estimate.IsDefined
                ? words.Points(pair.Value.Estimate.Value) + " (" + words.Numbers.Range(NumberKind.Points, pair.Value.Interval.Lower, pair.Value.Interval.Upper, 1) + ")"
                : words.Say("not estimated");
            yield return Fact(words.Say("{0}: like with like", ThreeGroupChart.Noun(words, pair.Key)), text + (chart.Adjustment(words) is { Length: > 0 } adjustment ? "; " + adjustment : string.Empty));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Design(Words words, ThreeGroupChart chart, Provenance provenance)
    {
        var study = chart.Table;
        yield return Fact(words.Say("groups"), study.Options.Design switch
        {
            StudyDesign.Chosen => words.Say("chosen"),
            StudyDesign.Randomized => words.Say("drawn by lot"),
            _ => words.Say("recommended by the model; who of them was marketed to, by lot"),
        });
        if (chart.Study?.SampleRatio is { } ratio)
        {
            yield return Fact(words.Say("check of the lots' sizes"), words.Say(chart.IsWithheld ? "failed, {0}: differences are withheld" : "passed, {0}", words.PValue(ratio.PValue)));
        }

        yield return Fact(words.Say("unit and cluster"), chart.IsAnySmall(words) ? words.Say("customer and household") : words.Say("{0} customers in {1} households", words.Cell(study.Customers), words.Cell(study.Households)));
        yield return Fact(words.Say("households in two groups"), words.Cell(study.CrossingHouseholds));
        yield return Fact(words.Say("households closed in between"), words.Cell(study.ClosedHouseholds));
        yield return Fact(words.Say("customers left out of differences"), words.Cell(study.CustomersLeftOut));
        yield return Fact(words.Say("estimands"), words.Say("growth of average assets: sum after over sum before, less 1; promotion rate: share ending in a higher tier than they began"));
        yield return Fact(words.Say("growth of the whole a year, compounded"), words.Share(study.CompoundAnnualGrowth.ValueOrNaN));
        yield return Fact(words.Say("intervals"), words.Say("{0}, clustered by household", words.Level(study.Options.Level)));
        yield return Fact(words.Say("warnings"), study.Warnings.Count == 0 ? words.Say("none") : string.Join(", ", study.Warnings.Select(w => w.ToString())));
        yield return Fact(words.Say("origin"), string.Join(" · ", provenance.Notes(words)));
    }

    private static string Estimate(Words words, ClusteredEstimate estimate, NumberKind kind) => !estimate.Value.IsDefined ? words.Say("not defined")
        : words.Numbers.Format(kind, estimate.Value.Value, 1) + (double.IsInfinity(estimate.Interval.Width) ? string.Empty : " (" + words.Numbers.Range(kind, estimate.Interval.Lower, estimate.Interval.Upper, 1) + ")");

    private static KeyValuePair<string, string> Fact(string name, string value) => new(name, value);
}
