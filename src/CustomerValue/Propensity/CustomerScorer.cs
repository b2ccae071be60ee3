using CustomerValue.Information;

namespace CustomerValue.Propensity;

/// <summary>A propensity model joined to the caller's own type: objects in, scores out, without allocating.</summary>
/// <typeparam name="T">The caller's type.</typeparam>
/// <remarks>Immutable, and as thread-safe as the map's lambdas. Made by <see cref="PropensityModel.Bind{T}"/>.</remarks>
public sealed class CustomerScorer<T>
{
    // 2 kB on the stack; wider rows take an array per call.
    private const int StackColumns = 256;

    private readonly RowEncoder<T> encoder;
    private readonly IScorer scorer;
    private readonly INamingScorer? naming;
    private readonly Calibrator? calibrator;

    internal CustomerScorer(RowEncoder<T> encoder, IScorer scorer, Calibrator? calibrator)
    {
        this.encoder = encoder;
        this.scorer = scorer;
        this.calibrator = calibrator;
        naming = scorer as INamingScorer;
    }

    /// <summary>The score of one customer.</summary>
    /// <param name="customer">The customer.</param>
    /// <exception cref="ArgumentException">A number is not finite, a level is refused, or a value is missing and the model learned no rule for it.</exception>
    public double Score(T customer) => Score(customer, out _);

    /// <summary>The score of one customer, and what had to be stood in for.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="report">Missing values and unseen levels.</param>
    /// <exception cref="ArgumentException">A number is not finite, a level is refused, or a value is missing and the model learned no rule for it.</exception>
    public double Score(T customer, out EncodingReport report)
    {
        var columns = encoder.ColumnCount;
        Span<double> row = columns <= StackColumns ? stackalloc double[StackColumns] : new double[columns];
        row = row.Slice(0, columns);
        report = encoder.Encode(customer, row);
        var score = scorer.Score(row);
        return calibrator is null ? score : calibrator.Calibrate(score);
    }

    /// <summary>The scores of customers.</summary>
    /// <param name="customers">The customers.</param>
    /// <param name="destination">Receives one score per customer; at least as long.</param>
    /// <returns>Counts of missing values and unseen levels.</returns>
    /// <exception cref="ArgumentException">The destination is too short, a number is not finite, a level is refused, or a value is missing; row and column are named.</exception>
    public EncodingReport Score(ReadOnlySpan<T> customers, Span<double> destination)
    {
        Guard.LongEnough(destination.Length, customers.Length, nameof(destination));
        var columns = encoder.ColumnCount;
        Span<double> row = columns <= StackColumns ? stackalloc double[StackColumns] : new double[columns];
        row = row.Slice(0, columns);
        var report = default(EncodingReport);
        for (var i = 0; i < customers.Length; i++)
        {
            report += encoder.Encode(customers[i], i, row);
            var score = naming is null ? scorer.Score(row) : naming.Score(row, i);
            destination[i] = calibrator is null ? score : calibrator.Calibrate(score);
        }

        return report;
    }
}
