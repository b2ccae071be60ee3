namespace CustomerValue.Information;

/// <summary>A movement of money as features see it: what was taken back is taken off, and what takes back is gone.</summary>
/// <remarks><c>default</c> is no movement: no account, nothing moved.</remarks>
public readonly struct Movement : IEquatable<Movement>
{
    private readonly int day;

    internal Movement(RecordKey account, int day, decimal amount, TransactionKind kind, bool isByCustomer, int row)
    {
        Account = account;
        this.day = day;
        Amount = amount;
        Kind = kind;
        IsByCustomer = isByCustomer;
        Row = row;
    }

    /// <summary>The account.</summary>
    public RecordKey Account { get; }

    /// <summary>The day it counts by, value day or booking day as the ledger was loaded.</summary>
    public Day Day => Day.FromNumber(day);

    /// <summary>The amount left after reversals: positive in, negative out.</summary>
    public decimal Amount { get; }

    /// <summary>What moved the money.</summary>
    public TransactionKind Kind { get; }

    /// <summary>True when the customer did it, false when the bank did.</summary>
    public bool IsByCustomer { get; }

    internal int DayNumber => day;

    /// <summary>Row number in the ledger.</summary>
    internal int Row { get; }

    /// <inheritdoc/>
    public bool Equals(Movement other) => Row == other.Row && day == other.day && Account == other.Account && Amount == other.Amount && Kind == other.Kind && IsByCustomer == other.IsByCustomer;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Movement other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Account, day, Amount);

    /// <summary>True when both are the same movement of the same ledger.</summary>
    public static bool operator ==(Movement left, Movement right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(Movement left, Movement right) => !left.Equals(right);
}
