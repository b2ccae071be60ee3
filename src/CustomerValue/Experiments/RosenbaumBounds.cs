using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>How unequal the chances of treatment within matched pairs would have to be, for a reason nobody measured, before a finding could be chance.</summary>
/// <remarks>
/// Γ is the most by which the odds of having been the treated one may differ within a pair: 1 is a coin. At each Γ the p-value has an upper and a lower bound. Amounts: Wilcoxon's
/// signed rank by the normal curve without continuity correction, zeros left out, ties at mean ranks. Yes or no: McNemar's exact sign test on discordant
/// pairs. One-sided, for "treatment raises the outcome": negate the differences (or give the other count) for the reverse. Source: Rosenbaum (2002), Observational Studies, chapter 4. Immutable and
/// thread-safe.
/// </remarks>
public sealed class RosenbaumBounds
{
    private const double LargestGamma = 1e6;

    private readonly bool isSignedRank;
    private readonly double rankSum, rankSquares;

    private RosenbaumBounds(bool isSignedRank, double statistic, double pairs, double rankSum, double rankSquares)
    {
        this.isSignedRank = isSignedRank;
        this.rankSum = rankSum;
        this.rankSquares = rankSquares;
        Statistic = statistic;
        Pairs = pairs;
    }

    /// <summary>The sum of positive ranks, or the discordant pairs in favor of treatment.</summary>
    public double Statistic { get; }

    /// <summary>Pairs that count: not equal, or discordant.</summary>
    public double Pairs { get; }

    /// <summary>Of differences within pairs, treatment minus control.</summary>
    /// <param name="differences">One finite value a pair; zeros are left out.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static RosenbaumBounds SignedRank(ReadOnlySpan<double> differences)
    {
        Guard.AllFinite(differences, nameof(differences));
        var counted = Array.FindAll(differences.ToArray(), d => d != 0);
        var sizes = Array.ConvertAll(counted, Math.Abs);
        var order = StableOrder.Ascending(sizes);
        double positive = 0, sum = 0, squares = 0;
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from; to < order.Length && sizes[order[to]] == sizes[order[from]]; to++)
            {
            }

            var rank = (from + 1.0 + to) / 2;
            for (var i = from; i < to; i++)
            {
                positive += counted[order[i]] > 0 ? rank : 0;
                sum += rank;
                squares += rank * rank;
            }
        }

        return new RosenbaumBounds(true, positive, counted.Length, sum, squares);
    }

    /// <summary>Of pairs with a yes-or-no outcome.</summary>
    /// <param name="favor">Pairs in which only the treated customer has the outcome; ≥ 0.</param>
    /// <param name="discordant">Pairs in which one of both has it; at least <paramref name="favor"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static RosenbaumBounds McNemar(long favor, long discordant)
    {
        Guard.AtLeast(favor, 0);
        return new RosenbaumBounds(false, favor, Guard.AtLeast(discordant, favor), 0, 0);
    }

    /// <summary>The largest p-value that a hidden reason of this strength allows; 1 without pairs.</summary>
    /// <param name="gamma">Odds ratio; finite and ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is below 1.</exception>
    public double UpperPValue(double gamma) => Elementary.Exp(LogUpperPValue(gamma));

    /// <summary>Natural logarithm of <see cref="UpperPValue"/>: exact where that underflows.</summary>
    /// <param name="gamma">Odds ratio; finite and ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is below 1.</exception>
    public double LogUpperPValue(double gamma) => LogP(Guard.AtLeast(gamma, 1.0) / (1 + gamma));

    /// <summary>The least p-value that a hidden reason of this strength allows; 1 without pairs.</summary>
    /// <param name="gamma">Odds ratio; finite and ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is below 1.</exception>
    public double LowerPValue(double gamma) => Elementary.Exp(LogP(1 / (1 + Guard.AtLeast(gamma, 1.0))));

    /// <summary>The Γ up to which the finding stands: the upper bound reaches the level there. Undefined where it does not even stand at 1; at most 1,000,000.</summary>
    /// <param name="level">One-sided, between 0 and 1, such as 0.05.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public Figure CriticalGamma(double level = 0.05)
    {
        var target = Elementary.Log(Guard.OpenUnit(level));
        if (Pairs == 0)
        {
            return Figure.Undefined(UndefinedReason.NoObservations);
        }

        if (LogUpperPValue(1) > target)
        {
            return Figure.Undefined(UndefinedReason.AtLimit);
        }

        // By bisection on ln Γ: the bound rises with Γ.
        double low = 0, high = Elementary.Log(LargestGamma);
        if (LogUpperPValue(LargestGamma) <= target)
        {
            return Figure.Of(LargestGamma);
        }

        for (var i = 0; i < 200 && high - low > 1e-15 * high; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = LogUpperPValue(Elementary.Exp(middle)) <= target ? (middle, high) : (low, middle);
        }

        return Figure.Of(Elementary.Exp(low));
    }

    /// <summary>Statistic, pairs and the Γ at 5 %, in invariant text.</summary>
    public override string ToString() => $"{(isSignedRank ? "signed rank" : "McNemar")} {Guard.Text(Statistic)} of {Guard.Text(Pairs)} pairs; critical Γ at 0.05: {CriticalGamma()}";

    private double LogP(double share)
    {
        if (Pairs == 0)
        {
            return 0;
        }

        return isSignedRank
            ? NormalDistribution.LogSurvival((Statistic - share * rankSum) / Math.Sqrt(share * (1 - share) * rankSquares))
            : Statistic == 0 ? 0 : BinomialDistribution.LogSurvival(Statistic - 1, Pairs, share);
    }
}
