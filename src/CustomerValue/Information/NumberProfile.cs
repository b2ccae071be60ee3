using CustomerValue.Numerics;

namespace CustomerValue.Information;

/// <summary>What a column of numbers looks like before it is transformed: location, spread, shape, outliers.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class NumberProfile
{
    private NumberProfile(double[] sorted, long missing)
    {
        Missing = missing;
        Count = sorted.Length;
        if (sorted.Length == 0)
        {
            Mean = StandardDeviation = Median = MedianAbsoluteDeviation = LowerQuartile = UpperQuartile = Skewness = ExcessKurtosis =
                Figure.Undefined(UndefinedReason.NoObservations);
            return;
        }

        var mean = EncoderFit.Mean(sorted);
        var median = EncoderFit.Median(sorted);
        var deviation = EncoderFit.Deviation(sorted, mean, sorted.Length);
        Mean = Figure.Of(mean);
        Median = Figure.Of(median);
        StandardDeviation = sorted.Length < 2
            ? Figure.Undefined(UndefinedReason.TooFewObservations)
            : Figure.Of(EncoderFit.Deviation(sorted, mean, sorted.Length - 1));
        MedianAbsoluteDeviation = Figure.Of(EncoderFit.Median(Array.ConvertAll(sorted, value => Math.Abs(value - median))));
        LowerQuartile = Figure.Of(SampleQuantile.OfSorted(sorted, 0.25, QuantileType.Linear));
        UpperQuartile = Figure.Of(SampleQuantile.OfSorted(sorted, 0.75, QuantileType.Linear));
        if (!(deviation > 0))
        {
            Skewness = ExcessKurtosis = Figure.Undefined(UndefinedReason.ZeroVariance);
            return;
        }

        CompensatedSum third = default, fourth = default;
        foreach (var value in sorted)
        {
            var z = (value - mean) / deviation;
            third.Add(z * z * z);
            fourth.Add(z * z * z * z);
        }

        Skewness = Figure.Of(third.Value / sorted.Length);
        ExcessKurtosis = Figure.Of(fourth.Value / sorted.Length - 3);
    }

    /// <summary>Values that are there.</summary>
    public long Count { get; }

    /// <summary>Values that are missing (NaN).</summary>
    public long Missing { get; }

    /// <summary>Arithmetic mean; undefined without values.</summary>
    public Figure Mean { get; }

    /// <summary>Standard deviation, divisor n − 1; undefined below two values.</summary>
    public Figure StandardDeviation { get; }

    /// <summary>Median, the mean of the middle two.</summary>
    public Figure Median { get; }

    /// <summary>Median of the distances from the median, not multiplied by anything.</summary>
    public Figure MedianAbsoluteDeviation { get; }

    /// <summary>Quantile 0.25 of type 7.</summary>
    public Figure LowerQuartile { get; }

    /// <summary>Quantile 0.75 of type 7.</summary>
    public Figure UpperQuartile { get; }

    /// <summary>Third standardized moment g₁ (divisor n); undefined for a constant column.</summary>
    public Figure Skewness { get; }

    /// <summary>Fourth standardized moment − 3, g₂ (divisor n); undefined for a constant column.</summary>
    public Figure ExcessKurtosis { get; }

    /// <summary>The profile of a column.</summary>
    /// <param name="values">Finite values, NaN where missing, such as <see cref="CustomerTable.Number"/> gives.</param>
    /// <exception cref="ArgumentException">A value is infinite; the message names the row.</exception>
    public static NumberProfile Of(ReadOnlySpan<double> values)
    {
        var present = new double[values.Length];
        var count = 0;
        for (var row = 0; row < values.Length; row++)
        {
            if (double.IsInfinity(values[row]))
            {
                throw Guard.BrokenRow(nameof(values), row, "finite or NaN", Guard.Text(values[row]));
            }

            if (!double.IsNaN(values[row]))
            {
                present[count++] = values[row];
            }
        }

        Array.Resize(ref present, count);
        Array.Sort(present);
        return new NumberProfile(present, values.Length - count);
    }

    /// <summary>True when the value is more than one and a half quartile distances outside of the quartiles (Tukey).</summary>
    /// <param name="value">A value; NaN is none.</param>
    public bool IsTukeyOutlier(double value)
    {
        var reach = 1.5 * (UpperQuartile.ValueOrNaN - LowerQuartile.ValueOrNaN);
        return value < LowerQuartile.ValueOrNaN - reach || value > UpperQuartile.ValueOrNaN + reach;
    }

    /// <summary>True when 0.6745 · |value − median| ÷ MAD exceeds 3.5 (Iglewicz and Hoaglin 1993); with a MAD of 0, never.</summary>
    /// <param name="value">A value; NaN is none.</param>
    public bool IsModifiedZOutlier(double value) =>
        MedianAbsoluteDeviation.ValueOrNaN > 0 && 0.6745 * Math.Abs(value - Median.ValueOrNaN) / MedianAbsoluteDeviation.ValueOrNaN > 3.5;
}
