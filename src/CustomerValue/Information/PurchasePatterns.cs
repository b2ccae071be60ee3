namespace CustomerValue.Information;

/// <summary>Counts distinct (x, tₓ, T) in an open-addressing table, then sorts them: the result does not depend on the order of input.</summary>
internal sealed class PurchasePatterns
{
    private Pattern[] patterns = new Pattern[512];
    private int[] slots = new int[1024]; // 0 is empty, otherwise index + 1

    public int Count { get; private set; }

    public void Add(int repeats, double recency, double age, long count)
    {
        // −0 and 0 are one pattern.
        recency += 0.0;
        age += 0.0;
        var mask = slots.Length - 1;
        var slot = Hash(repeats, recency, age) & mask;
        while (slots[slot] != 0)
        {
            ref var found = ref patterns[slots[slot] - 1];
            if (found.Recency == recency && found.Age == age && found.Repeats == repeats)
            {
                found.Count = checked(found.Count + count);
                return;
            }

            slot = (slot + 1) & mask;
        }

        if (Count == patterns.Length)
        {
            Grow();
            mask = slots.Length - 1;
            slot = Hash(repeats, recency, age) & mask;
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }
        }

        patterns[Count] = new Pattern { Repeats = repeats, Recency = recency, Age = age, Count = count };
        Count++;
        slots[slot] = Count;
    }

    /// <summary>The patterns by age, then repeats, then recency.</summary>
    public Pattern[] Sorted()
    {
        Array.Resize(ref patterns, Count);
        Array.Sort(patterns, Order.Instance);
        return patterns;
    }

    private void Grow()
    {
        Array.Resize(ref patterns, patterns.Length * 2);
        slots = new int[patterns.Length * 2];
        var mask = slots.Length - 1;
        for (var i = 0; i < Count; i++)
        {
            var slot = Hash(patterns[i].Repeats, patterns[i].Recency, patterns[i].Age) & mask;
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            slots[slot] = i + 1;
        }
    }

    private static int Hash(int repeats, double recency, double age)
    {
        unchecked
        {
            var hash = ((ulong)(uint)repeats * 0x9E3779B97F4A7C15UL) ^ (BitConverter.DoubleToUInt64Bits(recency) * 0xC2B2AE3D27D4EB4FUL);
            hash = (hash ^ (hash >> 29) ^ BitConverter.DoubleToUInt64Bits(age)) * 0x165667B19E3779F9UL;
            return (int)((hash ^ (hash >> 32)) & int.MaxValue);
        }
    }

    internal struct Pattern
    {
        public double Age;
        public double Recency;
        public long Count;
        public int Repeats;
    }

    private sealed class Order : IComparer<Pattern>
    {
        public static readonly Order Instance = new();

        public int Compare(Pattern x, Pattern y)
        {
            if (x.Age != y.Age)
            {
                return x.Age < y.Age ? -1 : 1;
            }

            if (x.Repeats != y.Repeats)
            {
                return x.Repeats < y.Repeats ? -1 : 1;
            }

            return x.Recency.CompareTo(y.Recency);
        }
    }
}
