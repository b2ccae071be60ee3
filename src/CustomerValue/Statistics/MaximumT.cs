using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>The largest |t| of several contrasts at once: the critical value that makes their intervals hold together.</summary>
/// <remarks>
/// Exact and without a seed for two structures. Contrasts that span at most two dimensions, whatever their errors (the three pairwise differences of
/// three groups): in polar coordinates one smooth integral over the direction, by Gauss–Legendre on panels that follow its peak. And any number of contrasts
/// whose correlations are products λᵢλⱼ (treatments against one control, Dunnett 1955; independent contrasts): one integral over what they share, one
/// over the error estimate. The tail keeps its relative accuracy. With finite degrees of freedom the contrasts share one error estimate (multivariate
/// t). All pairs of more than three equally precise means are <see cref="StudentizedRange"/>. Thread-safe.
/// </remarks>
public static class MaximumT
{
    /// <summary>P(max |Tᵢ| &gt; threshold) when every contrast is zero: the adjusted p-value of a contrast at that |t|.</summary>
    /// <param name="threshold">≥ 0.</param>
    /// <param name="correlation">Correlation matrix of the contrasts, m × m, row-major; of rank 1 or 2, or with ρᵢⱼ = λᵢλⱼ.</param>
    /// <param name="degreesOfFreedom">&gt; 0; +∞ for the normal curve.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the matrix is no correlation matrix of such a structure.</exception>
    public static double Survival(double threshold, ReadOnlySpan<double> correlation, double degreesOfFreedom = double.PositiveInfinity) =>
        Elementary.Exp(LogSurvival(threshold, correlation, degreesOfFreedom));

    /// <summary>Natural logarithm of <see cref="Survival"/>: exact where the probability itself underflows.</summary>
    /// <param name="threshold">≥ 0.</param>
    /// <param name="correlation">Correlation matrix of the contrasts, m × m, row-major; of rank 1 or 2, or with ρᵢⱼ = λᵢλⱼ.</param>
    /// <param name="degreesOfFreedom">&gt; 0; +∞ for the normal curve.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the matrix is no correlation matrix of such a structure.</exception>
    public static double LogSurvival(double threshold, ReadOnlySpan<double> correlation, double degreesOfFreedom = double.PositiveInfinity)
    {
        Guard.NonNegative(threshold);
        CheckDegrees(degreesOfFreedom);
        var m = SizeOf(correlation);
        return ContrastPlane.Of(correlation, m)?.LogSurvival(threshold, degreesOfFreedom)
            ?? (threshold == 0 ? 0 : Factor(correlation, m).LogSurvival(threshold, degreesOfFreedom, isOneSided: false));
    }

    /// <summary>The |t| that the largest of the contrasts exceeds with probability 1 − level.</summary>
    /// <param name="level">Joint coverage, between 0 and 1.</param>
    /// <param name="correlation">Correlation matrix of the contrasts, m × m, row-major; of rank 1 or 2, or with ρᵢⱼ = λᵢλⱼ.</param>
    /// <param name="degreesOfFreedom">&gt; 0; +∞ for the normal curve.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the matrix is no correlation matrix of such a structure.</exception>
    public static double CriticalValue(double level, ReadOnlySpan<double> correlation, double degreesOfFreedom = double.PositiveInfinity)
    {
        Guard.OpenUnit(level);
        CheckDegrees(degreesOfFreedom);
        var m = SizeOf(correlation);
        return ContrastPlane.Of(correlation, m)?.CriticalValue(level, degreesOfFreedom)
            ?? Factor(correlation, m).CriticalValue(level, degreesOfFreedom, isOneSided: false);
    }

    /// <summary>P(max Tᵢ &gt; threshold): the adjusted one-sided p-value of a contrast at that t. For "less", pass the negative of t.</summary>
    /// <param name="threshold">Finite.</param>
    /// <param name="correlation">Correlation matrix of the contrasts, m × m, row-major, with ρᵢⱼ = λᵢλⱼ.</param>
    /// <param name="degreesOfFreedom">&gt; 0; +∞ for the normal curve.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the matrix is no correlation matrix of such a structure.</exception>
    public static double UpperSurvival(double threshold, ReadOnlySpan<double> correlation, double degreesOfFreedom = double.PositiveInfinity) =>
        Elementary.Exp(LogUpperSurvival(threshold, correlation, degreesOfFreedom));

    /// <summary>ln P(max Tᵢ &gt; threshold), the logarithm of <see cref="UpperSurvival"/>: right where that underflows. For "less", pass the negative of t.</summary>
    /// <param name="threshold">Finite.</param>
    /// <param name="correlation">Correlation matrix of the contrasts, m × m, row-major, with ρᵢⱼ = λᵢλⱼ.</param>
    /// <param name="degreesOfFreedom">&gt; 0; +∞ for the normal curve.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the matrix is no correlation matrix of such a structure.</exception>
    public static double LogUpperSurvival(double threshold, ReadOnlySpan<double> correlation, double degreesOfFreedom = double.PositiveInfinity)
    {
        Guard.Finite(threshold);
        CheckDegrees(degreesOfFreedom);
        return Factor(correlation, SizeOf(correlation)).LogSurvival(threshold, degreesOfFreedom, isOneSided: true);
    }

    /// <summary>The t that the largest of the contrasts exceeds with probability 1 − level, for one-sided tests.</summary>
    /// <param name="level">Joint coverage, between 0 and 1.</param>
    /// <param name="correlation">Correlation matrix of the contrasts, m × m, row-major, with ρᵢⱼ = λᵢλⱼ.</param>
    /// <param name="degreesOfFreedom">&gt; 0; +∞ for the normal curve.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the matrix is no correlation matrix of such a structure.</exception>
    public static double UpperCriticalValue(double level, ReadOnlySpan<double> correlation, double degreesOfFreedom = double.PositiveInfinity)
    {
        Guard.OpenUnit(level);
        CheckDegrees(degreesOfFreedom);
        return Factor(correlation, SizeOf(correlation)).CriticalValue(level, degreesOfFreedom, isOneSided: true);
    }

    private static SharedFactor Factor(ReadOnlySpan<double> correlation, int m) => SharedFactor.Of(correlation, m)
        ?? throw new ArgumentException("correlation is no correlation matrix of rank 1 or 2, nor of products λᵢλⱼ; no other structure is covered here.", nameof(correlation));

    private static int SizeOf(ReadOnlySpan<double> correlation)
    {
        var m = 0;
        while (m * m < correlation.Length)
        {
            m++;
        }

        return m > 0 && m * m == correlation.Length
            ? m
            : throw new ArgumentException($"correlation has length {Guard.Text(correlation.Length)}; expected the square of the number of contrasts.", nameof(correlation));
    }

    private static void CheckDegrees(double degreesOfFreedom)
    {
        if (!(degreesOfFreedom > 0))
        {
            throw Guard.OutOfRange(nameof(degreesOfFreedom), degreesOfFreedom, "must be > 0 or +∞");
        }
    }
}
