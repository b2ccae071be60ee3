using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Compares two means: from samples, or from the moments a warehouse has computed.</summary>
/// <remarks>
/// Welch is the one to use (Welch 1947; its degrees of freedom after Satterthwaite 1946); the pooled test assumes equal variances, the z test large
/// samples. All assume independent rows: where a household has several, use clustered figures. Conditional on the arms' sizes, divisor
/// n − 1. From a warehouse: <c>SELECT COUNT(x), AVG(x), VAR_SAMP(x) FROM … GROUP BY arm</c>. Skewed balances in arms of unequal size make one tail of every such test too heavy: the result warns where the data show it.
/// </remarks>
public static class MeanTest
{
    /// <summary>Skewness of a difference above which one tail's error of 2.5 % is off by more than 1.25 %.</summary>
    internal const double SkewLimit = 0.15;

    /// <summary>Welch's t: unequal variances, unequal sizes. The default of this library.</summary>
    /// <param name="treatment">Moments of the treatment arm.</param>
    /// <param name="control">Moments of the control arm.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Welch(SampleMoments treatment, SampleMoments control, double level = 0.95)
    {
        Guard.OpenUnit(level);
        const string Method = "Welch t";
        if (!HaveVariances(treatment, control))
        {
            return Untested(Method, treatment, control, level);
        }

        double v1 = treatment.StandardError.Value, v0 = control.StandardError.Value;
        v1 *= v1;
        v0 *= v0;
        var v = v1 + v0;

        // Shares, not squares of squares: no underflow for small units. An arm without variation takes no part.
        double s1 = v > 0 ? v1 / v : 0, s0 = v > 0 ? v0 / v : 0;
        var df = 1 / (s1 * s1 / (treatment.Count - 1) + s0 * s0 / (control.Count - 1));
        return Compare(Method, treatment, control, Math.Sqrt(v), df, level);
    }

    /// <summary>Welch's t from two samples.</summary>
    /// <param name="treatment">One finite value a row.</param>
    /// <param name="control">One finite value a row.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite, or the level is not between 0 and 1.</exception>
    public static ArmComparison Welch(ReadOnlySpan<double> treatment, ReadOnlySpan<double> control, double level = 0.95) =>
        Welch(SampleMoments.FromSample(treatment), SampleMoments.FromSample(control), level);

    /// <summary>Student's t with one variance for both arms.</summary>
    /// <param name="treatment">Moments of the treatment arm.</param>
    /// <param name="control">Moments of the control arm.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Pooled(SampleMoments treatment, SampleMoments control, double level = 0.95)
    {
        Guard.OpenUnit(level);
        var df = treatment.Count + control.Count - 2;
        if (treatment.Count == 0 || control.Count == 0 || df <= 0)
        {
            return Untested("pooled t", treatment, control, level);
        }

        var pooled = (treatment.SumOfSquares + control.SumOfSquares) / df;
        return Compare("pooled t", treatment, control, Math.Sqrt(pooled * (1 / treatment.Count + 1 / control.Count)), df, level);
    }

    /// <summary>Student's t from two samples.</summary>
    /// <param name="treatment">One finite value a row.</param>
    /// <param name="control">One finite value a row.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite, or the level is not between 0 and 1.</exception>
    public static ArmComparison Pooled(ReadOnlySpan<double> treatment, ReadOnlySpan<double> control, double level = 0.95) =>
        Pooled(SampleMoments.FromSample(treatment), SampleMoments.FromSample(control), level);

    /// <summary>The unpooled z test: Welch's error against the normal curve.</summary>
    /// <param name="treatment">Moments of the treatment arm.</param>
    /// <param name="control">Moments of the control arm.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Z(SampleMoments treatment, SampleMoments control, double level = 0.95)
    {
        Guard.OpenUnit(level);
        if (!HaveVariances(treatment, control))
        {
            return Untested("z", treatment, control, level);
        }

        double e1 = treatment.StandardError.Value, e0 = control.StandardError.Value;
        return Compare("z", treatment, control, Math.Sqrt(e1 * e1 + e0 * e0), double.PositiveInfinity, level);
    }

    /// <summary>The unpooled z test from two samples.</summary>
    /// <param name="treatment">One finite value a row.</param>
    /// <param name="control">One finite value a row.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite, or the level is not between 0 and 1.</exception>
    public static ArmComparison Z(ReadOnlySpan<double> treatment, ReadOnlySpan<double> control, double level = 0.95) =>
        Z(SampleMoments.FromSample(treatment), SampleMoments.FromSample(control), level);

    /// <summary>The paired t test: after minus before of the same units, or treated minus control within pairs.</summary>
    /// <remarks>As in every comparison of spans, what is called treatment comes first: after, then before. Moments keep the order of time, before as metric 0, as those of <see cref="GrowthOfAverage"/>.</remarks>
    /// <param name="after">One finite value a unit.</param>
    /// <param name="before">One finite value a unit, in the same order.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is NaN or infinite, or the level is not between 0 and 1.</exception>
    public static ArmComparison Paired(ReadOnlySpan<double> after, ReadOnlySpan<double> before, double level = 0.95)
    {
        Guard.SameLength(before.Length, after.Length, nameof(before));
        Guard.OpenUnit(level);
        Guard.AllFinite(after, nameof(after));
        Guard.AllFinite(before, nameof(before));
        var differences = new double[after.Length];
        for (var row = 0; row < differences.Length; row++)
        {
            differences[row] = after[row] - before[row];
        }

        return Paired(SampleMoments.FromSample(differences), MeanOf(SampleMoments.FromSample(after)), MeanOf(SampleMoments.FromSample(before)), level);
    }

    /// <summary>The paired t test from the moments of the differences.</summary>
    /// <param name="differences">Moments of after minus before, one difference a unit.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Paired(SampleMoments differences, double level = 0.95) =>
        Paired(differences, Figure.Undefined(UndefinedReason.NoObservations), Figure.Undefined(UndefinedReason.NoObservations), Guard.OpenUnit(level));

    /// <summary>The paired t test from the joint moments of before (metric 0) and after (metric 1): the order of <see cref="GrowthOfAverage.FromMoments"/>, not that of the spans.</summary>
    /// <param name="moments">Moments of the two columns, one row a unit.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">There are not two metrics, or the level is not between 0 and 1.</exception>
    public static ArmComparison Paired(MomentMatrix moments, double level = 0.95)
    {
        Guard.SameLength(Guard.NotNull(moments).Size, 2, nameof(moments));
        Guard.OpenUnit(level);
        double n = moments.Count, variance = n > 1 ? moments.Covariance(0, 0).Value - 2 * moments.Covariance(0, 1).Value + moments.Covariance(1, 1).Value : 0;
        return Paired(SampleMoments.FromSummary(n, SampleMoments.Difference(moments.Of(1), moments.Of(0)), Math.Max(0, variance)), MeanOf(moments.Of(1)), MeanOf(moments.Of(0)), level);
    }

    private static ArmComparison Paired(SampleMoments differences, Figure after, Figure before, double level)
    {
        var estimate = MeanOf(differences);
        var error = differences.Count > 0 ? differences.StandardError : Figure.Undefined(UndefinedReason.EmptyArm);
        return new ArmComparison("paired t", after, before, estimate, error, differences.Count - 1, level, null, SkewOfDifferences(differences));
    }

    /// <summary>A difference of means whose variance was estimated from more arms than these two.</summary>
    internal static ArmComparison WithVariance(string method, SampleMoments treatment, SampleMoments control, Figure variance, double df, double level) =>
        treatment.Count == 0 || control.Count == 0 || !variance.IsDefined
            ? Untested(method, treatment, control, level)
            : Compare(method, treatment, control, Math.Sqrt(variance.Value * (1 / treatment.Count + 1 / control.Count)), df, level);

    private static bool HaveVariances(SampleMoments treatment, SampleMoments control) => treatment.Count > 1 && control.Count > 1;

    private static Figure MeanOf(SampleMoments sample) => sample.Count > 0 ? Figure.Of(sample.Mean) : Figure.Undefined(UndefinedReason.EmptyArm);

    private static ArmComparison Untested(string method, SampleMoments treatment, SampleMoments control, double level)
    {
        var isEmpty = treatment.Count == 0 || control.Count == 0;
        var estimate = isEmpty ? Figure.Undefined(UndefinedReason.EmptyArm) : Figure.Of(SampleMoments.Difference(treatment, control));
        var error = Figure.Undefined(isEmpty ? UndefinedReason.EmptyArm : UndefinedReason.TooFewObservations);
        return new ArmComparison(method, MeanOf(treatment), MeanOf(control), estimate, error, double.NaN, level);
    }

    private static ArmComparison Compare(string method, SampleMoments treatment, SampleMoments control, double error, double df, double level) =>
        new(method, Figure.Of(treatment.Mean), Figure.Of(control.Mean), Figure.Of(SampleMoments.Difference(treatment, control)), Figure.Of(error), df, level, null, SkewWarning(treatment, control));

    /// <summary>The same first Edgeworth term for one sample: the skewness of its mean is γ / √n.</summary>
    private static ComparisonWarning[] SkewOfDifferences(SampleMoments differences) =>
        differences.Skewness is { IsDefined: true } skewness && Math.Abs(skewness.Value) / Math.Sqrt(differences.Count) > SkewLimit ? [ComparisonWarning.SkewedDifferences] : [];

    /// <summary>Skewness g of the difference of means; the first Edgeworth term puts a tail's error off by g (2z² + 1) φ(z) / 6, at z = 1.96 by .0845 g.</summary>
    internal static IEnumerable<ComparisonWarning> SkewWarning(SampleMoments treatment, SampleMoments control)
    {
        if (treatment.SkewIsUnknown || control.SkewIsUnknown)
        {
            return [];
        }

        double n1 = treatment.Count, n0 = control.Count;
        var variance = treatment.SumOfSquares / n1 / n1 + control.SumOfSquares / n0 / n0;
        if (variance <= 0)
        {
            return [];
        }

        var third = treatment.SumOfCubes / n1 / n1 / n1 - control.SumOfCubes / n0 / n0 / n0;

        // Were the arms alike: a small arm that misses the large values looks harmless by itself, and is what errs.
        var sharedVariance = (treatment.SumOfSquares + control.SumOfSquares) / (n1 + n0) * (1 / n1 + 1 / n0);
        var sharedThird = (treatment.SumOfCubes + control.SumOfCubes) / (n1 + n0) * (1 / n1 / n1 - 1 / n0 / n0);
        return Math.Max(Math.Abs(third / variance / Math.Sqrt(variance)), Math.Abs(sharedThird / sharedVariance / Math.Sqrt(sharedVariance))) > SkewLimit
            ? [ComparisonWarning.SkewTimesImbalance]
            : [];
    }
}
