namespace CustomerValue.Experiments;

/// <summary>How far the treated stand from the controls in one period, against the reference period.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class EventStudyEffect
{
    internal EventStudyEffect(int period, int step, bool isReference, ArmComparison comparison, ConfidenceInterval simultaneous)
    {
        Period = period;
        Step = step;
        IsReference = isReference;
        Comparison = comparison;
        SimultaneousInterval = simultaneous;
    }

    /// <summary>The period, as the caller numbers it.</summary>
    public int Period { get; }

    /// <summary>Periods since treatment began: 0 in the first treated one, negative before.</summary>
    public int Step { get; }

    /// <summary>True for the period that the others are measured from: 0 by construction.</summary>
    public bool IsReference { get; }

    /// <summary>True before treatment: what should be 0 if the groups move alike.</summary>
    public bool IsBeforeTreatment => Step < 0;

    /// <summary>Change of the treated since the reference minus that of the controls, on its own.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>The interval that holds together with those of all other periods (max-|t|).</summary>
    public ConfidenceInterval SimultaneousInterval { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"period {Guard.Text(Period)}: {Comparison.Estimate}, {SimultaneousInterval}";
}
