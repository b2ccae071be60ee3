namespace CustomerValue.Experiments;

/// <summary>How strong something left out would have to be to explain the adjusted difference of two chosen groups away.</summary>
/// <remarks>
/// Of the doubly robust estimate. For amounts of the difference over the pooled standard deviation of the groups' changes, for promotions of the ratio of the group's rate to
/// the rate it would have had, which counts as known. Immutable and thread-safe.
/// </remarks>
public sealed class StudySensitivity
{
    internal StudySensitivity(StudyMeasure measure, StudyGroup minuend, StudyGroup subtrahend, EValue value)
    {
        Measure = measure;
        Minuend = minuend;
        Subtrahend = subtrahend;
        EValue = value;
    }

    /// <summary>What is compared.</summary>
    public StudyMeasure Measure { get; }

    /// <summary>The group from which is subtracted.</summary>
    public StudyGroup Minuend { get; }

    /// <summary>The group that is subtracted.</summary>
    public StudyGroup Subtrahend { get; }

    /// <summary>The E-value of the estimate, and of the limit of its interval nearer to nothing.</summary>
    public EValue EValue { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Measure}, {Minuend} − {Subtrahend}: {EValue}";
}
