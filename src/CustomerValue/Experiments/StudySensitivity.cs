namespace CustomerValue.Experiments;

/// <summary>How strong something left out would have to be to explain the adjusted difference of two chosen groups away.</summary>
/// <remarks>
/// Of the doubly robust estimate. For amounts of the difference over the pooled standard deviation of the groups' changes, for promotions of the ratio of the group's rate to
/// the rate it would have had, which counts as known. The robustness value is of the least squares of the change (or promotion) on group and covariates, with classical
/// errors. Immutable and thread-safe.
/// </remarks>
public sealed class StudySensitivity
{
    internal StudySensitivity(StudyMeasure measure, StudyGroup minuend, StudyGroup subtrahend, EValue value, RobustnessValue? robustness)
    {
        Measure = measure;
        Minuend = minuend;
        Subtrahend = subtrahend;
        EValue = value;
        Robustness = robustness;
    }

    /// <summary>What is compared.</summary>
    public StudyMeasure Measure { get; }

    /// <summary>The group from which is subtracted.</summary>
    public StudyGroup Minuend { get; }

    /// <summary>The group that is subtracted.</summary>
    public StudyGroup Subtrahend { get; }

    /// <summary>The E-value of the estimate, and of the limit of its interval nearer to nothing.</summary>
    public EValue EValue { get; }

    /// <summary>How much of what is left of group and outcome it would have to explain; null where the regression has no error.</summary>
    public RobustnessValue? Robustness { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Measure}, {Minuend} − {Subtrahend}: {EValue}";
}
