using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>One covariate in one arm, sorted, with its weights.</summary>
internal sealed class ArmSample
{
    private readonly double[] sorted, weights;

    private ArmSample(double[] sorted, double[] weights, double[] frequencies, bool isWeighted)
    {
        this.sorted = sorted;
        this.weights = weights;
        foreach (var weight in weights)
        {
            Total += weight;
        }

        var plain = frequencies.Length > 0 ? SampleMoments.FromSample(sorted, frequencies) : SampleMoments.FromSample(sorted);
        Variance = plain.Variance.IsDefined ? plain.Variance.Value : 0;
        Mean = plain.Mean;
        WeightedVariance = Variance;
        if (isWeighted)
        {
            double total = Total, mean = 0, squares = 0, sum = 0;
            for (var i = 0; i < sorted.Length; i++)
            {
                // A row of frequency f is f rows: its square is theirs.
                var share = weights[i] / total;
                mean += share * sorted[i];
                squares += share == 0 ? 0 : share * share / (frequencies.Length > 0 ? frequencies[i] : 1);
            }

            for (var i = 0; i < sorted.Length; i++)
            {
                sum += weights[i] / total * (sorted[i] - mean) * (sorted[i] - mean);
            }

            Mean = mean;
            WeightedVariance = squares < 1 ? sum / (1 - squares) : 0;
        }
    }

    public double Mean { get; }

    private double Total { get; }

    /// <summary>Unweighted, divisor n − 1; 0 for a single customer.</summary>
    public double Variance { get; }

    /// <summary>Σw (x − m)² / (Σw − Σw² / Σw): the unweighted one when weights are equal.</summary>
    public double WeightedVariance { get; }

    /// <summary>One sample for each set of weights (empty for none), from one sort.</summary>
    public static ArmSample[] Of(ReadOnlySpan<double> covariates, int columns, int column, int[] members, double[][] weightSets, ReadOnlySpan<double> frequencies)
    {
        var values = new double[members.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = covariates[members[i] * columns + column];
        }

        var order = StableOrder.Ascending(values);
        var sorted = new double[values.Length];
        var counts = new double[frequencies.Length > 0 ? values.Length : 0];
        for (var i = 0; i < order.Length; i++)
        {
            sorted[i] = values[order[i]];
            order[i] = members[order[i]];
            if (counts.Length > 0)
            {
                counts[i] = frequencies[order[i]];
            }
        }

        var samples = new ArmSample[weightSets.Length];
        for (var set = 0; set < samples.Length; set++)
        {
            var own = weightSets[set];
            var weights = new double[sorted.Length];
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = (own.Length > 0 ? own[order[i]] : 1) * (counts.Length > 0 ? counts[i] : 1);
            }

            samples[set] = new ArmSample(sorted, weights, counts, own.Length > 0);
        }

        return samples;
    }

    /// <summary>Kolmogorov and Smirnov's distance of two (weighted) distribution functions.</summary>
    public double LargestDistance(ArmSample other)
    {
        double largest = 0, mine = 0, theirs = 0, myTotal = Total, theirTotal = other.Total;
        int i = 0, j = 0;
        while (i < sorted.Length || j < other.sorted.Length)
        {
            var value = j >= other.sorted.Length || (i < sorted.Length && sorted[i] <= other.sorted[j]) ? sorted[i] : other.sorted[j];
            for (; i < sorted.Length && sorted[i] == value; i++)
            {
                mine += weights[i];
            }

            for (; j < other.sorted.Length && other.sorted[j] == value; j++)
            {
                theirs += other.weights[j];
            }

            largest = Math.Max(largest, Math.Abs(mine / myTotal - theirs / theirTotal));
        }

        return largest;
    }
}
