using CustomerValue.Numerics;

namespace CustomerValue.Segmentation;

/// <summary>Distances between two rows of counts that need no rule for empty bins.</summary>
internal readonly struct PlainShift
{
    public PlainShift(BinCounts reference, BinCounts actual)
    {
        var (js, hellinger, variation, chi, gap) = (default(CompensatedSum), default(CompensatedSum), default(CompensatedSum), default(CompensatedSum), default(CompensatedSum));
        var (n, m) = (reference.Total, actual.Total);
        for (var bin = 0; bin < reference.BinCount; bin++)
        {
            var (e, a) = (reference.Counts[bin] / n, actual.Counts[bin] / m);
            var middle = 0.5 * (e + a);
            js.Add(0.5 * (Part(e, middle) + Part(a, middle)));
            var roots = Math.Sqrt(e) - Math.Sqrt(a);
            hellinger.Add(roots * roots);
            variation.Add(0.5 * Math.Abs(a - e));
            gap.Add(a - e);
            Kolmogorov = Math.Max(Kolmogorov, Math.Abs(gap.Value));
            if (e + a > 0)
            {
                // Pearson's sum over the two rows of a 2 × bins table.
                UsedBins++;
                chi.Add((a - e) * ((a - e) / (e / m + a / n)));
            }
        }

        JensenShannon = Math.Max(js.Value, 0);
        Hellinger = Math.Sqrt(0.5 * hellinger.Value);
        TotalVariation = variation.Value;
        ChiSquared = chi.Value;
    }

    public double JensenShannon { get; }

    public double Hellinger { get; }

    public double TotalVariation { get; }

    public double Kolmogorov { get; }

    public double ChiSquared { get; }

    public int UsedBins { get; }

    private static double Part(double share, double middle) => share > 0 ? share * (Elementary.Log(share) - Elementary.Log(middle)) : 0;
}
