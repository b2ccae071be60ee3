using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>A histogram laid out for likelihoods: distinct x, distinct times, and the patterns with x &gt; 0 pointing at both; ages scaled to at most 1.</summary>
internal sealed class LifetimeTables
{
    public LifetimeTables(PurchaseHistogram histogram)
    {
        var repeats = histogram.Repeats;
        var recency = histogram.Recency;
        var age = histogram.Age;
        var counts = histogram.Counts;
        Customers = histogram.CustomerCount;

        var largestAge = 0.0;
        var active = 0;
        for (var i = 0; i < repeats.Length; i++)
        {
            largestAge = Math.Max(largestAge, age[i]);
            active += repeats[i] > 0 ? 1 : 0;
        }

        Scale = largestAge > 0 ? largestAge : 1;
        RepeatValues = Distinct(repeats);
        var times = new double[2 * repeats.Length];
        age.CopyTo(times);
        recency.CopyTo(times.AsSpan(repeats.Length));
        times = Distinct(times);

        RepeatCounts = new double[RepeatValues.Length];
        AgeCounts = new double[times.Length];
        AgeRepeats = new double[times.Length];
        Patterns = new Pattern[active];
        var at = 0;
        var ageIndex = 0;
        for (var i = 0; i < repeats.Length; i++)
        {
            if (times[ageIndex] != age[i])
            {
                ageIndex = Array.BinarySearch(times, age[i]);
            }

            var repeatIndex = Array.BinarySearch(RepeatValues, repeats[i]);
            RepeatCounts[repeatIndex] += counts[i];
            AgeCounts[ageIndex] += counts[i];
            AgeRepeats[ageIndex] += (double)repeats[i] * counts[i];
            if (repeats[i] > 0)
            {
                Patterns[at++] = new Pattern
                {
                    Count = counts[i],
                    Repeats = repeatIndex,
                    Age = ageIndex,
                    Recency = Array.BinarySearch(times, recency[i] + 0.0),
                };
            }
        }

        for (var i = 0; i < times.Length; i++)
        {
            times[i] /= Scale;
        }

        Times = times;
    }

    public double Customers { get; }

    /// <summary>The largest age: one unit of the tables' time.</summary>
    public double Scale { get; }

    /// <summary>Distinct x, ascending.</summary>
    public int[] RepeatValues { get; }

    /// <summary>Customers per distinct x.</summary>
    public double[] RepeatCounts { get; }

    /// <summary>Distinct ages and recencies, ascending, in scaled time.</summary>
    public double[] Times { get; }

    /// <summary>Customers whose age is this time.</summary>
    public double[] AgeCounts { get; }

    /// <summary>Repeat purchases of the customers whose age is this time.</summary>
    public double[] AgeRepeats { get; }

    /// <summary>The patterns with repeat purchases.</summary>
    public Pattern[] Patterns { get; }

    private static T[] Distinct<T>(ReadOnlySpan<T> values)
        where T : struct, IComparable<T> => Distinct(values.ToArray());

    private static T[] Distinct<T>(T[] values)
        where T : struct, IComparable<T>
    {
        Array.Sort(values);
        var kept = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (i == 0 || values[i].CompareTo(values[kept - 1]) != 0)
            {
                values[kept++] = values[i];
            }
        }

        Array.Resize(ref values, kept);
        return values;
    }

    internal struct Pattern
    {
        public double Count;
        public int Repeats;
        public int Age;
        public int Recency;
    }
}
