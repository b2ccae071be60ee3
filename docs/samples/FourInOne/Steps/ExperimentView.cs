using CustomerValue;
using CustomerValue.Experiments;
using FourInOne.Output;

namespace FourInOne.Steps;

/// <summary>Step 4 on the screen and in <c>study-table.csv</c>, <c>study-differences.csv</c> and <c>group-assignment.csv</c>.</summary>
internal static class ExperimentView
{
    private static readonly StudyGroup[] Order = [StudyGroup.Marketing, StudyGroup.Recommended, StudyGroup.NonRecommended];

    private static readonly StudyMeasure[] Compared = [StudyMeasure.AssetEnhancement, StudyMeasure.Promotion];

    public static void Show(CustomerPicture picture, CampaignFeedback feedback, Screen screen)
    {
        screen.Step(4, "Project design and feedback");
        if (feedback is { Chosen: { } chosen, Drawn: { } drawn })
        {
            ShowStudies(chosen, drawn, screen);
            ShowAdjusted(feedback.Adjusted, chosen, screen);
        }

        if (feedback.Placebo is { } placebo)
        {
            ShowPlacebo(placebo, screen);
            ShowPicked(feedback.Picked, screen);
        }

        ShowNext(feedback.Next, screen);
        screen.Meaning(feedback.Placebo is { } without
            ? $"No campaign was run, and {Text.Percent(without.Coverage(Compared[0]))} and {Text.Percent(without.Coverage(Compared[1]))} of the 95 % intervals say so: what the next campaign's study finds can be told from chance."
            : "Where the branch chose, the difference of the groups is not the campaign's effect: it had picked those who would have grown anyway; where lots decided, it is.");
    }

    public static void Write(CampaignFeedback feedback, ResultFolder results)
    {
        var tables = Tables(feedback).ToArray();
        results.Write(
            "study-table.csv",
            tables.SelectMany(t => t.Table.Groups.Select(row => (t.Study, Row: row))),
            ("study", r => r.Study),
            ("group", r => Name(r.Row.Group)),
            ("households", r => r.Row.Households),
            ("average_assets_before", r => r.Row.HouseholdAssetsBefore.Mean),
            ("average_assets_after", r => r.Row.HouseholdAssetsAfter.Mean),
            ("asset_enhancement_rate", r => r.Row.AssetEnhancement.Value),
            ("asset_enhancement_lower", r => r.Row.AssetEnhancement.Interval.Lower),
            ("asset_enhancement_upper", r => r.Row.AssetEnhancement.Interval.Upper),
            ("average_of_growths", r => r.Row.MeanOfGrowths),
            ("promotion_rate", r => r.Row.Promotion.Value),
            ("promotion_lower", r => r.Row.Promotion.Interval.Lower),
            ("promotion_upper", r => r.Row.Promotion.Interval.Upper),
            ("promotion_rate_of_able", r => r.Row.PromotionOfEligible.Value),
            ("promotion_change", r => r.Row.PromotionChange.Value));
        results.Write(
            "study-differences.csv",
            tables.SelectMany(t => t.Table.Contrasts.Select(c => (t.Study, Contrast: c))),
            ("study", r => r.Study),
            ("measure", r => r.Contrast.Measure),
            ("group", r => Name(r.Contrast.Minuend)),
            ("minus", r => Name(r.Contrast.Subtrahend)),
            ("difference", r => r.Contrast.Comparison.Estimate),
            ("standard_error", r => r.Contrast.Comparison.StandardError),
            ("lower", r => r.Contrast.SimultaneousInterval.Lower),
            ("upper", r => r.Contrast.SimultaneousInterval.Upper),
            ("p_adjusted", r => r.Contrast.AdjustedPValue));
        var next = feedback.Next;
        results.Write(
            "group-assignment.csv",
            Enumerable.Range(0, next.Groups.Length),
            ("household", row => next.Households[row]),
            ("group", row => Name(next.Groups[row])),
            ("salt", _ => next.Assignment.Salt));
    }

    private static void ShowStudies(CampaignStudy chosen, CampaignStudy drawn, Screen screen)
    {
        screen.Table(
            ["Group", ">Households", ">Before", ">After", ">Enhancement, %", ">Promoted, %"],
            [.. GroupRows("chosen: ", chosen.Table, Order), .. GroupRows("drawn: ", drawn.Table, Order[..2])]);
        screen.Table(
            ["Difference in points", ">Enhancement,\nchosen", ">Enhancement,\ndrawn", ">Promotion,\nchosen", ">Promotion,\ndrawn"],
            [
                Differences(chosen, drawn, StudyGroup.Marketing, StudyGroup.Recommended),
                ["  in truth", Truth(chosen, Compared[0]), Truth(drawn, Compared[0]), Truth(chosen, Compared[1]), Truth(drawn, Compared[1])],
                Differences(chosen, drawn, StudyGroup.Recommended, StudyGroup.NonRecommended),
                Differences(chosen, drawn, StudyGroup.Marketing, StudyGroup.NonRecommended),
            ]);
        screen.Fact("", "± is half of the 95 % interval that holds for all three differences together");
        long[] groups = [drawn.Table.Group(StudyGroup.Recommended).Customers, drawn.Table.Group(StudyGroup.Marketing).Customers];
        var lots = SampleRatioCheck.Of(groups, [1, 1]);
        screen.Fact("lots", $"{Text.Count(groups[1])} marketed to and {Text.Count(groups[0])} held back is {(lots.IsMismatch() ? "not a split that lots would give" : "a split that lots give")} (p {Text.Number(lots.PValue, 2)})");
        screen.Fact("whole bank", $"grew by {Text.Percent(chosen.Table.CompoundAnnualGrowth)} a year, compounded, where the branch chose");
    }

    // Who was not recommended is the same with and without lots, and shown once.
    private static IEnumerable<string[]> GroupRows(string study, StudyTable table, IEnumerable<StudyGroup> groups) => groups.Select(table.Group).Select(row => new[]
    {
        row.Group == StudyGroup.NonRecommended ? Name(row.Group) : study + Name(row.Group),
        Text.Count(row.Households),
        Text.Count(row.HouseholdAssetsBefore.Mean),
        Text.Count(row.HouseholdAssetsAfter.Mean),
        Rate(row.AssetEnhancement),
        Rate(row.Promotion),
    });

    private static string Rate(ClusteredEstimate rate) => rate.Value.IsDefined ? $"{Text.Number(100 * rate.Value.Value, 1)} ({Text.Range(rate.Interval)})" : rate.Value.Reason.ToString();

    private static string[] Differences(CampaignStudy chosen, CampaignStudy drawn, StudyGroup group, StudyGroup minus) =>
    [
        $"{Name(group)} − {Name(minus)}",
        .. Compared.SelectMany(measure => new[] { Difference(chosen.Table.Contrast(measure, group, minus)), Difference(drawn.Table.Contrast(measure, group, minus)) }),
    ];

    private static string Difference(StudyContrast contrast) =>
        $"{Text.Points(contrast.Comparison.Estimate.ValueOrNaN)} ± {Text.Number(50 * contrast.SimultaneousInterval.Width, 1)}";

    private static string Truth(CampaignStudy study, StudyMeasure measure)
    {
        var truth = measure == StudyMeasure.Promotion ? study.TruePromotion : study.TrueEnhancement;
        var interval = study.Table.Contrast(measure, StudyGroup.Marketing, StudyGroup.Recommended).SimultaneousInterval;
        return $"{Text.Points(truth)} {(interval.Contains(truth) ? "inside" : "outside")}";
    }

    private static void ShowPlacebo(PlaceboStudy placebo, Screen screen)
    {
        screen.Table(
            ["Marketing − recommended", ">Placebos", ">95 % contains 0", ">Average", ">Smallest", ">Largest"],
            Compared.Select(measure =>
            {
                var estimates = placebo.Tables.Select(table => PlaceboStudy.Comparison(table, measure).Estimate.Value).ToArray();
                return new[]
                {
                    Name(measure),
                    Text.Count(placebo.Tables.Count),
                    Text.Percent(placebo.Coverage(measure)),
                    Text.Points(estimates.Average()),
                    Text.Points(estimates.Min()),
                    Text.Points(estimates.Max()),
                };
            }));
        screen.Fact("placebo", $"{Text.Count(placebo.Households)} households drawn into three groups {Text.Count(placebo.Tables.Count)} times; differences in percentage points");
    }

    private static void ShowAdjusted(ThreeGroupStudy? study, CampaignStudy chosen, Screen screen)
    {
        if (study?.Preferred(StudyMeasure.AssetEnhancement, StudyGroup.Marketing, StudyGroup.Recommended) is { Estimator: StudyEstimator.DoublyRobust } estimate)
        {
            var c = estimate.Comparison;
            screen.Fact(
                "adjusted",
                $"chosen, doubly robust at equal known traits: {Text.Points(c.Estimate.Value)} ({Text.Range(c.Interval)}); the truth is {(c.Interval.Contains(chosen.TrueEnhancement) ? "inside" : "outside")}");
        }
    }

    private static void ShowPicked(PickedPlacebo? picked, Screen screen)
    {
        if (picked is null)
        {
            return;
        }

        screen.Table(
            ["Picked by balance, no campaign", ">95 % contains 0,\nnaive", ">95 % contains 0,\ndoubly robust"],
            new[] { StudyMeasure.LogAssets, StudyMeasure.Promotion }.Select(measure => new[]
            {
                measure == StudyMeasure.LogAssets ? "assets, logarithm" : Name(measure),
                Text.Percent(picked.Coverage(measure, StudyEstimator.Naive)),
                Text.Percent(picked.Coverage(measure, StudyEstimator.DoublyRobust)),
            }));
        screen.Fact("picks", $"{Text.Count(picked.Households)} households picked {Text.Count(picked.Studies.Count)} times, the richer the likelier; three pairs of groups each");
    }

    private static void ShowNext(NextCampaign next, Screen screen)
    {
        screen.Fact("groups", string.Join(", ", Order.Select(group => $"{Name(group)} {Text.Count(next.Groups.Count(g => g == group))}")) + $" (split p {Text.Number(next.SplitCheck.PValue, 2)})");
        screen.Fact(
            "design",
            $"at a promotion rate of {Text.Percent(next.ExpectedRate)} these groups find {Text.Points(next.SmallestFound)} points or more (power {Text.Percent(DesignOptions.Default.Power, 0)}); {Text.Points(NextCampaign.SoughtDifference)} points need {Text.Count(next.Needed.Control)} a group");
    }

    private static IEnumerable<(string Study, StudyTable Table)> Tables(CampaignFeedback feedback)
    {
        if (feedback is { Chosen: { } chosen, Drawn: { } drawn })
        {
            yield return ("chosen by the branch", chosen.Table);
            yield return ("drawn by lot", drawn.Table);
        }

        for (var i = 0; i < (feedback.Placebo?.Tables.Count ?? 0); i++)
        {
            yield return ("placebo " + Text.Plain(i + 1), feedback.Placebo!.Tables[i]);
        }
    }

    private static string Name(StudyMeasure measure) => measure == StudyMeasure.Promotion ? "promotion" : "enhancement";

    private static string Name(StudyGroup group) => group switch
    {
        StudyGroup.Marketing => "marketing",
        StudyGroup.Recommended => "recommended",
        _ => "non-recommended",
    };
}
