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

    private FeatureEncoder(NumberEncoding[] numbers, CategoryEncoding[] categories)
    {
        this.numbers = numbers;
        this.categories = categories;
        Schema = new FeatureSchema(numbers.Select(n => FeatureColumn.Number(n.Name)).Concat(categories.Select(c => c.Column)));
    }

    /// <summary>The columns that are produced: numbers first, then categories with all of their levels.</summary>
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
    public static FeatureEncoder Fit<T>(FeatureMap<T> map, IEnumerable<T> rows, EncoderOptions options) => Fit(Guard.NotNull(map).ToTable(rows), options);

    /// <summary>The encoder with these constants.</summary>
    /// <param name="numbers">The numbers in column order.</param>
    /// <param name="categories">The categories in column order.</param>
    /// <exception cref="ArgumentException">There is no column, or a name is taken twice.</exception>
    public static FeatureEncoder FromParameters(IEnumerable<NumberEncoding> numbers, IEnumerable<CategoryEncoding> categories)
    {
        var encoder = new FeatureEncoder(Guard.NotNull(numbers).ToArray(), Guard.NotNull(categories).ToArray());
        return encoder.Schema.Count > 0 ? encoder : throw new ArgumentException("An encoder needs at least one column.", nameof(numbers));
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
            report += EncodeNumber(table.Number(numbers[i].Name), numbers[i], destination.Slice(Math.Min(i, destination.Length)));
        }

        for (var i = 0; i < categories.Length; i++)
        {
            report += EncodeCategory(
                table.Codes(categories[i].Name), table.Levels(categories[i].Name), categories[i], destination.Slice(Math.Min(numbers.Length + i, destination.Length)));
        }

        return report;
    }

    internal static ArgumentException Refused(CategoryEncoding encoding, long row, string? level) =>
        Guard.BrokenRow("rows", row, $"{encoding.Name} a level that was fitted", $"'{level}'");

    internal static ArgumentException NotFinite(NumberEncoding encoding, long row, double value) =>
        Guard.BrokenRow("rows", row, $"{encoding.Name} finite, before and after scaling (null says missing)", Guard.Text(value));

    private EncodingReport EncodeNumber(ReadOnlySpan<double> column, NumberEncoding encoding, Span<double> destination)
    {
        var missing = 0L;
        for (var row = 0; row < column.Length; row++)
        {
            var value = column[row];
            if (double.IsNaN(value))
            {
                missing++;
                destination[row * Schema.Count] = encoding.Stand;
            }
            else
            {
                var encoded = encoding.Encode(value);
                destination[row * Schema.Count] = double.IsFinite(encoded) ? encoded : throw NotFinite(encoding, row, value);
            }
        }

        return new EncodingReport(0, missing, 0, 0);
    }

    private EncodingReport EncodeCategory(ReadOnlySpan<int> column, IReadOnlyList<string> levels, CategoryEncoding encoding, Span<double> destination)
    {
        long missing = 0, unseen = 0;
        for (var row = 0; row < column.Length; row++)
        {
            var level = column[row] < 0 ? null : levels[column[row]];
            var code = encoding.CodeOf(level);
            missing += level is null ? 1 : 0;
            if (code == CategoryEncoding.Unseen)
            {
                code = encoding.UnseenPolicy == UnseenCategory.Other ? encoding.OtherCode!.Value : throw Refused(encoding, row, level);
                unseen++;
            }

            destination[row * Schema.Count] = code < 0 ? double.NaN : code;
        }

        return new EncodingReport(0, 0, missing, unseen);
    }
}
