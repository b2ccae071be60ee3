namespace CustomerValue.Information;

/// <summary>Fitted on customers once, turns customers into rows of a <see cref="FeatureBatch"/> ever after: fills, scales, codes.</summary>
/// <remarks>
/// Everything it learned is in <see cref="Numbers"/> and <see cref="Categories"/>; <see cref="FromParameters"/> rebuilds it from them. Fitting on
/// rows that a model is tested on leaks them: fit on the training rows of each fold. Encoding draws nothing at random and does not depend on row order;
/// means are summed in row order. Immutable and thread-safe.
/// </remarks>
public sealed class FeatureEncoder
{
    private readonly NumberEncoding[] numbers;
    private readonly CategoryEncoding[] categories;

    // Where each missing flag (−1 for none) and each category stands in a row.
    private readonly int[] flagPlaces;
    private readonly int[] categoryPlaces;

    private FeatureEncoder(NumberEncoding[] numbers, CategoryEncoding[] categories)
    {
        this.numbers = numbers;
        this.categories = categories;
        var place = numbers.Length;
        flagPlaces = Array.ConvertAll(numbers, n => n.MissingFlag ? place++ : -1);
        categoryPlaces = new int[categories.Length];
        foreach (var valued in new[] { true, false })
        {
            for (var i = 0; i < categories.Length; i++)
            {
                categoryPlaces[i] = categories[i].Values is not null == valued ? place++ : categoryPlaces[i];
            }
        }

        Schema = new FeatureSchema(numbers.Select(n => FeatureColumn.Number(n.Name))
            .Concat(numbers.Where(n => n.MissingFlag).Select(n => FeatureColumn.Number(n.Name + NumberEncoding.FlagSuffix)))
            .Concat(categories.Where(c => c.Values is not null).Select(c => c.Column))
            .Concat(categories.Where(c => c.Values is null).Select(c => c.Column)));
    }

    /// <summary>The columns that are produced: numbers, then their missing flags, then categories that became numbers, then the others with all of their levels.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>The constants of the numbers, in column order.</summary>
    public IReadOnlyList<NumberEncoding> Numbers => numbers;

    /// <summary>The levels of the categories, in column order.</summary>
    public IReadOnlyList<CategoryEncoding> Categories => categories;

    /// <summary>An encoder that takes numbers as they are and refuses unseen levels.</summary>
    /// <param name="table">The customers to learn from, at least one.</param>
    /// <exception cref="ArgumentException">The table has no rows or no columns, or a category no level.</exception>
    public static FeatureEncoder Fit(CustomerTable table) => Fit(table, EncoderOptions.Default);

    /// <summary>An encoder fitted on a table.</summary>
    /// <param name="table">The customers to learn from, at least one.</param>
    /// <param name="options">How to treat missing numbers, scales and levels.</param>
    /// <exception cref="ArgumentException">The table has no rows or no columns, or a column nothing to learn from; the message names it.</exception>
    public static FeatureEncoder Fit(CustomerTable table, EncoderOptions options) => EncoderFit.Fit(Guard.NotNull(table), Guard.NotNull(options));

    /// <summary>An encoder fitted on the caller's own objects.</summary>
    /// <typeparam name="T">The caller's type.</typeparam>
    /// <param name="map">How objects become rows.</param>
    /// <param name="rows">The customers to learn from, at least one.</param>
    /// <param name="options">How to treat missing numbers, scales and levels.</param>
    /// <exception cref="ArgumentException">There are no rows or columns, a value is not finite, or a column has nothing to learn from; the message names it.</exception>
    public static FeatureEncoder Fit<T>(FeatureMap<T> map, IEnumerable<T> rows, EncoderOptions options) =>
        Fit(Guard.NotNull(map).ToTable(rows, Guard.NotNull(options).SaysNaNIsMissing), options);

    /// <summary>The encoder with these constants.</summary>
    /// <param name="numbers">The numbers in column order.</param>
    /// <param name="categories">The categories in column order.</param>
    /// <exception cref="ArgumentException">There is no column, or a name is taken twice.</exception>
    public static FeatureEncoder FromParameters(IEnumerable<NumberEncoding> numbers, IEnumerable<CategoryEncoding> categories)
    {
        var encoder = new FeatureEncoder(Guard.NotNull(numbers).ToArray(), Guard.NotNull(categories).ToArray());
        return encoder.Schema.Count > 0 ? encoder : throw new ArgumentException("An encoder needs at least one column.", nameof(numbers));
    }

    /// <summary>This encoder with another encoding of one number, such as weights of evidence per bin.</summary>
    /// <param name="encoding">Has the name of a number of this encoder.</param>
    /// <exception cref="ArgumentException">There is no number of that name.</exception>
    public FeatureEncoder Replace(NumberEncoding encoding)
    {
        var place = Array.FindIndex(numbers, n => string.Equals(n.Name, Guard.NotNull(encoding).Name, StringComparison.Ordinal));
        var changed = (NumberEncoding[])numbers.Clone();
        changed[Found(place, Guard.NotNull(encoding).Name, "number")] = encoding;
        return new FeatureEncoder(changed, categories);
    }

    /// <summary>This encoder with another encoding of one category, such as weights of evidence per level.</summary>
    /// <param name="encoding">Has the name of a category of this encoder.</param>
    /// <exception cref="ArgumentException">There is no category of that name.</exception>
    public FeatureEncoder Replace(CategoryEncoding encoding)
    {
        var place = Array.FindIndex(categories, c => string.Equals(c.Name, Guard.NotNull(encoding).Name, StringComparison.Ordinal));
        var changed = (CategoryEncoding[])categories.Clone();
        changed[Found(place, Guard.NotNull(encoding).Name, "category")] = encoding;
        return new FeatureEncoder(numbers, changed);
    }

    /// <summary>The encoder for the caller's own objects; makes rows without allocating.</summary>
    /// <typeparam name="T">The caller's type.</typeparam>
    /// <param name="map">Has every column of this encoder, in any order; others are ignored.</param>
    /// <exception cref="ArgumentException">The map lacks a column; the message names it.</exception>
    public RowEncoder<T> Bind<T>(FeatureMap<T> map) => RowEncoder<T>.Create(this, Guard.NotNull(map));

    /// <summary>The table's rows, encoded.</summary>
    /// <param name="table">Has every column of this encoder, in any order; others are ignored.</param>
    /// <exception cref="ArgumentException">A column is lacking, or a level is refused; the message names row and column.</exception>
    public FeatureBatch Encode(CustomerTable table) => Encode(table, out _);

    /// <summary>The table's rows, encoded, and what had to be stood in for.</summary>
    /// <param name="table">Has every column of this encoder, in any order; others are ignored.</param>
    /// <param name="report">Counts of missing values and unseen levels.</param>
    /// <exception cref="ArgumentException">A column is lacking, or a level is refused; the message names row and column.</exception>
    public FeatureBatch Encode(CustomerTable table, out EncodingReport report)
    {
        var values = new double[Guard.NotNull(table).RowCount * Schema.Count];
        report = Encode(table, values);
        return new FeatureBatch(Schema, values, table.RowCount);
    }

    /// <summary>The table's rows, encoded into the caller's memory.</summary>
    /// <param name="table">Has every column of this encoder, in any order; others are ignored.</param>
    /// <param name="destination">Rows × columns numbers, row after row.</param>
    /// <exception cref="ArgumentException">The destination is too short, a column is lacking, or a level is refused; the message names row and column.</exception>
    public EncodingReport Encode(CustomerTable table, Span<double> destination)
    {
        Guard.LongEnough(destination.Length, Guard.NotNull(table).RowCount * Schema.Count, nameof(destination));
        var report = new EncodingReport(table.RowCount, 0, 0, 0);
        for (var i = 0; i < numbers.Length; i++)
        {
            report += EncodeNumber(table.Number(numbers[i].Name), i, destination);
        }

        for (var i = 0; i < categories.Length; i++)
        {
            report += EncodeCategory(table.Codes(categories[i].Name), table.Levels(categories[i].Name), i, destination);
        }

        return report;
    }

    internal static ArgumentException Refused(CategoryEncoding encoding, long row, string? level) =>
        Guard.BrokenRow("rows", row, $"{encoding.Name} a level that was fitted", $"'{level}'");

    internal static ArgumentException NotFinite(NumberEncoding encoding, long row, double value) =>
        Guard.BrokenRow("rows", row, $"{encoding.Name} finite, before and after scaling (null says missing)", Guard.Text(value));

    /// <summary>Writes one number, and its flag, into a row; true when it was missing.</summary>
    internal bool Write(int i, double? value, long row, Span<double> destination)
    {
        var encoding = numbers[i];
        var missing = value is not { } present || encoding.IsMissing(present);
        var encoded = missing ? encoding.Stand : encoding.Encode(value!.Value);
        if (!missing && !(double.IsFinite(value!.Value) && double.IsFinite(encoded)))
        {
            throw NotFinite(encoding, row, value!.Value);
        }

        destination[i] = encoded;
        if (flagPlaces[i] >= 0)
        {
            destination[flagPlaces[i]] = missing ? 1 : 0;
        }

        return missing;
    }

    /// <summary>Writes one category into a row; the code it had, −1 for missing, −2 for unseen.</summary>
    internal int Write(int i, string? level, long row, Span<double> destination)
    {
        var encoding = categories[i];
        var code = encoding.CodeOf(level);
        if (code == CategoryEncoding.Unseen && encoding.UnseenPolicy != UnseenCategory.Other)
        {
            throw Refused(encoding, row, level);
        }

        destination[categoryPlaces[i]] = encoding.Encoded(code);
        return code;
    }

    private static int Found(int place, string name, string kind) =>
        place >= 0 ? place : throw new ArgumentException($"The encoder has no {kind} '{name}'.", nameof(name));

    private EncodingReport EncodeNumber(ReadOnlySpan<double> column, int i, Span<double> destination)
    {
        var missing = 0L;
        var encoding = numbers[i];
        var stride = Schema.Count;
        for (var row = 0; row < column.Length; row++)
        {
            var value = column[row];
            var isMissing = double.IsNaN(value) || encoding.IsMissing(value);
            var encoded = isMissing ? encoding.Stand : encoding.Encode(value);
            destination[row * stride + i] = isMissing || double.IsFinite(encoded) ? encoded : throw NotFinite(encoding, row, value);
            missing += isMissing ? 1 : 0;
            if (flagPlaces[i] >= 0)
            {
                destination[row * stride + flagPlaces[i]] = isMissing ? 1 : 0;
            }
        }

        return new EncodingReport(0, missing, 0, 0);
    }

    private EncodingReport EncodeCategory(ReadOnlySpan<int> column, IReadOnlyList<string> levels, int i, Span<double> destination)
    {
        long missing = 0, unseen = 0;
        for (var row = 0; row < column.Length; row++)
        {
            var code = Write(i, column[row] < 0 ? null : levels[column[row]], row, destination.Slice(row * Schema.Count));
            missing += code == CategoryEncoding.Missing ? 1 : 0;
            unseen += code == CategoryEncoding.Unseen ? 1 : 0;
        }

        return new EncodingReport(0, 0, missing, unseen);
    }
}
