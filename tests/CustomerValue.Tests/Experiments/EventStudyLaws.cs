using CustomerValue.Experiments;
using CustomerValue.Numerics;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>What event studies, staggered adoption, bounds and synthetic controls promise.</summary>
public sealed class EventStudyLaws
{
    private const int Rows = 150;
    private const int Periods = 6;
    private static readonly int[] Numbers = [1, 2, 3, 4, 5, 6];

    private static double[] Outcomes(ulong seed, Func<int, int, double> plus)
    {
        var random = RandomStream.Open(seed, "event study laws");
        var y = new double[Rows * Periods];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = random.NextNormal() + 0.2 * (i % Periods) + plus(i / Periods, i % Periods);
        }

        return y;
    }

    private static bool[] Treated => [.. Enumerable.Range(0, Rows).Select(i => i % 5 < 2)];

    private static long[] Clusters => [.. Enumerable.Range(0, Rows).Select(i => (long)i / 3)];

    private static EventStudy Study(double[] y, EventStudyOptions? options = null) =>
        EventStudy.Fit(new EventStudyColumns { Outcomes = y, Periods = Numbers, IsTreated = Treated, Clusters = Clusters }, 5, options);

    [Fact]
    public void A_level_of_each_customer_and_of_each_period_cancels()
    {
        var y = Outcomes(1, (_, _) => 0);
        double[] shifted = [.. y.Select((v, i) => v + 50 * (i / Periods) + 7 * (i % Periods) * (i % Periods))];
        for (var t = 0; t < Periods; t++)
        {
            Study(shifted).Effects[t].Comparison.Estimate.Value.ShouldBeClose(Study(y).Effects[t].Comparison.Estimate.Value, 1e-9, 1e-10);
            Study(shifted).Effects[t].Comparison.StandardError.Value.ShouldBeClose(Study(y).Effects[t].Comparison.StandardError.Value, 1e-9, 1e-10);
        }
    }

    [Fact]
    public void The_pre_trend_test_does_not_depend_on_the_reference()
    {
        var y = Outcomes(2, (_, _) => 0);
        var expected = Study(y).PreTrend;
        for (var reference = 1; reference <= 3; reference++)
        {
            Study(y, new EventStudyOptions { ReferencePeriod = reference }).PreTrend.ChiSquared.Value.ShouldBeClose(expected.ChiSquared.Value, 1e-9);
        }

        expected.Periods.Should().Be(3);
    }

    [Fact]
    public void Two_periods_are_the_two_by_two_and_cannot_check_trends()
    {
        var y = Outcomes(3, (_, _) => 0);
        double[] before = [.. Enumerable.Range(0, Rows).Select(i => y[i * Periods])], after = [.. Enumerable.Range(0, Rows).Select(i => y[i * Periods + 5])];
        var study = EventStudy.Fit(
            new EventStudyColumns { Outcomes = [.. before.Zip(after).SelectMany(p => new[] { p.First, p.Second })], Periods = [1, 6], IsTreated = Treated, Clusters = Clusters }, 6);
        var plain = DifferenceInDifferences.Panel(
            new DifferenceColumns { Before = before, After = after, IsTreated = Treated, Clusters = Clusters }, new DifferenceOptions { Error = RobustError.CR1S }).Comparison;
        study.AverageEffect.Estimate.Value.ShouldBeClose(plain.Estimate.Value);
        study.AverageEffect.StandardError.Value.ShouldBeClose(plain.StandardError.Value);
        study.PreTrend.CanBeChecked.Should().BeFalse();
        study.PreTrend.ToString().Should().Contain("cannot be checked");
        PreTrendSensitivity.RelativeMagnitudes(study, 1).CanBeChecked.Should().BeFalse();
        PreTrendSensitivity.Smoothness(study, 0).ToString().Should().Contain("cannot be checked");
        PreTrendSensitivity.BreakdownMagnitude(study).IsDefined.Should().BeFalse();
    }

    [Fact]
    public void Bounds_without_drift_are_the_plain_interval_and_widen_with_it()
    {
        var study = Study(Outcomes(4, (row, t) => row % 5 < 2 && t >= 4 ? 2 : 0));
        var none = PreTrendSensitivity.RelativeMagnitudes(study, 0);

        // The effect counts from the last period before treatment, which is the reference.
        none.Interval.Lower.ShouldBeClose(study.AverageEffect.Interval.Lower);
        none.Interval.Upper.ShouldBeClose(study.AverageEffect.Interval.Upper);
        double width = none.Interval.Width, bend = PreTrendSensitivity.Smoothness(study, 0).Interval.Width;
        foreach (var magnitude in new[] { 0.25, 0.5, 1, 2 })
        {
            var wider = PreTrendSensitivity.RelativeMagnitudes(study, magnitude);
            wider.Interval.Width.Should().BeGreaterThan(width);
            wider.Interval.Contains(wider.Lower.Value).Should().BeTrue();
            wider.Interval.Contains(wider.Upper.Value).Should().BeTrue();
            var bent = PreTrendSensitivity.Smoothness(study, magnitude);
            bent.Interval.Width.Should().BeGreaterThan(bend);
            (width, bend) = (wider.Interval.Width, bent.Interval.Width);
        }

        var breakdown = PreTrendSensitivity.BreakdownMagnitude(study).Value;
        PreTrendSensitivity.RelativeMagnitudes(study, breakdown * 0.999).ExcludesZero.Should().BeTrue();
        PreTrendSensitivity.RelativeMagnitudes(study, breakdown * 1.001).ExcludesZero.Should().BeFalse();
    }

    // By hand: earlier steps 1 and −2 (largest 2), effects 5 and 7; steps l = (½, ½): Σ|L| = 1 + ½ = 1.5; S = 1.5.
    [Fact]
    public void Identified_sets_without_error_are_those_by_hand()
    {
        var study = EventStudy.FromEstimates([1, 2, 3, 4, 5], 4, 3, [1, 2, 0, 5, 7], new double[25]);
        var relative = PreTrendSensitivity.RelativeMagnitudes(study, 0.5);
        relative.Lower.Value.ShouldBeClose(6 - 0.5 * 1.5 * 2);
        relative.Upper.Value.ShouldBeClose(6 + 0.5 * 1.5 * 2);
        relative.Interval.Lower.ShouldBeClose(relative.Lower.Value);
        relative.Interval.Upper.ShouldBeClose(relative.Upper.Value);

        // The last slope is −2: the drift goes on to −2 and −4, mean −3; a bend of 1 adds 1 and 3, mean 2.
        var smooth = PreTrendSensitivity.Smoothness(study, 0.1);
        smooth.Lower.Value.ShouldBeClose(6 + 3 - 0.2);
        smooth.Upper.Value.ShouldBeClose(6 + 3 + 0.2);
        PreTrendSensitivity.RelativeMagnitudes(study, 1, [1, 0]).Upper.Value.ShouldBeClose(5 + 2);
    }

    // 600 draws where the later step is exactly M̄ times the largest earlier one: at least 95 %, less three standard errors of the count.
    [Fact]
    public void Bounds_hold_the_effect_at_their_level_at_the_worst_drift()
    {
        int inside = 0, smooth = 0;
        const int Draws = 600;
        for (var draw = 0; draw < Draws; draw++)
        {
            var random = RandomStream.Open(5, "bounds", draw);
            double[] drift = [0.3, 0, 0.2, 0.5], estimates = new double[4], covariance = new double[16];
            for (var t = 0; t < 4; t++)
            {
                // Drift against period 2 (the reference): steps −0.3, 0.2, 0.3; the effect is 0 in both later periods.
                var error = t == 1 ? 0 : 0.25 * random.NextNormal();
                estimates[t] = drift[t] + error;
                covariance[5 * t] = t == 1 ? 0 : 0.0625;
            }

            var study = EventStudy.FromEstimates([1, 2, 3, 4], 3, 2, estimates, covariance);
            inside += PreTrendSensitivity.RelativeMagnitudes(study, 1, [0, 1]).Interval.Contains(0) ? 1 : 0;

            // Slope −0.3 before, 0.2 and 0.3 after: the bends are 0.5 and 0.1.
            smooth += PreTrendSensitivity.Smoothness(study, 0.5, [0, 1]).Interval.Contains(0) ? 1 : 0;
        }

        var least = 0.95 - 3 * Math.Sqrt(0.95 * 0.05 / Draws);
        ((double)inside / Draws).Should().BeGreaterThan(least);
        ((double)smooth / Draws).Should().BeGreaterThan(least);
    }

    private static StaggeredAdoption Staggered(double[] y, int[] first, long[]? clusters = null, double[]? weights = null, StaggeredOptions? options = null) =>
        StaggeredAdoption.Fit(new StaggeredColumns { Outcomes = y, Periods = Numbers, FirstTreated = first, Clusters = clusters ?? [], Weights = weights ?? [] }, options);

    private static int[] Cohorts => [.. Enumerable.Range(0, Rows).Select(i => (i % 5) switch { 0 => 3, 1 => 5, _ => StaggeredAdoption.Never })];

    [Fact]
    public void One_cohort_is_the_event_study()
    {
        var y = Outcomes(6, (row, t) => row % 5 < 2 && t >= 4 ? 1 : 0);
        int[] first = [.. Treated.Select(t => t ? 5 : StaggeredAdoption.Never)];
        var options = new StaggeredOptions { Base = AdoptionBase.Universal, Error = RobustError.CR0 };
        var staggered = Staggered(y, first, Clusters, options: options);
        var study = Study(y, new EventStudyOptions { Error = RobustError.CR0 });
        staggered.BySteps.Should().HaveCount(Periods);
        for (var t = 0; t < Periods; t++)
        {
            staggered.BySteps[t].Comparison.Estimate.Value.ShouldBeClose(study.Effects[t].Comparison.Estimate.Value, 1e-9, 1e-12);
            staggered.BySteps[t].Comparison.StandardError.Value.ShouldBeClose(study.Effects[t].Comparison.StandardError.Value, 1e-9, 1e-12);
        }

        staggered.PreTrend.ChiSquared.Value.ShouldBeClose(study.PreTrend.ChiSquared.Value, 1e-8);
        staggered.TwoWay.TreatedAsControlsWeight.Should().Be(0);
        staggered.TwoWay.Comparison.Warnings.Should().NotContain(ComparisonWarning.TreatedAsControls);
        staggered.Overall.Estimate.Value.ShouldBeClose(staggered.TwoWay.Comparison.Estimate.Value, 0, 1);
    }

    [Fact]
    public void Growing_effects_mislead_the_two_way_regression_and_not_the_group_time_effects()
    {
        // Everyone is treated in the end, later or sooner, and effects grow by 1 a period: the true average lies in 1 … 4.
        int[] first = [.. Enumerable.Range(0, Rows).Select(i => i % 2 == 0 ? 2 : 5)];
        var y = Outcomes(7, (row, t) => Math.Max(0, t + 2 - first[row]));
        var actual = Staggered(y, first, options: new StaggeredOptions { Controls = AdoptionControls.NotYetTreated });
        actual.Overall.Interval.Contains(2).Should().BeTrue();
        actual.TwoWay.Comparison.Interval.Upper.Should().BeLessThan(1);
        actual.TwoWay.TreatedAsControlsWeight.Should().BeGreaterThan(0.3);
        actual.TwoWay.NegativeWeight.Should().BeLessThan(0);
        actual.TwoWay.Parts.Sum(p => p.Weight * p.Estimate).ShouldBeClose(actual.TwoWay.Comparison.Estimate.Value, 1e-9);
        actual.Overall.Warnings.Should().Contain(ComparisonWarning.EmptyStratum);
    }

    [Fact]
    public void Order_repetition_and_weights_of_a_staggered_panel_agree()
    {
        var y = Outcomes(8, (_, _) => 0);
        var plain = Staggered(y, Cohorts);
        int[] order = [.. Enumerable.Range(0, Rows).OrderBy(i => (i * 77) % Rows)];
        Same(Staggered([.. order.SelectMany(i => y.Skip(i * Periods).Take(Periods))], [.. order.Select(i => Cohorts[i])]), plain);
        double[] weights = [.. Enumerable.Range(0, Rows).Select(i => 1.0 + i % 3)];
        int[] rows = [.. Enumerable.Range(0, Rows).SelectMany(i => Enumerable.Repeat(i, 1 + i % 3))];
        Same(Staggered(y, Cohorts, weights: weights), Staggered([.. rows.SelectMany(i => y.Skip(i * Periods).Take(Periods))], [.. rows.Select(i => Cohorts[i])]));
        Same(Staggered(y, Cohorts, Clusters, weights), Staggered([.. rows.SelectMany(i => y.Skip(i * Periods).Take(Periods))], [.. rows.Select(i => Cohorts[i])], [.. rows.Select(i => Clusters[i])]));

        static void Same(StaggeredAdoption a, StaggeredAdoption b)
        {
            a.Overall.Estimate.Value.ShouldBeClose(b.Overall.Estimate.Value, 1e-9, 1e-12);
            a.Overall.StandardError.Value.ShouldBeClose(b.Overall.StandardError.Value, 1e-9);
            a.OverallOfCohorts.StandardError.Value.ShouldBeClose(b.OverallOfCohorts.StandardError.Value, 1e-9);
            a.PreTrend.ChiSquared.Value.ShouldBeClose(b.PreTrend.ChiSquared.Value, 1e-8);
            a.TwoWay.Comparison.StandardError.Value.ShouldBeClose(b.TwoWay.Comparison.StandardError.Value, 1e-9);
        }
    }

    [Fact]
    public void Customers_treated_from_the_start_are_left_out_and_counted()
    {
        var y = Outcomes(9, (_, _) => 0);
        var plain = Staggered(y, Cohorts);
        var more = Staggered([.. y, .. Enumerable.Repeat(100.0, 2 * Periods)], [.. Cohorts, 1, 0]);
        more.AlwaysTreated.Should().Be(2);
        more.Overall.Estimate.Should().Be(plain.Overall.Estimate);
    }

    [Fact]
    public void Synthetic_controls_scale_and_shift_with_their_outcomes()
    {
        var random = RandomStream.Open(10, "synthetic laws");
        var y = new double[12 * 10];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = 20 + i % 10 + random.NextNormal();
        }

        int[] periods = [.. Enumerable.Range(1, 10)];
        bool[] treated = [.. Enumerable.Range(0, 12).Select(i => i == 4)];
        foreach (var method in new[] { SyntheticMethod.SyntheticControl, SyntheticMethod.SyntheticDifference, SyntheticMethod.Difference })
        {
            var options = new SyntheticControlOptions { Method = method };
            var plain = SyntheticControl.Fit(y, periods, treated, 8, options);
            var moved = SyntheticControl.Fit([.. y.Select(v => 1e6 * v + 1e9)], periods, treated, 8, options);
            moved.Comparison.Estimate.Value.ShouldBeClose(1e6 * plain.Comparison.Estimate.Value, 1e-6);
            moved.PlaceboPValue.Should().Be(plain.PlaceboPValue);
            plain.Weights.ToArray().Sum().ShouldBeClose(1, 1e-12);
            plain.Weights[4].Should().Be(0);
            plain.Placebos.Should().HaveCount(11);
            plain.OptimalityGap.Should().BeLessThan(1e-10);
            var threaded = SyntheticControl.Fit(y, periods, treated, 8, options with { Threads = 2 });
            threaded.Placebos.Should().Equal(plain.Placebos);
        }
    }

    [Fact]
    public void A_treated_unit_that_is_a_mixture_of_donors_is_followed_without_error()
    {
        double[][] donors = [[1, 4, 2, 8, 5, 7], [3, 3, 9, 1, 2, 2], [5, 1, 1, 4, 6, 0], [2, 2, 7, 7, 1, 9]];
        double[] mixture = [.. Enumerable.Range(0, 6).Select(t => 0.2 * donors[0][t] + 0.5 * donors[1][t] + 0.3 * donors[3][t])];
        var actual = SyntheticControl.Fit([.. mixture, .. donors.SelectMany(d => d)], Numbers, [true, false, false, false, false], 5);
        foreach (var (weight, j) in new[] { (0.2, 1), (0.5, 2), (0.0, 3), (0.3, 4) })
        {
            actual.Weights[j].ShouldBeClose(weight, 0, 1e-10);
        }

        actual.Comparison.Estimate.Value.ShouldBeClose(0, 0, 1e-10);
        actual.IsPoorFit.Should().BeFalse();
    }
}
