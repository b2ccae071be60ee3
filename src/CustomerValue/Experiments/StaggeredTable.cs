namespace CustomerValue.Experiments;

/// <summary>Everything a staggered fit found.</summary>
internal sealed record StaggeredTable(
    GroupTimeEffect[] Effects,
    ArmComparison Overall,
    AdoptionEffect[] BySteps,
    AdoptionEffect[] ByCohorts,
    AdoptionEffect[] ByPeriods,
    ArmComparison OverallOfSteps,
    ArmComparison OverallOfCohorts,
    ArmComparison OverallOfPeriods,
    PreTrendTest PreTrend,
    TwoWayEstimate TwoWay,
    int AlwaysTreated,
    int Clusters,
    string[] Dropped,
    string Assumption);
