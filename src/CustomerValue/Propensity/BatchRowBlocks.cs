using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>A labeled batch as row blocks: nothing is copied, categories stay codes.</summary>
internal sealed class BatchRowBlocks(LabeledBatch batch) : RowBlocks
{
    public override int BlockCount => (batch.RowCount + BlockRows - 1) / BlockRows;

    public override RowBlock this[int block]
    {
        get
        {
            var start = block * BlockRows;
            var count = Math.Min(BlockRows, batch.RowCount - start);
            var columns = batch.Features.ColumnCount;
            return new RowBlock
            {
                Features = batch.Features.Values.Slice(start * columns, count * columns),
                Stride = columns,
                Outcomes = batch.Outcomes.Slice(start, count),
                Weights = batch.Weights.IsEmpty ? default : batch.Weights.Slice(start, count),
                Offsets = batch.Offsets.IsEmpty ? default : batch.Offsets.Slice(start, count),
            };
        }
    }
}
