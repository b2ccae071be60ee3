using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Where both groups have customers of the same propensity, and where only one has.</summary>
/// <remarks>The common support runs from the larger of the groups' least propensities to the smaller of their largest. Rows are counted, whatever their weight. Immutable and thread-safe.</remarks>
public sealed class OverlapReport
{
    /// <summary>Bins of the histogram, of equal width from 0 to 1; the last one holds 1.</summary>
    public const int Bins = 20;

    private readonly int[] treated = new int[Bins];
    private readonly int[] controls = new int[Bins];

    private OverlapReport()
    {
    }

    /// <summary>Treated customers in each bin.</summary>
    public ReadOnlySpan<int> TreatedCounts => treated;

    /// <summary>Controls in each bin.</summary>
    public ReadOnlySpan<int> ControlCounts => controls;

    /// <summary>The treated customers' least propensity.</summary>
    public double LeastOfTreated { get; private set; }

    /// <summary>The treated customers' largest propensity.</summary>
    public double LargestOfTreated { get; private set; }

    /// <summary>The controls' least propensity.</summary>
    public double LeastOfControls { get; private set; }

    /// <summary>The controls' largest propensity.</summary>
    public double LargestOfControls { get; private set; }

    /// <summary>Where the common support begins.</summary>
    public double SupportFrom => Math.Max(LeastOfTreated, LeastOfControls);

    /// <summary>Where the common support ends.</summary>
    public double SupportTo => Math.Min(LargestOfTreated, LargestOfControls);

    /// <summary>False when every treated customer has another propensity than every control: nothing can be compared.</summary>
    public bool HasOverlap => SupportFrom <= SupportTo;

    /// <summary>Share of the treated customers outside the common support.</summary>
    public double TreatedOutside { get; private set; }

    /// <summary>Share of the controls outside the common support.</summary>
    public double ControlsOutside { get; private set; }

    /// <summary>Support and shares outside, in invariant text.</summary>
    public override string ToString() => HasOverlap
        ? $"common support {Guard.Text(SupportFrom)} to {Guard.Text(SupportTo)}; outside: {Guard.Text(TreatedOutside)} of the treated, {Guard.Text(ControlsOutside)} of the controls"
        : "no overlap: no treated customer has the propensity of a control";

    internal static OverlapReport Of(double[] logOdds, double[] scores, ReadOnlySpan<bool> isTreated)
    {
        Guard.SameLength(isTreated.Length, scores.Length, nameof(isTreated));
        var report = new OverlapReport();
        double[] least = [double.PositiveInfinity, double.PositiveInfinity], largest = [double.NegativeInfinity, double.NegativeInfinity];
        var counts = new int[2];
        for (var row = 0; row < scores.Length; row++)
        {
            var arm = isTreated[row] ? 1 : 0;
            counts[arm]++;
            least[arm] = Math.Min(least[arm], logOdds[row]);
            largest[arm] = Math.Max(largest[arm], logOdds[row]);
            (arm == 1 ? report.treated : report.controls)[Math.Min(Bins - 1, (int)(scores[row] * Bins))]++;
        }

        if (counts[0] == 0 || counts[1] == 0)
        {
            throw new ArgumentException($"There are no {(counts[0] == 0 ? "controls" : "treated customers")}: overlap needs both groups.", nameof(isTreated));
        }

        double from = Math.Max(least[0], least[1]), to = Math.Min(largest[0], largest[1]);
        var outside = new int[2];
        for (var row = 0; row < scores.Length; row++)
        {
            outside[isTreated[row] ? 1 : 0] += logOdds[row] < from || logOdds[row] > to ? 1 : 0;
        }

        (report.LeastOfControls, report.LargestOfControls) = (Elementary.Logistic(least[0]), Elementary.Logistic(largest[0]));
        (report.LeastOfTreated, report.LargestOfTreated) = (Elementary.Logistic(least[1]), Elementary.Logistic(largest[1]));
        report.ControlsOutside = (double)outside[0] / counts[0];
        report.TreatedOutside = (double)outside[1] / counts[1];
        return report;
    }
}
