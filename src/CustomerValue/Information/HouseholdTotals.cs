namespace CustomerValue.Information;

/// <summary>One exact sum per household, and what belonged to none.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class HouseholdTotals
{
    private readonly decimal[] totals;

    internal HouseholdTotals(decimal[] totals, decimal unassigned, long unassignedAmounts)
    {
        this.totals = totals;
        Unassigned = unassigned;
        UnassignedAmounts = unassignedAmounts;
    }

    /// <summary>The sums in household order.</summary>
    public IReadOnlyList<decimal> Values => totals;

    /// <summary>The sum of amounts whose account is in no household.</summary>
    public decimal Unassigned { get; }

    /// <summary>How many such amounts there were.</summary>
    public long UnassignedAmounts { get; }

    /// <summary>Everything: the sum over accounts.</summary>
    /// <exception cref="OverflowException">It leaves the range of decimal.</exception>
    public decimal Total => totals.Sum() + Unassigned;
}
