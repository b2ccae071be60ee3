namespace CustomerValue.Information;

/// <summary>A product that an account or a client holds, and since when.</summary>
public sealed record ProductHolding
{
    /// <summary>The account it belongs to; missing when it belongs to a client.</summary>
    public RecordKey Account { get; init; }

    /// <summary>The client it belongs to; missing when it belongs to an account.</summary>
    public RecordKey Client { get; init; }

    /// <summary>What it is, such as <c>card</c> or <c>mortgage</c>.</summary>
    public string Product { get; init; } = string.Empty;

    /// <summary>The first day it is held.</summary>
    public Day HeldFrom { get; init; }

    /// <summary>The last day it is held, inclusive; null while it is.</summary>
    public Day? HeldTo { get; init; }

    /// <summary>The day from whose end the bank's records had it; null when it is <see cref="HeldFrom"/>.</summary>
    public Day? KnownAt { get; init; }

    internal bool InForce(Day asOf, Day knownAt) =>
        HeldFrom <= asOf && (HeldTo is null || HeldTo.Value >= asOf) && (KnownAt ?? HeldFrom) <= knownAt;
}
