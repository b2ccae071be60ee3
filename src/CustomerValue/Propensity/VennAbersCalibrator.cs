using CustomerValue.Evaluation;

namespace CustomerValue.Propensity;

/// <summary>Inductive Venn–Abers prediction: two probabilities per score, one of which is calibrated whatever the distribution.</summary>
/// <remarks>
/// The customer is added to the calibration set once without the event and once with it; the two isotonic curves at his score are p₀ and p₁.
/// How far they are apart says how much the calibration set knows there. Assumes exchangeable customers. Source: Vovk, V., Petej, I. and
/// Fedorova, V. (2015), Large-scale probabilistic predictors with and without guarantees of validity, NIPS 28. Holds 24 bytes per distinct
/// score; a call merges the few blocks next to the score. Immutable and thread-safe.
/// </remarks>
public sealed class VennAbersCalibrator : Calibrator
{
    private const string Name = "Venn-Abers calibration";

    private readonly double[] scores;
    private readonly double[] weights;
    private readonly double[] events;

    // Sums of weights and events of the scores before each; pools of every prefix and suffix, by where its last (first) block begins (ends).
    private readonly double[] weightBefore;
    private readonly double[] eventsBefore;
    private readonly int[] startOfLast;
    private readonly int[] endOfFirst;

    private VennAbersCalibrator(double[] scores, double[] weights, double[] events, FitReport report)
        : base(report)
    {
        this.scores = scores;
        this.weights = weights;
        this.events = events;
        var n = scores.Length;
        (weightBefore, eventsBefore) = (new double[n + 1], new double[n + 1]);
        for (var k = 0; k < n; k++)
        {
            weightBefore[k + 1] = weightBefore[k] + weights[k];
            eventsBefore[k + 1] = eventsBefore[k] + events[k];
        }

        (startOfLast, endOfFirst) = (new int[n], new int[n]);
        for (var k = 0; k < n; k++)
        {
            var start = k;
            while (start > 0 && Rate(startOfLast[start - 1], start - 1) >= Rate(start, k))
            {
                start = startOfLast[start - 1];
            }

            startOfLast[k] = start;
        }

        for (var k = n - 1; k >= 0; k--)
        {
            var end = k;
            while (end + 1 < n && Rate(k, end) >= Rate(end + 1, endOfFirst[end + 1]))
            {
                end = endOfFirst[end + 1];
            }

            endOfFirst[k] = end;
        }
    }

    /// <summary>The distinct scores of the calibration set, ascending.</summary>
    public ReadOnlySpan<double> Scores => scores;

    /// <summary>Customers at each of <see cref="Scores"/>, Σ of weights.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>Customers with the event at each of <see cref="Scores"/>.</summary>
    public ReadOnlySpan<double> Events => events;

    /// <summary>Takes in the calibration set.</summary>
    /// <param name="scores">One score per customer, from a scorer that has not seen him.</param>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, or the outcomes are of one class.</exception>
    public static VennAbersCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes, ReadOnlySpan<double> weights = default) =>
        Fit(scores, ScoredSample.Numbers(outcomes), weights);

    /// <summary>Takes in the calibration set.</summary>
    /// <param name="scores">One score per customer, from a scorer that has not seen him.</param>
    /// <param name="outcomes">One outcome per customer, 0 to 1.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, or the outcomes are of one class.</exception>
    public static VennAbersCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights = default)
    {
        var sample = CalibrationSample.Of(scores, outcomes, weights);
        var (x, w, e) = sample.Blocks();
        return new VennAbersCalibrator(x, w, e, new FitReport(Name, StopReason.Converged, 1, 0, 0, sample.Events + sample.Others));
    }

    /// <summary>The calibration set by its distinct scores.</summary>
    /// <param name="scores">Finite and rising, at least one.</param>
    /// <param name="weights">Customers at each score, finite, &gt; 0.</param>
    /// <param name="events">Customers with the event at each score, 0 to the weight.</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no score, or a value is out of range.</exception>
    public static VennAbersCalibrator FromParameters(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights, ReadOnlySpan<double> events)
    {
        Guard.AtLeast(scores.Length, 1, nameof(scores));
        Guard.SameLength(weights.Length, scores.Length, nameof(weights));
        Guard.SameLength(events.Length, scores.Length, nameof(events));
        Guard.AllFinite(scores, nameof(scores));
        Guard.AllFinite(weights, nameof(weights));
        for (var i = 0; i < scores.Length; i++)
        {
            if (!(weights[i] > 0 && events[i] >= 0 && events[i] <= weights[i]) || (i > 0 && !(scores[i] > scores[i - 1])))
            {
                throw Guard.BrokenRow(
                    nameof(scores), i, "rising scores, weight > 0, 0 ≤ events ≤ weight", $"{Guard.Text(scores[i])}, {Guard.Text(weights[i])}, {Guard.Text(events[i])}");
            }
        }

        return new VennAbersCalibrator(scores.ToArray(), weights.ToArray(), events.ToArray(), new FitReport(Name, StopReason.NotFitted, 0, 0, 0, 0));
    }

    /// <summary>p₁/(1 − p₀ + p₁): the single probability that loses least by log-loss against either of the two.</summary>
    /// <param name="score">A finite score.</param>
    /// <exception cref="ArgumentException">The score is not finite.</exception>
    public override double Calibrate(double score)
    {
        var (p0, p1) = Bounds(score);
        return p1 / (1 - p0 + p1);
    }

    /// <summary>p₁ + p₀²/2 − p₁²/2: the single probability that loses least by Brier score.</summary>
    /// <param name="score">A finite score.</param>
    /// <exception cref="ArgumentException">The score is not finite.</exception>
    public double CalibrateForBrier(double score)
    {
        var (p0, p1) = Bounds(score);
        return p1 + p0 * p0 / 2 - p1 * p1 / 2;
    }

    /// <summary>The two probabilities of a score, p₀ ≤ p₁.</summary>
    /// <param name="score">A finite score.</param>
    /// <exception cref="ArgumentException">The score is not finite.</exception>
    public (double Lower, double Upper) Bounds(double score)
    {
        if (!double.IsFinite(score))
        {
            throw Refused(score, "finite");
        }

        var place = Array.BinarySearch(scores, score);
        return (With(place, 0), With(place, 1));
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"{Name}: {Guard.Text(scores.Length)} scores of {Guard.Text(weightBefore[scores.Length])} customers";

    /// <summary>The pooled rate at a place once a customer with the outcome is added there.</summary>
    private double With(int place, double outcome)
    {
        var (left, right, weight, sum) = place >= 0
            ? (place - 1, place + 1, weights[place] + 1, events[place] + outcome)
            : (~place - 1, ~place, 1.0, outcome);
        for (var merged = true; merged;)
        {
            merged = false;
            while (left >= 0 && Rate(startOfLast[left], left) >= sum / weight)
            {
                Add(startOfLast[left], left, ref weight, ref sum);
                left = startOfLast[left] - 1;
                merged = true;
            }

            while (right < scores.Length && sum / weight >= Rate(right, endOfFirst[right]))
            {
                Add(right, endOfFirst[right], ref weight, ref sum);
                right = endOfFirst[right] + 1;
                merged = true;
            }
        }

        return Math.Min(1, Math.Max(0, sum / weight));
    }

    private void Add(int first, int last, ref double weight, ref double sum)
    {
        weight += weightBefore[last + 1] - weightBefore[first];
        sum += eventsBefore[last + 1] - eventsBefore[first];
    }

    private double Rate(int first, int last) =>
        (eventsBefore[last + 1] - eventsBefore[first]) / (weightBefore[last + 1] - weightBefore[first]);
}
