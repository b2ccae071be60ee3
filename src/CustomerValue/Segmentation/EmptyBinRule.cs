namespace CustomerValue.Segmentation;

/// <summary>What a stability index does with a bin that is empty on one side, where the plain formula is infinite.</summary>
public enum EmptyBinRule
{
    /// <summary>Nothing: with such a bin the index is infinite and therefore undefined.</summary>
    Infinite,

    /// <summary>A share below the floor (<see cref="StabilityOptions.Floor"/>) counts as the floor; shares are not rescaled.</summary>
    Floor,

    /// <summary>Half a customer is added to every bin on both sides.</summary>
    AddHalf,
}
