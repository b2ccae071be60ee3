using CustomerValue.Numerics;

namespace CustomerValue.Tests.Numerics;

/// <summary>Inputs made from raw generator words by exact operations alone, so that they are the same everywhere.</summary>
internal static class NumericInputs
{
    private static readonly double[] Limits =
    [
        0.0, -0.0, double.NaN, BitConverter.Int64BitsToDouble(0x7FF0000000000001), BitConverter.Int64BitsToDouble(0x7FF8000000000123),
        double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, 1, -1,
        2.2250738585072014e-308, 2.2250738585072009e-308, 710, -746, 709.782712893384, 709.7827128933841, -745.1332191019411, -745.1332191019412, -708.3964185322641,
    ];

    /// <summary>Any bits, limits, and the usual ranges in turn.</summary>
    public static double[] Wild(int count)
    {
        var stream = RandomStream.Open(20261124, "wild inputs");
        var inputs = new double[count];
        for (var i = 0; i < count; i++)
        {
            inputs[i] = (stream.NextUInt64() >> 61) switch
            {
                0 => BitConverter.UInt64BitsToDouble(stream.NextUInt64()),
                1 => BitConverter.UInt64BitsToDouble(stream.NextUInt64() & 0x7FFFFFFFFFFFFFFF),
                2 => Limits[stream.NextInt(Limits.Length)],
                3 => 1600 * stream.NextDouble() - 800,
                4 => 3 * stream.NextDouble(),
                5 => BitConverter.UInt64BitsToDouble(stream.NextUInt64() >> 12),
                6 => 2 * stream.NextDouble() - 1,
                _ => 80 * stream.NextDouble() - 40,
            };
        }

        return inputs;
    }

    /// <summary>Uniform on [low, high).</summary>
    public static double[] Uniform(string purpose, int count, double low, double high)
    {
        var stream = RandomStream.Open(20261124, purpose);
        var inputs = new double[count];
        for (var i = 0; i < count; i++)
        {
            inputs[i] = low + (high - low) * stream.NextDouble();
        }

        return inputs;
    }

    /// <summary>A hash of the bits of all values, in order (FNV-1a over words, then one mixing step).</summary>
    public static ulong Hash(ReadOnlySpan<double> values)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in values)
        {
            hash = unchecked((hash ^ (ulong)BitConverter.DoubleToInt64Bits(value)) * 1099511628211UL);
            hash ^= hash >> 29;
        }

        return RandomStream.Mix(ref hash);
    }
}
