namespace CustomerValue.Information;

/// <summary>Customers as columns: named numbers and categories, with a key per row.</summary>
/// <remarks>
/// A number that is missing reads as NaN and a missing category as code −1, so that columns stay plain spans; what is put in by
/// <see cref="CustomerTableBuilder"/> or a <see cref="FeatureMap{T}"/> says missing with null, and a NaN there is refused. Levels of a
/// category are the texts that occur, in ordinal order, whatever the order of the rows. Memory: 8 bytes a number, 4 a category, 20 a key.
/// Immutable and thread-safe.
/// </remarks>
public sealed class CustomerTable
{
    private readonly double[][] numbers;
    private readonly int[][] categories;
    private readonly RecordKey[] keys;
    private readonly int[] rowsByKey;
    private readonly Dictionary<string, int> places;

    internal CustomerTable(RecordKey[] keys, int[] rowsByKey, FeatureSchema schema, double[][] numbers, int[][] categories)
    {
        this.keys = keys;
        this.rowsByKey = rowsByKey;
        this.numbers = numbers;
        this.categories = categories;
        Schema = schema;
        places = schema.Columns.Select((column, place) => (column.Name, place)).ToDictionary(c => c.Name, c => c.place, StringComparer.Ordinal);
    }

    /// <summary>Number of customers.</summary>
    public int RowCount => keys.Length;

    /// <summary>The columns: numbers first, then categories, each in the order in which it was added.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>The customers' keys in row order.</summary>
    public IReadOnlyList<RecordKey> Keys => keys;

    /// <summary>A table about to be filled column by column.</summary>
    /// <param name="keys">One key per customer, none missing and none twice.</param>
    /// <exception cref="ArgumentException">A key is missing or repeated; the message names the row.</exception>
    public static CustomerTableBuilder WithKeys(IEnumerable<RecordKey> keys) => new(Guard.NotNull(keys).ToArray());

    /// <summary>A table about to be filled column by column.</summary>
    /// <param name="keys">One key per customer, none twice.</param>
    /// <exception cref="ArgumentException">A key is repeated; the message names the row.</exception>
    public static CustomerTableBuilder WithKeys(IEnumerable<long> keys) => new(Guard.NotNull(keys).Select(key => new RecordKey(key)).ToArray());

    /// <summary>A table about to be filled column by column.</summary>
    /// <param name="keys">One key per customer, none missing and none twice.</param>
    /// <exception cref="ArgumentException">A key is missing or repeated; the message names the row.</exception>
    public static CustomerTableBuilder WithKeys(IEnumerable<string> keys) => new(Guard.NotNull(keys).Select(key => new RecordKey(key)).ToArray());

    /// <summary>The row of a customer, or null when there is no such key.</summary>
    /// <param name="key">The customer's key.</param>
    public int? FindRow(RecordKey key)
    {
        int low = 0, high = keys.Length - 1;
        while (low <= high)
        {
            var middle = low + (high - low) / 2;
            var order = keys[rowsByKey[middle]].CompareTo(key);
            if (order == 0)
            {
                return rowsByKey[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    /// <summary>True when there is a column of that name.</summary>
    /// <param name="name">The name.</param>
    public bool Contains(string name) => places.ContainsKey(Guard.NotNull(name));

    /// <summary>A numeric column, one value per row; NaN where missing.</summary>
    /// <param name="name">The column's name.</param>
    /// <exception cref="ArgumentException">There is no such numeric column.</exception>
    public ReadOnlySpan<double> Number(string name) => numbers[Place(name, FeatureKind.Number)];

    /// <summary>A category column as codes into its levels, one per row; −1 where missing.</summary>
    /// <param name="name">The column's name.</param>
    /// <exception cref="ArgumentException">There is no such category column.</exception>
    public ReadOnlySpan<int> Codes(string name) => categories[Place(name, FeatureKind.Category) - Schema.NumericCount];

    /// <summary>The levels of a category column in code order.</summary>
    /// <param name="name">The column's name.</param>
    /// <exception cref="ArgumentException">There is no such category column.</exception>
    public IReadOnlyList<string> Levels(string name) => Schema.Columns[Place(name, FeatureKind.Category)].Levels;

    /// <summary>The level of a category in a row; null where missing.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="row">Row, 0 ≤ row &lt; <see cref="RowCount"/>.</param>
    /// <exception cref="ArgumentException">There is no such category column or row.</exception>
    public string? Level(string name, int row)
    {
        var code = Codes(name)[Guard.Between(row, 0, RowCount - 1)];
        return code < 0 ? null : Levels(name)[code];
    }

    /// <summary>The same columns for some of the rows, in the given order.</summary>
    /// <param name="rows">Rows, each 0 ≤ row &lt; <see cref="RowCount"/>, none twice.</param>
    /// <exception cref="ArgumentException">A row does not exist or is repeated.</exception>
    public CustomerTable Rows(ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] < 0 || rows[i] >= RowCount)
            {
                throw Guard.BrokenRow(nameof(rows), i, $"0 ≤ row < {Guard.Text(RowCount)}", Guard.Text(rows[i]));
            }
        }

        var chosen = rows.ToArray();
        var chosenKeys = Array.ConvertAll(chosen, row => keys[row]);
        return new CustomerTable(
            chosenKeys,
            CustomerTableBuilder.Order(chosenKeys),
            Schema,
            Array.ConvertAll(numbers, column => Array.ConvertAll(chosen, row => column[row])),
            Array.ConvertAll(categories, column => Array.ConvertAll(chosen, row => column[row])));
    }

    /// <summary>The same rows with some of the columns, in the given order, numbers first.</summary>
    /// <param name="names">Names of columns, none twice.</param>
    /// <exception cref="ArgumentException">A column does not exist or is repeated.</exception>
    public CustomerTable Columns(params string[] names)
    {
        var chosen = Guard.NotNull(names).Select(Place).OrderBy(place => place < Schema.NumericCount ? 0 : 1).ToArray();
        return new CustomerTable(
            keys,
            rowsByKey,
            new FeatureSchema(chosen.Select(place => Schema.Columns[place])),
            chosen.Where(place => place < Schema.NumericCount).Select(place => numbers[place]).ToArray(),
            chosen.Where(place => place >= Schema.NumericCount).Select(place => categories[place - Schema.NumericCount]).ToArray());
    }

    /// <summary>A builder that holds this table's rows and columns, to add more to.</summary>
    public CustomerTableBuilder ToBuilder() => new(keys, rowsByKey, Schema, numbers, categories);

    /// <summary>Columns by name and rows by key, whatever the order in which they stand.</summary>
    internal void WriteTo(DigestWriter digest)
    {
        foreach (var row in rowsByKey)
        {
            digest.Write(keys[row]);
        }

        foreach (var column in Schema.Columns.OrderBy(c => c.Name, StringComparer.Ordinal))
        {
            digest.Write(column.Name);
            digest.Write((int)column.Kind);
            foreach (var row in rowsByKey)
            {
                if (column.Kind == FeatureKind.Number)
                {
                    var value = Number(column.Name)[row];
                    digest.Write(double.IsNaN(value) ? double.NaN : value);
                }
                else
                {
                    digest.Write(Level(column.Name, row));
                }
            }
        }
    }

    internal double[] NumberAt(int column) => numbers[column];

    internal int[] CodesAt(int category) => categories[category];

    private int Place(string name) => places.TryGetValue(Guard.NotNull(name), out var place)
        ? place
        : throw new ArgumentException($"There is no column '{name}'; there are: {string.Join(", ", Schema.Columns.Select(c => c.Name))}.", nameof(name));

    private int Place(string name, FeatureKind kind)
    {
        var place = Place(name);
        return Schema.Columns[place].Kind == kind
            ? place
            : throw new ArgumentException($"Column '{name}' is a {(kind == FeatureKind.Number ? "category, not a number" : "number, not a category")}.", nameof(name));
    }
}
