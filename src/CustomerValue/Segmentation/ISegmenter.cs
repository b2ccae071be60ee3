using CustomerValue.Information;

namespace CustomerValue.Segmentation;

/// <summary>A fitted rule that puts each customer into exactly one segment.</summary>
/// <remarks>Implementations are immutable, thread-safe, pure and allocate nothing while assigning; ties go to the lowest segment.</remarks>
public interface ISegmenter
{
    /// <summary>Number of segments; segments are numbered 0 … <see cref="SegmentCount"/> − 1.</summary>
    int SegmentCount { get; }

    /// <summary>The segment of one customer, and how clearly it is that one.</summary>
    /// <param name="features">One row as in a <see cref="FeatureBatch"/>.</param>
    /// <param name="margin">From 0, on the border to another segment, to 1, where no other comes near; each implementation says how it is measured.</param>
    int Assign(ReadOnlySpan<double> features, out double margin);

    /// <summary>The segments of all customers of a batch.</summary>
    /// <param name="batch">The customers.</param>
    /// <param name="destination">Receives one segment per row, in row order; at least as long as the batch.</param>
    void Assign(FeatureBatch batch, Span<int> destination);
}
