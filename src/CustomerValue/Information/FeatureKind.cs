namespace CustomerValue.Information;

/// <summary>What a feature column holds.</summary>
public enum FeatureKind
{
    /// <summary>A number; NaN means missing.</summary>
    Number = 0,

    /// <summary>A category, encoded as its level's index 0…K−1; NaN means missing.</summary>
    Category,
}
