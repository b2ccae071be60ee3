namespace CustomerValue.Experiments;

/// <summary>One 2 × 2 comparison inside a two-way fixed-effects coefficient.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class TwoWayPart
{
    internal TwoWayPart(int treated, int control, double weight, double estimate)
    {
        TreatedCohort = treated;
        ControlCohort = control;
        Weight = weight;
        Estimate = estimate;
    }

    /// <summary>The cohort whose treatment begins within the comparison.</summary>
    public int TreatedCohort { get; }

    /// <summary>The cohort that serves as control; <see cref="StaggeredAdoption.Never"/> for the never treated.</summary>
    public int ControlCohort { get; }

    /// <summary>True where the controls are treated already.</summary>
    public bool UsesTreatedAsControls => ControlCohort < TreatedCohort;

    /// <summary>Share in the coefficient.</summary>
    public double Weight { get; }

    /// <summary>The difference in differences of the two cohorts.</summary>
    public double Estimate { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Guard.Text(TreatedCohort)} against {(ControlCohort == StaggeredAdoption.Never ? "never" : Guard.Text(ControlCohort))}: {Guard.Text(Estimate)}, weight {Guard.Text(Weight)}";
}
