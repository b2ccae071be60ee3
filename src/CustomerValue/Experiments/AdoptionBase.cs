namespace CustomerValue.Experiments;

/// <summary>From which period changes before treatment are measured; after it always from the last period before it.</summary>
public enum AdoptionBase
{
    /// <summary>From the period before: each earlier estimate is one step of the drift.</summary>
    Varying = 0,

    /// <summary>From the last period before treatment, as an event study does.</summary>
    Universal,
}
