namespace CustomerValue.Experiments;

/// <summary>One group against another in one measure by one estimator, with what the estimate rests on.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class StudyEstimate
{
    private readonly StudyContrast contrast;

    internal StudyEstimate(StudyEstimator estimator, StudyContrast contrast, bool isDrawn, string assumption, string problem)
    {
        Estimator = estimator;
        this.contrast = contrast;
        IsByLot = isDrawn;
        Assumption = assumption;
        Problem = problem;
    }

    /// <summary>How it was compared.</summary>
    public StudyEstimator Estimator { get; }

    /// <summary>What is compared.</summary>
    public StudyMeasure Measure => contrast.Measure;

    /// <summary>The group from which is subtracted: whose customers the estimate is about, where it is adjusted.</summary>
    public StudyGroup Minuend => contrast.Minuend;

    /// <summary>The group that is subtracted.</summary>
    public StudyGroup Subtrahend => contrast.Subtrahend;

    /// <summary>Estimate, household-clustered error, its own interval and p-value, warnings.</summary>
    public ArmComparison Comparison => contrast.Comparison;

    /// <summary>The interval that holds together with those of the other two pairs of groups.</summary>
    public ConfidenceInterval SimultaneousInterval => contrast.SimultaneousInterval;

    /// <summary>p-value adjusted for the three pairs of groups.</summary>
    public Figure AdjustedPValue => contrast.AdjustedPValue;

    /// <summary>Natural logarithm of <see cref="AdjustedPValue"/>.</summary>
    public Figure AdjustedLogPValue => contrast.AdjustedLogPValue;

    /// <summary>True where lots decided who came into which of the two groups: only then may the difference be spoken of as an effect without an "if".</summary>
    public bool IsByLot { get; }

    /// <summary>What must hold for the estimate to be an effect.</summary>
    public string Assumption { get; }

    /// <summary>Why there is no estimate, in words; empty where there is one.</summary>
    public string Problem { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Estimator}: {contrast}" + (Problem.Length > 0 ? $" ({Problem})" : string.Empty);
}
