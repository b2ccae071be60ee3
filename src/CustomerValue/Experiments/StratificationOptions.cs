namespace CustomerValue.Experiments;

/// <summary>How strata are put together.</summary>
public sealed record StratificationOptions
{
    /// <summary>Conditional on the strata's sizes, normal reference, 95 %; a stratum without one arm leaves no estimate.</summary>
    public static StratificationOptions Default { get; } = new();

    /// <summary>Coverage of the intervals; between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;

    /// <summary>True when the strata's sizes were chance too (post-stratification): adds the spread of the strata's effects over n.</summary>
    public bool Superpopulation { get; init; }

    /// <summary>True to leave out strata without one arm: the estimate then speaks of the others only, and the result says so.</summary>
    public bool LeaveOutEmpty { get; init; }

    /// <summary>True for Student's t with Satterthwaite's degrees of freedom instead of the normal curve.</summary>
    public bool StudentT { get; init; }
}
