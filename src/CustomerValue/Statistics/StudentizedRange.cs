using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>The range of k equally precise means over their common standard error: what Tukey's and Games and Howell's procedures are held against.</summary>
/// <remarks>
/// Integrated over the largest mean and over the error estimate by trapezoidal sums of analytic integrands; exact to rounding, without a seed. The tail itself is
/// summed, so that small probabilities keep their digits. Thread-safe.
/// </remarks>
public static class StudentizedRange
{
    private const double HalfLogTwoPi = 0.9189385332046727;

    /// <summary>P(Q &gt; q).</summary>
    /// <param name="q">≥ 0.</param>
    /// <param name="groups">Number of means, ≥ 2.</param>
    /// <param name="degreesOfFreedom">Of the error estimate, &gt; 0; +∞ for a known error.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double Survival(double q, int groups, double degreesOfFreedom = double.PositiveInfinity) => Elementary.Exp(LogSurvival(q, groups, degreesOfFreedom));

    /// <summary>Natural logarithm of <see cref="Survival"/>: right where the probability itself underflows.</summary>
    /// <param name="q">≥ 0.</param>
    /// <param name="groups">Number of means, ≥ 2.</param>
    /// <param name="degreesOfFreedom">Of the error estimate, &gt; 0; +∞ for a known error.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double LogSurvival(double q, int groups, double degreesOfFreedom = double.PositiveInfinity)
    {
        Guard.NonNegative(q);
        Check(groups, degreesOfFreedom);
        var t = q / Math.Sqrt(2);
        return q == 0 ? 0
            : groups == 2 ? new ReferenceCurve(degreesOfFreedom).LogTwoSided(t)
            : ErrorMixture.LogTail(r => Tail(r * Math.Sqrt(2), groups), t, degreesOfFreedom, (double)groups * (groups - 1));
    }

    /// <summary>The q that the range exceeds with probability 1 − level.</summary>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <param name="groups">Number of means, ≥ 2.</param>
    /// <param name="degreesOfFreedom">Of the error estimate, &gt; 0; +∞ for a known error.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double CriticalValue(double level, int groups, double degreesOfFreedom = double.PositiveInfinity)
    {
        Guard.OpenUnit(level);
        Check(groups, degreesOfFreedom);
        double target = Elementary.Log(1 - level), pairs = groups * (groups - 1.0) / 2;
        var start = Math.Sqrt(2) * new ReferenceCurve(degreesOfFreedom).UpperQuantile((1 - level) / 2 / pairs);
        return RootSearch.Monotone(q => LogSurvival(Math.Max(0, q), groups, degreesOfFreedom) - target, start, 0.01 * start, rises: false);
    }

    /// <summary>P(range of k unit normals &gt; w) = k ∫ φ(z) {Φ(z)ᵏ⁻¹ − [Φ(z) − Φ(z − w)]ᵏ⁻¹} dz, z the largest.</summary>
    private static double Tail(double w, int k)
    {
        if (w > 54)
        {
            return 0;
        }

        var step = 0.7 / Math.Sqrt(k);
        double from = Math.Floor(-9 / step), to = Math.Ceiling((w + 9) / step), sum = 0;
        for (var at = from; at <= to; at++)
        {
            var z = at * step;
            var log = NormalDistribution.LogCdf(z);
            var share = Elementary.Exp(NormalDistribution.LogCdf(z - w) - log);
            var spread = share < 1 ? -Elementary.Expm1((k - 1) * Elementary.Log1p(-share)) : 1;
            sum += Elementary.Exp(-z * z / 2 - HalfLogTwoPi + (k - 1) * log) * spread;
        }

        return Math.Min(1, k * sum * step);
    }

    private static void Check(int groups, double degreesOfFreedom)
    {
        Guard.AtLeast(groups, 2);
        if (!(degreesOfFreedom > 0))
        {
            throw Guard.OutOfRange(nameof(degreesOfFreedom), degreesOfFreedom, "must be > 0 or +∞");
        }
    }
}
