using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <summary>A histogram laid out for likelihoods that take every pattern by itself; ages scaled to at most 1.</summary>
internal sealed class PatternTable
{
    private readonly double[] recency;
    private readonly double[] age;

    public PatternTable(PurchaseHistogram histogram)
    {
        Customers = histogram.CustomerCount;
        Repeats = histogram.Repeats.ToArray();
        recency = histogram.Recency.ToArray();
        age = histogram.Age.ToArray();
        Counts = Array.ConvertAll(histogram.Counts.ToArray(), count => (double)count);
        Scale = 0;
        foreach (var t in age)
        {
            Scale = Math.Max(Scale, t);
        }

        Scale = Scale > 0 ? Scale : 1;
        for (var i = 0; i < age.Length; i++)
        {
            recency[i] /= Scale;
            age[i] /= Scale;
            Purchases += Counts[i] * Repeats[i];
            Time += Counts[i] * age[i];
        }

        RepeatValues = Repeats.Distinct().OrderBy(x => x).ToArray();
        RepeatIndex = Array.ConvertAll(Repeats, x => Array.BinarySearch(RepeatValues, x));
    }

    /// <summary>Some of the patterns of a table, in its unit of time, counted as many times as all.</summary>
    private PatternTable(PatternTable all, int step)
    {
        var rows = Enumerable.Range(0, (all.Counts.Length + step - 1) / step).Select(i => i * step).ToArray();
        Repeats = Array.ConvertAll(rows, i => all.Repeats[i]);
        recency = Array.ConvertAll(rows, i => all.recency[i]);
        age = Array.ConvertAll(rows, i => all.age[i]);
        Counts = Array.ConvertAll(rows, i => all.Counts[i]);
        Scale = all.Scale;
        for (var i = 0; i < rows.Length; i++)
        {
            Customers += Counts[i];
            Purchases += Counts[i] * Repeats[i];
            Time += Counts[i] * age[i];
        }

        RepeatValues = Repeats.Distinct().OrderBy(x => x).ToArray();
        RepeatIndex = Array.ConvertAll(Repeats, x => Array.BinarySearch(RepeatValues, x));
    }

    public double Customers { get; }

    /// <summary>The largest age: one unit of the table's time.</summary>
    public double Scale { get; }

    /// <summary>All repeat purchases.</summary>
    public double Purchases { get; }

    /// <summary>The sum of all ages, in scaled time.</summary>
    public double Time { get; }

    /// <summary>x per pattern.</summary>
    public int[] Repeats { get; }

    /// <summary>Customers per pattern.</summary>
    public double[] Counts { get; }

    /// <summary>Distinct x, ascending.</summary>
    public int[] RepeatValues { get; }

    /// <summary>Where the pattern's x stands among the distinct ones.</summary>
    public int[] RepeatIndex { get; }

    /// <summary>Mean purchases per unit of scaled time, kept within bounds.</summary>
    public double Rate => Purchases > 0 && Time > 0 ? Math.Min(1e6, Math.Max(1e-6, Purchases / Time)) : 1;

    /// <summary>tx per pattern, in scaled time.</summary>
    public double Recency(int pattern) => recency[pattern];

    /// <summary>t per pattern, in scaled time.</summary>
    public double Age(int pattern) => age[pattern];

    /// <summary>Every so many patterns, at most about this number: to find starts on.</summary>
    public PatternTable Sample(int most) => Counts.Length <= most ? this : new PatternTable(this, 1 + Counts.Length / most);
}
