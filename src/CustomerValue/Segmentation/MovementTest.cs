using CustomerValue.Numerics;

namespace CustomerValue.Segmentation;

/// <summary>Whether movement was the same in several periods, branches or groups: the test of Anderson and Goodman.</summary>
/// <remarks>
/// For each starting segment a periods × segments table; the statistics and degrees of freedom add up, leaving out destinations and periods without anybody.
/// Between periods it is known as the test of stationarity, between groups as that of homogeneity. It takes customers as independent: the same customers in both periods, or
/// households that move together, make it reject too often. Source: Anderson, Goodman (1957), Annals of Mathematical Statistics 28. Immutable and thread-safe.
/// </remarks>
public sealed class MovementTest
{
    private MovementTest(double pearson, double likelihoodRatio, double degreesOfFreedom)
    {
        ChiSquared = pearson;
        LikelihoodRatio = likelihoodRatio;
        DegreesOfFreedom = degreesOfFreedom;
    }

    /// <summary>Pearson's χ², ≥ 0.</summary>
    public double ChiSquared { get; }

    /// <summary>Likelihood ratio G², ≥ 0.</summary>
    public double LikelihoodRatio { get; }

    /// <summary>Degrees of freedom of both, 0 when there is nothing to compare.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>P-value of <see cref="ChiSquared"/>; undefined without degrees of freedom.</summary>
    public Figure PValue => Tail(x => ChiSquaredDistribution.Survival(x, DegreesOfFreedom), ChiSquared);

    /// <summary>Natural logarithm of <see cref="PValue"/>.</summary>
    public Figure LogPValue => Tail(x => ChiSquaredDistribution.LogSurvival(x, DegreesOfFreedom), ChiSquared);

    /// <summary>P-value of <see cref="LikelihoodRatio"/>; undefined without degrees of freedom.</summary>
    public Figure LikelihoodRatioPValue => Tail(x => ChiSquaredDistribution.Survival(x, DegreesOfFreedom), LikelihoodRatio);

    /// <summary>Natural logarithm of <see cref="LikelihoodRatioPValue"/>.</summary>
    public Figure LogLikelihoodRatioPValue => Tail(x => ChiSquaredDistribution.LogSurvival(x, DegreesOfFreedom), LikelihoodRatio);

    /// <summary>The test over two or more periods or groups.</summary>
    /// <param name="groups">Movements over the same segments; matched customers count.</param>
    /// <exception cref="ArgumentException">There are fewer than two groups, or the numbers of segments differ.</exception>
    public static MovementTest Of(params TransitionCounts[] groups)
    {
        Guard.NotNull(groups);
        if (groups.Length < 2)
        {
            throw new ArgumentException("A comparison needs at least two groups.", nameof(groups));
        }

        foreach (var group in groups)
        {
            Guard.NotNull(group, nameof(groups));
            Guard.SameLength(group.SegmentCount, groups[0].SegmentCount, nameof(groups));
        }

        var size = groups[0].SegmentCount;
        var (pearson, ratio, degrees) = (0.0, 0.0, 0);
        var destinations = new double[size];
        for (var from = 0; from < size; from++)
        {
            for (var to = 0; to < size; to++)
            {
                destinations[to] = groups.Sum(group => group.Count(from, to));
            }

            var began = destinations.Sum();
            degrees += Math.Max(destinations.Count(d => d > 0) - 1, 0) * Math.Max(groups.Count(g => g.From(from) > 0) - 1, 0);
            foreach (var group in groups)
            {
                var own = group.From(from);
                for (var to = 0; to < size; to++)
                {
                    var expected = began > 0 ? own * (destinations[to] / began) : 0;
                    if (expected > 0)
                    {
                        // Counts − expected add up to 0: taking them off keeps the digits where the two are close.
                        var (count, excess) = (group.Count(from, to), group.Count(from, to) - expected);
                        pearson += excess * (excess / expected);
                        ratio += 2 * ((count > 0 ? count * Elementary.Log1p(excess / expected) : 0) - excess);
                    }
                }
            }
        }

        return new MovementTest(pearson, Math.Max(ratio, 0), degrees);
    }

    private Figure Tail(Func<double, double> tail, double statistic) => DegreesOfFreedom > 0
        ? Figure.Of(tail(statistic))
        : Figure.Undefined(UndefinedReason.NoObservations);
}
