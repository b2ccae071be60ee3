namespace CustomerValue.Information;

/// <summary>The columns of a feature batch in order: numbers first, then categories.</summary>
public sealed class FeatureSchema
{
    private readonly FeatureColumn[] columns;

    /// <summary>A schema.</summary>
    /// <param name="columns">Columns with unique names, numbers before categories.</param>
    /// <exception cref="ArgumentException">A name is repeated, or a number follows a category.</exception>
    public FeatureSchema(IEnumerable<FeatureColumn> columns)
    {
        this.columns = Guard.NotNull(columns).ToArray();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in this.columns)
        {
            if (!names.Add(column.Name))
            {
                throw new ArgumentException($"Column '{column.Name}' appears twice.", nameof(columns));
            }

            if (column.Kind == FeatureKind.Number)
            {
                if (NumericCount != names.Count - 1)
                {
                    throw new ArgumentException($"Number '{column.Name}' stands after a category; numbers come first.", nameof(columns));
                }

                NumericCount++;
            }
        }
    }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<FeatureColumn> Columns => columns;

    /// <summary>Number of columns.</summary>
    public int Count => columns.Length;

    /// <summary>Number of numeric columns; they come first.</summary>
    public int NumericCount { get; }
}
