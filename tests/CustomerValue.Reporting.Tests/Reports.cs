using CustomerValue.Evaluation;
using CustomerValue.Experiments;
using CustomerValue.Targeting;

namespace CustomerValue.Reporting.Tests;

/// <summary>The four reports on ordinary numbers, or with one text in every slot.</summary>
internal static class Reports
{
    public static readonly string[] Names = ["study", "study-randomized", "study-bare", "study-whole", "study-withheld", "customer-base", "model-card", "campaign-plan", "own"];

    public static Report Named(string name, string? text = null) => name switch
    {
        "study" => Study(text),
        "study-randomized" => Report.StudyReport(ChartCases.Study(1, StudyDesign.Randomized), [text ?? "One branch and one year."], ChartCases.Origin(text), null, Options(text)),
        "study-bare" => Report.StudyReport(StudyTable.Of(new StudyPanel(new StudyColumns(), 3)), [text ?? "Anything."], ChartCases.Origin(text), null, Options(text)),
        "study-whole" => Report.StudyReport(
            text is null ? ChartCases.WholeStudy.Value : ThreeGroupStudy.Analyze(ChartCases.Panel(1, false, [text, text + "2"])), [text ?? "One branch and one year."], ChartCases.Origin(text), null, Options(text)),
        "study-withheld" => Report.StudyReport(ChartCases.WithheldStudy.Value, [text ?? "One branch and one year."], ChartCases.Origin(text), null, Options(text)),
        "customer-base" => Base(text),
        "model-card" => Card(text),
        "campaign-plan" => Plan(text),
        _ => new ReportBuilder(text ?? "A report of one's own", ChartCases.Origin(text)).Lede(text ?? "Three sentences.").Tiles(new ReportTile(text ?? "7", text ?? "of 9", false))
            .List(text ?? "List", [text ?? "line"]).Facts(text ?? "Facts", [new(text ?? "name", text ?? "value")]).Page(text ?? "Page").Chart(ChartCases.Gains.Make(text)).Build(Options(text)),
    };

    public static Report Study(string? text = null) => Report.StudyReport(
        ChartCases.Study(1),
        [text ?? "One branch and one year; no effect on profit was measured.", text ?? "Whether next year's customers would behave alike."],
        ChartCases.Origin(text),
        new StudyReportParts
        {
            Groups = new ThreeGroupChartOptions { LikeWithLike = ChartCases.Adjusted(), Adjustment = text ?? "11 known traits balanced", AssetTarget = 0.15 },
            Balance = (BalanceChart)ChartCases.Balance.Make(text),
            Effects = (EffectsChart)ChartCases.Effects.Make(text),
            Migration = (TierMigrationChart)ChartCases.Migration.Make(text),
            Quality = (DataQualityChart)ChartCases.Quality.Make(text),
            Facts = [new(text ?? "model file", text ?? "9f31…2c")],
        },
        Options(text) with { Eyebrow = text ?? "Study report · branch 0417 · 12 months to 30 September 2026" });

    private static Report Base(string? text) => Report.CustomerBase(
        (TierMigrationChart)ChartCases.Migration.Make(text),
        [text ?? "Why customers moved: no cause is measured here."],
        ChartCases.Origin(text),
        new CustomerBaseParts
        {
            Concentration = (ConcentrationChart)ChartCases.ConcentrationCase.Make(text),
            Segments = (SegmentProfileChart)ChartCases.Segments.Make(text),
            Quality = (DataQualityChart)ChartCases.Quality.Make(text),
            WhatMoved = [text ?? "Preferred gained from Standard: the savings campaign of spring."],
            Facts = [new(text ?? "tiers", text ?? "average household assets of twelve months")],
        },
        Options(text) with { Eyebrow = text ?? "Customer base · retail bank · 30 September 2026" });

    private static Report Card(string? text)
    {
        double[] scores = [.. Enumerable.Range(0, 400).Select(i => (i * 7 % 400 + 0.5) / 400)];
        bool[] bought = [.. scores.Select((s, i) => i * 13 % 400 / 400.0 < s * s * 0.5)];
        return Report.ModelCard(
            (GainsChart)ChartCases.Gains.Make(text),
            [text ?? "Ordering retail customers for a call about a consumer loan."],
            [text ?? "Refusing credit, or pricing it.", text ?? "Customers of less than three months."],
            ChartCases.Origin(text),
            new ModelCardParts
            {
                Discrimination = Discrimination.Of(scores, bought),
                Calibration = ProbabilityQuality.Of(scores, bought).CalibrationLine(),
                Quality = (DataQualityChart)ChartCases.Quality.Make(text),
                ByGroup = (EffectsChart)ChartCases.Effects.Make(text),
                Facts = [new(text ?? "owner", text ?? "Analytics, retail")],
            },
            Options(text) with { Eyebrow = text ?? "Model card · loan-model 2.3" });
    }

    private static Report Plan(string? text)
    {
        const int customers = 60;
        var values = Enumerable.Range(0, customers * 2).Select(i => (double)(100 + i * 37 % 400)).ToArray();
        var costs = Enumerable.Repeat(12.0, customers * 2).ToArray();
        var plan = CampaignPlan.Allocate(
            [new Offer(text ?? "Savings plan") { Channel = "branch" }, new Offer((text ?? "Card upgrade") + "2") { Channel = "mail" }], values, costs, new CampaignLimits { Budget = 400 });
        return Report.CampaignPlan(
            plan,
            [text ?? "What customers would do without the call."],
            ChartCases.Origin(text),
            new CampaignPlanParts
            {
                Holdout = [text ?? "10% by lot, stratified by branch."],
                WithoutOffer = [new(text ?? "no consent", text ?? "12 customers")],
                Further = [ChartCases.Effects.Make(text)],
                SignedBy = [text ?? "Campaign owner", text ?? "Risk"],
            },
            Options(text) with { Eyebrow = text ?? "Campaign plan · autumn wave" });
    }

    private static ReportOptions Options(string? text) => text is null ? ReportOptions.Default : new ReportOptions { Title = text };
}
