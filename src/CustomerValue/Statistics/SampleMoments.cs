using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>What every comparison of means needs of a sample: size, mean, spread and skew. Small, and it merges.</summary>
/// <remarks>
/// Holds n, the mean and the *centered* sums of squares and cubes, never Σx²: balances of 10⁹ with a spread of 1 keep their variance,
/// and constant values have exactly none. Merging follows Chan, Golub and LeVeque (1979) and Pébay (2008); another order of merging
/// agrees to rounding. From a warehouse: <c>SELECT COUNT(x), AVG(x), VAR_SAMP(x) FROM … GROUP BY arm</c> and
/// <see cref="FromSummary(double, double, double)"/>; with the skewness <c>AVG(POWER(x − m, 3)) / POWER(VAR_POP(x), 1.5)</c> in a second pass over m, so that
/// comparisons can warn. <c>default</c> is the empty sample.
/// </remarks>
public readonly struct SampleMoments : IEquatable<SampleMoments>
{
    private readonly bool skewIsUnknown;

    internal SampleMoments(double count, double mean, double squares, double cubes, bool skewIsUnknown)
    {
        Count = count;
        Mean = mean;
        SumOfSquares = squares;
        SumOfCubes = cubes;
        this.skewIsUnknown = skewIsUnknown;
    }

    /// <summary>Number of observations, Σ of frequency weights.</summary>
    public double Count { get; }

    /// <summary>Arithmetic mean; 0 for the empty sample.</summary>
    public double Mean { get; }

    /// <summary>Σ w (x − mean)².</summary>
    public double SumOfSquares { get; }

    /// <summary>Variance with divisor n − 1; undefined below two observations.</summary>
    public Figure Variance => Count > 1 ? Figure.Of(SumOfSquares / (Count - 1)) : Undefined;

    /// <summary>Square root of <see cref="Variance"/>.</summary>
    public Figure StandardDeviation => Count > 1 ? Figure.Of(Math.Sqrt(SumOfSquares / (Count - 1))) : Undefined;

    /// <summary>Standard deviation of the mean, √(variance / n).</summary>
    public Figure StandardError => Count > 1 ? Figure.Of(Math.Sqrt(SumOfSquares / (Count - 1) / Count)) : Undefined;

    /// <summary>Third central moment over the cube of the standard deviation (both with divisor n); undefined when unknown to the summary.</summary>
    public Figure Skewness =>
        Count <= 1 || skewIsUnknown ? Undefined
        : SumOfSquares <= 0 ? Figure.Undefined(UndefinedReason.ZeroVariance)
        : Figure.Of(Math.Sqrt(Count) * (SumOfCubes / SumOfSquares / Math.Sqrt(SumOfSquares)));

    internal double SumOfCubes { get; }

    /// <summary>What <see cref="Mean"/> lost to rounding: the mean is the sum of both, so that means of 10⁹ keep their difference.</summary>
    internal double MeanTail { get; init; }

    private Figure Undefined => Figure.Undefined(Count > 0 ? UndefinedReason.TooFewObservations : UndefinedReason.NoObservations);

    /// <summary>The moments of a sample, in one pass of two cache-resident steps: mean, then centered sums.</summary>
    /// <param name="values">One finite value a row; may be empty.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite, or the spread overflows or underflows a double.</exception>
    public static SampleMoments FromSample(ReadOnlySpan<double> values) => MomentKernel.Sum(values);

    /// <summary>The moments of a sample in which row i stands for <paramref name="weights"/>[i] equal rows.</summary>
    /// <param name="values">One finite value a row.</param>
    /// <param name="weights">Frequency weight a row, finite and ≥ 0; as long as <paramref name="values"/>.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value or weight is out of its range, or the spread overflows or underflows a double.</exception>
    public static SampleMoments FromSample(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        Guard.SameLength(weights.Length, values.Length, nameof(weights));
        return MomentKernel.Sum(values, weights);
    }

    /// <summary>The moments that a database has computed: <c>COUNT(x), AVG(x), VAR_SAMP(x)</c>.</summary>
    /// <param name="count">n, finite and ≥ 0.</param>
    /// <param name="mean">Mean, finite.</param>
    /// <param name="variance">Variance with divisor n − 1, finite and ≥ 0; not read when n ≤ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static SampleMoments FromSummary(double count, double mean, double variance)
    {
        Guard.NonNegative(count);
        Guard.Finite(mean);
        return count == 0 ? default : new SampleMoments(count, mean, count > 1 ? Guard.NonNegative(variance) * (count - 1) : 0, 0, count > 1);
    }

    /// <summary>The same with the skewness, so that comparisons can warn of skew.</summary>
    /// <param name="count">n, finite and ≥ 0.</param>
    /// <param name="mean">Mean, finite.</param>
    /// <param name="variance">Variance with divisor n − 1, finite and ≥ 0; not read when n ≤ 1.</param>
    /// <param name="skewness">Third central moment over the cube of the standard deviation, both with divisor n, finite; in SQL from <c>AVG(POWER(x − m, 3))</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static SampleMoments FromSummary(double count, double mean, double variance, double skewness)
    {
        Guard.Finite(skewness);
        var moments = FromSummary(count, mean, variance);
        return count <= 1
            ? moments
            : new SampleMoments(count, mean, moments.SumOfSquares, skewness * moments.SumOfSquares * Math.Sqrt(moments.SumOfSquares / count), false);
    }

    /// <summary>The sample with one more observation (Welford's update): for streams.</summary>
    /// <param name="value">A finite value.</param>
    /// <param name="weight">Frequency weight, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public SampleMoments Add(double value, double weight = 1)
    {
        Guard.Finite(value);
        Guard.NonNegative(weight);
        return weight == 0 ? this : MomentKernel.Merge(this, new SampleMoments(weight, value, 0, 0, false));
    }

    /// <summary>The moments of both samples together.</summary>
    /// <param name="other">A sample that shares no row with this one.</param>
    public SampleMoments Merge(SampleMoments other) => MomentKernel.Merge(this, other);

    /// <summary>The moments of the sample with every value multiplied: another currency or unit.</summary>
    /// <param name="factor">Finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is not finite.</exception>
    public SampleMoments Scale(double factor)
    {
        Guard.Finite(factor);
        return new(Count, Mean * factor, SumOfSquares * factor * factor, SumOfCubes * factor * factor * factor, skewIsUnknown) { MeanTail = MeanTail * factor };
    }

    /// <summary>The first mean minus the second.</summary>
    internal static double Difference(SampleMoments first, SampleMoments second) => first.Mean - second.Mean + (first.MeanTail - second.MeanTail);

    internal bool SkewIsUnknown => skewIsUnknown;

    /// <inheritdoc/>
    public bool Equals(SampleMoments other) =>
        Count.Equals(other.Count) && Mean.Equals(other.Mean) && SumOfSquares.Equals(other.SumOfSquares) && SumOfCubes.Equals(other.SumOfCubes) && skewIsUnknown == other.skewIsUnknown;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SampleMoments other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Mean, SumOfSquares);

    /// <summary>The moments as <c>n …, mean …, sd …</c>, in invariant text.</summary>
    public override string ToString() => $"n {Guard.Text(Count)}, mean {Guard.Text(Mean)}, sd {StandardDeviation}";

    /// <summary>The moments of both samples together.</summary>
    public static SampleMoments operator +(SampleMoments left, SampleMoments right) => MomentKernel.Merge(left, right);

    /// <summary>True when all moments are equal.</summary>
    public static bool operator ==(SampleMoments left, SampleMoments right) => left.Equals(right);

    /// <summary>True when one differs.</summary>
    public static bool operator !=(SampleMoments left, SampleMoments right) => !left.Equals(right);
}
