namespace CustomerValue.Experiments;

/// <summary>One cohort in one period: estimate and scores.</summary>
internal sealed record StaggeredCell(int Cohort, int Period, Figure Estimate, double Treated, double[] Scores, double TreatmentCount, double ControlCount, bool IsTooFew, bool IsFew)
{
    /// <summary>True for the base period of the cohort: 0 by construction.</summary>
    public bool IsReference { get; init; }

    public static StaggeredCell Reference(int cohort, int period, double size) => new(cohort, period, Figure.Of(0), 0, [], size, 0, false, false) { IsReference = true };

    public static StaggeredCell Undefined(int cohort, int period, double own, double other) => new(cohort, period, CustomerValue.Figure.Undefined(UndefinedReason.EmptyArm), 0, [], own, other, true, false);
}
