using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>A χ² test over strata: of association, or of strata that share one odds ratio.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class StrataTest
{
    internal StrataTest(string method, Figure statistic, int degreesOfFreedom)
    {
        Method = method;
        Statistic = statistic;
        DegreesOfFreedom = degreesOfFreedom;
        PValue = statistic.IsDefined ? Figure.Of(ChiSquaredDistribution.Survival(statistic.Value, degreesOfFreedom)) : statistic;
        LogPValue = statistic.IsDefined ? Figure.Of(ChiSquaredDistribution.LogSurvival(statistic.Value, degreesOfFreedom)) : statistic;
    }

    /// <summary>The test.</summary>
    public string Method { get; }

    /// <summary>χ².</summary>
    public Figure Statistic { get; }

    /// <summary>Its degrees of freedom.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>p-value, the upper tail.</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>.</summary>
    public Figure LogPValue { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Method}: {Statistic}, df {Guard.Text(DegreesOfFreedom)}, p {PValue}";
}
