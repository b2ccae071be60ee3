using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Growth of the average balance, Σ after ÷ Σ before − 1: the asset enhancement rate of one group.</summary>
/// <remarks>
/// Not the average of the customers' own growths, which small bases rule and zero bases leave out; that one is <see cref="MeanOfGrowths"/>. Error by the
/// delta method for paired means: the customer's residual after − (1 + growth) · before, over Σ before, summed within the household, with
/// factor G / (G − 1); normal reference. Conditional on the group as it is. Immutable and thread-safe.
/// </remarks>
public sealed class GrowthOfAverage
{
    private GrowthOfAverage(double count, double before, double after, Figure error, int clusters, bool isClustered, Figure meanOfGrowths, long zeroBases, double level)
    {
        Count = count;
        Clusters = clusters;
        IsClustered = isClustered;
        MeanBefore = before;
        MeanAfter = after;
        MeanOfGrowths = meanOfGrowths;
        ZeroBases = zeroBases;
        Growth = count == 0 ? Figure.Undefined(UndefinedReason.EmptyArm)
            : before == 0 ? Figure.Undefined(UndefinedReason.ZeroBase)
            : before < 0 ? Figure.Undefined(UndefinedReason.NegativeBase)
            : Figure.Of((after - before) / before);
        StandardError = Growth.IsDefined ? error : Growth;
        var half = StandardError.IsDefined
            ? StandardError.Value == 0 ? 0 : new ReferenceCurve(double.PositiveInfinity).Critical(level) * StandardError.Value
            : double.PositiveInfinity;
        var center = Growth.IsDefined ? Growth.Value : 0;
        Interval = new ConfidenceInterval(center - half, center + half, level, isClustered ? "delta method, household-clustered, normal" : "delta method, normal");
    }

    /// <summary>Customers.</summary>
    public double Count { get; }

    /// <summary>Households, or customers where none were given.</summary>
    public int Clusters { get; }

    /// <summary>True when the error is clustered by household.</summary>
    public bool IsClustered { get; }

    /// <summary>Average balance before.</summary>
    public double MeanBefore { get; }

    /// <summary>Average balance after.</summary>
    public double MeanAfter { get; }

    /// <summary>Growth of the average; undefined for an empty group and a zero or negative base.</summary>
    public Figure Growth { get; }

    /// <summary>Standard error of <see cref="Growth"/>.</summary>
    public Figure StandardError { get; }

    /// <summary>Interval of <see cref="Growth"/>; the whole line when no error can be given.</summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>Average of the growths of customers with a positive base; undefined without any, and from moments.</summary>
    public Figure MeanOfGrowths { get; }

    /// <summary>Customers with a base of zero or below, whom <see cref="MeanOfGrowths"/> leaves out.</summary>
    public long ZeroBases { get; }

    /// <summary>Growth with every customer on his own.</summary>
    /// <param name="before">Balance before, one finite value a customer.</param>
    /// <param name="after">Balance after, in the same order.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is NaN or infinite, or the level is not between 0 and 1.</exception>
    public static GrowthOfAverage Of(ReadOnlySpan<double> before, ReadOnlySpan<double> after, double level = 0.95)
    {
        var clusters = new int[before.Length];
        for (var row = 0; row < clusters.Length; row++)
        {
            clusters[row] = row;
        }

        return Of(before, after, clusters, clusters.Length, false, level);
    }

    /// <summary>Growth with errors clustered by household.</summary>
    /// <param name="before">Balance before, one finite value a customer.</param>
    /// <param name="after">Balance after, in the same order.</param>
    /// <param name="households">Household key, one a customer.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is NaN or infinite, or the level is not between 0 and 1.</exception>
    public static GrowthOfAverage Of(ReadOnlySpan<double> before, ReadOnlySpan<double> after, ReadOnlySpan<long> households, double level = 0.95)
    {
        Guard.SameLength(households.Length, before.Length, nameof(households));
        return Of(before, after, ClusterSums.Number(households, out var clusters), clusters, true, level);
    }

    /// <summary>Growth from moments: metric 0 before, metric 1 after; every customer on his own.</summary>
    /// <param name="moments">Moments of the balances before and after.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException">There are not two metrics, or the level is not between 0 and 1.</exception>
    public static GrowthOfAverage FromMoments(MomentMatrix moments, double level = 0.95)
    {
        Guard.SameLength(Guard.NotNull(moments).Size, 2, nameof(moments));
        Guard.OpenUnit(level);
        double n = moments.Count, before = moments.Means[0], after = moments.Means[1];
        var error = Figure.Undefined(UndefinedReason.TooFewObservations);
        if (n > 1 && before > 0)
        {
            var ratio = after / before;
            var variance = moments.Covariance(1, 1).Value - 2 * ratio * moments.Covariance(0, 1).Value + ratio * ratio * moments.Covariance(0, 0).Value;
            error = Figure.Of(Math.Sqrt(Math.Max(0, variance) / n) / before);
        }

        return new GrowthOfAverage(n, before, after, error, (int)Math.Min(int.MaxValue, n), false, Figure.Undefined(UndefinedReason.NoObservations), 0, level);
    }

    /// <summary>Growth from household sums: metric 0 the household's balance before, metric 1 after; one row a household, so that the error is clustered.</summary>
    /// <remarks><c>SELECT SUM(before) AS b, SUM(after) AS a FROM … GROUP BY arm, household</c>, and the moments of these rows. Averages stay those of customers.</remarks>
    /// <param name="moments">Moments of the household sums.</param>
    /// <param name="customers">Customers in these households, at least as many as households.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException">There are not two metrics, fewer customers than households, or the level is not between 0 and 1.</exception>
    public static GrowthOfAverage FromHouseholds(MomentMatrix moments, double customers, double level = 0.95)
    {
        var households = FromMoments(moments, level);
        Guard.AtLeast(customers, moments.Count);
        var share = customers > 0 ? moments.Count / customers : 0;
        return new GrowthOfAverage(
            customers, households.MeanBefore * share, households.MeanAfter * share, households.StandardError, households.Clusters, true, households.MeanOfGrowths, 0, level);
    }

    /// <summary>Treatment's growth minus control's, for arms that share no household.</summary>
    /// <param name="treatment">The treatment arm.</param>
    /// <param name="control">The control arm.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Compare(GrowthOfAverage treatment, GrowthOfAverage control, double level = 0.95)
    {
        Guard.NotNull(treatment);
        Guard.NotNull(control);
        var few = treatment.IsClustered && Math.Min(treatment.Clusters, control.Clusters) < ClusterSums.Few;
        return Independent.Difference(
            "growth of average z", treatment.Growth, treatment.StandardError, control.Growth, control.StandardError, double.PositiveInfinity, Guard.OpenUnit(level), few ? [ComparisonWarning.FewClusters] : []);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"growth of average: {Growth}, se {StandardError}, {Interval}; {Guard.Text(Count)} customers, {Guard.Text(MeanBefore)} to {Guard.Text(MeanAfter)}";

    private static GrowthOfAverage Of(ReadOnlySpan<double> before, ReadOnlySpan<double> after, int[] codes, int clusters, bool isClustered, double level)
    {
        Guard.SameLength(after.Length, before.Length, nameof(after));
        Guard.AllFinite(before, nameof(before));
        Guard.AllFinite(after, nameof(after));
        Guard.OpenUnit(level);
        double meanBefore = SampleMoments.FromSample(before).Mean, meanAfter = SampleMoments.FromSample(after).Mean;
        var growths = default(SampleMoments);
        var isInfinite = false;
        var ratio = meanBefore > 0 ? meanAfter / meanBefore : 0;
        var sums = new ClusterSums(clusters);
        for (var row = 0; row < before.Length; row++)
        {
            if (before[row] > 0)
            {
                var growth = (after[row] - before[row]) / before[row];
                isInfinite |= double.IsInfinity(growth);
                growths = growths.Add(double.IsInfinity(growth) ? 0 : growth);
            }

            sums.Add(codes[row], meanBefore > 0 ? ClusterSums.Residual(after[row], ratio * before[row]) / meanBefore / before.Length : 0);
        }

        var zeroBases = before.Length - (long)growths.Count;
        var mean = isInfinite ? Figure.Undefined(UndefinedReason.Infinite)
            : growths.Count > 0 ? Figure.Of(growths.Mean) : Figure.Undefined(before.Length > 0 ? UndefinedReason.ZeroBase : UndefinedReason.EmptyArm);
        return new GrowthOfAverage(before.Length, meanBefore, meanAfter, sums.StandardError, clusters, isClustered, mean, zeroBases, level);
    }
}
