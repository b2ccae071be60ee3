using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Donors taken for treated: each in turn, or groups of as many as are treated, drawn with a seed.</summary>
internal sealed class SyntheticPlacebos(double[] outcomes, int m, int before, List<int> treated, List<int> donors, SyntheticControlOptions options)
{
    public SyntheticPlacebo[] Run(IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var isSingle = treated.Count == 1;
        if (donors.Count <= treated.Count)
        {
            // Nobody would be left to follow the placebo.
            return [];
        }

        var count = isSingle ? donors.Count : options.Replicates;
        var placebos = new SyntheticPlacebo[count];
        NumberedWork.Run(options.Threads, count, i => placebos[i] = isSingle ? Alone(donors[i]) : Group(i), cancellation);
        progress?.Report(new FitProgress("placebos", count, count));
        return placebos;
    }

    private SyntheticPlacebo Alone(int unit)
    {
        var others = donors.FindAll(row => row != unit);
        if (options.TreatedServesPlacebos)
        {
            others.AddRange(treated);
            others.Sort();
        }

        return Of(unit, [unit], [.. others]);
    }

    private SyntheticPlacebo Group(int draw)
    {
        var shuffled = donors.ToArray();
        RandomStream.Open(options.Seed, "synthetic placebos", draw).Shuffle<int>(shuffled);
        return Of(-1, [.. shuffled.Take(treated.Count)], [.. shuffled.Skip(treated.Count)]);
    }

    private SyntheticPlacebo Of(int unit, int[] own, int[] others)
    {
        var fit = SyntheticFit.Of(outcomes, m, before, own, others, options.Method, options.Penalty);
        return new SyntheticPlacebo(unit, fit.Estimate, fit.PreError, fit.PostError);
    }
}
