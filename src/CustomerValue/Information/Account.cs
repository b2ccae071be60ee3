namespace CustomerValue.Information;

/// <summary>An account of the bank.</summary>
public sealed record Account
{
    /// <summary>The account's key.</summary>
    public RecordKey Id { get; init; }

    /// <summary>The day it was opened.</summary>
    public Day OpenedOn { get; init; }

    /// <summary>The last day it was open; null while it is.</summary>
    public Day? ClosedOn { get; init; }

    /// <summary>What it is, such as <c>current</c> or <c>savings</c>; empty when not told.</summary>
    public string Product { get; init; } = string.Empty;

    /// <summary>Where it is kept; empty when not told.</summary>
    public string Branch { get; init; } = string.Empty;

    /// <summary>ISO 4217 code of its currency; empty for the bank's only one.</summary>
    public string Currency { get; init; } = string.Empty;

    /// <summary>The day from whose end the bank's records had the row; null when it is <see cref="OpenedOn"/>. The same account again, known later, corrects it.</summary>
    public Day? KnownAt { get; init; }
}
