namespace CustomerValue.Numerics;

/// <summary>A sum that carries its rounding errors along (Neumaier 1974): as good as twice the digits, in the order of the additions.</summary>
/// <remarks>The default is the empty sum, 0. Merging in another order agrees to rounding, not to the bit: merge in block order.</remarks>
internal struct CompensatedSum
{
    private double sum;
    private double lost;

    /// <summary>The sum, rounded once; ±∞ or NaN as plain addition would give.</summary>
    public readonly double Value => double.IsFinite(sum) ? sum + lost : sum;

    public void Add(double value)
    {
        var next = sum + value;
        lost += Math.Abs(sum) >= Math.Abs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }

    /// <summary>Adds another sum with what it carries.</summary>
    public void Merge(CompensatedSum other)
    {
        Add(other.sum);
        lost += other.lost;
    }

    /// <summary>The compensated sum of all values, first to last.</summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        var total = default(CompensatedSum);
        foreach (var value in values)
        {
            total.Add(value);
        }

        return total.Value;
    }
}
