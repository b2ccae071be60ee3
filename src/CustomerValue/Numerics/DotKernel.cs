namespace CustomerValue.Numerics;

/// <summary>The dot product every linear scorer shares: the same bits from 512-bit, 256-bit and scalar code.</summary>
/// <remarks>
/// Element j goes to lane j mod 8; each lane starts at +0, multiplies, then adds, never fused; qᵢ = lᵢ + lᵢ₊₄; (q₀ + q₁) + (q₂ + q₃).
/// A lane that an incomplete last eight leaves out gets +0 · +0 added, which changes nothing: a lane is never −0.
/// A score adds the category terms in column order, then the intercept. A NaN result is always the NaN of <see cref="double.NaN"/>.
/// </remarks>
internal static class DotKernel
{
    /// <summary>Σ xⱼwⱼ.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        Guard.SameLength(w.Length, x.Length, nameof(w));
        return Canonical(LaneSum(x, w));
    }

    /// <summary>One row's score: numeric columns first, then category codes.</summary>
    /// <param name="row">The row: <paramref name="numericCount"/> numbers, then one code per category column; NaN where missing.</param>
    /// <param name="numericCount">Number of numeric columns.</param>
    /// <param name="weights">One weight per numeric column.</param>
    /// <param name="categoryTerms">The terms of all category columns, one column after the other.</param>
    /// <param name="categoryOffsets">Where each category column begins in <paramref name="categoryTerms"/>, and at the end its length; empty without categories.</param>
    /// <param name="intercept">Added last.</param>
    /// <returns>The score; NaN if a number or a code is NaN, or a code is none of the column's.</returns>
    public static double LinearScore(
        ReadOnlySpan<double> row, int numericCount, ReadOnlySpan<double> weights, ReadOnlySpan<double> categoryTerms, ReadOnlySpan<int> categoryOffsets, double intercept)
    {
        var dot = LaneSum(row.Slice(0, numericCount), weights.Slice(0, numericCount));
        return WithCategories(dot, row.Slice(numericCount), categoryTerms, categoryOffsets, intercept);
    }

    /// <summary>As <see cref="LinearScore"/>, for a row of checked length and weights padded with 0 to whole eights; a NaN result may be any NaN.</summary>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
    public static double PaddedScore(
        ReadOnlySpan<double> row, int numericCount, double[] paddedWeights, double[] categoryTerms, int[] categoryOffsets, double intercept)
    {
#if NET
        if (System.Runtime.Intrinsics.X86.Avx512F.IsSupported && numericCount >= 8)
        {
            var dot = DotKernelVectors.PaddedSum512(row, numericCount, paddedWeights);
            return categoryOffsets.Length <= 1 ? dot + intercept : WithCategories(dot, row.Slice(numericCount), categoryTerms, categoryOffsets, intercept);
        }
#endif
        return LinearScore(row, numericCount, paddedWeights, categoryTerms, categoryOffsets, intercept);
    }

    /// <summary>The scores of as many rows as <paramref name="destination"/> holds; <see cref="LinearScore"/>'s bits.</summary>
    /// <param name="rows">Row-major values.</param>
    /// <param name="stride">Distance of two rows, at least numeric plus category columns.</param>
    /// <param name="numericCount">Number of numeric columns.</param>
    /// <param name="weights">One weight per numeric column.</param>
    /// <param name="categoryTerms">The terms of all category columns, one column after the other.</param>
    /// <param name="categoryOffsets">Where each category column begins in <paramref name="categoryTerms"/>, and at the end its length; empty without categories.</param>
    /// <param name="intercept">Added last.</param>
    /// <param name="destination">One score per row; must not overlap <paramref name="rows"/>.</param>
    /// <returns>True when every score is finite.</returns>
    public static bool LinearScores(
        ReadOnlySpan<double> rows, int stride, int numericCount, ReadOnlySpan<double> weights, ReadOnlySpan<double> categoryTerms,
        ReadOnlySpan<int> categoryOffsets, double intercept, Span<double> destination) =>
        Scores(rows, stride, numericCount, weights, categoryTerms, categoryOffsets, intercept, destination, logistic: false);

    /// <summary><see cref="Elementary.Logistic(double)"/> of <see cref="LinearScores"/>, in one pass over the rows; true when every linear score is finite.</summary>
    public static bool LogisticScores(
        ReadOnlySpan<double> rows, int stride, int numericCount, ReadOnlySpan<double> weights, ReadOnlySpan<double> categoryTerms,
        ReadOnlySpan<int> categoryOffsets, double intercept, Span<double> destination) =>
        Scores(rows, stride, numericCount, weights, categoryTerms, categoryOffsets, intercept, destination, logistic: true);

    private static bool Scores(
        ReadOnlySpan<double> rows, int stride, int numericCount, ReadOnlySpan<double> weights, ReadOnlySpan<double> categoryTerms,
        ReadOnlySpan<int> categoryOffsets, double intercept, Span<double> destination, bool logistic)
    {
        var columns = numericCount + Math.Max(0, categoryOffsets.Length - 1);
        Guard.Between(numericCount, 0, weights.Length);
        Guard.AtLeast(stride, columns);
        if (destination.IsEmpty)
        {
            return true;
        }

        // The vector code reads by reference: this is what keeps it inside.
        if (rows.Length < (destination.Length - 1L) * stride + columns)
        {
            throw new ArgumentException($"{Guard.Text(rows.Length)} values are fewer than {Guard.Text(destination.Length)} rows of {Guard.Text(stride)}.", nameof(rows));
        }

        for (var j = 1; j < categoryOffsets.Length; j++)
        {
            Guard.Between(categoryOffsets[j - 1], 0, categoryOffsets[j], nameof(categoryOffsets));
            Guard.Between(categoryOffsets[j], 0, categoryTerms.Length, nameof(categoryOffsets));
        }

        weights = weights.Slice(0, numericCount);
        var (done, finite) = (0, true);
#if NET
        if (System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated)
        {
            (done, finite) = DotKernelVectors.Scores512(rows, stride, weights, categoryTerms, categoryOffsets, intercept, destination, logistic);
        }
        else if (System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated)
        {
            (done, finite) = DotKernelVectors.Scores256(rows, stride, weights, categoryTerms, categoryOffsets, intercept, destination, logistic);
        }
#endif
        for (var i = done; i < destination.Length; i++)
        {
            var score = LinearScore(rows.Slice(i * stride, columns), numericCount, weights, categoryTerms, categoryOffsets, intercept);
            finite &= double.IsFinite(score);
            destination[i] = logistic ? Elementary.Logistic(score) : score;
        }

        return finite;
    }

    private static double WithCategories(
        double score, ReadOnlySpan<double> codes, ReadOnlySpan<double> categoryTerms, ReadOnlySpan<int> categoryOffsets, double intercept)
    {
        for (var j = 0; j + 1 < categoryOffsets.Length; j++)
        {
            var first = categoryOffsets[j];
            var code = codes[j];
            if (!(code >= 0 && code < categoryOffsets[j + 1] - first))
            {
                return double.NaN;
            }

            var level = (int)code;
            if (level != code)
            {
                return double.NaN;
            }

            score += categoryTerms[first + level];
        }

        return Canonical(score + intercept);
    }

    private static double LaneSum(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
#if NET
        if (x.Length >= 8 && System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated)
        {
            return DotKernelVectors.LaneSum256(x, w);
        }
#endif
        return LaneSumOfScalars(x, w);
    }

    /// <summary>The definition: what the vector code must reproduce.</summary>
    internal static double LaneSumOfScalars(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        double l0 = 0, l1 = 0, l2 = 0, l3 = 0, l4 = 0, l5 = 0, l6 = 0, l7 = 0;
        w = w.Slice(0, x.Length);
        var j = 0;
        for (; j <= x.Length - 8; j += 8)
        {
            l0 += x[j] * w[j];
            l1 += x[j + 1] * w[j + 1];
            l2 += x[j + 2] * w[j + 2];
            l3 += x[j + 3] * w[j + 3];
            l4 += x[j + 4] * w[j + 4];
            l5 += x[j + 5] * w[j + 5];
            l6 += x[j + 6] * w[j + 6];
            l7 += x[j + 7] * w[j + 7];
        }

        l0 += j < x.Length ? x[j] * w[j] : 0;
        l1 += j + 1 < x.Length ? x[j + 1] * w[j + 1] : 0;
        l2 += j + 2 < x.Length ? x[j + 2] * w[j + 2] : 0;
        l3 += j + 3 < x.Length ? x[j + 3] * w[j + 3] : 0;
        l4 += j + 4 < x.Length ? x[j + 4] * w[j + 4] : 0;
        l5 += j + 5 < x.Length ? x[j + 5] * w[j + 5] : 0;
        l6 += j + 6 < x.Length ? x[j + 6] * w[j + 6] : 0;
        return ((l0 + l4) + (l1 + l5)) + ((l2 + l6) + (l3 + l7));
    }

    private static double Canonical(double value) => double.IsNaN(value) ? double.NaN : value;
}
