namespace CustomerValue.Information;

/// <summary>The balance of an account at the end of a day, as the bank reports it.</summary>
public sealed record BalanceObservation
{
    /// <summary>The account.</summary>
    public RecordKey Account { get; init; }

    /// <summary>The day at whose end it holds.</summary>
    public Day Day { get; init; }

    /// <summary>The balance in <see cref="Currency"/>; negative when overdrawn.</summary>
    public decimal Balance { get; init; }

    /// <summary>ISO 4217 code; empty for the bank's only currency.</summary>
    public string Currency { get; init; } = string.Empty;

    /// <summary>The day from whose end the bank's records had it; null when it is <see cref="Day"/>.</summary>
    public Day? KnownAt { get; init; }
}
