namespace CustomerValue.Segmentation;

/// <summary>A level of a category in one segment against the whole bank.</summary>
/// <remarks>Shares are of customers whose level is known. Immutable and thread-safe.</remarks>
public sealed class LevelInSegment
{
    internal LevelInSegment(string column, string level)
    {
        Column = column;
        Level = level;
    }

    /// <summary>The column's name.</summary>
    public string Column { get; }

    /// <summary>The level.</summary>
    public string Level { get; }

    /// <summary>Customers of the segment at this level.</summary>
    public double Count { get; internal init; }

    /// <summary>Share of the segment; undefined where no level is known, as every figure here.</summary>
    public Figure Share { get; internal init; }

    /// <summary>Wilson's interval of <see cref="Share"/>.</summary>
    public ConfidenceInterval ShareInterval { get; internal init; }

    /// <summary>Share of the bank.</summary>
    public Figure BankShare { get; internal init; }

    /// <summary>Share of the segment ÷ share of the bank.</summary>
    public Figure Lift { get; internal init; }

    /// <summary>Interval of <see cref="Lift"/>: <see cref="ShareInterval"/> ÷ share of the bank, taking that as known.</summary>
    public ConfidenceInterval LiftInterval { get; internal init; }

    /// <summary>Test value: the difference of the shares in standard errors of a random draw from the bank without replacement.</summary>
    public Figure Z { get; internal init; }
}
