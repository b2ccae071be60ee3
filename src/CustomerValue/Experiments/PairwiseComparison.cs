using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Two arms of several: later minus earlier, alone and jointly with all other pairs.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class PairwiseComparison
{
    internal PairwiseComparison(int first, int second, ArmComparison comparison, Figure p, Figure logP, ConfidenceInterval interval)
    {
        First = first;
        Second = second;
        Comparison = comparison;
        AdjustedPValue = p;
        LogAdjustedPValue = logP;
        SimultaneousInterval = interval;
    }

    /// <summary>Index of the arm that is subtracted.</summary>
    public int First { get; }

    /// <summary>Index of the arm it is subtracted from.</summary>
    public int Second { get; }

    /// <summary>The comparison alone: its own p-value and interval are not adjusted.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>Two-sided p-value, adjusted for all pairs.</summary>
    public Figure AdjustedPValue { get; }

    /// <summary>Natural logarithm of <see cref="AdjustedPValue"/>.</summary>
    public Figure LogAdjustedPValue { get; }

    /// <summary>Interval that holds jointly with those of the other pairs.</summary>
    public ConfidenceInterval SimultaneousInterval { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() =>
        $"{Guard.Text(Second)} − {Guard.Text(First)}: {Comparison.Estimate}, {SimultaneousInterval}, adjusted {ArmComparison.TextOf(AdjustedPValue, LogAdjustedPValue)}";
}
