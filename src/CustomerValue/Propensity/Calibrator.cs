using CustomerValue.Evaluation;

namespace CustomerValue.Propensity;

/// <summary>A fitted curve from scores to probabilities that come true.</summary>
/// <remarks>
/// Fit it on customers that the scorer has not seen: a hold-out set, or out-of-fold scores (<see cref="CrossFit"/>); on its own
/// training rows a scorer looks surer than it is. Immutable and thread-safe; calibrating allocates nothing. The set of
/// calibrators is closed: the constructor is not public.
/// </remarks>
public abstract class Calibrator
{
    private protected Calibrator(FitReport report) => Report = report;

    /// <summary>What the fit did.</summary>
    public FitReport Report { get; }

    /// <summary>Fits a curve by a method named at run time.</summary>
    /// <param name="method">The kind of curve.</param>
    /// <param name="scores">One score per customer, from a scorer that has not seen him.</param>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, or the outcomes are of one class.</exception>
    /// <exception cref="ConvergenceException">There is no finite curve, as when the scores tell the classes apart completely.</exception>
    public static Calibrator Fit(CalibrationMethod method, ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes, ReadOnlySpan<double> weights = default, CalibrationOptions? options = null) =>
        Fit(method, scores, ScoredSample.Numbers(outcomes), weights, options);

    /// <summary>Fits a curve by a method named at run time.</summary>
    /// <param name="method">The kind of curve.</param>
    /// <param name="scores">One score per customer, from a scorer that has not seen him.</param>
    /// <param name="outcomes">One outcome per customer, 0 to 1; a fraction counts as that share of the event.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, or the outcomes are of one class.</exception>
    /// <exception cref="ConvergenceException">There is no finite curve, as when the scores tell the classes apart completely.</exception>
    public static Calibrator Fit(CalibrationMethod method, ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights = default, CalibrationOptions? options = null) => method switch
    {
        CalibrationMethod.Platt => PlattCalibrator.Fit(scores, outcomes, weights, options),
        CalibrationMethod.Isotonic => IsotonicCalibrator.Fit(scores, outcomes, weights),
        CalibrationMethod.Beta => BetaCalibrator.Fit(scores, outcomes, weights, options),
        CalibrationMethod.Temperature => TemperatureCalibrator.Fit(scores, outcomes, weights, options),
        CalibrationMethod.VennAbers => VennAbersCalibrator.Fit(scores, outcomes, weights),
        _ => throw Guard.OutOfRange(nameof(method), (double)method, "must be a method"),
    };

    /// <summary>Fits a curve to scores of customers by models that have not seen them; then use it with a model fitted to all.</summary>
    /// <param name="method">The kind of curve.</param>
    /// <param name="plan">The folds; rows that never test (the first window of a time-ordered plan) are left out.</param>
    /// <param name="scorer">Fits to some rows and scores the others.</param>
    /// <param name="outcomes">One outcome per row of the plan, 0 to 1.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <param name="cancellation">Stops between folds.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, or the outcomes that test are of one class.</exception>
    /// <exception cref="ConvergenceException">There is no finite curve.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static Calibrator CrossFit(
        CalibrationMethod method,
        FoldPlan plan,
        FoldScorer scorer,
        ReadOnlySpan<double> outcomes,
        ReadOnlySpan<double> weights = default,
        CalibrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        Guard.SameLength(outcomes.Length, Guard.NotNull(plan).RowCount, nameof(outcomes));
        ScoredSample.CheckWeights(weights, outcomes.Length);
        var scores = new double[outcomes.Length];
        CrossValidation.OutOfFold(plan, scorer, scores, cancellation);
        var rows = plan.TestedRows;
        return Fit(method, Pick(scores, rows), Pick(outcomes, rows), weights.IsEmpty ? [] : Pick(weights, rows), options);
    }

    /// <summary>The probability that goes with a score.</summary>
    /// <param name="score">A finite score; a probability for the calibrators that read probabilities.</param>
    /// <exception cref="ArgumentException">The score is none that the calibrator reads.</exception>
    public abstract double Calibrate(double score);

    /// <summary>The probabilities that go with scores.</summary>
    /// <param name="scores">Finite scores.</param>
    /// <param name="destination">Receives one probability per score; at least as long, may be the scores themselves.</param>
    /// <exception cref="ArgumentException">The destination is too short, or a score is none that the calibrator reads.</exception>
    public void Calibrate(ReadOnlySpan<double> scores, Span<double> destination)
    {
        Guard.LongEnough(destination.Length, scores.Length, nameof(destination));
        for (var i = 0; i < scores.Length; i++)
        {
            destination[i] = Calibrate(scores[i]);
        }
    }

    private protected static ArgumentException Refused(double score, string rule) => new($"The score is {Guard.Text(score)}; it must be {rule}.", nameof(score));

    private static double[] Pick(ReadOnlySpan<double> values, IReadOnlyList<int> rows)
    {
        var picked = new double[rows.Count];
        for (var i = 0; i < picked.Length; i++)
        {
            picked[i] = values[rows[i]];
        }

        return picked;
    }
}
