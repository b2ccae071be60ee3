namespace CustomerValue.Uplift;

/// <summary>Who of several customers with equal scores comes first where a cut falls between them.</summary>
public enum UpliftTies
{
    /// <summary>All of them, each in part: the result does not depend on row order.</summary>
    Fractional = 0,

    /// <summary>The earlier row.</summary>
    EarlierRowFirst,

    /// <summary>The later row, as scikit-uplift does.</summary>
    LaterRowFirst,
}
