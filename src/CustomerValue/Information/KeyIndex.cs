namespace CustomerValue.Information;

/// <summary>Keys in ascending order, each found by its place.</summary>
internal sealed class KeyIndex : IReadOnlyList<RecordKey>
{
    private readonly RecordKey[] sorted;

    public KeyIndex(RecordKey[] sorted) => this.sorted = sorted;

    public int Count => sorted.Length;

    public RecordKey this[int index] => sorted[index];

    public static KeyIndex Of(IEnumerable<RecordKey> distinct)
    {
        var keys = distinct.ToArray();
        Array.Sort(keys);
        return new KeyIndex(keys);
    }

    /// <summary>The place of a key, or a negative number.</summary>
    public int Find(RecordKey key) => Array.BinarySearch(sorted, key);

    public IEnumerator<RecordKey> GetEnumerator() => ((IEnumerable<RecordKey>)sorted).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
