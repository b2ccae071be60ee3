namespace CustomerValue.Information;

/// <summary>The fitted levels of one category: which text gets which code, or which number.</summary>
/// <remarks>
/// Codes 0…K−1: the kept levels in order, then the level for others and the level for missing where there are such. With
/// <see cref="Values"/> the category becomes a number: the value of its code. Immutable and thread-safe.
/// </remarks>
public sealed class CategoryEncoding
{
    /// <summary>The name of the level that gathers rare and unseen ones.</summary>
    public const string OtherLevel = "(other)";

    /// <summary>The name of the level of missing values.</summary>
    public const string MissingLevel = "(missing)";

    internal const int Missing = -1;
    internal const int Unseen = -2;

    private readonly string[] kept;
    private readonly string[] grouped;
    private readonly string[] missingCodes;
    private readonly double[]? values;
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);

    /// <summary>Levels, as a fit or a model file has them.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="levels">The levels kept, in code order, without repeats.</param>
    /// <param name="grouped">Levels seen too rarely, which become <see cref="OtherLevel"/>; may be empty.</param>
    /// <param name="unseen">What happens to a level in neither list.</param>
    /// <param name="missingIsLevel">True when missing is a level of its own.</param>
    /// <exception cref="ArgumentException">The name is empty, a level is blank or listed twice, or there is no level at all.</exception>
    public CategoryEncoding(string name, IEnumerable<string> levels, IEnumerable<string> grouped, UnseenCategory unseen, bool missingIsLevel)
        : this(name, levels, grouped, unseen, missingIsLevel, [], null)
    {
    }

    /// <summary>Levels, texts that say "unknown", and a number per level, as a fit or a model file has them.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="levels">The levels kept, in code order, without repeats.</param>
    /// <param name="grouped">Levels seen too rarely, which become <see cref="OtherLevel"/>; may be empty.</param>
    /// <param name="unseen">What happens to a level in neither list.</param>
    /// <param name="missingIsLevel">True when missing is a level of its own.</param>
    /// <param name="missingCodes">Texts that say "unknown", such as <c>?</c>; blank ones say so without being listed.</param>
    /// <param name="values">A finite number per level in code order, those for others and for missing last where there are such; null leaves codes.</param>
    /// <exception cref="ArgumentException">The name is empty, a level is blank or listed twice or both level and missing, there is no level at all, or the values do not fit the levels.</exception>
    public CategoryEncoding(
        string name,
        IEnumerable<string> levels,
        IEnumerable<string> grouped,
        UnseenCategory unseen,
        bool missingIsLevel,
        IEnumerable<string> missingCodes,
        IEnumerable<double>? values)
    {
        kept = Guard.NotNull(levels).ToArray();
        this.grouped = Guard.NotNull(grouped).ToArray();
        UnseenPolicy = unseen is UnseenCategory.Refuse or UnseenCategory.Other
            ? unseen
            : throw Guard.OutOfRange(nameof(unseen), (int)unseen, "must be a defined policy");
        var all = kept.ToList();
        for (var code = 0; code < kept.Length; code++)
        {
            Add(name, kept[code], code);
        }

        if (unseen == UnseenCategory.Other || this.grouped.Length > 0)
        {
            OtherCode = codes.TryGetValue(OtherLevel, out var present) ? present : Append(all, OtherLevel);
            foreach (var level in this.grouped)
            {
                Add(name, level, OtherCode.Value);
            }
        }

        if (missingIsLevel)
        {
            MissingCode = codes.TryGetValue(MissingLevel, out var present) ? present : Append(all, MissingLevel);
        }

        this.missingCodes = Guard.NotNull(missingCodes).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var code in this.missingCodes.Where(code => !string.IsNullOrWhiteSpace(code)))
        {
            Add(name, code, Missing);
        }

        Column = FeatureColumn.Category(name, all);
        if (values is not null)
        {
            this.values = values.ToArray();
            Guard.SameLength(this.values.Length, all.Count, nameof(values));
            Guard.AllFinite(this.values, nameof(values));
            Column = FeatureColumn.Number(name);
        }
    }

    /// <summary>The column that is produced, with all of its levels in code order; a number when there are <see cref="Values"/>.</summary>
    public FeatureColumn Column { get; }

    /// <summary>The column's name.</summary>
    public string Name => Column.Name;

    /// <summary>The levels kept by name, in code order.</summary>
    public IReadOnlyList<string> Levels => kept;

    /// <summary>Levels that the fit saw too rarely; they become <see cref="OtherLevel"/>.</summary>
    public IReadOnlyList<string> GroupedLevels => grouped;

    /// <summary>What happens to a level in neither list.</summary>
    public UnseenCategory UnseenPolicy { get; }

    /// <summary>The code of <see cref="OtherLevel"/>; null when there is no such level.</summary>
    public int? OtherCode { get; }

    /// <summary>The code of <see cref="MissingLevel"/>; null when missing stays missing.</summary>
    public int? MissingCode { get; }

    /// <summary>Texts that say "unknown", besides blank ones.</summary>
    public IReadOnlyList<string> MissingCodes => missingCodes;

    /// <summary>The number of each code; null when codes stay codes.</summary>
    public IReadOnlyList<double>? Values => values;

    /// <summary>A category replaced by a number per level: the way in for weights of evidence that were fitted elsewhere.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="values">The number of each level, at least one.</param>
    /// <param name="otherValue">The number of a level that is not listed; null refuses such a level.</param>
    /// <param name="missingValue">The number of a missing level; null leaves it missing.</param>
    /// <exception cref="ArgumentException">The name is empty, a level is blank, there is none, or a value is not finite.</exception>
    public static CategoryEncoding FromValues(string name, IReadOnlyDictionary<string, double> values, double? otherValue, double? missingValue)
    {
        var levels = Guard.NotNull(values).Keys.OrderBy(level => level, StringComparer.Ordinal).ToArray();
        var numbers = levels.Select(level => values[level]).ToList();
        if (otherValue is { } other && !values.ContainsKey(OtherLevel))
        {
            numbers.Add(other);
        }

        if (missingValue is { } missing && !values.ContainsKey(MissingLevel))
        {
            numbers.Add(missing);
        }

        return new CategoryEncoding(
            name, levels, [], otherValue is null ? UnseenCategory.Refuse : UnseenCategory.Other, missingValue is not null, [], numbers);
    }

    /// <summary>The code of a text, <see cref="Missing"/> when it is missing, <see cref="Unseen"/> when the fit did not see it.</summary>
    internal int CodeOf(string? text) =>
        string.IsNullOrWhiteSpace(text) ? Missing : codes.TryGetValue(text!, out var code) ? code : Unseen;

    /// <summary>What goes into the batch for a code that <see cref="CodeOf"/> gave.</summary>
    internal double Encoded(int code)
    {
        var place = code switch
        {
            Missing => MissingCode ?? Missing,
            Unseen => OtherCode ?? Missing,
            _ => code,
        };
        return place < 0 ? double.NaN : values is null ? place : values[place];
    }

    private int Append(List<string> all, string level)
    {
        var code = all.Count;
        all.Add(level);
        codes.Add(level, code);
        return code;
    }

    private void Add(string name, string level, int code)
    {
        if (string.IsNullOrWhiteSpace(level) || codes.ContainsKey(level))
        {
            throw new ArgumentException($"Category '{name}' has level '{level}' blank or twice.", nameof(level));
        }

        codes.Add(level, code);
    }
}
