using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>Sums of a sample by blocks that stay in the first cache: the mean of a block, then its centered powers, then a merge.</summary>
internal static class MomentKernel
{
    private const int Block = 1024;

    // Below this a sum of squares has lost digits to underflow, or is 0 though the values differ.
    internal const double LeastSquares = 1e-290;

    public static SampleMoments Sum(ReadOnlySpan<double> values)
    {
        var all = default(SampleMoments);
        for (var from = 0; from < values.Length; from += Block)
        {
            all = Merge(all, SumBlock(values.Slice(from, Math.Min(Block, values.Length - from))));
        }

        return Checked(all, values, default);
    }

    public static SampleMoments Sum(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        for (var row = 0; row < weights.Length; row++)
        {
            if (!(weights[row] >= 0) || double.IsInfinity(weights[row]))
            {
                throw Guard.BrokenRow(nameof(weights), row, "0 ≤ weight < ∞", $"weight {Guard.Text(weights[row])}");
            }
        }

        Guard.AllFinite(values, nameof(values));
        var all = default(SampleMoments);
        for (var from = 0; from < values.Length; from += Block)
        {
            var n = Math.Min(Block, values.Length - from);
            all = Merge(all, SumBlock(values.Slice(from, n), weights.Slice(from, n)));
        }

        return Checked(all, values, weights);
    }

    /// <summary>Chan, Golub and LeVeque (1979); the third moment after Pébay (2008), equation (2.6).</summary>
    public static SampleMoments Merge(SampleMoments a, SampleMoments b)
    {
        if (a.Count == 0)
        {
            return b;
        }

        if (b.Count == 0)
        {
            return a;
        }

        var n = a.Count + b.Count;
        var d = SampleMoments.Difference(b, a);
        var share = b.Count / n;
        var squares = a.SumOfSquares + b.SumOfSquares + d * d * a.Count * share;
        var cubes = a.SumOfCubes + b.SumOfCubes
            + d * d * d * a.Count * share * ((a.Count - b.Count) / n)
            + 3 * d * ((a.Count / n) * b.SumOfSquares - share * a.SumOfSquares);

        // The larger sample's mean moves by the smaller share.
        var (mean, tail) = a.Count >= b.Count ? Sum(a.Mean, a.MeanTail + d * share) : Sum(b.Mean, b.MeanTail - d * (a.Count / n));
        return new SampleMoments(n, mean, squares, cubes, a.SkewIsUnknown || b.SkewIsUnknown) { MeanTail = tail };
    }

    /// <summary>a + b, and what it loses to rounding (Knuth 1969).</summary>
    public static (double High, double Low) Sum(double a, double b)
    {
        double sum = a + b, part = sum - a;
        return (sum, a - (sum - part) + (b - part));
    }

    private static SampleMoments SumBlock(ReadOnlySpan<double> x)
    {
        // Differences from the first value: constant blocks sum to exactly zero.
        var n = x.Length;
        var mean = x[0] + PowerSumKernel.Sum(x, x[0]) / n;
        var (r, q, c) = PowerSumKernel.Powers(x, mean);
        return Recenter(n, mean, r, q, c);
    }

    private static SampleMoments SumBlock(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        double n = 0, shift = 0, s = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (w[i] > 0)
            {
                shift = n == 0 ? x[i] : shift;
                n += w[i];
                s += w[i] * (x[i] - shift);
            }
        }

        if (n == 0)
        {
            return default;
        }

        var mean = shift + s / n;
        double r = 0, q = 0, c = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var d = x[i] - mean;
            var wd = w[i] * d;
            r += wd;
            q += wd * d;
            c += wd * d * d;
        }

        return Recenter(n, mean, r, q, c);
    }

    /// <summary>Moves the center by the residual r that rounding left.</summary>
    private static SampleMoments Recenter(double n, double mean, double r, double q, double c)
    {
        var e = r / n;
        var (high, low) = Sum(mean, e);
        return new SampleMoments(n, high, Math.Max(0, q - r * e), c - 3 * e * q + 2 * n * e * e * e, false) { MeanTail = low };
    }

    private static SampleMoments Checked(SampleMoments moments, ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        if (!double.IsFinite(moments.SumOfSquares) || !double.IsFinite(moments.Mean) || !double.IsFinite(moments.Count))
        {
            Guard.AllFinite(values, nameof(values));
            throw new ArgumentException("The values lie so far apart that their variance overflows a double.", nameof(values));
        }

        if (moments.SumOfSquares < LeastSquares && moments.Count > 1 && !IsConstant(values, weights))
        {
            throw new ArgumentException("The values lie so close together that their variance underflows a double; count in a smaller unit.", nameof(values));
        }

        // The cubes may overflow first; then the skew is not known, and the rest stands.
        return double.IsFinite(moments.SumOfCubes)
            ? moments
            : new SampleMoments(moments.Count, moments.Mean, moments.SumOfSquares, 0, skewIsUnknown: true) { MeanTail = moments.MeanTail };
    }

    private static bool IsConstant(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var first = double.NaN;
        for (var row = 0; row < values.Length; row++)
        {
            if (weights.IsEmpty || weights[row] > 0)
            {
                first = double.IsNaN(first) ? values[row] : first;
                if (values[row] != first)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
