using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Compares two arms within strata and averages: for blocked draws, and after the fact for what is known of every customer beforehand.</summary>
/// <remarks>
/// Σ w (difference in stratum), w the stratum's share of customers unless other weights are given (such as population shares). Variance conditional on the sizes
/// is Σ w² (Welch's variance); the superpopulation adds Σ w (difference − average)² / n. A stratum without one arm is named, never dropped in
/// silence. Sources: Imbens and Rubin (2015), Causal Inference, chapter 9; Miratrix, Sekhon and Yu (2013), JRSS B 75. Immutable and thread-safe.
/// </remarks>
public sealed class StratifiedComparison
{
    private readonly Stratum[] strata;
    private readonly double[] weights;
    private readonly long[] empty;

    private StratifiedComparison(Stratum[] strata, double[] weights, long[] empty, ArmComparison comparison, ArmComparison unadjusted, Figure conditional, Figure superpopulation)
    {
        this.strata = strata;
        this.weights = weights;
        this.empty = empty;
        Comparison = comparison;
        Unadjusted = unadjusted;
        ConditionalError = conditional;
        SuperpopulationError = superpopulation;
        VarianceRatio = AdjustedComparison.Ratio(comparison, unadjusted);
    }

    /// <summary>The effect: the weighted average of the strata's differences.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>Welch's comparison that ignores the strata.</summary>
    public ArmComparison Unadjusted { get; }

    /// <summary>Standard error conditional on how many customers each stratum has.</summary>
    public Figure ConditionalError { get; }

    /// <summary>Standard error where the strata's sizes are chance too.</summary>
    public Figure SuperpopulationError { get; }

    /// <summary>Squared error of the stratified effect over that of the unadjusted one.</summary>
    public Figure VarianceRatio { get; }

    /// <summary>The strata that have customers, in order of appearance.</summary>
    public IReadOnlyList<Stratum> Strata => strata;

    /// <summary>Weight of each of <see cref="Strata"/>; they sum to 1 over all of them, left-out ones included.</summary>
    public IReadOnlyList<double> Weights => weights;

    /// <summary>Keys of strata that have no customer in one arm.</summary>
    public IReadOnlyList<long> EmptyStrata => empty;

    /// <summary>Compares two arms by the moments of each stratum: <c>GROUP BY stratum, arm</c>.</summary>
    /// <param name="strata">One a stratum; those without customers are ignored.</param>
    /// <param name="options">Variance, reference, level; null for the defaults.</param>
    /// <param name="weights">Weight of each stratum, finite, ≥ 0, not all 0; empty for the strata's sizes.</param>
    /// <exception cref="ArgumentException">A weight is out of its range, or their number is not that of the strata.</exception>
    public static StratifiedComparison Of(ReadOnlySpan<Stratum> strata, StratificationOptions? options = null, ReadOnlySpan<double> weights = default)
    {
        options ??= StratificationOptions.Default;
        if (weights.Length > 0)
        {
            Guard.SameLength(weights.Length, strata.Length, nameof(weights));
        }

        var kept = new List<Stratum>();
        var shares = new List<double>();
        var total = 0.0;
        for (var s = 0; s < strata.Length; s++)
        {
            var weight = weights.Length > 0 ? weights[s] : strata[s].Count;
            if (!(weight >= 0) || double.IsInfinity(weight))
            {
                throw Guard.BrokenRow(nameof(weights), s, "0 ≤ weight < ∞", $"weight {Guard.Text(weight)}");
            }

            if (strata[s].Count > 0)
            {
                kept.Add(strata[s]);
                shares.Add(weight);
                total += weight;
            }
        }

        if (kept.Count > 0 && total == 0)
        {
            throw new ArgumentException("The weights sum to 0 over strata that have customers.", nameof(weights));
        }

        for (var s = 0; s < shares.Count; s++)
        {
            shares[s] /= total;
        }

        return Average([.. kept], [.. shares], options);
    }

    /// <summary>Compares two arms by rows.</summary>
    /// <param name="outcomes">One finite value a customer.</param>
    /// <param name="isTreated">True for a customer of the treatment arm.</param>
    /// <param name="strata">The customer's stratum.</param>
    /// <param name="options">Variance, reference, level; null for the defaults.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a value is NaN or infinite.</exception>
    public static StratifiedComparison Of(ReadOnlySpan<double> outcomes, ReadOnlySpan<bool> isTreated, ReadOnlySpan<long> strata, StratificationOptions? options = null)
    {
        Guard.SameLength(isTreated.Length, outcomes.Length, nameof(isTreated));
        Guard.SameLength(strata.Length, outcomes.Length, nameof(strata));
        Guard.AllFinite(outcomes, nameof(outcomes));
        var codes = KeyNumbers.Number(strata, out var count);
        var moments = new SampleMoments[2 * count];
        var keys = new long[count];
        for (var row = 0; row < codes.Length; row++)
        {
            keys[codes[row]] = strata[row];
            var cell = 2 * codes[row] + (isTreated[row] ? 0 : 1);
            moments[cell] = moments[cell].Add(outcomes[row]);
        }

        var all = new Stratum[count];
        for (var s = 0; s < count; s++)
        {
            all[s] = new Stratum(keys[s], moments[2 * s], moments[2 * s + 1]);
        }

        return Of(all, options);
    }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Comparison}; {Guard.Text(strata.Length)} strata, variance ratio {VarianceRatio}";

    private static StratifiedComparison Average(Stratum[] strata, double[] weights, StratificationOptions options)
    {
        SampleMoments treatment = default, control = default;
        var empty = new List<long>();
        var share = 0.0;
        for (var s = 0; s < strata.Length; s++)
        {
            treatment += strata[s].Treatment;
            control += strata[s].Control;
            if (!strata[s].Difference.IsDefined)
            {
                empty.Add(strata[s].Key);
            }
            else
            {
                share += weights[s];
            }
        }

        var warnings = new List<ComparisonWarning>();
        if (empty.Count > 0)
        {
            warnings.Add(ComparisonWarning.EmptyStratum);
        }

        Figure effect = Figure.Undefined(UndefinedReason.EmptyArm), conditional = effect, superpopulation = effect, mean1 = effect, mean0 = effect;
        var degrees = double.PositiveInfinity;
        if (share > 0 && (empty.Count == 0 || options.LeaveOutEmpty))
        {
            double average = 0, first = 0, second = 0;
            Each(strata, weights, share, (s, w) =>
            {
                average += w * s.Difference.Value;
                first += w * s.Treatment.Mean;
                second += w * s.Control.Mean;
            });
            (effect, mean1, mean0) = (Figure.Of(average), Figure.Of(first), Figure.Of(second));
            (conditional, superpopulation) = Errors(strata, weights, share, average, out var satterthwaite);
            degrees = options.StudentT && satterthwaite > 0 ? satterthwaite : degrees;
        }

        var method = (options.Superpopulation ? "post-stratified" : "stratified") + (options.StudentT ? ", t" : ", normal") + (empty.Count > 0 && options.LeaveOutEmpty ? ", empty strata left out" : string.Empty);
        var comparison = new ArmComparison(method, mean1, mean0, effect, options.Superpopulation ? superpopulation : conditional, degrees, options.Level, null, warnings);
        return new StratifiedComparison(strata, weights, [.. empty], comparison, MeanTest.Welch(treatment, control, options.Level), conditional, superpopulation);
    }

    private static (Figure Conditional, Figure Superpopulation) Errors(Stratum[] strata, double[] weights, double share, double average, out double degrees)
    {
        double variance = 0, spread = 0, count = 0, pieces = 0;
        var isMissing = false;
        Each(strata, weights, share, (s, w) =>
        {
            isMissing |= !s.Variance.IsDefined;
            if (!isMissing)
            {
                double v1 = s.Treatment.Variance.Value / s.Treatment.Count, v0 = s.Control.Variance.Value / s.Control.Count, d = s.Difference.Value - average;
                variance += w * w * (v1 + v0);
                spread += w * d * d;
                count += s.Count;
                pieces += w * w * w * w * (v1 * v1 / (s.Treatment.Count - 1) + v0 * v0 / (s.Control.Count - 1));
            }
        });
        degrees = pieces > 0 ? variance * variance / pieces : 0;
        var why = Figure.Undefined(UndefinedReason.TooFewObservations);
        return isMissing ? (why, why) : (Figure.Of(Math.Sqrt(variance)), Figure.Of(Math.Sqrt(variance + spread / count)));
    }

    private static void Each(Stratum[] strata, double[] weights, double share, Action<Stratum, double> visit)
    {
        for (var s = 0; s < strata.Length; s++)
        {
            if (strata[s].Difference.IsDefined && weights[s] > 0)
            {
                visit(strata[s], weights[s] / share);
            }
        }
    }
}
