namespace CustomerValue.Uplift;

/// <summary>What a share of the best customers is a share of.</summary>
public enum UpliftScope
{
    /// <summary>Of all customers, treated and not together.</summary>
    Overall = 0,

    /// <summary>Of the treated and of the others separately.</summary>
    ByArm,
}
