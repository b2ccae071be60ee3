using CustomerValue;
using CustomerValue.Evaluation;
using CustomerValue.Information;
using CustomerValue.Reporting;
using CustomerValue.Segmentation;
using FourInOne.Steps;

namespace FourInOne.Output;

/// <summary>The loop for readers: one report on the bank, one card of the propensity model, one report of the study, as pages without script.</summary>
internal static class ReportView
{
    private static readonly string[] Drawn = [ActivityFeatures.Balance, ActivityFeatures.Frequency, HouseholdFeatures.OldestAge, HouseholdFeatures.Clients];

    public static void Write(CustomerPicture picture, CustomerSegments segments, CustomerTargets targets, CampaignFeedback feedback, ulong seed, ResultFolder results)
    {
        var origin = new Provenance(picture.Bank.Calendar.AsOf, picture.Bank.Name) { Seed = seed };
        results.Save("customer-base.html", Bank(picture, segments, origin));
        results.Save("model-card.html", Card(picture, targets, origin));
        results.Save("study-report.html", Study(picture, segments, feedback, origin));
    }

    private static Report Bank(CustomerPicture picture, CustomerSegments segments, Provenance origin)
    {
        var calendar = picture.Bank.Calendar;
        var assets = Array.FindAll(picture.Standings.Assets, value => value > 0);
        var profile = SegmentProfile.Of(picture.Features, segments.LikenessOf, segments.Likeness.SegmentCount);
        return Report.CustomerBase(
            Moves(picture, segments, origin),
            [
                "Why households moved: nothing here compares those who were marketed to with those who were not.",
                "Households that joined after the first day, and those in debt: they are not in the shares of assets.",
            ],
            origin,
            new CustomerBaseParts
            {
                Concentration = ConcentrationChart.From(Concentration.From(assets), origin, new ConcentrationChartOptions { Measure = "household assets" }),
                Segments = SegmentProfileChart.From(profile, origin, new SegmentProfileChartOptions { Columns = [.. Drawn.Where(picture.Features.Contains)], Money = [ActivityFeatures.Balance] }),
                Quality = Records(picture, origin),
                Facts = [new("tiers", string.Join(", ", picture.Bank.Tiers.Names)), new("from", calendar.AsOf.ToString()), new("to", calendar.After.ToString())],
            },
            new ReportOptions { Eyebrow = $"Customer base · {picture.Bank.Name} · {calendar.After}" });
    }

    private static Report Card(CustomerPicture picture, CustomerTargets targets, Provenance origin)
    {
        var promotion = targets.Promotion;
        var scores = Array.ConvertAll(promotion.Rows, row => promotion.Probabilities[row]);
        var ranking = Discrimination.Of(scores, promotion.Rose);
        return Report.ModelCard(
            GainsChart.From(ranking.LiftTable(50), origin, new GainsChartOptions { Outcome = "promotions" }),
            ["Ordering households below the top tier for an adviser's call."],
            ["Deciding who must not be served, or at what price.", "Saying what a call would change: that is uplift, not propensity."],
            origin with { Model = "promotion propensity" },
            new ModelCardParts { Discrimination = ranking, Calibration = ProbabilityQuality.Of(scores, promotion.Rose).CalibrationLine(), Fit = promotion.Model.Report, Quality = Records(picture, origin) },
            new ReportOptions { Eyebrow = $"Model card · promotion propensity · {picture.Bank.Name}" });
    }

    private static Report Study(CustomerPicture picture, CustomerSegments segments, CampaignFeedback feedback, Provenance origin)
    {
        var parts = new StudyReportParts { Migration = Moves(picture, segments, origin), Quality = Records(picture, origin) };
        var options = new ReportOptions { Eyebrow = $"Study report · {picture.Bank.Name} · {picture.Bank.Calendar.AsOf} to {picture.Bank.Calendar.After}" };
        if (feedback.Chosen is not { } chosen)
        {
            return Report.StudyReport(
                feedback.Placebo!.Tables[0],
                ["Any campaign: none was run. Households were drawn into three groups, so that every difference is chance.", "One of 200 such draws; their intervals are counted in step 4."],
                origin,
                parts,
                options with { Eyebrow = "A study of nothing, to learn what chance shows · " + picture.Bank.Name });
        }

        var promotion = chosen.Like.Promotion.Comparison;
        return Report.StudyReport(
            feedback.Adjusted!,
            ["One bank and one period."],
            origin,
            parts with
            {
                Facts =
                [
                    new($"promotions by regression on {Text.Plain(chosen.Like.TraitCount)} known traits, points", $"{Text.Points(promotion.Estimate.ValueOrNaN)} ({Text.Range(promotion.Interval)})"),
                    new("drawn by lot, the same campaign", feedback.Drawn is null ? "was not run" : "is in study-differences.csv"),
                ],
            },
            options);
    }

    private static TierMigrationChart Moves(CustomerPicture picture, CustomerSegments segments, Provenance origin) => TierMigrationChart.From(
        segments.MovesAfter,
        picture.Bank.Tiers.Names,
        origin,
        new TierMigrationChartOptions { Before = $"on {picture.Bank.Calendar.AsOf}", After = $"on {picture.Bank.Calendar.After}", Basis = "household assets" });

    private static DataQualityChart Records(CustomerPicture picture, Provenance origin)
    {
        var features = picture.Features;
        var numbers = features.Schema.Columns.Where(c => c.Kind == FeatureKind.Number).Select(c => new MissingShare(c.Name, features.Number(c.Name).ToArray().Count(double.IsNaN), features.RowCount));
        return DataQualityChart.From([picture.Households.Quality, picture.Ledger.Quality], [.. numbers.Where(n => n.Missing > 0).Take(12)], origin);
    }
}
