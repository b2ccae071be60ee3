namespace CustomerValue.Segmentation;

/// <summary>A numeric column in one segment against the whole bank.</summary>
/// <remarks>Missing values are counted and are in no figure. Immutable and thread-safe.</remarks>
public sealed class NumberInSegment
{
    internal NumberInSegment(string column)
    {
        Column = column;
    }

    /// <summary>The column's name.</summary>
    public string Column { get; }

    /// <summary>Customers of the segment with a value.</summary>
    public double Count { get; internal init; }

    /// <summary>Customers of the segment without one.</summary>
    public double Missing { get; internal init; }

    /// <summary>Mean in the segment; undefined without values, as every figure here.</summary>
    public Figure Mean { get; internal init; }

    /// <summary>Student's interval of <see cref="Mean"/>; the whole line below two values.</summary>
    public ConfidenceInterval MeanInterval { get; internal init; }

    /// <summary>Median in the segment.</summary>
    public Figure Median { get; internal init; }

    /// <summary>Interval of <see cref="Median"/> between two ranks of the segment, of at least the level whatever the distribution; the whole line for fewer than about six values.</summary>
    public ConfidenceInterval MedianInterval { get; internal init; }

    /// <summary>Sum in the segment.</summary>
    public double Sum { get; internal init; }

    /// <summary>Sum in the segment ÷ sum in the bank; a share only where no value is negative.</summary>
    public Figure ShareOfTotal { get; internal init; }

    /// <summary>Mean in the bank.</summary>
    public Figure BankMean { get; internal init; }

    /// <summary>Mean in the segment ÷ mean in the bank; undefined where the bank's mean is not above 0.</summary>
    public Figure Lift { get; internal init; }

    /// <summary>Interval of <see cref="Lift"/>: 1 + <see cref="DifferenceInterval"/> ÷ mean in the bank, taking the bank's mean as known; the whole line where there is no lift.</summary>
    public ConfidenceInterval LiftInterval { get; internal init; }

    /// <summary>Mean in the segment − mean in the bank.</summary>
    public Figure Difference { get; internal init; }

    /// <summary>Interval of <see cref="Difference"/>: Welch's between the segment and the rest, times the rest's share, for the segment is part of the bank.</summary>
    public ConfidenceInterval DifferenceInterval { get; internal init; }

    /// <summary>
    /// Test value: <see cref="Difference"/> in standard errors of a random draw of the segment's size from the bank without replacement; |z| &gt; 2 speaks against chance.
    /// </summary>
    public Figure Z { get; internal init; }
}
