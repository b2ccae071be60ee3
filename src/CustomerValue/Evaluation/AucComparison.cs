using CustomerValue.Numerics;

namespace CustomerValue.Evaluation;

/// <summary>The AUCs of two scores compared by DeLong's test.</summary>
/// <remarks>Source: DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44, 837–845; by ranks in O(n log n) as Sun and Xu (2014), IEEE Signal Processing Letters 21, 1389–1393.</remarks>
public sealed class AucComparison
{
    private AucComparison(double first, double second, double covariance, double variance, double degreesOfFreedom, string method)
    {
        First = first;
        Second = second;
        Covariance = covariance;
        Method = method;
        DegreesOfFreedom = degreesOfFreedom;
        if (!(variance > 0))
        {
            StandardError = Statistic = PValue = LogPValue = Figure.Undefined(UndefinedReason.ZeroVariance);
            return;
        }

        var statistic = (first - second) / Math.Sqrt(variance);
        StandardError = Figure.Of(Math.Sqrt(variance));
        Statistic = Figure.Of(statistic);
        var tail = double.IsPositiveInfinity(degreesOfFreedom)
            ? NormalDistribution.LogSurvival(Math.Abs(statistic))
            : StudentTDistribution.LogSurvival(Math.Abs(statistic), degreesOfFreedom);
        LogPValue = double.IsFinite(tail) ? Figure.Of(Math.Min(0, tail + Elementary.Log(2))) : Figure.Undefined(UndefinedReason.Infinite);
        PValue = Figure.Of(Math.Min(1, 2 * Elementary.Exp(tail)));
    }

    /// <summary>AUC of the first score.</summary>
    public double First { get; }

    /// <summary>AUC of the second score.</summary>
    public double Second { get; }

    /// <summary>First minus second AUC.</summary>
    public double Difference => First - Second;

    /// <summary>Covariance of the two AUCs; 0 for separate customers.</summary>
    public double Covariance { get; }

    /// <summary>Standard error of the difference.</summary>
    public Figure StandardError { get; }

    /// <summary>Difference over its standard error.</summary>
    public Figure Statistic { get; }

    /// <summary>Degrees of freedom of the test; +∞ for the normal distribution.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>Two-sided p-value.</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>.</summary>
    public Figure LogPValue { get; }

    /// <summary><c>DeLong, paired</c> or <c>DeLong, separate</c>.</summary>
    public string Method { get; }

    /// <summary>Interval of <see cref="Difference"/>, ± quantile × standard error, by the distribution of the test; −1 to 1 when there is no standard error.</summary>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ConfidenceInterval Interval(double level = 0.95)
    {
        Guard.OpenUnit(level);
        if (!StandardError.IsDefined)
        {
            return new ConfidenceInterval(-1, 1, level, Method);
        }

        var tail = (1 - level) / 2;
        var quantile = double.IsPositiveInfinity(DegreesOfFreedom) ? NormalDistribution.UpperQuantile(tail) : StudentTDistribution.UpperQuantile(tail, DegreesOfFreedom);
        var half = quantile * StandardError.Value;
        return new ConfidenceInterval(Difference - half, Difference + half, level, Method);
    }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Method}: {Guard.Text(First)} − {Guard.Text(Second)} = {Guard.Text(Difference)}, se {StandardError}, {Interval()}, p {PValue}";

    /// <summary>Two scores of the same customers.</summary>
    /// <param name="first">One finite score per customer.</param>
    /// <param name="second">One finite score per customer.</param>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, or a class has fewer than two customers.</exception>
    public static AucComparison Paired(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<bool> outcomes, ReadOnlySpan<double> weights = default) =>
        Paired(first, second, ScoredSample.Numbers(outcomes), weights);

    /// <summary>Two scores of the same customers.</summary>
    /// <param name="first">One finite score per customer.</param>
    /// <param name="second">One finite score per customer.</param>
    /// <param name="outcomes">One outcome per customer, 0 or 1.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, or a class has fewer than two customers.</exception>
    public static AucComparison Paired(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights = default)
    {
        ScoredSample.Check(first, outcomes, weights);
        ScoredSample.Check(second, outcomes, weights);
        var a = Placements(first, outcomes, weights, out var aucA, out var events, out var others);
        var b = Placements(second, outcomes, weights, out var aucB, out _, out _);
        RequireTwo(events, others, nameof(outcomes));
        double variance = 0, covariance = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            var size = outcomes[i] == 1 ? events : others;
            var share = weight / (size - 1) / size;
            var (da, db) = (a[i] - aucA, b[i] - aucB);
            var difference = a[i] - b[i] - (aucA - aucB);
            variance += share * difference * difference;
            covariance += share * da * db;
        }

        return new AucComparison(aucA, aucB, covariance, variance, double.PositiveInfinity, "DeLong, paired");
    }

    /// <summary>Two scores of separate customers.</summary>
    /// <param name="first">Ranking of the first customers.</param>
    /// <param name="second">Ranking of the second customers.</param>
    /// <exception cref="ArgumentException">An AUC has no standard error.</exception>
    public static AucComparison Separate(Discrimination first, Discrimination second)
    {
        Guard.NotNull(first);
        Guard.NotNull(second);
        if (!first.AucStandardError.IsDefined || !second.AucStandardError.IsDefined)
        {
            throw new ArgumentException("Both AUCs need a standard error.", nameof(first));
        }

        var (a, b) = (first.AucStandardError.Value * first.AucStandardError.Value, second.AucStandardError.Value * second.AucStandardError.Value);

        // Welch's degrees of freedom with the numbers of customers, as pROC does.
        var df = (a + b) * (a + b) / (a * a / (first.Observations - 1) + b * b / (second.Observations - 1));
        return new AucComparison(first.Auc.Value, second.Auc.Value, 0, a + b, df, "DeLong, separate");
    }

    /// <summary>Share of the other class that each customer outranks (events) or is outranked by (others), ties one half.</summary>
    private static double[] Placements(
        ReadOnlySpan<double> scores,
        ReadOnlySpan<double> outcomes,
        ReadOnlySpan<double> weights,
        out double auc,
        out double events,
        out double others)
    {
        events = 0;
        others = 0;
        for (var i = 0; i < outcomes.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            if (outcomes[i] == 1)
            {
                events += weight;
            }
            else if (outcomes[i] == 0)
            {
                others += weight;
            }
            else
            {
                throw Guard.BrokenRow(nameof(outcomes), i, "outcome 0 or 1", Guard.Text(outcomes[i]));
            }
        }

        var placements = new double[scores.Length];
        var order = StableOrder.Ascending(scores);
        var (eventsBelow, othersBelow) = (0.0, 0.0);
        auc = 0;
        for (var start = 0; start < order.Length;)
        {
            var end = start;
            var (eventsHere, othersHere) = (0.0, 0.0);
            while (end < order.Length && scores[order[end]] == scores[order[start]])
            {
                var weight = weights.IsEmpty ? 1 : weights[order[end]];
                (eventsHere, othersHere) = outcomes[order[end]] == 1 ? (eventsHere + weight, othersHere) : (eventsHere, othersHere + weight);
                end++;
            }

            for (var i = start; i < end; i++)
            {
                placements[order[i]] = outcomes[order[i]] == 1
                    ? (othersBelow + othersHere / 2) / others
                    : (events - eventsBelow - eventsHere / 2) / events;
            }

            auc += eventsHere * (othersBelow + othersHere / 2);
            eventsBelow += eventsHere;
            othersBelow += othersHere;
            start = end;
        }

        auc = auc / events / others;
        return placements;
    }

    private static void RequireTwo(double events, double others, string name)
    {
        if (!(events > 1 && others > 1))
        {
            throw new ArgumentException("Each class needs at least two customers.", name);
        }
    }
}
