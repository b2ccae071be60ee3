namespace CustomerValue.Testing;

/// <summary>The three groups of the synthetic bank's campaign; all customers of a household are in one of them.</summary>
public enum CampaignGroup
{
    /// <summary>Not recommended and not marketed to.</summary>
    NonRecommended = 0,

    /// <summary>Recommended, and left alone.</summary>
    Recommended,

    /// <summary>Recommended and marketed to.</summary>
    Marketing,
}
