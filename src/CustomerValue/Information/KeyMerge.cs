namespace CustomerValue.Information;

/// <summary>Two keys turned out to be one person: from a day on, one of them survives.</summary>
public sealed record KeyMerge
{
    /// <summary>The key that was given up.</summary>
    public RecordKey From { get; init; }

    /// <summary>The key that goes on.</summary>
    public RecordKey Into { get; init; }

    /// <summary>The day from which the bank treats them as one.</summary>
    public Day On { get; init; }

    /// <summary>The day from whose end that was known; null when it is <see cref="On"/>.</summary>
    public Day? KnownAt { get; init; }
}
