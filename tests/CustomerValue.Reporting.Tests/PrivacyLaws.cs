using CustomerValue.Evaluation;
using CustomerValue.Information;
using CustomerValue.Segmentation;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerValue.Reporting.Tests;

/// <summary>Groups below the minimum cell are shown in no form of a chart, nor can they be worked out from what is shown.</summary>
public sealed class PrivacyLaws
{
    private static Config Many => Config.QuickThrowOnFailure.WithReplay(20261124UL, 21UL).WithMaxTest(150);

    [Fact]
    public void Withheld_cells_of_a_migration_are_in_no_form() => Prop.ForAll(Gen.Choose(0, 60).ArrayOf(12).ToArbitrary(), counts =>
    {
        var chart = TierMigrationChart.From(TransitionCounts.FromCounts(3, Array.ConvertAll(counts[..9], c => (double)c), default, Array.ConvertAll(counts[9..], c => (double)c)), ["a", "b", "c"], ChartCases.Origin());
        var cells = Enumerable.Range(0, 12).Select(i => (long)(i % 4 < 3 ? counts[i / 4 * 3 + i % 4] : counts[9 + i / 4])).ToArray();
        var table = SuppressedTable.Create(cells, 4, new SuppressionOptions { Smallest = 10, ShowZeros = true });
        var rows = chart.ToTable().Rows;
        for (var from = 0; from < 3; from++)
        {
            for (var to = 0; to < 4; to++)
            {
                var name = $"{"abc"[from]} to {(to < 3 ? "abc"[to].ToString() : "left")}";
                var row = rows.SingleOrDefault(r => r[1].Text == name);
                if (row is not null && table.Count(from, to) is null && row.Skip(2).Any(c => c.Value is not null))
                {
                    return false;
                }
            }
        }

        return true;
    }).Check(Many);

    /// <summary>Between two points of a curve lie as many customers as a cell must hold.</summary>
    [Fact]
    public void No_two_points_of_a_curve_are_closer_than_the_minimum_cell() => Prop.ForAll(Gen.Choose(20, 900).ToArbitrary(), Gen.Elements(10, 20, 50, 100, 200).ToArbitrary(), (customers, bins) =>
    {
        var scores = Enumerable.Range(0, customers).Select(i => i / (double)customers).ToArray();
        var gains = GainsChart.From(Discrimination.Of(scores, Array.ConvertAll(scores, s => s > 0.5)).LiftTable(bins), ChartCases.Origin());
        var concentration = ConcentrationChart.From(Concentration.From(Array.ConvertAll(scores, s => 1 + s)), ChartCases.Origin());
        foreach (var chart in (Chart[])[gains, concentration])
        {
            var counts = chart.Numbers(new Words(chart.Options)).Where(s => s.IsCurve).SelectMany(s => s.Points).Select(p => p.N).Prepend(0).ToArray();

            // The last point is everybody: what lies before it may be a remainder, which is known to all.
            if (counts.Zip(counts.Skip(1)).SkipLast(1).Any(p => p.Second - p.First < 10 - 1e-9))
            {
                return false;
            }
        }

        return true;
    }).Check(Many);

    [Fact]
    public void A_small_group_is_not_given_away_by_totals()
    {
        var study = ChartCases.Named("three-groups").In("small groups");
        study.ToSvg().Should().Contain("n &lt;10").And.NotContain("customers in");

        var segments = ChartCases.Named("segments").In("small segments").ToTable().Rows.Where(r => r[0].Text == "size").ToArray();
        segments.Should().Contain(r => r[r.Count - 1].Text == "<10").And.OnlyContain(r => r[2].Value == null || Math.Abs(100 * r[2].Value!.Value - Math.Round(100 * r[2].Value!.Value)) < 1e-9);
        ChartCases.Named("segments").In("small segments").ToSvg().Should().Contain("in the segments shown");

        var effects = EffectsChart.From(
            [ChartCases.EffectRows()[0], new EffectRow("young", ChartCases.Estimate(0.1, 0.05, 0.15)) { N = 7, Group = "Age" }, new EffectRow("old", ChartCases.Estimate(0.1, 0.05, 0.15)) { N = 13_093, Group = "Age" }], ChartCases.Origin());
        effects.ToTable().ToString().Should().Contain("<10").And.NotContain("093");
        effects.ToSvg().Should().NotContain("093").And.NotContain(">7<");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public void Any_minimum_can_be_drawn(int minimum)
    {
        foreach (var chart in ChartCases.All)
        {
            var shown = chart.Ordinary.With(new ChartOptions { MinimumCell = minimum });
            new Drawing(shown.ToSvg()).Texts.Should().NotBeEmpty();
            shown.ToText().Should().NotContain("NaN");
            shown.Finding.Should().NotBeEmpty();
        }
    }
}
