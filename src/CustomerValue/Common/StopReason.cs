namespace CustomerValue;

/// <summary>Why a fit stopped.</summary>
public enum StopReason
{
    /// <summary>The first-order condition was checked and holds at an interior optimum.</summary>
    Converged = 0,

    /// <summary>The optimum lies at the boundary of the parameter space; parameters there have no standard errors.</summary>
    Boundary,

    /// <summary>The iteration limit was reached before the first-order condition held.</summary>
    IterationLimit,

    /// <summary>No further improvement was possible, and the first-order condition does not hold.</summary>
    NotStationary,

    /// <summary>The classes can be separated by a linear rule: the maximum likelihood estimate does not exist.</summary>
    Separation,

    /// <summary>The model was rebuilt from given parameters, not fitted.</summary>
    NotFitted,
}
