#if NET
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace CustomerValue.Numerics;

/// <summary>Sums over rows of products of columns: ZᵀDZ, Zᵀr and Zγ for a packed tile Z whose width is a multiple of eight.</summary>
/// <remarks>
/// Every element of a result is summed over the rows in their order, multiply then add, no FMA; Zγ uses the eight lanes of
/// the house. So 512-bit, 256-bit and scalar code give the same bits.
/// </remarks>
internal static class CrossProductKernel
{
    /// <summary>Adds Σ scaled[r, i]·z[r, j] to matrix[i, j] for the tiles on and above the diagonal.</summary>
    /// <param name="scaled">Rows × width: D Z.</param>
    /// <param name="z">Rows × width.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Columns, a multiple of 8.</param>
    /// <param name="matrix">Receives the sums; row i starts at i × stride.</param>
    /// <param name="stride">At least width.</param>
    public static void AddUpper(ReadOnlySpan<double> scaled, ReadOnlySpan<double> z, int rows, int width, Span<double> matrix, int stride)
    {
#if NET
        if (Vector512.IsHardwareAccelerated)
        {
            for (var i = 0; i < width; i += 8)
            {
                var j = i;
                for (; j <= width - 16; j += 16)
                {
                    AddWideTile(scaled, z, rows, width, i, j, matrix.Slice(i * stride + j), stride);
                }

                if (j < width)
                {
                    AddTile(scaled, z, rows, width, i, j, matrix.Slice(i * stride + j), stride);
                    AddTile(scaled, z, rows, width, i + 4, j, matrix.Slice((i + 4) * stride + j), stride);
                }
            }

            return;
        }
#endif
        for (var i = 0; i < width; i += 4)
        {
            for (var j = i / 8 * 8; j < width; j += 8)
            {
                AddTile(scaled, z, rows, width, i, j, matrix.Slice(i * stride + j), stride);
            }
        }
    }

    /// <summary>Adds Σ r[row]·z[row, j] to sums[j].</summary>
    public static void AddWeighted(ReadOnlySpan<double> r, ReadOnlySpan<double> z, int rows, int width, Span<double> sums)
    {
#if NET
        if (Vector512.IsHardwareAccelerated || Vector256.IsHardwareAccelerated)
        {
            var done = 0;
            for (; Vector512.IsHardwareAccelerated && done <= width - 32; done += 32)
            {
                // Four sums at a time hide the latency of the addition.
                ref var source = ref MemoryMarshal.GetReference(z.Slice(done));
                ref var target = ref MemoryMarshal.GetReference(sums.Slice(done));
                var s0 = Vector512.LoadUnsafe(ref target);
                var s1 = Vector512.LoadUnsafe(ref target, 8);
                var s2 = Vector512.LoadUnsafe(ref target, 16);
                var s3 = Vector512.LoadUnsafe(ref target, 24);
                for (var row = 0; row < rows; row++)
                {
                    var factor = Vector512.Create(r[row]);
                    s0 += factor * Vector512.LoadUnsafe(ref source);
                    s1 += factor * Vector512.LoadUnsafe(ref source, 8);
                    s2 += factor * Vector512.LoadUnsafe(ref source, 16);
                    s3 += factor * Vector512.LoadUnsafe(ref source, 24);
                    source = ref Unsafe.Add(ref source, width);
                }

                s0.StoreUnsafe(ref target);
                s1.StoreUnsafe(ref target, 8);
                s2.StoreUnsafe(ref target, 16);
                s3.StoreUnsafe(ref target, 24);
            }

            if (Vector512.IsHardwareAccelerated && done == width - 24)
            {
                ref var source = ref MemoryMarshal.GetReference(z.Slice(done));
                ref var target = ref MemoryMarshal.GetReference(sums.Slice(done));
                var s0 = Vector512.LoadUnsafe(ref target);
                var s1 = Vector512.LoadUnsafe(ref target, 8);
                var s2 = Vector512.LoadUnsafe(ref target, 16);
                for (var row = 0; row < rows; row++)
                {
                    var factor = Vector512.Create(r[row]);
                    s0 += factor * Vector512.LoadUnsafe(ref source);
                    s1 += factor * Vector512.LoadUnsafe(ref source, 8);
                    s2 += factor * Vector512.LoadUnsafe(ref source, 16);
                    source = ref Unsafe.Add(ref source, width);
                }

                s0.StoreUnsafe(ref target);
                s1.StoreUnsafe(ref target, 8);
                s2.StoreUnsafe(ref target, 16);
                done = width;
            }

            for (var j = done; j < width; j += 8)
            {
                ref var source = ref MemoryMarshal.GetReference(z.Slice(j));
                ref var target = ref MemoryMarshal.GetReference(sums.Slice(j));
                if (Vector512.IsHardwareAccelerated)
                {
                    var sum = Vector512.LoadUnsafe(ref target);
                    for (var row = 0; row < rows; row++)
                    {
                        sum += Vector512.Create(r[row]) * Vector512.LoadUnsafe(ref source, (nuint)(row * width));
                    }

                    sum.StoreUnsafe(ref target);
                }
                else
                {
                    var low = Vector256.LoadUnsafe(ref target);
                    var high = Vector256.LoadUnsafe(ref target, 4);
                    for (var row = 0; row < rows; row++)
                    {
                        var factor = Vector256.Create(r[row]);
                        low += factor * Vector256.LoadUnsafe(ref source, (nuint)(row * width));
                        high += factor * Vector256.LoadUnsafe(ref source, (nuint)(row * width + 4));
                    }

                    low.StoreUnsafe(ref target);
                    high.StoreUnsafe(ref target, 4);
                }
            }

            return;
        }
#endif
        for (var row = 0; row < rows; row++)
        {
            var factor = r[row];
            var source = z.Slice(row * width, width);
            for (var j = 0; j < source.Length; j++)
            {
                sums[j] += factor * source[j];
            }
        }
    }

    /// <summary>y += factor · x.</summary>
    public static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        y = y.Slice(0, x.Length);
        var j = 0;
#if NET
        if (Vector256.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(x);
            ref var target = ref MemoryMarshal.GetReference(y);
            var factors = Vector256.Create(factor);
            for (; j <= x.Length - 4; j += 4)
            {
                (Vector256.LoadUnsafe(ref target, (nuint)j) + factors * Vector256.LoadUnsafe(ref source, (nuint)j)).StoreUnsafe(ref target, (nuint)j);
            }
        }
#endif
        for (; j < x.Length; j++)
        {
            y[j] += factor * x[j];
        }
    }

    /// <summary>scaled[row] = d[row] · z[row].</summary>
    public static void Scale(ReadOnlySpan<double> d, ReadOnlySpan<double> z, int rows, int width, Span<double> scaled)
    {
        z = z.Slice(0, rows * width);
        scaled = scaled.Slice(0, rows * width);
#if NET
        if (Vector256.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(z);
            ref var target = ref MemoryMarshal.GetReference(scaled);
            var at = 0;
            for (var row = 0; row < rows; row++)
            {
                var factor = Vector256.Create(d[row]);
                for (var end = at + width; at < end; at += 4)
                {
                    (factor * Vector256.LoadUnsafe(ref source, (nuint)at)).StoreUnsafe(ref target, (nuint)at);
                }
            }

            return;
        }
#endif
        for (var row = 0; row < rows; row++)
        {
            for (var j = row * width; j < (row + 1) * width; j++)
            {
                scaled[j] = d[row] * z[j];
            }
        }
    }

    /// <summary>destination[row] = z[row]·coefficients, in eight lanes.</summary>
    public static void Multiply(ReadOnlySpan<double> z, ReadOnlySpan<double> coefficients, int rows, int width, Span<double> destination)
    {
        var done = 0;
#if NET
        if (Vector512.IsHardwareAccelerated)
        {
            done = DotKernelVectors.LaneSums512(z, width, coefficients.Slice(0, width), destination.Slice(0, rows));
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            done = DotKernelVectors.LaneSums256(z, width, coefficients.Slice(0, width), destination.Slice(0, rows));
        }
#endif
        for (var row = done; row < rows; row++)
        {
            destination[row] = Dot(z.Slice(row * width, width), coefficients);
        }
    }

    /// <summary>The eight-lane dot product of two spans whose length is a multiple of eight.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
#if NET
        if (Vector512.IsHardwareAccelerated)
        {
            ref var a = ref MemoryMarshal.GetReference(x);
            ref var b = ref MemoryMarshal.GetReference(y);
            var sum = Vector512<double>.Zero;
            for (var j = 0; j < x.Length; j += 8)
            {
                sum += Vector512.LoadUnsafe(ref a, (nuint)j) * Vector512.LoadUnsafe(ref b, (nuint)j);
            }

            var q = sum.GetLower() + sum.GetUpper();
            return (q[0] + q[1]) + (q[2] + q[3]);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            ref var a = ref MemoryMarshal.GetReference(x);
            ref var b = ref MemoryMarshal.GetReference(y);
            var low = Vector256<double>.Zero;
            var high = Vector256<double>.Zero;
            for (var j = 0; j < x.Length; j += 8)
            {
                low += Vector256.LoadUnsafe(ref a, (nuint)j) * Vector256.LoadUnsafe(ref b, (nuint)j);
                high += Vector256.LoadUnsafe(ref a, (nuint)(j + 4)) * Vector256.LoadUnsafe(ref b, (nuint)(j + 4));
            }

            var q = low + high;
            return (q[0] + q[1]) + (q[2] + q[3]);
        }
#endif
        double l0 = 0, l1 = 0, l2 = 0, l3 = 0, l4 = 0, l5 = 0, l6 = 0, l7 = 0;
        for (var j = 0; j + 7 < x.Length; j += 8)
        {
            l0 += x[j] * y[j];
            l1 += x[j + 1] * y[j + 1];
            l2 += x[j + 2] * y[j + 2];
            l3 += x[j + 3] * y[j + 3];
            l4 += x[j + 4] * y[j + 4];
            l5 += x[j + 5] * y[j + 5];
            l6 += x[j + 6] * y[j + 6];
            l7 += x[j + 7] * y[j + 7];
        }

        return ((l0 + l4) + (l1 + l5)) + ((l2 + l6) + (l3 + l7));
    }

#if NET
    /// <summary>Eight rows by sixteen columns of the matrix, held in registers over all rows of the tile.</summary>
    private static void AddWideTile(ReadOnlySpan<double> scaled, ReadOnlySpan<double> z, int rows, int width, int i, int j, Span<double> tile, int stride)
    {
        ref var t = ref MemoryMarshal.GetReference(tile);
        ref var a = ref Unsafe.Add(ref MemoryMarshal.GetReference(scaled), i);
        ref var b = ref Unsafe.Add(ref MemoryMarshal.GetReference(z), j);
        var s = (nuint)stride;
        Vector512<double> p0 = Vector512.LoadUnsafe(ref t), q0 = Vector512.LoadUnsafe(ref t, 8);
        Vector512<double> p1 = Vector512.LoadUnsafe(ref t, s), q1 = Vector512.LoadUnsafe(ref t, s + 8);
        Vector512<double> p2 = Vector512.LoadUnsafe(ref t, 2 * s), q2 = Vector512.LoadUnsafe(ref t, (2 * s) + 8);
        Vector512<double> p3 = Vector512.LoadUnsafe(ref t, 3 * s), q3 = Vector512.LoadUnsafe(ref t, (3 * s) + 8);
        Vector512<double> p4 = Vector512.LoadUnsafe(ref t, 4 * s), q4 = Vector512.LoadUnsafe(ref t, (4 * s) + 8);
        Vector512<double> p5 = Vector512.LoadUnsafe(ref t, 5 * s), q5 = Vector512.LoadUnsafe(ref t, (5 * s) + 8);
        Vector512<double> p6 = Vector512.LoadUnsafe(ref t, 6 * s), q6 = Vector512.LoadUnsafe(ref t, (6 * s) + 8);
        Vector512<double> p7 = Vector512.LoadUnsafe(ref t, 7 * s), q7 = Vector512.LoadUnsafe(ref t, (7 * s) + 8);
        for (var row = 0; row < rows; row++)
        {
            var x = Vector512.LoadUnsafe(ref b);
            var y = Vector512.LoadUnsafe(ref b, 8);
            var f = Vector512.Create(a);
            p0 += f * x;
            q0 += f * y;
            f = Vector512.Create(Unsafe.Add(ref a, 1));
            p1 += f * x;
            q1 += f * y;
            f = Vector512.Create(Unsafe.Add(ref a, 2));
            p2 += f * x;
            q2 += f * y;
            f = Vector512.Create(Unsafe.Add(ref a, 3));
            p3 += f * x;
            q3 += f * y;
            f = Vector512.Create(Unsafe.Add(ref a, 4));
            p4 += f * x;
            q4 += f * y;
            f = Vector512.Create(Unsafe.Add(ref a, 5));
            p5 += f * x;
            q5 += f * y;
            f = Vector512.Create(Unsafe.Add(ref a, 6));
            p6 += f * x;
            q6 += f * y;
            f = Vector512.Create(Unsafe.Add(ref a, 7));
            p7 += f * x;
            q7 += f * y;
            a = ref Unsafe.Add(ref a, width);
            b = ref Unsafe.Add(ref b, width);
        }

        p0.StoreUnsafe(ref t);
        q0.StoreUnsafe(ref t, 8);
        p1.StoreUnsafe(ref t, s);
        q1.StoreUnsafe(ref t, s + 8);
        p2.StoreUnsafe(ref t, 2 * s);
        q2.StoreUnsafe(ref t, (2 * s) + 8);
        p3.StoreUnsafe(ref t, 3 * s);
        q3.StoreUnsafe(ref t, (3 * s) + 8);
        p4.StoreUnsafe(ref t, 4 * s);
        q4.StoreUnsafe(ref t, (4 * s) + 8);
        p5.StoreUnsafe(ref t, 5 * s);
        q5.StoreUnsafe(ref t, (5 * s) + 8);
        p6.StoreUnsafe(ref t, 6 * s);
        q6.StoreUnsafe(ref t, (6 * s) + 8);
        p7.StoreUnsafe(ref t, 7 * s);
        q7.StoreUnsafe(ref t, (7 * s) + 8);
    }
#endif

    /// <summary>Four rows by eight columns of the matrix, held in registers over all rows of the tile.</summary>
    private static void AddTile(ReadOnlySpan<double> scaled, ReadOnlySpan<double> z, int rows, int width, int i, int j, Span<double> tile, int stride)
    {
#if NET
        ref var a = ref MemoryMarshal.GetReference(scaled);
        ref var b = ref MemoryMarshal.GetReference(z);
        if (Vector512.IsHardwareAccelerated)
        {
            ref var t = ref MemoryMarshal.GetReference(tile);
            var s0 = Vector512.LoadUnsafe(ref t);
            var s1 = Vector512.LoadUnsafe(ref t, (nuint)stride);
            var s2 = Vector512.LoadUnsafe(ref t, (nuint)(2 * stride));
            var s3 = Vector512.LoadUnsafe(ref t, (nuint)(3 * stride));
            for (var row = 0; row < rows; row++)
            {
                var at = (nuint)(row * width);
                var x = Vector512.LoadUnsafe(ref b, at + (nuint)j);
                ref var f = ref Unsafe.Add(ref a, at + (nuint)i);
                s0 += Vector512.Create(f) * x;
                s1 += Vector512.Create(Unsafe.Add(ref f, 1)) * x;
                s2 += Vector512.Create(Unsafe.Add(ref f, 2)) * x;
                s3 += Vector512.Create(Unsafe.Add(ref f, 3)) * x;
            }

            s0.StoreUnsafe(ref t);
            s1.StoreUnsafe(ref t, (nuint)stride);
            s2.StoreUnsafe(ref t, (nuint)(2 * stride));
            s3.StoreUnsafe(ref t, (nuint)(3 * stride));
            return;
        }

        if (Vector256.IsHardwareAccelerated)
        {
            for (var half = 0; half < 8; half += 4)
            {
                ref var t = ref MemoryMarshal.GetReference(tile.Slice(half));
                var s0 = Vector256.LoadUnsafe(ref t);
                var s1 = Vector256.LoadUnsafe(ref t, (nuint)stride);
                var s2 = Vector256.LoadUnsafe(ref t, (nuint)(2 * stride));
                var s3 = Vector256.LoadUnsafe(ref t, (nuint)(3 * stride));
                for (var row = 0; row < rows; row++)
                {
                    var at = (nuint)(row * width);
                    var x = Vector256.LoadUnsafe(ref b, at + (nuint)(j + half));
                    ref var f = ref Unsafe.Add(ref a, at + (nuint)i);
                    s0 += Vector256.Create(f) * x;
                    s1 += Vector256.Create(Unsafe.Add(ref f, 1)) * x;
                    s2 += Vector256.Create(Unsafe.Add(ref f, 2)) * x;
                    s3 += Vector256.Create(Unsafe.Add(ref f, 3)) * x;
                }

                s0.StoreUnsafe(ref t);
                s1.StoreUnsafe(ref t, (nuint)stride);
                s2.StoreUnsafe(ref t, (nuint)(2 * stride));
                s3.StoreUnsafe(ref t, (nuint)(3 * stride));
            }

            return;
        }
#endif
        for (var row = 0; row < rows; row++)
        {
            var x = z.Slice(row * width + j, 8);
            for (var k = 0; k < 4; k++)
            {
                var factor = scaled[row * width + i + k];
                var target = tile.Slice(k * stride, 8);
                for (var l = 0; l < 8; l++)
                {
                    target[l] += factor * x[l];
                }
            }
        }
    }
}
