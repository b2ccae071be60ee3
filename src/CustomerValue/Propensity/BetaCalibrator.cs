using CustomerValue.Evaluation;
using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>Beta calibration of a probability s: log-odds = a ln s − b ln(1 − s) + c, with a, b ≥ 0.</summary>
/// <remarks>
/// Assumes that the scores of either class follow beta distributions; a = b = 1, c = 0 changes nothing. A shape that comes out negative is set
/// to 0 and the other fitted again, so the curve never falls. Probabilities closer than 2⁻⁵² to 0 or 1 count as that. Source: Kull, M., Silva
/// Filho, T. and Flach, P. (2017), Beta calibration, Proceedings of AISTATS, PMLR 54, 623–631. Immutable and thread-safe.
/// </remarks>
public sealed class BetaCalibrator : Calibrator
{
    private const string Name = "Beta calibration";

    private BetaCalibrator(double a, double b, double c, FitReport report)
        : base(report)
    {
        A = a;
        B = b;
        C = c;
    }

    /// <summary>Factor of ln s, ≥ 0.</summary>
    public double A { get; }

    /// <summary>Factor of −ln(1 − s), ≥ 0.</summary>
    public double B { get; }

    /// <summary>Constant.</summary>
    public double C { get; }

    /// <summary>Fits the curve.</summary>
    /// <param name="scores">One probability per customer, from a scorer that has not seen him.</param>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, the scores take too few values, or the outcomes are of one class.</exception>
    /// <exception cref="ConvergenceException">The scores tell the classes apart completely.</exception>
    public static BetaCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes, ReadOnlySpan<double> weights = default, CalibrationOptions? options = null) =>
        Fit(scores, ScoredSample.Numbers(outcomes), weights, options);

    /// <summary>Fits the curve.</summary>
    /// <param name="scores">One probability per customer, from a scorer that has not seen him.</param>
    /// <param name="outcomes">One outcome per customer, 0 to 1.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, the scores take too few values, or the outcomes are of one class.</exception>
    /// <exception cref="ConvergenceException">The scores tell the classes apart completely.</exception>
    public static BetaCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights = default, CalibrationOptions? options = null)
    {
        var sample = CalibrationSample.Of(scores, outcomes, weights);
        CalibrationSample.RequireProbabilities(scores);
        if ((options ?? CalibrationOptions.Default).EqualShapes)
        {
            var line = sample.Fit(Name, sample.Read(ScoreScale.Probability), 1, true, sample.Outcomes, ["c", "a = b"]);
            return line.Coefficients[1] >= 0 ? Equal(line) : Flat(sample);
        }

        var n = scores.Length;
        var columns = new double[2 * n];
        for (var i = 0; i < n; i++)
        {
            (columns[2 * i], columns[2 * i + 1]) = Logs(scores[i]);
        }

        var fit = sample.Fit(Name, columns, 2, true, sample.Outcomes, ["c", "a", "b"]);
        if (fit.Coefficients[1] >= 0 && fit.Coefficients[2] >= 0)
        {
            var (a, b, c) = (fit.Coefficients[1], fit.Coefficients[2], fit.Coefficients[0]);
            double[] errors = [CalibrationSample.Error(fit, 1), CalibrationSample.Error(fit, 2), CalibrationSample.Error(fit, 0)];
            return new BetaCalibrator(a, b, c, CalibrationSample.Report(Name, fit, ["a", "b", "c"], [a, b, c], errors));
        }

        // The likelihood is concave: with one shape negative, the best point of the quadrant lies on the border of that shape; with both, on either.
        var best = (BetaCalibrator?)null;
        for (var keep = 0; keep < 2; keep++)
        {
            if (fit.Coefficients[2 - keep] < 0)
            {
                var column = keep;
                var one = sample.Fit(Name, Enumerable.Range(0, n).Select(i => columns[2 * i + column]).ToArray(), 1, true, sample.Outcomes, ["c", keep == 0 ? "a" : "b"]);
                if (one.Coefficients[1] >= 0 && (best is null || one.LogLikelihood > best.Report.Objective))
                {
                    best = OnBorder(one, keep);
                }
            }
        }

        return best ?? Flat(sample);
    }

    /// <summary>The curve with the given parameters.</summary>
    /// <param name="a">Factor of ln s, finite, ≥ 0.</param>
    /// <param name="b">Factor of −ln(1 − s), finite, ≥ 0.</param>
    /// <param name="c">Constant, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static BetaCalibrator FromParameters(double a, double b, double c) => new(
        Guard.NonNegative(a), Guard.NonNegative(b), Guard.Finite(c), new FitReport(Name, StopReason.NotFitted, 0, 0, 0, 0, ["a", "b", "c"], [a, b, c]));

    /// <inheritdoc/>
    public override double Calibrate(double score)
    {
        if (!(score >= 0 && score <= 1))
        {
            throw Refused(score, "a probability");
        }

        var (low, high) = Logs(score);
        return Elementary.Logistic(A * low + B * high + C);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"{Name}: a {Guard.Text(A)}, b {Guard.Text(B)}, c {Guard.Text(C)}";

    private static (double Low, double High) Logs(double score)
    {
        var p = CalibrationSample.Inside(score);
        return (Elementary.Log(p), -Elementary.Log1p(-p));
    }

    private static BetaCalibrator Equal(GeneralizedLinearResult fit)
    {
        var (shape, c) = (fit.Coefficients[1], fit.Coefficients[0]);
        double[] errors = [CalibrationSample.Error(fit, 1), CalibrationSample.Error(fit, 1), CalibrationSample.Error(fit, 0)];
        return new BetaCalibrator(shape, shape, c, CalibrationSample.Report(Name, fit, ["a", "b", "c"], [shape, shape, c], errors));
    }

    private static BetaCalibrator OnBorder(GeneralizedLinearResult fit, int kept)
    {
        var (a, b, c) = kept == 0 ? (fit.Coefficients[1], 0.0, fit.Coefficients[0]) : (0.0, fit.Coefficients[1], fit.Coefficients[0]);
        return new BetaCalibrator(a, b, c, AtBoundary(fit.Iterations, fit.LogLikelihood, fit.GradientNorm, fit.Observations, a, b, c));
    }

    private static BetaCalibrator Flat(CalibrationSample sample)
    {
        var (n1, n0) = (sample.Events, sample.Others);
        var c = Elementary.Log(n1 / n0);
        var likelihood = n1 * Elementary.Log(n1 / (n1 + n0)) + n0 * Elementary.Log(n0 / (n1 + n0));
        return new BetaCalibrator(0, 0, c, AtBoundary(0, likelihood, 0, n1 + n0, 0, 0, c));
    }

    private static FitReport AtBoundary(int iterations, double likelihood, double gradient, double observations, double a, double b, double c) =>
        new(Name, StopReason.Boundary, iterations, likelihood, gradient, observations, ["a", "b", "c"], [a, b, c]);
}
