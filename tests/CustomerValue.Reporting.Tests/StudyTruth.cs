using System.Globalization;
using CustomerValue.Experiments;
using CustomerValue.Tests.Architecture;

namespace CustomerValue.Reporting.Tests;

/// <summary>What chart and report say of a study is what the study says: on the bank panel, whose estimates are checked against R elsewhere.</summary>
public sealed class StudyTruth
{
    private const StudyGroup Marketing = StudyGroup.Marketing, Recommended = StudyGroup.Recommended;

    private static readonly Lazy<ThreeGroupStudy> OfChosen = new(() => Bank(new StudyOptions { Margin = 0.02, FixedCost = 20_000 }));

    private static ThreeGroupStudy Bank(StudyOptions options)
    {
        var path = Path.Combine(Repository.Root, "tests", "CustomerValue.Tests", "Golden", "ab", "data", "bank_panel.csv");
        var rows = File.ReadAllLines(path).Skip(1).Select(l => l.Split(',')).ToArray();
        double[] Numbers(int column) => [.. rows.Select(r => double.Parse(r[column], CultureInfo.InvariantCulture))];
        var (first, second, before) = (Numbers(9), Numbers(10), Numbers(11));
        double[][] known = [Numbers(4), Numbers(7), Numbers(8), Numbers(5), [.. first.Select(a => Math.Log(1 + a))], [.. before.Select(a => Math.Log(1 + a))]];
        return ThreeGroupStudy.Analyze(
            new StudyPanel(
                new StudyColumns
                {
                    Groups = rows.Select(r => r[3] switch { "marketing" => Marketing, "recommended" => Recommended, _ => StudyGroup.NonRecommended }).ToArray(),
                    Households = rows.Select(r => long.Parse(r[1], CultureInfo.InvariantCulture)).ToArray(),
                    AssetsBefore = before,
                    AssetsAfter = Numbers(13),
                    TiersBefore = rows.Select(r => int.Parse(r[14], CultureInfo.InvariantCulture)).ToArray(),
                    TiersAfter = rows.Select(r => int.Parse(r[15], CultureInfo.InvariantCulture)).ToArray(),
                    EarlierAssets = first.SelectMany((a, i) => new[] { a, second[i] }).ToArray(),
                    Covariates = before.SelectMany((_, i) => known.Select(k => k[i])).ToArray(),
                    CovariateNames = ["age", "digital", "products", "tenure", "log assets a year before", "log assets before"],
                },
                4),
            options);
    }

    [Fact]
    public void Title_and_numbers_of_a_chart_are_the_preferred_estimates()
    {
        var study = OfChosen.Value;
        var chart = study.ToChart(ChartCases.Origin());
        var series = chart.Numbers(new Words(chart.Options)).Skip(3).ToArray();
        StudyMeasure[] measures = [StudyMeasure.Promotion, StudyMeasure.AssetEnhancement, StudyMeasure.PromotionOfEligible];

        for (var i = 0; i < 3; i++)
        {
            var raw = study.Table.Contrast(measures[i], Marketing, Recommended);
            var preferred = study.Preferred(measures[i], Marketing, Recommended)!;
            preferred.Estimator.Should().Be(StudyEstimator.DoublyRobust);
            series[i].Points.Select(p => (p.Value, p.Lower, p.Upper)).Should().Equal(
                (raw.Comparison.Estimate.Value, raw.SimultaneousInterval.Lower, raw.SimultaneousInterval.Upper),
                (preferred.Comparison.Estimate.Value, preferred.SimultaneousInterval.Lower, preferred.SimultaneousInterval.Upper));
        }

        var promotion = study.Preferred(StudyMeasure.Promotion, Marketing, Recommended)!;
        var points = (100 * promotion.Comparison.Estimate.Value).ToString("0.0", CultureInfo.InvariantCulture);
        var title = Report.StudyReport(study, ["x"], ChartCases.Origin()).Title;
        title.Should().StartWith("Like with like, ");
        title.Contains(points + " points", StringComparison.Ordinal).Should().Be(!promotion.SimultaneousInterval.Contains(0), "the interval of {0} is {1}", points, promotion.SimultaneousInterval);
        chart.ToSvg().Should().Contain("doubly robust, 6 known traits");
    }

    [Fact]
    public void The_report_holds_balance_every_estimator_trends_sensitivity_and_verdict()
    {
        var study = OfChosen.Value;
        var report = Report.StudyReport(study, ["One bank."], ChartCases.Origin());
        var text = report.ToDocument();

        report.Charts.Select(c => c.GetType().Name).Should().Equal(nameof(ThreeGroupChart), nameof(BalanceChart), nameof(EffectsChart), nameof(EffectsChart));
        var forest = report.Charts[3].ToTable().Rows;
        foreach (var estimator in new[] { StudyEstimator.DoublyRobust, StudyEstimator.Naive, StudyEstimator.DifferenceInDifferences, StudyEstimator.Weighted })
        {
            var value = study.Estimate(StudyMeasure.Assets, Marketing, Recommended, estimator).Comparison.Estimate.Value;
            forest.Should().Contain(r => r.Any(c => c.Value != null && Math.Abs(c.Value.Value - value) < 1e-9 * Math.Abs(value)), "{0} is in the forest", estimator);
        }

        text.Should().Contain("before the campaign: ").And.Contain("E-value ").And.Contain("return on a unit of cost");
        foreach (var assumption in study.Verdict.Assumptions.Where(a => a.Length <= 400))
        {
            text.Should().Contain(System.Net.WebUtility.HtmlEncode(assumption[..20]));
        }

        report.Charts[1].Shows.Should().Contain("before and after weighting");
    }

    [Fact]
    public void A_withheld_study_shows_no_difference_anywhere()
    {
        var study = Bank(new StudyOptions { Design = StudyDesign.Randomized, PlannedShares = [1, 1, 1] });
        study.IsWithheld.Should().BeTrue("1,001, 889 and 1,110 customers in households drawn in equal shares");
        var chart = study.ToChart(ChartCases.Origin());
        var report = Report.StudyReport(study, ["One bank."], ChartCases.Origin());

        chart.Finding.Should().Contain("contradict the planned lots");
        chart.Numbers(new Words(chart.Options)).Should().HaveCount(3, "the groups' own rates only");
        report.Title.Should().Be(chart.Finding);
        report.Charts.Should().ContainSingle();
        var page = report.ToDocument();
        page.Should().Contain("failed, p").And.NotContain("lifts").And.NotContain("like with like").And.NotContain(" pts<");
        foreach (var contrast in study.Table.Contrasts)
        {
            page.Should().NotContain(NumberStyle.Default.Format(NumberKind.Points, contrast.Comparison.Estimate.ValueOrNaN, 1) + " (");
        }
    }

    [Fact]
    public void Drawn_groups_are_titled_by_the_adjusted_estimate()
    {
        var study = ChartCases.DrawnStudy.Value;
        var quoted = study.Preferred(StudyMeasure.Promotion, Marketing, Recommended)!;
        quoted.Estimator.Should().Be(StudyEstimator.Adjusted);
        var words = new Words(ChartOptions.Default);
        var points = (100 * quoted.Comparison.Estimate.Value).ToString("0.0", CultureInfo.InvariantCulture);
        var expected = Findings.Title(words, Findings.OfEffect(quoted.Comparison.Estimate, quoted.SimultaneousInterval), true, "marketing", "the promotion rate", $"{points} points");

        var chart = study.ToChart(ChartCases.Origin());

        chart.Finding.Should().Be(expected);
        chart.Quoted(StudyMeasure.Promotion).Should().Be(new EffectEstimate(quoted.Comparison.Estimate, quoted.SimultaneousInterval));
        chart.Quoted(StudyMeasure.AssetEnhancement).Should().Be(chart.Raw(StudyMeasure.AssetEnhancement), "rates are not adjusted where lots were drawn");
        chart.Phrases.Should().Contain("check of the lots: {0}");
    }

    [Fact]
    public void An_effects_chart_of_the_caller_is_not_drawn_of_a_withheld_study()
    {
        var parts = new StudyReportParts { Effects = (EffectsChart)ChartCases.Effects.Ordinary };

        Report.StudyReport(ChartCases.WithheldStudy.Value, ["x"], ChartCases.Origin(), parts).Charts.Should().ContainSingle();
        Report.StudyReport(ChartCases.WholeStudy.Value, ["x"], ChartCases.Origin(), parts).Charts.Select(c => c.Finding).Should().Contain(parts.Effects!.Finding);
    }

    [Fact]
    public void A_study_without_anything_to_adjust_for_draws_no_promotion_gap()
    {
        var study = ThreeGroupStudy.Analyze(ChartCases.Panel(1));
        var chart = study.ToChart(ChartCases.Origin());

        study.Preferred(StudyMeasure.Promotion, Marketing, Recommended).Should().BeNull();
        chart.Quoted(StudyMeasure.Promotion).Should().BeNull();
        chart.Quoted(StudyMeasure.AssetEnhancement)!.Value.Estimate.Should().Be(study.Preferred(StudyMeasure.AssetEnhancement, Marketing, Recommended)!.Comparison.Estimate);
        Report.StudyReport(study, ["x"], ChartCases.Origin()).Title.Should().Contain("the growth of assets");
    }
}
