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

    /// <summary>Row of the most contacts of each segment, −1 for none.</summary>
    public int[] MostRows { get; init; } = [];

    /// <summary>Row of the fewest contacts of each segment, −1 for none.</summary>
    public int[] FewestRows { get; init; } = [];

    public int RowCount => Limits.Length;

    public bool HasMinimum => IsMinimum.Contains(true);
}
