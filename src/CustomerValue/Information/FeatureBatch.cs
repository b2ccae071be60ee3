namespace CustomerValue.Information;

/// <summary>Customers as rows of numbers under a schema: row-major, stride = columns, numbers first, then category codes.</summary>
/// <remarks>NaN means missing, here and nowhere else. Infinity is refused. Immutable and thread-safe.</remarks>
public sealed class FeatureBatch
{
    private readonly double[] values;
    private readonly int start;

    /// <summary>A batch over an array it owns from now on.</summary>
    internal FeatureBatch(FeatureSchema schema, double[] values, int rowCount)
        : this(schema, values, 0, rowCount)
    {
    }

    private FeatureBatch(FeatureSchema schema, double[] values, int start, int rowCount)
    {
        Schema = schema;
        this.values = values;
        this.start = start;
        RowCount = rowCount;
    }

    /// <summary>The columns.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>Number of customers.</summary>
    public int RowCount { get; }

    /// <summary>Number of columns, the stride of <see cref="Values"/>.</summary>
    public int ColumnCount => Schema.Count;

    /// <summary>All values, row after row.</summary>
    public ReadOnlySpan<double> Values => values.AsSpan(start, RowCount * ColumnCount);

    /// <summary>A batch from row-major values, copied and checked.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="values">Rows × columns numbers; categories as codes 0…K−1; NaN where missing.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the columns, or a row holds an infinity or no valid code; the message names row and column.</exception>
    public static FeatureBatch FromRows(FeatureSchema schema, ReadOnlySpan<double> values)
    {
        Guard.NotNull(schema);
        if (schema.Count == 0 || values.Length % schema.Count != 0)
        {
            throw new ArgumentException($"{Guard.Text(values.Length)} values do not fill rows of {Guard.Text(schema.Count)} columns.", nameof(values));
        }

        for (var i = 0; i < values.Length; i++)
        {
            var column = schema.Columns[i % schema.Count];
            var value = values[i];
            if (double.IsInfinity(value))
            {
                throw Guard.BrokenRow(nameof(values), i / schema.Count, $"{column.Name} finite or missing", Guard.Text(value));
            }

            if (column.Kind == FeatureKind.Category && !double.IsNaN(value) && (value < 0 || value >= column.Levels.Count || value != Math.Floor(value)))
            {
                throw Guard.BrokenRow(nameof(values), i / schema.Count, $"{column.Name} a code 0…{Guard.Text(column.Levels.Count - 1)}", Guard.Text(value));
            }
        }

        return new FeatureBatch(schema, values.ToArray(), values.Length / schema.Count);
    }

    /// <summary>One customer's values.</summary>
    /// <param name="row">Row, 0 ≤ row &lt; <see cref="RowCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<double> Row(int row) => values.AsSpan(start + Guard.Between(row, 0, RowCount - 1) * ColumnCount, ColumnCount);

    /// <summary>Some of the rows, in the given order, copied.</summary>
    /// <param name="rows">Rows, each 0 ≤ row &lt; <see cref="RowCount"/>; a row may be repeated.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public FeatureBatch Rows(ReadOnlySpan<int> rows)
    {
        var chosen = new double[rows.Length * ColumnCount];
        for (var i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(chosen.AsSpan(i * ColumnCount));
        }

        return new FeatureBatch(Schema, chosen, rows.Length);
    }

    /// <summary>Neighboring rows of the same values, not copied.</summary>
    internal FeatureBatch Slice(int row, int count) => new(Schema, values, start + row * ColumnCount, count);
}
