namespace CustomerValue.Experiments;

/// <summary>What a sample size counts.</summary>
public enum SampleUnit
{
    /// <summary>Customers.</summary>
    Customer = 0,

    /// <summary>Pairs: the same customer twice, or two matched ones.</summary>
    Pair,

    /// <summary>Households, branches or other groups that are drawn whole.</summary>
    Cluster,
}
