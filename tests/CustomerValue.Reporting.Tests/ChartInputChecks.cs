using CustomerValue.Evaluation;
using CustomerValue.Experiments;
using CustomerValue.Segmentation;

namespace CustomerValue.Reporting.Tests;

/// <summary>What charts, styles and reports refuse, by name.</summary>
public sealed class ChartInputChecks
{
    private static readonly Provenance Origin = ChartCases.Origin();

    private static readonly LiftTable Lift = Discrimination.Of([0.1, 0.2], [true, false]).LiftTable();

    public static TheoryData<string, Action> Broken => new()
    {
        { "table", () => GainsChart.From(null!, Origin) },
        { "provenance", () => GainsChart.From(Lift, null!) },
        { "table", () => GainsChart.From(Discrimination.Of([0.1, 0.2], [true, false]).LiftTable(11), Origin) },
        { "table", () => GainsChart.From(Discrimination.Of([0.1, 0.2], [true, false]).LiftTable(210), Origin) },
        { "Budget", () => _ = new GainsChartOptions { Budget = 0 } },
        { "Budget", () => _ = new GainsChartOptions { Budget = double.NaN } },
        { "Level", () => _ = new GainsChartOptions { Level = 1 } },
        { "Outcome", () => _ = new GainsChartOptions { Outcome = null! } },
        { "Outcome", () => _ = new GainsChartOptions { Outcome = new string('x', 401) } },
        { "counts", () => TierMigrationChart.From(TransitionCounts.From([], [], 8), [.. "abcdefgh".Select(c => c.ToString())], Origin) },
        { "counts", () => TierMigrationChart.From(TransitionCounts.From([], [], 1), ["a"], Origin) },
        { "tiers", () => TierMigrationChart.From(TransitionCounts.From([], [], 3), ["a"], Origin) },
        { "tiers", () => TierMigrationChart.From(TransitionCounts.From([], [], 2), ["a", null!], Origin) },
        { "rows", () => EffectsChart.From([null!], Origin) },
        { "rows", () => EffectsChart.From([.. Enumerable.Repeat(ChartCases.EffectRows()[0], 41)], Origin) },
        { "Kind", () => _ = new EffectsChartOptions { Kind = NumberKind.Share } },
        { "BreakEven", () => _ = new EffectsChartOptions { BreakEven = double.PositiveInfinity } },
        { "N", () => _ = new EffectRow("a", default) { N = -1 } },
        { "interval", () => _ = new EffectEstimate(Figure.Of(2), new ConfidenceInterval(0, 1, 0.95, "x")) },
        { "interval", () => _ = new EffectEstimate(Figure.Of(0), default) },
        { "before", () => BalanceChart.From(BalanceReport.Of([1, 2], ["age"], [0, 1]), null, Origin, new BalanceChartOptions { Arm = 2 }) },
        { "after", () => BalanceChart.From(BalanceReport.Of([1, 2, 2, 3], ["age"], [0, 1, 0, 1]), BalanceReport.Of([1, 2, 2, 3], ["income"], [0, 1, 0, 1]), Origin) },
        { "Limit", () => _ = new BalanceChartOptions { Limit = 0 } },
        { "losses", () => ConcentrationChart.From(Concentration.From([1, 2]), Concentration.From([3]), Origin) },
        { "Mark", () => _ = new ConcentrationChartOptions { Mark = 1 } },
        { "options", () => SegmentProfileChart.From(ChartCases.Profile(100, null), Origin, new SegmentProfileChartOptions { Columns = ["shoe size"] }) },
        { "Columns", () => _ = new SegmentProfileChartOptions { Columns = ["a", "b", "c", "d", "e"] } },
        { "missing", () => _ = new MissingShare("a", 3, 2) },
        { "Before", () => _ = new MissingShare("a", 1, 2) { Before = 1.1 } },
        { "loads", () => DataQualityChart.From([null!], [], Origin) },
        { "columns", () => DataQualityChart.From([], null!, Origin) },
        { "Width", () => _ = new ChartOptions { Width = 100 } },
        { "Width", () => _ = new ChartOptions { Width = double.NaN } },
        { "MinimumCell", () => _ = new ChartOptions { MinimumCell = 0 } },
        { "Scheme", () => _ = new ChartOptions { Scheme = (ColorScheme)3 } },
        { "Numbers", () => _ = new ChartOptions { Numbers = null! } },
        { "options", () => GainsChart.From(Lift, Origin).With(null!) },
        { "source", () => _ = new Provenance(default, null!) },
        { "Rejected", () => _ = new Provenance(default, "x") { Rejected = -1 } },
        { "digits", () => NumberStyle.Default.Format(NumberKind.Plain, 1, 7) },
        { "translations", () => Wording.From(new Dictionary<string, string> { ["{0} of {1}"] = "{0}" }) },
        { "translations", () => Wording.From(null!) },
        { "breakEven", () => Findings.OfEffect(Figure.Of(1), new ConfidenceInterval(0, 2, 0.9, "x"), double.NaN) },
        { "Language", () => _ = new ReportOptions { Language = "\"><script>" } },
        { "MaxBytes", () => _ = new ReportOptions { MaxBytes = 10 } },
        { "title", () => _ = new ReportBuilder(" ", Origin) },
        { "tiles", () => new ReportBuilder("x", Origin).Tiles() },
        { "chart", () => new ReportBuilder("x", Origin).Chart(null!) },
        { "lines", () => new ReportBuilder("x", Origin).List("x", []) },
        { "useFor", () => Report.ModelCard(GainsChart.From(Lift, Origin), [], ["x"], Origin) },
        { "doNotUseFor", () => Report.ModelCard(GainsChart.From(Lift, Origin), ["x"], [], Origin) },
        { "study", () => Report.StudyReport((StudyTable)null!, ["x"], Origin) },
        { "study", () => Report.StudyReport((ThreeGroupStudy)null!, ["x"], Origin) },
        { "study", () => ThreeGroupChart.From((ThreeGroupStudy)null!, Origin) },
        { "doesNotShow", () => Report.StudyReport(ChartCases.WholeStudy.Value, [], Origin) },
        { "options", () => ThreeGroupChart.From(ChartCases.WholeStudy.Value, Origin, new ThreeGroupChartOptions { LikeWithLike = ChartCases.Adjusted() }) },
        { "parts", () => Report.StudyReport(ChartCases.WholeStudy.Value, ["x"], Origin, new StudyReportParts { Groups = new ThreeGroupChartOptions { LikeWithLike = ChartCases.Adjusted() } }) },
        { "AssetTarget", () => _ = new ThreeGroupChartOptions { AssetTarget = double.NaN } },
    };

    [Theory, MemberData(nameof(Broken))]
    public void What_is_broken_is_named(string parameter, Action act) => act.Should().Throw<ArgumentException>().Which.ParamName.Should().Be(parameter);

    [Fact]
    public void Results_bring_their_charts()
    {
        Lift.ToChart(Origin).ToSvg().Should().Be(GainsChart.From(Lift, Origin).ToSvg());
        ChartCases.Moves().ToChart(["a", "b", "c", "d", "e"], Origin).Should().BeOfType<TierMigrationChart>();
        ChartCases.Study(1).ToChart(Origin).Finding.Should().Contain("chosen, not drawn");
        ChartCases.WholeStudy.Value.ToChart(Origin).ToSvg().Should().Be(ThreeGroupChart.From(ChartCases.WholeStudy.Value, Origin).ToSvg());
        Concentration.From([1, 2, 3]).ToChart(Origin).Should().BeOfType<ConcentrationChart>();
        ChartCases.Profile(100, null).ToChart(Origin).Should().BeOfType<SegmentProfileChart>();
        BalanceReport.Of([1, 2, 2, 3], ["age"], [0, 1, 0, 1]).ToChart(Origin).Should().BeOfType<BalanceChart>();
    }

    /// <summary>Sums of advances over units per em in the hmtx tables of Inter 4.0 (Debian fonts-inter) and Liberation Sans, the wider of both; regular or semibold.</summary>
    [Theory]
    [InlineData("Like with like, the promotion rate", false, 15.4631)]
    [InlineData("Customers of the best fifth", true, 13.0483)]
    [InlineData("Größe 12 345,67 € · Übergänge", false, 14.9474)]
    public void Widths_hold_what_real_fonts_need(string text, bool isBold, double needed) =>
        TextFit.Width(text, 1, isBold).Should().BeInRange(needed, 1.1 * needed);

    [Fact]
    public void Text_is_wrapped_balanced_and_cut()
    {
        TextFit.Wrap("one two three four five six", 80, 12).Should().HaveCount(2).And.OnlyContain(l => TextFit.Width(l, 12, false) <= 80);
        TextFit.Wrap("short", 80, 12).Should().Equal("short");
        TextFit.Wrap("one two three four five six seven eight nine ten eleven", 60, 12)[1].Should().EndWith("…");
        TextFit.Shorten("averyverylongwordwithoutspaces", 60, 12).Should().EndWith("…");
        TextFit.Shorten("x\U0001F600\U0001F600", 14, 12).Should().NotMatchRegex("[\uD800-\uDBFF](?![\uDC00-\uDFFF])");
        TextFit.Wrap(string.Empty, 60, 12).Should().Equal(string.Empty);
    }

    [Theory]
    [InlineData(0, 1, 5, 0.2)]
    [InlineData(0, 100, 4, 20)]
    [InlineData(-0.03, 0.11, 4, 0.05)]
    [InlineData(1e9, 5e9, 4, 1e9)]
    [InlineData(0, 1e-8, 5, 2e-9)]
    public void Ticks_are_round(double low, double high, int count, double step)
    {
        var ticks = Ticks.Between(low, high, count);

        ticks.Should().OnlyContain(t => t >= low - 1e-12 * Math.Abs(high) && t <= high * (1 + 1e-12));
        (ticks[1] - ticks[0]).Should().BeApproximately(step, step * 1e-9);
    }
}
