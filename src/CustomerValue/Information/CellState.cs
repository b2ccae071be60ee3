namespace CustomerValue.Information;

/// <summary>Whether a cell of a published table is shown, and if not, why.</summary>
public enum CellState
{
    /// <summary>Shown.</summary>
    Published = 0,

    /// <summary>Withheld: its count is too small.</summary>
    Small,

    /// <summary>Withheld although it is large enough, because a small one could be computed from it and the totals.</summary>
    Complementary,
}
