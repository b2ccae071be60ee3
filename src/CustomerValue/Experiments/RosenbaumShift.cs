using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>How far the shift within matched pairs (Hodges and Lehmann's estimate) could move if a hidden reason of a given strength chose who was treated.</summary>
/// <remarks>
/// The estimate solves "signed rank statistic of differences − shift = its expectation"; with odds up to Γ the expectation may lie anywhere from 1/(1 + Γ) to Γ/(1 + Γ) of the sum of ranks.
/// Time n log n per figure. Source: Rosenbaum (1993), JASA 88. Immutable and thread-safe.
/// </remarks>
public sealed class RosenbaumShift
{
    private readonly double[] sorted;

    private RosenbaumShift(double[] sorted) => this.sorted = sorted;

    /// <summary>Of differences within pairs, treatment minus control.</summary>
    /// <param name="differences">One finite value a pair, zeros included; at least one.</param>
    /// <exception cref="ArgumentException">There is no difference, or one is not finite.</exception>
    public static RosenbaumShift Of(ReadOnlySpan<double> differences)
    {
        Guard.AtLeast(differences.Length, 1, "differences.Length");
        Guard.AllFinite(differences, nameof(differences));
        var values = differences.ToArray();
        return new RosenbaumShift(Array.ConvertAll(StableOrder.Ascending(values), i => values[i]));
    }

    /// <summary>Hodges and Lehmann's estimate: the median of the averages of all pairs of differences.</summary>
    public double Estimate => Solve(0.5 * Averages);

    private double Averages => sorted.Length * (sorted.Length + 1.0) / 2;

    /// <summary>The least estimate that a hidden reason of this strength allows.</summary>
    /// <param name="gamma">Odds ratio; finite and ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is below 1.</exception>
    public double LowerEstimate(double gamma) => Solve(Guard.AtLeast(gamma, 1.0) / (1 + gamma) * Averages);

    /// <summary>The largest estimate that a hidden reason of this strength allows.</summary>
    /// <param name="gamma">Odds ratio; finite and ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is below 1.</exception>
    public double UpperEstimate(double gamma) => Solve(Averages / (1 + Guard.AtLeast(gamma, 1.0)));

    /// <summary>The interval of the shift that holds whatever a hidden reason of this strength did; unbounded where the pairs are too few.</summary>
    /// <param name="gamma">Odds ratio; finite and ≥ 1.</param>
    /// <param name="level">Two-sided coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ConfidenceInterval Interval(double gamma, double level = 0.95)
    {
        var share = Guard.AtLeast(gamma, 1.0) / (1 + gamma);
        double n = sorted.Length, squares = n * (n + 1) * (2 * n + 1) / 6;
        var half = NormalDistribution.UpperQuantile((1 - Guard.OpenUnit(level)) / 2) * Math.Sqrt(share * (1 - share) * squares);
        return new ConfidenceInterval(Solve(share * Averages + half), Solve((1 - share) * Averages - half), level, $"signed rank at Γ = {Guard.Text(gamma)}");
    }

    /// <summary>Estimate and what Γ = 2 leaves of it, in invariant text.</summary>
    public override string ToString() => $"shift {Guard.Text(Estimate)}; at Γ = 2 from {Guard.Text(LowerEstimate(2))} to {Guard.Text(UpperEstimate(2))}";

    /// <summary>The shift at which the statistic crosses a value: as many averages lie above it.</summary>
    private double Solve(double above)
    {
        if (above <= 0 || above >= Averages)
        {
            return above <= 0 ? double.PositiveInfinity : double.NegativeInfinity;
        }

        var (low, high) = (Largest(Math.Floor(above) + 1), Largest(Math.Ceiling(above)));
        return low + (high - low) / 2;
    }

    /// <summary>The k-th largest of the averages (dᵢ + dⱼ)/2, i ≤ j: by bisection over the doubles themselves.</summary>
    private double Largest(double k)
    {
        ulong low = KeySort.Key(sorted[0]), high = KeySort.Key(sorted[sorted.Length - 1]);
        while (low < high)
        {
            var middle = low + (high - low) / 2 + (high - low) % 2;
            (low, high) = AtLeast(KeySort.Value(middle)) >= k ? (middle, high) : (low, middle - 1);
        }

        return KeySort.Value(low);
    }

    private double AtLeast(double value)
    {
        var count = 0.0;
        var j = sorted.Length - 1;
        var least = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            // The larger dᵢ is, the smaller a partner will do.
            while (j >= 0 && Average(sorted[i], sorted[j]) >= value)
            {
                j--;
            }

            least = Math.Max(j + 1, i);
            count += sorted.Length - least;
        }

        return count;
    }

    private static double Average(double a, double b) => a / 2 + b / 2;
}
