namespace CustomerValue.Information;

/// <summary>Fills a <see cref="CustomerTable"/> column by column.</summary>
/// <remarks>For one thread. It may go on to be used after <see cref="Build"/>; tables that were built do not change.</remarks>
public sealed class CustomerTableBuilder
{
    private readonly RecordKey[] keys;
    private readonly int[] rowsByKey;
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly List<FeatureColumn> numberColumns = [];
    private readonly List<FeatureColumn> categoryColumns = [];
    private readonly List<double[]> numbers = [];
    private readonly List<int[]> categories = [];

    internal CustomerTableBuilder(RecordKey[] keys)
    {
        this.keys = keys;
        rowsByKey = Order(keys);
    }

    internal CustomerTableBuilder(RecordKey[] keys, int[] rowsByKey, FeatureSchema schema, double[][] numbers, int[][] categories)
    {
        this.keys = keys;
        this.rowsByKey = rowsByKey;
        this.numbers.AddRange(numbers);
        this.categories.AddRange(categories);
        foreach (var column in schema.Columns)
        {
            names.Add(column.Name);
            (column.Kind == FeatureKind.Number ? numberColumns : categoryColumns).Add(column);
        }
    }

    /// <summary>Number of customers: the length of every column.</summary>
    public int RowCount => keys.Length;

    /// <summary>Adds a number that every customer has.</summary>
    /// <param name="name">A name not used before.</param>
    /// <param name="values">One finite number per row.</param>
    /// <exception cref="ArgumentException">The name is taken, the length is wrong, or a value is NaN or infinite; the message names row and column.</exception>
    public CustomerTableBuilder Number(string name, ReadOnlySpan<double> values)
    {
        var column = Named(FeatureColumn.Number(name));
        Guard.SameLength(values.Length, RowCount, name);
        for (var row = 0; row < values.Length; row++)
        {
            if (!double.IsFinite(values[row]))
            {
                throw Guard.BrokenRow(nameof(values), row, $"{name} finite (null says missing)", Guard.Text(values[row]));
            }
        }

        return Add(column, values.ToArray());
    }

    /// <summary>Adds a number that may be missing.</summary>
    /// <param name="name">A name not used before.</param>
    /// <param name="values">One finite number, or null where missing, per row.</param>
    /// <exception cref="ArgumentException">The name is taken, the length is wrong, or a value is NaN or infinite; the message names row and column.</exception>
    public CustomerTableBuilder Number(string name, IEnumerable<double?> values)
    {
        var column = Named(FeatureColumn.Number(name));
        var list = Guard.NotNull(values).ToArray();
        Guard.SameLength(list.Length, RowCount, name);
        var numbersOfColumn = new double[list.Length];
        for (var row = 0; row < list.Length; row++)
        {
            if (list[row] is { } value && !double.IsFinite(value))
            {
                throw Guard.BrokenRow(nameof(values), row, $"{name} finite (null says missing)", Guard.Text(value));
            }

            numbersOfColumn[row] = list[row] ?? double.NaN;
        }

        return Add(column, numbersOfColumn);
    }

    /// <summary>Adds a category.</summary>
    /// <param name="name">A name not used before.</param>
    /// <param name="values">One text per row; null or blank where missing. Compared ordinally.</param>
    /// <exception cref="ArgumentException">The name is taken, or the length is wrong.</exception>
    public CustomerTableBuilder Category(string name, IEnumerable<string?> values)
    {
        var list = Guard.NotNull(values).ToArray();
        var levels = list.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => text!).Distinct(StringComparer.Ordinal).OrderBy(text => text, StringComparer.Ordinal).ToArray();
        var codes = levels.Select((level, code) => (level, code)).ToDictionary(l => l.level, l => l.code, StringComparer.Ordinal);
        Guard.SameLength(list.Length, RowCount, name);
        var column = Named(new FeatureColumn(FeatureColumn.Number(name).Name, FeatureKind.Category, levels));
        categoryColumns.Add(column);
        categories.Add(Array.ConvertAll(list, text => string.IsNullOrWhiteSpace(text) ? -1 : codes[text!]));
        return this;
    }

    /// <summary>The table of what was added so far.</summary>
    public CustomerTable Build() =>
        new(keys, rowsByKey, new FeatureSchema(numberColumns.Concat(categoryColumns)), numbers.ToArray(), categories.ToArray());

    /// <summary>Rows in ascending key order, after checking that no key is missing or repeated.</summary>
    internal static int[] Order(RecordKey[] keys)
    {
        var rows = new int[keys.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
            if (keys[row].IsMissing)
            {
                throw Guard.BrokenRow(nameof(keys), row, "a key for every customer", "none");
            }
        }

        Array.Sort((RecordKey[])keys.Clone(), rows);
        for (var i = 1; i < rows.Length; i++)
        {
            if (keys[rows[i]] == keys[rows[i - 1]])
            {
                var (first, second) = (Math.Min(rows[i - 1], rows[i]), Math.Max(rows[i - 1], rows[i]));
                throw Guard.BrokenRow(nameof(keys), second, "no key twice", $"'{keys[second]}' also in row {Guard.Text(first)}");
            }
        }

        return rows;
    }

    private CustomerTableBuilder Add(FeatureColumn column, double[] values)
    {
        numberColumns.Add(column);
        numbers.Add(values);
        return this;
    }

    private FeatureColumn Named(FeatureColumn column) => names.Add(column.Name)
        ? column
        : throw new ArgumentException($"Column '{column.Name}' appears twice.", nameof(column));
}
