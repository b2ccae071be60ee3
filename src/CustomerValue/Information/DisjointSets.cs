namespace CustomerValue.Information;

/// <summary>Union-find whose representative is always the smallest member.</summary>
internal sealed class DisjointSets
{
    private readonly int[] parent;

    public DisjointSets(int count)
    {
        parent = new int[count];
        for (var i = 0; i < count; i++)
        {
            parent[i] = i;
        }
    }

    public int Find(int item)
    {
        while (parent[item] != item)
        {
            parent[item] = parent[parent[item]];
            item = parent[item];
        }

        return item;
    }

    public void Union(int first, int second)
    {
        first = Find(first);
        second = Find(second);
        parent[Math.Max(first, second)] = Math.Min(first, second);
    }

    public void Isolate(int item) => parent[item] = item;
}
