#if NET
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CustomerValue.Numerics;

/// <summary>The lanes of <see cref="DotKernel"/> in vector registers: operation for operation those of its scalar definition.</summary>
/// <remarks>Callers have checked every length. Operators never fuse: C# contracts nothing.</remarks>
internal static class DotKernelVectors
{
    /// <summary>The lane sums of rows, four at a time; returns how many rows were done.</summary>
    /// <remarks>An incomplete last eight is read whole, what lies behind it set to +0; a row where that would leave the span is not done here.</remarks>
    public static int LaneSums512(ReadOnlySpan<double> rows, int stride, ReadOnlySpan<double> weights, Span<double> destination)
    {
        var whole = weights.Length & ~7;
        var rest = weights.Length - whole;
        Span<double> padded = stackalloc double[8];
        padded.Clear();
        weights.Slice(whole).CopyTo(padded);
        var restWeights = Vector512.Create<double>(padded);
        var mask = Vector512.LessThan(Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7), Vector512.Create((double)rest));

        ref var source = ref MemoryMarshal.GetReference(rows);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var safeEnd = rows.Length - whole - (rest == 0 ? 0 : 8);
        var row = 0;
        for (; row <= destination.Length - 4 && (row + 3L) * stride <= safeEnd; row += 4)
        {
            ref var a = ref Unsafe.Add(ref source, (nint)row * stride);
            ref var b = ref Unsafe.Add(ref a, stride);
            ref var c = ref Unsafe.Add(ref b, stride);
            ref var d = ref Unsafe.Add(ref c, stride);
            Sums(
                Lanes512(ref a, ref weight, whole, rest, mask, restWeights),
                Lanes512(ref b, ref weight, whole, rest, mask, restWeights),
                Lanes512(ref c, ref weight, whole, rest, mask, restWeights),
                Lanes512(ref d, ref weight, whole, rest, mask, restWeights)).StoreUnsafe(ref target, (nuint)row);
        }

        return row;
    }

    /// <summary>As <see cref="LaneSums512"/>, each row's eight lanes in two registers.</summary>
    public static int LaneSums256(ReadOnlySpan<double> rows, int stride, ReadOnlySpan<double> weights, Span<double> destination)
    {
        var whole = weights.Length & ~7;
        var rest = weights.Length - whole;
        Span<double> padded = stackalloc double[8];
        padded.Clear();
        weights.Slice(whole).CopyTo(padded);
        var restWeights = Vector256.Create<double>(padded);
        var restWeights4 = Vector256.Create<double>(padded.Slice(4));
        var mask = Vector256.LessThan(Vector256.Create(0.0, 1, 2, 3), Vector256.Create((double)rest));
        var mask4 = Vector256.LessThan(Vector256.Create(4.0, 5, 6, 7), Vector256.Create((double)rest));

        ref var source = ref MemoryMarshal.GetReference(rows);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var safeEnd = rows.Length - whole - (rest == 0 ? 0 : 8);
        var row = 0;
        for (; row <= destination.Length - 4 && (row + 3L) * stride <= safeEnd; row += 4)
        {
            ref var a = ref Unsafe.Add(ref source, (nint)row * stride);
            ref var b = ref Unsafe.Add(ref a, stride);
            ref var c = ref Unsafe.Add(ref b, stride);
            ref var d = ref Unsafe.Add(ref c, stride);
            Sums(
                Lanes256(ref a, ref weight, whole, rest, mask, mask4, restWeights, restWeights4),
                Lanes256(ref b, ref weight, whole, rest, mask, mask4, restWeights, restWeights4),
                Lanes256(ref c, ref weight, whole, rest, mask, mask4, restWeights, restWeights4),
                Lanes256(ref d, ref weight, whole, rest, mask, mask4, restWeights, restWeights4)).StoreUnsafe(ref target, (nuint)row);
        }

        return row;
    }

    /// <summary>The lane sum of one row of at least eight elements.</summary>
    public static double LaneSum256(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        ref var left = ref MemoryMarshal.GetReference(x);
        ref var right = ref MemoryMarshal.GetReference(w.Slice(0, x.Length));
        Vector256<double> low = Vector256<double>.Zero, high = low;
        var j = 0;
        for (; j <= x.Length - 8; j += 8)
        {
            low += Vector256.LoadUnsafe(ref left, (nuint)j) * Vector256.LoadUnsafe(ref right, (nuint)j);
            high += Vector256.LoadUnsafe(ref left, (nuint)j + 4) * Vector256.LoadUnsafe(ref right, (nuint)j + 4);
        }

        if (j < x.Length)
        {
            Span<double> paddedX = stackalloc double[8];
            Span<double> paddedW = stackalloc double[8];
            paddedX.Clear();
            paddedW.Clear();
            x.Slice(j).CopyTo(paddedX);
            w.Slice(j, x.Length - j).CopyTo(paddedW);
            low += Vector256.Create<double>(paddedX) * Vector256.Create<double>(paddedW);
            high += Vector256.Create<double>(paddedX.Slice(4)) * Vector256.Create<double>(paddedW.Slice(4));
        }

        var q = low + high;
        return (q.GetElement(0) + q.GetElement(1)) + (q.GetElement(2) + q.GetElement(3));
    }

    /// <summary>The lane sum of one row of at least eight numbers with weights padded by 0.</summary>
    /// <remarks>An incomplete last eight is read from the row's last eight, turned into place; what the padding multiplies is the row's own and adds ±0, which changes no lane.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PaddedSum512(ReadOnlySpan<double> row, int count, double[] paddedWeights)
    {
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var w = ref MemoryMarshal.GetArrayDataReference(paddedWeights);
        var lanes = Vector512<double>.Zero;
        var j = 0;
        for (; j <= count - 8; j += 8)
        {
            lanes += Vector512.LoadUnsafe(ref x, (nuint)j) * Vector512.LoadUnsafe(ref w, (nuint)j);
        }

        if (j < count)
        {
            var turn = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7) - Vector512.Create((long)(count - j));
            var rest = Avx512F.PermuteVar8x64(Vector512.LoadUnsafe(ref x, (nuint)(count - 8)), turn);
            lanes += rest * Vector512.LoadUnsafe(ref w, (nuint)j);
        }

        var q = lanes.GetLower() + lanes.GetUpper();
        var pairs = Sse3.HorizontalAdd(q.GetLower(), q.GetUpper());
        return pairs.ToScalar() + pairs.GetElement(1);
    }

    /// <summary>score + intercept of a multiple of four scores, NaN made canonical.</summary>
    public static void AddIntercept(Span<double> scores, double intercept)
    {
        ref var target = ref MemoryMarshal.GetReference(scores);
        var added = Vector256.Create(intercept);
        var nan = Vector256.Create(double.NaN);
        for (var i = 0; i <= scores.Length - 4; i += 4)
        {
            var value = Vector256.LoadUnsafe(ref target, (nuint)i) + added;
            Vector256.ConditionalSelect(Vector256.Equals(value, value), value, nan).StoreUnsafe(ref target, (nuint)i);
        }
    }

    /// <summary>The category terms of four rows at a time, column by column; NaN for what is no code. Returns how many rows were done.</summary>
    public static unsafe int AddCategories(
        ReadOnlySpan<double> codes, int stride, ReadOnlySpan<double> categoryTerms, ReadOnlySpan<int> categoryOffsets, Span<double> scores)
    {
        ref var source = ref MemoryMarshal.GetReference(codes);
        ref var target = ref MemoryMarshal.GetReference(scores);
        var nan = Vector256.Create(double.NaN);
        var row = 0;
        fixed (double* terms = categoryTerms)
        {
            for (; row <= scores.Length - 4; row += 4)
            {
                ref var a = ref Unsafe.Add(ref source, (nint)row * stride);
                ref var b = ref Unsafe.Add(ref a, stride);
                ref var c = ref Unsafe.Add(ref b, stride);
                ref var d = ref Unsafe.Add(ref c, stride);
                var score = Vector256.LoadUnsafe(ref target, (nuint)row);
                for (var j = 0; j + 1 < categoryOffsets.Length; j++)
                {
                    var first = categoryOffsets[j];
                    var code = Vector256.Create(Unsafe.Add(ref a, j), Unsafe.Add(ref b, j), Unsafe.Add(ref c, j), Unsafe.Add(ref d, j));
                    var level = Avx.ConvertToVector128Int32WithTruncation(code);
                    var known = Vector256.GreaterThanOrEqual(code, Vector256<double>.Zero)
                        & Vector256.LessThan(code, Vector256.Create((double)(categoryOffsets[j + 1] - first)))
                        & Vector256.Equals(code, Avx.ConvertToVector256Double(level));

                    // What the mask leaves out is not read: it keeps NaN.
                    score += Avx2.GatherMaskVector256(nan, terms + first, level, known, sizeof(double));
                }

                score.StoreUnsafe(ref target, (nuint)row);
            }
        }

        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Lanes512(
        ref double row, ref double weight, int whole, int rest, Vector512<double> mask, Vector512<double> restWeights)
    {
        var lanes = Vector512<double>.Zero;
        for (var j = 0; j < whole; j += 8)
        {
            lanes += Vector512.LoadUnsafe(ref row, (nuint)j) * Vector512.LoadUnsafe(ref weight, (nuint)j);
        }

        if (rest != 0)
        {
            lanes += (Vector512.LoadUnsafe(ref row, (nuint)whole) & mask) * restWeights;
        }

        return lanes.GetLower() + lanes.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Lanes256(
        ref double row, ref double weight, int whole, int rest,
        Vector256<double> mask, Vector256<double> mask4, Vector256<double> restWeights, Vector256<double> restWeights4)
    {
        Vector256<double> low = Vector256<double>.Zero, high = low;
        for (var j = 0; j < whole; j += 8)
        {
            low += Vector256.LoadUnsafe(ref row, (nuint)j) * Vector256.LoadUnsafe(ref weight, (nuint)j);
            high += Vector256.LoadUnsafe(ref row, (nuint)j + 4) * Vector256.LoadUnsafe(ref weight, (nuint)j + 4);
        }

        if (rest != 0)
        {
            low += (Vector256.LoadUnsafe(ref row, (nuint)whole) & mask) * restWeights;
            high += (Vector256.LoadUnsafe(ref row, (nuint)whole + 4) & mask4) * restWeights4;
        }

        return low + high;
    }

    /// <summary>(q₀ + q₁) + (q₂ + q₃) of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Sums(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
    {
        var ab = Avx.HorizontalAdd(a, b);
        var cd = Avx.HorizontalAdd(c, d);
        return Avx.Permute2x128(ab, cd, 0x20) + Avx.Permute2x128(ab, cd, 0x31);
    }
}
#endif
