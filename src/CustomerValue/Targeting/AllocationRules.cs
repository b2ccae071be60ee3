namespace CustomerValue.Targeting;

/// <summary>The limits as rows Σ use ≤ limit, and the choices a customer has as sets of offers.</summary>
internal sealed class AllocationRules
{
    public string[] Names { get; init; } = [];

    /// <summary>True for a row that stands for a minimum, written as −use ≤ −limit.</summary>
    public bool[] IsMinimum { get; init; } = [];

    public double[] Limits { get; init; } = [];

    /// <summary>Size of one unit of each row, for scaling.</summary>
    public double[] Scales { get; init; } = [];

    /// <summary>Offers of each choice.</summary>
    public int[][] Choices { get; init; } = [];

    /// <summary>Choices × rows: what a choice uses of the rows that count contacts.</summary>
    public double[] ChoiceUse { get; init; } = [];

    public int BudgetRow { get; init; } = -1;

    public int ReturnRow { get; init; } = -1;

    /// <summary>The hurdle for the objective's value: one less when the objective is net of cost.</summary>
    public double Hurdle { get; init; }

    /// <summary>The rows that count contacts in each segment.</summary>
    public SegmentRow[][] SegmentRows { get; init; } = [];

    public int RowCount => Limits.Length;

    public bool HasMinimum => IsMinimum.Contains(true);

    /// <summary>What a choice uses of a row of a segment.</summary>
    public double SegmentUse(SegmentRow row, int choice)
    {
        if (row.Offer < 0)
        {
            return row.Sign * Choices[choice].Length;
        }

        return Array.IndexOf(Choices[choice], row.Offer) >= 0 ? row.Sign : 0;
    }
}

/// <summary>A row that counts one segment's contacts with one offer, or with any (−1); negative for a minimum.</summary>
internal readonly record struct SegmentRow(int Row, int Offer, int Sign);
