using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>A ratio of two means over the same customers: cost per contact, balance per product. Delta-method error.</summary>
/// <remarks>
/// The ratio of sums, not the mean of ratios. Variance (sₙ² − 2R c + R² s_d²) / (n m_d²), divisors n − 1; normal reference, conditional on n. A
/// customer's numerator and denominator depend on each other, and that is counted. From a warehouse: <c>SELECT COUNT(*), AVG(x), AVG(d), VAR_SAMP(x),
/// COVAR_SAMP(x, d), VAR_SAMP(d) FROM … GROUP BY arm</c> and <see cref="FromMoments"/>. Immutable and thread-safe.
/// </remarks>
public sealed class RatioEstimate
{
    private RatioEstimate(double count, double numerator, double denominator, Figure ratio, Figure error, double level)
    {
        Count = count;
        MeanNumerator = numerator;
        MeanDenominator = denominator;
        Ratio = ratio;
        StandardError = error;
        var half = error.IsDefined ? (error.Value == 0 ? 0 : new ReferenceCurve(double.PositiveInfinity).Critical(level) * error.Value) : double.PositiveInfinity;
        var center = ratio.IsDefined ? ratio.Value : 0;
        Interval = new ConfidenceInterval(center - half, center + half, level, "delta method, normal");
    }

    /// <summary>Customers.</summary>
    public double Count { get; }

    /// <summary>Mean of the numerator.</summary>
    public double MeanNumerator { get; }

    /// <summary>Mean of the denominator.</summary>
    public double MeanDenominator { get; }

    /// <summary>Mean numerator over mean denominator; undefined when the denominator's mean is zero.</summary>
    public Figure Ratio { get; }

    /// <summary>Standard error of the ratio.</summary>
    public Figure StandardError { get; }

    /// <summary>Interval of the ratio; the whole line when no error can be given.</summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>Variance that one customer adds, n × error²: what a sample size for a ratio is computed with.</summary>
    public Figure UnitVariance => StandardError.IsDefined ? Figure.Of(StandardError.Value * StandardError.Value * Count) : StandardError;

    /// <summary>The ratio of two columns.</summary>
    /// <param name="numerator">One finite value a customer.</param>
    /// <param name="denominator">One finite value a customer, in the same order.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is NaN or infinite, or the level is not between 0 and 1.</exception>
    public static RatioEstimate Of(ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator, double level = 0.95) =>
        FromMoments(MomentMatrix.FromPairs(numerator, denominator), level);

    /// <summary>The ratio from moments: metric 0 over metric 1.</summary>
    /// <param name="moments">Moments of numerator and denominator.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException">There are not two metrics, or the level is not between 0 and 1.</exception>
    public static RatioEstimate FromMoments(MomentMatrix moments, double level = 0.95)
    {
        Guard.SameLength(Guard.NotNull(moments).Size, 2, nameof(moments));
        Guard.OpenUnit(level);
        double n = moments.Count, top = moments.Means[0], bottom = moments.Means[1];
        if (n == 0 || bottom == 0)
        {
            var why = Figure.Undefined(n == 0 ? UndefinedReason.EmptyArm : UndefinedReason.ZeroBase);
            return new RatioEstimate(n, top, bottom, why, why, level);
        }

        var ratio = top / bottom;
        var error = Figure.Undefined(UndefinedReason.TooFewObservations);
        if (n > 1)
        {
            var variance = moments.Covariance(0, 0).Value - 2 * ratio * moments.Covariance(0, 1).Value + ratio * ratio * moments.Covariance(1, 1).Value;
            error = Figure.Of(Math.Sqrt(Math.Max(0, variance) / n) / Math.Abs(bottom));
        }

        return new RatioEstimate(n, top, bottom, Figure.Of(ratio), error, level);
    }

    /// <summary>Treatment's ratio minus control's.</summary>
    /// <param name="treatment">The treatment arm.</param>
    /// <param name="control">The control arm.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Compare(RatioEstimate treatment, RatioEstimate control, double level = 0.95) =>
        Independent.Difference(
            "ratio z", Guard.NotNull(treatment).Ratio, treatment.StandardError, Guard.NotNull(control).Ratio, control.StandardError, double.PositiveInfinity, Guard.OpenUnit(level), []);

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"ratio: {Ratio}, se {StandardError}, {Interval}";
}
