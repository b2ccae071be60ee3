namespace CustomerValue.Numerics;

/// <summary>How the parameters of a linear predictor are laid out: intercept, numbers, then the levels of each category but its reference.</summary>
internal sealed class DesignLayout
{
    private readonly int[] levelCounts;
    private readonly int[] references;
    private readonly int[] starts;
    private readonly string[] names;

    /// <summary>A layout.</summary>
    /// <param name="intercept">True for a leading constant.</param>
    /// <param name="numericCount">Leading columns of a row that are numbers.</param>
    /// <param name="levelCounts">Levels of each category column behind the numbers.</param>
    /// <param name="references">Code of the level of each category that has no parameter.</param>
    /// <param name="names">One name per parameter; empty for <c>x1, x2, …</c>.</param>
    public DesignLayout(bool intercept, int numericCount, ReadOnlySpan<int> levelCounts = default, ReadOnlySpan<int> references = default, string[]? names = null)
    {
        Intercept = intercept;
        NumericCount = numericCount;
        this.levelCounts = levelCounts.ToArray();
        this.references = references.IsEmpty ? new int[levelCounts.Length] : references.ToArray();
        starts = new int[levelCounts.Length];
        PackedCount = numericCount + (intercept ? 1 : 0);
        Width = (PackedCount + 7) / 8 * 8;
        var next = PackedCount;
        for (var k = 0; k < starts.Length; k++)
        {
            starts[k] = next;
            next += levelCounts[k] - 1;
        }

        ParameterCount = next;
        this.names = names ?? DefaultNames();
    }

    public bool Intercept { get; }

    public int NumericCount { get; }

    public int CategoryCount => levelCounts.Length;

    /// <summary>Columns of a feature row.</summary>
    public int ColumnCount => NumericCount + CategoryCount;

    /// <summary>Parameters of intercept and numbers.</summary>
    public int PackedCount { get; }

    /// <summary><see cref="PackedCount"/> rounded up to a whole number of eight lanes.</summary>
    public int Width { get; }

    public int ParameterCount { get; }

    /// <summary>Parameters with the padding between numbers and levels.</summary>
    public int PaddedCount => Width + ParameterCount - PackedCount;

    public IReadOnlyList<string> Names => names;

    public int LevelCount(int category) => levelCounts[category];

    public int Reference(int category) => references[category];

    /// <summary>The parameter of a level, or −1 for the reference level.</summary>
    public int Parameter(int category, int code)
    {
        var reference = references[category];
        return code == reference ? -1 : starts[category] + (code < reference ? code : code - 1);
    }

    /// <summary>Position of a parameter among the padded ones.</summary>
    public int Padded(int parameter) => parameter < PackedCount ? parameter : parameter - PackedCount + Width;

    private string[] DefaultNames()
    {
        var list = new string[ParameterCount];
        for (var j = 0; j < list.Length; j++)
        {
            list[j] = Intercept ? j == 0 ? "(Intercept)" : $"x{Guard.Text(j)}" : $"x{Guard.Text(j + 1)}";
        }

        return list;
    }
}
