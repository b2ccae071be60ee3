namespace CustomerValue.Information;

/// <summary>A client's right over an account, and when it holds.</summary>
/// <remarks>The same client, account and <see cref="ValidFrom"/> again with a later known-at is a correction, such as an end that became known.</remarks>
public sealed record Disposition
{
    /// <summary>The client.</summary>
    public RecordKey Client { get; init; }

    /// <summary>The account.</summary>
    public RecordKey Account { get; init; }

    /// <summary>Owner, co-owner or disponent.</summary>
    public DispositionRole Role { get; init; }

    /// <summary>The first day it holds; null when it always did.</summary>
    public Day? ValidFrom { get; init; }

    /// <summary>The last day it holds, inclusive; null while it does.</summary>
    public Day? ValidTo { get; init; }

    /// <summary>The day the bank's records had it; null when known from <see cref="ValidFrom"/> on.</summary>
    public Day? KnownAt { get; init; }
}
