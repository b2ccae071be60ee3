using CustomerValue.Evaluation;
using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>Log-odds divided by a temperature T &gt; 0: probability = 1/(1 + e^(−f/T)).</summary>
/// <remarks>
/// Keeps a probability of one half where it is; above 1 the scores were too sure of themselves. Source: Guo, C., Pleiss, G., Sun, Y. and
/// Weinberger, K. Q. (2017), On calibration of modern neural networks, Proceedings of ICML, 1321–1330. T maximizes the likelihood, which is
/// concave in 1/T. Immutable and thread-safe.
/// </remarks>
public sealed class TemperatureCalibrator : Calibrator
{
    private const string Name = "Temperature calibration";

    private TemperatureCalibrator(double temperature, ScoreScale scale, FitReport report)
        : base(report)
    {
        Temperature = temperature;
        Scale = scale;
    }

    /// <summary>Divisor of the log-odds, &gt; 0.</summary>
    public double Temperature { get; }

    /// <summary>What the scores are: log-odds as they are, or probabilities.</summary>
    public ScoreScale Scale { get; }

    /// <summary>Fits the temperature.</summary>
    /// <param name="scores">One score per customer, from a scorer that has not seen him: log-odds, or probabilities with <see cref="CalibrationOptions.Scale"/>.</param>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, or the outcomes are of one class.</exception>
    /// <exception cref="ConvergenceException">No temperature is best: the signs of the scores tell the classes apart completely, or higher scores go with fewer events.</exception>
    public static TemperatureCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes, ReadOnlySpan<double> weights = default, CalibrationOptions? options = null) =>
        Fit(scores, ScoredSample.Numbers(outcomes), weights, options);

    /// <summary>Fits the temperature.</summary>
    /// <param name="scores">One score per customer, from a scorer that has not seen him: log-odds, or probabilities with <see cref="CalibrationOptions.Scale"/>.</param>
    /// <param name="outcomes">One outcome per customer, 0 to 1.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, or the outcomes are of one class.</exception>
    /// <exception cref="ConvergenceException">No temperature is best: the signs of the scores tell the classes apart completely, or higher scores go with fewer events.</exception>
    public static TemperatureCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights = default, CalibrationOptions? options = null)
    {
        options ??= CalibrationOptions.Default;
        var sample = CalibrationSample.Of(scores, outcomes, weights);
        string[] names = ["T"];
        var fit = sample.Fit(Name, sample.Read(options.Scale), 1, false, sample.Outcomes, names);
        var inverse = fit.Coefficients[0];
        if (!(inverse > 0))
        {
            throw new ConvergenceException(
                CalibrationSample.Report(Name, fit, ["1/T"], [inverse], null),
                "Higher scores go with fewer events, so no temperature > 0 is best; look at the scores before calibrating them.");
        }

        // The delta method: d(1/b) = −db/b².
        var error = CalibrationSample.Error(fit, 0) / (inverse * inverse);
        return new TemperatureCalibrator(1 / inverse, options.Scale, CalibrationSample.Report(Name, fit, names, [1 / inverse], [error]));
    }

    /// <summary>The curve with the given temperature.</summary>
    /// <param name="temperature">Finite, &gt; 0.</param>
    /// <param name="scale">What the scores are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not positive and finite, or there is no such scale.</exception>
    public static TemperatureCalibrator FromParameters(double temperature, ScoreScale scale = ScoreScale.AsIs) => new(
        Guard.Positive(temperature), new CalibrationOptions { Scale = scale }.Scale, new FitReport(Name, StopReason.NotFitted, 0, 0, 0, 0, ["T"], [temperature]));

    /// <inheritdoc/>
    public override double Calibrate(double score)
    {
        var f = CalibrationSample.Read(score, Scale);
        return double.IsNaN(f) ? throw Refused(score, Scale == ScoreScale.AsIs ? "finite" : "a probability") : Elementary.Logistic(f / Temperature);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"{Name}: T {Guard.Text(Temperature)}, score {Scale}";
}
