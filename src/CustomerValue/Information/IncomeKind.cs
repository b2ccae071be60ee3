namespace CustomerValue.Information;

/// <summary>What the bank earned, or what it cost.</summary>
public enum IncomeKind
{
    /// <summary>Not told.</summary>
    Unspecified = 0,

    /// <summary>Margin on deposits: what the money earned above what the customer got.</summary>
    DepositMargin,

    /// <summary>Margin on loans: what the customer paid above what the money cost.</summary>
    LoanMargin,

    /// <summary>Fees that the customer paid.</summary>
    Fee,

    /// <summary>Commissions that third parties paid, such as insurers and funds.</summary>
    Commission,

    /// <summary>Cost of serving the customer; negative amounts.</summary>
    ServiceCost,

    /// <summary>Expected or realized loss; negative amounts.</summary>
    RiskCost,
}
