using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Growth of a rate from one period to the next for the same customers: promoted of eligible, sold of called, active of all.</summary>
/// <remarks>
/// Rate after ÷ rate before − 1, and the plain change of the rate beside it. Each rate is a ratio of sums, so that who is eligible may differ between the periods. Error by the delta method
/// for the four sums of a household (or customer), which depend on each other, with factor G / (G − 1); normal reference, conditional on the group as it is.
/// From a warehouse, one row a household: <c>SELECT SUM(success_before) AS a, SUM(eligible_before) AS b, SUM(success_after) AS c, SUM(eligible_after) AS d FROM … GROUP BY arm, household</c>,
/// and over these rows the moments of <see cref="MomentMatrix"/>. Two independent periods are <see cref="RelativeLift"/> of counts. Immutable and thread-safe.
/// </remarks>
public sealed class GrowthOfRate
{
    private GrowthOfRate(double clusters, bool isClustered, Figure before, Figure after, Figure growth, Figure growthError, Figure changeError, double level)
    {
        Clusters = clusters;
        IsClustered = isClustered;
        RateBefore = before;
        RateAfter = after;
        Growth = growth;
        Change = before.IsDefined && after.IsDefined ? Figure.Of(after.Value - before.Value) : before.IsDefined ? after : before;
        StandardError = Growth.IsDefined ? growthError : Growth;
        ChangeStandardError = Change.IsDefined ? changeError : Change;
        var method = isClustered ? "delta method, household-clustered, normal" : "delta method, normal";
        Interval = Around(Growth, StandardError, level, method);
        ChangeInterval = Around(Change, ChangeStandardError, level, method);
    }

    /// <summary>Households, or customers where none were given.</summary>
    public double Clusters { get; }

    /// <summary>True when the error is clustered by household.</summary>
    public bool IsClustered { get; }

    /// <summary>Successes over eligible before; undefined when nobody was eligible.</summary>
    public Figure RateBefore { get; }

    /// <summary>Successes over eligible after.</summary>
    public Figure RateAfter { get; }

    /// <summary>Rate after ÷ rate before − 1; undefined for an empty group and a rate of zero before.</summary>
    public Figure Growth { get; }

    /// <summary>Standard error of <see cref="Growth"/>.</summary>
    public Figure StandardError { get; }

    /// <summary>Interval of <see cref="Growth"/>; the whole line when no error can be given.</summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>Rate after minus rate before, in points.</summary>
    public Figure Change { get; }

    /// <summary>Standard error of <see cref="Change"/>.</summary>
    public Figure ChangeStandardError { get; }

    /// <summary>Interval of <see cref="Change"/>.</summary>
    public ConfidenceInterval ChangeInterval { get; }

    /// <summary>Growth where every customer is eligible in both periods and stands on his own.</summary>
    /// <param name="before">The outcome before, one a customer.</param>
    /// <param name="after">The outcome after, in the same order.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the level is not between 0 and 1.</exception>
    public static GrowthOfRate Of(ReadOnlySpan<bool> before, ReadOnlySpan<bool> after, double level = 0.95) => Of(before, default, after, default, default, level);

    /// <summary>Growth where every customer is eligible in both periods, with errors clustered by household.</summary>
    /// <param name="before">The outcome before, one a customer.</param>
    /// <param name="after">The outcome after, in the same order.</param>
    /// <param name="households">Household key, one a customer.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the level is not between 0 and 1.</exception>
    public static GrowthOfRate Of(ReadOnlySpan<bool> before, ReadOnlySpan<bool> after, ReadOnlySpan<long> households, double level = 0.95)
    {
        Guard.SameLength(households.Length, before.Length, nameof(households));
        return Of(before, default, after, default, households, level);
    }

    /// <summary>Growth of a rate among those eligible in each period, with errors clustered by household.</summary>
    /// <param name="before">The outcome before, one a customer; read where eligible.</param>
    /// <param name="eligibleBefore">Who counted before; empty when all did.</param>
    /// <param name="after">The outcome after; read where eligible.</param>
    /// <param name="eligibleAfter">Who counted after; empty when all did.</param>
    /// <param name="households">Household key, one a customer; empty when each stands on his own.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the level is not between 0 and 1.</exception>
    public static GrowthOfRate Of(
        ReadOnlySpan<bool> before, ReadOnlySpan<bool> eligibleBefore, ReadOnlySpan<bool> after, ReadOnlySpan<bool> eligibleAfter, ReadOnlySpan<long> households, double level = 0.95)
    {
        var n = before.Length;
        Guard.SameLength(after.Length, n, nameof(after));
        Guard.OpenUnit(level);
        foreach (var (length, name) in new[] { (eligibleBefore.Length, nameof(eligibleBefore)), (eligibleAfter.Length, nameof(eligibleAfter)), (households.Length, nameof(households)) })
        {
            if (length > 0)
            {
                Guard.SameLength(length, n, name);
            }
        }

        var clusters = n;
        var codes = households.IsEmpty ? null : ClusterSums.Number(households, out clusters);
        var sums = new double[4 * clusters];
        for (var row = 0; row < n; row++)
        {
            var at = 4 * (codes is null ? row : codes[row]);
            bool first = eligibleBefore.IsEmpty || eligibleBefore[row], second = eligibleAfter.IsEmpty || eligibleAfter[row];
            sums[at] += first && before[row] ? 1 : 0;
            sums[at + 1] += first ? 1 : 0;
            sums[at + 2] += second && after[row] ? 1 : 0;
            sums[at + 3] += second ? 1 : 0;
        }

        return FromMoments(MomentMatrix.FromRows(sums, 4), codes is not null, level);
    }

    /// <summary>Growth from moments of four metrics: successes and eligible before, successes and eligible after; one row a household, or a customer.</summary>
    /// <param name="moments">Moments of the four columns in that order.</param>
    /// <param name="isClustered">True when a row is a household.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">There are not four metrics, a mean is negative or exceeds its eligible, or the level is not between 0 and 1.</exception>
    public static GrowthOfRate FromMoments(MomentMatrix moments, bool isClustered, double level = 0.95)
    {
        Guard.SameLength(Guard.NotNull(moments).Size, 4, nameof(moments));
        Guard.OpenUnit(level);
        double x = moments.Means[0], m = moments.Means[1], y = moments.Means[2], k = moments.Means[3], n = moments.Count;
        if (!(x >= 0 && x <= m * (1 + 1e-12) && y >= 0 && y <= k * (1 + 1e-12)))
        {
            throw new ArgumentException($"moments has means {Guard.Text(x)} of {Guard.Text(m)} and {Guard.Text(y)} of {Guard.Text(k)}; successes lie between 0 and eligible.", nameof(moments));
        }

        var none = Figure.Undefined(n == 0 ? UndefinedReason.EmptyArm : UndefinedReason.NoneEligible);
        Figure before = m > 0 ? Figure.Of(x / m) : none, after = k > 0 ? Figure.Of(y / k) : none;
        var growth = !before.IsDefined || !after.IsDefined ? none
            : x == 0 ? Figure.Undefined(UndefinedReason.ZeroBase)
            : Figure.Of((after.Value - before.Value) / before.Value);
        if (n <= 1 || !before.IsDefined || !after.IsDefined)
        {
            var few = Figure.Undefined(UndefinedReason.TooFewObservations);
            return new GrowthOfRate(n, isClustered, before, after, growth, few, few, level);
        }

        // d(y/k) − w d(x/m): w = 1 for the change, the ratio of the rates for the growth (then over the rate before).
        Figure Error(double w, double unit) =>
            Figure.Of(Math.Sqrt(Math.Max(0, Form(moments, [-w / m, w * before.Value / m, 1 / k, -after.Value / k])) / n) / unit);
        return new GrowthOfRate(n, isClustered, before, after, growth, growth.IsDefined ? Error(after.Value / before.Value, before.Value) : growth, Error(1, 1), level);
    }

    /// <summary>Treatment's growth minus control's, for arms that share no household.</summary>
    /// <param name="treatment">The treatment arm.</param>
    /// <param name="control">The control arm.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison Compare(GrowthOfRate treatment, GrowthOfRate control, double level = 0.95) =>
        Independent.Difference(
            "growth of rate z", Guard.NotNull(treatment).Growth, treatment.StandardError, Guard.NotNull(control).Growth, control.StandardError, double.PositiveInfinity, Guard.OpenUnit(level), Warnings(treatment, control));

    /// <summary>Treatment's change of the rate minus control's (difference in differences), for arms that share no household.</summary>
    /// <param name="treatment">The treatment arm.</param>
    /// <param name="control">The control arm.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ArmComparison CompareChanges(GrowthOfRate treatment, GrowthOfRate control, double level = 0.95) =>
        Independent.Difference(
            "change of rate z", Guard.NotNull(treatment).Change, treatment.ChangeStandardError, Guard.NotNull(control).Change, control.ChangeStandardError, double.PositiveInfinity, Guard.OpenUnit(level), Warnings(treatment, control));

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"growth of rate: {Growth}, se {StandardError}, {Interval}; rate {RateBefore} to {RateAfter}";

    private static ComparisonWarning[] Warnings(GrowthOfRate treatment, GrowthOfRate control) =>
        (treatment.IsClustered || control.IsClustered) && Math.Min(treatment.Clusters, control.Clusters) < ClusterSums.Few ? [ComparisonWarning.FewClusters] : [];

    private static double Form(MomentMatrix moments, double[] weights)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            for (var j = 0; j < weights.Length; j++)
            {
                sum += weights[i] * weights[j] * moments.Covariance(i, j).Value;
            }
        }

        return sum;
    }

    private static ConfidenceInterval Around(Figure value, Figure error, double level, string method)
    {
        var half = !error.IsDefined ? double.PositiveInfinity : error.Value == 0 ? 0 : new ReferenceCurve(double.PositiveInfinity).Critical(level) * error.Value;
        var center = value.IsDefined ? value.Value : 0;
        return new ConfidenceInterval(center - half, center + half, level, method);
    }
}
