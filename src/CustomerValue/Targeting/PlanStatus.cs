namespace CustomerValue.Targeting;

/// <summary>What is proven about a campaign plan.</summary>
public enum PlanStatus
{
    /// <summary>No plan can be worth more, up to rounding.</summary>
    Optimal = 0,

    /// <summary>The plan meets every limit; no plan can be worth more than its upper bound.</summary>
    WithinBound,

    /// <summary>It is proven that no plan meets all limits.</summary>
    Infeasible,

    /// <summary>No plan that meets all limits was found, and none was proven impossible.</summary>
    NotFound,
}
