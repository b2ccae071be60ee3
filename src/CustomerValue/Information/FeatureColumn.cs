namespace CustomerValue.Information;

/// <summary>One column of a feature schema: its name, kind and, for a category, its levels.</summary>
public sealed class FeatureColumn
{
    private readonly string[] levels;

    internal FeatureColumn(string name, FeatureKind kind, string[] levels)
    {
        Name = name;
        Kind = kind;
        this.levels = levels;
    }

    /// <summary>The column's name, unique in its schema.</summary>
    public string Name { get; }

    /// <summary>Number or category.</summary>
    public FeatureKind Kind { get; }

    /// <summary>The levels in code order 0…K−1; empty for a number.</summary>
    public IReadOnlyList<string> Levels => levels;

    /// <summary>A numeric column.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static FeatureColumn Number(string name) => new(Named(name), FeatureKind.Number, []);

    /// <summary>A category column.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="levels">The levels in code order, at least one, without repeats.</param>
    /// <exception cref="ArgumentException">The name is empty, or levels are missing or repeated.</exception>
    public static FeatureColumn Category(string name, IEnumerable<string> levels)
    {
        var list = Guard.NotNull(levels).ToArray();
        if (list.Length == 0 || list.Distinct(StringComparer.Ordinal).Count() != list.Length)
        {
            throw new ArgumentException($"Category '{name}' needs at least one level and none twice.", nameof(levels));
        }

        return new FeatureColumn(Named(name), FeatureKind.Category, list);
    }

    private static string Named(string name) =>
        string.IsNullOrEmpty(name) ? throw new ArgumentException("A column needs a name.", nameof(name)) : name;
}
