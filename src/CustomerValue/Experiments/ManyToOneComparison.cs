using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>One treatment of several against the common control, alone and jointly with the others.</summary>
/// <remarks>Immutable once returned, and thread-safe.</remarks>
public sealed class ManyToOneComparison
{
    internal ManyToOneComparison(ArmComparison comparison, Figure p, Figure logP, Figure logGreater, Figure logLess, ConfidenceInterval interval)
    {
        Comparison = comparison;
        AdjustedPValue = p;
        LogAdjustedPValue = logP;
        LogAdjustedPValueGreater = logGreater;
        LogAdjustedPValueLess = logLess;
        SimultaneousInterval = interval;
        StepDownPValue = p;
    }

    /// <summary>The comparison alone, with the variance that all arms share; its own p-value and interval are not adjusted.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>Two-sided p-value, adjusted for all comparisons: the probability of so large a |t| anywhere.</summary>
    public Figure AdjustedPValue { get; }

    /// <summary>Natural logarithm of <see cref="AdjustedPValue"/>.</summary>
    public Figure LogAdjustedPValue { get; }

    /// <summary>Adjusted p-value against "this treatment is not greater".</summary>
    public Figure AdjustedPValueGreater { get; internal init; }

    /// <summary>Adjusted p-value against "this treatment is not less".</summary>
    public Figure AdjustedPValueLess { get; internal init; }

    /// <summary>Natural logarithm of <see cref="AdjustedPValueGreater"/>.</summary>
    public Figure LogAdjustedPValueGreater { get; }

    /// <summary>Natural logarithm of <see cref="AdjustedPValueLess"/>.</summary>
    public Figure LogAdjustedPValueLess { get; }

    /// <summary>Two-sided p-value of the step-down procedure: more powerful, and without intervals.</summary>
    public Figure StepDownPValue { get; internal set; }

    /// <summary>Interval that holds jointly with those of the other treatments.</summary>
    public ConfidenceInterval SimultaneousInterval { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Comparison.Estimate}, {SimultaneousInterval}, adjusted {ArmComparison.TextOf(AdjustedPValue, LogAdjustedPValue)}";
}
