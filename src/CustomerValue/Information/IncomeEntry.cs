namespace CustomerValue.Information;

/// <summary>An interest margin, a fee or a cost of the bank on one account or client, over a period.</summary>
/// <remarks>
/// A snapshot shows the entry once its period is over. The same <see cref="Id"/> again with a later known-at is a correction; entries without an id are
/// never taken for duplicates of each other.
/// </remarks>
public sealed record IncomeEntry
{
    /// <summary>The entry's key; missing when the source has none.</summary>
    public RecordKey Id { get; init; }

    /// <summary>The account it was earned on; missing when it belongs to a client.</summary>
    public RecordKey Account { get; init; }

    /// <summary>The client it belongs to; missing when it belongs to an account.</summary>
    public RecordKey Client { get; init; }

    /// <summary>The first day of the period, or the only one.</summary>
    public Day From { get; init; }

    /// <summary>The last day of the period, inclusive; null when it is <see cref="From"/>.</summary>
    public Day? To { get; init; }

    /// <summary>What was earned.</summary>
    public IncomeKind Kind { get; init; }

    /// <summary>The amount in <see cref="Currency"/>: positive what the bank earns, negative what it costs.</summary>
    public decimal Amount { get; init; }

    /// <summary>ISO 4217 code; empty for the bank's only currency.</summary>
    public string Currency { get; init; } = string.Empty;

    /// <summary>The day from whose end the bank's records had it; null when it is the last day of the period.</summary>
    public Day? KnownAt { get; init; }

    internal Day LastDay => To ?? From;
}
