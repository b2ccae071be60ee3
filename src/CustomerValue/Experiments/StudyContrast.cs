namespace CustomerValue.Experiments;

/// <summary>One group minus another in one measure, alone and jointly with the other two differences.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class StudyContrast
{
    internal StudyContrast(StudyMeasure measure, StudyGroup minuend, StudyGroup subtrahend, ArmComparison comparison, ConfidenceInterval simultaneous, Figure p, Figure logP)
    {
        Measure = measure;
        Minuend = minuend;
        Subtrahend = subtrahend;
        Comparison = comparison;
        SimultaneousInterval = simultaneous;
        AdjustedPValue = p;
        AdjustedLogPValue = logP;
    }

    /// <summary>What is compared.</summary>
    public StudyMeasure Measure { get; }

    /// <summary>The group from which is subtracted.</summary>
    public StudyGroup Minuend { get; }

    /// <summary>The group that is subtracted.</summary>
    public StudyGroup Subtrahend { get; }

    /// <summary>The difference on its own: estimate, clustered error, its own interval and p-value, warnings.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>The interval that holds together with those of the other two differences of this measure (max-|t|).</summary>
    public ConfidenceInterval SimultaneousInterval { get; }

    /// <summary>p-value adjusted for the three differences of this measure: chance of a largest |t| at least as large.</summary>
    public Figure AdjustedPValue { get; }

    /// <summary>Natural logarithm of <see cref="AdjustedPValue"/>: exact where that underflows.</summary>
    public Figure AdjustedLogPValue { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Measure}, {Minuend} − {Subtrahend}: {Comparison.Estimate}, {SimultaneousInterval}, adjusted p {AdjustedPValue}";
}
