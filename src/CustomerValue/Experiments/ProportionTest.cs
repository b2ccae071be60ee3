using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Compares proportions: promoted, sold, left. The interval of a difference is Newcombe's.</summary>
/// <remarks>
/// Test and interval follow different conventions, as is usual: near the border one may cover zero where the other rejects. All assume
/// independent rows and are conditional on the arms' sizes. Where everything or nothing succeeded in both arms the pooled test has no
/// variation: p is 1, the result is flagged degenerate, and the interval still says what is known.
/// </remarks>
public static partial class ProportionTest
{
    /// <summary>The pooled z test: one common rate under the hypothesis; its square is Pearson's χ². The default of this library.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Pooled(ProportionCounts treatment, ProportionCounts control, double level = 0.95)
    {
        ConfidenceInterval Interval(double at) => ProportionDifferenceInterval.Newcombe(treatment, control, at);
        return PooledWith("pooled z", Interval, treatment, control, level);
    }

    /// <summary>The score test with the interval that inverts it (Miettinen and Nurminen 1985): where it excludes zero the test rejects, but for the factor N / (N − 1).</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Score(ProportionCounts treatment, ProportionCounts control, double level = 0.95)
    {
        ConfidenceInterval Interval(double at) => ProportionDifferenceInterval.MiettinenNurminen(treatment, control, at);
        return PooledWith("score z", Interval, treatment, control, level);
    }

    /// <summary>The unpooled z test (Wald): each arm its own rate.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Unpooled(ProportionCounts treatment, ProportionCounts control, double level = 0.95) =>
        Compare("unpooled z", at => ProportionDifferenceInterval.Newcombe(treatment, control, at), treatment, control, VarianceOfRate(treatment) + VarianceOfRate(control), level);

    /// <summary>Pearson's χ² of two or more arms against "all rates are equal".</summary>
    /// <param name="arms">Counts, one an arm; at least two. Empty arms take no part.</param>
    /// <exception cref="ArgumentException">There are fewer than two arms.</exception>
    public static IndependenceTest ChiSquared(ReadOnlySpan<ProportionCounts> arms) => IndependenceTest.Of(arms, "Pearson χ²", 0, likelihoodRatio: false);

    /// <summary>Pearson's χ² of two arms with Yates's continuity correction.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    public static IndependenceTest Yates(ProportionCounts treatment, ProportionCounts control) =>
        IndependenceTest.Of([treatment, control], "Pearson χ², Yates", 0.5, likelihoodRatio: false);

    /// <summary>The likelihood-ratio test G of two or more arms.</summary>
    /// <param name="arms">Counts, one an arm; at least two. Empty arms take no part.</param>
    /// <exception cref="ArgumentException">There are fewer than two arms.</exception>
    public static IndependenceTest LikelihoodRatio(ReadOnlySpan<ProportionCounts> arms) => IndependenceTest.Of(arms, "G", 0, likelihoodRatio: true);

    /// <summary>The logarithm of the odds ratio with Woolf's error, against 0; its exponential's interval is <see cref="OddsRatioInterval.Woolf"/>. Undefined at zero cells.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison LogOdds(ProportionCounts treatment, ProportionCounts control, double level = 0.95)
    {
        Guard.OpenUnit(level);
        var odds = EffectSize.OddsRatio(treatment, control);
        if (!odds.IsDefined || odds.Value == 0)
        {
            var why = odds.IsDefined ? Figure.Undefined(UndefinedReason.Infinite) : odds;
            return new ArmComparison("log odds ratio z", treatment.Rate, control.Rate, why, why, double.PositiveInfinity, level, null, SmallCounts(treatment, control));
        }

        double a = treatment.Successes, b = treatment.Trials - treatment.Successes, c = control.Successes, d = control.Trials - control.Successes;
        var error = Math.Sqrt(1 / a + 1 / b + 1 / c + 1 / d);
        return new ArmComparison(
            "log odds ratio z", treatment.Rate, control.Rate, Figure.Of(Elementary.Log(odds.Value)), Figure.Of(error), double.PositiveInfinity, level, null, SmallCounts(treatment, control));
    }

    /// <summary>Treatment's rate minus control's.</summary>
    internal static Figure Difference(ProportionCounts treatment, ProportionCounts control) => Figure.Of(ProportionCounts.Difference(treatment, control));

    internal static ComparisonWarning[] SmallCounts(ProportionCounts treatment, ProportionCounts control)
    {
        double n = treatment.Trials, m = control.Trials, successes = (double)treatment.Successes + control.Successes;
        return n > 0 && m > 0 && Math.Min(n, m) / (n + m) * Math.Min(successes, n + m - successes) < 5 ? [ComparisonWarning.SmallExpectedCounts] : [];
    }

    /// <summary>The pooled test with an interval of another convention.</summary>
    internal static ArmComparison PooledWith(string method, Func<double, ConfidenceInterval> interval, ProportionCounts treatment, ProportionCounts control, double level)
    {
        double n = treatment.Trials, m = control.Trials, successes = (double)treatment.Successes + control.Successes;
        var p = n + m > 0 ? successes / (n + m) : 0;
        var q = n + m > 0 ? (n + m - successes) / (n + m) : 0;
        return Compare(method, interval, treatment, control, p * q * (1 / n + 1 / m), level);
    }

    /// <summary>Difference ± z unpooled errors, test and interval alike.</summary>
    internal static ArmComparison Wald(ProportionCounts treatment, ProportionCounts control, double level) =>
        Compare("unpooled z", at => ProportionDifferenceInterval.Wald(treatment, control, at), treatment, control, VarianceOfRate(treatment) + VarianceOfRate(control), level);

    internal static double VarianceOfRate(ProportionCounts counts)
    {
        double n = counts.Trials;
        return n == 0 ? 0 : counts.Successes / n * ((n - counts.Successes) / n) / n;
    }

    private static ArmComparison Compare(string method, Func<double, ConfidenceInterval> interval, ProportionCounts treatment, ProportionCounts control, double variance, double level)
    {
        Guard.OpenUnit(level);
        if (treatment.Trials == 0 || control.Trials == 0)
        {
            var empty = Figure.Undefined(UndefinedReason.EmptyArm);
            return new ArmComparison(method, treatment.Rate, control.Rate, empty, empty, double.PositiveInfinity, level, interval);
        }

        return new ArmComparison(method, treatment.Rate, control.Rate, Difference(treatment, control), Figure.Of(Math.Sqrt(variance)), double.PositiveInfinity, level, interval, SmallCounts(treatment, control));
    }
}
