using CustomerValue.Evaluation;
using CustomerValue.Experiments;
using CustomerValue.Segmentation;
using CustomerValue.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerValue.Reporting.Tests;

/// <summary>What charts say, counted once more by hand from the same numbers.</summary>
public sealed class TruthLaws
{
    private static Config Many => Config.QuickThrowOnFailure.WithReplay(20261124UL, 31UL).WithMaxTest(300);

    /// <summary>Customers sorted from the best to the worst, added up one by one.</summary>
    [Fact]
    public void A_concentration_is_the_running_sum_of_all_customers()
    {
        var (gains, losses) = (ChartCases.Amounts(900), ChartCases.Losses(100).Select(l => l / 10).ToArray());
        var all = gains.Concat(losses.Select(l => -l)).OrderDescending().ToArray();
        var chart = ConcentrationChart.From(Concentration.From(gains), Concentration.From(losses), ChartCases.Origin());

        var points = chart.Numbers(new Words(chart.Options)).Single().Points;

        points.Should().HaveCountGreaterThan(15);
        foreach (var point in points)
        {
            var best = all.Take((int)Math.Round(point.X * all.Length)).Sum();
            point.Value.Should().BeApproximately(best / all.Sum(), 1e-9, "at {0}", point.X);
        }
    }

    [Fact]
    public void Gains_are_the_share_of_events_among_the_best()
    {
        var scores = Enumerable.Range(0, 2_000).Select(i => i * 7 % 2_000 / 2_000.0).ToArray();
        var bought = scores.Select((s, i) => i * 31 % 97 < 60 * s).ToArray();
        var chart = GainsChart.From(Discrimination.Of(scores, bought).LiftTable(20), ChartCases.Origin(), new GainsChartOptions { Budget = 0.3 });
        var order = Enumerable.Range(0, 2_000).OrderByDescending(i => scores[i]).ToArray();

        var point = chart.BudgetPoint(new Words(chart.Options))!.Value;

        point.Value.Should().BeApproximately((double)order.Take(600).Count(i => bought[i]) / bought.Count(b => b), 1e-12);
        var wilson = ProportionInterval.Wilson(new ProportionCounts(order.Take(600).Count(i => bought[i]), bought.Count(b => b)));
        (point.Lower, point.Upper).Should().Be((wilson.Lower, wilson.Upper));
    }

    [Fact]
    public void A_migration_says_the_way_that_most_went() => Prop.ForAll(Gen.Choose(0, 400).ArrayOf(9).ToArbitrary(), counts =>
    {
        var moves = TransitionCounts.FromCounts(3, Array.ConvertAll(counts, c => (double)c));
        var title = TierMigrationChart.From(moves, ["a", "b", "c"], ChartCases.Origin()).With(new ChartOptions { MinimumCell = 1 }).Finding;
        var (up, down) = (counts[1] + counts[2] + counts[5], counts[3] + counts[6] + counts[7]);
        if (up + down == 0)
        {
            return title is "Nobody changed tier" || title.StartsWith("Nobody was", StringComparison.Ordinal);
        }

        var isOpen = ProportionInterval.Wilson(new ProportionCounts(up, up + down)).Contains(0.5);
        return title.StartsWith("As far as can be told", StringComparison.Ordinal) == isOpen
            && (isOpen || (up > down ? title.Contains("rose a value tier as fell", StringComparison.Ordinal) || title.StartsWith("More customers rose", StringComparison.Ordinal)
                : title.Contains("fell a value tier as rose", StringComparison.Ordinal) || title.StartsWith("More customers fell", StringComparison.Ordinal)));
    }).Check(Many);

    [Fact]
    public void A_ranking_is_praised_only_above_chance() => Prop.ForAll(Gen.Choose(0, 100).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (skill, tenths) =>
    {
        var scores = Enumerable.Range(0, 400).Select(i => (i + 0.5) / 400).ToArray();
        var bought = scores.Select((s, i) => i * 37 % 400 / 400.0 < 0.3 * ((100 - skill) / 100.0 + skill / 100.0 * 2 * s)).ToArray();
        var chart = GainsChart.From(Discrimination.Of(scores, bought).LiftTable(), ChartCases.Origin(), new GainsChartOptions { Budget = tenths / 10.0 });
        var point = chart.BudgetPoint(new Words(chart.Options))!.Value;
        return chart.Finding.StartsWith("Contacting the best", StringComparison.Ordinal) == point.Lower > tenths / 10.0
            && chart.Finding.Contains("fewer than at random", StringComparison.Ordinal) == point.Upper < tenths / 10.0;
    }).Check(Many);

    [Fact]
    public void A_balance_is_called_alike_only_where_no_trait_is_apart() => Prop.ForAll(Gen.Choose(-40, 40).ArrayOf(3).ToArbitrary(), shifts =>
    {
        var (arms, covariates) = (new int[60], new double[180]);
        for (var i = 0; i < 180; i++)
        {
            arms[i / 3] = i / 3 % 2;
            covariates[i] = i / 6 % 10 + arms[i / 3] * shifts[i % 3] / 40.0;
        }

        var report = BalanceReport.Of(covariates, ["a", "b", "c"], arms);
        var title = BalanceChart.From(report, null, ChartCases.Origin()).Finding;
        var apart = report.Rows.Count(r => Math.Abs(r.StandardizedDifference.Value) > 0.1);
        return title.StartsWith("The groups are alike", StringComparison.Ordinal) == (apart == 0)
            && (apart == 0 || title.StartsWith($"The groups differ on {apart} of 3", StringComparison.Ordinal));
    }).Check(Many);

    [Fact]
    public void Effects_of_subgroups_are_counted_by_their_intervals() => Prop.ForAll(Gen.Choose(-100, 100).ArrayOf(5).ToArbitrary(), values =>
    {
        var rows = values.Select((v, i) => new EffectRow("g" + i, ChartCases.Estimate(v / 1000.0, (v - 40) / 1000.0, (v + 40) / 1000.0)) { Group = "groups", N = 100 }).ToArray();
        var shown = values.Count(v => Math.Abs(v) > 40);
        var title = EffectsChart.From(rows, ChartCases.Origin()).Finding;
        return title.StartsWith(shown == 0 ? "None of 5" : $"{shown} of 5 differences can be shown", StringComparison.Ordinal);
    }).Check(Many);
}
