using CustomerValue.Experiments;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerValue.Reporting.Tests;

/// <summary>Titles say what the interval says, for any numbers.</summary>
public sealed class FindingLaws
{
    private static Config Many => Config.QuickThrowOnFailure.WithReplay(20261124UL, 9UL).WithMaxTest(2000);

    private static Arbitrary<(double Estimate, double Lower, double Upper, double BreakEven)> Effects =>
        Gen.Choose(-1000, 1000).SelectMany(e => Gen.Choose(0, 500).SelectMany(below => Gen.Choose(0, 500).SelectMany(above =>
            Gen.Choose(-200, 800).Select(b => (e / 1000.0, (e - below) / 1000.0, (e + above) / 1000.0, b / 1000.0))))).ToArbitrary();

    [Fact]
    public void An_effect_is_said_exactly_where_the_interval_excludes_zero() => Prop.ForAll(Effects, effect =>
    {
        var finding = Of(effect, effect.BreakEven);
        var plain = Of(effect, null);
        return (finding == EffectFinding.NotShown) == (effect.Lower <= 0 && effect.Upper >= 0)
            && (finding == EffectFinding.Below) == (effect.Upper < 0)
            && (plain == EffectFinding.Above) == (effect.Lower > 0)
            && (finding == EffectFinding.PaysForItself) == (effect.Lower > 0 && effect.Lower >= effect.BreakEven)
            && (finding == EffectFinding.TooLittleToPay) == (effect.Lower > 0 && effect.Upper < effect.BreakEven);
    }).Check(Many);

    [Fact]
    public void Words_of_cause_appear_only_where_groups_were_drawn() => Prop.ForAll(Effects, effect =>
    {
        var words = new Words(ChartOptions.Default);
        string Title(bool isRandomized) => Findings.Title(words, Of(effect, effect.BreakEven), isRandomized, "the campaign", "the promotion rate", "1.7 points");
        return !Says(Title(false), "lifts", "lowers", "raises", "effect of")
            && Title(false).StartsWith("Like with like", StringComparison.Ordinal)
            && !Title(true).StartsWith("Like with like", StringComparison.Ordinal);
    }).Check(Many);

    [Fact]
    public void Not_shown_is_never_no_effect() => Prop.ForAll(Effects, effect =>
    {
        var words = new Words(ChartOptions.Default);
        foreach (var isRandomized in (bool[])[true, false])
        {
            var title = Findings.Title(words, Of(effect, null), isRandomized, "the campaign", "the promotion rate", "1.7 points");
            var isOpen = effect.Lower <= 0 && effect.Upper >= 0;
            if (Says(title, "shown yet") != isOpen || Says(title, "has no effect", "does nothing") || (isOpen && Says(title, "1.7")))
            {
                return false;
            }
        }

        return true;
    }).Check(Many);

    [Fact]
    public void The_title_of_a_study_agrees_with_its_like_with_like_interval() => Prop.ForAll(Effects, effect =>
    {
        var chart = ThreeGroupChart.From(Table.Value, ChartCases.Origin(), new ThreeGroupChartOptions
        {
            LikeWithLike = new Dictionary<StudyMeasure, EffectEstimate> { [StudyMeasure.Promotion] = ChartCases.Estimate(effect.Estimate, effect.Lower, effect.Upper) },
        });
        return Says(chart.Finding, "shown yet") == (effect.Lower <= 0 && effect.Upper >= 0)
            && Says(chart.Finding, "higher", "gap in the promotion rate remains") == (effect.Lower > 0)
            && Says(chart.Finding, "lower") == (effect.Upper < 0)
            && !Says(chart.Finding, "lifts", "raises", "effect");
    }).Check(Many.WithMaxTest(300));

    [Fact]
    public void Chosen_groups_are_never_compared_raw_alone()
    {
        var raw = ThreeGroupChart.From(Table.Value, ChartCases.Origin());

        raw.Finding.Should().Contain("chosen, not drawn");
        raw.ToTable().Rows.SelectMany(r => r).Should().NotContain(c => c.Text.Contains("as the groups stand", StringComparison.Ordinal));
        raw.ToSvg().Should().NotContain("as the groups stand");
    }

    [Fact]
    public void An_undefined_effect_is_unknown()
    {
        Findings.OfEffect(Figure.Undefined(UndefinedReason.EmptyArm), new ConfidenceInterval(-1, 1, 0.95, "none")).Should().Be(EffectFinding.Unknown);
        Findings.OfEffect(default, default).Should().Be(EffectFinding.Unknown);
    }

    private static readonly Lazy<StudyTable> Table = new(() => ChartCases.Study(1));

    private static EffectFinding Of((double Estimate, double Lower, double Upper, double BreakEven) effect, double? breakEven) =>
        Findings.OfEffect(Figure.Of(effect.Estimate), new ConfidenceInterval(effect.Lower, effect.Upper, 0.95, "test"), breakEven);

    private static bool Says(string title, params string[] any) => any.Any(a => title.Contains(a, StringComparison.OrdinalIgnoreCase));
}
