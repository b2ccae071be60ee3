namespace CustomerValue.Uplift;

/// <summary>The model that each arm of a two-model uplift is fitted with.</summary>
public enum UpliftBase
{
    /// <summary>Logistic regression, for outcomes between 0 and 1.</summary>
    Logistic = 0,

    /// <summary>Linear regression, for amounts.</summary>
    Linear,
}
