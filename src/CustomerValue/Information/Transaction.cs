namespace CustomerValue.Information;

/// <summary>A booked movement of money on one account.</summary>
/// <remarks>
/// Three days are kept apart: when it counts (<see cref="ValueDay"/>), when it was booked (<see cref="BookedOn"/>) and from when the bank's records
/// had it (<see cref="KnownAt"/>). The same <see cref="Id"/> again with a later known-at is a correction, identical content is a duplicate.
/// Rows without an id are never taken for duplicates of each other.
/// </remarks>
public sealed record Transaction
{
    /// <summary>The transaction's key; missing when the source has none.</summary>
    public RecordKey Id { get; init; }

    /// <summary>The account.</summary>
    public RecordKey Account { get; init; }

    /// <summary>The day the money counts from.</summary>
    public Day ValueDay { get; init; }

    /// <summary>The day it was booked; null when it is the value day.</summary>
    public Day? BookedOn { get; init; }

    /// <summary>The day from whose end the bank's records had it; null when it is the booking day.</summary>
    public Day? KnownAt { get; init; }

    /// <summary>The amount in <see cref="Currency"/>: positive in, negative out.</summary>
    public decimal Amount { get; init; }

    /// <summary>ISO 4217 code; empty for the bank's only currency.</summary>
    public string Currency { get; init; } = string.Empty;

    /// <summary>What moved the money.</summary>
    public TransactionKind Kind { get; init; }

    /// <summary>True when the customer did it, false when the bank did; null lets <see cref="Kind"/> decide.</summary>
    public bool? CustomerInitiated { get; init; }

    /// <summary>The <see cref="Id"/> of the row of the same account that this one takes back, wholly or in part; missing when it takes back none.</summary>
    public RecordKey Reverses { get; init; }

    /// <summary>The account's balance as booked with this row; null when the source has none.</summary>
    public decimal? BalanceAfter { get; init; }

    internal bool IsByCustomer => CustomerInitiated ?? Kind is not
        (TransactionKind.Interest or TransactionKind.Fee or TransactionKind.OverdraftInterest or TransactionKind.Adjustment);
}
