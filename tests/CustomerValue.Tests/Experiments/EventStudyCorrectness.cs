using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/21_did.json: mpmath on the bank panel; did_own.json: numpy.</summary>
public sealed class EventStudyCorrectness
{
    private static readonly int[] Periods = [1, 2, 3, 4, 5];

    private static EventStudy Bank(RobustError error, bool isClustered)
    {
        var bank = new DifferencePanel("marketing");
        double[][] logs = [bank.Logs("aum_t1"), bank.Logs("aum_t2"), bank.Logs("aum_before"), bank.Logs("aum_t4"), bank.Logs("aum_after")];
        return EventStudy.Fit(
            new EventStudyColumns
            {
                Outcomes = [.. Enumerable.Range(0, bank.Count).SelectMany(i => logs.Select(l => l[i]))], Periods = Periods, IsTreated = bank.IsTreated,
                Clusters = isClustered ? bank.Keys("household_id") : [],
            },
            4,
            new EventStudyOptions { Error = error });
    }

    [Fact]
    public void Every_period_of_the_bank_equals_the_reference()
    {
        var e = GoldenFile.Read("ab/21_did.json").GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == "event_study_bank_log1p").GetProperty("expected");
        foreach (var (name, error) in new[] { ("se_HC0", RobustError.HC0), ("se_cluster_CR0", RobustError.CR0), ("se_cluster_CR1", RobustError.CR1S) })
        {
            var study = Bank(error, error >= RobustError.CR0);
            foreach (var t in new[] { 1, 2, 4, 5 })
            {
                var expected = e.GetProperty($"t{t}");
                var effect = study.Effects[t - 1];
                effect.Period.Should().Be(t);
                effect.Step.Should().Be(t - 4);
                effect.Comparison.Estimate.Value.ShouldBeClose(expected.Number("coef"), 1e-10);
                effect.Comparison.StandardError.Value.ShouldBeClose(expected.Number(name), 1e-10, because: name);
                effect.Comparison.Control.Value.ShouldBeClose(expected.Number("trend_ctrl"), 1e-10);
            }

            study.Effects[2].IsReference.Should().BeTrue();
        }

        var wald = e.GetProperty("pretrend_wald_CR0");
        var test = Bank(RobustError.CR0, true).PreTrend;
        test.ChiSquared.Value.ShouldBeClose(wald.Number("chi2"), 1e-10);
        test.Periods.Should().Be((int)wald.Number("df"));
        test.ChiSquaredPValue.Value.ShouldBeClose(wald.Number("p"), 1e-10);
    }

    // did_own.py: numpy, stacked with a dummy for every customer and period, clustered by household (CR0); scipy's F.
    [Fact]
    public void A_small_panel_with_a_covariate_equals_numpy()
    {
        var r = GoldenFile.Read("ab/did_own.json").GetProperty("event_study");
        var study = EventStudy.Fit(
            new EventStudyColumns
            {
                Outcomes = r.Numbers("y"), Periods = [10, 20, 30, 40, 50, 60], IsTreated = [.. r.Numbers("d").Select(v => v == 1)], Covariates = r.Numbers("x"), Clusters = [.. r.Numbers("k").Select(v => (long)v)],
            },
            50,
            new EventStudyOptions { Error = RobustError.CR0, ReferencePeriod = 30 });
        for (var t = 0; t < 6; t++)
        {
            study.Effects[t].Comparison.Estimate.Value.ShouldBeClose(r.Numbers("beta")[t], 1e-9);
            study.Effects[t].Comparison.StandardError.Value.ShouldBeClose(r.Numbers("se")[t], 1e-9);
        }

        study.PreTrend.F.Value.ShouldBeClose(r.Number("F"), 1e-9);
        study.PreTrend.PValue.Value.ShouldBeClose(r.Number("p_F"), 1e-9);
        study.AverageEffect.Estimate.Value.ShouldBeClose(r.Number("average"), 1e-9);
        study.AverageEffect.StandardError.Value.ShouldBeClose(r.Number("se_average"), 1e-9);
    }

    // The draws behind the band, drawn by numpy from the same covariance: 400,000 of them, three standard errors apart at most.
    [Fact]
    public void The_band_covers_all_periods_jointly()
    {
        var study = Bank(RobustError.CR1S, true);
        var effect = study.Effects[4];
        var critical = (effect.SimultaneousInterval.Upper - effect.Comparison.Estimate.Value) / effect.Comparison.StandardError.Value;
        critical.ShouldBeClose(GoldenFile.Read("ab/did_own.json").GetProperty("band").Number("critical"), 0.004);
        effect.SimultaneousInterval.Method.Should().Be("max-|t|, simulated");
    }

    [Fact]
    public void A_study_rebuilt_from_its_estimates_is_the_same()
    {
        var study = Bank(RobustError.CR1S, true);
        var covariance = new double[25];
        for (var t = 0; t < 5; t++)
        {
            for (var s = 0; s < 5; s++)
            {
                covariance[t * 5 + s] = study.Covariance(Periods[t], Periods[s]);
            }
        }

        var again = EventStudy.FromEstimates(Periods, 4, 3, [.. study.Effects.Select(e => e.Comparison.Estimate.Value)], covariance, study.Clusters - 1);
        again.PreTrend.PValue.Should().Be(study.PreTrend.PValue);
        again.AverageEffect.StandardError.Should().Be(study.AverageEffect.StandardError);
        again.Effects[4].SimultaneousInterval.Should().Be(study.Effects[4].SimultaneousInterval);
    }

    // did_own.py: united limits by numpy; the shortest fixed-length interval by scipy's Nelder–Mead from three starts.
    [Fact]
    public void Bounds_equal_numpy_and_the_shortest_interval_that_scipy_finds()
    {
        foreach (var c in GoldenFile.Read("ab/did_own.json").GetProperty("bounds").EnumerateArray())
        {
            var b = c.Numbers("b");
            var pre = (int)c.Number("pre");
            var study = EventStudy.FromEstimates([.. Enumerable.Range(1, b.Length)], pre + 1, pre, b, c.Numbers("V"));
            foreach (var e in c.GetProperty("bounds").EnumerateArray())
            {
                var relative = PreTrendSensitivity.RelativeMagnitudes(study, e.Number("M"), c.Numbers("l")).Interval;
                relative.Lower.ShouldBeClose(e.Number("lo"), 1e-9);
                relative.Upper.ShouldBeClose(e.Number("hi"), 1e-9);
                (PreTrendSensitivity.Smoothness(study, 0.2 * e.Number("M"), c.Numbers("l")).Interval.Width / 2).ShouldBeClose(e.Number("half"), 1e-6);
            }
        }
    }
}
