using CustomerValue.Evaluation;
using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>The rising curve closest to the outcomes, by least squares: pooled rates, straight lines between their ends.</summary>
/// <remarks>
/// Assumes nothing but that a higher score means at least as likely. Customers with equal scores count as one block; outside the fitted
/// scores the curve is flat. It makes ties, so ranks change a little, and gives 0 and 1 at the ends: check the log-loss. Source: Ayer, M. and
/// others (1955), Annals of Mathematical Statistics 26, 641–647 (pool adjacent violators); Zadrozny, B. and Elkan, C. (2002), Proceedings of
/// KDD, 694–699. Exact in one pass; no standard errors. Immutable and thread-safe.
/// </remarks>
public sealed class IsotonicCalibrator : Calibrator
{
    private const string Name = "Isotonic calibration";

    private readonly double[] scores;
    private readonly double[] probabilities;

    private IsotonicCalibrator(double[] scores, double[] probabilities, FitReport report)
        : base(report)
    {
        this.scores = scores;
        this.probabilities = probabilities;
    }

    /// <summary>The scores at which the curve bends, ascending.</summary>
    public ReadOnlySpan<double> Scores => scores;

    /// <summary>The probability at each of <see cref="Scores"/>, not falling.</summary>
    public ReadOnlySpan<double> Probabilities => probabilities;

    /// <summary>Fits the curve.</summary>
    /// <param name="scores">One score per customer, from a scorer that has not seen him.</param>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, or the outcomes are of one class.</exception>
    public static IsotonicCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes, ReadOnlySpan<double> weights = default) =>
        Fit(scores, ScoredSample.Numbers(outcomes), weights);

    /// <summary>Fits the curve.</summary>
    /// <param name="scores">One score per customer, from a scorer that has not seen him.</param>
    /// <param name="outcomes">One outcome per customer, 0 to 1.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, or the outcomes are of one class.</exception>
    public static IsotonicCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights = default)
    {
        var sample = CalibrationSample.Of(scores, outcomes, weights);
        var (x, w, e) = sample.Blocks();

        // Pool adjacent violators: a stack of blocks whose rates rise.
        var (start, weight, events) = (new int[x.Length], new double[x.Length], new double[x.Length]);
        var top = -1;
        for (var k = 0; k < x.Length; k++)
        {
            top++;
            (start[top], weight[top], events[top]) = (k, w[k], e[k]);
            while (top > 0 && events[top - 1] / weight[top - 1] >= events[top] / weight[top])
            {
                weight[top - 1] += weight[top];
                events[top - 1] += events[top];
                top--;
            }
        }

        var (knots, rates) = (new List<double>(), new List<double>());
        var likelihood = 0.0;
        for (var b = 0; b <= top; b++)
        {
            var (first, last) = (start[b], b == top ? x.Length - 1 : start[b + 1] - 1);
            var rate = Math.Min(1, events[b] / weight[b]);
            likelihood += weight[b] * (Entropy(rate) + Entropy(1 - rate));
            knots.Add(x[first]);
            rates.Add(rate);
            if (last > first)
            {
                knots.Add(x[last]);
                rates.Add(rate);
            }
        }

        // Pooled rates maximize the likelihood of the outcomes too.
        var report = new FitReport(Name, StopReason.Converged, 1, likelihood, 0, sample.Events + sample.Others);
        return new IsotonicCalibrator([.. knots], [.. rates], report);
    }

    /// <summary>The curve through the given points.</summary>
    /// <param name="scores">Finite and rising, at least one.</param>
    /// <param name="probabilities">One per score, 0 to 1, not falling.</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no point, or the points do not rise.</exception>
    public static IsotonicCalibrator FromParameters(ReadOnlySpan<double> scores, ReadOnlySpan<double> probabilities)
    {
        Guard.AtLeast(scores.Length, 1, nameof(scores));
        Guard.SameLength(probabilities.Length, scores.Length, nameof(probabilities));
        Guard.AllFinite(scores, nameof(scores));
        for (var i = 0; i < scores.Length; i++)
        {
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1))
            {
                throw Guard.BrokenRow(nameof(probabilities), i, "0 ≤ probability ≤ 1", Guard.Text(probabilities[i]));
            }

            if (i > 0 && !(scores[i] > scores[i - 1] && probabilities[i] >= probabilities[i - 1]))
            {
                throw Guard.BrokenRow(nameof(scores), i, "rising scores with probabilities that do not fall", $"{Guard.Text(scores[i])}, {Guard.Text(probabilities[i])}");
            }
        }

        return new IsotonicCalibrator(scores.ToArray(), probabilities.ToArray(), new FitReport(Name, StopReason.NotFitted, 0, 0, 0, 0));
    }

    /// <inheritdoc/>
    public override double Calibrate(double score)
    {
        if (!double.IsFinite(score))
        {
            throw Refused(score, "finite");
        }

        var place = Array.BinarySearch(scores, score);
        if (place >= 0)
        {
            return probabilities[place];
        }

        var right = ~place;
        if (right == 0 || right == scores.Length)
        {
            return probabilities[right == 0 ? 0 : right - 1];
        }

        var (low, high) = (probabilities[right - 1], probabilities[right]);
        return low == high ? low : low + (high - low) * ((score - scores[right - 1]) / (scores[right] - scores[right - 1]));
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"{Name}: {Guard.Text(scores.Length)} points";

    private static double Entropy(double rate) => rate > 0 ? rate * Elementary.Log(rate) : 0;
}
