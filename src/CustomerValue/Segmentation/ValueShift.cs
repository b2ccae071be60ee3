using CustomerValue.Numerics;

namespace CustomerValue.Segmentation;

/// <summary>How far the values of a column have moved since a reference, without any bins: the test of Kolmogorov and Smirnov and the distance of Wasserstein.</summary>
/// <remarks>
/// Up to ten million pairs the p-value counts all ways to deal the pooled values out to the two samples, ties included (Schröer, Trenkler 1995, Computational Statistics and
/// Data Analysis 20); beyond, it is the limit of Kolmogorov (1933). Customers are taken as independent: the same customers at two moments make the test too slow to reject.
/// With a million customers any shift is significant: read the distances. Memory: 16 bytes a value. Immutable and thread-safe.
/// </remarks>
public sealed class ValueShift
{
    private const long MostPairs = 10_000_000;

    private ValueShift(double distance, Figure wasserstein, bool exact, double logP)
    {
        KolmogorovDistance = distance;
        Wasserstein = wasserstein;
        IsExact = exact;
        LogPValue = logP;
    }

    /// <summary>Largest gap between the two shares of customers at or below a value, 0 to 1.</summary>
    public double KolmogorovDistance { get; }

    /// <summary>Mean way, in the unit of the values, that customers have to go to turn one population into the other; undefined beyond the largest double.</summary>
    public Figure Wasserstein { get; }

    /// <summary>True when the p-value is exact, false when it is the limit for many customers.</summary>
    public bool IsExact { get; }

    /// <summary>P-value of no shift, two-sided.</summary>
    public double PValue => Elementary.Exp(LogPValue);

    /// <summary>Natural logarithm of <see cref="PValue"/>, finite where the p-value underflows.</summary>
    public double LogPValue { get; }

    /// <summary>The shift from a reference to now.</summary>
    /// <param name="reference">Finite values of the reference population, at least one.</param>
    /// <param name="actual">Finite values of the present population, at least one.</param>
    /// <exception cref="ArgumentException">A population is empty, or a value is not finite; the message names the row.</exception>
    public static ValueShift Between(ReadOnlySpan<double> reference, ReadOnlySpan<double> actual)
    {
        var (before, now) = (Sorted(reference, nameof(reference)), Sorted(actual, nameof(actual)));
        var (n, m) = (before.Length, now.Length);
        var way = default(CompensatedSum);
        var largest = 0L;
        for (int i = 0, j = 0; i < n || j < m;)
        {
            var value = j == m || i < n && before[i] <= now[j] ? before[i] : now[j];
            while (i < n && before[i] == value)
            {
                i++;
            }

            while (j < m && now[j] == value)
            {
                j++;
            }

            // Shares as whole numbers over n·m.
            var gap = Math.Abs((long)i * m - (long)j * n);
            largest = Math.Max(largest, gap);
            if (gap > 0)
            {
                var next = j == m || i < n && before[i] <= now[j] ? before[i] : now[j];
                var (share, step) = (gap / ((double)n * m), next - value);
                way.Add(double.IsFinite(step) ? share * step : share * next - share * value);
            }
        }

        var distance = largest / ((double)n * m);
        var exact = (long)n * m <= MostPairs;
        var p = exact ? Exact(before, now, largest) : 0;
        var log = p > 1e-300 ? Elementary.Log(p) : Limit(distance * Math.Sqrt((double)n * m / ((double)n + m)));
        return new ValueShift(distance, double.IsFinite(way.Value) ? Figure.Of(way.Value) : Figure.Undefined(UndefinedReason.Infinite), exact && p > 1e-300, Math.Min(log, 0));
    }

    // reach[j]: of all ways to have i and j values of the two samples among the i + j smallest, the share that came to the largest gap at a value's end.
    private static double Exact(double[] before, double[] now, long largest)
    {
        var (n, m) = (before.Length, now.Length);
        if (largest == 0)
        {
            return 1;
        }

        var pooled = before.Concat(now).ToArray();
        Array.Sort(pooled);
        var reach = new double[m + 1];
        for (var i = 0; i <= n; i++)
        {
            for (var j = 0; j <= m; j++)
            {
                var taken = i + j;
                var ends = taken > 0 && (taken == pooled.Length || pooled[taken - 1] != pooled[taken]);
                reach[j] = ends && Math.Abs((long)i * m - (long)j * n) >= largest ? 1
                    : taken == 0 ? 0
                    : ((i > 0 ? i * reach[j] : 0) + (j > 0 ? j * reach[j - 1] : 0)) / taken;
            }
        }

        return reach[m];
    }

    // Logarithm of Kolmogorov's 2 Σ (−1)ᵏ⁻¹ exp(−2 k² x²), or of 1 − √(2π) ÷ x Σ exp(−(2k − 1)² π² ÷ 8x²) where that is quicker.
    private static double Limit(double x)
    {
        var sum = 0.0;
        if (x < 1)
        {
            for (var k = 1; k <= 9 && x > 0.04; k += 2)
            {
                sum += Elementary.Exp(-k * k * Math.PI * Math.PI / (8 * x * x));
            }

            return Elementary.Log1p(x > 0.04 ? -Math.Sqrt(2 * Math.PI) / x * sum : 0);
        }

        for (var k = 2; k <= 6; k++)
        {
            sum += (k % 2 == 0 ? -1 : 1) * Elementary.Exp(-2 * (k * k - 1.0) * x * x);
        }

        return Elementary.Log(2) - 2 * x * x + Elementary.Log1p(sum);
    }

    private static double[] Sorted(ReadOnlySpan<double> values, string name)
    {
        if (values.Length == 0)
        {
            throw new ArgumentException($"The {name} population is empty; a shift needs customers on both sides.", name);
        }

        Guard.AllFinite(values, name);
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
