using CustomerValue.Information;
using CustomerValue.Segmentation;
using CustomerValue.Statistics;
using FourInOne.Output;

namespace FourInOne.Steps;

/// <summary>Step 2 on the screen and in <c>segments.csv</c>.</summary>
internal static class SegmentationView
{
    public static void Show(CustomerPicture picture, CustomerSegments segments, Screen screen)
    {
        var calendar = picture.Bank.Calendar;
        screen.Step(2, "Customer segmentation");
        ShowLikeness(picture, segments, screen);
        ShowTiers(picture, segments, screen);
        screen.Fact("activity", string.Join(", ", segments.Activity.Names.Select((name, s) => $"{name} {Text.Count(segments.ActivityOf.Count(a => a == s))}")));
        screen.Fact("moves", $"{calendar.Before} → {calendar.AsOf}: {Moves(segments.MovesBefore)}");
        screen.Fact("", $"{calendar.AsOf} → {calendar.After}: {Moves(segments.MovesAfter)}");
        var top = segments.MovesAfter;
        screen.Meaning(
            $"Of the households below the top tier {Text.Percent(top.PromotionRateBelowTop)} rose and of those above the lowest {Text.Percent(top.DemotionRateAboveBottom)} fell: value moves, and whom to spend on is a question of who will move.");
    }

    public static void Write(CustomerPicture picture, CustomerSegments segments, ResultFolder results)
    {
        var standings = picture.Standings;
        var tiers = picture.Bank.Tiers.Names;
        results.Write(
            "segments.csv",
            Enumerable.Range(0, picture.Features.RowCount),
            ("household", row => picture.Features.Keys[row]),
            ("assets", row => standings.Assets[row]),
            ("tier", row => standings.Tier[row] < 0 ? null : tiers[standings.Tier[row]]),
            ("tier_after", row => standings.TierAfter[row] < 0 ? null : tiers[standings.TierAfter[row]]),
            ("segment", row => Letter(segments.LikenessOf[row])),
            ("activity", row => segments.Activity.Names[segments.ActivityOf[row]]),
            ("recency_score", row => segments.Scores[row].Recency),
            ("frequency_score", row => segments.Scores[row].Frequency),
            ("monetary_score", row => segments.Scores[row].Monetary));
    }

    private static void ShowLikeness(CustomerPicture picture, CustomerSegments segments, Screen screen)
    {
        var features = picture.Features;
        var standings = picture.Standings;
        var total = standings.Assets.Where(double.IsFinite).Sum();
        screen.Table(
            ["Alike", ">Households", ">Share of assets", ">Balance", ">Money in", ">Movements", ">Days idle", ">Rose after"],
            Enumerable.Range(0, segments.Likeness.SegmentCount).Select(segment =>
            {
                var rows = Enumerable.Range(0, features.RowCount).Where(row => segments.LikenessOf[row] == segment).ToArray();
                var able = rows.Where(row => standings.CanRise(row, picture.Bank.Tiers)).ToArray();
                return new[]
                {
                    Letter(segment),
                    Text.Count(rows.Length),
                    Text.Percent(rows.Select(row => standings.Assets[row]).Where(double.IsFinite).Sum() / total),
                    Text.Count(Median(features, ActivityFeatures.Balance, rows)),
                    Text.Count(Median(features, ActivityFeatures.Inflow, rows)),
                    Text.Count(Median(features, ActivityFeatures.Frequency, rows)),
                    Text.Count(Median(features, ActivityFeatures.Recency, rows)),
                    able.Length == 0 ? "–" : Text.Percent((double)able.Count(standings.Rose) / able.Length),
                };
            }));
        screen.Fact("", $"medians; money in and movements of {Text.Plain(ActivityOptions.Default.WindowMonths)} months, by the customer alone");
    }

    private static void ShowTiers(CustomerPicture picture, CustomerSegments segments, Screen screen)
    {
        var (tiers, moves, standings) = (picture.Bank.Tiers, segments.MovesAfter, picture.Standings);
        var total = standings.Assets.Where(double.IsFinite).Sum();
        screen.Table(
            ["Tier", ">From", ">Households", ">Share of assets", ">Fell", ">Stayed", ">Rose", ">Rose, % (95 %)"],
            Enumerable.Range(0, tiers.TierCount).Reverse().Select(tier =>
            {
                var isTop = tier == tiers.TierCount - 1;
                var up = Enumerable.Range(tier + 1, tiers.TierCount - tier - 1).Sum(to => moves.Count(tier, to));
                var down = Enumerable.Range(0, tier).Sum(to => moves.Count(tier, to));
                return new[]
                {
                    tiers.Names[tier],
                    tier == 0 ? "0" : Text.Count(tiers.Thresholds[tier - 1]),
                    Text.Count(standings.Tier.Count(t => t == tier)),
                    Text.Percent(standings.Assets.Where((_, row) => standings.Tier[row] == tier).Sum() / total),
                    Text.Count(down),
                    Text.Count(moves.Count(tier, tier)),
                    isTop ? "–" : Text.Count(up),
                    isTop ? "–" : Text.Range(ProportionInterval.Wilson(new((long)up, (long)moves.From(tier)))),
                };
            }));
    }

    private static string Moves(TransitionCounts moves) =>
        $"{Text.Count(moves.Matched)} in both, {Text.Count(moves.Promotions)} up, {Text.Count(moves.Demotions)} down, {Text.Count(Enumerable.Range(0, moves.SegmentCount).Sum(moves.Entries))} new";

    private static double Median(CustomerTable features, string column, int[] rows)
    {
        var values = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            values[i] = features.Number(column)[rows[i]];
        }

        return Quantiles.Of(values.Where(double.IsFinite).ToArray(), 0.5);
    }

    private static string Letter(int segment) => ((char)('A' + segment)).ToString();
}
