namespace CustomerValue.Experiments;

/// <summary>What the groups of a study are compared in.</summary>
public enum StudyMeasure
{
    /// <summary>Σ assets after ÷ Σ assets before − 1.</summary>
    AssetEnhancement = 0,

    /// <summary>Share of all customers ending in a higher tier.</summary>
    Promotion,

    /// <summary>Share ending in a higher tier of those who did not start at the top.</summary>
    PromotionOfEligible,

    /// <summary>Promotion rate of all minus their promotion rate in the period before.</summary>
    PromotionChange,
}
