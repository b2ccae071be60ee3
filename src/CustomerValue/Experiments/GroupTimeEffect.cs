namespace CustomerValue.Experiments;

/// <summary>The effect on one cohort in one period.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class GroupTimeEffect
{
    internal GroupTimeEffect(int cohort, int period, int step, ArmComparison comparison, double treated, double controls)
    {
        Cohort = cohort;
        Period = period;
        Step = step;
        Comparison = comparison;
        TreatmentCount = treated;
        ControlCount = controls;
    }

    /// <summary>The period in which the cohort's treatment began.</summary>
    public int Cohort { get; }

    /// <summary>The period of the effect.</summary>
    public int Period { get; }

    /// <summary>Periods since treatment began: 0 in the first treated one, negative before.</summary>
    public int Step { get; }

    /// <summary>True before treatment: what should be 0 if the cohort moves as its controls do.</summary>
    public bool IsBeforeTreatment => Step < 0;

    /// <summary>Change of the cohort minus that of its controls; undefined where there are no controls.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>Customers of the cohort, Σ of weights.</summary>
    public double TreatmentCount { get; }

    /// <summary>Controls, Σ of weights.</summary>
    public double ControlCount { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"cohort {Guard.Text(Cohort)}, period {Guard.Text(Period)}: {Comparison.Estimate}, {Comparison.Interval}";
}
