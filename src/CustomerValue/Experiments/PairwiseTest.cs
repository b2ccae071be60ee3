using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>All pairs of several arms: adjusted p-values and intervals that hold together, from the studentized range.</summary>
/// <remarks>
/// Tukey's test (with Kramer's allowance for unequal sizes, which errs on the safe side) takes one variance for all arms; Games and Howell's (1976) gives each pair Welch's error and
/// degrees of freedom, and is the one to use for balances. Later arm minus earlier arm. Immutable and thread-safe.
/// </remarks>
public sealed class PairwiseTest
{
    private readonly PairwiseComparison[] comparisons;

    private PairwiseTest(string method, double level, PairwiseComparison[] comparisons)
    {
        Method = method;
        Level = level;
        this.comparisons = comparisons;
    }

    /// <summary>The test, such as <c>Games–Howell</c>.</summary>
    public string Method { get; }

    /// <summary>Joint coverage of the intervals.</summary>
    public double Level { get; }

    /// <summary>One comparison a pair: (0, 1), (0, 2), …, (1, 2), ….</summary>
    public IReadOnlyList<PairwiseComparison> Comparisons => comparisons;

    /// <summary>Tukey and Kramer's honest differences: one variance for all arms.</summary>
    /// <param name="arms">Moments of the arms; at least two. Empty arms are a reason in their pairs and are not counted.</param>
    /// <param name="level">Joint coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">There are fewer than two arms, or the level is not between 0 and 1.</exception>
    public static PairwiseTest Tukey(ReadOnlySpan<SampleMoments> arms, double level = 0.95)
    {
        double squares = 0, df = 0;
        foreach (var arm in arms)
        {
            squares += arm.SumOfSquares;
            df += Math.Max(0, arm.Count - 1);
        }

        var variance = df > 0 ? Figure.Of(squares / df) : Figure.Undefined(UndefinedReason.TooFewObservations);
        return Of("Tukey–Kramer", arms, level, (later, earlier) => MeanTest.WithVariance("Tukey–Kramer", later, earlier, variance, df, level));
    }

    /// <summary>Games and Howell's test: unequal variances, unequal sizes.</summary>
    /// <param name="arms">Moments of the arms; at least two. Empty arms are a reason in their pairs and are not counted.</param>
    /// <param name="level">Joint coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">There are fewer than two arms, or the level is not between 0 and 1.</exception>
    public static PairwiseTest GamesHowell(ReadOnlySpan<SampleMoments> arms, double level = 0.95) =>
        Of("Games–Howell", arms, level, (later, earlier) => MeanTest.Welch(later, earlier, level));

    /// <summary>One line a comparison, in invariant text.</summary>
    public override string ToString() => string.Join("\n", comparisons.Select(c => c.ToString()));

    private static PairwiseTest Of(string method, ReadOnlySpan<SampleMoments> arms, double level, Func<SampleMoments, SampleMoments, ArmComparison> compare)
    {
        Guard.OpenUnit(level);
        if (arms.Length < 2)
        {
            throw new ArgumentException($"arms has length {Guard.Text(arms.Length)}; at least two are needed.", nameof(arms));
        }

        var filled = 0;
        foreach (var arm in arms)
        {
            filled += arm.Count > 0 ? 1 : 0;
        }

        var comparisons = new List<PairwiseComparison>();
        for (var i = 0; i < arms.Length; i++)
        {
            for (var j = i + 1; j < arms.Length; j++)
            {
                comparisons.Add(Adjusted(i, j, compare(arms[j], arms[i]), filled, level, method));
            }
        }

        return new PairwiseTest(method, level, [.. comparisons]);
    }

    private static PairwiseComparison Adjusted(int first, int second, ArmComparison c, int arms, double level, string method)
    {
        if (!c.Statistic.IsDefined)
        {
            return new PairwiseComparison(first, second, c, c.PValue, c.LogPValue, c.Interval);
        }

        double df = c.DegreesOfFreedom.Value, logP = StudentizedRange.LogSurvival(Math.Sqrt(2) * Math.Abs(c.Statistic.Value), arms, df);
        var half = StudentizedRange.CriticalValue(level, arms, df) / Math.Sqrt(2) * c.StandardError.Value;
        var interval = new ConfidenceInterval(c.Estimate.Value - half, c.Estimate.Value + half, level, method + ", joint");
        return new PairwiseComparison(first, second, c, Figure.Of(Elementary.Exp(logP)), Figure.Of(logP), interval);
    }
}
