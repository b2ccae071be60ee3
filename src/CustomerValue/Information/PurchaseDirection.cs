namespace CustomerValue.Information;

/// <summary>Which way the money of a purchase flows, seen from the account.</summary>
public enum PurchaseDirection
{
    /// <summary>Both ways; the value is the absolute amount.</summary>
    Any = 0,

    /// <summary>Positive amounts, such as a shop's receipts or deposits.</summary>
    In,

    /// <summary>Negative amounts, such as card payments; the value is the amount without its sign.</summary>
    Out,
}
