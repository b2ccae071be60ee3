using CustomerValue.Information;

namespace CustomerValue.Propensity;

/// <summary>A fitted model that scores customers: a probability for a classifier, an expected value for a regression; higher is more.</summary>
/// <remarks>Implementations are immutable, thread-safe and allocate nothing while scoring.</remarks>
public interface IScorer
{
    /// <summary>Length of the row that <see cref="Score(ReadOnlySpan{double})"/> takes.</summary>
    int FeatureCount { get; }

    /// <summary>The score of one customer.</summary>
    /// <param name="features">One row as in a <see cref="FeatureBatch"/>: <see cref="FeatureCount"/> values.</param>
    double Score(ReadOnlySpan<double> features);

    /// <summary>The scores of all customers of a batch.</summary>
    /// <param name="batch">The customers.</param>
    /// <param name="destination">Receives one score per row, in row order; at least as long as the batch.</param>
    void Score(FeatureBatch batch, Span<double> destination);
}
