namespace CustomerValue.Information;

/// <summary>Who a customer of a snapshot is.</summary>
public enum CustomerLevel
{
    /// <summary>A household: clients connected by accounts, by <see cref="Households"/>.</summary>
    Household = 0,

    /// <summary>A client, with the accounts whose first owner he is: each account counts once.</summary>
    Client,

    /// <summary>A single account; needs no dispositions.</summary>
    Account,
}
