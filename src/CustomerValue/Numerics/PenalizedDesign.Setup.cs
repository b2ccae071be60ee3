namespace CustomerValue.Numerics;

internal sealed partial class PenalizedDesign
{
    /// <summary>Copies rows that count; true when all weights are equal.</summary>
    private bool Fill(RowBlocks blocks, DesignLayout layout)
    {
        var row = 0;
        for (var b = 0; b < blocks.BlockCount; b++)
        {
            var block = blocks[b];
            for (var i = 0; i < block.RowCount; i++)
            {
                if (block.WeightAt(i) == 0)
                {
                    continue;
                }

                var features = block.Features.Slice(i * block.Stride, layout.ColumnCount);
                var target = z.AsSpan(row * Width, Width);
                target[0] = 1;
                features.Slice(0, layout.NumericCount).CopyTo(target.Slice(1));
                for (var k = 0; k < layout.CategoryCount; k++)
                {
                    var parameter = layout.Parameter(k, (int)features[layout.NumericCount + k]);
                    if (parameter >= 0)
                    {
                        target[parameter] = 1;
                    }
                }

                outcomes[row] = block.Outcomes[i];
                weights[row] = block.WeightAt(i);
                if (HasOffsets)
                {
                    offsets[row] = block.OffsetAt(i);
                }

                Observations += weights[row];
                row++;
            }
        }

        var equal = true;
        for (var i = 0; i < RowCount; i++)
        {
            weights[i] /= Observations;
            equal &= weights[i] == weights[0];
            OutcomeMean += weights[i] * outcomes[i];
        }

        return equal;
    }

    private void Standardize()
    {
        var minimum = z.AsSpan(1, ColumnCount).ToArray();
        var maximum = (double[])minimum.Clone();
        for (var i = 0; i < RowCount; i++)
        {
            for (var j = 0; j < ColumnCount; j++)
            {
                var value = z[i * Width + 1 + j];
                Centers[j] += weights[i] * value;
                minimum[j] = Math.Min(minimum[j], value);
                maximum[j] = Math.Max(maximum[j], value);
            }
        }

        for (var i = 0; i < RowCount; i++)
        {
            for (var j = 0; j < ColumnCount; j++)
            {
                var d = z[i * Width + 1 + j] - Centers[j];
                Scales[j] += weights[i] * d * d;
            }
        }

        for (var j = 0; j < ColumnCount; j++)
        {
            Varies[j] = maximum[j] > minimum[j] && Scales[j] > 0;
            Scales[j] = Varies[j] ? Math.Sqrt(Scales[j]) : 1;
            Centers[j] = Varies[j] ? Centers[j] : minimum[j];
        }

        var inverse = Scales.Select(s => 1 / s).ToArray();
        for (var i = 0; i < RowCount; i++)
        {
            for (var j = 0; j < ColumnCount; j++)
            {
                z[i * Width + 1 + j] = (z[i * Width + 1 + j] - Centers[j]) * inverse[j];
            }
        }

        Outcomes();
    }

    private void Outcomes()
    {
        double mean = 0, squares = 0;
        for (var i = 0; i < RowCount; i++)
        {
            mean += weights[i] * (outcomes[i] - (HasOffsets ? offsets[i] : 0));
        }

        for (var i = 0; i < RowCount; i++)
        {
            var y = outcomes[i];
            if (family == LinearFamily.Logit && y > 0 && y < 1)
            {
                SaturatedLoss -= weights[i] * (y * Elementary.Log(y) + (1 - y) * Elementary.Log1p(-y));
            }

            var d = y - (HasOffsets ? offsets[i] : 0) - mean;
            squares += weights[i] * d * d;
        }

        if (family != LinearFamily.Gaussian)
        {
            return;
        }

        Unit = squares > 0 ? Math.Sqrt(squares) : 1;
        for (var i = 0; i < RowCount; i++)
        {
            outcomes[i] /= Unit;
            if (HasOffsets)
            {
                offsets[i] /= Unit;
            }
        }
    }
}
