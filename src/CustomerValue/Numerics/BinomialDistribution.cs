namespace CustomerValue.Numerics;

/// <summary>The number of successes in n trials of probability p.</summary>
internal static class BinomialDistribution
{
    /// <summary>P(X ≤ k).</summary>
    public static double Cdf(double k, double n, double p) => Tail(Math.Floor(k), n, p, lower: true, log: false);

    /// <summary>P(X > k), with full relative accuracy.</summary>
    public static double Survival(double k, double n, double p) => Tail(Math.Floor(k), n, p, lower: false, log: false);

    public static double LogCdf(double k, double n, double p) => Tail(Math.Floor(k), n, p, lower: true, log: true);

    public static double LogSurvival(double k, double n, double p) => Tail(Math.Floor(k), n, p, lower: false, log: true);

    public static double Probability(double k, double n, double p) => Elementary.Exp(LogProbability(k, n, p));

    /// <summary>ln P(X = k).</summary>
    public static double LogProbability(double k, double n, double p)
    {
        if (k < 0 || k > n || k != Math.Floor(k))
        {
            return double.NegativeInfinity;
        }

        if (k == 0)
        {
            return n == 0 ? 0 : n * Elementary.Log1p(-p);
        }

        if (k == n)
        {
            return n * Elementary.Log(p);
        }

        if (p is <= 0 or >= 1)
        {
            return double.NegativeInfinity;
        }

        // C(n, k) pᵏ qⁿ⁻ᵏ = n / (k (n − k)) · pᵏ qⁿ⁻ᵏ / B(k, n − k).
        var d = SmallDifferences.Weighted(k, n - k, p, 1 - p);
        return IncompleteBeta.LogDensity(k, n - k, p, 1 - p, d) + Elementary.Log(n / k / (n - k));
    }

    /// <summary>The smallest k with P(X ≤ k) ≥ probability.</summary>
    public static double Quantile(double probability, double n, double p) => Search(LogTail.Smaller(probability, out var swapped), n, p, lower: !swapped);

    /// <summary>The smallest k with P(X > k) ≤ probability.</summary>
    public static double UpperQuantile(double probability, double n, double p) => Search(LogTail.Smaller(probability, out var swapped), n, p, lower: swapped);

    public static double QuantileFromLog(double logP, double n, double p) => Search(LogTail.SmallerFromLog(logP, out var swapped), n, p, lower: !swapped);

    public static double UpperQuantileFromLog(double logP, double n, double p) => Search(LogTail.SmallerFromLog(logP, out var swapped), n, p, lower: swapped);

    private static double Tail(double k, double n, double p, bool lower, bool log)
    {
        if (k < 0 || k >= n || p <= 0 || p >= 1)
        {
            var none = k < 0 || (k < n && p >= 1);
            var one = none != lower;
            return log ? (one ? 0 : double.NegativeInfinity) : one ? 1 : 0;
        }

        return lower
            ? (log ? IncompleteBeta.LogLower(n - k, k + 1, 1 - p, p) : IncompleteBeta.Lower(n - k, k + 1, 1 - p, p))
            : log ? IncompleteBeta.LogLower(k + 1, n - k, p, 1 - p) : IncompleteBeta.Lower(k + 1, n - k, p, 1 - p);
    }

    private static double Search(double logP, double n, double p, bool lower)
    {
        if (double.IsNaN(logP))
        {
            return logP;
        }

        var start = n * p + (lower ? 1 : -1) * NormalDistribution.QuantileFromLog(logP) * Math.Sqrt(n * p * (1 - p));
        return CountSearch.Smallest(start, n, k => lower ? LogCdf(k, n, p) >= logP : LogSurvival(k, n, p) <= logP);
    }
}
