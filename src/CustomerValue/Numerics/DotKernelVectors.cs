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
    // What PermuteVar8x64 takes to turn the last eight of a row so that its last k values come first: read from 8 − k on.
    private static ReadOnlySpan<long> Turns => [0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7];

    /// <summary>The lane sums of rows, eight at a time; returns how many rows were done.</summary>
    /// <remarks>An incomplete last eight is read whole, what lies behind it set to +0; a row where that would leave the span is not done here.</remarks>
    public static int LaneSums512(ReadOnlySpan<double> rows, int stride, ReadOnlySpan<double> weights, Span<double> destination)
    {
        var (whole, rest) = (weights.Length & ~7, weights.Length & 7);
        Span<double> restWeights = stackalloc double[8];
        restWeights.Clear();
        weights.Slice(whole).CopyTo(restWeights);
        var (mask, lastWeights) = (Mask512(rest), Vector512.Create<double>(restWeights));
        ref var source = ref MemoryMarshal.GetReference(rows);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var safeEnd = rows.Length - whole - (rest == 0 ? 0 : 8);
        var row = 0;
        for (; row <= destination.Length - 8 && (row + 7L) * stride <= safeEnd; row += 8)
        {
            Eight(ref Unsafe.Add(ref source, (nint)row * stride), stride, ref weight, whole, rest, mask, lastWeights).StoreUnsafe(ref target, (nuint)row);
        }

        return row;
    }

    /// <summary>As <see cref="LaneSums512"/>, four rows at a time, each row's eight lanes in two registers.</summary>
    public static int LaneSums256(ReadOnlySpan<double> rows, int stride, ReadOnlySpan<double> weights, Span<double> destination)
    {
        var (whole, rest) = (weights.Length & ~7, weights.Length & 7);
        Span<double> restWeights = stackalloc double[8];
        restWeights.Clear();
        weights.Slice(whole).CopyTo(restWeights);
        var (mask, mask4) = Mask256(rest);
        var (lastWeights, lastWeights4) = (Vector256.Create<double>(restWeights), Vector256.Create<double>(restWeights.Slice(4)));
        ref var source = ref MemoryMarshal.GetReference(rows);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var safeEnd = rows.Length - whole - (rest == 0 ? 0 : 8);
        var row = 0;
        for (; row <= destination.Length - 4 && (row + 3L) * stride <= safeEnd; row += 4)
        {
            Four(ref Unsafe.Add(ref source, (nint)row * stride), stride, ref weight, whole, rest, mask, mask4, lastWeights, lastWeights4).StoreUnsafe(ref target, (nuint)row);
        }

        return row;
    }

    /// <summary>Finished scores of rows, eight at a time: lane sums, category terms, intercept, logistic, all in registers, so that the memory never waits.</summary>
    /// <returns>How many rows were done, and whether all their linear predictors are finite.</returns>
    public static unsafe (int Rows, bool AreFinite) Scores512(
        ReadOnlySpan<double> rows, int stride, ReadOnlySpan<double> weights, ReadOnlySpan<double> categoryTerms, ReadOnlySpan<int> categoryOffsets,
        double intercept, Span<double> destination, bool logistic)
    {
        var (whole, rest) = (weights.Length & ~7, weights.Length & 7);
        Span<double> restWeights = stackalloc double[8];
        restWeights.Clear();
        weights.Slice(whole).CopyTo(restWeights);
        var (mask, lastWeights) = (Mask512(rest), Vector512.Create<double>(restWeights));
        var added = Vector512.Create(intercept);
        var nan = Vector512.Create(double.NaN);
        var differences = Vector512<double>.Zero;
        ref var source = ref MemoryMarshal.GetReference(rows);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var safeEnd = rows.Length - weights.Length - Math.Max(rest == 0 ? 0 : 8 - rest, categoryOffsets.Length - 1);
        var row = 0;
        fixed (double* terms = categoryTerms)
        {
            for (; row <= destination.Length - 8 && (row + 7L) * stride <= safeEnd; row += 8)
            {
                ref var first = ref Unsafe.Add(ref source, (nint)row * stride);
                var score = Eight(ref first, stride, ref weight, whole, rest, mask, lastWeights);
                if (categoryOffsets.Length > 1)
                {
                    ref var codes = ref Unsafe.Add(ref first, weights.Length);
                    score = Vector512.Create(
                        AddCategories(ref codes, stride, terms, categoryOffsets, score.GetLower()),
                        AddCategories(ref Unsafe.Add(ref codes, (nint)stride * 4), stride, terms, categoryOffsets, score.GetUpper()));
                }

                score += added;
                differences += score - score;
                var value = logistic ? ElementaryKernel512.Logistic(score) : Vector512.ConditionalSelect(Vector512.Equals(score, score), score, nan);
                value.StoreUnsafe(ref target, (nuint)row);
            }
        }

        return (row, differences == Vector512<double>.Zero);
    }

    /// <summary>As <see cref="Scores512"/>, four rows at a time.</summary>
    public static unsafe (int Rows, bool AreFinite) Scores256(
        ReadOnlySpan<double> rows, int stride, ReadOnlySpan<double> weights, ReadOnlySpan<double> categoryTerms, ReadOnlySpan<int> categoryOffsets,
        double intercept, Span<double> destination, bool logistic)
    {
        var (whole, rest) = (weights.Length & ~7, weights.Length & 7);
        Span<double> restWeights = stackalloc double[8];
        restWeights.Clear();
        weights.Slice(whole).CopyTo(restWeights);
        var (mask, mask4) = Mask256(rest);
        var (lastWeights, lastWeights4) = (Vector256.Create<double>(restWeights), Vector256.Create<double>(restWeights.Slice(4)));
        var added = Vector256.Create(intercept);
        var nan = Vector256.Create(double.NaN);
        var differences = Vector256<double>.Zero;
        ref var source = ref MemoryMarshal.GetReference(rows);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var safeEnd = rows.Length - weights.Length - Math.Max(rest == 0 ? 0 : 8 - rest, categoryOffsets.Length - 1);
        var row = 0;
        fixed (double* terms = categoryTerms)
        {
            for (; row <= destination.Length - 4 && (row + 3L) * stride <= safeEnd; row += 4)
            {
                ref var first = ref Unsafe.Add(ref source, (nint)row * stride);
                var score = Four(ref first, stride, ref weight, whole, rest, mask, mask4, lastWeights, lastWeights4);
                if (categoryOffsets.Length > 1)
                {
                    score = AddCategories(ref Unsafe.Add(ref first, weights.Length), stride, terms, categoryOffsets, score);
                }

                score += added;
                differences += score - score;
                var value = logistic ? ElementaryKernel256.Logistic(score) : Vector256.ConditionalSelect(Vector256.Equals(score, score), score, nan);
                value.StoreUnsafe(ref target, (nuint)row);
            }
        }

        return (row, differences == Vector256<double>.Zero);
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
            var turn = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(Turns), (nuint)(8 - (count - j)));
            var rest = Avx512F.PermuteVar8x64(Vector512.LoadUnsafe(ref x, (nuint)(count - 8)), turn);
            lanes += rest * Vector512.LoadUnsafe(ref w, (nuint)j);
        }

        var q = lanes.GetLower() + lanes.GetUpper();
        var pairs = Sse2.UnpackLow(q.GetLower(), q.GetUpper()) + Sse2.UnpackHigh(q.GetLower(), q.GetUpper());
        return (pairs + Sse2.UnpackHigh(pairs, pairs)).ToScalar();
    }

    private static Vector512<double> Mask512(int rest) => Vector512.LessThan(Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7), Vector512.Create((double)rest));

    private static (Vector256<double> Low, Vector256<double> High) Mask256(int rest) =>
        (Vector256.LessThan(Vector256.Create(0.0, 1, 2, 3), Vector256.Create((double)rest)), Vector256.LessThan(Vector256.Create(4.0, 5, 6, 7), Vector256.Create((double)rest)));

    /// <summary>Four scores with the category terms of their rows, column by column; NaN for what is no code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<double> AddCategories(ref double codes, int stride, double* terms, ReadOnlySpan<int> categoryOffsets, Vector256<double> score)
    {
        ref var b = ref Unsafe.Add(ref codes, stride);
        ref var c = ref Unsafe.Add(ref b, stride);
        ref var d = ref Unsafe.Add(ref c, stride);
        for (var j = 0; j + 1 < categoryOffsets.Length; j++)
        {
            var first = categoryOffsets[j];
            var code = Vector256.Create(Unsafe.Add(ref codes, j), Unsafe.Add(ref b, j), Unsafe.Add(ref c, j), Unsafe.Add(ref d, j));
            var level = Avx.ConvertToVector128Int32WithTruncation(code);
            var known = Vector256.GreaterThanOrEqual(code, Vector256<double>.Zero)
                & Vector256.LessThan(code, Vector256.Create((double)(categoryOffsets[j + 1] - first)))
                & Vector256.Equals(code, Avx.ConvertToVector256Double(level));

            // What the mask leaves out is not read: it keeps NaN.
            score += Avx2.GatherMaskVector256(Vector256.Create(double.NaN), terms + first, level, known, sizeof(double));
        }

        return score;
    }

    /// <summary>The lane sums of eight rows: (l₀ + l₄) + (l₁ + l₅) and (l₂ + l₆) + (l₃ + l₇) of all of them side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Eight(
        ref double row, int stride, ref double weight, int whole, int rest, Vector512<double> mask, Vector512<double> restWeights)
    {
        ref var b = ref Unsafe.Add(ref row, stride);
        ref var c = ref Unsafe.Add(ref b, stride);
        ref var d = ref Unsafe.Add(ref c, stride);
        ref var e = ref Unsafe.Add(ref d, stride);
        ref var f = ref Unsafe.Add(ref e, stride);
        ref var g = ref Unsafe.Add(ref f, stride);
        ref var h = ref Unsafe.Add(ref g, stride);
        var la = Lanes512(ref row, ref weight, whole, rest, mask, restWeights);
        var lb = Lanes512(ref b, ref weight, whole, rest, mask, restWeights);
        var lc = Lanes512(ref c, ref weight, whole, rest, mask, restWeights);
        var ld = Lanes512(ref d, ref weight, whole, rest, mask, restWeights);
        var le = Lanes512(ref e, ref weight, whole, rest, mask, restWeights);
        var lf = Lanes512(ref f, ref weight, whole, rest, mask, restWeights);
        var lg = Lanes512(ref g, ref weight, whole, rest, mask, restWeights);
        var lh = Lanes512(ref h, ref weight, whole, rest, mask, restWeights);

        // Pairs are chosen so that the last step leaves the rows in order.
        var ac = Halves(la, lc);
        var bd = Halves(lb, ld);
        var eg = Halves(le, lg);
        var fh = Halves(lf, lh);
        var low = Avx512F.UnpackLow(ac, bd) + Avx512F.UnpackHigh(ac, bd);
        var high = Avx512F.UnpackLow(eg, fh) + Avx512F.UnpackHigh(eg, fh);
        return Avx512F.Shuffle4x128(low, high, 0x88) + Avx512F.Shuffle4x128(low, high, 0xDD);
    }

    /// <summary>lᵢ + lᵢ₊₄ of two rows, one behind the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Halves(Vector512<double> one, Vector512<double> other) =>
        Avx512F.Shuffle4x128(one, other, 0x44) + Avx512F.Shuffle4x128(one, other, 0xEE);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Four(
        ref double row, int stride, ref double weight, int whole, int rest,
        Vector256<double> mask, Vector256<double> mask4, Vector256<double> restWeights, Vector256<double> restWeights4)
    {
        ref var b = ref Unsafe.Add(ref row, stride);
        ref var c = ref Unsafe.Add(ref b, stride);
        ref var d = ref Unsafe.Add(ref c, stride);
        return Sums(
            Lanes256(ref row, ref weight, whole, rest, mask, mask4, restWeights, restWeights4),
            Lanes256(ref b, ref weight, whole, rest, mask, mask4, restWeights, restWeights4),
            Lanes256(ref c, ref weight, whole, rest, mask, mask4, restWeights, restWeights4),
            Lanes256(ref d, ref weight, whole, rest, mask, mask4, restWeights, restWeights4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Lanes512(
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

        return lanes;
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
