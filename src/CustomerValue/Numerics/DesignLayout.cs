namespace CustomerValue.Numerics;

/// <summary>How the parameters of a linear predictor are laid out: intercept, numbers, then the levels of each category but its reference.</summary>
internal sealed class DesignLayout
{
    private readonly int[] levelCounts;
    private readonly int[] references;
    private readonly int[][] parameters;
    private readonly string[] names;

    /// <summary>A layout.</summary>
    /// <param name="intercept">True for a leading constant.</param>
    /// <param name="numericCount">Leading columns of a row that are numbers.</param>
    /// <param name="levelCounts">Levels of each category column behind the numbers.</param>
    /// <param name="references">Code of the level of each category that has no parameter.</param>
    /// <param name="names">One name per parameter; empty for <c>x1, x2, …</c>.</param>
    /// <param name="absent">For each category, which levels have no parameter either; null for none.</param>
    public DesignLayout(bool intercept, int numericCount, ReadOnlySpan<int> levelCounts = default, ReadOnlySpan<int> references = default, string[]? names = null, bool[][]? absent = null)
    {
        Intercept = intercept;
        NumericCount = numericCount;
        this.levelCounts = levelCounts.ToArray();
        this.references = references.IsEmpty ? new int[levelCounts.Length] : references.ToArray();
        parameters = new int[levelCounts.Length][];
        PackedCount = numericCount + (intercept ? 1 : 0);
        Width = (PackedCount + 7) / 8 * 8;
        var next = PackedCount;
        for (var k = 0; k < parameters.Length; k++)
        {
            parameters[k] = new int[levelCounts[k]];
            for (var code = 0; code < levelCounts[k]; code++)
            {
                parameters[k][code] = code == this.references[k] || (absent is not null && absent[k][code]) ? -1 : next++;
            }
        }

        Absent = absent;
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

    /// <summary>For each category, which levels have no parameter besides the reference; null for none.</summary>
    public bool[][]? Absent { get; }

    public int LevelCount(int category) => levelCounts[category];

    public int Reference(int category) => references[category];

    /// <summary>The parameter of a level, or −1 for the reference level and absent ones.</summary>
    public int Parameter(int category, int code) => parameters[category][code];

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
