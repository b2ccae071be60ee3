namespace CustomerValue.Information;

/// <summary>Which key stands for which person as of a day, after duplicates were merged; old keys still resolve.</summary>
/// <remarks>
/// Hand <see cref="Resolve"/> to whatever asks which customer a key counts for, such as <see cref="CustomerPurchases"/>. A merge dated or known later
/// changes no earlier picture. Merges of merges are followed to the last survivor. Immutable and thread-safe.
/// </remarks>
public sealed class SurvivingKeys
{
    private readonly Dictionary<RecordKey, RecordKey> survivor;

    private SurvivingKeys(Dictionary<RecordKey, RecordKey> survivor, Day asOf, Day knownAt)
    {
        this.survivor = survivor;
        AsOf = asOf;
        KnownAt = knownAt;
    }

    /// <summary>The day at whose end it holds.</summary>
    public Day AsOf { get; }

    /// <summary>The day at whose end the merges were known.</summary>
    public Day KnownAt { get; }

    /// <summary>Keys that were given up by then.</summary>
    public int MergedCount => survivor.Count;

    /// <summary>The survivors as of a day.</summary>
    /// <param name="merges">All merges, in any order; the same one twice counts once.</param>
    /// <param name="asOf">The day; merges dated on it are in.</param>
    /// <param name="knownAt">The day of knowledge; merges known on it are in.</param>
    /// <exception cref="ArgumentException">A merge is null, lacks a key or day, names one key twice, gives a key to two survivors, or closes a circle.</exception>
    public static SurvivingKeys Build(IEnumerable<KeyMerge> merges, Day asOf, Day knownAt)
    {
        var next = new Dictionary<RecordKey, RecordKey>();
        var row = 0L;
        foreach (var merge in Guard.NotNull(merges))
        {
            if (merge is null || merge.From.IsMissing || merge.Into.IsMissing || merge.From == merge.Into)
            {
                throw Guard.BrokenRow(nameof(merges), row, "two different keys on every row", merge is null ? "null" : $"from '{merge.From}' into '{merge.Into}'");
            }

            if (merge.On == default || merge.KnownAt == default(Day))
            {
                throw Guard.BrokenRow(nameof(merges), row, "a day given, known-at given or null", "default");
            }

            row++;
            if (merge.On > asOf || (merge.KnownAt ?? merge.On) > knownAt)
            {
                continue;
            }

            if (next.TryGetValue(merge.From, out var other) && other != merge.Into)
            {
                throw Guard.BrokenRow(nameof(merges), row - 1, "one survivor for a key", $"'{merge.From}' goes into '{merge.Into}' and '{other}'");
            }

            next[merge.From] = merge.Into;
        }

        return new SurvivingKeys(next.Keys.ToDictionary(key => key, key => Last(key, next)), asOf, knownAt);
    }

    /// <summary>The key that stands for this one; itself when it was never given up, missing when it is missing.</summary>
    /// <param name="key">Any key, old or new.</param>
    public RecordKey Resolve(RecordKey key) => survivor.TryGetValue(key, out var last) ? last : key;

    // A chain longer than there are merges has come back to where it was.
    private static RecordKey Last(RecordKey key, Dictionary<RecordKey, RecordKey> merges)
    {
        var last = key;
        for (var steps = 0; merges.TryGetValue(last, out var into); steps++)
        {
            last = steps <= merges.Count ? into : throw new ArgumentException($"The merges of '{key}' go round in a circle.", nameof(merges));
        }

        return last;
    }
}
