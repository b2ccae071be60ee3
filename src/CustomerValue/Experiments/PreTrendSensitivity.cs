using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>How far the parallel-trends assumption of an event study may fail before its finding does.</summary>
/// <remarks>
/// The restrictions are those of Rambachan and Roth (2023), REStud 90. Relative magnitudes: whichever earlier step is the true largest, the effect lies between
/// two linear combinations of the estimates; the interval runs between their two-sided limits, united over the steps and their signs. It holds its level
/// whatever the trends are, and is wider than the hybrid intervals of R's HonestDiD. Smoothness: a fixed-length interval about a linear
/// extrapolation of the earlier slopes, its half the quantile of |N(bias / error, 1)| at the largest bias (Armstrong and Kolesár 2018, Econometrica 86), its slopes
/// weighted so as to make it shortest. Periods count as equally spaced. With finite degrees of freedom the quantiles are stretched as Student's is to the normal.
/// </remarks>
public static class PreTrendSensitivity
{
    /// <summary>The effect when no later step is larger than M̄ times the largest earlier one.</summary>
    /// <param name="study">The event study.</param>
    /// <param name="magnitude">M̄ ≥ 0: 0 is parallel trends, 1 "no worse than before".</param>
    /// <param name="weights">Which average of the later periods, one weight each, finite; empty for their mean.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the weights are not one per later period.</exception>
    public static PreTrendBound RelativeMagnitudes(EventStudy study, double magnitude, ReadOnlySpan<double> weights = default)
    {
        var path = new PreTrendPath(Guard.NotNull(study), weights);
        Guard.NonNegative(magnitude);
        const string Method = "relative magnitudes, united two-sided limits (conservative)";
        if (!path.CanBeChecked)
        {
            return Unknown(PreTrendRestriction.RelativeMagnitudes, magnitude, study.Level, Method);
        }

        var critical = new ReferenceCurve(study.ErrorDegreesOfFreedom).Critical(study.Level);
        double largest = 0, lower = double.PositiveInfinity, upper = double.NegativeInfinity;
        for (var s = 0; s < path.Slopes; s++)
        {
            var slope = path.Slope(s);
            largest = Math.Max(largest, Math.Abs(path.Value(slope)));
            for (var sign = -1; sign <= 1; sign += 2)
            {
                var (low, high) = (path.Combine(-sign * magnitude * path.StepWeight, slope), path.Combine(sign * magnitude * path.StepWeight, slope));
                var from = path.Value(low) - critical * path.Error(low);
                var to = path.Value(high) + critical * path.Error(high);
                if (from <= to)
                {
                    lower = Math.Min(lower, from);
                    upper = Math.Max(upper, to);
                }
            }
        }

        var center = path.Value(path.Effect);
        var room = magnitude * path.StepWeight * largest;
        return new PreTrendBound(
            PreTrendRestriction.RelativeMagnitudes, magnitude, Figure.Of(center - room), Figure.Of(center + room), new ConfidenceInterval(lower, upper, study.Level, Method));
    }

    /// <summary>The effect when the earlier drift goes on in a line that bends by at most M per period.</summary>
    /// <param name="study">The event study.</param>
    /// <param name="curvature">M ≥ 0, in units of the outcome: how much the step from period to period may change.</param>
    /// <param name="weights">Which average of the later periods, one weight each, finite; empty for their mean.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the weights are not one per later period.</exception>
    public static PreTrendBound Smoothness(EventStudy study, double curvature, ReadOnlySpan<double> weights = default)
    {
        var path = new PreTrendPath(Guard.NotNull(study), weights);
        Guard.NonNegative(curvature);
        const string Method = "smoothness, fixed length";
        if (!path.CanBeChecked)
        {
            return Unknown(PreTrendRestriction.Smoothness, curvature, study.Level, Method);
        }

        var stretch = new ReferenceCurve(study.ErrorDegreesOfFreedom).Critical(study.Level) / new ReferenceCurve(double.PositiveInfinity).Critical(study.Level);
        var shortest = new FixedLength(path, curvature, study.Level);
        var line = path.Extrapolate(shortest.Bends);
        var half = stretch * shortest.HalfLength;
        var center = path.Value(line);
        var last = path.Value(path.Extrapolate(new double[path.Slopes - 1]));
        var room = curvature * path.BendWeight;
        return new PreTrendBound(
            PreTrendRestriction.Smoothness, curvature, Figure.Of(last - room), Figure.Of(last + room), new ConfidenceInterval(center - half, center + half, study.Level, Method));
    }

    /// <summary>The largest M̄ at which the interval of <see cref="RelativeMagnitudes"/> still excludes zero: how bad drift must be to explain the finding away.</summary>
    /// <param name="study">The event study.</param>
    /// <param name="weights">Which average of the later periods, one weight each, finite; empty for their mean.</param>
    /// <returns>Undefined when nothing can be checked or zero is inside already at M̄ = 0 (<see cref="UndefinedReason.NoneEligible"/>), or when no M̄ up to 10⁶ reaches zero (<see cref="UndefinedReason.Infinite"/>).</returns>
    /// <exception cref="ArgumentException">The weights are not one per later period.</exception>
    public static Figure BreakdownMagnitude(EventStudy study, ReadOnlySpan<double> weights = default)
    {
        var start = RelativeMagnitudes(study, 0, weights);
        if (!start.CanBeChecked)
        {
            return start.Lower;
        }

        if (!start.ExcludesZero)
        {
            return Figure.Undefined(UndefinedReason.NoneEligible);
        }

        double low = 0, high = 1;
        while (RelativeMagnitudes(study, high, weights).ExcludesZero)
        {
            low = high;
            high *= 2;
            if (high > 1e6)
            {
                return Figure.Undefined(UndefinedReason.Infinite);
            }
        }

        for (var i = 0; i < 60 && high - low > 1e-12 * high; i++)
        {
            var middle = 0.5 * (low + high);
            if (RelativeMagnitudes(study, middle, weights).ExcludesZero)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return Figure.Of(low);
    }

    private static PreTrendBound Unknown(PreTrendRestriction restriction, double magnitude, double level, string method)
    {
        var none = Figure.Undefined(UndefinedReason.TooFewObservations);
        return new PreTrendBound(restriction, magnitude, none, none, new ConfidenceInterval(double.NegativeInfinity, double.PositiveInfinity, level, method));
    }
}
