namespace CustomerValue.Information;

/// <summary>What one unit of a currency was worth on a day, in the home currency of its table.</summary>
public sealed record ExchangeRate
{
    /// <summary>ISO 4217 code of the currency that is converted.</summary>
    public string Currency { get; init; } = string.Empty;

    /// <summary>The day it is dated; it holds from then until the next one.</summary>
    public Day Day { get; init; }

    /// <summary>Home currency for one unit, &gt; 0.</summary>
    public decimal Rate { get; init; }

    /// <summary>The day from whose end it was known; null when it is <see cref="Day"/>.</summary>
    public Day? KnownAt { get; init; }
}
