using CustomerValue.Information;

namespace CustomerValue.Uplift;

/// <summary>A fitted model of what contacting a customer changes: expected outcome with the treatment less expected outcome without it.</summary>
/// <remarks>Implementations are immutable, thread-safe and allocate nothing while predicting.</remarks>
public interface IUpliftModel
{
    /// <summary>Length of the row that <see cref="Uplift(ReadOnlySpan{double})"/> takes.</summary>
    int FeatureCount { get; }

    /// <summary>The uplift of one customer.</summary>
    /// <param name="features">One row as in a <see cref="FeatureBatch"/>: <see cref="FeatureCount"/> values.</param>
    double Uplift(ReadOnlySpan<double> features);

    /// <summary>The uplift of all customers of a batch.</summary>
    /// <param name="batch">The customers.</param>
    /// <param name="destination">Receives one number per row, in row order; at least as long as the batch.</param>
    void Uplift(FeatureBatch batch, Span<double> destination);
}
