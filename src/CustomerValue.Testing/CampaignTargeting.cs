namespace CustomerValue.Testing;

/// <summary>How the synthetic bank chose whom its campaign reached.</summary>
public enum CampaignTargeting
{
    /// <summary>
    /// The model recommends by assets and trend, and the branch picks among the recommended by what it sees (assets, trend, digital use):
    /// groups differ before the campaign, as in a bank that did not draw them.
    /// </summary>
    Confounded = 0,

    /// <summary>The model recommends as above; a fair coin of <see cref="SyntheticBankOptions.MarketedShare"/> marks who of the recommended is marketed to.</summary>
    RandomizedAmongRecommended,

    /// <summary>Nobody is selected: a coin of <see cref="SyntheticBankOptions.RecommendedShare"/> recommends and a second one markets, both blind.</summary>
    Randomized,
}
