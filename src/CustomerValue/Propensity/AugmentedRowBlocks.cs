using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>The sample of FLAC: every customer, and twice as a pseudo-observation of half its leverage, once with each outcome; a column tells the pseudo-observations.</summary>
internal sealed class AugmentedRowBlocks : RowBlocks
{
    private readonly ArrayRowBlocks rows;

    private AugmentedRowBlocks(ArrayRowBlocks rows) => this.rows = rows;

    public override int BlockCount => rows.BlockCount;

    public override RowBlock this[int block] => rows[block];

    public static AugmentedRowBlocks Of(LabeledBatch sample, double[] leverages)
    {
        var (n, columns, numbers) = (sample.RowCount, sample.Features.ColumnCount, sample.Features.Schema.NumericCount);
        var stride = columns + 1;
        var features = new double[3 * n * stride];
        var (outcomes, weights, offsets) = (new double[3 * n], new double[3 * n], new double[3 * n]);
        for (var copy = 0; copy < 3; copy++)
        {
            for (var i = 0; i < n; i++)
            {
                var at = (copy * n) + i;
                var source = sample.Features.Row(i);
                var target = features.AsSpan(at * stride, stride);
                source.Slice(0, numbers).CopyTo(target);
                target[numbers] = copy == 0 ? 0 : 1;
                source.Slice(numbers).CopyTo(target.Slice(numbers + 1));
                outcomes[at] = copy == 2 ? 1 - sample.Outcomes[i] : sample.Outcomes[i];
                weights[at] = copy > 0 ? 0.5 * leverages[i] : sample.Weights.IsEmpty ? 1 : sample.Weights[i];
                offsets[at] = sample.Offsets.IsEmpty ? 0 : sample.Offsets[i];
            }
        }

        return new AugmentedRowBlocks(new ArrayRowBlocks(features, stride, outcomes, weights, sample.Offsets.IsEmpty ? default : offsets));
    }

    /// <summary>The layout with the added column after the numbers.</summary>
    public static DesignLayout Layout(DesignLayout layout) => new(
        true,
        layout.NumericCount + 1,
        Enumerable.Range(0, layout.CategoryCount).Select(layout.LevelCount).ToArray(),
        Enumerable.Range(0, layout.CategoryCount).Select(layout.Reference).ToArray(),
        null,
        layout.Absent);
}
