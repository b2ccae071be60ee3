namespace CustomerValue.Experiments;

/// <summary>How two groups of a study moved before the campaign, and what that leaves of the difference afterwards.</summary>
/// <remarks>Differences are those of <see cref="EventStudy"/>, against the base, clustered by household, without covariates. Immutable and thread-safe.</remarks>
public sealed class StudyPreTrend
{
    internal StudyPreTrend(StudyMeasure measure, StudyGroup minuend, StudyGroup subtrahend, EventStudy study, PreTrendBound bound, Figure breakdown)
    {
        Measure = measure;
        Minuend = minuend;
        Subtrahend = subtrahend;
        Study = study;
        Bound = bound;
        BreakdownMagnitude = breakdown;
    }

    /// <summary>Assets or their logarithm.</summary>
    public StudyMeasure Measure { get; }

    /// <summary>The group from which is subtracted.</summary>
    public StudyGroup Minuend { get; }

    /// <summary>The group that is subtracted.</summary>
    public StudyGroup Subtrahend { get; }

    /// <summary>True where two or more moments before the campaign are known: without them nothing can be said.</summary>
    public bool CanBeChecked => Study.PreTrend.CanBeChecked;

    /// <summary>The differences at every moment; period 0 is the base, positive ones came after.</summary>
    public EventStudy Study { get; }

    /// <summary>The joint test of the earlier differences.</summary>
    public PreTrendTest Test => Study.PreTrend;

    /// <summary>The difference at the end if each later step departs from parallel trends by at most the options' multiple of the largest earlier one.</summary>
    public PreTrendBound Bound { get; }

    /// <summary>The multiple at which the difference can no longer be told from zero; undefined where it cannot be told even under parallel trends, or nothing can be checked.</summary>
    public Figure BreakdownMagnitude { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => CanBeChecked ? $"{Measure}, {Minuend} − {Subtrahend}: {Test}; {Bound}" : $"{Measure}, {Minuend} − {Subtrahend}: pre-trends cannot be checked";
}
