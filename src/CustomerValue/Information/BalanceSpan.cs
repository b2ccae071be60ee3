namespace CustomerValue.Information;

/// <summary>Consecutive days at whose ends a customer's accounts hold the same money.</summary>
/// <remarks><c>default</c> is the first day there is, with nothing.</remarks>
public readonly struct BalanceSpan : IEquatable<BalanceSpan>
{
    internal BalanceSpan(int first, int last, decimal assets, decimal debts)
    {
        First = Day.FromNumber(first);
        Last = Day.FromNumber(last);
        Assets = assets;
        Debts = debts;
    }

    /// <summary>The first day.</summary>
    public Day First { get; }

    /// <summary>The last day.</summary>
    public Day Last { get; }

    /// <summary>Number of days, ≥ 1.</summary>
    public int Days => Last.Number - First.Number + 1;

    /// <summary>Σ max(0, balance) over the accounts open then.</summary>
    public decimal Assets { get; }

    /// <summary>Σ max(0, −balance) over the accounts open then.</summary>
    public decimal Debts { get; }

    /// <summary>Assets minus debts.</summary>
    public decimal Balance => Assets - Debts;

    /// <inheritdoc/>
    public bool Equals(BalanceSpan other) => First == other.First && Last == other.Last && Assets == other.Assets && Debts == other.Debts;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BalanceSpan other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(First, Last, Assets, Debts);

    /// <summary>True when days and money are equal.</summary>
    public static bool operator ==(BalanceSpan left, BalanceSpan right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(BalanceSpan left, BalanceSpan right) => !left.Equals(right);
}
