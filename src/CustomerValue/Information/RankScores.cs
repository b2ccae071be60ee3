using CustomerValue.Numerics;

namespace CustomerValue.Information;

/// <summary>Learns the points of a quantile transform.</summary>
internal static class RankScores
{
    /// <summary>The score of every distinct value, or of as many as asked for, evenly spaced among them, the ends always.</summary>
    public static NumberTransform Fit(NumberShape shape, double[] values, int most)
    {
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        List<int> starts = [];
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || !sorted[i].Equals(sorted[i - 1]))
            {
                starts.Add(i);
            }
        }

        starts.Add(sorted.Length);
        var distinct = starts.Count - 1;
        var kept = distinct <= most ? Enumerable.Range(0, distinct).ToArray() : EvenRanks(starts, sorted.Length, most);
        return NumberTransform.Scores(
            shape,
            kept.Select(i => sorted[starts[i]]),
            kept.Select(i => Score(shape, 0.5 * (starts[i] + 1 + starts[i + 1]), sorted.Length)));
    }

    private static double Score(NumberShape shape, double rank, int n) => shape == NumberShape.UniformScore
        ? (rank - 0.5) / n
        : NormalDistribution.Quantile((rank - 0.375) / (n + 0.25));

    // Those that stand at evenly spaced ranks; several ranks of one value give one point.
    private static int[] EvenRanks(List<int> starts, int n, int most)
    {
        List<int> kept = [];
        for (int k = 0, at = 0; k < most; k++)
        {
            var rank = (long)k * (n - 1) / (most - 1);
            while (starts[at + 1] <= rank)
            {
                at++;
            }

            if (kept.Count == 0 || kept[kept.Count - 1] != at)
            {
                kept.Add(at);
            }
        }

        return [.. kept];
    }
}
