using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Influence of rows on one figure, summed by cluster: variance with factor G / (G − 1), and the third moment for skew.</summary>
internal sealed class ClusterSums
{
    /// <summary>Below this many clusters a clustered error is too small on average.</summary>
    public const int Few = 50;

    private readonly double[] sums;
    private readonly bool[] isUsed;

    public ClusterSums(int clusters)
    {
        sums = new double[clusters];
        isUsed = new bool[clusters];
    }

    public int Used { get; private set; }

    /// <summary>Σψ² G / (G − 1); undefined with one cluster.</summary>
    public Figure Variance => Used > 1 ? Figure.Of(Product(sums, sums) * Factor) : Figure.Undefined(Used > 0 ? UndefinedReason.TooFewObservations : UndefinedReason.EmptyArm);

    public Figure StandardError => Variance is { IsDefined: true } variance ? Figure.Of(Math.Sqrt(variance.Value)) : Variance;

    private double Factor => (double)Used / (Used - 1);

    public void Add(int cluster, double influence)
    {
        sums[cluster] += influence;
        if (!isUsed[cluster])
        {
            isUsed[cluster] = true;
            Used++;
        }
    }

    /// <summary>The difference of two figures, cluster by cluster: squares of its entries sum to its variance.</summary>
    /// <remarks>Taken before squaring: Var x + Var y − 2 Cov would leave rounding noise where nearly all of both is shared.</remarks>
    public double[] Minus(ClusterSums other)
    {
        double own = Math.Sqrt(Factor), others = Math.Sqrt(other.Factor);
        var difference = new double[sums.Length];
        for (var i = 0; i < difference.Length; i++)
        {
            difference[i] = own * sums[i] - others * other.sums[i];
        }

        return difference;
    }

    /// <summary>Influences whose squares sum to the variance.</summary>
    public double[] Scaled()
    {
        var factor = Math.Sqrt(Factor);
        return Array.ConvertAll(sums, s => factor * s);
    }

    /// <summary>Σ of the products, cluster by cluster: the covariance of two differences.</summary>
    public static double Product(double[] first, double[] second)
    {
        var sum = 0.0;
        for (var i = 0; i < first.Length; i++)
        {
            sum += first[i] * second[i];
        }

        return sum;
    }

    /// <summary>Σ(ψ − φ)³ / (Σ(ψ − φ)²)^{3/2}: the skewness of a difference of two figures.</summary>
    public double Skewness(ClusterSums other)
    {
        double squares = 0, cubes = 0;
        for (var i = 0; i < sums.Length; i++)
        {
            var d = sums[i] - other.sums[i];
            squares += d * d;
            cubes += d * d * d;
        }

        return squares > 0 ? cubes / squares / Math.Sqrt(squares) : 0;
    }

    /// <summary>The difference of two numbers, 0 where only rounding parts them: growth that is the same for all has no error.</summary>
    public static double Residual(double a, double b)
    {
        var d = a - b;
        return Math.Abs(d) <= 1e-15 * (Math.Abs(a) + Math.Abs(b)) ? 0 : d;
    }

    /// <summary>Numbers the clusters in order of appearance.</summary>
    public static int[] Number(ReadOnlySpan<long> keys, out int clusters) => KeyNumbers.Number(keys, out clusters);
}
