namespace CustomerValue.Segmentation;

/// <summary>What happens to equal values when a population is cut into groups by rank.</summary>
public enum TieRule
{
    /// <summary>Equal values get the same group: the lowest that any of them would get. Groups may be unequal or empty.</summary>
    SameGroup = 0,

    /// <summary>Equal values are told apart by their row: earlier rows get the lower rank. Groups are as equal as can be.</summary>
    RowOrder,
}
