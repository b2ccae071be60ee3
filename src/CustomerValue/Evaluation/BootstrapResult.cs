using CustomerValue.Numerics;

namespace CustomerValue.Evaluation;

/// <summary>A figure, its replicates, and the intervals they give.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class BootstrapResult
{
    private readonly double[] replicates;
    private readonly double[] sorted;
    private readonly double bias;
    private readonly double acceleration;

    internal BootstrapResult(Figure estimate, Figure[] drawn, Figure[] jackknife, int units)
    {
        Estimate = estimate;
        Units = units;
        replicates = drawn.Where(f => f.IsDefined).Select(f => f.Value).ToArray();
        UndefinedReplicates = drawn.Length - replicates.Length;
        sorted = (double[])replicates.Clone();
        Array.Sort(sorted);
        var n = replicates.Length;
        var mean = n == 0 ? 0 : ShiftedMean(replicates);
        Bias = estimate.IsDefined && n > 0 ? Figure.Of(mean - estimate.Value) : Figure.Undefined(UndefinedReason.NoObservations);
        StandardError = n > 1
            ? Figure.Of(Math.Sqrt(replicates.Sum(r => (r - mean) * (r - mean)) / (n - 1)))
            : Figure.Undefined(UndefinedReason.TooFewObservations);

        // Median bias z₀, ties one half, and acceleration a from the jackknife.
        bias = acceleration = double.NaN;
        if (estimate.IsDefined && n > 0 && jackknife.Length > 1 && jackknife.All(f => f.IsDefined))
        {
            var below = replicates.Sum(r => r < estimate.Value ? 1 : r == estimate.Value ? 0.5 : 0) / n;
            bias = below is > 0 and < 1 ? NormalDistribution.Quantile(below) : double.NaN;
            var values = jackknife.Select(f => f.Value).ToArray();
            var center = ShiftedMean(values);
            var (squares, cubes) = (0.0, 0.0);
            foreach (var value in values)
            {
                var d = center - value;
                squares += d * d;
                cubes += d * d * d;
            }

            acceleration = squares > 0 ? cubes / (6 * squares * Math.Sqrt(squares)) : 0;
        }
    }

    /// <summary>The figure of all rows.</summary>
    public Figure Estimate { get; }

    /// <summary>Standard deviation of the replicates.</summary>
    public Figure StandardError { get; }

    /// <summary>Mean of the replicates less the estimate.</summary>
    public Figure Bias { get; }

    /// <summary>The replicates that are defined, in the order they were drawn.</summary>
    public ReadOnlySpan<double> Replicates => replicates;

    /// <summary>Replicates whose figure was undefined, as with one class; they are left out. Many of them: draw by strata of the outcome.</summary>
    public int UndefinedReplicates { get; }

    /// <summary>Number of rows or clusters that were drawn from.</summary>
    public int Units { get; }

    /// <summary>True when the BCa interval exists: the estimate lies among the replicates and every jackknife value is defined.</summary>
    public bool HasAcceleration => !double.IsNaN(bias);

    /// <summary>The interval between two quantiles of the replicates (linear between order statistics, as NumPy and R's type 7).</summary>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">No replicate is defined.</exception>
    public ConfidenceInterval Percentile(double level = 0.95)
    {
        var tail = (1 - Guard.OpenUnit(level)) / 2;
        return Between(tail, 1 - tail, level, "bootstrap percentile");
    }

    /// <summary>Efron's bias-corrected and accelerated interval.</summary>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">The interval does not exist: see <see cref="HasAcceleration"/>.</exception>
    public ConfidenceInterval BiasCorrected(double level = 0.95)
    {
        var tail = NormalDistribution.UpperQuantile((1 - Guard.OpenUnit(level)) / 2);
        return HasAcceleration
            ? Between(Adjusted(-tail), Adjusted(tail), level, "bootstrap BCa")
            : throw new InvalidOperationException("There is no BCa interval: the estimate lies outside its replicates, or a jackknife value is undefined or was not asked for.");
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"{Estimate}, se {StandardError}, {(replicates.Length == 0 ? "no interval" : HasAcceleration ? BiasCorrected().ToString() : Percentile().ToString())}; {Guard.Text(replicates.Length)} replicates of {Guard.Text(Units)}";

    // Equations (2.3) and (6.8) of the source.
    private double Adjusted(double z) => NormalDistribution.Cdf(bias + (bias + z) / (1 - acceleration * (bias + z)));

    private static double ShiftedMean(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value - values[0];
        }

        return values[0] + sum / values.Length;
    }

    private ConfidenceInterval Between(double low, double high, double level, string method) => sorted.Length > 0
        ? new ConfidenceInterval(
            SampleQuantile.OfSorted(sorted, low, QuantileType.Linear),
            Math.Max(SampleQuantile.OfSorted(sorted, low, QuantileType.Linear), SampleQuantile.OfSorted(sorted, high, QuantileType.Linear)),
            level,
            method)
        : throw new InvalidOperationException("No replicate is defined.");
}
