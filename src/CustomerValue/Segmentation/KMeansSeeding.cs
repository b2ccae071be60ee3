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
        var candidate = new double[count];
        var best = new double[count];
        var chosen = new List<int>(segments);
        var trials = Trials(segments);

        for (var row = 0; row < count; row++)
        {
            potential[row] = weights.Length > 0 ? weights[row] : 1;
        }

        chosen.Add(Draw(potential, random));
        potential.AsSpan().Fill(double.PositiveInfinity);
        Shrink(rows, featureCount, weights, chosen[0], potential, potential);
        while (chosen.Count < segments)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = -1;
            var lowest = double.PositiveInfinity;
            for (var trial = 0; trial < trials; trial++)
            {
                var drawn = Draw(potential, random);
                if (drawn < 0)
                {
                    break;
                }

                var left = Shrink(rows, featureCount, weights, drawn, potential, candidate);
                if (left < lowest)
                {
                    (lowest, row) = (left, drawn);
                    (candidate, best) = (best, candidate);
                }
            }

            if (row < 0)
            {
                break;
            }

            chosen.Add(row);
            (potential, best) = (best, potential);
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

    // Weighted squared distance to the nearest center once this row is one; returns the sum.
    private static double Shrink(ReadOnlySpan<double> rows, int featureCount, ReadOnlySpan<double> weights, int center, double[] potential, double[] destination)
    {
        var target = rows.Slice(center * featureCount, featureCount);
        var total = 0.0;
        for (var row = 0; row < potential.Length; row++)
        {
            var squared = 0.0;
            var values = rows.Slice(row * featureCount, featureCount);
            for (var j = 0; j < values.Length; j++)
            {
                var e = values[j] - target[j];
                squared += e * e;
            }

            squared *= weights.Length > 0 ? weights[row] : 1;
            destination[row] = Math.Min(potential[row], squared);
            total += destination[row];
        }

        return total;
    }
}
