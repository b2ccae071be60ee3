namespace CustomerValue.Experiments;

/// <summary>The columns of a study panel, one row a customer; all of one length.</summary>
/// <remarks><c>default</c> has no rows.</remarks>
public readonly ref struct StudyColumns
{
    /// <summary>The customer's group.</summary>
    public ReadOnlySpan<StudyGroup> Groups { get; init; }

    /// <summary>The customer's household: what errors are clustered by.</summary>
    public ReadOnlySpan<long> Households { get; init; }

    /// <summary>Financial assets at the start, finite; debts may make them negative.</summary>
    public ReadOnlySpan<double> AssetsBefore { get; init; }

    /// <summary>Financial assets at the end, finite; 0 for a customer who left.</summary>
    public ReadOnlySpan<double> AssetsAfter { get; init; }

    /// <summary>Value tier at the start, 0 (lowest) to the top tier.</summary>
    public ReadOnlySpan<int> TiersBefore { get; init; }

    /// <summary>Value tier at the end, 0 (lowest) to the top tier.</summary>
    public ReadOnlySpan<int> TiersAfter { get; init; }

    /// <summary>The customer's key, to find customers that stand in the panel twice; may be left empty.</summary>
    public ReadOnlySpan<long> Customers { get; init; }

    /// <summary>True for a customer whose accounts were closed in between; may be left empty when nobody's were.</summary>
    public ReadOnlySpan<bool> Closed { get; init; }

    /// <summary>True for a customer promoted in the period before; may be left empty when unknown.</summary>
    public ReadOnlySpan<bool> PromotedPeriodBefore { get; init; }
}
