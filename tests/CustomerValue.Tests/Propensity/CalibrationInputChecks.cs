using CustomerValue.Evaluation;
using CustomerValue.Propensity;
using Xunit;

namespace CustomerValue.Tests.Propensity;

public class CalibrationInputChecks
{
    [Fact]
    public void Bad_samples_are_refused_by_name_and_row()
    {
        Refuses(() => PlattCalibrator.Fit([1, double.NaN], [0.0, 1]), "Row 1 of scores is NaN*");
        Refuses(() => PlattCalibrator.Fit([1, 2], [0.0, 2]), "Row 1 breaks 0 ≤ outcome ≤ 1*");
        Refuses(() => IsotonicCalibrator.Fit([1, 2], [0.0, 1], [1, -1]), "Row 1 breaks weight*");
        Refuses(() => IsotonicCalibrator.Fit([1, 2], [true]), "outcomes has length 1; expected 2*");
        Refuses(() => VennAbersCalibrator.Fit([1, 2], [true, true]), "The outcomes are of one class*");
        Refuses(() => IsotonicCalibrator.Fit([1, 2], [0.0, 1], [1, 0]), "The outcomes are of one class*");
        Refuses(() => BetaCalibrator.Fit([0.1, 1.1], [0.0, 1]), "Row 1 breaks 0 ≤ score ≤ 1*");
        Refuses(() => PlattCalibrator.Fit([0.3, 0.3], [0.0, 1]), "The scores do not vary*");
        Refuses(() => TemperatureCalibrator.Fit([0.1, -2], [0.0, 1], default, new CalibrationOptions { Scale = ScoreScale.Probability }), "Row 1 breaks 0 ≤ score ≤ 1*");
    }

    [Fact]
    public void Curves_that_do_not_exist_are_named()
    {
        var separated = () => PlattCalibrator.Fit([1, 2, 3, 4], [false, false, true, true], default, new CalibrationOptions { SmoothTargets = false });
        var falling = () => TemperatureCalibrator.Fit([-2, -1, 1, 2, 3, -3], [true, false, false, true, false, true]);

        separated.Should().Throw<ConvergenceException>().WithMessage("*classes apart completely*");
        falling.Should().Throw<ConvergenceException>().WithMessage("*fewer events*");
        PlattCalibrator.Fit([1, 2, 3, 4], [false, false, true, true]).A.Should().BeNegative("smoothed targets do not separate");
    }

    [Fact]
    public void Scores_off_the_scale_are_refused()
    {
        Refuses(() => PlattCalibrator.FromParameters(-1, 0).Calibrate(double.PositiveInfinity), "The score is Infinity; it must be finite*");
        Refuses(() => PlattCalibrator.FromParameters(-1, 0, ScoreScale.Probability).Calibrate(1.5), "The score is 1.5; it must be a probability*");
        Refuses(() => BetaCalibrator.FromParameters(1, 1, 0).Calibrate(double.NaN), "The score is NaN*");
        Refuses(() => PriorCorrection.FromParameters(0.5, 0.1).Calibrate(-0.1), "The score is -0.1*");
        Refuses(() => IsotonicCalibrator.FromParameters([0, 1], [0, 1]).Calibrate([0.1, double.NaN], new double[2]), "The score is NaN*");
        Refuses(() => VennAbersCalibrator.FromParameters([0], [1], [1]).Bounds(double.NaN), "The score is NaN*");
        Refuses(() => IsotonicCalibrator.FromParameters([0, 1], [0, 1]).Calibrate([0.1, 0.2], new double[1]), "destination has length 1*");
        PlattCalibrator.FromParameters(-1, 0, ScoreScale.Probability).Calibrate(1).Should().BeGreaterThan(0.999999999999);
        BetaCalibrator.FromParameters(1, 1, 0).Calibrate(0).Should().BeInRange(0, 1e-15);
    }

    [Fact]
    public void Parameters_check_themselves()
    {
        Refuses(() => IsotonicCalibrator.FromParameters([0, 0], [0, 1]), "Row 1 breaks rising scores*");
        Refuses(() => IsotonicCalibrator.FromParameters([0, 1], [0.5, 0.4]), "Row 1 breaks rising scores*");
        Refuses(() => IsotonicCalibrator.FromParameters([0, 1], [0.5, 1.4]), "Row 1 breaks 0 ≤ probability ≤ 1*");
        Refuses(() => VennAbersCalibrator.FromParameters([0, 1], [1, 1], [0, 2]), "Row 1 breaks rising scores, weight > 0*");
        Refuses(() => BetaCalibrator.FromParameters(-1, 1, 0), "a is -1*");
        Refuses(() => TemperatureCalibrator.FromParameters(0), "temperature is 0*");
        Refuses(() => PriorCorrection.FromParameters(0, 0.5), "fittedRate is 0*");
        Refuses(() => Calibrator.Fit((CalibrationMethod)9, [0.1, 0.2], [false, true]), "method is 9*");
        Refuses(() => Calibrator.CrossFit(CalibrationMethod.Platt, FoldPlan.AtRandom(4, 2, 0), (_, _, _) => { }, [0.0, 1]), "outcomes has length 2*");
    }

    private static void Refuses(Action act, string message) => act.Should().Throw<ArgumentException>().WithMessage(message);

    private static void Refuses<T>(Func<T> act, string message) => act.Should().Throw<ArgumentException>().WithMessage(message);
}
