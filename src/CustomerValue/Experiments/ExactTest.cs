using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Tests of proportions that enumerate tables instead of trusting a large sample: for few customers and rare outcomes.</summary>
/// <remarks>
/// Two-sided rules differ between programs; here: Fisher and the binomial test add all tables no likelier than the observed one (as R and scipy do; ties count),
/// Barnard adds all tables whose pooled |z| is no smaller, Boschloo doubles the smaller one-sided p-value (as scipy does). The observed table counts whole, or half in mid-p
/// versions, which are right on average rather than always. Fisher is conditional on both margins; Barnard and Boschloo only on the arms' sizes, with the largest p-value
/// over the unknown common rate. Sources: Fisher (1935); Lancaster (1961) on mid-p; Barnard (1945); Boschloo (1970). Immutable and thread-safe.
/// </remarks>
public sealed partial class ExactTest
{
    /// <summary>Trials of both arms together up to which <c>Barnard</c> and <c>Boschloo</c> walk through all tables.</summary>
    public const long MostTrials = 131_072;

    private readonly ComparisonWarning[] warnings;

    private ExactTest(string method, Figure estimate, ConfidenceInterval interval, Figure logLess, Figure logGreater, Figure logP, Figure worstRate, bool isDegenerate)
    {
        Method = method;
        Estimate = estimate;
        Interval = interval;
        LogPValueLess = logLess;
        LogPValueGreater = logGreater;
        LogPValue = logP;
        PValueLess = Exp(logLess);
        PValueGreater = Exp(logGreater);
        PValue = Exp(logP);
        WorstRate = worstRate;
        warnings = !PValue.IsDefined ? [ComparisonWarning.EmptyArm]
            : isDegenerate ? [ComparisonWarning.Degenerate]
            : PValue.Value == 0 ? [ComparisonWarning.PValueUnderflow] : [];
    }

    /// <summary>The test, such as <c>Fisher's exact test</c>.</summary>
    public string Method { get; }

    /// <summary>What the test is about: the conditional odds ratio (Fisher), the difference of rates (Barnard, Boschloo), the rate (binomial), the share of gains among changes (McNemar).</summary>
    public Figure Estimate { get; }

    /// <summary>Interval of the estimate; its method is named in it.</summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>Two-sided p-value; 0 where it underflows (see <see cref="LogPValue"/>).</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of the two-sided p-value.</summary>
    public Figure LogPValue { get; }

    /// <summary>p-value against "treatment is not greater".</summary>
    public Figure PValueGreater { get; }

    /// <summary>p-value against "treatment is not less".</summary>
    public Figure PValueLess { get; }

    /// <summary>Natural logarithm of <see cref="PValueGreater"/>.</summary>
    public Figure LogPValueGreater { get; }

    /// <summary>Natural logarithm of <see cref="PValueLess"/>.</summary>
    public Figure LogPValueLess { get; }

    /// <summary>The common rate at which the two-sided p-value of Barnard or Boschloo is largest; undefined for the others.</summary>
    public Figure WorstRate { get; }

    /// <summary>Coverage of the interval.</summary>
    public double Level => Interval.Level;

    /// <summary>What to know before believing it; empty when nothing was found.</summary>
    public IReadOnlyList<ComparisonWarning> Warnings => warnings;

    /// <summary>True when the two-sided p-value is below 1 − <see cref="Level"/>; false when there is none.</summary>
    public bool IsSignificant => PValue.IsDefined && PValue.Value < 1 - Level;

    /// <summary>Fisher's exact test; estimate and interval are the conditional odds ratio's. Any size: large tables cost a walk over forty standard deviations.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ExactTest Fisher(ProportionCounts treatment, ProportionCounts control, double level = 0.95) => Conditional(treatment, control, level, isMidP: false);

    /// <summary>Fisher's test with the observed table counted half: less conservative, no longer guaranteed.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ExactTest FisherMidP(ProportionCounts treatment, ProportionCounts control, double level = 0.95) => Conditional(treatment, control, level, isMidP: true);

    /// <summary>Barnard's unconditional test with the pooled z as its order; more powerful than Fisher's. The interval is Miettinen and Nurminen's.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException"><paramref name="level"/> is not between 0 and 1, or there are more than <see cref="MostTrials"/> trials.</exception>
    public static ExactTest Barnard(ProportionCounts treatment, ProportionCounts control, double level = 0.95)
    {
        Guard.OpenUnit(level);
        Limit(treatment, control, "Barnard's test");
        if (treatment.Trials == 0 || control.Trials == 0)
        {
            return Empty("Barnard's exact test", ProportionDifferenceInterval.MiettinenNurminen(treatment, control, level));
        }

        var order = new PooledOrder(treatment, control);
        var table = new UnconditionalTable(treatment.Trials, control.Trials);
        var (both, rate) = order.Observed == 0 ? (0, double.NaN) : table.LogLargest(order, Math.Abs(order.Observed), Math.Abs(order.Observed));
        var (greater, _) = table.LogLargest(order, order.Observed, null);
        var (less, _) = table.LogLargest(order, null, -order.Observed);
        return Unconditional("Barnard's exact test", treatment, control, level, less, greater, both, rate);
    }

    /// <summary>Boschloo's unconditional test, Fisher's one-sided p-value being its order: never less powerful than Fisher's. The interval is Miettinen and Nurminen's.</summary>
    /// <param name="treatment">Counts of the treatment arm.</param>
    /// <param name="control">Counts of the control arm.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException"><paramref name="level"/> is not between 0 and 1, or there are more than <see cref="MostTrials"/> trials.</exception>
    public static ExactTest Boschloo(ProportionCounts treatment, ProportionCounts control, double level = 0.95)
    {
        Guard.OpenUnit(level);
        Limit(treatment, control, "Boschloo's test");
        if (treatment.Trials == 0 || control.Trials == 0)
        {
            return Empty("Boschloo's exact test", ProportionDifferenceInterval.MiettinenNurminen(treatment, control, level));
        }

        var order = new ConditionalOrder(treatment.Trials, control.Trials);
        var table = new UnconditionalTable(treatment.Trials, control.Trials);
        var (less, greater) = new ConditionalTable(treatment, control).LogTails();
        var (up, upRate) = table.LogLargest(order, -greater, null);
        var (down, downRate) = table.LogLargest(order, null, -less);
        var both = Math.Min(0, Elementary.Log(2) + Math.Min(up, down));
        return Unconditional("Boschloo's exact test", treatment, control, level, down, up, both, both == 0 ? double.NaN : up < down ? upRate : downRate);
    }

    /// <summary>McNemar's exact test of pairs: of those whose outcome changed, did as many gain it as lost it? The interval is Clopper and Pearson's.</summary>
    /// <param name="gained">Pairs with the outcome after (or treated) only, ≥ 0.</param>
    /// <param name="lost">Pairs with the outcome before (or in control) only, ≥ 0.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static ExactTest McNemar(long gained, long lost, double level = 0.95)
    {
        Guard.AtLeast(gained, 0);
        Guard.AtLeast(lost, 0);
        Guard.OpenUnit(level);
        if (gained == 0 && lost == 0)
        {
            // Nobody changed: pairs without a difference.
            var even = Figure.Of(0.5);
            return new ExactTest("McNemar's exact test", Figure.Undefined(UndefinedReason.OneClass), new ConfidenceInterval(0, 1, level, "Clopper–Pearson"), Figure.Of(0), Figure.Of(0), Figure.Of(0), even, true);
        }

        return OneRate("McNemar's exact test", new ProportionCounts(gained, checked(gained + lost)), 0.5, level);
    }

    /// <summary>The exact binomial test of one rate against a known one. The interval is Clopper and Pearson's.</summary>
    /// <param name="counts">Successes and trials.</param>
    /// <param name="rate">The rate under the hypothesis, between 0 and 1.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static ExactTest Binomial(ProportionCounts counts, double rate, double level = 0.95)
    {
        Guard.OpenUnit(rate);
        Guard.OpenUnit(level);
        return counts.Trials == 0
            ? Empty("exact binomial test", ProportionInterval.ClopperPearson(counts, level))
            : OneRate("exact binomial test", counts, rate, level);
    }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Method}: {Estimate}, {Interval}, {ArmComparison.TextOf(PValue, LogPValue)}";

    private static Figure Exp(Figure log) => log.IsDefined ? Figure.Of(Elementary.Exp(log.Value)) : log;

    private static ExactTest OneRate(string method, ProportionCounts counts, double rate, double level)
    {
        double k = counts.Successes, n = counts.Trials;
        return new ExactTest(
            method, counts.Rate, ProportionInterval.ClopperPearson(counts, level), Figure.Of(BinomialDistribution.LogCdf(k, n, rate)), Figure.Of(BinomialDistribution.LogSurvival(k - 1, n, rate)),
            Figure.Of(ExactMultinomial.LogTwoArms(k, n, rate, 1 - rate)), Figure.Undefined(UndefinedReason.NoObservations), false);
    }

    private static ExactTest Conditional(ProportionCounts treatment, ProportionCounts control, double level, bool isMidP)
    {
        Guard.OpenUnit(level);
        var method = isMidP ? "Fisher's exact test, mid-p" : "Fisher's exact test";
        var interval = isMidP ? OddsRatioInterval.MidP(treatment, control, level) : OddsRatioInterval.Exact(treatment, control, level);
        if (treatment.Trials == 0 || control.Trials == 0)
        {
            return Empty(method, interval);
        }

        var table = new ConditionalTable(treatment, control);
        var (logLess, logGreater) = table.LogTails();
        var both = table.LogTwoSided();
        if (isMidP)
        {
            // Half the observed table, taken off in logarithms where it matters.
            double Halved(double log) => log + Elementary.Log1p(-0.5 * Elementary.Exp(Math.Min(0, table.LogProbability - log)));
            (logLess, logGreater, both) = (Halved(logLess), Halved(logGreater), Halved(both));
        }

        return new ExactTest(
            method, EffectSize.ConditionalOddsRatio(treatment, control), interval, Figure.Of(logLess), Figure.Of(logGreater), Figure.Of(both),
            Figure.Undefined(UndefinedReason.NoObservations), table.Lowest == table.Highest);
    }

    private static ExactTest Unconditional(string method, ProportionCounts treatment, ProportionCounts control, double level, double less, double greater, double both, double rate)
    {
        double successes = (double)treatment.Successes + control.Successes;
        return new ExactTest(
            method, ProportionTest.Difference(treatment, control), ProportionDifferenceInterval.MiettinenNurminen(treatment, control, level), Figure.Of(Math.Min(0, less)),
            Figure.Of(Math.Min(0, greater)), Figure.Of(both), double.IsNaN(rate) ? Figure.Undefined(UndefinedReason.ZeroVariance) : Figure.Of(rate),
            successes == 0 || successes == (double)treatment.Trials + control.Trials);
    }

    private static ExactTest Empty(string method, ConfidenceInterval interval)
    {
        var empty = Figure.Undefined(UndefinedReason.EmptyArm);
        return new ExactTest(method, empty, interval, empty, empty, empty, empty, false);
    }

    private static void Limit(ProportionCounts treatment, ProportionCounts control, string test)
    {
        var trials = (double)treatment.Trials + control.Trials;
        if (trials > MostTrials)
        {
            throw new ArgumentException(
                $"{test} would walk through the tables of {Guard.Text(trials)} trials; it goes up to {Guard.Text(MostTrials)}. Fisher's test has no such limit, and of arms so large the pooled z is accurate.", nameof(treatment));
        }
    }
}
