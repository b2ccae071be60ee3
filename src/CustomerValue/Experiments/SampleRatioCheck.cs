using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Did the arms get the sizes they were meant to have? Run it before any effect is shown.</summary>
/// <remarks>
/// Pearson's χ² of observed against planned sizes, with degrees of freedom arms of positive weight − 1; beside it the likelihood-ratio G, and the
/// exact multinomial test for small samples. A customer in an arm of weight zero is a certain mismatch: p = 0. Without any customer, or with one arm
/// of positive weight, there is nothing to check: p = 1 and no statistic. A mismatch says that assignment, logging or
/// filtering is broken; it cannot be repaired by weighting. Immutable and thread-safe.
/// </remarks>
public sealed class SampleRatioCheck
{
    /// <summary>The p-value below which a mismatch is called, by custom (Fabijan et al. 2019): rare enough to stop for.</summary>
    public const double DefaultThreshold = 0.001;

    // Above this number of tables the exact test is refused: it would take minutes.
    private const double MostTables = 5e7;

    private readonly double[] expected, weights;
    private readonly long[] observed;

    private SampleRatioCheck(long[] observed, double[] weights, double[] expected, double total)
    {
        this.observed = observed;
        this.weights = weights;
        this.expected = expected;
        Total = total;
        double chi = 0, g = 0;
        for (var arm = 0; arm < observed.Length; arm++)
        {
            if (weights[arm] == 0)
            {
                IsImpossible |= observed[arm] > 0;
                continue;
            }

            DegreesOfFreedom++;
            if (total > 0)
            {
                var d = observed[arm] - expected[arm];
                chi += d * d / expected[arm];
                g += 2 * ((observed[arm] == 0 ? 0 : observed[arm] * Elementary.Log1p(d / expected[arm])) - d);
            }
        }

        DegreesOfFreedom--;
        if (IsImpossible || total == 0 || DegreesOfFreedom == 0)
        {
            var why = IsImpossible ? UndefinedReason.Infinite : total == 0 ? UndefinedReason.NoObservations : UndefinedReason.OneClass;
            ChiSquared = LikelihoodRatio = Figure.Undefined(why);
            PValue = LikelihoodRatioPValue = IsImpossible ? 0 : 1;
            LogPValue = LogLikelihoodRatioPValue = IsImpossible ? Figure.Undefined(UndefinedReason.Infinite) : Figure.Of(0);
            return;
        }

        ChiSquared = Figure.Of(chi);
        LikelihoodRatio = Figure.Of(Math.Max(0, g));
        PValue = ChiSquaredDistribution.Survival(chi, DegreesOfFreedom);
        LogPValue = Figure.Of(ChiSquaredDistribution.LogSurvival(chi, DegreesOfFreedom));
        LikelihoodRatioPValue = ChiSquaredDistribution.Survival(LikelihoodRatio.Value, DegreesOfFreedom);
        LogLikelihoodRatioPValue = Figure.Of(ChiSquaredDistribution.LogSurvival(LikelihoodRatio.Value, DegreesOfFreedom));
    }

    /// <summary>Customers in all arms.</summary>
    public double Total { get; }

    /// <summary>Arms of positive weight − 1.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>Pearson's statistic; undefined when impossible or when there is nothing to check.</summary>
    public Figure ChiSquared { get; }

    /// <summary>p-value of <see cref="ChiSquared"/>; 0 when impossible, 1 when there is nothing to check.</summary>
    public double PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>; undefined (infinite) when impossible.</summary>
    public Figure LogPValue { get; }

    /// <summary>The likelihood-ratio statistic G.</summary>
    public Figure LikelihoodRatio { get; }

    /// <summary>p-value of <see cref="LikelihoodRatio"/>.</summary>
    public double LikelihoodRatioPValue { get; }

    /// <summary>Natural logarithm of <see cref="LikelihoodRatioPValue"/>; undefined (infinite) when impossible.</summary>
    public Figure LogLikelihoodRatioPValue { get; }

    /// <summary>True when an arm of weight zero has customers: no chance can explain it.</summary>
    public bool IsImpossible { get; }

    /// <summary>Sizes found, in the order of the arms.</summary>
    public ReadOnlySpan<long> ObservedCounts => observed;

    /// <summary>Planned sizes, in the order of the arms.</summary>
    public ReadOnlySpan<double> ExpectedCounts => expected;

    /// <summary>The check of observed sizes.</summary>
    /// <param name="observed">Customers found in each arm, ≥ 0.</param>
    /// <param name="weights">Planned relative share of each arm, finite and ≥ 0, not all zero; as long as <paramref name="observed"/>.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a number breaks its rule.</exception>
    public static SampleRatioCheck Of(ReadOnlySpan<long> observed, ReadOnlySpan<double> weights)
    {
        Guard.SameLength(weights.Length, observed.Length, nameof(weights));
        double total = 0, sum = 0;
        for (var row = 0; row < observed.Length; row++)
        {
            if (observed[row] < 0 || !(weights[row] >= 0) || double.IsInfinity(weights[row]))
            {
                throw Guard.BrokenRow(
                    observed[row] < 0 ? nameof(observed) : nameof(weights), row, "observed ≥ 0 and 0 ≤ weight < ∞", $"observed {Guard.Text(observed[row])}, weight {Guard.Text(weights[row])}");
            }

            total += observed[row];
            sum += weights[row];
        }

        if (!(sum > 0) || double.IsInfinity(sum))
        {
            throw new ArgumentException($"weights sum to {Guard.Text(sum)}; the sum must be finite and > 0.", nameof(weights));
        }

        var shares = new double[weights.Length];
        var expected = new double[weights.Length];
        for (var arm = 0; arm < shares.Length; arm++)
        {
            shares[arm] = weights[arm] / sum;
            expected[arm] = total * weights[arm] / sum;
        }

        return new SampleRatioCheck(observed.ToArray(), shares, expected, total);
    }

    /// <summary>True when the p-value is below the threshold.</summary>
    /// <param name="threshold">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is not between 0 and 1.</exception>
    public bool IsMismatch(double threshold = DefaultThreshold) => PValue < Guard.OpenUnit(threshold);

    /// <summary>The exact multinomial p-value: the probability of all tables that are no likelier than the observed one.</summary>
    /// <exception cref="InvalidOperationException">Three or more arms have too many tables to walk through; χ² is accurate there.</exception>
    public double ExactPValue()
    {
        if (IsImpossible)
        {
            return 0;
        }

        if (DegreesOfFreedom == 0)
        {
            return 1;
        }

        var tables = 1.0;
        for (var k = 1; k <= DegreesOfFreedom; k++)
        {
            tables *= (Total + k) / k;
        }

        return DegreesOfFreedom == 1 || tables <= MostTables
            ? ExactMultinomial.PValue(observed, weights)
            : throw new InvalidOperationException($"The exact test would walk through {Guard.Text(Math.Floor(tables))} tables; use PValue, which is accurate for a sample of this size.");
    }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() =>
        IsImpossible ? "sample ratio: impossible, customers in an arm of weight 0" : $"sample ratio: χ² {ChiSquared}, df {Guard.Text(DegreesOfFreedom)}, p {Guard.Text(PValue)}";
}
