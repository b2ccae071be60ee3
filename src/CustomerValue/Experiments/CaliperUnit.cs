namespace CustomerValue.Experiments;

/// <summary>What a caliper is measured in.</summary>
public enum CaliperUnit
{
    /// <summary>Standard deviations of the score over all customers, divisor n − 1.</summary>
    StandardDeviations = 0,

    /// <summary>The score's own unit.</summary>
    Score,
}
