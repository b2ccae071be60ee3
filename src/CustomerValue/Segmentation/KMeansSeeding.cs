using CustomerValue.Numerics;

namespace CustomerValue.Segmentation;

/// <summary>Greedy k-means++: each new center is the best of a few rows drawn in proportion to their squared distance.</summary>
internal static class KMeansSeeding
{
    /// <summary>Fewer centers than asked for when there are fewer distinct rows.</summary>
    public static CenterKernel Choose(ReadOnlySpan<double> rows, int featureCount, ReadOnlySpan<double> weights, int segments, RandomStream random, CancellationToken cancellation)
    {
        var count = rows.Length / featureCount;
        var potential = new double[count];
        var chosen = new List<int>(segments);
        var trials = Trials(segments);
        for (var row = 0; row < count; row++)
        {
            potential[row] = weights.Length > 0 ? weights[row] : 1;
        }

        chosen.Add(Draw(potential, random));
        potential.AsSpan().Fill(double.PositiveInfinity);
        Shrink(rows, featureCount, weights, chosen[0], potential);
        var drawn = new int[trials];
        while (chosen.Count < segments)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var trial = 0; trial < trials; trial++)
            {
                drawn[trial] = Draw(potential, random);
            }

            if (drawn[0] < 0)
            {
                break;
            }

            chosen.Add(BestOf(rows, featureCount, weights, drawn, potential));
            Shrink(rows, featureCount, weights, chosen[chosen.Count - 1], potential);
        }

        var centers = new CenterKernel(chosen.Count, featureCount);
        for (var k = 0; k < chosen.Count; k++)
        {
            centers.Set(k, rows.Slice(chosen[k] * featureCount, featureCount));
        }

        return centers;
    }

    // 2 + ⌊log₂ k⌋, in whole numbers.
    private static int Trials(int segments)
    {
        var trials = 2;
        for (; segments > 1; segments >>= 1)
        {
            trials++;
        }

        return trials;
    }

    // A row in proportion to its potential; −1 when nothing is left.
    public static int Draw(double[] potential, RandomStream random)
    {
        var total = 0.0;
        foreach (var value in potential)
        {
            total += value;
        }

        if (!(total > 0))
        {
            return -1;
        }

        var point = random.NextDouble() * total;
        var last = -1;
        var sum = 0.0;
        for (var row = 0; row < potential.Length; row++)
        {
            sum += potential[row];
            if (potential[row] > 0)
            {
                last = row;
                if (sum > point)
                {
                    return row;
                }
            }
        }

        return last;
    }

    // The drawn row that would leave the least potential, the first at a tie; all are tried in one pass.
    private static int BestOf(ReadOnlySpan<double> rows, int featureCount, ReadOnlySpan<double> weights, int[] drawn, double[] potential)
    {
        var candidates = new CenterKernel(drawn.Length, featureCount);
        for (var trial = 0; trial < drawn.Length; trial++)
        {
            candidates.Set(trial, rows.Slice(drawn[trial] * featureCount, featureCount));
        }

        var distances = new double[candidates.PaddedCount];
        var left = new double[drawn.Length];
        for (var row = 0; row < potential.Length; row++)
        {
            candidates.Distances(rows.Slice(row * featureCount, featureCount), distances);
            var weight = weights.Length > 0 ? weights[row] : 1;
            for (var trial = 0; trial < left.Length; trial++)
            {
                left[trial] += Math.Min(potential[row], weight * distances[trial]);
            }
        }

        var best = 0;
        for (var trial = 1; trial < left.Length; trial++)
        {
            best = left[trial] < left[best] ? trial : best;
        }

        return drawn[best];
    }

    // Weighted squared distance to the nearest center once this row is one.
    private static void Shrink(ReadOnlySpan<double> rows, int featureCount, ReadOnlySpan<double> weights, int center, double[] potential)
    {
        var one = new CenterKernel(1, featureCount);
        one.Set(0, rows.Slice(center * featureCount, featureCount));
        for (var row = 0; row < potential.Length; row++)
        {
            one.Nearest(rows.Slice(row * featureCount, featureCount), out var squared);
            potential[row] = Math.Min(potential[row], (weights.Length > 0 ? weights[row] : 1) * squared);
        }
    }
}
