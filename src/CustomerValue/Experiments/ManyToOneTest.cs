using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Several treatments against one control (Dunnett 1955): adjusted p-values and intervals that hold together.</summary>
/// <remarks>
/// One variance for all arms; the joint tail is integrated, not simulated, so that p-values do not depend on a seed. For unequal variances use
/// <see cref="PairwiseTest.GamesHowell"/>, or Welch's tests with <see cref="Multiplicity.Holm"/>. An empty treatment is a reason in its own figures and leaves
/// the others alone. Conditional on the arms' sizes. Immutable and thread-safe.
/// </remarks>
public sealed class ManyToOneTest
{
    private readonly ManyToOneComparison[] comparisons;

    private ManyToOneTest(Figure variance, double degreesOfFreedom, Figure critical, double level, ManyToOneComparison[] comparisons)
    {
        PooledVariance = variance;
        DegreesOfFreedom = degreesOfFreedom;
        CriticalValue = critical;
        Level = level;
        this.comparisons = comparisons;
    }

    /// <summary>Variance within the arms, which all share.</summary>
    public Figure PooledVariance { get; }

    /// <summary>Σ (n − 1) over the arms that have observations.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>The |t| that no comparison exceeds with probability <see cref="Level"/> when no treatment does anything.</summary>
    public Figure CriticalValue { get; }

    /// <summary>Joint coverage of the intervals.</summary>
    public double Level { get; }

    /// <summary>One comparison a treatment, in the order given.</summary>
    public IReadOnlyList<ManyToOneComparison> Comparisons => comparisons;

    /// <summary>Dunnett's test.</summary>
    /// <param name="treatments">Moments of the treatment arms; at least one.</param>
    /// <param name="control">Moments of the control arm.</param>
    /// <param name="level">Joint coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">There is no treatment, or the level is not between 0 and 1.</exception>
    public static ManyToOneTest Dunnett(ReadOnlySpan<SampleMoments> treatments, SampleMoments control, double level = 0.95)
    {
        Guard.OpenUnit(level);
        if (treatments.Length == 0)
        {
            throw new ArgumentException("treatments has length 0; at least one is needed.", nameof(treatments));
        }

        double squares = control.SumOfSquares, df = Math.Max(0, control.Count - 1);
        foreach (var arm in treatments)
        {
            squares += arm.SumOfSquares;
            df += Math.Max(0, arm.Count - 1);
        }

        var variance = df > 0 ? Figure.Of(squares / df) : Figure.Undefined(UndefinedReason.TooFewObservations);
        var alone = new ArmComparison[treatments.Length];
        var joint = new List<int>();
        var shared = new List<double>();
        for (var i = 0; i < alone.Length; i++)
        {
            alone[i] = MeanTest.WithVariance("Dunnett t", treatments[i], control, variance, df, level);
            if (alone[i].Statistic.IsDefined)
            {
                joint.Add(i);
                shared.Add(Math.Sqrt(treatments[i].Count / (treatments[i].Count + control.Count)));
            }
        }

        var factor = new SharedFactor([.. shared]);
        var critical = joint.Count > 0 ? Figure.Of(factor.CriticalValue(level, df, isOneSided: false)) : Figure.Undefined(UndefinedReason.ZeroVariance);
        var comparisons = new ManyToOneComparison[alone.Length];
        for (var i = 0; i < alone.Length; i++)
        {
            comparisons[i] = joint.Contains(i)
                ? Adjusted(alone[i], factor, df, critical.Value, level)
                : new ManyToOneComparison(alone[i], alone[i].PValue, alone[i].LogPValue, alone[i].LogPValueGreater, alone[i].LogPValueLess, alone[i].Interval)
                {
                    AdjustedPValueGreater = alone[i].PValueGreater,
                    AdjustedPValueLess = alone[i].PValueLess,
                };
        }

        StepDown(comparisons, joint, shared, df);
        return new ManyToOneTest(variance, df, critical, level, comparisons);
    }

    /// <summary>One line a comparison, in invariant text.</summary>
    public override string ToString() => string.Join("\n", comparisons.Select(c => c.ToString()));

    private static ManyToOneComparison Adjusted(ArmComparison c, SharedFactor factor, double df, double critical, double level)
    {
        double t = c.Statistic.Value, half = critical * c.StandardError.Value, logP = t == 0 ? 0 : factor.LogSurvival(Math.Abs(t), df, isOneSided: false);
        double greater = factor.LogSurvival(t, df, isOneSided: true), less = factor.LogSurvival(-t, df, isOneSided: true);
        var interval = new ConfidenceInterval(c.Estimate.Value - half, c.Estimate.Value + half, level, "Dunnett, joint");
        return new ManyToOneComparison(c, Figure.Of(Elementary.Exp(logP)), Figure.Of(logP), Figure.Of(greater), Figure.Of(less), interval)
        {
            AdjustedPValueGreater = Figure.Of(Elementary.Exp(greater)),
            AdjustedPValueLess = Figure.Of(Elementary.Exp(less)),
        };
    }

    /// <summary>From the largest |t| down, each against those not yet rejected; never below the one before.</summary>
    private static void StepDown(ManyToOneComparison[] comparisons, List<int> joint, List<double> shared, double df)
    {
        var order = Enumerable.Range(0, joint.Count).OrderBy(k => -Math.Abs(comparisons[joint[k]].Comparison.Statistic.Value)).ToArray();
        var running = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            var c = comparisons[joint[order[rank]]];
            var t = Math.Abs(c.Comparison.Statistic.Value);
            var rest = new SharedFactor([.. order.Skip(rank).Select(k => shared[k])]);
            running = Math.Max(running, t == 0 ? 1 : Elementary.Exp(rest.LogSurvival(t, df, isOneSided: false)));
            c.StepDownPValue = Figure.Of(running);
        }
    }
}
