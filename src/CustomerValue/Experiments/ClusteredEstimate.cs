using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>A figure of one group with its household-clustered error and interval.</summary>
/// <remarks>Undefined with a reason for an empty group or a base of zero. Immutable and thread-safe.</remarks>
public sealed class ClusteredEstimate
{
    private ClusteredEstimate(Figure value, Figure error, int clusters, ConfidenceInterval interval)
    {
        Value = value;
        StandardError = error;
        Clusters = clusters;
        Interval = interval;
    }

    /// <summary>The figure.</summary>
    public Figure Value { get; }

    /// <summary>Standard error, clustered by household with factor G / (G − 1).</summary>
    public Figure StandardError { get; }

    /// <summary>Households that speak to the figure.</summary>
    public int Clusters { get; }

    /// <summary>Interval of the figure; the whole line (for a rate 0 to 1) when no error can be given.</summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Value}, se {StandardError}, {Interval}";

    /// <summary>Value ± critical × error.</summary>
    internal static ClusteredEstimate OfMean(Figure value, ClusterSums sums, double level, ReferenceDistribution reference)
    {
        var error = value.IsDefined ? sums.StandardError : value;
        var half = !error.IsDefined ? double.PositiveInfinity : error.Value == 0 ? 0 : Critical(sums.Used, level, reference) * error.Value;
        var center = value.IsDefined ? value.Value : 0;
        return new ClusteredEstimate(value, error, sums.Used, new ConfidenceInterval(center - half, center + half, level, "linearized, household-clustered, " + Name(reference)));
    }

    /// <summary>Wilson's interval at the effective size p (1 − p) / error², at most the customers; where nobody or everybody rose, at the number of households.</summary>
    internal static ClusteredEstimate OfRate(Figure rate, double customers, ClusterSums sums, double level, ReferenceDistribution reference)
    {
        var error = rate.IsDefined ? sums.StandardError : rate;
        double lower = 0, upper = 1;
        if (rate.IsDefined)
        {
            var p = rate.Value;
            var effective = error is { IsDefined: true, Value: > 0 } ? Math.Min(customers, p * (1 - p) / (error.Value * error.Value)) : sums.Used;
            (lower, upper) = ProportionInterval.WilsonLimits(p, effective, sums.Used > 1 ? Critical(sums.Used, level, reference) : ProportionInterval.Critical(level));
        }

        return new ClusteredEstimate(rate, error, sums.Used, new ConfidenceInterval(lower, upper, level, "Wilson, household-clustered, " + Name(reference)));
    }

    private static double Critical(int clusters, double level, ReferenceDistribution reference) =>
        new ReferenceCurve(reference == ReferenceDistribution.Normal ? double.PositiveInfinity : clusters - 1).Critical(level);

    private static string Name(ReferenceDistribution reference) => reference == ReferenceDistribution.Normal ? "normal" : "t";
}
