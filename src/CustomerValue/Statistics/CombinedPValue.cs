using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>One p-value from several independent tests of one claim, such as the same campaign in several branches.</summary>
/// <remarks>For independent tests only. <c>default</c> is no test: statistic 0, p-value 1. One-sided p-values of one direction keep the direction.</remarks>
public readonly struct CombinedPValue : IEquatable<CombinedPValue>
{
    private CombinedPValue(double statistic, double logPValue)
    {
        Statistic = statistic;
        LogPValue = logPValue;
    }

    /// <summary>The combined statistic: Fisher's χ², or Stouffer's z; infinite when a p-value is 0 (or, of Stouffer's, 1).</summary>
    public double Statistic { get; }

    /// <summary>The combined p-value; 0 where it underflows (see <see cref="LogPValue"/>).</summary>
    public double PValue => Elementary.Exp(LogPValue);

    /// <summary>Natural logarithm of the combined p-value.</summary>
    public double LogPValue { get; }

    /// <summary>−2 Σ ln p against χ² with two degrees of freedom a test (Fisher 1932): one very small p-value is enough.</summary>
    /// <param name="pValues">Each 0 to 1; at least one.</param>
    /// <exception cref="ArgumentException">There is none, or one is not between 0 and 1.</exception>
    public static CombinedPValue Fisher(ReadOnlySpan<double> pValues)
    {
        Check(pValues);
        var sum = 0.0;
        foreach (var p in pValues)
        {
            sum -= 2 * (p > 0 ? Elementary.Log(p) : double.NegativeInfinity);
        }

        return new CombinedPValue(sum, double.IsInfinity(sum) ? double.NegativeInfinity : ChiSquaredDistribution.LogSurvival(sum, 2.0 * pValues.Length));
    }

    /// <summary>Σ z / √k, z the upper normal quantile of each p-value (Stouffer and others 1949): the tests speak with equal voices.</summary>
    /// <param name="pValues">Each 0 to 1; at least one; not both 0 and 1 among them.</param>
    /// <exception cref="ArgumentException">There is none, one is not between 0 and 1, or 0 and 1 are both there.</exception>
    public static CombinedPValue Stouffer(ReadOnlySpan<double> pValues)
    {
        Check(pValues);
        var sum = 0.0;
        foreach (var p in pValues)
        {
            sum += p == 0 ? double.PositiveInfinity : p == 1 ? double.NegativeInfinity : NormalDistribution.UpperQuantile(p);
        }

        if (double.IsNaN(sum))
        {
            throw new ArgumentException("pValues holds a 0 and a 1; their quantiles cancel to nothing.", nameof(pValues));
        }

        var z = sum / Math.Sqrt(pValues.Length);
        return new CombinedPValue(z, double.IsInfinity(z) ? (z > 0 ? double.NegativeInfinity : 0) : NormalDistribution.LogSurvival(z));
    }

    private static void Check(ReadOnlySpan<double> pValues)
    {
        if (pValues.Length == 0)
        {
            throw new ArgumentException("pValues has length 0; at least one is needed.", nameof(pValues));
        }

        for (var row = 0; row < pValues.Length; row++)
        {
            if (!(pValues[row] >= 0 && pValues[row] <= 1))
            {
                throw Guard.BrokenRow(nameof(pValues), row, "0 ≤ p ≤ 1", $"p {Guard.Text(pValues[row])}");
            }
        }
    }

    /// <inheritdoc/>
    public bool Equals(CombinedPValue other) => Statistic.Equals(other.Statistic) && LogPValue.Equals(other.LogPValue);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CombinedPValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Statistic, LogPValue);

    /// <summary>Statistic and p-value, in invariant text.</summary>
    public override string ToString() => $"{Guard.Text(Statistic)}, p {Guard.Text(PValue)} (ln p {Guard.Text(LogPValue)})";

    /// <summary>True when both are equal.</summary>
    public static bool operator ==(CombinedPValue left, CombinedPValue right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(CombinedPValue left, CombinedPValue right) => !left.Equals(right);
}
