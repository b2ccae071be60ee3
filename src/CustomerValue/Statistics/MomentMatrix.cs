namespace CustomerValue.Statistics;

/// <summary>Means, variances and covariances of several metrics of one sample: before and after, numerator and denominator, outcome and covariates.</summary>
/// <remarks>
/// Holds n, the means and the centered cross products, never Σxy; one pass, and it merges like <see cref="SampleMoments"/> (Chan, Golub and LeVeque 1979). From a warehouse:
/// <c>SELECT COUNT(*), AVG(x), AVG(y), VAR_SAMP(x), COVAR_SAMP(x, y), VAR_SAMP(y) FROM … GROUP BY arm</c> and <see cref="FromSummary"/>.
/// Immutable and thread-safe.
/// </remarks>
public sealed class MomentMatrix
{
    private readonly double[] means, tails, products;

    private MomentMatrix(double count, double[] means, double[] tails, double[] products)
    {
        Count = count;
        this.means = means;
        this.tails = tails;
        this.products = products;
    }

    /// <summary>Number of metrics.</summary>
    public int Size => means.Length;

    /// <summary>Number of observations, Σ of frequency weights.</summary>
    public double Count { get; }

    /// <summary>Mean of each metric; 0 for the empty sample.</summary>
    public ReadOnlySpan<double> Means => means;

    /// <summary>The moments of row-major observations.</summary>
    /// <param name="rows">Finite values, <paramref name="size"/> a row.</param>
    /// <param name="size">Number of metrics, ≥ 1.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the size, a value is NaN or infinite, or a spread overflows or underflows a double.</exception>
    public static MomentMatrix FromRows(ReadOnlySpan<double> rows, int size) => FromRows(rows, size, default);

    /// <summary>The moments of row-major observations in which row i stands for <paramref name="weights"/>[i] equal rows.</summary>
    /// <param name="rows">Finite values, <paramref name="size"/> a row.</param>
    /// <param name="size">Number of metrics, ≥ 1.</param>
    /// <param name="weights">Frequency weight a row, finite and ≥ 0; empty when every row counts once.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, or a number is out of its range.</exception>
    public static MomentMatrix FromRows(ReadOnlySpan<double> rows, int size, ReadOnlySpan<double> weights)
    {
        Guard.AtLeast(size, 1);
        if (rows.Length % size != 0)
        {
            throw new ArgumentException($"rows has length {Guard.Text(rows.Length)}, no multiple of size {Guard.Text(size)}.", nameof(rows));
        }

        var n = rows.Length / size;
        if (weights.Length > 0)
        {
            Guard.AllFinite(rows, nameof(rows));
            Guard.SameLength(weights.Length, n, nameof(weights));
        }

        for (var row = 0; row < weights.Length; row++)
        {
            if (!(weights[row] >= 0) || double.IsInfinity(weights[row]))
            {
                throw Guard.BrokenRow(nameof(weights), row, "0 ≤ weight < ∞", $"weight {Guard.Text(weights[row])}");
            }
        }

        return MomentMatrixKernel.Sum(default, rows, size, weights);
    }

    /// <summary>The moments of two columns, such as balances before and after.</summary>
    /// <param name="first">One finite value a row.</param>
    /// <param name="second">One finite value a row, in the same order.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is NaN or infinite, or a spread overflows or underflows a double.</exception>
    public static MomentMatrix FromPairs(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        Guard.SameLength(second.Length, first.Length, nameof(second));
        return FromOutcome(first, second, 1);
    }

    /// <summary>The moments that a database has computed.</summary>
    /// <param name="count">n, finite and ≥ 0.</param>
    /// <param name="means">Mean of each metric, finite.</param>
    /// <param name="covariances">Covariances with divisor n − 1, row-major, symmetric; not read when n ≤ 1.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the matrix does not fit or is not symmetric.</exception>
    public static MomentMatrix FromSummary(double count, ReadOnlySpan<double> means, ReadOnlySpan<double> covariances)
    {
        Guard.NonNegative(count);
        Guard.AllFinite(means, nameof(means));
        var size = means.Length;
        Guard.AtLeast(size, 1, "means.Length");
        Guard.SameLength(covariances.Length, size * size, nameof(covariances));
        var products = new double[size * size];
        for (var i = 0; i < size && count > 1; i++)
        {
            for (var j = 0; j < size; j++)
            {
                double a = covariances[i * size + j], b = covariances[j * size + i];
                if (!double.IsFinite(a) || Math.Abs(a - b) > 1e-12 * (Math.Abs(a) + Math.Abs(b)) || (i == j && a < 0))
                {
                    throw Guard.BrokenRow(nameof(covariances), i, "a symmetric matrix of finite numbers with variances ≥ 0", $"column {Guard.Text(j)} is {Guard.Text(a)}");
                }

                products[i * size + j] = a * (count - 1);
            }
        }

        return new MomentMatrix(count, count == 0 ? new double[size] : means.ToArray(), new double[size], products);
    }

    /// <summary>Covariance of two metrics with divisor n − 1; the variance when they are one.</summary>
    /// <param name="first">Index of a metric.</param>
    /// <param name="second">Index of a metric.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such metric.</exception>
    public Figure Covariance(int first, int second)
    {
        var at = Guard.Between(first, 0, Size - 1) * Size + Guard.Between(second, 0, Size - 1);
        return Count > 1
            ? Figure.Of(products[at] / (Count - 1))
            : Figure.Undefined(Count > 0 ? UndefinedReason.TooFewObservations : UndefinedReason.NoObservations);
    }

    /// <summary>The moments of one metric alone; their skewness is unknown.</summary>
    /// <param name="metric">Index of a metric.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such metric.</exception>
    public SampleMoments Of(int metric)
    {
        Guard.Between(metric, 0, Size - 1);
        return new SampleMoments(Count, means[metric], products[metric * Size + metric], 0, skewIsUnknown: Count > 1) { MeanTail = tails[metric] };
    }

    /// <summary>The moments of an outcome (metric 0) and its row-major covariates, all finite.</summary>
    internal static MomentMatrix FromOutcome(ReadOnlySpan<double> outcomes, ReadOnlySpan<double> covariates, int width) =>
        outcomes.IsEmpty ? Of(0, new double[width + 1], new double[width + 1], new double[(width + 1) * (width + 1)])
        : width == 0 ? MomentMatrixKernel.Sum(default, outcomes, 1, default)
        : MomentMatrixKernel.Sum(outcomes, covariates, width, default);

    /// <summary>Takes the arrays as they are.</summary>
    internal static MomentMatrix Of(double count, double[] means, double[] tails, double[] products) => new(count, means, tails, products);

    /// <summary>This sample's mean of a metric minus the other's, with the digits that the means alone have lost.</summary>
    internal double MeanLess(MomentMatrix other, int metric) => means[metric] - other.means[metric] + (tails[metric] - other.tails[metric]);

    /// <summary>The first metric alone, still as a matrix.</summary>
    internal MomentMatrix First() => new(Count, [means[0]], [tails[0]], [products[0]]);

    /// <summary>The moments of both samples together.</summary>
    /// <param name="other">A sample of the same metrics that shares no row with this one.</param>
    /// <exception cref="ArgumentException">The other has another number of metrics.</exception>
    public MomentMatrix Merge(MomentMatrix other)
    {
        Guard.SameLength(Guard.NotNull(other).Size, Size, nameof(other));
        if (Count == 0 || other.Count == 0)
        {
            return Count == 0 ? other : this;
        }

        double[] merged = [.. means], lost = [.. tails], crossed = [.. products];
        MomentMatrixKernel.Merge(Count, merged, lost, crossed, other.Count, other.means, other.tails, other.products);
        return new MomentMatrix(Count + other.Count, merged, lost, crossed);
    }

    /// <summary>The moments of both samples together.</summary>
    public static MomentMatrix operator +(MomentMatrix left, MomentMatrix right) => Guard.NotNull(left).Merge(right);
}
