namespace CustomerValue.Experiments;

/// <summary>How untreated branches (or regions) are weighed to stand in for treated ones.</summary>
public enum SyntheticMethod
{
    /// <summary>Weights on a simplex that follow the treated before treatment, level and all (Abadie, Diamond and Hainmueller 2010).</summary>
    SyntheticControl = 0,

    /// <summary>Weights of branches that run parallel, and of periods before treatment, on top of a difference in differences (Arkhangelsky et al. 2021).</summary>
    SyntheticDifference,

    /// <summary>All branches and periods weighed alike: the difference in differences.</summary>
    Difference,
}
