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

    /// <summary>Assets of a customer, in money: naive at the end, else how they changed. Of <see cref="ThreeGroupStudy"/> only.</summary>
    Assets,

    /// <summary>ln(1 + assets) of a customer: relative, and less ruled by the rich. Of <see cref="ThreeGroupStudy"/> only.</summary>
    LogAssets,
}
