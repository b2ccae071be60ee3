using CustomerValue.Numerics;

namespace CustomerValue.Segmentation;

/// <summary>One start of k-means, from seeding to a partition that no single move improves.</summary>
internal sealed class KMeansRestart
{
    private readonly int featureCount;
    private readonly int[] labels;
    private readonly CenterKernel centers;
    private readonly double[] plain;
    private readonly double[] sums;
    private readonly double[] sizes;
    private readonly int[] members;

    private KMeansRestart(int rowCount, CenterKernel centers)
    {
        this.centers = centers;
        featureCount = centers.FeatureCount;
        labels = new int[rowCount];
        labels.AsSpan().Fill(-1);
        sums = new double[centers.Count * featureCount];
        plain = new double[sums.Length];
        ReadPlain();
        sizes = new double[centers.Count];
        members = new int[centers.Count];
    }

    public double Inertia { get; private set; }

    public double LastDecrease { get; private set; } = 1;

    public int Passes { get; private set; }

    public StopReason Stop { get; private set; } = StopReason.IterationLimit;

    public static KMeansRestart Run(ReadOnlySpan<double> rows, int featureCount, ReadOnlySpan<double> weights, int segments, RandomStream random, KMeansOptions options, bool polish, CancellationToken cancellation)
    {
        var restart = new KMeansRestart(rows.Length / featureCount, KMeansSeeding.Choose(rows, featureCount, weights, segments, random, cancellation));
        restart.Descend(rows, weights, options, cancellation);
        if (polish)
        {
            restart.Polish(rows, weights, options, cancellation);
        }

        return restart;
    }

    /// <summary>A new descent from these centers, one of them replaced by a row that lies badly; null when every row is its center.</summary>
    public KMeansRestart? Swap(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, RandomStream random, KMeansOptions options, CancellationToken cancellation)
    {
        var potential = new double[labels.Length];
        for (var row = 0; row < potential.Length; row++)
        {
            potential[row] = (weights.Length > 0 ? weights[row] : 1) * Squared(rows.Slice(row * featureCount, featureCount), labels[row]);
        }

        var drawn = KMeansSeeding.Draw(potential, random);
        if (drawn < 0)
        {
            return null;
        }

        var start = centers.Copy();
        start.Set(random.NextInt(start.Count), rows.Slice(drawn * featureCount, featureCount));
        var swapped = new KMeansRestart(labels.Length, start);
        swapped.Descend(rows, weights, options, cancellation);
        swapped.Polish(rows, weights, options, cancellation);
        return swapped;
    }

    /// <summary>Lloyd: assign every row, then move every center, until a pass changes next to nothing.</summary>
    private void Descend(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, KMeansOptions options, CancellationToken cancellation)
    {
        Stop = StopReason.IterationLimit;
        var before = double.PositiveInfinity;
        for (; Passes < options.MaxIterations && Stop != StopReason.Converged; Passes++)
        {
            cancellation.ThrowIfCancellationRequested();
            var changed = AssignAll(rows, weights);
            var filled = FillEmpty(rows, weights);
            MoveCenters(rows, weights);
            LastDecrease = double.IsInfinity(before) ? 1 : before > 0 ? Math.Max(0, (before - Inertia) / before) : 0;
            Stop = !filled && (!changed || before - Inertia <= options.Tolerance * Inertia) ? StopReason.Converged : StopReason.IterationLimit;
            before = Inertia;
        }

        Inertia = Measure(rows, weights);
    }

    /// <summary>Hartigan and Wong: move single rows while that lowers the inertia, centers following at once.</summary>
    public void Polish(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, KMeansOptions options, CancellationToken cancellation)
    {
        Stop = StopReason.IterationLimit;
        var distances = new double[centers.PaddedCount];
        for (; Passes < options.MaxIterations && Stop != StopReason.Converged; Passes++)
        {
            cancellation.ThrowIfCancellationRequested();
            var moves = 0;
            for (var row = 0; row < labels.Length; row++)
            {
                moves += MoveRow(rows.Slice(row * featureCount, featureCount), row, weights.Length > 0 ? weights[row] : 1, distances) ? 1 : 0;
            }

            // Fresh centers: the small updates of a pass leave rounding behind.
            MoveCenters(rows, weights);
            var after = Measure(rows, weights);
            LastDecrease = Inertia > 0 ? Math.Max(0, (Inertia - after) / Inertia) : 0;
            Stop = moves == 0 || Inertia - after <= options.Tolerance * after ? StopReason.Converged : StopReason.IterationLimit;
            Inertia = after;
        }
    }

    /// <summary>Centers and sizes in the canonical order: by one column's center, largest first, then by the columns after it.</summary>
    public (double[] Centers, double[] Sizes) InOrder(int column)
    {
        var order = new int[centers.Count];
        for (var k = 0; k < order.Length; k++)
        {
            order[k] = k;
        }

        Array.Sort(order, (a, b) =>
        {
            for (var step = 0; step < featureCount; step++)
            {
                var j = (column + step) % featureCount;
                var comparison = centers[b, j].CompareTo(centers[a, j]);
                if (comparison != 0)
                {
                    return comparison;
                }
            }

            return a.CompareTo(b);
        });

        var ordered = new double[order.Length * featureCount];
        var orderedSizes = new double[order.Length];
        for (var k = 0; k < order.Length; k++)
        {
            centers.Get(order[k], ordered.AsSpan(k * featureCount, featureCount));
            orderedSizes[k] = sizes[order[k]];
        }

        return (ordered, orderedSizes);
    }

    private bool AssignAll(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights)
    {
        var changed = false;
        var inertia = 0.0;
        Array.Clear(members, 0, members.Length);
        for (var row = 0; row < labels.Length; row++)
        {
            var nearest = centers.Nearest(rows.Slice(row * featureCount, featureCount), out var squared);
            var weight = weights.Length > 0 ? weights[row] : 1;
            inertia += weight * squared;
            changed |= nearest != labels[row];
            labels[row] = nearest;
            members[nearest] += weight > 0 ? 1 : 0;
        }

        Inertia = inertia;
        return changed;
    }

    // An empty segment takes the row that is farthest from its center, the first at a tie, from a segment that can spare it.
    private bool FillEmpty(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights)
    {
        var filled = false;
        for (var k = 0; k < members.Length; k++)
        {
            if (members[k] > 0)
            {
                continue;
            }

            var farthest = -1;
            var distance = 0.0;
            for (var row = 0; row < labels.Length; row++)
            {
                var weight = weights.Length > 0 ? weights[row] : 1;
                var squared = weight * Squared(rows.Slice(row * featureCount, featureCount), labels[row]);
                if (squared > distance && members[labels[row]] > 1)
                {
                    (distance, farthest) = (squared, row);
                }
            }

            if (farthest >= 0)
            {
                members[labels[farthest]]--;
                members[k] = 1;
                labels[farthest] = k;
                centers.Set(k, rows.Slice(farthest * featureCount, featureCount));
                ReadPlain();
                filled = true;
            }
        }

        return filled;
    }

    private void MoveCenters(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights)
    {
        // Sums of differences from the old center: exact enough also for values far from zero.
        Array.Clear(sums, 0, sums.Length);
        Array.Clear(sizes, 0, sizes.Length);
        ReadPlain();
        for (var row = 0; row < labels.Length; row++)
        {
            var weight = weights.Length > 0 ? weights[row] : 1;
            var values = rows.Slice(row * featureCount, featureCount);
            var center = plain.AsSpan(labels[row] * featureCount, values.Length);
            var sum = sums.AsSpan(labels[row] * featureCount, values.Length);
            sizes[labels[row]] += weight;
            for (var j = 0; j < values.Length; j++)
            {
                sum[j] += weight * (values[j] - center[j]);
            }
        }

        for (var k = 0; k < centers.Count; k++)
        {
            for (var j = 0; j < featureCount && sizes[k] > 0; j++)
            {
                centers[k, j] = plain[k * featureCount + j] + sums[k * featureCount + j] / sizes[k];
            }
        }

        ReadPlain();
    }

    private bool MoveRow(ReadOnlySpan<double> values, int row, double weight, double[] distances)
    {
        var from = labels[row];
        if (weight == 0 || members[from] < 2)
        {
            return false;
        }

        centers.Distances(values, distances);
        var gain = sizes[from] * distances[from] / (sizes[from] - weight);
        var to = -1;
        var cost = gain * (1 - 1e-12);
        for (var k = 0; k < centers.Count; k++)
        {
            // A cheap test first: the factor n / (n + w) is at least 1/2 when w ≤ n.
            if (0.5 * distances[k] >= cost && weight <= sizes[k])
            {
                continue;
            }

            var added = sizes[k] * distances[k] / (sizes[k] + weight);
            if (k != from && added < cost)
            {
                (to, cost) = (k, added);
            }
        }

        if (to < 0)
        {
            return false;
        }

        for (var j = 0; j < featureCount; j++)
        {
            centers[from, j] -= weight / (sizes[from] - weight) * (values[j] - centers[from, j]);
            centers[to, j] += weight / (sizes[to] + weight) * (values[j] - centers[to, j]);
        }

        sizes[from] -= weight;
        sizes[to] += weight;
        members[from]--;
        members[to]++;
        labels[row] = to;
        return true;
    }

    // Neumaier's sum: restarts are compared by this number.
    private double Measure(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights)
    {
        double sum = 0, lost = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            var term = (weights.Length > 0 ? weights[row] : 1) * Squared(rows.Slice(row * featureCount, featureCount), labels[row]);
            var next = sum + term;
            lost += Math.Abs(sum) >= Math.Abs(term) ? (sum - next) + term : (term - next) + sum;
            sum = next;
        }

        return sum + lost;
    }

    private double Squared(ReadOnlySpan<double> values, int center)
    {
        var sum = 0.0;
        var from = plain.AsSpan(center * featureCount, values.Length);
        for (var j = 0; j < values.Length; j++)
        {
            var e = values[j] - from[j];
            sum += e * e;
        }

        return sum;
    }

    private void ReadPlain()
    {
        for (var k = 0; k < centers.Count; k++)
        {
            centers.Get(k, plain.AsSpan(k * featureCount, featureCount));
        }
    }
}
