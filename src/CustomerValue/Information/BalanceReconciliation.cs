using System.Globalization;

namespace CustomerValue.Information;

/// <summary>How well booked balances follow from the transactions.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class BalanceReconciliation
{
    private readonly BalanceGap[] gaps;

    internal BalanceReconciliation(long accountDays, long reconciled, long unbooked, long multiRowDays, long unknownOpenings, decimal largestGap, BalanceGap[] gaps)
    {
        AccountDays = accountDays;
        ReconciledDays = reconciled;
        UnbookedDays = unbooked;
        MultiRowDays = multiRowDays;
        UnknownOpenings = unknownOpenings;
        LargestGap = largestGap;
        this.gaps = gaps;
    }

    /// <summary>Account-days with at least one transaction.</summary>
    public long AccountDays { get; }

    /// <summary>Those whose close follows from the day before, within the tolerance.</summary>
    public long ReconciledDays { get; }

    /// <summary>Those without a usable booked balance: their close is the previous close plus the net flow.</summary>
    public long UnbookedDays { get; }

    /// <summary>Those whose close does not follow.</summary>
    public long FailedDays => AccountDays - ReconciledDays - UnbookedDays;

    /// <summary>Those with more than one transaction: where the last row of the day may be the wrong one.</summary>
    public long MultiRowDays { get; }

    /// <summary>Accounts whose first day does not start from zero: their history begins before the data.</summary>
    public long UnknownOpenings { get; }

    /// <summary>The largest gap in absolute value, reconciled days included.</summary>
    public decimal LargestGap { get; }

    /// <summary>Reconciled ÷ booked account-days; undefined without booked balances.</summary>
    public Figure Share => AccountDays > UnbookedDays
        ? Figure.Of((double)ReconciledDays / (AccountDays - UnbookedDays))
        : Figure.Undefined(UndefinedReason.NoObservations);

    /// <summary>The first failed days by account and day, up to the cap.</summary>
    public IReadOnlyList<BalanceGap> Gaps => gaps;

    /// <summary>One line for a log.</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "balances: {0} account-days, {1} reconciled, {2} unbooked, {3} failed, largest gap {4}",
        AccountDays,
        ReconciledDays,
        UnbookedDays,
        FailedDays,
        LargestGap);
}
