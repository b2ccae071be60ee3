using CustomerValue.Evaluation;
using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>Platt's logistic curve: probability = 1/(1 + e^(A·f + B)) of a score f.</summary>
/// <remarks>
/// Assumes log-odds linear in the score. Source: Platt, J. C. (1999), Probabilistic outputs for support vector machines, in Advances in
/// Large Margin Classifiers, MIT Press, 61–74, with its smoothed targets; fitted by Newton's method as Lin, Lin and Weng (2007), Machine
/// Learning 68, 267–276, ask for. Standard errors are those of the logistic fit to these targets. Immutable and thread-safe.
/// </remarks>
public sealed class PlattCalibrator : Calibrator
{
    private const string Name = "Platt calibration";

    private PlattCalibrator(double a, double b, ScoreScale scale, FitReport report)
        : base(report)
    {
        A = a;
        B = b;
        Scale = scale;
    }

    /// <summary>Factor of the score; negative when a higher score means more likely.</summary>
    public double A { get; }

    /// <summary>Constant of the exponent.</summary>
    public double B { get; }

    /// <summary>What the scores are.</summary>
    public ScoreScale Scale { get; }

    /// <summary>Fits the curve.</summary>
    /// <param name="scores">One score per customer, from a scorer that has not seen him.</param>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, the scores do not vary, or the outcomes are of one class.</exception>
    /// <exception cref="ConvergenceException">Targets are not smoothed and the scores tell the classes apart completely.</exception>
    public static PlattCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes, ReadOnlySpan<double> weights = default, CalibrationOptions? options = null) =>
        Fit(scores, ScoredSample.Numbers(outcomes), weights, options);

    /// <summary>Fits the curve.</summary>
    /// <param name="scores">One score per customer, from a scorer that has not seen him.</param>
    /// <param name="outcomes">One outcome per customer, 0 to 1.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, the scores do not vary, or the outcomes are of one class.</exception>
    /// <exception cref="ConvergenceException">Targets are not smoothed and the scores tell the classes apart completely.</exception>
    public static PlattCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights = default, CalibrationOptions? options = null)
    {
        options ??= CalibrationOptions.Default;
        var sample = CalibrationSample.Of(scores, outcomes, weights);
        var columns = sample.Read(options.Scale);
        var targets = sample.Outcomes;
        if (options.SmoothTargets)
        {
            var (high, low) = ((sample.Events + 1) / (sample.Events + 2), 1 / (sample.Others + 2));
            targets = Array.ConvertAll(targets, y => y * high + (1 - y) * low);
        }

        string[] names = ["A", "B"];
        var fit = sample.Fit(Name, columns, 1, true, targets, names);
        var (a, b) = (-fit.Coefficients[1], -fit.Coefficients[0]);
        return new PlattCalibrator(a, b, options.Scale, CalibrationSample.Report(Name, fit, names, [a, b], [CalibrationSample.Error(fit, 1), CalibrationSample.Error(fit, 0)]));
    }

    /// <summary>The curve with the given parameters.</summary>
    /// <param name="a">Factor of the score, finite.</param>
    /// <param name="b">Constant, finite.</param>
    /// <param name="scale">What the scores are.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite, or there is no such scale.</exception>
    public static PlattCalibrator FromParameters(double a, double b, ScoreScale scale = ScoreScale.AsIs) => new(
        Guard.Finite(a), Guard.Finite(b), new CalibrationOptions { Scale = scale }.Scale, new FitReport(Name, StopReason.NotFitted, 0, 0, 0, 0, ["A", "B"], [a, b]));

    /// <inheritdoc/>
    public override double Calibrate(double score)
    {
        var f = CalibrationSample.Read(score, Scale);
        return double.IsNaN(f) ? throw Refused(score, Scale == ScoreScale.AsIs ? "finite" : "a probability") : Elementary.Logistic(-(A * f + B));
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"{Name}: A {Guard.Text(A)}, B {Guard.Text(B)}, score {Scale}";
}
