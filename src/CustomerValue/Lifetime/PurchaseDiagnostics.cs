using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <summary>What to know of purchase histories before a model is fitted: numbers, and warnings in plain words.</summary>
public sealed class PurchaseDiagnostics
{
    private readonly string[] warnings;

    private PurchaseDiagnostics(long customers, long withoutRepeat, double meanRepeats, int mostRepeats, double meanAge, double longestAge, string[] warnings)
    {
        Customers = customers;
        WithoutRepeat = withoutRepeat;
        MeanRepeats = meanRepeats;
        MostRepeats = mostRepeats;
        MeanAge = meanAge;
        LongestAge = longestAge;
        this.warnings = warnings;
    }

    /// <summary>Number of customers.</summary>
    public long Customers { get; }

    /// <summary>Customers who never bought again.</summary>
    public long WithoutRepeat { get; }

    /// <summary>Mean number of repeat purchases.</summary>
    public double MeanRepeats { get; }

    /// <summary>The largest number of repeat purchases of one customer.</summary>
    public int MostRepeats { get; }

    /// <summary>Mean time observed, in the unit of the histories.</summary>
    public double MeanAge { get; }

    /// <summary>The longest time observed.</summary>
    public double LongestAge { get; }

    /// <summary>What may spoil a fit or its use, in plain words; empty where nothing was found.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>Looks at counted histories.</summary>
    /// <param name="histogram">The customers, at least one.</param>
    /// <exception cref="ArgumentException">There are no customers.</exception>
    public static PurchaseDiagnostics Of(PurchaseHistogram histogram)
    {
        if (Guard.NotNull(histogram).CustomerCount == 0)
        {
            throw new ArgumentException("There are no customers to look at.", nameof(histogram));
        }

        long silent = 0, last = 0, unseen = 0;
        double purchases = 0, time = 0, longest = 0;
        var most = 0;
        for (var i = 0; i < histogram.PatternCount; i++)
        {
            var (x, count) = (histogram.Repeats[i], histogram.Counts[i]);
            silent += x == 0 ? count : 0;
            last += x > 0 && histogram.Recency[i].Equals(histogram.Age[i]) ? count : 0;
            unseen += histogram.Age[i].Equals(0.0) ? count : 0;
            purchases += (double)x * count;
            time += histogram.Age[i] * count;
            longest = Math.Max(longest, histogram.Age[i]);
            most = Math.Max(most, x);
        }

        double customers = histogram.CustomerCount;
        var warnings = new List<string>();
        void Warn(bool holds, string text)
        {
            if (holds)
            {
                warnings.Add(text);
            }
        }

        Warn(silent == histogram.CustomerCount, "Nobody ever bought again: nothing tells rates from leaving, and no model has a maximum.");
        Warn(silent < histogram.CustomerCount && silent > 0.9 * customers, "More than nine of ten customers never bought again: prefer MBG/NBD or Pareto/NBD to BG/NBD, which takes them all to be alive.");
        Warn(last > 0.2 * customers, "More than a fifth bought on the very last day observed: check the as-of day, and that recency runs from the first purchase to the last.");
        Warn(unseen > 0.05 * customers, "More than a twentieth were first seen on the last day: they say nothing yet.");
        Warn(purchases > 0 && longest * purchases < 3 * time, "Customers were watched for less than three times between purchases: those silent are hard to tell from those gone.");
        Warn(customers < 500, "Fewer than 500 customers: expect wide intervals, and look at profile intervals.");
        Warn(most > 1000, "Somebody bought more than a thousand times: an account of a business, or rows that should be merged by day?");
        return new PurchaseDiagnostics(histogram.CustomerCount, silent, purchases / customers, most, time / customers, longest, [.. warnings]);
    }

    /// <summary>One line, and the warnings below it, in invariant text.</summary>
    public override string ToString() =>
        $"{Guard.Text(Customers)} customers, {Guard.Text(WithoutRepeat)} without a repeat, {Guard.Text(MeanRepeats)} repeats on average, at most {Guard.Text(MostRepeats)}, watched for {Guard.Text(MeanAge)} on average"
        + string.Concat(warnings.Select(warning => "\n- " + warning));
}
