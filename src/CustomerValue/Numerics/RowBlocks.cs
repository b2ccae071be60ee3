namespace CustomerValue.Numerics;

/// <summary>Some consecutive rows of a design: features row-major, categories as codes, never expanded to dummies in memory.</summary>
internal readonly ref struct RowBlock
{
    /// <summary>Row-major features: numbers first, then category codes.</summary>
    public ReadOnlySpan<double> Features { get; init; }

    /// <summary>Distance from one row to the next in <see cref="Features"/>.</summary>
    public int Stride { get; init; }

    /// <summary>One outcome per row; its length is the number of rows.</summary>
    public ReadOnlySpan<double> Outcomes { get; init; }

    /// <summary>Frequency weights, or empty for 1.</summary>
    public ReadOnlySpan<double> Weights { get; init; }

    /// <summary>Known addends of the linear predictor, or empty for 0.</summary>
    public ReadOnlySpan<double> Offsets { get; init; }

    public int RowCount => Outcomes.Length;

    public double WeightAt(int row) => Weights.IsEmpty ? 1 : Weights[row];

    public double OffsetAt(int row) => Offsets.IsEmpty ? 0 : Offsets[row];
}

/// <summary>A source of row blocks that can be read again and again: a fit passes over it once per iteration.</summary>
/// <remarks>
/// Block borders belong to the data, not to the threads, so sums taken per block and combined in block order have the same
/// bits for any number of threads. Reading must be thread-safe.
/// </remarks>
internal abstract class RowBlocks
{
    /// <summary>Rows per block of sources in memory.</summary>
    public const int BlockRows = 8192;

    public abstract int BlockCount { get; }

    public abstract RowBlock this[int block] { get; }
}

/// <summary>Row blocks over arrays in memory.</summary>
internal sealed class ArrayRowBlocks : RowBlocks
{
    private readonly ReadOnlyMemory<double> features;
    private readonly int stride;
    private readonly ReadOnlyMemory<double> outcomes;
    private readonly ReadOnlyMemory<double> weights;
    private readonly ReadOnlyMemory<double> offsets;

    public ArrayRowBlocks(
        ReadOnlyMemory<double> features,
        int stride,
        ReadOnlyMemory<double> outcomes,
        ReadOnlyMemory<double> weights = default,
        ReadOnlyMemory<double> offsets = default)
    {
        this.features = features;
        this.stride = stride;
        this.outcomes = outcomes;
        this.weights = weights;
        this.offsets = offsets;
    }

    public override int BlockCount => (outcomes.Length + BlockRows - 1) / BlockRows;

    public override RowBlock this[int block]
    {
        get
        {
            var start = block * BlockRows;
            var count = Math.Min(BlockRows, outcomes.Length - start);
            return new RowBlock
            {
                Features = features.Span.Slice(start * stride, count * stride),
                Stride = stride,
                Outcomes = outcomes.Span.Slice(start, count),
                Weights = weights.IsEmpty ? default : weights.Span.Slice(start, count),
                Offsets = offsets.IsEmpty ? default : offsets.Span.Slice(start, count),
            };
        }
    }
}
