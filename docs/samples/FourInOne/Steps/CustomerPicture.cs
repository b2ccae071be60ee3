using CustomerValue.Information;
using FourInOne.Banks;

namespace FourInOne.Steps;

/// <summary>What step 1 hands on: one clean picture of every household as of a day.</summary>
internal sealed record CustomerPicture
{
    public required BankRecords Bank { get; init; }

    /// <summary>Every movement in every version.</summary>
    public required TransactionLedger Ledger { get; init; }

    public required Households Households { get; init; }

    /// <summary>How well all booked balances follow from the movements.</summary>
    public required BalanceReconciliation Reconciliation { get; init; }

    /// <summary>Month-end balances of households, outcome months included: never a source of features.</summary>
    public required MonthlyBalances Panel { get; init; }

    /// <summary>What was known of each household at the end of the as-of day.</summary>
    public required CustomerTable Features { get; init; }

    /// <summary>Purchases of each account up to the as-of day.</summary>
    public required CustomerPurchases Purchases { get; init; }

    /// <summary>Assets and tiers of the households of <see cref="Features"/>, row by row.</summary>
    public required Standings Standings { get; init; }
}
