namespace CustomerValue.Information;

/// <summary>How the caller's own objects become rows: named, typed lambdas, without reflection.</summary>
/// <remarks>
/// <code>
/// var map = new FeatureMap&lt;Customer&gt;().Number("age", c => c.Age).Category("job", c => c.Job);
/// </code>
/// A number is missing when its lambda gives null, a category when it gives null or blank; NaN and infinities are refused. Every call returns a
/// new map: maps are immutable, and as thread-safe as their lambdas.
/// </remarks>
/// <typeparam name="T">The caller's type.</typeparam>
public sealed class FeatureMap<T>
{
    private readonly string[] numberNames;
    private readonly string[] categoryNames;

    /// <summary>A map without columns.</summary>
    public FeatureMap()
        : this([], [], [], [])
    {
    }

    private FeatureMap(string[] numberNames, NumberGetter[] numbers, string[] categoryNames, Func<T, string?>[] categories)
    {
        this.numberNames = numberNames;
        this.categoryNames = categoryNames;
        Numbers = numbers;
        Categories = categories;
    }

    /// <summary>Names of the numbers, in order.</summary>
    public IReadOnlyList<string> NumberNames => numberNames;

    /// <summary>Names of the categories, in order.</summary>
    public IReadOnlyList<string> CategoryNames => categoryNames;

    internal NumberGetter[] Numbers { get; }

    internal Func<T, string?>[] Categories { get; }

    /// <summary>The map with a number that is never missing.</summary>
    /// <param name="name">A name not used before.</param>
    /// <param name="value">Gives a finite number.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public FeatureMap<T> Number(string name, Func<T, double> value) => With(name, new NumberGetter(Guard.NotNull(value), null));

    /// <summary>The map with a number that may be missing.</summary>
    /// <param name="name">A name not used before.</param>
    /// <param name="value">Gives a finite number, or null where missing.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public FeatureMap<T> Number(string name, Func<T, double?> value) => With(name, new NumberGetter(null, Guard.NotNull(value)));

    /// <summary>The map with a category.</summary>
    /// <param name="name">A name not used before.</param>
    /// <param name="level">Gives the level's text; null or blank where missing.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public FeatureMap<T> Category(string name, Func<T, string?> level) =>
        new(numberNames, Numbers, [.. categoryNames, Free(name)], [.. Categories, Guard.NotNull(level)]);

    /// <summary>The objects as a table whose keys are their row numbers.</summary>
    /// <param name="rows">One object per customer.</param>
    /// <exception cref="ArgumentException">A number is NaN or infinite, or an object is null; the message names row and column.</exception>
    public CustomerTable ToTable(IEnumerable<T> rows)
    {
        var list = Guard.NotNull(rows).ToArray();
        return Fill(list, CustomerTable.WithKeys(Enumerable.Range(0, list.Length).Select(row => (long)row)));
    }

    /// <summary>The objects as a table with the given keys.</summary>
    /// <param name="rows">One object per customer.</param>
    /// <param name="key">Gives a customer's key; a <c>long</c> or a text converts.</param>
    /// <exception cref="ArgumentException">A number is NaN or infinite, a key is missing or repeated, or an object is null; the message names row and column.</exception>
    public CustomerTable ToTable(IEnumerable<T> rows, Func<T, RecordKey> key)
    {
        var list = Guard.NotNull(rows).ToArray();
        Guard.NotNull(key);
        return Fill(list, CustomerTable.WithKeys(list.Select((row, i) => key(NotNull(row, i)))));
    }

    /// <summary>A table in which NaN says missing in the columns that declare it so.</summary>
    internal CustomerTable ToTable(IEnumerable<T> rows, Func<string, bool> nanIsMissing)
    {
        var list = Guard.NotNull(rows).ToArray();
        return Fill(list, CustomerTable.WithKeys(Enumerable.Range(0, list.Length).Select(row => (long)row)), nanIsMissing);
    }

    internal static T NotNull(T row, long number) =>
        row is null ? throw Guard.BrokenRow("rows", number, "an object for every customer", "null") : row;

    private CustomerTable Fill(T[] list, CustomerTableBuilder builder, Func<string, bool>? nanIsMissing = null)
    {
        for (var i = 0; i < numberNames.Length; i++)
        {
            var getter = Numbers[i];
            var declared = nanIsMissing?.Invoke(numberNames[i]) ?? false;
            builder.Number(numberNames[i], list.Select((row, number) => getter.Read(NotNull(row, number)) is { } value && !(declared && double.IsNaN(value)) ? value : (double?)null));
        }

        for (var i = 0; i < categoryNames.Length; i++)
        {
            var getter = Categories[i];
            builder.Category(categoryNames[i], list.Select((row, number) => getter(NotNull(row, number))));
        }

        return builder.Build();
    }

    private FeatureMap<T> With(string name, NumberGetter getter) =>
        new([.. numberNames, Free(name)], [.. Numbers, getter], categoryNames, Categories);

    private string Free(string name) => numberNames.Contains(FeatureColumn.Number(name).Name, StringComparer.Ordinal) || categoryNames.Contains(name, StringComparer.Ordinal)
        ? throw new ArgumentException($"Column '{name}' appears twice.", nameof(name))
        : name;

    internal readonly struct NumberGetter(Func<T, double>? plain, Func<T, double?>? optional)
    {
        public double? Read(T row) => plain is null ? optional!(row) : plain(row);
    }
}
