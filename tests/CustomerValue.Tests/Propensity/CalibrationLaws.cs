using CustomerValue.Evaluation;
using CustomerValue.Information;
using CustomerValue.Numerics;
using CustomerValue.Propensity;
using Xunit;

namespace CustomerValue.Tests.Propensity;

public class CalibrationLaws
{
    private static readonly double[] Scores = Draw(400, "scores").Select(u => Math.Round(u, 2)).ToArray();
    private static readonly double[] Outcomes = Scores.Zip(Draw(400, "outcomes"), (s, u) => u < s * s ? 1.0 : 0).ToArray();

    public static TheoryData<CalibrationMethod> Methods =>
        [CalibrationMethod.Platt, CalibrationMethod.Isotonic, CalibrationMethod.Beta, CalibrationMethod.Temperature, CalibrationMethod.VennAbers];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Row_order_does_not_matter(CalibrationMethod method)
    {
        var rows = Enumerable.Range(0, 400).ToArray();
        RandomStream.Open(5, "rows").Shuffle<int>(rows);

        var (one, other) = (Fit(method, Scores, Outcomes), Fit(method, rows.Select(i => Scores[i]).ToArray(), rows.Select(i => Outcomes[i]).ToArray()));

        foreach (var score in new[] { 0, 0.015, 0.37, 0.5, 0.8, 1 })
        {
            other.Calibrate(score).Should().BeApproximately(one.Calibrate(score), 1e-10);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Weight_two_equals_the_row_twice_and_weight_zero_its_absence(CalibrationMethod method)
    {
        var weights = Draw(400, "weights").Select(u => Math.Floor(3 * u)).ToArray();
        var copies = Enumerable.Range(0, 400).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).ToArray();

        var weighted = Fit(method, Scores, Outcomes, weights);
        var repeated = Fit(method, copies.Select(i => Scores[i]).ToArray(), copies.Select(i => Outcomes[i]).ToArray());

        foreach (var score in new[] { 0, 0.015, 0.37, 0.5, 0.8, 1 })
        {
            weighted.Calibrate(score).Should().BeApproximately(repeated.Calibrate(score), 1e-9);
        }

        weighted.Report.Observations.Should().Be(repeated.Report.Observations);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Higher_scores_never_get_less(CalibrationMethod method)
    {
        var calibrator = Fit(method, Scores, Outcomes);
        var curve = Enumerable.Range(0, 501).Select(i => calibrator.Calibrate(i / 500.0)).ToArray();

        curve.Should().OnlyContain(p => p >= 0 && p <= 1);
        curve.Zip(curve.Skip(1), (a, b) => b - a).Should().OnlyContain(step => step >= -1e-15);
    }

    [Theory]
    [InlineData(CalibrationMethod.Isotonic)]
    [InlineData(CalibrationMethod.Beta)]
    public void The_mean_probability_of_the_calibration_set_is_its_event_rate(CalibrationMethod method)
    {
        var calibrated = new double[400];
        Fit(method, Scores, Outcomes).Calibrate(Scores, calibrated);

        calibrated.Average().Should().BeApproximately(Outcomes.Average(), 1e-10);
    }

    [Fact]
    public void Isotonic_figures_beat_every_other_rising_curve_by_Brier()
    {
        var isotonic = IsotonicCalibrator.Fit(Scores, Outcomes);

        double Brier(Func<double, double> curve) => Scores.Zip(Outcomes, (s, y) => (curve(s) - y) * (curve(s) - y)).Average();
        Brier(isotonic.Calibrate).Should().BeLessThan(Brier(s => s * s)).And.BeLessThan(Brier(BetaCalibrator.Fit(Scores, Outcomes).Calibrate));
    }

    // The definition: the isotonic curve of the set with the customer added, once without and once with the event.
    [Fact]
    public void Venn_Abers_bounds_are_isotonic_curves_with_the_customer_added()
    {
        var weights = Draw(400, "va weights").Select(u => 0.5 + u).ToArray();
        var found = VennAbersCalibrator.Fit(Scores, Outcomes, weights);

        foreach (var score in new[] { -1, 0, 0.003, 0.11, 0.335, 0.5, 0.77, 0.995, 1, 2 })
        {
            for (var y = 0; y < 2; y++)
            {
                var curve = IsotonicCalibrator.Fit([.. Scores, score], [.. Outcomes, y], [.. weights, 1.0]);
                (y == 0 ? found.Bounds(score).Lower : found.Bounds(score).Upper).Should().BeApproximately(curve.Calibrate(score), 1e-12, "{0} with {1}", score, y);
            }
        }
    }

    [Fact]
    public void A_right_probability_is_left_alone()
    {
        // Two rates exactly as predicted: the maximum of the likelihood is the identity.
        double[] scores = [0.25, 0.8];
        double[] rates = [0.25, 0.8];
        double[] weights = [400, 300];

        var temperature = TemperatureCalibrator.Fit(scores, rates, weights, CalibrationOptions.Default with { Scale = ScoreScale.Probability });
        var platt = PlattCalibrator.Fit(scores, rates, weights, new CalibrationOptions { Scale = ScoreScale.Probability, SmoothTargets = false });
        var beta = BetaCalibrator.Fit(scores, rates, weights, CalibrationOptions.Default with { EqualShapes = true });

        temperature.Temperature.Should().BeApproximately(1, 1e-9);
        new[] { platt.A, platt.B }.ShouldBeNear([-1, 0], 1e-9);
        new[] { beta.A, beta.B, beta.C }.ShouldBeNear([1, 1, 0], 1e-9);
    }

    [Fact]
    public void Prior_corrections_undo_each_other_and_agree_with_the_shift_of_an_intercept()
    {
        var (there, back) = (PriorCorrection.FromParameters(0.5, 0.03), PriorCorrection.FromParameters(0.03, 0.5));

        back.Calibrate(there.Calibrate(0.37)).Should().BeApproximately(0.37, 1e-15);
        there.Calibrate(0.37).Should().BeApproximately(1 / (1 + Math.Exp(-(Math.Log(0.37 / 0.63) + there.LogOddsShift))), 1e-15);
        (there.Calibrate(0), there.Calibrate(1)).Should().Be((0, 1));
        there.Calibrate(0.5).Should().BeApproximately(0.03, 1e-15);

        // 1 of 10 others kept: 20 % events in the sample were 1/41 before.
        PriorCorrection.FromSampling(0.2, 1, 0.1).PopulationRate.Should().BeApproximately(1.0 / 41, 1e-15);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Calibrating_allocates_nothing(CalibrationMethod method)
    {
        var calibrator = Fit(method, Scores, Outcomes);
        var destination = new double[400];
        for (var i = 0; i < 60; i++)
        {
            calibrator.Calibrate(Scores, destination);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        calibrator.Calibrate(Scores, destination);
        destination[0] = calibrator.Calibrate(0.5);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_curve_is_the_same_when_rebuilt_from_its_parameters(CalibrationMethod method)
    {
        var fitted = Fit(method, Scores, Outcomes);
        Calibrator rebuilt = fitted switch
        {
            PlattCalibrator p => PlattCalibrator.FromParameters(p.A, p.B, p.Scale),
            IsotonicCalibrator i => IsotonicCalibrator.FromParameters(i.Scores, i.Probabilities),
            BetaCalibrator b => BetaCalibrator.FromParameters(b.A, b.B, b.C),
            TemperatureCalibrator t => TemperatureCalibrator.FromParameters(t.Temperature, t.Scale),
            VennAbersCalibrator v => VennAbersCalibrator.FromParameters(v.Scores, v.Weights, v.Events),
            _ => throw new NotSupportedException(),
        };

        foreach (var score in Scores)
        {
            rebuilt.Calibrate(score).Should().Be(fitted.Calibrate(score));
        }

        rebuilt.Report.Stop.Should().Be(StopReason.NotFitted);
        rebuilt.ToString().Should().Be(fitted.ToString());
    }

    [Fact]
    public void Cross_fitting_calibrates_on_customers_the_model_has_not_seen()
    {
        // 40 columns of noise and 120 customers: on its own training rows the model looks sure of itself.
        var sample = Samples.Logistic(120, 12, [], 5);
        var plan = FoldPlan.Stratified(sample.Outcomes, 5, 3);
        var model = LogisticModel.Fit(sample);
        var own = new double[120];
        model.Score(sample.Features, own);
        var options = CalibrationOptions.Default with { Scale = ScoreScale.Probability };

        var crossFitted = (TemperatureCalibrator)Calibrator.CrossFit(
            CalibrationMethod.Temperature,
            plan,
            (train, test, scores) => LogisticModel.Fit(sample.Take(train)).Score(sample.Take(test).Features, scores),
            sample.Outcomes,
            default,
            options);

        var onTraining = TemperatureCalibrator.Fit(own, sample.Outcomes, default, options);
        onTraining.Temperature.Should().BeApproximately(1, 0.05);
        crossFitted.Temperature.Should().BeGreaterThan(1.2);
    }

    private static Calibrator Fit(CalibrationMethod method, double[] scores, double[] outcomes, double[]? weights = null) =>
        Calibrator.Fit(method, scores, outcomes, weights, CalibrationOptions.Default with { Scale = ScoreScale.Probability });

    private static double[] Draw(int n, string purpose)
    {
        var random = RandomStream.Open(11, purpose);
        return Enumerable.Range(0, n).Select(_ => random.NextDouble()).ToArray();
    }
}
