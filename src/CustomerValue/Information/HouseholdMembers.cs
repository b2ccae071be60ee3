namespace CustomerValue.Information;

/// <summary>Clients or accounts, each with its household, and each household's list.</summary>
internal sealed class HouseholdMembers
{
    private readonly int[] household;
    private readonly int[] start;
    private readonly RecordKey[] grouped;

    public HouseholdMembers(KeyIndex keys, int[] household)
    {
        Keys = keys;
        this.household = household;
        var count = household.Length == 0 ? 0 : household.Max() + 1;
        start = new int[count + 1];
        foreach (var h in household)
        {
            start[h + 1]++;
        }

        for (var h = 0; h < count; h++)
        {
            start[h + 1] += start[h];
        }

        grouped = new RecordKey[household.Length];
        var next = (int[])start.Clone();
        for (var i = 0; i < household.Length; i++)
        {
            grouped[next[household[i]]++] = keys[i];
        }
    }

    public KeyIndex Keys { get; }

    public int Find(RecordKey key)
    {
        var place = Keys.Find(key);
        return place < 0 ? -1 : household[place];
    }

    // A household may have lost all of its accounts to others when a component was split.
    public ReadOnlySpan<RecordKey> Of(int index) =>
        index < start.Length - 1 ? grouped.AsSpan(start[index], start[index + 1] - start[index]) : [];
}
