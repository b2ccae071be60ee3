namespace CustomerValue.Information;

/// <summary>A person (or company) the bank knows; a customer in the narrow sense.</summary>
public sealed record Client
{
    /// <summary>The client's key.</summary>
    public RecordKey Id { get; init; }

    /// <summary>Day of birth; null when not known.</summary>
    public Day? BornOn { get; init; }

    /// <summary>The day the relation with the bank began; null when not known.</summary>
    public Day? ClientSince { get; init; }

    /// <summary>Gender as the bank codes it; empty when not known.</summary>
    public string Gender { get; init; } = string.Empty;

    /// <summary>Where the client lives, such as a district; empty when not known.</summary>
    public string Region { get; init; } = string.Empty;
}
