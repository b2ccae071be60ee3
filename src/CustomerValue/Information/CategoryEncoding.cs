namespace CustomerValue.Information;

/// <summary>The fitted levels of one category: which text gets which code.</summary>
/// <remarks>Codes 0…K−1: the kept levels in order, then the level for others and the level for missing where there are such. Immutable and thread-safe.</remarks>
public sealed class CategoryEncoding
{
    /// <summary>The name of the level that gathers rare and unseen ones.</summary>
    public const string OtherLevel = "(other)";

    /// <summary>The name of the level of missing values.</summary>
    public const string MissingLevel = "(missing)";

    internal const int Unseen = -2;

    private readonly string[] kept;
    private readonly string[] grouped;
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);

    /// <summary>Levels, as a fit or a model file has them.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="levels">The levels kept, in code order, without repeats.</param>
    /// <param name="grouped">Levels seen too rarely, which become <see cref="OtherLevel"/>; may be empty.</param>
    /// <param name="unseen">What happens to a level in neither list.</param>
    /// <param name="missingIsLevel">True when missing is a level of its own.</param>
    /// <exception cref="ArgumentException">The name is empty, a level is blank or listed twice, or there is no level at all.</exception>
    public CategoryEncoding(string name, IEnumerable<string> levels, IEnumerable<string> grouped, UnseenCategory unseen, bool missingIsLevel)
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

        Column = FeatureColumn.Category(name, all);
    }

    /// <summary>The column that is produced, with all of its levels in code order.</summary>
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

    /// <summary>The code of a text, −1 when missing stays missing, <see cref="Unseen"/> when the fit did not see it.</summary>
    internal int CodeOf(string? text) =>
        string.IsNullOrWhiteSpace(text) ? MissingCode ?? -1 : codes.TryGetValue(text!, out var code) ? code : Unseen;

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
