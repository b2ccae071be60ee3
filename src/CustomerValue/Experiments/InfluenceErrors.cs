using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Influences of rows gathered by cluster, and their covariances.</summary>
internal sealed class InfluenceErrors
{
    private readonly int[] codes;
    private readonly int[] order, starts;
    private readonly double[] weights;

    public InfluenceErrors(ReadOnlySpan<long> clusters, bool[] treated, double[] weights)
    {
        this.weights = weights;
        var count = 0;
        codes = clusters.Length > 0 ? KeyNumbers.Number(clusters, out count) : [];
        order = codes.Length > 0 ? KeyNumbers.Order(codes, count, out starts!) : [];
        starts ??= [];
        IsClustered = clusters.Length > 0;
        var seen = new byte[count];
        for (var row = 0; row < treated.Length; row++)
        {
            var w = WeightAt(row);
            Rows += w;
            TreatmentCount += treated[row] ? w : 0;
            if (IsClustered && w > 0)
            {
                seen[codes[row]] |= treated[row] ? (byte)1 : (byte)2;
            }
        }

        foreach (var arms in seen)
        {
            Clusters += arms != 0 ? 1 : 0;
            TreatmentClusters += arms & 1;
            ControlClusters += arms >> 1;
        }
    }

    public bool IsClustered { get; }

    /// <summary>Σ of weights.</summary>
    public double Rows { get; }

    public double TreatmentCount { get; }

    public int Clusters { get; }

    public int TreatmentClusters { get; }

    public int ControlClusters { get; }

    /// <summary>Whose number less one are the degrees of freedom.</summary>
    public double Units => IsClustered ? Clusters : Rows;

    /// <summary>True where an arm is a single unit, or a single cluster, so that its spread cannot be seen.</summary>
    public bool IsTooFew => IsClustered ? Math.Min(TreatmentClusters, ControlClusters) < 2 : Math.Min(TreatmentCount, Rows - TreatmentCount) <= 1;

    /// <summary>The error that the clusters and the caller ask for.</summary>
    public RobustError Resolve(RobustError error)
    {
        if (error == RobustError.Automatic)
        {
            return IsClustered ? RobustError.CR1 : RobustError.HC1;
        }

        if (Rows > 0 && IsClustered != error >= RobustError.CR0)
        {
            throw new ArgumentException($"Error {error} {(IsClustered ? "ignores the clusters that are given" : "needs clusters")}.", nameof(error));
        }

        return error;
    }

    public double Factor(RobustError error) => error is RobustError.HC1 or RobustError.CR1 && Units > 1 ? Units / (Units - 1) : 1;

    /// <summary>Σ over clusters (or copies of rows) of the squared influence.</summary>
    public double Variance(ReadOnlySpan<double> influence)
    {
        var variance = 0.0;
        if (!IsClustered)
        {
            for (var row = 0; row < influence.Length; row++)
            {
                variance += WeightAt(row) * influence[row] * influence[row];
            }

            return variance;
        }

        for (var cluster = 0; cluster + 1 < starts.Length; cluster++)
        {
            var sum = 0.0;
            for (var at = starts[cluster]; at < starts[cluster + 1]; at++)
            {
                sum += WeightAt(order[at]) * influence[order[at]];
            }

            variance += sum * sum;
        }

        return variance;
    }

    /// <summary>Covariance of <paramref name="m"/> figures from their influences, row-major rows × m.</summary>
    public double[] Covariance(double[] influence, int m, double factor)
    {
        var covariance = new double[m * m];
        var sum = new double[m];
        var rows = influence.Length / m;
        if (!IsClustered)
        {
            for (var row = 0; row < rows; row++)
            {
                AddOuter(covariance, influence.AsSpan(row * m, m), factor * WeightAt(row));
            }
        }

        for (var cluster = 0; cluster + 1 < starts.Length; cluster++)
        {
            Array.Clear(sum, 0, m);
            for (var at = starts[cluster]; at < starts[cluster + 1]; at++)
            {
                var w = WeightAt(order[at]);
                for (var i = 0; i < m; i++)
                {
                    sum[i] += w * influence[order[at] * m + i];
                }
            }

            AddOuter(covariance, sum, factor);
        }

        return covariance;
    }

    private static void AddOuter(double[] matrix, ReadOnlySpan<double> x, double factor)
    {
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < x.Length && x[i] != 0; j++)
            {
                matrix[i * x.Length + j] += factor * x[i] * x[j];
            }
        }
    }

    private double WeightAt(int row) => weights.Length > 0 ? weights[row] : 1;
}
