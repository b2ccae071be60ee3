namespace CustomerValue.Numerics;

/// <summary>The Poisson distribution.</summary>
internal static class PoissonDistribution
{
    /// <summary>P(X ≤ k).</summary>
    public static double Cdf(double k, double mean) => k < 0 ? 0 : mean <= 0 ? 1 : IncompleteGamma.Q(Math.Floor(k) + 1, mean);

    /// <summary>P(X > k), with full relative accuracy.</summary>
    public static double Survival(double k, double mean) => k < 0 ? 1 : mean <= 0 ? 0 : IncompleteGamma.P(Math.Floor(k) + 1, mean);

    public static double LogCdf(double k, double mean) =>
        k < 0 ? double.NegativeInfinity : mean <= 0 ? 0 : IncompleteGamma.LogQ(Math.Floor(k) + 1, mean);

    public static double LogSurvival(double k, double mean) =>
        k < 0 ? 0 : mean <= 0 ? double.NegativeInfinity : IncompleteGamma.LogP(Math.Floor(k) + 1, mean);

    public static double Probability(double k, double mean) => Elementary.Exp(LogProbability(k, mean));

    /// <summary>ln P(X = k).</summary>
    public static double LogProbability(double k, double mean)
    {
        if (k < 0 || k != Math.Floor(k))
        {
            return double.NegativeInfinity;
        }

        if (k == 0)
        {
            return -mean;
        }

        return mean <= 0 ? double.NegativeInfinity : IncompleteGamma.LogDensity(k, mean) - Elementary.Log(k);
    }

    /// <summary>The smallest k with P(X ≤ k) ≥ probability.</summary>
    public static double Quantile(double probability, double mean) => Search(LogTail.Smaller(probability, out var swapped), mean, lower: !swapped);

    /// <summary>The smallest k with P(X > k) ≤ probability.</summary>
    public static double UpperQuantile(double probability, double mean) => Search(LogTail.Smaller(probability, out var swapped), mean, lower: swapped);

    public static double QuantileFromLog(double logP, double mean) => Search(LogTail.SmallerFromLog(logP, out var swapped), mean, lower: !swapped);

    public static double UpperQuantileFromLog(double logP, double mean) => Search(LogTail.SmallerFromLog(logP, out var swapped), mean, lower: swapped);

    private static double Search(double logP, double mean, bool lower)
    {
        if (double.IsNaN(logP))
        {
            return logP;
        }

        if (!lower && double.IsNegativeInfinity(logP))
        {
            return mean <= 0 ? 0 : double.PositiveInfinity;
        }

        var start = mean + (lower ? 1 : -1) * NormalDistribution.QuantileFromLog(logP) * Math.Sqrt(mean);
        return CountSearch.Smallest(start, double.MaxValue, k => lower ? LogCdf(k, mean) >= logP : LogSurvival(k, mean) <= logP);
    }
}
