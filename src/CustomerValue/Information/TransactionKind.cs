namespace CustomerValue.Information;

/// <summary>What moved the money.</summary>
public enum TransactionKind
{
    /// <summary>Not told; counts as done by the customer.</summary>
    Unspecified = 0,

    /// <summary>Cash paid in.</summary>
    CashDeposit,

    /// <summary>Cash taken out.</summary>
    CashWithdrawal,

    /// <summary>A transfer, in or out.</summary>
    Transfer,

    /// <summary>A card payment or withdrawal.</summary>
    Card,

    /// <summary>Salary or pension received.</summary>
    Salary,

    /// <summary>A standing order or direct debit for the household.</summary>
    HouseholdPayment,

    /// <summary>An insurance premium.</summary>
    Insurance,

    /// <summary>A loan instalment.</summary>
    LoanPayment,

    /// <summary>A purchase or sale of an investment.</summary>
    Investment,

    /// <summary>Interest credited by the bank; not done by the customer.</summary>
    Interest,

    /// <summary>A fee taken by the bank; not done by the customer.</summary>
    Fee,

    /// <summary>Interest on an overdraft taken by the bank; not done by the customer.</summary>
    OverdraftInterest,

    /// <summary>A correction or reversal booked by the bank; not done by the customer.</summary>
    Adjustment,
}
