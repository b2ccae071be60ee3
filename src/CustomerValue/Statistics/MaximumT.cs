using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>The largest |t| of several contrasts at once: the critical value that makes their intervals hold together.</summary>
/// <remarks>
/// Exact and without a seed for contrasts that span at most two dimensions: the three pairwise differences of three groups, or two
/// treatments against a control, whatever the errors and their correlation. In polar coordinates the probability is one smooth integral over
/// the direction, by Gauss–Legendre on panels that follow its peak; the tail keeps its relative accuracy. With finite degrees of freedom the
/// contrasts share one error estimate (multivariate t). Dunnett's and Tukey's procedures for three groups are special cases. Thread-safe.
/// </remarks>
public static class MaximumT
{
    /// <summary>P(max |Tᵢ| &gt; threshold) when every contrast is zero: the adjusted p-value of a contrast at that |t|.</summary>
    /// <param name="threshold">≥ 0.</param>
    /// <param name="correlation">Correlation matrix of the contrasts, m × m, row-major; of rank 1 or 2.</param>
    /// <param name="degreesOfFreedom">&gt; 0; +∞ for the normal curve.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the matrix is no correlation matrix of rank ≤ 2.</exception>
    public static double Survival(double threshold, ReadOnlySpan<double> correlation, double degreesOfFreedom = double.PositiveInfinity) =>
        Elementary.Exp(LogSurvival(threshold, correlation, degreesOfFreedom));

    /// <summary>Natural logarithm of <see cref="Survival"/>: exact where the probability itself underflows.</summary>
    /// <param name="threshold">≥ 0.</param>
    /// <param name="correlation">Correlation matrix of the contrasts, m × m, row-major; of rank 1 or 2.</param>
    /// <param name="degreesOfFreedom">&gt; 0; +∞ for the normal curve.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the matrix is no correlation matrix of rank ≤ 2.</exception>
    public static double LogSurvival(double threshold, ReadOnlySpan<double> correlation, double degreesOfFreedom = double.PositiveInfinity)
    {
        Guard.NonNegative(threshold);
        CheckDegrees(degreesOfFreedom);
        return new ContrastPlane(correlation).LogSurvival(threshold, degreesOfFreedom);
    }

    /// <summary>The |t| that the largest of the contrasts exceeds with probability 1 − level.</summary>
    /// <param name="level">Joint coverage, between 0 and 1.</param>
    /// <param name="correlation">Correlation matrix of the contrasts, m × m, row-major; of rank 1 or 2.</param>
    /// <param name="degreesOfFreedom">&gt; 0; +∞ for the normal curve.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the matrix is no correlation matrix of rank ≤ 2.</exception>
    public static double CriticalValue(double level, ReadOnlySpan<double> correlation, double degreesOfFreedom = double.PositiveInfinity)
    {
        Guard.OpenUnit(level);
        CheckDegrees(degreesOfFreedom);
        return new ContrastPlane(correlation).CriticalValue(level, degreesOfFreedom);
    }

    private static void CheckDegrees(double degreesOfFreedom)
    {
        if (!(degreesOfFreedom > 0))
        {
            throw Guard.OutOfRange(nameof(degreesOfFreedom), degreesOfFreedom, "must be > 0 or +∞");
        }
    }
}
