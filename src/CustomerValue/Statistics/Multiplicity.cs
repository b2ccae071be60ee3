using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>Adjusts p-values of one family of questions: the more one asks, the more is found by chance.</summary>
/// <remarks>
/// Each method takes the whole family at once and writes adjusted values in the same order; compare them with the level itself.
/// Bonferroni, Šidák, Holm, Holm–Šidák, Hochberg and Hommel bound the chance of *any* false finding; Benjamini–Hochberg and
/// Benjamini–Yekutieli the expected share of false findings among the findings. Thread-safe; source and destination may be one span.
/// </remarks>
public static class Multiplicity
{
    private delegate double Step(double p, int rank, int count);

    /// <summary>p times the number of questions. Valid always.</summary>
    /// <param name="pValues">The family, each 0 to 1.</param>
    /// <param name="adjusted">Receives as many values.</param>
    /// <exception cref="ArgumentException">A p-value is not between 0 and 1, or <paramref name="adjusted"/> is too short.</exception>
    public static void Bonferroni(ReadOnlySpan<double> pValues, Span<double> adjusted)
    {
        Check(pValues, adjusted.Length);
        var m = pValues.Length;
        for (var i = 0; i < m; i++)
        {
            adjusted[i] = Math.Min(1, pValues[i] * m);
        }
    }

    /// <summary>1 − (1 − p)ᵐ (Šidák 1967). Valid for independent or two-sided jointly normal statistics.</summary>
    /// <param name="pValues">The family, each 0 to 1.</param>
    /// <param name="adjusted">Receives as many values.</param>
    /// <exception cref="ArgumentException">A p-value is not between 0 and 1, or <paramref name="adjusted"/> is too short.</exception>
    public static void Sidak(ReadOnlySpan<double> pValues, Span<double> adjusted)
    {
        Check(pValues, adjusted.Length);
        var m = pValues.Length;
        for (var i = 0; i < m; i++)
        {
            adjusted[i] = AtLeastOne(pValues[i], m);
        }
    }

    /// <summary>Holm's step-down (1979): valid wherever Bonferroni is, and never less powerful. The default of this library.</summary>
    /// <param name="pValues">The family, each 0 to 1.</param>
    /// <param name="adjusted">Receives as many values.</param>
    /// <exception cref="ArgumentException">A p-value is not between 0 and 1, or <paramref name="adjusted"/> is too short.</exception>
    public static void Holm(ReadOnlySpan<double> pValues, Span<double> adjusted) =>
        Down(pValues, adjusted, static (p, rank, m) => (m - rank) * p);

    /// <summary>Step-down with Šidák's bound in place of Bonferroni's.</summary>
    /// <param name="pValues">The family, each 0 to 1.</param>
    /// <param name="adjusted">Receives as many values.</param>
    /// <exception cref="ArgumentException">A p-value is not between 0 and 1, or <paramref name="adjusted"/> is too short.</exception>
    public static void HolmSidak(ReadOnlySpan<double> pValues, Span<double> adjusted) =>
        Down(pValues, adjusted, static (p, rank, m) => AtLeastOne(p, m - rank));

    /// <summary>Hochberg's step-up (1988). Valid for independent or positively dependent statistics.</summary>
    /// <param name="pValues">The family, each 0 to 1.</param>
    /// <param name="adjusted">Receives as many values.</param>
    /// <exception cref="ArgumentException">A p-value is not between 0 and 1, or <paramref name="adjusted"/> is too short.</exception>
    public static void Hochberg(ReadOnlySpan<double> pValues, Span<double> adjusted) =>
        Up(pValues, adjusted, static (p, rank, m) => (m - rank) * p);

    /// <summary>Hommel's closed Simes test (1988): valid where Hochberg is, and never less powerful.</summary>
    /// <param name="pValues">The family, each 0 to 1.</param>
    /// <param name="adjusted">Receives as many values.</param>
    /// <exception cref="ArgumentException">A p-value is not between 0 and 1, or <paramref name="adjusted"/> is too short.</exception>
    public static void Hommel(ReadOnlySpan<double> pValues, Span<double> adjusted)
    {
        // Wright (1992): over every size j of a subset, Simes' bound of its j − 1 largest members together with the one adjusted.
        Check(pValues, adjusted.Length);
        var (p, order) = Sorted(pValues);
        var m = p.Length;
        double[] best = new double[m], now = new double[m];
        for (var j = m; j >= 2; j--)
        {
            double bound = double.PositiveInfinity, last = double.PositiveInfinity;
            for (var i = m - j + 1; i < m; i++)
            {
                last = Math.Min(last, j * p[i] / (i - m + j + 1));
            }

            for (var i = 0; i <= m - j; i++)
            {
                now[i] = Math.Min(j * p[i], last);
                bound = now[i];
            }

            for (var i = m - j + 1; i < m; i++)
            {
                now[i] = bound;
            }

            for (var i = 0; i < m; i++)
            {
                best[i] = Math.Max(best[i], now[i]);
            }
        }

        for (var i = 0; i < m; i++)
        {
            adjusted[order[i]] = Math.Min(1, Math.Max(best[i], p[i]));
        }
    }

    /// <summary>False discovery rate (Benjamini and Hochberg 1995). Valid for independent or positively dependent statistics.</summary>
    /// <param name="pValues">The family, each 0 to 1.</param>
    /// <param name="adjusted">Receives as many values.</param>
    /// <exception cref="ArgumentException">A p-value is not between 0 and 1, or <paramref name="adjusted"/> is too short.</exception>
    public static void BenjaminiHochberg(ReadOnlySpan<double> pValues, Span<double> adjusted) =>
        Up(pValues, adjusted, static (p, rank, m) => p * m / (rank + 1));

    /// <summary>False discovery rate under any dependence (Benjamini and Yekutieli 2001).</summary>
    /// <param name="pValues">The family, each 0 to 1.</param>
    /// <param name="adjusted">Receives as many values.</param>
    /// <exception cref="ArgumentException">A p-value is not between 0 and 1, or <paramref name="adjusted"/> is too short.</exception>
    public static void BenjaminiYekutieli(ReadOnlySpan<double> pValues, Span<double> adjusted)
    {
        var harmonic = 0.0;
        for (var i = pValues.Length; i >= 1; i--)
        {
            harmonic += 1.0 / i;
        }

        Up(pValues, adjusted, (p, rank, m) => p * m * harmonic / (rank + 1));
    }

    private static double AtLeastOne(double p, int m) => p >= 1 ? 1 : -Elementary.Expm1(m * Elementary.Log1p(-p));

    private static void Down(ReadOnlySpan<double> pValues, Span<double> adjusted, Step step)
    {
        Check(pValues, adjusted.Length);
        var (sorted, order) = Sorted(pValues);
        var running = 0.0;
        for (var rank = 0; rank < sorted.Length; rank++)
        {
            running = Math.Max(running, Math.Min(1, step(sorted[rank], rank, sorted.Length)));
            adjusted[order[rank]] = running;
        }
    }

    private static void Up(ReadOnlySpan<double> pValues, Span<double> adjusted, Step step)
    {
        Check(pValues, adjusted.Length);
        var (sorted, order) = Sorted(pValues);
        var running = 1.0;
        for (var rank = sorted.Length - 1; rank >= 0; rank--)
        {
            running = Math.Min(running, step(sorted[rank], rank, sorted.Length));
            adjusted[order[rank]] = running;
        }
    }

    private static (double[] Sorted, int[] Order) Sorted(ReadOnlySpan<double> pValues)
    {
        var sorted = pValues.ToArray();
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(sorted, order);
        return (sorted, order);
    }

    private static void Check(ReadOnlySpan<double> pValues, int destination)
    {
        Guard.LongEnough(destination, pValues.Length, "adjusted");
        for (var row = 0; row < pValues.Length; row++)
        {
            if (!(pValues[row] >= 0 && pValues[row] <= 1))
            {
                throw Guard.BrokenRow(nameof(pValues), row, "0 ≤ p ≤ 1", $"p {Guard.Text(pValues[row])}");
            }
        }
    }
}
