using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Holds values between two thresholds (winsorizing), so that a few very large or very negative balances do not decide a comparison.</summary>
/// <remarks>
/// The same thresholds serve every arm: one cap an arm would cut the effect itself. Percentiles are taken of all arms together, by linear interpolation (type 7 of Hyndman and
/// Fan 1996). What is compared afterwards is the mean of capped values, a smaller question than the mean: the result's method says so. The usual error treats
/// the thresholds as given. From a warehouse: <c>SELECT PERCENTILE_CONT(0.99) WITHIN GROUP (ORDER BY x) FROM …</c> over all arms and <see cref="At"/>; then
/// <c>SELECT COUNT(x), AVG(c), VAR_SAMP(c) FROM (SELECT arm, x, LEAST(GREATEST(x, low), high) AS c FROM …) GROUP BY arm</c>. Immutable and thread-safe.
/// </remarks>
public sealed class ValueCap
{
    private ValueCap(double low, double high)
    {
        Low = low;
        High = high;
    }

    /// <summary>Values below are raised to this; −∞ for none.</summary>
    public double Low { get; }

    /// <summary>Values above are lowered to this; +∞ for none.</summary>
    public double High { get; }

    /// <summary>Thresholds known beforehand, such as a limit of the business.</summary>
    /// <param name="low">Not NaN; −∞ for none.</param>
    /// <param name="high">Not NaN, ≥ <paramref name="low"/>; +∞ for none.</param>
    /// <exception cref="ArgumentException">The thresholds are out of order, or leave no finite value.</exception>
    public static ValueCap At(double low, double high) => low <= high && low < double.PositiveInfinity && high > double.NegativeInfinity
        ? new ValueCap(low, high)
        : throw new ArgumentException($"The thresholds are {Guard.Text(low)} and {Guard.Text(high)}; the lower one comes first, and a finite value fits between.", nameof(low));

    /// <summary>Thresholds at percentiles of both arms together.</summary>
    /// <param name="treatment">One finite value a row.</param>
    /// <param name="control">One finite value a row; may be empty, as may be the other, but not both.</param>
    /// <param name="lower">Share at which the lower tail is held, 0 to 1; 0 leaves it.</param>
    /// <param name="upper">Share at which the upper tail is held, 0 to 1, ≥ <paramref name="lower"/>; 1 leaves it.</param>
    /// <exception cref="ArgumentException">There are no values, one is NaN or infinite, or a share is out of its range.</exception>
    public static ValueCap AtPercentiles(ReadOnlySpan<double> treatment, ReadOnlySpan<double> control, double lower = 0, double upper = 0.99)
    {
        Guard.Unit(lower);
        Guard.Unit(upper);
        Guard.AllFinite(treatment, nameof(treatment));
        Guard.AllFinite(control, nameof(control));
        if (lower > upper)
        {
            throw new ArgumentException($"lower is {Guard.Text(lower)} and upper {Guard.Text(upper)}; the lower share comes first.", nameof(lower));
        }

        if (treatment.Length + control.Length == 0)
        {
            throw new ArgumentException("treatment and control are empty; percentiles need values.", nameof(treatment));
        }

        var all = new double[treatment.Length + control.Length];
        treatment.CopyTo(all);
        control.CopyTo(all.AsSpan(treatment.Length));
        var last = all.Length - 1;
        int a = (int)(lower * last), b = (int)(upper * last);
        var ranks = new SortedSet<int> { a, Math.Min(last, a + 1), b, Math.Min(last, b + 1) };
        OrderStatistics.Select(all, [.. ranks]);
        double low = SampleQuantile.OfSorted(all, lower, QuantileType.Linear), high = SampleQuantile.OfSorted(all, upper, QuantileType.Linear);
        return new ValueCap(lower == 0 ? double.NegativeInfinity : low, upper == 1 ? double.PositiveInfinity : Math.Max(low, high));
    }

    /// <summary>The value held between the thresholds.</summary>
    /// <param name="value">Any number.</param>
    public double Apply(double value) => value < Low ? Low : value > High ? High : value;

    /// <summary>The values held between the thresholds.</summary>
    /// <param name="values">One value a row.</param>
    /// <param name="destination">Receives as many values; may be the same span.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void Apply(ReadOnlySpan<double> values, Span<double> destination)
    {
        Guard.LongEnough(destination.Length, values.Length, nameof(destination));
        for (var row = 0; row < values.Length; row++)
        {
            destination[row] = Apply(values[row]);
        }
    }

    /// <summary>The moments of the values held between the thresholds.</summary>
    /// <param name="values">One finite value a row.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public SampleMoments Moments(ReadOnlySpan<double> values)
    {
        Guard.AllFinite(values, nameof(values));
        var held = new double[values.Length];
        Apply(values, held);
        return SampleMoments.FromSample(held);
    }

    /// <summary>Compares the values of two arms, both held between the thresholds; the result's method names them.</summary>
    /// <remarks>
    /// One way for every comparison of means: <c>cap.Compare(treated, control, MeanTest.Welch)</c>, and so <c>MeanTest.Z</c>, <c>Pooled</c>, <c>Paired</c>, <c>RelativeLift.Fieller</c>, <c>Delta</c>, <c>Log</c>.
    /// What needs more columns takes them along: <c>(t, c, level) => Cuped.Compare(t, before1, c, before0).Comparison</c>, or a ratio by its denominators.
    /// Where rows are not apart by arm (regression), <see cref="Apply(ReadOnlySpan{double}, Span{double})"/> and <see cref="Name"/>.
    /// </remarks>
    /// <param name="treatment">One finite value a row.</param>
    /// <param name="control">One finite value a row.</param>
    /// <param name="comparison">The comparison, given the capped values.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1; passed on.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite, or the level is not between 0 and 1.</exception>
    public ArmComparison Compare(ReadOnlySpan<double> treatment, ReadOnlySpan<double> control, SampleComparison comparison, double level = 0.95)
    {
        Guard.NotNull(comparison);
        Guard.OpenUnit(level);
        Guard.AllFinite(treatment, nameof(treatment));
        Guard.AllFinite(control, nameof(control));
        double[] first = new double[treatment.Length], second = new double[control.Length];
        Apply(treatment, first);
        Apply(control, second);
        return Name(comparison(first, second, level));
    }

    /// <summary>Compares two arms by moments of values that were held between the thresholds, here (<see cref="Moments"/>) or in a warehouse; the result's method names them.</summary>
    /// <param name="treatment">Moments of the treatment arm's capped values.</param>
    /// <param name="control">Moments of the control arm's capped values.</param>
    /// <param name="comparison">The comparison, such as <c>MeanTest.Welch</c>.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1; passed on.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public ArmComparison Compare(SampleMoments treatment, SampleMoments control, SummaryComparison comparison, double level = 0.95)
    {
        Guard.NotNull(comparison);
        return Name(comparison(treatment, control, Guard.OpenUnit(level)));
    }

    /// <summary>A comparison of values that were held between the thresholds, with the thresholds in its method.</summary>
    /// <param name="comparison">Of capped columns: an adjusted, clustered or ratio comparison.</param>
    public ArmComparison Name(ArmComparison comparison) => Guard.NotNull(comparison).Named($"{comparison.Method} of values {this}");

    /// <summary>How many values lie beyond the thresholds.</summary>
    /// <param name="values">One value a row.</param>
    public int CountBeyond(ReadOnlySpan<double> values)
    {
        var count = 0;
        foreach (var value in values)
        {
            count += value < Low || value > High ? 1 : 0;
        }

        return count;
    }

    /// <summary>Such as <c>capped to [0, 9650]</c>, in invariant text.</summary>
    public override string ToString() => $"capped to [{Guard.Text(Low)}, {Guard.Text(High)}]";
}
