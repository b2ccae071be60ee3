using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Segmentation;

/// <summary>Segments of customers who are alike: each customer belongs to the nearest of a few centers.</summary>
/// <remarks>
/// Minimizes the inertia Σ w·|x − center|². Columns count by their spread: standardize them first (<c>FeatureEncoder</c>).
/// Seeding: greedy k-means++ (Arthur, Vassilvitskii 2007, SODA). Descent: Lloyd (1982, IEEE Transactions on Information
/// Theory 28), then single-row moves as in Hartigan, Wong (1979, Applied Statistics 28), which leave optima that Lloyd cannot, and random
/// swaps of a center (Fränti 2018, Journal of Big Data 5:13).
/// Segments are numbered by their center in <see cref="KMeansOptions.OrderColumn"/>, largest first. The same rows, weights,
/// seed and options give the same bits for any number of threads. Immutable and thread-safe.
/// </remarks>
public sealed class KMeansModel : ISegmenter
{
    // Farther out squares overflow.
    private const double Largest = 1e100;

    private readonly CenterKernel set;
    private readonly double[] centers;
    private readonly double[] sizes;

    private KMeansModel(double[] centers, double[] sizes, int featureCount, int requested, double inertia, FitReport report)
    {
        this.centers = centers;
        this.sizes = sizes;
        FeatureCount = featureCount;
        RequestedSegments = requested;
        Inertia = inertia;
        Report = report;
        set = new CenterKernel(centers.Length / featureCount, featureCount);
        for (var k = 0; k < set.Count; k++)
        {
            set.Set(k, Center(k));
        }
    }

    /// <inheritdoc/>
    public int SegmentCount => set.Count;

    /// <summary>Length of the rows this model takes.</summary>
    public int FeatureCount { get; }

    /// <summary>Segments that were asked for; <see cref="SegmentCount"/> is smaller when there are fewer distinct rows.</summary>
    public int RequestedSegments { get; }

    /// <summary>Σ of weighted squared distances to the nearest center over the rows of the fit; NaN when rebuilt from parameters.</summary>
    public double Inertia { get; }

    /// <summary>Σ of weights per segment in the fit, in segment order; empty when rebuilt from parameters.</summary>
    public ReadOnlySpan<double> Sizes => sizes;

    /// <summary>What the fit did: objective is the inertia, gradient the relative decrease of the last pass.</summary>
    public FitReport Report { get; }

    /// <summary>Segments of a batch of numeric columns.</summary>
    /// <param name="batch">The customers; no category columns, nothing missing, every |value| ≤ 1e100.</param>
    /// <param name="segments">Number of segments, 1 to the number of rows.</param>
    /// <param name="seed">Seed of the starts.</param>
    /// <param name="options">How to search; null for <see cref="KMeansOptions.Default"/>.</param>
    /// <param name="weights">Frequency weights ≥ 0, one per row; empty for 1 each.</param>
    /// <param name="progress">Told after every restart and swap.</param>
    /// <param name="cancellation">Stops between passes.</param>
    /// <exception cref="ArgumentException">A column is a category, a value is missing or too large, or a weight does not fit; the message names row and column.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of segments or the order column is out of range.</exception>
    /// <exception cref="ConvergenceException">The best restart ran into the pass limit and the options do not allow it.</exception>
    public static KMeansModel Fit(
        FeatureBatch batch,
        int segments,
        ulong seed,
        KMeansOptions? options = null,
        ReadOnlySpan<double> weights = default,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        CheckNumeric(batch);
        return Fit(batch.Values, batch.ColumnCount, j => batch.Schema.Columns[j].Name, segments, seed, options, weights, progress, cancellation);
    }

    /// <summary>Segments of rows of numbers.</summary>
    /// <param name="rows">Row-major values, rows × <paramref name="featureCount"/>, finite, every |value| ≤ 1e100.</param>
    /// <param name="featureCount">Number of columns, ≥ 1.</param>
    /// <param name="segments">Number of segments, 1 to the number of rows.</param>
    /// <param name="seed">Seed of the starts.</param>
    /// <param name="options">How to search; null for <see cref="KMeansOptions.Default"/>.</param>
    /// <param name="weights">Frequency weights ≥ 0, one per row; empty for 1 each.</param>
    /// <param name="progress">Told after every restart and swap.</param>
    /// <param name="cancellation">Stops between passes.</param>
    /// <exception cref="ArgumentException">The values do not fill whole rows, a value is not finite or too large, or a weight does not fit; the message names row and column.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of segments or the order column is out of range.</exception>
    /// <exception cref="ConvergenceException">The best restart ran into the pass limit and the options do not allow it.</exception>
    public static KMeansModel Fit(
        ReadOnlySpan<double> rows,
        int featureCount,
        int segments,
        ulong seed,
        KMeansOptions? options = null,
        ReadOnlySpan<double> weights = default,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default) =>
        Fit(rows, featureCount, j => "column " + Guard.Text(j), segments, seed, options, weights, progress, cancellation);

    /// <summary>A model from its centers, in the order of the segments.</summary>
    /// <param name="centers">Row-major centers, segments × <paramref name="featureCount"/>, finite, every |value| ≤ 1e100.</param>
    /// <param name="featureCount">Number of columns, ≥ 1.</param>
    /// <exception cref="ArgumentException">The values do not fill whole centers, or one is not finite or too large.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no column.</exception>
    public static KMeansModel FromParameters(ReadOnlySpan<double> centers, int featureCount)
    {
        CheckRows(centers, featureCount, j => "column " + Guard.Text(j), nameof(centers));
        var report = new FitReport("k-means", StopReason.NotFitted, 0, double.NaN, double.NaN, 0);
        return new KMeansModel(centers.ToArray(), [], featureCount, centers.Length / featureCount, double.NaN, report);
    }

    /// <summary>The center of a segment: the mean of its customers.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public ReadOnlySpan<double> Center(int segment) =>
        centers.AsSpan(Guard.Between(segment, 0, centers.Length / FeatureCount - 1) * FeatureCount, FeatureCount);

    /// <summary>The segment of one customer.</summary>
    /// <param name="features">One row of <see cref="FeatureCount"/> values.</param>
    /// <exception cref="ArgumentException">The row has another length, or a value is missing or infinite.</exception>
    public int Assign(ReadOnlySpan<double> features)
    {
        Guard.SameLength(features.Length, FeatureCount, nameof(features));
        var segment = set.Nearest(features, out _);
        return segment >= 0 ? segment : Far(features, 0, nameof(features));
    }

    /// <summary>The segment of one customer, and how clearly it is that one.</summary>
    /// <param name="features">One row of <see cref="FeatureCount"/> values.</param>
    /// <param name="margin">1 − distance to the own center ÷ distance to the next nearest: 0 half way between two centers, 1 at the own; 1 with a single segment.</param>
    /// <exception cref="ArgumentException">The row has another length, or a value is missing or infinite.</exception>
    public int Assign(ReadOnlySpan<double> features, out double margin)
    {
        Guard.SameLength(features.Length, FeatureCount, nameof(features));
        var segment = set.NearestTwo(features, out var squared, out var second);

        // Where only the second distance overflows, both are about 1e154: no center is near.
        margin = second > squared && (second <= double.MaxValue || SegmentCount == 1) ? 1 - Math.Sqrt(squared / second) : 0;
        return segment >= 0 ? segment : Far(features, 0, nameof(features));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The columns do not fit, the destination is too short, or a value is missing; the message names row and column.</exception>
    public void Assign(FeatureBatch batch, Span<int> destination)
    {
        Guard.NotNull(batch);
        Guard.SameLength(batch.ColumnCount, FeatureCount, nameof(batch));
        Guard.LongEnough(destination.Length, batch.RowCount, nameof(destination));
        AssignRows(batch.Values, destination, nameof(batch));
    }

    /// <summary>The segments of many customers.</summary>
    /// <param name="rows">Row-major values, rows × <see cref="FeatureCount"/>.</param>
    /// <param name="destination">Receives one segment per row; at least as long as there are rows.</param>
    /// <exception cref="ArgumentException">The values do not fill whole rows, the destination is too short, or a value is not finite; the message names row and column.</exception>
    public void Assign(ReadOnlySpan<double> rows, Span<int> destination)
    {
        CheckWhole(rows.Length, FeatureCount, nameof(rows));
        Guard.LongEnough(destination.Length, rows.Length / FeatureCount, nameof(destination));
        AssignRows(rows, destination, nameof(rows));
    }

    private static KMeansModel Fit(
        ReadOnlySpan<double> rows,
        int featureCount,
        Func<int, string> columnName,
        int segments,
        ulong seed,
        KMeansOptions? options,
        ReadOnlySpan<double> weights,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        options ??= KMeansOptions.Default;
        CheckRows(rows, featureCount, columnName, nameof(rows));
        var count = rows.Length / featureCount;
        Guard.Between(segments, 1, count);
        Guard.Between(options.OrderColumn, 0, featureCount - 1, nameof(options));
        var total = CheckWeights(weights, count);
        var best = KMeansSearch.Run(rows, featureCount, segments, seed, options, weights, progress, cancellation);
        var (centers, sizes) = best.InOrder(options.OrderColumn);
        var report = new FitReport("k-means", best.Stop, best.Passes, best.Inertia, best.LastDecrease, total);
        if (best.Stop != StopReason.Converged && options.NonConvergence == NonConvergence.Throw)
        {
            throw new ConvergenceException(report, "Raise MaxIterations or Tolerance, or allow NonConvergence.ReturnBest.");
        }

        return new KMeansModel(centers, sizes, featureCount, segments, best.Inertia, report);
    }

    private static void CheckNumeric(FeatureBatch batch)
    {
        Guard.NotNull(batch);
        if (batch.Schema.NumericCount != batch.ColumnCount)
        {
            var column = batch.Schema.Columns[batch.Schema.NumericCount].Name;
            throw new ArgumentException($"Column '{column}' is a category; k-means takes numbers alone. Leave it out or encode it as indicators.", nameof(batch));
        }
    }

    private static void CheckWhole(int length, int featureCount, string name)
    {
        if (length % featureCount != 0)
        {
            throw new ArgumentException($"{Guard.Text(length)} values do not fill rows of {Guard.Text(featureCount)} columns.", name);
        }
    }

    private static void CheckRows(ReadOnlySpan<double> rows, int featureCount, Func<int, string> columnName, string name)
    {
        Guard.AtLeast(featureCount, 1);
        CheckWhole(rows.Length, featureCount, name);
        if (rows.Length == 0)
        {
            throw new ArgumentException($"{name} is empty; at least one row is needed.", name);
        }

        for (var i = 0; i < rows.Length; i++)
        {
            if (!(Math.Abs(rows[i]) <= Largest))
            {
                throw Guard.BrokenRow(name, i / featureCount, $"{columnName(i % featureCount)} present and |value| ≤ 1e100", Guard.Text(rows[i]));
            }
        }
    }

    private static double CheckWeights(ReadOnlySpan<double> weights, int count)
    {
        if (weights.Length == 0)
        {
            return count;
        }

        Guard.SameLength(weights.Length, count, nameof(weights));
        var total = 0.0;
        for (var row = 0; row < count; row++)
        {
            total += weights[row] >= 0 && weights[row] <= double.MaxValue
                ? weights[row]
                : throw Guard.BrokenRow(nameof(weights), row, "weight finite and ≥ 0", Guard.Text(weights[row]));
        }

        return total > 0 && double.IsFinite(total)
            ? total
            : throw new ArgumentException("The weights must have a positive, finite sum.", nameof(weights));
    }

    private void AssignRows(ReadOnlySpan<double> rows, Span<int> destination, string name)
    {
        for (int row = 0, start = 0; start < rows.Length; row++, start += FeatureCount)
        {
            var values = rows.Slice(start, FeatureCount);
            var segment = set.Nearest(values, out _);
            destination[row] = segment >= 0 ? segment : Far(values, row, name);
        }
    }

    // No distance is a finite number: a value is not, or it is so far out that its square overflows.
    private int Far(ReadOnlySpan<double> values, int row, string name)
    {
        for (var j = 0; j < values.Length; j++)
        {
            if (!double.IsFinite(values[j]))
            {
                throw Guard.BrokenRow(name, row, $"column {Guard.Text(j)} present and finite", Guard.Text(values[j]));
            }
        }

        var nearest = 0;
        var shortest = double.PositiveInfinity;
        for (var k = 0; k < SegmentCount; k++)
        {
            var sum = 0.0;
            for (var j = 0; j < values.Length; j++)
            {
                var e = values[j] * 1e-160 - centers[k * FeatureCount + j] * 1e-160;
                sum += e * e;
            }

            if (sum < shortest)
            {
                (shortest, nearest) = (sum, k);
            }
        }

        return nearest;
    }
}
