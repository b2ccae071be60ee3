namespace CustomerValue.Experiments;

/// <summary>Who stands in for a cohort that began treatment.</summary>
public enum AdoptionControls
{
    /// <summary>Customers who were never treated in the periods seen.</summary>
    NeverTreated = 0,

    /// <summary>Customers of other cohorts, and never treated ones, who were not yet treated in either of the two periods compared (R's <c>did</c>).</summary>
    NotYetTreated,

    /// <summary>Everyone not yet treated in either period: before its treatment the cohort itself among them, which draws its pre-trends toward zero.</summary>
    EveryoneNotYetTreated,
}
