namespace CustomerValue.Information;

/// <summary>A fitted encoder joined to the caller's own type: objects in, rows of numbers out, without allocating.</summary>
/// <remarks>Immutable, and as thread-safe as the map's lambdas.</remarks>
/// <typeparam name="T">The caller's type.</typeparam>
public sealed class RowEncoder<T>
{
    private readonly FeatureMap<T>.NumberGetter[] numberOf;
    private readonly Func<T, string?>[] levelOf;

    private RowEncoder(FeatureEncoder encoder, FeatureMap<T>.NumberGetter[] numberOf, Func<T, string?>[] levelOf)
    {
        Encoder = encoder;
        this.numberOf = numberOf;
        this.levelOf = levelOf;
    }

    /// <summary>The fitted encoder.</summary>
    public FeatureEncoder Encoder { get; }

    /// <summary>Numbers per customer.</summary>
    public int ColumnCount => Encoder.Schema.Count;

    /// <summary>Encodes one customer.</summary>
    /// <param name="row">The customer.</param>
    /// <param name="destination">Receives <see cref="ColumnCount"/> numbers.</param>
    /// <returns>What had to be stood in for.</returns>
    /// <exception cref="ArgumentException">The destination is too short, a number is NaN or infinite, or a level is refused; the message names the column.</exception>
    public EncodingReport Encode(T row, Span<double> destination)
    {
        Guard.LongEnough(destination.Length, ColumnCount, nameof(destination));
        return EncodeRow(row, 0, destination);
    }

    /// <summary>Encodes customers, row after row.</summary>
    /// <param name="rows">The customers.</param>
    /// <param name="destination">Receives rows × <see cref="ColumnCount"/> numbers.</param>
    /// <returns>What had to be stood in for.</returns>
    /// <exception cref="ArgumentException">The destination is too short, a number is NaN or infinite, or a level is refused; the message names row and column.</exception>
    public EncodingReport Encode(ReadOnlySpan<T> rows, Span<double> destination)
    {
        Guard.LongEnough(destination.Length, rows.Length * ColumnCount, nameof(destination));
        var report = default(EncodingReport);
        for (var i = 0; i < rows.Length; i++)
        {
            report += EncodeRow(rows[i], i, destination.Slice(i * ColumnCount, ColumnCount));
        }

        return report;
    }

    /// <summary>The customers as a batch.</summary>
    /// <param name="rows">The customers.</param>
    /// <exception cref="ArgumentException">A number is NaN or infinite, or a level is refused; the message names row and column.</exception>
    public FeatureBatch Encode(IEnumerable<T> rows)
    {
        var list = Guard.NotNull(rows).ToArray();
        var values = new double[list.Length * ColumnCount];
        Encode(list.AsSpan(), values);
        return new FeatureBatch(Encoder.Schema, values, list.Length);
    }

    /// <summary>Encodes one of several customers, so that a message names its row.</summary>
    internal EncodingReport Encode(T row, int number, Span<double> destination) => EncodeRow(row, number, destination);

    internal static RowEncoder<T> Create(FeatureEncoder encoder, FeatureMap<T> map) => new(
        encoder,
        encoder.Numbers.Select(n => map.Numbers[Place(map.NumberNames, n.Name)]).ToArray(),
        encoder.Categories.Select(c => map.Categories[Place(map.CategoryNames, c.Name)]).ToArray());

    private static int Place(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new ArgumentException($"The map lacks column '{name}' (of this kind); it has: {string.Join(", ", names)}.", nameof(name));
    }

    private EncodingReport EncodeRow(T row, int number, Span<double> destination)
    {
        FeatureMap<T>.NotNull(row, number);
        long missingNumbers = 0, missingCategories = 0, unseen = 0;
        for (var i = 0; i < numberOf.Length; i++)
        {
            missingNumbers += Encoder.Write(i, numberOf[i].Read(row), number, destination) ? 1 : 0;
        }

        for (var i = 0; i < levelOf.Length; i++)
        {
            var code = Encoder.Write(i, levelOf[i](row), number, destination);
            missingCategories += code == CategoryEncoding.Missing ? 1 : 0;
            unseen += code == CategoryEncoding.Unseen ? 1 : 0;
        }

        return new EncodingReport(1, missingNumbers, missingCategories, unseen);
    }
}
