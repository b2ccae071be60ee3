namespace CustomerValue.Experiments;

/// <summary>Group-time effects averaged over one step since treatment, one cohort or one period.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class AdoptionEffect
{
    internal AdoptionEffect(int key, ArmComparison comparison, ConfidenceInterval simultaneous)
    {
        Key = key;
        Comparison = comparison;
        SimultaneousInterval = simultaneous;
    }

    /// <summary>The step since treatment began, the cohort, or the period.</summary>
    public int Key { get; }

    /// <summary>The averaged effect on its own.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>The interval that holds together with those of the others of its list (max-|t|).</summary>
    public ConfidenceInterval SimultaneousInterval { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Guard.Text(Key)}: {Comparison.Estimate}, {SimultaneousInterval}";
}
