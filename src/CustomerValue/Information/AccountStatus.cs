namespace CustomerValue.Information;

/// <summary>Where an account stands in its life.</summary>
public enum AccountStatus
{
    /// <summary>It opens after the day.</summary>
    NotYetOpened = 0,

    /// <summary>Open, and the customer did something lately.</summary>
    Active,

    /// <summary>Open, with its balance, but the customer did nothing for long; interest and fees do not wake it.</summary>
    Dormant,

    /// <summary>Its last open day has passed.</summary>
    Closed,
}
