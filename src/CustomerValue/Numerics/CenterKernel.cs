using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
#if NET
using System.Runtime.Intrinsics;
#endif

namespace CustomerValue.Numerics;

/// <summary>Centers stored feature by feature, so that the distances to several centers run side by side.</summary>
/// <remarks>
/// The squared distance to a center adds (x − c)² over the features in order, multiply then add: one center is one lane, so
/// the width of the vector never changes a bit. Padding centers lie at +∞ and are never the nearest.
/// </remarks>
internal sealed class CenterKernel
{
    private const int Block = 8;

    private readonly double[] lanes;
    private readonly int padded;

    public CenterKernel(int count, int featureCount)
    {
        Count = count;
        FeatureCount = featureCount;
        padded = (count + Block - 1) / Block * Block;
        lanes = new double[padded * featureCount];
        lanes.AsSpan().Fill(double.PositiveInfinity);
    }

    public int Count { get; }

    public int FeatureCount { get; }

    /// <summary>Number of centers rounded up to whole blocks.</summary>
    public int PaddedCount => padded;

    public double this[int center, int feature]
    {
        get => lanes[Index(center, feature)];
        set => lanes[Index(center, feature)] = value;
    }

    public void Set(int center, ReadOnlySpan<double> values)
    {
        for (var j = 0; j < FeatureCount; j++)
        {
            lanes[Index(center, j)] = values[j];
        }
    }

    public void Get(int center, Span<double> values)
    {
        for (var j = 0; j < FeatureCount; j++)
        {
            values[j] = lanes[Index(center, j)];
        }
    }

    public CenterKernel Copy()
    {
        var copy = new CenterKernel(Count, FeatureCount);
        lanes.CopyTo(copy.lanes, 0);
        return copy;
    }

    /// <summary>The nearest center, the lowest at a tie; −1 when every distance is NaN or overflows.</summary>
    public int Nearest(ReadOnlySpan<double> row, out double squared)
    {
        var nearest = -1;
        squared = double.PositiveInfinity;
#if NET
        if (Vector256.IsHardwareAccelerated)
        {
            for (var first = 0; first < Count; first += Block)
            {
                BlockVectors(ref MemoryMarshal.GetReference(row), first, out var low, out var high);
                var least = Vector256.Min(low, high);
                var pair = Vector128.Min(least.GetLower(), least.GetUpper());
                var distance = Vector128.Min(pair, Vector128.Shuffle(pair, Vector128.Create(1L, 0L))).ToScalar();
                if (distance < squared)
                {
                    var all = Vector256.Create(distance);
                    var mask = Vector256.Equals(low, all).ExtractMostSignificantBits() | (Vector256.Equals(high, all).ExtractMostSignificantBits() << 4);
                    nearest = first + System.Numerics.BitOperations.TrailingZeroCount(mask);
                    squared = distance;
                }
            }

            return nearest;
        }
#endif
        Span<double> distances = stackalloc double[Block];
        for (var first = 0; first < Count; first += Block)
        {
            BlockDistances(row, first, distances);
            var end = Math.Min(Block, Count - first);
            for (var k = 0; k < end; k++)
            {
                if (distances[k] < squared)
                {
                    squared = distances[k];
                    nearest = first + k;
                }
            }
        }

        return nearest;
    }

    /// <summary>As <see cref="Nearest"/>, with the squared distance of the next nearest too; infinite when there is none.</summary>
    public int NearestTwo(ReadOnlySpan<double> row, out double squared, out double second)
    {
        var nearest = -1;
        squared = double.PositiveInfinity;
        second = double.PositiveInfinity;
        Span<double> distances = stackalloc double[Block];
        for (var first = 0; first < Count; first += Block)
        {
            BlockDistances(row, first, distances);
            var end = Math.Min(Block, Count - first);
            for (var k = 0; k < end; k++)
            {
                if (distances[k] < squared)
                {
                    (second, squared) = (squared, distances[k]);
                    nearest = first + k;
                }
                else if (distances[k] < second)
                {
                    second = distances[k];
                }
            }
        }

        return nearest;
    }

    /// <summary>Squared distances to all centers; the span holds at least the padded number, see <see cref="PaddedCount"/>.</summary>
    public void Distances(ReadOnlySpan<double> row, Span<double> destination)
    {
        for (var first = 0; first < Count; first += Block)
        {
            BlockDistances(row, first, destination.Slice(first, Block));
        }
    }

    // Blocks of eight centers, each block feature after feature.
    private int Index(int center, int feature) => (center / Block * FeatureCount + feature) * Block + center % Block;

#if NET
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void BlockVectors(ref double x, int first, out Vector256<double> low, out Vector256<double> high)
    {
        ref var center = ref lanes[first * FeatureCount];
        low = Vector256<double>.Zero;
        high = Vector256<double>.Zero;
        var features = FeatureCount;
        for (var j = 0; j < features; j++)
        {
            var value = Vector256.Create(Unsafe.Add(ref x, j));
            var a = value - Vector256.LoadUnsafe(ref center, (nuint)(j * Block));
            var b = value - Vector256.LoadUnsafe(ref center, (nuint)(j * Block + 4));
            low += a * a;
            high += b * b;
        }
    }
#endif

    private void BlockDistances(ReadOnlySpan<double> row, int first, Span<double> destination)
    {
        ref var center = ref lanes[first * FeatureCount];
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var to = ref MemoryMarshal.GetReference(destination);
#if NET
        if (Vector256.IsHardwareAccelerated)
        {
            BlockVectors(ref x, first, out var low, out var high);
            low.StoreUnsafe(ref to);
            high.StoreUnsafe(ref to, 4);
            return;
        }
#endif
        double d0 = 0, d1 = 0, d2 = 0, d3 = 0, d4 = 0, d5 = 0, d6 = 0, d7 = 0;
        for (var j = 0; j < FeatureCount; j++)
        {
            var value = Unsafe.Add(ref x, j);
            ref var c = ref Unsafe.Add(ref center, j * Block);
            var e0 = value - c;
            var e1 = value - Unsafe.Add(ref c, 1);
            var e2 = value - Unsafe.Add(ref c, 2);
            var e3 = value - Unsafe.Add(ref c, 3);
            var e4 = value - Unsafe.Add(ref c, 4);
            var e5 = value - Unsafe.Add(ref c, 5);
            var e6 = value - Unsafe.Add(ref c, 6);
            var e7 = value - Unsafe.Add(ref c, 7);
            d0 += e0 * e0;
            d1 += e1 * e1;
            d2 += e2 * e2;
            d3 += e3 * e3;
            d4 += e4 * e4;
            d5 += e5 * e5;
            d6 += e6 * e6;
            d7 += e7 * e7;
        }

        to = d0;
        Unsafe.Add(ref to, 1) = d1;
        Unsafe.Add(ref to, 2) = d2;
        Unsafe.Add(ref to, 3) = d3;
        Unsafe.Add(ref to, 4) = d4;
        Unsafe.Add(ref to, 5) = d5;
        Unsafe.Add(ref to, 6) = d6;
        Unsafe.Add(ref to, 7) = d7;
    }
}
